"""LayerNorm, BatchNorm, GroupNorm and Embedding, as documented."""
import torch
import torch.nn as nn
import torch.nn.functional as F


def show(name, f):
    try:
        print(name, f())
    except Exception as error:
        print(name, type(error).__name__, error)


torch.manual_seed(0)
layers = [nn.LayerNorm(3), nn.LayerNorm((2, 3), elementwise_affine=False), nn.LayerNorm([3], bias=False),
          nn.BatchNorm1d(3), nn.BatchNorm1d(3, momentum=None, affine=False, track_running_stats=False), nn.BatchNorm2d(3),
          nn.GroupNorm(3, 6), nn.GroupNorm(1, 4, affine=False)]
for layer in layers:
    print(layer)
    for name, value in layer.state_dict().items():
        print(" ", name, value)

x = torch.randn(4, 5, 10)
y = nn.LayerNorm(10)(x)
print(y[0, 0], y.grad_fn, y.shape)
print(nn.LayerNorm([5, 10])(x).shape)

m = nn.BatchNorm1d(3)
x = torch.randn(6, 3, requires_grad=True)
print(m(x), m(x).grad_fn)
print(m.running_mean, m.running_var, m.num_batches_tracked)
(m(x) ** 2).sum().backward()
print(m.weight.grad, [round(v, 4) + 0.0 for v in m.bias.grad.tolist()])
m.eval()
print(m(x))
print(m.num_batches_tracked)
m.reset_running_stats()
print(list(m.state_dict().items()))
m.load_state_dict({"weight": torch.ones(3), "bias": torch.zeros(3), "running_mean": torch.ones(3),
                   "running_var": torch.ones(3) * 4, "num_batches_tracked": torch.tensor(7)})
print(m(torch.ones(2, 3) * 5))
average = nn.BatchNorm1d(2, momentum=None)
for scale in (1.0, 2.0, 3.0):
    average(torch.tensor([[0.0, 1.0], [2.0, 5.0]]) * scale)
print(average.running_mean, average.running_var, average.num_batches_tracked)
print([name for name, _ in m.named_buffers()], [name for name, _ in m.named_parameters()])
print(nn.BatchNorm2d(2).double()(torch.arange(16, dtype=torch.float64).reshape(2, 2, 2, 2))[0])
print(nn.GroupNorm(2, 4)(torch.arange(8.0).reshape(1, 4, 2)))

embedding = nn.Embedding(10, 3)
print(embedding, embedding.weight[:2])
print(embedding(torch.tensor([[1, 2, 4, 5], [4, 3, 2, 9]])))
embedding = nn.Embedding(5, 2, padding_idx=-5)
print(embedding, embedding.weight)
out = embedding(torch.tensor([0, 2, 0, 2, 3]))
print(out.grad_fn)
out.sum().backward()
print(embedding.weight.grad)
print(nn.Embedding.from_pretrained(torch.tensor([[1.0, 2.3, 3], [4, 5.1, 6.3]]))(torch.tensor([1])))
print(F.one_hot(torch.arange(0, 5) % 3), F.one_hot(torch.arange(0, 2), num_classes=4))

z = torch.zeros
for text in ("F.layer_norm(z(2,3),(4,))", "F.layer_norm(z(2,3),())", "F.layer_norm(z(2,3),(3,),z(4))",
             "F.layer_norm(z(2,3).long(),(3,))", "F.batch_norm(z(1,3),z(3),z(3),training=True)",
             "F.batch_norm(z(2,3),z(4),z(3),training=True)", "F.batch_norm(z(2,3),None,None)",
             "F.batch_norm(z(2,3),z(3),z(3),z(4))", "F.batch_norm(z(2,3).double(),z(3),z(3))", "F.group_norm(z(2,4),3)",
             "F.group_norm(z(4),2)", "F.group_norm(z(1,2),2)", "F.embedding(torch.tensor([4]),z(4,2))",
             "F.embedding(z(3),z(4,2))", "F.embedding(torch.tensor([1]),z(4,2),padding_idx=4)",
             "F.one_hot(torch.tensor([0,2]),2)", "F.one_hot(torch.tensor([-1]))", "nn.BatchNorm2d(3)(z(2,3))",
             "nn.BatchNorm1d(3)(z(2,3,4,5))", "nn.BatchNorm1d(3)(z(1,3))", "nn.BatchNorm2d(3)(z(2,4,2,2))",
             "nn.GroupNorm(2,3)", "nn.Embedding(3,2,padding_idx=3)"):
    show(text, lambda: eval(text))
