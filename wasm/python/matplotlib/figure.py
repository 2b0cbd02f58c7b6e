"""Figures: what the page draws in one piece."""
import warnings

from .axes import Axes


class Figure:
    """A sheet with one plot or several."""

    def __init__(self, figsize=None, dpi=None, facecolor=None, layout=None, number=None, **keywords):
        from . import rcParams

        self._size = tuple(map(float, figsize or rcParams["figure.figsize"]))
        self.number, self.dpi = number, dpi or rcParams["figure.dpi"]
        self.clear()

    def clear(self, keep_observers=False):
        """Takes everything off."""
        self.axes, self._current, self._title, self._image = [], None, "", None

    clf = clear

    def __repr__(self):
        width, height = (round(s * self.dpi) for s in self._size)
        return f"<Figure size {width}x{height} with {len(self.axes)} Axes>"

    def __str__(self):
        width, height = (s * self.dpi for s in self._size)
        return f"Figure({width:g}x{height:g})"

    def _put(self, axes):
        self.axes.append(axes)
        self._current = axes
        return axes

    def gca(self):
        """The axes that are drawn in."""
        return self._current or self.add_subplot()

    def sca(self, a):
        self._current = a
        return a

    def delaxes(self, ax):
        self.axes.remove(ax)
        self._current = self.axes[-1] if self.axes else None

    def add_subplot(self, *args, projection=None, polar=False, sharex=None, sharey=None, label=None, **keywords):
        """add_subplot(2, 3, 1), add_subplot(231), add_subplot(grid[0, :])."""
        if polar or projection not in (None, "rectilinear"):
            raise ValueError(f"Unknown projection {projection or 'polar'!r}: Downhill draws in two dimensions")
        place = _place(*(args or (1, 1, 1)))
        made = Axes(self, place, sharex, sharey)
        if keywords:
            made.set(**keywords)
        return self._put(made)

    def add_axes(self, rect, projection=None, **keywords):
        """Axes at [left, bottom, width, height], in shares of the figure."""
        if projection not in (None, "rectilinear"):
            raise ValueError(f"Unknown projection {projection!r}: Downhill draws in two dimensions")
        return self._put(Axes(self, {"rect": [float(v) for v in rect]}))

    def add_gridspec(self, nrows=1, ncols=1, **keywords):
        return GridSpec(nrows, ncols, figure=self, **keywords)

    def subplots(self, nrows=1, ncols=1, *, sharex=False, sharey=False, squeeze=True, width_ratios=None, height_ratios=None,
                 subplot_kw=None, gridspec_kw=None):
        """A grid of axes: one, an array of them, or a matrix."""
        ratios = {"width_ratios": width_ratios, "height_ratios": height_ratios, **(gridspec_kw or {})}
        grid = GridSpec(nrows, ncols, figure=self, **ratios)
        made = []
        for i in range(nrows):
            row = []
            for j in range(ncols):
                x, y = _shared(sharex, made, row, i, j), _shared(sharey, made, row, i, j)
                row.append(self.add_subplot(grid[i, j], sharex=x, sharey=y, **(subplot_kw or {})))
            made.append(row)
        if made and made[0]:
            self._current = made[-1][-1]
        if squeeze and nrows == ncols == 1:
            return made[0][0]
        if squeeze and 1 in (nrows, ncols):
            return AxesArray([a for row in made for a in row], (nrows * ncols,))
        return AxesArray([a for row in made for a in row], (nrows, ncols))

    def suptitle(self, t, **keywords):
        self._title = str(t)

    def supxlabel(self, t, **keywords):
        if self.axes:
            self.axes[-1].set_xlabel(t)

    def supylabel(self, t, **keywords):
        if self.axes:
            self.axes[0].set_ylabel(t)

    def colorbar(self, mappable, cax=None, ax=None, label="", orientation="vertical", **keywords):
        """A bar that says which number has which colour."""
        owner = ax if isinstance(ax, Axes) else getattr(mappable, "axes", None)
        if owner is None and ax is not None:
            owner = list(ax.flat)[-1] if hasattr(ax, "flat") else list(ax)[-1]
        bar = Colorbar(mappable, label)
        (owner or self.gca())._colorbars.append(bar)
        return bar

    def legend(self, *args, **keywords):
        return self.gca().legend(*args, **keywords)

    def text(self, x, y, s, **keywords):
        return self.gca().text(x, y, s, **{**keywords, "transform": "axes"})

    tight_layout = subplots_adjust = set_tight_layout = set_constrained_layout = set_layout_engine = set_facecolor = \
        autofmt_xdate = align_labels = lambda self, *args, **keywords: None

    def set_size_inches(self, w, h=None, forward=True):
        self._size = tuple(map(float, w if h is None else (w, h)))

    def get_size_inches(self):
        import numpy as np

        return np.array(self._size)

    def set_figwidth(self, val):
        self._size = (float(val), self._size[1])

    def set_figheight(self, val):
        self._size = (self._size[0], float(val))

    def set_dpi(self, val):
        self.dpi = val

    def get_axes(self):
        return list(self.axes)

    def savefig(self, fname, **keywords):
        """Nothing is written: the page shows the figure, and keeps it with the notebook."""
        warnings.warn("savefig() writes no file in Downhill: the figure is shown beside its cell and saved with the notebook",
                      stacklevel=2)

    def show(self, warn=True):
        """Shows it now, and not again at the cell's end."""
        from . import pyplot

        pyplot._show(self)

    _ipython_display_ = show  # as a last expression, and by display(fig)

    def describe(self):
        """The figure as JSON."""
        return {"version": 1, "size": self._size, "title": self._title, "axes": [a.describe() for a in self.axes],
                "text": repr(self)}


