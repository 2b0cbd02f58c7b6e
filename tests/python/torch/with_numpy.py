"""Arrays and tensors: shared memory, copies, mixed arithmetic."""
import numpy as np
import torch


def attempt(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, str(error))


a = np.array([[1.0, 2.0], [3.0, 4.0]])
t = torch.from_numpy(a)
print(t, t.dtype, t.shape, t.is_leaf, t.requires_grad)
a[0, 0] = 10
t[1, 1] = 40
t.mul_(2)
print(a, t)
back = t.numpy()
back[0] = 7
print(t, a, type(back), back.dtype, back.shape)
print(torch.tensor(a), torch.tensor(np.arange(3)), torch.tensor(np.float32(1.5)), torch.tensor(np.float64(2.5)), torch.tensor(np.int64(3)),
      torch.tensor(np.bool_(True)), torch.tensor([np.float64(1.5), np.float64(2)]), torch.tensor([np.array([1, 2]), np.array([3, 4])]),
      torch.tensor(np.array([1.5], dtype=np.float32)).dtype, torch.tensor(a, dtype=torch.float32))
copied = torch.tensor(a)
copied[0] = 0
print(a[0], torch.as_tensor(a)[0])
torch.as_tensor(a)[0, 0] = 99
print(a[0, 0], np.array(torch.ones(2)), np.asarray(torch.arange(2)).dtype, np.array(torch.tensor(3.5)))
x = torch.ones(2, requires_grad=True)
attempt(lambda: x.numpy())
attempt(lambda: np.array(x))
print(x.detach().numpy(), x.data.numpy(), (x * 2).detach().numpy(), x.detach().cpu().numpy())
print(torch.ones(2) * np.float64(2.5), torch.ones(2) + np.float32(1), np.float64(2) * torch.ones(2), torch.ones(2) + np.int64(3), torch.ones(2) / np.pi)
print(torch.ones(2, 2) + np.ones((2, 2)), torch.arange(3)[np.array([0, 2])], torch.arange(3)[np.int64(1)], torch.zeros(np.int64(2)).shape)
print(torch.from_numpy(np.arange(6).reshape(2, 3).T), torch.from_numpy(np.arange(6)[::2]), torch.from_numpy(np.array(5.0)))
print(torch.from_numpy(np.array([True, False])), torch.tensor([1, 2]).numpy().dtype, torch.tensor([True]).numpy(), torch.ones(2, dtype=torch.float64).numpy().dtype)
print(torch.ones(2).numpy().tolist(), torch.tensor([[1, 2], [3, 4]]).numpy()[:, 0], torch.tensor(2.0).numpy(), torch.tensor(2.0).item())
attempt(lambda: torch.from_numpy([1, 2]))
for make in (torch.from_numpy, torch.tensor, torch.as_tensor, torch.Tensor):
    attempt(lambda: make(np.array(["a"])))
names, codes = np.unique(["b", "a", "b"], return_inverse=True)
print(names, torch.from_numpy(codes), torch.tensor(np.array(["1", "2.5"]).astype(np.float32)))
print(float(np.sum(torch.ones(3).numpy())), np.mean(torch.arange(4.0).numpy()), len(torch.from_numpy(np.zeros((4, 2)))))
loss = torch.tensor(0.5)
print(np.array([loss.item(), 2]), round(loss.item(), 2), f"{loss.item():.3f}", np.round(loss.numpy(), 1))
y = torch.from_numpy(np.linspace(0, 1, 3)).float().unsqueeze(1)
print(y, y.shape, y.dtype)
