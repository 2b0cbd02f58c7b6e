"""Arguments by NumPy's names, missing and unknown ones; tensors that numpy refuses."""
import torch, io
import numpy as np
t = torch.tensor(1.5, requires_grad=True)
for f in (lambda: torch.randn(2, foo=1), lambda: torch.rand(2, foo=1), lambda: torch.zeros(2, foo=1),
          lambda: torch.save(1, io.BytesIO(), foo=1), lambda: np.array([torch.ones(1, requires_grad=True)]),
          lambda: np.array([t, t]), lambda: np.mean([t]), lambda: np.sum([t, t]), lambda: np.array([t.detach(), t.detach()]),
          lambda: np.zeros((6, 2))[range(2, 5)], lambda: np.arange(5)[range(4, 0, -2)],
          lambda: torch.ones(2).cumsum(), lambda: torch.cumsum(torch.ones(2)), lambda: torch.softmax(torch.ones(2)),
          lambda: torch.ones(2).unsqueeze(), lambda: torch.ones(2, 2).cumsum(axis=1), lambda: torch.ones(2, 2).softmax(axis=1),
          lambda: torch.ones(2, 2).logsumexp(axis=0, keepdims=True), lambda: torch.ones(2, 2).argsort(axis=0),
          lambda: torch.ones(2, 2).count_nonzero(axis=0), lambda: torch.ones(2).unsqueeze(axis=1), lambda: torch.diff(torch.arange(4.), axis=0),
          lambda: torch.ones(2, 2).nansum(axis=0), lambda: torch.ones(2).quantile(0.5, axis=0), lambda: torch.ones(2).repeat_interleave(2, axis=0),
          lambda: torch.ones(2, 2).index_select(axis=1, index=torch.tensor([0])), lambda: torch.ones(2, 2).gather(axis=1, index=torch.tensor([[0]])),
          lambda: torch.ones(2, 2).log_softmax(axis=-1), lambda: torch.cumprod(torch.ones(2), axis=0),
          lambda: torch.ones(2).cumsum(0, foo=1), lambda: torch.ones(2).unsqueeze(0, foo=1), lambda: torch.ones(2).numpy(foo=1)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, str(e)[:200])
