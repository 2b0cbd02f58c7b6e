"""Operators composed of others whose gradient is a formula of its own: PyTorch's, so that its digits and the name of
its node are."""
import _dh


def derived(name, derivative, keeps=False):
    """Decorates run(input, *options), which makes a new tensor, as one node of the graph.

    The input's gradient is derivative(gradient, shape, *options), shape being the input's; of an operator that keeps
    its tensors for it, derivative(gradient, input, result, *options). Where options are tensors with gradients, these
    come first among the options, and theirs follow the input's in a tuple.
    """
    def decorate(run):
        node = None

        def operator(*inputs):
            nonlocal node
            needed = any(isinstance(one, _dh.TensorBase) and one.requires_grad for one in inputs)
            if not needed or not _dh.grad_enabled():
                return run(*inputs)
            node = node or _node(name, run, derivative, keeps)
            return node.apply(*inputs)

        return operator

    return decorate


def _node(name, run, derivative, keeps):
    from .autograd.function import Function  # which needs torch.Tensor

    class Derived(Function):
        _ending = ""

        @staticmethod
        def forward(ctx, input, *options):
            result = run(input, *options)
            ctx.shape, ctx.options = input.shape, options
            if keeps:
                ctx.save_for_backward(input, result)
            return result

        @staticmethod
        def backward(ctx, gradient):
            known = ctx.saved_tensors if keeps else (ctx.shape,)
            found = derivative(gradient, *known, *ctx.options)
            found = found if isinstance(found, tuple) else (found,)
            return *found, *(None for _ in ctx.options[len(found) - 1:])

    Derived.__name__ = Derived.__qualname__ = name
    return Derived
