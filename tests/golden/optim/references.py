"""What PyTorch does not have, written with its operations after the paper: the reference of downhill.optim."""
import torch


class Lion(torch.optim.Optimizer):
    """Chen et al. 2023, algorithm 2: c = b1 m + (1-b1) g; p -= lr (sign(c) + wd p); m = b2 m + (1-b2) g. The two means are
    lerps, and the decay comes first, as in AdamW."""

    def __init__(self, params, lr=1e-4, betas=(0.9, 0.99), weight_decay=0.0, *, maximize=False, differentiable=False):
        super().__init__(params, dict(lr=lr, betas=betas, weight_decay=weight_decay, maximize=maximize))

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            b1, b2 = group['betas']
            for p in group['params']:
                g = -p.grad if group['maximize'] else p.grad
                m = self.state[p].setdefault('exp_avg', torch.zeros_like(p))
                p.mul_(1 - group['lr'] * group['weight_decay'])
                p.add_(torch.sign(torch.lerp(m, g, 1 - b1)), alpha=-group['lr'])
                m.lerp_(g, 1 - b2)