class Colorbar:
    """What colorbar() gives."""

    def __init__(self, mappable, label):
        self.mappable, self._label, self._ticks = mappable, label, None
        self.ax = self

    def set_label(self, label, **keywords):
        self._label = label

    set_ylabel = set_title = set_label

    def set_ticks(self, ticks, labels=None, **keywords):
        self._ticks = [float(t) for t in ticks]

    tick_params = lambda self, *args, **keywords: None  # noqa: E731

    def describe(self):
        source = self.mappable
        made = source.bar() if hasattr(source, "bar") else _bar_of(source)
        return {**made, "label": str(self._label), **({"ticks": self._ticks} if self._ticks else {})}


def _bar_of(source):
    from ._mapping import Mapping

    return Mapping([], source.cmap, source.norm).bar()


class GridSpec:
    """Rows and columns of a figure; grid[0, 1:] is a place for axes."""

    def __init__(self, nrows, ncols, figure=None, width_ratios=None, height_ratios=None, **keywords):
        self.nrows, self.ncols = nrows, ncols
        self._widths = [float(v) for v in (width_ratios or [1] * ncols)]
        self._heights = [float(v) for v in (height_ratios or [1] * nrows)]

    def __getitem__(self, key):
        if not isinstance(key, tuple):
            if self.nrows == 1:
                key = (0, key)
            elif self.ncols == 1:
                key = (key, 0)
            else:
                key = divmod(key, self.ncols) if isinstance(key, int) else (key, slice(None))
        rows, columns = (_range(k, n) for k, n in zip(key, (self.nrows, self.ncols)))
        return {"grid": [self.nrows, self.ncols], "at": [*rows, *columns], "widths": self._widths, "heights": self._heights}


def _range(key, n):
    if isinstance(key, slice):
        first, last, _ = key.indices(n)
        return first, last
    key = key + n if key < 0 else key
    if not 0 <= key < n:
        raise IndexError("GridSpec index out of range")
    return key, key + 1


def _place(rows, columns=None, index=None):
    if isinstance(rows, dict):
        return rows
    if columns is None:
        if not 100 <= rows <= 999:
            raise ValueError(f"Single argument to subplot must be a three-digit integer, not {rows}")
        rows, columns, index = rows // 100, rows // 10 % 10, rows % 10
    first, last = index if isinstance(index, tuple) else (index, index)
    if not 1 <= first <= last <= rows * columns:
        raise ValueError(f"num must be an integer with 1 <= num <= {rows * columns}, not {index!r}")
    (r0, c0), (r1, c1) = divmod(first - 1, columns), divmod(last - 1, columns)
    return {"grid": [rows, columns], "at": [r0, r1 + 1, c0, c1 + 1], "widths": [1.0] * columns, "heights": [1.0] * rows}


def _shared(mode, made, row, i, j):
    if mode in (True, "all"):
        return made[0][0] if made else row[0] if row else None
    if mode == "row":
        return row[0] if row else None
    if mode == "col":
        return made[0][j] if made else None
    return None


class AxesArray:
    """The axes of a grid, indexed as an array is: axes[0, 1], axes[:, 0], axes.flat, for ax in axes."""

    def __init__(self, items, shape):
        self._items, self.shape = items, shape
        self.ndim, self.size = len(shape), len(items)

    def __len__(self):
        return self.shape[0]

    def __iter__(self):
        return (self[i] for i in range(len(self)))

    def __getitem__(self, key):
        if self.ndim == 1:
            found = self._items[key[0] if isinstance(key, tuple) else key]
            return AxesArray(found, (len(found),)) if isinstance(found, list) else found
        rows, columns = self.shape
        i, j = (*key, slice(None))[:2] if isinstance(key, tuple) else (key, slice(None))
        table = [self._items[r * columns:(r + 1) * columns] for r in range(rows)]
        if isinstance(i, slice):
            chosen = [row[j] for row in table[i]]
            if not isinstance(j, slice):
                return AxesArray(chosen, (len(chosen),))
            return AxesArray([a for row in chosen for a in row], (len(chosen), len(chosen[0]) if chosen else 0))
        row = table[i][j]
        return AxesArray(row, (len(row),)) if isinstance(row, list) else row

    @property
    def flat(self):
        return iter(self._items)

    def ravel(self, order="C"):
        return AxesArray(list(self._items), (self.size,))

    flatten = ravel

    def reshape(self, *shape):
        shape = shape[0] if len(shape) == 1 and isinstance(shape[0], tuple) else shape
        known = 1
        for s in shape:
            known *= s if s != -1 else 1
        return AxesArray(list(self._items), tuple(self.size // known if s == -1 else s for s in shape))

    def tolist(self):
        return [one.tolist() if isinstance(one, AxesArray) else one for one in self]

    @property
    def T(self):
        if self.ndim == 1:
            return self
        rows, columns = self.shape
        return AxesArray([self._items[r * columns + c] for c in range(columns) for r in range(rows)], (columns, rows))
