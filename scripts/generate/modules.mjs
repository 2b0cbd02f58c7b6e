// torch/nn/modules/<file>.py: a class for each layer and loss. Their parameters are made and
// initialised by the core, so that the digits are decided in one place.
import { fieldChecks } from './checks.mjs';
import { docstring, header, lists, signature } from './entries.mjs';

/** Old arguments of losses, which say what to use instead. */
const LEGACY = ['size_average', 'reduce'];

const TYPES = {
  bool: 'bool',
  int: 'int',
  float: 'float',
  str: 'str',
  ints: 'tuple',
  tensor: 'Tensor',
};
function annotation(kind) {
  const type = TYPES[kind.replace(/\?$/, '')];
  return type && kind.endsWith('?') ? `${type} | None` : type;
}

/** The parameters of the constructor, in Python's order. */
function constructorParams({ args, signature: order }) {
  const typed = args.map((arg) => ({ ...arg, type: annotation(arg.kind) }));
  const known = new Map(typed.map((arg) => [arg.name, arg]));
  const named = (name) =>
    LEGACY.includes(name) ? { name, default: 'None' } : (known.get(name) ?? { name });
  const all = order ? order.map(named) : typed;
  return all.flatMap((param) =>
    param.kind === 'dtype'
      ? [
          { name: 'device', default: 'None' },
          { name: 'dtype', default: 'None' },
        ]
      : [param],
  );
}

const tuple = (items) => `(${items.join(', ')}${items.length === 1 ? ',' : ''})`;
const quoted = (names = []) => tuple(names.map((name) => `'${name}'`));

/** What of a module stands where: which arguments it keeps, and how it finds the others again. */
function describe(module) {
  const { args, parameters = [], buffers = [], super: given = '' } = module;
  const members = [...parameters, ...buffers];
  const plain = args.filter(({ kind }) => kind !== 'dtype');
  const toBase = given.split(', ');
  return {
    members,
    plain,
    tensors: plain.filter(({ kind }) => kind === 'tensor?'),
    kept: plain.filter(
      ({ name, kind }) => kind !== 'tensor?' && !members.includes(name) && !toBase.includes(name),
    ),
    value: (name) => (members.includes(name) ? `(self.${name} is not None)` : `self.${name}`),
  };
}

function constructor(module) {
  const { make, reset, parameters, buffers, super: toBase = '', signature: order = [] } = module;
  const { plain, kept, tensors, members } = describe(module);
  const params = constructorParams(module);
  const hasDtype = params.some(({ name }) => name === 'dtype');
  if (params.length === 0) return '';
  const lines = [`super().__init__(${toBase})`];
  if (order.includes('size_average'))
    lines.push(
      'if size_average is not None or reduce is not None:\n' +
        '            reduction = _reduction.legacy(size_average, reduce)',
    );
  for (const { name } of kept) lines.push(`self.${name} = ${name}`);
  for (const { name } of tensors) lines.push(`self.register_buffer('${name}', ${name})`);
  if (make) {
    // What decides whether a parameter is there is asked for its truth only.
    const values = tuple(
      plain.map(({ name }) => (members.includes(name) ? `bool(${name})` : name)),
    );
    const factory = hasDtype ? 'device, dtype' : 'None, None';
    lines.push(
      `_make(self, ${make}, ${quoted(parameters)}, ${quoted(buffers)}, ${values}, ${factory})`,
    );
  }
  if (reset) lines.push('self.reset_parameters()');
  return (
    `    def __init__(${signature(params, { leading: ['self'] })}) -> None:\n` +
    plain.flatMap(fieldChecks).join('') +
    lines.map((line) => `        ${line}\n`).join('')
  );
}

function resetParameters(module) {
  if (!module.reset) return '';
  const { plain, members, value } = describe(module);
  const tensors = tuple(members.map((name) => `self.${name}`));
  const values = tuple(plain.map(({ name }) => value(name)));
  return (
    '    def reset_parameters(self) -> None:\n' +
    '        """Draw the default initial values anew."""\n' +
    `        _reset(${module.reset}, ${tensors}, ${values})\n`
  );
}

