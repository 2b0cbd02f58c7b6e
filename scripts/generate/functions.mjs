// The functions of torch, and the methods of Tensor: one call of the extension each.
import { byName, docstring, header, lists, parameters, pythonName, signature } from './entries.mjs';

const names = (params) => params.map(({ name }) => pythonName(name));
const ids = (ops) => `(${ops.map(({ id }) => id).join(', ')},)`;

/** NumPy's names are taken beside PyTorch's, unless something that must be given follows. */
const NUMPY_NAMES = { dim: 'axis', keepdim: 'keepdims' };
const mayBeLeftOut = (param) => param.default !== undefined || param.keyword;
const hasOtherName = (param, i, params) =>
  param.name in NUMPY_NAMES && params.slice(i + 1).every(mayBeLeftOut);
const withOtherNames = (params) => [
  ...params.map((param, i) =>
    hasOtherName(param, i, params) ? { ...param, default: param.default ?? 'None' } : param,
  ),
  ...params.filter(hasOtherName).map(({ name }) => ({
    name: NUMPY_NAMES[name],
    default: 'None',
    keyword: true,
  })),
];
const useOtherNames = (params, of, indent) =>
  params
    .filter(hasOtherName)
    .map(({ name, default: given }) => {
      const other = NUMPY_NAMES[name];
      const missing = `TypeError('${of}() missing 1 required positional arguments: "${name}"')`;
      return (
        `${indent}if ${other} is not None:\n${indent}    ${name} = ${other}\n` +
        (given === undefined
          ? `${indent}elif ${name} is None:\n${indent}    raise ${missing}\n`
          : '')
      );
    })
    .join('');

/**
 * PyTorch's order before 1.5 still works, and warns: the factor first, `p.add_(-lr, grad)`,
 * `m.addcmul_(value, a, b)`.
 */
const factor = (op) =>
  op.attrs.find(({ name, keyword }) => keyword && /^(alpha|value)$/.test(name));
const takesOlder = (op) => factor(op) !== undefined && op.inputs.length > 1;
const useOlder = (op, suffix, indent) => {
  if (!takesOlder(op)) return '';
  const inputs = op.inputs.slice(1).map(({ name }) => name);
  const list = inputs.join(', ');
  return (
    `${indent}if older:\n` +
    `${indent}    ${list}, ${factor(op).name} = _older('${op.name}${suffix}', '${factor(op).name}', ` +
    `(${inputs.map((name) => `'${name}'`).join(', ')},), (${list}, *older))\n`
  );
};

/** Names that torch itself has; the rest is for the packages' own use. */
export const isPublic = (name) => !name.startsWith('_') && !name.startsWith('numpy_');

function plain(op) {
  const params = parameters(op);
  const shown = signature(withOtherNames(params), { older: takesOlder(op) });
  const call = `    return _call(${[op.id, ...names(params)].join(', ')})\n`;
  return (
    `def ${op.name}(${shown}):\n` +
    docstring(op.doc, '    ') +
    useOtherNames(params, op.name, '    ') +
    useOlder(op, '', '    ') +
    call
  );
}

/**
 * Two overloads of which the second only has further arguments, `sum(input)` and `sum(input, dim,
 * keepdim=False)`, are one Python function: without the first further argument the first is meant.
 */
function merged(ops) {
  if (ops.length !== 2) return undefined;
  const [short, long] = ops.map(parameters);
  const positional = (params) => params.filter(({ keyword }) => !keyword);
  const [few, many] = [positional(short), positional(long)];
  const same = few.every(({ name, kind }, i) => name === many[i]?.name && kind === many[i].kind);
  const extra = many[few.length];
  if (!same || extra === undefined || short.length - few.length !== long.length - many.length)
    return undefined;
  const params = long
    .map((param) => ({ ...param, varargs: false }))
    .map((param) =>
      param === extra || param.name === extra.name ? { ...param, default: 'None' } : param,
    );
  const keep = extra.kind.endsWith('?') && many.find(({ name }) => name === 'keepdim');
  return {
    params,
    left: `${extra.name} is None${keep ? ' and not keepdim' : ''}`,
    short,
    long,
  };
}

/** The body of a merged function; `call` is _call or _method, `self` renames the first argument. */
function mergedBody(ops, merge, call, indent, self) {
  const list = (params) => names(params).map((name, i) => (self && i === 0 ? 'self' : name));
  return (
    useOtherNames(merge.params, ops[0].name, indent) +
    `${indent}if ${merge.left}:\n${indent}    return ${call}(${[ops[0].id, ...list(merge.short)].join(', ')})\n` +
    `${indent}return ${call}(${[ops[1].id, ...list(merge.long)].join(', ')})\n`
  );
}

/**
 * How overloads are written in Python: with their parameters where all have the same names (`pow`), else
 * open; `list` is what the extension gets as positional arguments.
 */
function openSignature(ops, leading) {
  const [first, ...others] = ops.map((op) => names(parameters(op)));
  const same = others.every((other) => other.join() === first.join());
  if (!same || ops.some((op) => op.attrs.some(({ keyword }) => keyword))) {
    return { shown: '*args, **kwargs', given: 'args, kwargs' };
  }
  const called = leading ? [leading, ...first.slice(1)] : first;
  return {
    shown: signature(called.map((name) => ({ name }))),
    given: `(${called.join(', ')}), None`,
  };
}

