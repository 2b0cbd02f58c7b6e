// Downhill for TypeScript: the core's tensors, operators, optimizers and schedulers, as typed owners of handles.
//
//   const dh = await Downhill.create({ wasmBinary });
//   const x = dh.tensor([15], { requiresGrad: true });
//   const optimizer = dh.optimizer('SGD', [x], { lr: 0.05 });
//   tidy(() => { optimizer.zeroGrad(); dh.ops.pow(x, 2).backward(); optimizer.step(); });
import type { DType, OptimizerOptions, Operators } from '../../build/generated/ts/schema.d.ts';
import { Border, type Core } from './core.ts';
import { operators } from './operators.ts';
import { Optimizer, type OptimizerName } from './optimizer.ts';
import {
  Scheduler,
  type AllSchedulerOptions,
  type EpochFunction,
  type SchedulerName,
} from './scheduler.ts';
import type { Schema } from './schema.ts';
import { dtypeCodes, isInteger, Tensor, tidy, type Elements, type Numbers } from './tensor.ts';

export { DownhillError, type ErrorKind } from './core.ts';
export {
  Optimizer,
  Scheduler,
  Tensor,
  tidy,
  type DType,
  type Elements,
  type EpochFunction,
  type Numbers,
  type OptimizerName,
  type Schema,
  type SchedulerName,
};

export interface CreateOptions {
  /** The bytes of downhill.wasm (Node) ... */
  wasmBinary?: Uint8Array | ArrayBuffer;
  /** ... or where a file of the build lies (pages and workers). */
  locateFile?: (name: string) => string;
  /** Makes the module: the default export of build/wasm/downhill.mjs, as the page's bundler names it. */
  factory?: (options: object) => Promise<Core>;
}

export interface TensorOptions {
  dtype?: DType;
  shape?: number[];
  requiresGrad?: boolean;
}

async function builtFactory(): Promise<NonNullable<CreateOptions['factory']>> {
  // Not a literal, so that type checks and bundlers do not need the build.
  const built = new URL('../../build/wasm/downhill.mjs', import.meta.url).href;
  return (
    (await import(/* @vite-ignore */ built)) as { default: NonNullable<CreateOptions['factory']> }
  ).default;
}

function shapeOf(data: Numbers): number[] {
  if (!Array.isArray(data)) return [];
  const inner = data.map(shapeOf);
  if (inner.some((shape) => shape.join() !== inner[0]!.join()))
    throw new TypeError('the lists at one depth differ in length');
  return [data.length, ...(inner[0] ?? [])];
}

/** Elements as bytes of a dtype. */
function bytesOf(values: ArrayLike<number | bigint | boolean>, dtype: DType): Uint8Array {
  if (isInteger(dtype))
    return new Uint8Array(BigInt64Array.from(Array.from(values, (v) => BigInt(v))).buffer);
  const numbers = Array.from(values, Number);
  if (dtype === 'bool') return Uint8Array.from(numbers, (v) => Number(v !== 0));
  return new Uint8Array((dtype === 'float64' ? Float64Array : Float32Array).from(numbers).buffer);
}

function dtypeOf(data: Numbers | Elements, flat: ArrayLike<unknown>): DType {
  if (data instanceof Float64Array) return 'float64';
  if (data instanceof BigInt64Array) return 'int64';
  return typeof flat[0] === 'boolean' ? 'bool' : 'float32';
}

export class Downhill {
  readonly ops: Operators<Tensor>;
  readonly #border: Border;

  private constructor(core: Core) {
    this.#border = new Border(core);
    this.ops = operators(this.#border);
  }

  static async create({ factory, ...options }: CreateOptions = {}): Promise<Downhill> {
    const make = factory ?? (await builtFactory());
    return new Downhill(await make(options));
  }

  get schema(): Schema {
    return this.#border.schema;
  }

  /** Handles that somebody owns; for leak tests. */
  get live(): number {
    return this.#border.core._dh_live();
  }

  get liveOptimizers(): number {
    return this.#border.core.optimizers_live();
  }

  get liveSchedulers(): number {
    return this.#border.core.schedulers_live();
  }

  /** From numbers, nested lists or a typed array. JavaScript's numbers are float32 here unless a dtype says otherwise. */
  tensor(
    data: Numbers | Elements,
    { dtype, shape, requiresGrad = false }: TensorOptions = {},
  ): Tensor {
    const { core } = this.#border;
    const typed = ArrayBuffer.isView(data);
    const flat = typed ? data : ([data] as unknown[]).flat(Infinity);
    const type = dtype ?? dtypeOf(data, flat as ArrayLike<unknown>);
    const sizes = shape ?? (typed ? [data.length] : shapeOf(data));
    this.#border.fill(bytesOf(flat as ArrayLike<number>, type));
    core._dh_arg_open();
    for (const size of sizes) core._dh_arg_int(size);
    core._dh_arg_close();
    const tensor = new Tensor(
      this.#border,
      this.#border.check(core._dh_from_stage(dtypeCodes[type])),
    );
    if (requiresGrad) tensor.requiresGrad = true;
    return tensor;
  }

  optimizer<Name extends OptimizerName>(
    name: Name,
    parameters: Tensor[],
    options?: OptimizerOptions[Name],
  ): Optimizer<Name> {
    return new Optimizer(this.#border, name, parameters, options);
  }

  /** Changes the optimizer's learning rates: step() it after each of the optimizer's steps. */
  scheduler<Name extends SchedulerName>(
    name: Name,
    optimizer: Optimizer,
    options: AllSchedulerOptions[Name],
  ): Scheduler<Name> {
    return new Scheduler(this.#border, name, optimizer, options);
  }

  /** Runs without recording gradients. */
  noGrad<T>(run: () => T): T {
    const before = this.#border.core._dh_set_grad_enabled(0);
    try {
      return run();
    } finally {
      this.#border.core._dh_set_grad_enabled(before);
    }
  }

  manualSeed(seed: number): void {
    const bits = BigInt.asUintN(64, BigInt(seed));
    this.#border.check(
      this.#border.core._dh_seed(0, Number(bits >> 32n) | 0, Number(bits & 0xffffffffn) | 0),
    );
  }

  /** torch.rand: even in [0, 1). */
  rand(...shape: number[]): Tensor {
    return this.#draw(0, shape);
  }

  /** torch.randn: normal. */
  randn(...shape: number[]): Tensor {
    return this.#draw(1, shape);
  }

  #draw(distribution: number, shape: number[]): Tensor {
    const tensor = this.ops._full(shape, 0, 'float32');
    this.#border.check(this.#border.core._dh_random(0, distribution, tensor.handle, 0, 1));
    return tensor;
  }
}
