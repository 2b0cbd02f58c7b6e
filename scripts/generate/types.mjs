// schema.d.ts: the operators and the optimizers' options as TypeScript sees them.
import { lists, parameters } from './entries.mjs';

const ofKind = {
  tensor: 'Tensor',
  'tensor|number': 'Tensor | number',
  tensors: 'Tensor[]',
  'tensors?': '(Tensor | null)[]',
  bool: 'boolean',
  int: 'number',
  float: 'number',
  number: 'number',
  ints: 'number[]',
  'ints|str': 'number[] | string',
  floats: 'number[]',
  pair: '[number, number]',
  maybe_pair: '[number | null, number]',
  dtype: 'DType',
  str: 'string',
  function: 'never',
};

function typeOf(kind) {
  if (ofKind[kind]) return ofKind[kind];
  const inner = ofKind[kind.replace(/\?$/, '')];
  if (!kind.endsWith('?') || !inner) throw new Error(`schema: unknown kind '${kind}'`);
  return `${inner} | null`;
}

const reserved = new Set(['var', 'default', 'function', 'in', 'new', 'with', 'this']);
/** A name that TypeScript takes as a parameter. */
const parameterName = (name) => (reserved.has(name) ? `${name}_` : name);

const comment = (text, indent = '') =>
  text ? `${indent}/** ${text.replaceAll('*/', '* /')} */\n` : '';

function operatorType(op) {
  const shown = parameters(op).map(
    ({ name, kind, default: missing }) =>
      `${parameterName(name)}${missing === undefined ? '' : '?'}: ${typeOf(kind)}`,
  );
  // An argument that may be left out cannot stand before one that may not.
  const first = shown.findLastIndex((text) => !/^\w+\?:/.test(text));
  const fixed = shown.map((text, i) => (i < first ? text.replace(/^(\w+)\?:/, '$1:') : text));
  const outputs = op.outputs ?? [];
  const result =
    outputs[0] === '...'
      ? 'Tensor[]'
      : outputs.length > 0
        ? `[${outputs.map((name) => `${name}: Tensor`).join(', ')}]`
        : 'Tensor';
  return `${comment(op.doc, '  ')}  ${op.name}(${fixed.join(', ')}): ${result};\n`;
}

/** An interface of described fields: `LionOptions`, `LinearArgs`. */
function fieldsType(name, doc, fields, parameters = '') {
  const lines = fields.map(
    (field) =>
      `${comment([field.doc, field.default && `Default ${field.default}.`].filter(Boolean).join(' '), '  ')}` +
      `  ${field.name}${field.default ? '?' : ''}: ${typeOf(field.kind)};\n`,
  );
  return `${comment(doc)}export interface ${name}${parameters} {\n${lines.join('')}}\n`;
}

const argsType = ({ name, doc, args }) =>
  fieldsType(`${name}Args`, doc, args, '<Tensor = unknown>');

export function types(schema) {
  const optimizers = schema.optimizers.map(({ name }) => `  ${name}: ${name}Options;\n`).join('');
  const schedulers = schema.schedulers.map(({ name }) => `  ${name}: ${name}Options;\n`).join('');
  const modules = schema.modules.map(({ name }) => `  ${name}: ${name}Args<Tensor>;\n`).join('');
  return [
    `// Generated from ${lists.ops}, ${lists.optimizers}, ${lists.schedulers} and ${lists.modules} by scripts/generate.mjs. Change the entry, not this file.\n`,
    "import type { Schema } from '../../../wasm/facade/schema.ts';\n",
    '/** What the entries say, as data. */\nexport const schema: Schema;\n',
    "export type DType =\n  'bool' | 'int64' | 'float32' | 'float64' | 'int32' | 'int16' | 'int8' | 'uint8' | 'float16' | 'bfloat16';\n",
    '/** The operators over tensors of any kind of owner. Overloads share a name. */',
    `export interface Operators<Tensor> {\n${schema.ops.map(operatorType).join('')}}\n`,
    ...schema.optimizers.map(({ name, doc, fields }) => fieldsType(`${name}Options`, doc, fields)),
    `export interface OptimizerOptions {\n${optimizers}}\n`,
    ...schema.schedulers.map(({ name, doc, fields }) => fieldsType(`${name}Options`, doc, fields)),
    `export interface SchedulerOptions {\n${schedulers}}\n`,
    ...schema.modules.map(argsType),
    `/** The arguments of every layer and loss. */\nexport interface ModuleArgs<Tensor = unknown> {\n${modules}}\n`,
  ].join('\n');
}
