// _dh_ops.py: the signatures, as the extension reads them. It imports neither torch nor numpy.
import { header, lists, parameters } from './entries.mjs';

const text = (value) => `'${value}'`;
const tuple = (items) => `(${items.join(', ')}${items.length === 1 ? ',' : ''})`;

function parameter({ name, kind, default: missing, keyword, varargs }) {
  const flags = (keyword ? '*' : '') + (varargs ? 'v' : '');
  return tuple([text(name), text(kind), missing ?? '...', text(flags)]);
}

export function definitions({ ops, optimizers, modules }) {
  const lines = [
    header(`${lists.ops}, ${lists.modules} and ${lists.optimizers}`),
    'from _dh import define, define_rule',
    'from _dh_results import named\n',
  ];
  for (const op of ops) {
    const rows = tuple(parameters(op).map(parameter));
    const outputs = op.outputs ?? [];
    const result =
      outputs[0] === '...'
        ? 'tuple'
        : outputs.length > 0
          ? `named(${text(op.name)}, ${tuple(outputs.map(text))})`
          : 'None';
    lines.push(`define(${op.id}, ${text(op.name)}, ${op.inputs.length}, ${rows}, ${result})`);
  }
  for (const { name, args, make, reset } of modules) {
    // Making always says the dtype (a default would need torch), resetting needs none.
    const rows = args.map((arg) =>
      parameter(arg.kind === 'dtype' ? { ...arg, default: undefined } : arg),
    );
    const values = args.filter(({ kind }) => kind !== 'dtype').map(parameter);
    const given = tuple(["'parameters'", "'tensors?'", '...', "''"]);
    if (make) lines.push(`define(${make}, ${text(name)}, 0, ${tuple(rows)}, None)`);
    if (reset) lines.push(`define(${reset}, ${text(name)}, 1, ${tuple([given, ...values])}, None)`);
  }
  for (const { id, fields, state } of optimizers) {
    const options = tuple(fields.map(({ name }) => text(name)));
    lines.push(`define_rule(${id}, ${options}, ${tuple((state ?? []).map(text))})`);
  }
  return `${lines.join('\n')}\n`;
}
