"""Layers that are composed of other functions: representation, results, gradients, errors."""
import inspect
import warnings

import torch
from torch import nn
from torch.nn import functional as F

x = torch.tensor([[0.5, -1.5, 0.25, 2.0], [-0.5, 0.75, -2.0, 0.0]])
image = torch.arange(24.0).reshape(1, 2, 3, 4) - 10
LAYERS = [
    (nn.Threshold(0.1, 20.0), x), (nn.Threshold(0.0, -1.0, True), x.clone()), (nn.Hardshrink(), x), (nn.Softshrink(0.3), x), (nn.GLU(), x),
    (nn.GLU(0), x), (nn.Softmax2d(), image), (nn.Unflatten(1, (2, 2)), x), (nn.Unflatten(1, [-1, 4]), x),
    (nn.ConstantPad1d(1, 3.5), x), (nn.ConstantPad2d((1, 0, 2, 1), -1.0), image), (nn.ZeroPad1d((0, 2)), x), (nn.ZeroPad2d(1), image),
    (nn.ReflectionPad1d(2), x), (nn.ReflectionPad2d((1, 2, 0, 1)), image), (nn.ReplicationPad1d((1, 3)), x), (nn.ReplicationPad2d(1), image),
    (nn.AdaptiveAvgPool1d(3), x), (nn.Upsample(scale_factor=2), image), (nn.Upsample(size=(2, 6)), image), (nn.UpsamplingNearest2d(scale_factor=1.5), image),
    (nn.RMSNorm(4), x), (nn.RMSNorm((3, 4), eps=1e-5, elementwise_affine=False), image),
]
for layer, given in LAYERS:
    given = given.clone().requires_grad_(not getattr(layer, "inplace", False))
    out = layer(given)
    print(layer, inspect.signature(type(layer).__init__).parameters.keys() - {"self"} and type(layer).__module__, getattr(layer, "__constants__", None))
    print(out.shape, [round(v, 4) + 0.0 for v in out.flatten().tolist()])
    if given.requires_grad:
        (out * torch.linspace(0.5, 2, out.numel()).reshape(out.shape)).sum().backward()
        print([round(v, 3) + 0.0 for v in given.grad.flatten().tolist()])

a = torch.tensor([[1.0, 2.0, -1.0], [0.0, 0.0, 0.0]], requires_grad=True)
b = torch.tensor([[0.5, -2.0, 1.0], [1.0, 2.0, 3.0]])
c = torch.tensor([[1.5, 2.0, -1.0], [0.0, 0.5, 0.0]])
for layer, more in ((nn.CosineSimilarity(), (b,)), (nn.CosineSimilarity(0, 1e-6), (b,)), (nn.PairwiseDistance(), (b,)), (nn.PairwiseDistance(1, keepdim=True), (b,)),
                    (nn.TripletMarginLoss(), (b, c)), (nn.TripletMarginLoss(2.0, 1, swap=True, reduction="none"), (c, b)), (nn.TripletMarginLoss(reduction="sum"), (c, b))):
    a.grad = None
    out = layer(a, *more)
    out.sum().backward()
    print(layer, type(layer).__module__, out.shape, [round(v, 4) + 0.0 for v in out.flatten().tolist()], [round(v, 3) + 0.0 for v in a.grad.flatten().tolist()])

ones = torch.ones(2, 3, 4)
for layer, given in ((nn.Dropout1d(0.4), ones), (nn.Dropout1d(), ones[0]), (nn.Dropout2d(0.3, True), torch.ones(2, 3, 2, 2)), (nn.Dropout3d(), torch.ones(2, 3, 1, 2, 2)),
                     (nn.AlphaDropout(0.3), ones), (nn.FeatureAlphaDropout(0.4), ones), (nn.Dropout1d(1.0), ones), (nn.AlphaDropout(0.0), ones)):
    torch.manual_seed(4)
    out = layer(given)
    print(layer, [round(v, 5) for v in out.flatten().tolist()], f"{torch.rand(1).item():.5f}", layer.eval()(given) is given)

net = nn.Sequential(nn.Conv2d(1, 2, 3), nn.Dropout2d(), nn.Flatten(), nn.Linear(8, 6), nn.Unflatten(1, (2, 3)))
print(net, net.eval()(torch.zeros(1, 1, 4, 4)).shape, issubclass(nn.LSTM, nn.RNNBase), issubclass(nn.GRUCell, nn.RNNCellBase))


def attempt(f):
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        try:
            print("fine", f())
        except Exception as error:
            print(type(error).__name__, error)
    for w in seen:
        print("  warns", w.category.__name__, w.message)


attempt(lambda: nn.GLU()(torch.ones(3)))
attempt(lambda: F.glu(torch.tensor(1.0)))
attempt(lambda: nn.Softmax2d()(torch.ones(3)))
attempt(lambda: nn.Unflatten(1, 3))
attempt(lambda: nn.Unflatten(1, (2.0, 1)))
attempt(lambda: nn.Unflatten(1, (3, 2))(x))
attempt(lambda: nn.TripletMarginLoss(margin=0))
attempt(lambda: F.triplet_margin_loss(x, x, x, margin=-1))
attempt(lambda: nn.Dropout1d(1.5))
attempt(lambda: F.alpha_dropout(x, 2.0))
attempt(lambda: nn.Dropout1d()(torch.ones(4)))
attempt(lambda: nn.Dropout2d(0.0)(torch.ones(2, 3)))
attempt(lambda: nn.Dropout2d(0.0)(torch.ones(1, 2, 3)).shape)
attempt(lambda: F.interpolate(image))
attempt(lambda: F.interpolate(image, size=2, scale_factor=2.0))
attempt(lambda: F.interpolate(image, size=(2,)))
attempt(lambda: F.softshrink(x, -1.0))
