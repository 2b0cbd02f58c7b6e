"""What is loaded when it is first used: names of torch, of its modules and of Tensor, by the module that has them."""
from importlib import import_module

_BOTH = {  # functions of torch that are methods of Tensor as well
    "_counting": "bincount count_nonzero unique unique_consecutive",
    "_diagonals": "diag diag_embed diagflat diagonal trace tril triu",
    "_extremes": "amax amin logsumexp median",
    "_multinomial": "multinomial",
    "_repeats": "fliplr flipud repeat_interleave roll tile",
    "_scatter": "index_add index_select scatter scatter_add",
    "_arrangements": "addbmm addmv addr argwhere baddbmm inner msort positive ravel rot90 swapdims take take_along_dim "
                     "vdot",
    "_elementwise": "acos acosh arccos arccosh arcsin arcsinh arctan arctanh asin asinh atan atanh cosh deg2rad "
                    "digamma erfc exp2 frac lgamma log10 log2 logit nan_to_num rad2deg sgn signbit sinc sinh tan",
    "_pairwise": "arctan2 atan2 copysign fmod heaviside hypot logaddexp xlogy",
    "_quantiles": "histc histogram nanmean nanquantile nansum quantile",
    "_statistics": "corrcoef cov diff",
    "_orders": "aminmax cummax cummin kthvalue logcumsumexp mode",
    "_distances": "dist renorm",
    "_products": "cross matrix_power",
}
_FUNCTIONS = {
    "_diagonals": "tril_indices triu_indices",
    "_arrangements": "atleast_1d atleast_2d atleast_3d block_diag concatenate dstack row_stack",
    "_pairwise": "isin",
    "_statistics": "bucketize cumulative_trapezoid searchsorted trapezoid trapz",
    "_distances": "cdist pdist",
    "_products": "cartesian_prod chain_matmul combinations tensordot vander",
    "_settings": "autocast compile get_float32_matmul_precision set_float32_matmul_precision",
}
_METHODS = {
    "_diagonals": "fill_diagonal_ tril_ triu_",
    "_repeats": "repeat",
    "_scatter": "index_add_ scatter_ scatter_add_",
    "_arrangements": "sum_to_size",
}
_MODULES = "accelerator amp backends special version"
_IN_PLACE = ("acos acosh arccos arccosh arcsin arcsinh arctan arctan2 arctanh asin asinh atan atan2 atanh copysign "
             "cosh deg2rad digamma erfc exp2 fmod frac heaviside hypot lgamma log10 log2 logit nan_to_num rad2deg "
             "sgn sinc sinh tan xlogy")


def _by_name(*tables):
    return {name: f"torch.{module}" for table in tables for module, names in table.items() for name in names.split()}


LATER = {
    "torch": _by_name(_BOTH, _FUNCTIONS),
    "torch.linalg": _by_name({"_products": "cross matrix_power multi_dot vecdot"}),
    "torch.nn.functional": _by_name({
        "_distances": "pdist",
        "nn._attention": "bilinear gumbel_softmax pixel_shuffle pixel_unshuffle scaled_dot_product_attention"}),
}
LATER["torch"].update(dict.fromkeys(_MODULES.split()))
LATER["torch.linalg"]["vander"] = "torch._products"
_AS = {("torch.linalg", "cross"): "linalg_cross", ("torch.linalg", "vander"): "linalg_vander"}


def find(place, name):
    """What a name stands for, loaded now."""
    module = LATER[place][name]
    if module is None:
        return import_module(f"{place}.{name}")
    return getattr(import_module(module), _AS.get((place, name), name))


class _Later:
    """A method of Tensor that is loaded when it is first looked up."""

    def __init__(self, name, module):
        self.name, self.module = name, module

    def __get__(self, instance, owner):
        from ._tensor import Tensor

        run = getattr(import_module(self.module), self.name.removesuffix(_ADDED if self.name in _CHANGING else ""))
        method = _in_place(self.name, run) if self.name in _CHANGING else run
        setattr(Tensor, self.name, method)
        return method.__get__(instance, owner)


def _in_place(name, run):
    def method(self, *args, **kwargs):
        return self.copy_(run(self.clone(), *args, **kwargs))

    method.__name__ = method.__qualname__ = name
    method.__doc__ = f"`{name[:-1]}` in place."
    return method


_ADDED = "_"
_CHANGING = {name + _ADDED for name in _IN_PLACE.split()}
_methods = _by_name(_BOTH, _METHODS)
_methods.update({name: _methods[name[:-1]] for name in _CHANGING})
LaterMethods = type("LaterMethods", (), {"__slots__": (), **{name: _Later(name, module)
                                                           for name, module in _methods.items()}})
