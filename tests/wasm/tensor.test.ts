import { beforeAll, describe, expect, test } from 'vitest';
import { DownhillError, tidy, type Downhill } from '../../wasm/facade/index.ts';
import { create } from './downhill.ts';

let dh: Downhill;
beforeAll(async () => void (dh = await create()));

describe('tensors', () => {
  test('come from numbers, lists and typed arrays, and go back', () =>
    tidy(() => {
      const a = dh.tensor([
        [1, 2, 3],
        [4, 5, 6],
      ]);
      expect([a.shape, a.dtype, a.toArray()]).toEqual([
        [2, 3],
        'float32',
        [
          [1, 2, 3],
          [4, 5, 6],
        ],
      ]);
      expect(dh.ops.transpose(a, 0, 1).toArray()).toEqual([
        [1, 4],
        [2, 5],
        [3, 6],
      ]);
      expect(dh.tensor(2.5).shape).toEqual([]);
      expect(dh.tensor([true, false]).dtype).toBe('bool');
      expect(dh.tensor(new Float64Array([0.1])).item()).toBe(0.1);
      expect(dh.tensor([1, 2], { dtype: 'int64' }).elements()).toEqual(new BigInt64Array([1n, 2n]));
      expect(dh.tensor([1, 2, 3, 4], { shape: [2, 2] }).toArray()).toEqual([
        [1, 2],
        [3, 4],
      ]);
      expect(dh.tensor([[], []]).toArray()).toEqual([[], []]);
      expect(() => dh.tensor([[1], [2, 3]])).toThrow('differ in length');
    }));

  test('what is read is a copy that outlives the growth of memory', () =>
    tidy(() => {
      const kept = dh.tensor([1, 2]).elements();
      dh.tensor(new Float32Array(1 << 24)).dispose();
      expect(kept).toEqual(new Float32Array([1, 2]));
    }));

  test('carry gradients, and the same gradient is the same handle', () =>
    tidy(() => {
      const x = dh.tensor([1, 2], { requiresGrad: true });
      expect(x.grad).toBeNull();
      dh.ops.sum(dh.ops.mul(x, x)).backward();
      expect(x.grad!.toArray()).toEqual([2, 4]);
      expect(x.grad!.is(x.grad!)).toBe(true);
      dh.noGrad(() => expect(dh.ops.mul(x, 2).requiresGrad).toBe(false));
      expect(dh.ops.mul(x, 2).requiresGrad).toBe(true);
    }));

  test('say so after they were disposed of', () => {
    const x = dh.tensor([1]);
    x.dispose();
    x.dispose();
    expect(() => x.item()).toThrow('disposed');
  });
});

describe('handles', () => {
  test('go back to their start', () => {
    const before = dh.live;
    const kept = tidy(() => {
      const x = dh.tensor([1, 2, 3], { requiresGrad: true });
      const y = dh.ops.sum(dh.ops.exp(x));
      y.backward();
      expect(dh.live).toBeGreaterThan(before);
      return y;
    });
    expect(dh.live).toBe(before + 1);
    kept.dispose();
    expect(dh.live).toBe(before);
  });

  test('leak nothing where an operator fails', () => {
    const before = dh.live;
    expect(() => tidy(() => dh.ops.add(dh.tensor([1, 2]), dh.tensor([1, 2, 3])))).toThrow();
    expect(dh.live).toBe(before);
    expect(tidy(() => dh.ops.add(dh.tensor([1]), 1).item())).toBe(2); // no argument was left behind
  });
});

describe('errors have the kind and the words of PyTorch', () => {
  const thrown = (run: () => unknown) => {
    try {
      tidy(run);
    } catch (error) {
      if (error instanceof DownhillError) return `${error.kind}: ${error.message}`;
      return String(error);
    }
    return 'nothing';
  };
  test.each([
    [
      'shapes',
      () => dh.ops.add(dh.tensor([1, 2]), dh.tensor([1, 2, 3])),
      'RuntimeError: The size of tensor a (2) must match the size of tensor b (3) at non-singleton dimension 0',
    ],
    [
      'dimension',
      () => dh.ops.sum(dh.tensor([1]), [3]),
      'IndexError: Dimension out of range (expected to be in range of [-1, 0], but got 3)',
    ],
    [
      'lr',
      () => dh.optimizer('SGD', [dh.tensor([1], { requiresGrad: true })], { lr: -1 }),
      'ValueError: Invalid learning rate: -1',
    ],
    [
      'nesterov',
      () => dh.optimizer('SGD', [dh.tensor([1])], { nesterov: true }),
      'ValueError: Nesterov momentum requires a momentum and zero dampening',
    ],
    [
      'no parameters',
      () => dh.optimizer('Adam', []),
      'ValueError: optimizer got an empty parameter list',
    ],
    [
      'option',
      () => dh.optimizer('SGD', [dh.tensor([1])], { rate: 1 } as object),
      "TypeError: SGD.__init__() got an unexpected keyword argument 'rate'",
    ],
    [
      'scalar',
      () => dh.tensor([1, 2], { requiresGrad: true }).backward(),
      'RuntimeError: grad can be implicitly created only for scalar outputs',
    ],
    [
      'arguments',
      () => (dh.ops.exp as (x: unknown) => unknown)('1'),
      'TypeError: exp() takes other arguments: exp(input: tensor)',
    ],
  ])('%s', (_, run, text) => expect(thrown(run)).toBe(text));

  test('and the next call works', () =>
    expect(tidy(() => dh.ops.exp(dh.tensor(0)).item())).toBe(1));
});
