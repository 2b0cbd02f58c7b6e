// A tensor of the core: the owner of one handle.
import type { DType } from '../../build/generated/ts/schema.d.ts';
import type { Border } from './core.ts';

/** The core's numbers. It keeps, and hands over, narrow integers as int64 and halves as float32. */
export const dtypeCodes: Record<DType, number> = {
  bool: 0,
  int64: 1,
  float32: 2,
  float64: 3,
  int32: 5,
  float16: 6,
  int16: 9,
  bfloat16: 10,
  int8: 13,
  uint8: 17,
};
const dtypes = Object.fromEntries(
  Object.entries(dtypeCodes).map(([name, code]) => [code, name as DType]),
);
export const isInteger = (dtype: DType) => dtype.includes('int');

export type Numbers = number | boolean | Numbers[];
export type Elements = Float32Array | Float64Array | BigInt64Array | Uint8Array;

const released = new WeakMap<Border, FinalizationRegistry<number>>();

/** Releases the handles of tensors that were collected without dispose(). */
function registry(border: Border): FinalizationRegistry<number> {
  let known = released.get(border);
  if (!known) {
    const { core } = border;
    known = new FinalizationRegistry((handle) => core._dh_release(handle));
    released.set(border, known);
  }
  return known;
}

const scopes: Set<Tensor>[] = [];

/** Disposes of every tensor that `run` makes, but for the one it returns. */
export function tidy<T>(run: () => T): T {
  const scope = new Set<Tensor>();
  scopes.push(scope);
  try {
    const result = run();
    if (result instanceof Tensor && scope.delete(result)) scopes.at(-2)?.add(result);
    return result;
  } finally {
    scopes.pop();
    for (const tensor of scope) tensor.dispose();
  }
}

export class Tensor {
  #handle: number;

  /** Takes over a handle that the core gave out. */
  constructor(
    readonly border: Border,
    handle: number,
  ) {
    this.#handle = handle;
    registry(border).register(this, handle, this);
    scopes.at(-1)?.add(this);
  }

  get handle(): number {
    if (this.#handle === 0) throw new Error('this tensor was disposed of');
    return this.#handle;
  }

  /** Gives the handle back now; otherwise that happens when the tensor is collected. */
  dispose(): void {
    if (this.#handle === 0) return;
    registry(this.border).unregister(this);
    this.border.core._dh_release(this.#handle);
    this.#handle = 0;
  }

  /** Keeps the tensor beyond the tidy() that it is made in. */
  keep(): this {
    for (const scope of scopes) scope.delete(this);
    return this;
  }

  is(other: Tensor): boolean {
    return this.handle === other.handle;
  }

  get dtype(): DType {
    return dtypes[this.border.core._dh_dtype(this.handle)]!;
  }

  get shape(): number[] {
    const { core } = this.border;
    return Array.from({ length: core._dh_dim(this.handle) }, (_, dim) =>
      core._dh_size(this.handle, dim),
    );
  }

  item(): number {
    return this.border.check(this.border.core._dh_item(this.handle));
  }

  /** A copy of the elements, row by row. */
  elements(): Elements {
    const { buffer } = this.border.stage(
      this.border.check(this.border.core._dh_to_stage(this.handle)),
    );
    const { dtype } = this;
    if (dtype === 'bool') return new Uint8Array(buffer);
    if (isInteger(dtype)) return new BigInt64Array(buffer);
    return new (dtype === 'float64' ? Float64Array : Float32Array)(buffer);
  }

  /** The elements as nested lists of numbers, or one number. */
  toArray(): Numbers {
    const plain = Array.from(this.elements() as ArrayLike<number | bigint>, Number);
    const nest = (sizes: number[], values: number[]): Numbers => {
      if (sizes.length === 0) return values[0]!;
      const [size, ...inner] = sizes as [number, ...number[]];
      const step = values.length / size;
      return Array.from({ length: size }, (_, i) =>
        nest(inner, values.slice(i * step, (i + 1) * step)),
      );
    };
    return nest(this.shape, plain);
  }

  get requiresGrad(): boolean {
    return this.border.core._dh_requires_grad(this.handle) === 1;
  }

  set requiresGrad(value: boolean) {
    this.border.check(this.border.core._dh_set_requires_grad(this.handle, Number(value)));
  }

  get grad(): Tensor | null {
    const handle = this.border.check(this.border.core._dh_grad(this.handle));
    return handle ? new Tensor(this.border, handle) : null;
  }

  set grad(value: Tensor | null) {
    this.border.check(this.border.core._dh_set_grad(this.handle, value?.handle ?? 0));
  }

  detach(): Tensor {
    return new Tensor(this.border, this.border.check(this.border.core._dh_detach(this.handle)));
  }

  backward({
    gradient,
    retainGraph = false,
    createGraph = false,
  }: { gradient?: Tensor; retainGraph?: boolean; createGraph?: boolean } = {}): void {
    const { core } = this.border;
    for (const tensor of [this, gradient]) {
      core._dh_arg_open();
      if (tensor) core._dh_arg_tensor(tensor.handle);
      else core._dh_arg_none();
      core._dh_arg_close();
    }
    const status = this.border.check(
      core._dh_backward(Number(retainGraph || createGraph), Number(createGraph), 0),
    );
    if (status !== 2) return;
    core._dh_backward_cancel();
    throw new Error('this graph holds functions written in Python; they run there only');
  }
}
