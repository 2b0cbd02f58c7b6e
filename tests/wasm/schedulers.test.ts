// Schedulers that are more than one formula, from TypeScript: PyTorch 2.13's learning rates, to the last digit.
import { beforeAll, expect, test } from 'vitest';
import {
  tidy,
  type Downhill,
  type EpochFunction,
  type Optimizer,
  type Scheduler,
} from '../../wasm/facade/index.ts';
import { create } from './downhill.ts';

let dh: Downhill;
beforeAll(async () => void (dh = await create()));

/** The learning rates of two groups, before the first step and after each. */
function rates(make: (optimizer: Optimizer) => Scheduler[], steps: number): number[][] {
  const before = [dh.live, dh.liveOptimizers, dh.liveSchedulers];
  const seen = tidy(() => {
    const a = dh.tensor([0], { requiresGrad: true });
    const b = dh.tensor([0], { requiresGrad: true });
    const optimizer = dh.optimizer('SGD', [a], { lr: 0.1, momentum: 0.5 });
    optimizer.addGroup([b], { lr: 0.3 });
    const schedulers = make(optimizer);
    const last = schedulers.at(-1)!;
    schedulers.slice(0, -1).forEach((part) => part.dispose()); // the whole keeps its parts alive
    const all = [last.lastLr];
    for (let i = 0; i < steps; i++) {
      optimizer.step();
      last.step();
      all.push(last.lastLr);
    }
    last.dispose();
    optimizer.dispose();
    return all;
  });
  expect([dh.live, dh.liveOptimizers, dh.liveSchedulers]).toEqual(before);
  return seen;
}

test('LambdaLR and MultiplicativeLR call functions of the program', () => {
  const one: EpochFunction = (k) => 1 / (1 + k);
  expect(rates((o) => [dh.scheduler('LambdaLR', o, { lr_lambda: one })], 4)).toEqual([
    [0.1, 0.3],
    [0.05, 0.15],
    [0.03333333333333333, 0.09999999999999999],
    [0.025, 0.075],
    [0.020000000000000004, 0.06],
  ]);
  const lr_lambda: EpochFunction[] = [(k) => 1 - k / 20, (k) => 1 - k / 10];
  expect(rates((o) => [dh.scheduler('LambdaLR', o, { lr_lambda })], 2)[2]).toEqual([
    0.09000000000000001, 0.24,
  ]);
  const falling: EpochFunction = (k) => 1 - 0.1 * k;
  const seen = rates((o) => [dh.scheduler('MultiplicativeLR', o, { lr_lambda: falling })], 4);
  expect(seen).toEqual([
    [0.1, 0.3],
    [0.09000000000000001, 0.27],
    [0.07200000000000001, 0.21600000000000003],
    [0.0504, 0.1512],
    [0.03024, 0.09072],
  ]);
});

test('SequentialLR runs one scheduler after the other', () => {
  const seen = rates((o) => {
    const warm = dh.scheduler('LinearLR', o, { start_factor: 0.25, total_iters: 3 });
    const halves = dh.scheduler('LambdaLR', o, { lr_lambda: (k) => 0.5 ** k });
    const slow = dh.scheduler('ExponentialLR', o, { gamma: 0.9 });
    const schedulers = [warm, halves, slow] as Scheduler[];
    return [...schedulers, dh.scheduler('SequentialLR', o, { schedulers, milestones: [3, 5] })];
  }, 8);
  expect(seen).toEqual([
    [0.025, 0.075],
    [0.05, 0.15],
    [0.07500000000000001, 0.22499999999999998],
    [0.1, 0.3],
    [0.05, 0.15],
    [0.1, 0.3],
    [0.09000000000000001, 0.27],
    [0.08100000000000002, 0.24300000000000002],
    [0.07290000000000002, 0.21870000000000003],
  ]);
});

test('ChainedScheduler runs all at once', () => {
  const seen = rates((o) => {
    const low = dh.scheduler('ConstantLR', o, { factor: 0.1, total_iters: 2 });
    const falling = dh.scheduler('ExponentialLR', o, { gamma: 0.9 });
    const schedulers = [low, falling] as Scheduler[];
    return [...schedulers, dh.scheduler('ChainedScheduler', o, { schedulers })];
  }, 3);
  expect(seen).toEqual([
    [0.010000000000000002, 0.03],
    [0.009000000000000003, 0.027],
    [0.08100000000000003, 0.24300000000000002],
    [0.07290000000000003, 0.21870000000000003],
  ]);
});

test('ReduceLROnPlateau is told what was measured', () => {
  tidy(() => {
    const x = dh.tensor([0], { requiresGrad: true });
    const optimizer = dh.optimizer('SGD', [x], { lr: 0.1 });
    const options = { factor: 0.5, patience: 1, cooldown: 1, min_lr: 0.04 };
    const plateau = dh.scheduler('ReduceLROnPlateau', optimizer, options);
    const seen = [1, 0.9, 0.95, 0.96, 0.97, 0.98, 0.99, 1].map((metric) => {
      plateau.step(metric);
      return plateau.lastLr[0];
    });
    expect(seen).toEqual([0.1, 0.1, 0.1, 0.05, 0.05, 0.05, 0.04, 0.04]);
    const schedulers = [plateau as Scheduler];
    expect(() => dh.scheduler('ChainedScheduler', optimizer, { schedulers })).toThrow(
      'ReduceLROnPlateau is told a number, and cannot be a part of others',
    );
    plateau.dispose();
    optimizer.dispose();
  });
});

test('what cannot be is refused, and an error of a function comes back as it was thrown', () => {
  tidy(() => {
    const optimizer = dh.optimizer('SGD', [dh.tensor([0], { requiresGrad: true })], { lr: 0.1 });
    const mistake = new RangeError('no such epoch');
    const lr_lambda = (k: number): number => {
      if (k > 1) throw mistake;
      return 0.5;
    };
    const scheduler = dh.scheduler('LambdaLR', optimizer, { lr_lambda });
    scheduler.step();
    expect(() => scheduler.step()).toThrow(mistake);
    expect(scheduler.lastLr).toEqual([0.05]);
    expect(() =>
      dh.scheduler('LambdaLR', optimizer, { lr_lambda: [lr_lambda, lr_lambda] }),
    ).toThrow('Expected 1 lr_lambdas, but got 2');
    const text = (() => 'much') as unknown as EpochFunction;
    expect(() => dh.scheduler('LambdaLR', optimizer, { lr_lambda: text })).toThrow(
      'lr_lambda did not give a number',
    );
    expect(() => dh.scheduler('ChainedScheduler', optimizer, { schedulers: [] })).toThrow(
      'ChainedScheduler expects at least one scheduler to be chained, but got no scheduler.',
    );
    expect(() => dh.scheduler('ReduceLROnPlateau', optimizer, { factor: 1 })).toThrow(
      'Factor should be < 1.0.',
    );
    const odd = { patients: 3 } as object;
    expect(() => dh.scheduler('ReduceLROnPlateau', optimizer, odd)).toThrow(
      'ReduceLROnPlateau has no option patients',
    );
    expect(() => dh.scheduler('NoLR' as 'LambdaLR', optimizer, { lr_lambda })).toThrow(
      'there is no learning-rate scheduler NoLR',
    );
    scheduler.dispose();
    optimizer.dispose();
    expect(dh.liveSchedulers).toBe(0);
  });
});
