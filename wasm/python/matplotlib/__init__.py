"""A small matplotlib: programs describe figures with its names, and the page draws them."""
__version__ = "3.10.0"


class RcParams(dict):
    """Settings; most of matplotlib's are taken and mean nothing here."""

    def __missing__(self, key):
        return None


class Cycle:
    """The colours that lines take one after the other."""

    def __init__(self, color):
        self._colors = list(color)

    def by_key(self):
        return {"color": list(self._colors)}

    def __iter__(self):
        return ({"color": c} for c in self._colors)


def cycler(*args, color=None, **keywords):
    """cycler(color=[...]), for set_prop_cycle and rcParams["axes.prop_cycle"]."""
    return Cycle(args[1] if len(args) == 2 else color)


_DEFAULTS = {"figure.figsize": [6.4, 4.8], "figure.dpi": 100.0, "lines.linewidth": 1.5, "lines.markersize": 6.0,
             "image.cmap": "viridis", "axes.grid": False, "font.size": 10.0,
             "axes.prop_cycle": Cycle(f"C{i}" for i in range(10))}
rcParams = RcParams(_DEFAULTS)


def rc(group, **values):
    """rc('lines', linewidth=2) sets rcParams['lines.linewidth']."""
    for name in (group,) if isinstance(group, str) else group:
        rcParams.update({f"{name}.{k}": v for k, v in values.items()})


def rcdefaults():
    """The settings as they were."""
    rcParams.clear()
    rcParams.update(_DEFAULTS)


def use(backend, *, force=True):
    """The page draws, whatever is asked for."""


def get_backend():
    return "module://downhill"


class _Colormaps:
    def __getitem__(self, name):
        from .colors import colormap

        try:
            return colormap(name)
        except ValueError:
            raise KeyError(f"{name!r} is not a known colormap name") from None

    def get_cmap(self, name):
        return self[name]

    def __iter__(self):
        from ._color_names import LISTS, MAPS

        return iter([*MAPS, *LISTS])


colormaps = _Colormaps()


def __getattr__(name):
    if name.startswith("_"):
        raise AttributeError(name)
    from importlib import import_module

    try:
        return import_module(f"matplotlib.{name}")
    except ModuleNotFoundError:
        raise AttributeError(f"module 'matplotlib' has no attribute '{name}' in Downhill (yet)") from None
