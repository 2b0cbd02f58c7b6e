import { beforeAll, expect, test } from 'vitest';
import { tidy, type Downhill } from '../../wasm/facade/index.ts';
import { create } from './downhill.ts';

let dh: Downhill;
beforeAll(async () => void (dh = await create()));

test("the notebook's first cell, to the last digit", () => {
  const before = dh.live;
  const x = dh.tensor([15], { requiresGrad: true });
  const optimizer = dh.optimizer('SGD', [x], { lr: 0.05 });
  const visited = [x.item()];
  for (let i = 1; i <= 100; i++) {
    tidy(() => {
      optimizer.zeroGrad();
      dh.ops.pow(x, 2).backward();
      optimizer.step();
    });
    if (i % 20 === 0) visited.push(x.item());
  }
  expect(visited).toEqual([
    15, 1.823649525642395, 0.22171321511268616, 0.026955142617225647, 0.0032771159894764423,
    0.0003984206705354154,
  ]);
  optimizer.dispose();
  x.dispose();
  expect(dh.live).toBe(before);
});

test('every optimizer goes down, with its state under the names of the schema', () => {
  const before = [dh.live, dh.liveOptimizers];
  for (const { name, state, graph } of dh.schema.optimizers) {
    if (name === 'SparseAdam') continue; // there are no sparse gradients
    tidy(() => {
      const x = dh.tensor([[3, -2]], { requiresGrad: true });
      const optimizer = dh.optimizer(name as 'Adam', [x], { lr: 0.1 });
      for (let i = 0; i < 20; i++) {
        optimizer.step(() => {
          optimizer.zeroGrad();
          const loss = dh.ops.sum(dh.ops.square(x));
          if (!graph) loss.backward();
          return loss;
        });
      }
      expect(dh.ops.sum(dh.ops.square(x)).item(), name).toBeLessThan(13);
      for (const key of Object.keys(optimizer.state[0]!)) expect(state).toContain(key);
      optimizer.dispose();
    });
  }
  expect([dh.live, dh.liveOptimizers]).toEqual(before);
});

test('options have defaults, belong to groups, and change between steps', () => {
  tidy(() => {
    const [a, b] = [dh.tensor([1], { requiresGrad: true }), dh.tensor([1], { requiresGrad: true })];
    const optimizer = dh.optimizer('SGD', [a], { lr: 0.25 });
    optimizer.addGroup([b], { lr: 0.125 });
    expect(optimizer.options[0]).toMatchObject({
      lr: 0.25,
      momentum: 0,
      nesterov: false,
      foreach: null,
    });
    optimizer.set({ lr: 0.5 }, 1);
    a.grad = dh.tensor([1]);
    b.grad = dh.tensor([1]);
    optimizer.step();
    expect([a.item(), b.item()]).toEqual([0.75, 0.5]);
    const adam = dh.optimizer('Adam', [a], { betas: [0.5, 0.75] });
    expect(adam.options[0]!.betas).toEqual([0.5, 0.75]);
    adam.dispose();
    optimizer.dispose();
  });
});

test('random numbers are those of torch.manual_seed(0)', () => {
  tidy(() => {
    dh.manualSeed(0);
    expect(dh.rand(2).toArray()).toEqual([0.49625658988952637, 0.7682217955589294]);
    dh.manualSeed(0);
    expect(dh.randn(1).item()).toBeCloseTo(1.5409960746765137, 12);
  });
});

test('every scheduler changes the learning rate, and holds its optimizer', () => {
  const before = [dh.live, dh.liveOptimizers, dh.liveSchedulers];
  const required: Record<string, object> = {
    StepLR: { step_size: 2 },
    MultiStepLR: { milestones: [1, 3] },
    ExponentialLR: { gamma: 0.5 },
    CosineAnnealingLR: { T_max: 5 },
    CosineAnnealingWarmRestarts: { T_0: 3 },
    CyclicLR: { base_lr: 0.1, max_lr: 0.5, step_size_up: 2 },
    OneCycleLR: { max_lr: 0.5, total_steps: 10 },
    SWALR: { swa_lr: 0.5 },
  };
  for (const { name } of dh.schema.schedulers) {
    tidy(() => {
      const optimizer = dh.optimizer('SGD', [dh.tensor([1], { requiresGrad: true })], {
        lr: 0.25,
        momentum: 0.5,
      });
      const scheduler = dh.scheduler(
        name as 'StepLR',
        optimizer,
        (required[name] ?? {}) as { step_size: number },
      );
      const seen = [scheduler.lastLr[0]];
      optimizer.dispose(); // the scheduler keeps the core's part alive
      for (let i = 0; i < 6; i++) {
        scheduler.step();
        seen.push(scheduler.lastLr[0]);
      }
      expect(new Set(seen).size, name).toBeGreaterThan(1);
      scheduler.dispose();
    });
  }
  expect([dh.live, dh.liveOptimizers, dh.liveSchedulers]).toEqual(before);
});

test('a scheduler refuses what PyTorch refuses, in its words', () => {
  tidy(() => {
    const optimizer = dh.optimizer('SGD', [dh.tensor([1], { requiresGrad: true })]);
    expect(() => dh.scheduler('StepLR', optimizer, {} as { step_size: number })).toThrow(
      "StepLR.__init__() missing 1 required positional argument: 'step_size'",
    );
    expect(() => dh.scheduler('ConstantLR', optimizer, { factor: 2 })).toThrow(
      'Constant multiplicative factor expected to be between 0 and 1.',
    );
    expect(() => dh.scheduler('OneCycleLR', optimizer, { max_lr: 0.1 })).toThrow(
      'You must define either total_steps OR (epochs AND steps_per_epoch)',
    );
    expect(dh.liveSchedulers).toBe(0);
    optimizer.dispose();
  });
});
