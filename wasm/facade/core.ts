// The module as Emscripten makes it: raw exports over integer handles, and what embind adds. What each does is in
// wasm/api/dh.h and wasm/bindings/.
import { schema } from '../../build/generated/ts/schema.js';
import type { Schema } from './schema.ts';

export interface Core {
  HEAPU8: Uint8Array;
  optimizer_new(rule: number, parameters: number[], options: object): number;
  optimizer_free(id: number): void;
  optimizers_live(): number;
  optimizer_add_group(id: number, parameters: number[], options: object): boolean;
  optimizer_step(id: number): boolean;
  optimizer_begin(id: number): boolean;
  optimizer_tell(id: number, loss: number): number;
  optimizer_zero_grad(id: number, setToNone: boolean): boolean;
  optimizer_set_option(id: number, group: number, name: string, value: unknown): boolean;
  optimizer_options(id: number): Record<string, unknown>[];
  optimizer_state(id: number): Record<string, number>[];
  scheduler_new(schedule: number, optimizer: number, options: object): number;
  scheduler_compose(name: string, optimizer: number, parts: object): number;
  scheduler_free(id: number): void;
  schedulers_live(): number;
  scheduler_step(id: number, value: number | undefined): boolean;
  scheduler_rates(id: number): number[];
  _dh_error_kind(): number;
  _dh_error_text(): number;
  _dh_stage_resize(bytes: number): number;
  _dh_stage_pointer(): number;
  _dh_release(handle: number): number;
  _dh_live(): number;
  _dh_arg_none(): number;
  _dh_arg_tensor(handle: number): number;
  _dh_arg_bool(value: number): number;
  _dh_arg_int(value: number): number;
  _dh_arg_float(value: number): number;
  _dh_arg_dtype(dtype: number): number;
  _dh_arg_open(): number;
  _dh_arg_close(): number;
  _dh_arg_text(): number;
  _dh_call(op: number): number;
  _dh_output(index: number): number;
  _dh_outputs(): number;
  _dh_dtype(tensor: number): number;
  _dh_dim(tensor: number): number;
  _dh_size(tensor: number, dim: number): number;
  _dh_item(tensor: number): number;
  _dh_to_stage(tensor: number): number;
  _dh_from_stage(dtype: number): number;
  _dh_requires_grad(tensor: number): number;
  _dh_set_requires_grad(tensor: number, value: number): number;
  _dh_grad(tensor: number): number;
  _dh_set_grad(tensor: number, grad: number): number;
  _dh_detach(tensor: number): number;
  _dh_set_grad_enabled(value: number): number;
  _dh_backward(retain: number, create: number, allowUnused: number): number;
  _dh_backward_cancel(): number;
  _dh_seed(generator: number, high: number, low: number): number;
  _dh_random(generator: number, kind: number, tensor: number, a: number, b: number): number;
}

const kinds = [
  'Error',
  'RuntimeError',
  'ValueError',
  'TypeError',
  'IndexError',
  'NotImplementedError',
  'AssertionError',
  'ZeroDivisionError',
];
export type ErrorKind =
  | 'RuntimeError'
  | 'ValueError'
  | 'TypeError'
  | 'IndexError'
  | 'NotImplementedError'
  | 'AssertionError'
  | 'ZeroDivisionError';

/** What the core refused, in PyTorch's words; `kind` is the name of Python's exception. */
export class DownhillError extends Error {
  override name = 'DownhillError';
  constructor(
    readonly kind: ErrorKind,
    message: string,
  ) {
    super(message);
  }
}

/** The core, its schema, and what is written once around its calls. */
export class Border {
  readonly schema: Schema = schema;
  constructor(readonly core: Core) {}

  /** Throws the waiting error, if there is one. */
  check<T>(result: T): T {
    const kind = this.core._dh_error_kind();
    if (kind === 0) return result;
    const text = new TextDecoder().decode(this.stage(this.core._dh_error_text()));
    throw new DownhillError(kinds[kind] as ErrorKind, text);
  }

  /** A copy of the stage's first bytes. */
  stage(bytes: number): Uint8Array<ArrayBuffer> {
    const at = this.core._dh_stage_pointer();
    return this.core.HEAPU8.slice(at, at + bytes) as Uint8Array<ArrayBuffer>;
  }

  /** Puts bytes into the stage. */
  fill(bytes: Uint8Array): void {
    this.core._dh_stage_resize(bytes.length);
    this.core.HEAPU8.set(bytes, this.core._dh_stage_pointer()); // after the resize: memory may have grown
  }
}