function overloaded(name, ops) {
  const merge = merged(ops);
  if (merge) {
    const shown = signature(withOtherNames(merge.params));
    return (
      `def ${name}(${shown}):\n` +
      docstring(ops[1].doc, '    ') +
      mergedBody(ops, merge, '_call', '    ')
    );
  }
  const { shown, given } = openSignature(ops);
  return (
    `def ${name}(${shown}):\n` +
    docstring(overloads(ops), '    ') +
    `    return _overload(${ids(ops)}, '${name}', ${given})\n`
  );
}

const overloads = (ops) =>
  ops
    .map((op) => `${op.name}(${signature(parameters(op))})${op.doc ? `: ${op.doc}` : ''}`)
    .join('\n\n    ') + (ops.length > 1 ? '\n    ' : '');

export const functionOf = (name, ops) => (ops.length === 1 ? plain(ops[0]) : overloaded(name, ops));

function listOf(group) {
  const known = [...group.keys()].filter(isPublic).sort();
  return `__all__ = [${known.map((name) => `'${name}'`).join(', ')}]\n`;
}

/** torch/_ops.py */
export function torchFunctions(schema) {
  const group = byName(schema, 'torch');
  const inplace = byName(schema, 'inplace');
  for (const name of inplace.keys()) if (!group.has(name)) inplace.delete(name);
  return [
    header(lists.ops),
    'from _dh import call as _call, call_ as _call_, overload as _overload, overload_ as _overload_\n',
    'from ._older import older as _older\n',
    listOf(new Map([...group, ...[...inplace].map(([name]) => [`${name}_`])])),
    ...[...group].map(([name, ops]) => `\n${functionOf(name, ops)}`),
    ...[...inplace].map(([name, ops]) => `\n${inplaceFunction(name, ops)}`),
  ].join('\n');
}

function inplaceFunction(name, ops) {
  const doc = docstring(`\`${name}\` in place.`, '    ');
  if (ops.length > 1) {
    const { shown, given } = openSignature(ops);
    return (
      `def ${name}_(${shown}):\n${doc}` +
      `    return _overload_(${ids(ops)}, '${name}_', ${given})\n`
    );
  }
  const params = parameters(ops[0]);
  return (
    `def ${name}_(${signature(params, { older: takesOlder(ops[0]) })}):\n${doc}` +
    useOlder(ops[0], '_', '    ') +
    `    return _call_(${[ops[0].id, ...names(params)].join(', ')})\n`
  );
}

/** What the functions of a group call. */
export function imported(group) {
  const several = [...group.values()].some((ops) => ops.length > 1 && !merged(ops));
  return `from _dh import call as _call${several ? ', overload as _overload' : ''}\n`;
}

function method(name, ops) {
  const merge = merged(ops);
  if (merge) {
    const params = merge.params.slice(1);
    const shown = signature(withOtherNames(params), { leading: ['self'] });
    return (
      `    def ${name}(${shown}):\n` +
      docstring(ops[1].doc, '        ') +
      mergedBody(ops, merge, '_method', '        ', true)
    );
  }
  if (ops.length > 1) {
    const { shown, given } = openSignature(ops, 'self');
    return (
      `    def ${name}(${shown}):\n` +
      docstring(overloads(ops).replaceAll('\n', '\n    '), '        ') +
      `        return _method_overload(${ids(ops)}, '${name}', ${given})\n`
    );
  }
  const params = parameters(ops[0]).slice(1);
  const shown = signature(withOtherNames(params), {
    several: true,
    leading: ['self'],
    older: takesOlder(ops[0]),
  });
  const several = params.find(({ varargs }) => varargs);
  return (
    `    def ${name}(${shown}${several ? ', **named' : ''}):\n` +
    docstring(ops[0].doc, '        ') +
    (several
      ? `        if named:\n            ${several.name} = _named('${name}', '${several.name}', ${several.name}, named)\n`
      : '') +
    useOtherNames(params, name, '        ') +
    useOlder(ops[0], '', '        ') +
    `        return _method(${[ops[0].id, 'self', ...names(params)].join(', ')})\n`
  );
}

function inplaceMethod(name, ops) {
  const doc = docstring(`\`${name}\` in place.`, '        ');
  if (ops.length > 1) {
    const { shown, given } = openSignature(ops, 'self');
    return (
      `    def ${name}_(${shown}):\n${doc}` +
      `        return _overload_(${ids(ops)}, '${name}_', ${given})\n`
    );
  }
  const params = parameters(ops[0]).slice(1);
  const shown = signature(params, {
    several: true,
    leading: ['self'],
    older: takesOlder(ops[0]),
  });
  return (
    `    def ${name}_(${shown}):\n${doc}` +
    useOlder(ops[0], '_', '        ') +
    `        return _call_(${[ops[0].id, 'self', ...names(params)].join(', ')})\n`
  );
}

/** view(size=(2, 3)) beside view(2, 3) and view((2, 3)). */
const NAMED = `def _named(method, name, given, named):
    if given or list(named) != [name]:
        raise TypeError(f"{method}() got an unexpected keyword argument '{next(iter(named))}'")
    return (named[name],)

`;

/** torch/_methods.py */
export function methods(schema) {
  return [
    header(lists.ops),
    'from _dh import TensorBase, call_ as _call_, method as _method',
    'from _dh import method_overload as _method_overload, overload_ as _overload_\n',
    'from ._older import older as _older\n\n',
    NAMED,
    'class TensorMethods(TensorBase):',
    '    """The methods of Tensor that are operators of the core."""\n',
    ...[...byName(schema, 'method')].map(([name, ops]) => method(name, ops)),
    ...[...byName(schema, 'inplace')].map(([name, ops]) => inplaceMethod(name, ops)),
  ].join('\n');
}