/** "linear(input, weight, bias)" becomes F.linear(input, self.weight, self.bias). */
function forward({ inputs, call }) {
  if (!call) return ''; // the base has it
  const names = inputs.map((name) => name.replace('?', ''));
  const known = new Set([...names, 'torch', 'None', 'True', 'False']);
  const shown = call.replace(/(?<![.\w])[A-Za-z_]\w*(?!\w|\s*[=(])/g, (name) =>
    known.has(name) ? name : `self.${name}`,
  );
  const result = /^\w+\(/.test(shown) ? `F.${shown}` : shown;
  const params = inputs.map((name) => (name.endsWith('?') ? `${name.slice(0, -1)}=None` : name));
  return `    def forward(self, ${params.join(', ')}):\n        return ${result}\n`;
}

function isGiven(value, missing) {
  if (missing === 'False') return value;
  return missing === 'None' ? `${value} is not None` : `${value} != ${missing}`;
}

/** extra_repr from the words of ModuleInfo::repr. */
function extraRepr(module) {
  const { repr, args } = module;
  if (!repr) return '';
  const { value } = describe(module);
  const missing = new Map(args.map((arg) => [arg.name, arg.default]));
  const parts = repr.map((word) => {
    const name = word.replace(/[{}?]|!r$/g, '');
    const shown = `{${value(name)}${word.endsWith('!r') ? '!r' : ''}}`;
    return {
      optional: word.endsWith('?'),
      text: word.startsWith('{') ? shown : `${name}=${shown}`,
      given: isGiven(value(name), missing.get(name)),
    };
  });
  const head = '    def extra_repr(self) -> str:\n';
  if (parts.every(({ optional }) => !optional))
    return `${head}        return f"${parts.map(({ text }) => text).join(', ')}"\n`;
  const lines = parts.map(({ optional, text, given }) =>
    optional
      ? `        if ${given}:\n            parts.append(f"${text}")\n`
      : `        parts.append(f"${text}")\n`,
  );
  return `${head}        parts = []\n${lines.join('')}        return ", ".join(parts)\n`;
}

function documentation({ doc, args }) {
  const lines = args
    .filter(({ doc: text }) => text)
    .map(({ name, doc: text }) => `    ${name}: ${text}`);
  return lines.length > 0 ? `${doc}\n\n${lines.join('\n')}\n    ` : doc;
}

function constants(module) {
  const { kept } = describe(module);
  const names = module.constants ?? kept.map(({ name }) => name);
  if (names.length === 0 || names[0] === '-') return '';
  return `    __constants__ = [${names.map((name) => `'${name}'`).join(', ')}]\n`;
}

function classOf(module) {
  const body = [constants, constructor, resetParameters, forward, extraRepr].map((part) =>
    part(module),
  );
  return (
    `class ${module.name}(${module.base}):\n` +
    docstring(documentation(module), '    ') +
    `\n${body.filter(Boolean).join('\n')}`
  );
}

/** What the classes of a file need. */
function imports(file, modules, text) {
  const bases = new Set(modules.map(({ base }) => base).filter((base) => base.startsWith('_')));
  const needs = (name) => new RegExp(`\\b${name}\\b`).test(text);
  return [
    needs('torch') && 'import torch\n',
    needs('Tensor') && 'from torch import Tensor\n',
    needs('_reduction') && 'from .. import _reduction',
    needs('F\\.') && 'from .. import functional as F',
    bases.size > 0 && `from ._${file} import ${[...bases].sort().join(', ')}`,
    (needs('_make') || needs('_reset')) &&
      `from ._make import ${['make', 'reset']
        .filter((name) => needs(`_${name}`))
        .map((name) => `${name} as _${name}`)
        .join(', ')}`,
    modules.some(({ base }) => base === 'Module') && 'from .module import Module',
  ].filter(Boolean);
}

/** The generated files: name and text. */
export function moduleFiles({ modules }) {
  const files = Map.groupBy
    ? Map.groupBy(modules, ({ file }) => file)
    : modules.reduce((map, m) => map.set(m.file, [...(map.get(m.file) ?? []), m]), new Map());
  const result = [...files].map(([file, group]) => {
    const classes = group.map((module) => `\n${classOf(module)}`).join('\n');
    const names = group.map(({ name }) => `'${name}'`).join(', ');
    const head = [
      header(lists.modules),
      ...imports(file, group, classes),
      '',
      `__all__ = [${names}]\n`,
    ];
    return [file, `${head.join('\n')}\n${classes}`];
  });
  const all = [...files].map(([file]) => `from .${file} import *`);
  const lines = [...files].map(([file]) => `    *${file}.__all__,\n`).join('');
  const names = [...files].map(([file]) => file).join(', ');
  result.push([
    '_generated',
    `${header(lists.modules)}\nfrom . import ${names}\n${all.join('\n')}\n\n__all__ = [\n${lines}]\n`,
  ]);
  return result;
}
