// Operators by name, from the schema. Overloads share a name: the first whose arguments fit is called.
import type { DType, Operators } from '../../build/generated/ts/schema.d.ts';
import type { Border } from './core.ts';
import { literal, type FieldSchema, type OpSchema } from './schema.ts';
import { dtypeCodes, Tensor } from './tensor.ts';

const isNumber = (value: unknown) => typeof value === 'number' || typeof value === 'boolean';

/** Whether an argument can be of a kind. */
function fits(kind: string, value: unknown): boolean {
  if (kind === 'tensors?')
    return Array.isArray(value) && value.every((item) => item === null || item instanceof Tensor);
  if (kind.endsWith('?') && (value === null || value === undefined)) return true;
  switch (kind.replace(/\?$/, '')) {
    case 'tensor':
      return value instanceof Tensor;
    case 'tensor|number':
      return value instanceof Tensor || isNumber(value);
    case 'tensors':
      return Array.isArray(value) && value.every((item) => item instanceof Tensor);
    case 'bool':
      return typeof value === 'boolean';
    case 'dtype':
      return typeof value === 'string' && value in dtypeCodes;
    case 'str':
      return typeof value === 'string';
    case 'ints|str':
      if (typeof value === 'string') return true;
      return Array.isArray(value) && value.every(isNumber);
    case 'ints':
    case 'floats':
    case 'pair':
      return Array.isArray(value) && value.every(isNumber);
    default:
      return isNumber(value);
  }
}

function push(border: Border, kind: string, value: unknown): void {
  const { core } = border;
  if (value === null || value === undefined) core._dh_arg_none();
  else if (value instanceof Tensor) core._dh_arg_tensor(value.handle);
  else if (typeof value === 'boolean') core._dh_arg_bool(Number(value));
  else if (typeof value === 'number') {
    if (Number.isSafeInteger(value) && !kind.startsWith('float')) core._dh_arg_int(value);
    else core._dh_arg_float(value);
  } else if (Array.isArray(value)) {
    core._dh_arg_open();
    for (const item of value) push(border, kind, item);
    core._dh_arg_close();
  } else if (kind.startsWith('dtype')) core._dh_arg_dtype(dtypeCodes[value as DType]);
  else {
    border.fill(new TextEncoder().encode(String(value)));
    core._dh_arg_text();
  }
}

const fields = (op: OpSchema): FieldSchema[] => [...op.inputs, ...op.attrs];
const isRequired = (field: FieldSchema) =>
  field.default === undefined && (!field.kind.endsWith('?') || field.kind === 'tensors?');

const accepts = (op: OpSchema, values: unknown[]) =>
  values.length <= fields(op).length &&
  fields(op).every((field, i) =>
    values[i] === undefined ? !isRequired(field) : fits(field.kind, values[i]),
  );

export function signature(op: OpSchema): string {
  const shown = fields(op).map(
    (field) => `${field.name}${isRequired(field) ? '' : '?'}: ${field.kind}`,
  );
  return `${op.name}(${shown.join(', ')})`;
}

function run(border: Border, op: OpSchema, values: unknown[]): Tensor | Tensor[] {
  fields(op).forEach((field, i) => {
    push(
      border,
      field.kind,
      values[i] === undefined && field.default !== undefined ? literal(field.default) : values[i],
    );
  });
  const { core } = border;
  const handle = border.check(core._dh_call(op.id));
  if (handle < 0) return []; // parts of nothing
  const all = [new Tensor(border, handle)];
  for (let i = 1; i < core._dh_outputs(); i++)
    all.push(new Tensor(border, border.check(core._dh_output(i))));
  return (op.outputs ?? []).length > 0 ? all : all[0];
}

export function operators(border: Border): Operators<Tensor> {
  const byName = new Map<string, OpSchema[]>();
  for (const op of border.schema.ops) byName.set(op.name, [...(byName.get(op.name) ?? []), op]);
  const functions = [...byName].map(([name, overloads]) => {
    const call = (...values: unknown[]) => {
      const op = overloads.find((candidate) => accepts(candidate, values));
      if (!op)
        throw new TypeError(
          `${name}() takes other arguments: ${overloads.map(signature).join(' or ')}`,
        );
      return run(border, op, values);
    };
    return [name, call];
  });
  return Object.fromEntries(functions) as Operators<Tensor>;
}
