"""The figure and axes that are drawn in: plt.plot(...) is gca().plot(...)."""
from downhill import figures as _figures

from . import cm, colors, rcdefaults, rcParams, style  # noqa: F401
from . import colormaps as _colormaps
from . import rc, use as switch_backend  # noqa: F401
from .axes import Axes
from .figure import Figure, GridSpec
from .lines import Line2D  # noqa: F401
from .patches import Circle, Polygon, Rectangle  # noqa: F401

_open = {}  # figures by number, the current one last


def figure(num=None, figsize=None, dpi=None, *, clear=False, **keywords):
    """A new figure, or the one with this number."""
    if isinstance(num, Figure):
        num = num.number
    if num in _open:
        found = _open[num] = _open.pop(num)
        if clear:
            found.clear()
        return found
    number = num if num is not None else max((n for n in _open if isinstance(n, int)), default=0) + 1
    _open[number] = Figure(figsize, dpi, number=number, **keywords)
    return _open[number]


def gcf():
    """The figure that is drawn in."""
    return list(_open.values())[-1] if _open else figure()


def gca():
    """The axes that are drawn in."""
    return gcf().gca()


def sca(ax):
    """Draws in these axes from now on."""
    figure(ax.figure)
    ax.figure.sca(ax)


def axes(arg=None, **keywords):
    """New axes."""
    return gcf().add_subplot(**keywords) if arg is None else gcf().add_axes(arg, **keywords)


def subplot(*args, **keywords):
    """The axes at a place: those that are there, or new ones."""
    from .figure import _place

    place = _place(*(args or (1, 1, 1)))
    for there in gcf().axes:
        if there._place == place and there._twin is None and not keywords:
            return gcf().sca(there)
    return gcf().add_subplot(*args, **keywords)


def subplots(nrows=1, ncols=1, *, sharex=False, sharey=False, squeeze=True, width_ratios=None, height_ratios=None,
             subplot_kw=None, gridspec_kw=None, **fig_kw):
    """A figure and its axes."""
    fig = figure(**fig_kw)
    return fig, fig.subplots(nrows, ncols, sharex=sharex, sharey=sharey, squeeze=squeeze, width_ratios=width_ratios,
                             height_ratios=height_ratios, subplot_kw=subplot_kw, gridspec_kw=gridspec_kw)


def subplot2grid(shape, loc, rowspan=1, colspan=1, fig=None, **keywords):
    """Axes at a place of a grid."""
    grid = GridSpec(*shape)
    return (fig or gcf()).add_subplot(grid[loc[0]:loc[0] + rowspan, loc[1]:loc[1] + colspan], **keywords)


def fignum_exists(num):
    return num in _open


def get_fignums():
    return sorted(_open)


def close(fig=None):
    """Forgets a figure, or 'all' of them, unshown."""
    if fig == "all":
        return _open.clear()
    number = list(_open)[-1] if fig is None and _open else fig.number if isinstance(fig, Figure) else fig
    _open.pop(number, None)


def show(*, block=None):
    """Shows all figures; what is drawn next is new."""
    shown = list(_open.values())
    _open.clear()
    for one in shown:
        if one.axes:
            _figures.show(one.describe())


def _show(one):
    _open.pop(one.number, None)
    _figures.show(one.describe())


_figures.at_end = show


def draw():
    """Figures are drawn when they are shown."""


draw_if_interactive = ion = ioff = isinteractive = draw


def pause(interval):
    """Shows what there is, and waits."""
    import time

    show()
    time.sleep(interval)


def clf():
    """Empties the figure."""
    gcf().clear()


def cla():
    """Empties the axes."""
    gca().clear()


def delaxes(ax=None):
    gcf().delaxes(ax or gca())


def setp(obj, *args, **properties):
    """Sets properties of an artist, or of several."""
    properties.update(zip(args[::2], args[1::2]))
    for one in obj if isinstance(obj, (list, tuple)) else [obj]:
        one.set(**properties)


def box(on=None):
    """Shows or hides the frame."""
    gca().axis("on" if on or on is None and not gca()._framed else "off")


def sci(im):
    gca()._current_image(im)


def gci():
    return gcf()._image


def clim(vmin=None, vmax=None):
    gci().set_clim(vmin, vmax)


def colorbar(mappable=None, cax=None, ax=None, **keywords):
    """A colour bar, of the last image or contour plot."""
    mappable = mappable or gci()
    if mappable is None:
        raise RuntimeError("No mappable was found to use for colorbar creation. First define a mappable such as an image "
                           "(with imshow) or a contour set (with contourf).")
    return gcf().colorbar(mappable, cax=cax, ax=ax, **keywords)


def get_cmap(name=None, lut=None):
    """A colour map."""
    return cm.get_cmap(name, lut)


def set_cmap(cmap):
    rcParams["image.cmap"] = cmap if isinstance(cmap, str) else cmap.name


def _limits(get, set_):
    def function(*args, **keywords):
        if args or keywords:
            return getattr(gca(), set_)(*args, **keywords)
        return getattr(gca(), get)()

    return function


xlim, ylim = _limits("get_xlim", "set_xlim"), _limits("get_ylim", "set_ylim")


def _ticks(which):
    def function(ticks=None, labels=None, **keywords):
        if which == "x":
            gca()._x.set_rotation(keywords.get("rotation"))
        if ticks is not None:
            getattr(gca(), f"set_{which}ticks")(ticks, labels)
        elif labels is not None:
            getattr(gca(), f"set_{which}ticklabels")(labels)
        axis = gca()._x if which == "x" else gca()._y
        return axis.ticks or [], axis.labels or []

    return function


xticks, yticks = _ticks("x"), _ticks("y")


def _of_axes(name):
    def function(*args, **keywords):
        return getattr(gca(), name)(*args, **keywords)

    function.__name__ = function.__qualname__ = name.removeprefix("set_")
    function.__doc__ = getattr(Axes, name).__doc__
    return function


def _of_figure(name):
    def function(*args, **keywords):
        return getattr(gcf(), name)(*args, **keywords)

    function.__name__ = function.__qualname__ = name
    function.__doc__ = getattr(Figure, name).__doc__
    return function


for _name in ("annotate autoscale axhline axhspan axis axvline axvspan bar barh clabel contour contourf errorbar fill "
              "fill_between fill_betweenx grid hist hlines imshow legend loglog margins matshow minorticks_off minorticks_on "
              "pcolor pcolormesh plot quiver scatter semilogx semilogy stem step text tick_params ticklabel_format twinx twiny "
              "vlines").split():
    globals()[_name] = _of_axes(_name)
for _name in "title xlabel ylabel xscale yscale".split():
    globals()[_name] = _of_axes("set_" + _name)
for _name in "savefig suptitle tight_layout subplots_adjust".split():
    globals()[_name] = _of_figure(_name)
for _name in ("viridis plasma inferno magma gray hot cool jet").split():
    globals()[_name] = lambda _name=_name: set_cmap(_name)


def __getattr__(name):
    if name == "colormaps":
        return _colormaps
    if name.startswith("_"):
        raise AttributeError(name)
    from . import ticker

    if hasattr(ticker, name):
        return getattr(ticker, name)
    raise AttributeError(f"module 'matplotlib.pyplot' has no attribute '{name}' in Downhill (yet)")
