// torch/nn/_operators.py: what torch.nn.functional offers of the core's operators. Three forms:
//   functional   as the operator is
//   activation   with `inplace`, and `name_` in place
//   loss         with the old arguments size_average and reduce where the layer of the same loss has
//                them; warns_sizes: sizes that differ are warned of, and broadcast
import { byName, docstring, header, lists, parameters, signature } from './entries.mjs';
import { functionOf, imported, isPublic } from './functions.mjs';

const names = (params) => params.map(({ name }) => name).join(', ');

function activation(op) {
  const [input, ...rest] = parameters(op);
  const shown = signature([input, ...rest, { name: 'inplace', default: 'False' }]);
  const given = names([input, ...rest]);
  return (
    `def ${op.name}(${shown}):\n${docstring(op.doc, '    ')}` +
    `    return (_call_ if inplace else _call)(${op.id}, ${given})\n\n\n` +
    `def ${op.name}_(${signature([input, ...rest])}):\n${docstring(`\`${op.name}\` in place.`, '    ')}` +
    `    return _call_(${op.id}, ${given})\n`
  );
}

const LEGACY = ['size_average', 'reduce'];

/** The parameters of a loss's function: its tensors, then the order of the layer's constructor. */
function lossParams(op, modules) {
  const params = parameters(op);
  const module = modules.find(({ call }) => call?.startsWith(`${op.name}(`));
  const required = op.inputs.filter(({ kind }) => !kind.endsWith('?')).map(({ name }) => name);
  const order = [...required, ...(module?.signature ?? module?.args.map(({ name }) => name) ?? [])];
  const all = [...new Set([...order, ...params.map(({ name }) => name)])];
  const known = new Map(params.map((param) => [param.name, param]));
  return all.map((name) => (LEGACY.includes(name) ? { name, default: 'None' } : known.get(name)));
}

function loss(op, modules) {
  const params = lossParams(op, modules);
  const lines = [];
  if (params.some(({ name }) => name === 'reduce'))
    lines.push(
      'if size_average is not None or reduce is not None:',
      '    reduction = _reduction.legacy(size_average, reduce)',
    );
  if (op.in.includes('warns_sizes')) lines.push('input, target = _same_size(input, target)');
  lines.push(`return _call(${op.id}, ${names(parameters(op))})`);
  return (
    `def ${op.name}(${signature(params)}):\n${docstring(op.doc, '    ')}` +
    lines.map((line) => `    ${line}\n`).join('')
  );
}

export function functional(schema) {
  const plain = byName(schema, 'functional');
  const losses = byName(schema, 'loss');
  const activations = byName(schema, 'activation');
  const inPlace = [...activations.keys()].map((name) => `${name}_`);
  const known = [...plain.keys(), ...losses.keys(), ...activations.keys(), ...inPlace];
  const shown = known.filter(isPublic).sort();
  return [
    header(lists.ops),
    imported(plain).replace('call as _call', 'call as _call, call_ as _call_'),
    'from . import _reduction\nfrom ._reduction import same_size as _same_size\n',
    `__all__ = [${shown.map((name) => `'${name}'`).join(', ')}]\n`,
    ...[...plain].map(([name, ops]) => `\n${functionOf(name, ops)}`),
    ...[...activations.values()].map(([op]) => `\n${activation(op)}`),
    ...[...losses.values()].map(([op]) => `\n${loss(op, schema.modules)}`),
  ].join('\n');
}
