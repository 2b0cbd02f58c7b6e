// What the core says about itself (core/downhill/ops, optim, schedule), and Python's literals in it.
export interface FieldSchema {
  name: string;
  kind: string;
  default?: string;
}
export interface OpSchema {
  id: number;
  name: string;
  inputs: FieldSchema[];
  attrs: FieldSchema[];
  outputs?: string[];
}
export interface OptimizerSchema {
  id: number;
  name: string;
  fields: FieldSchema[];
  state: string[];
  /** A rule over the whole problem: its step wants a closure. */
  whole?: boolean;
  /** Its closure returns the loss without calling backward(). */
  graph?: boolean;
}
export interface SchedulerSchema {
  id: number;
  name: string;
  fields: FieldSchema[];
}
export interface Schema {
  ops: OpSchema[];
  optimizers: OptimizerSchema[];
  schedulers: SchedulerSchema[];
}

/** The value of a default: `None`, `True`, `0.5`, `'mean'`, `(0.9, 0.999)`, `torch.float32`. */
export function literal(text: string): unknown {
  if (text === 'None') return null;
  if (text === 'True' || text === 'False') return text === 'True';
  if (text.startsWith("'")) return text.slice(1, -1);
  if (text.startsWith('torch.')) return text.slice('torch.'.length);
  if (text.startsWith('('))
    return text
      .slice(1, -1)
      .split(',')
      .filter(Boolean)
      .map((part) => literal(part.trim()));
  const number = Number(text);
  if (Number.isNaN(number)) throw new Error(`schema: unknown literal ${text}`);
  return number;
}
