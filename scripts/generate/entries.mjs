// What the generators share: entries by name, parameters, Python's literals.

/** Where entries are listed; every generated file names it in its first line. */
export const lists = {
  ops: 'core/downhill/ops/list.h',
  optimizers: 'core/downhill/optim/list.h',
  schedulers: 'core/downhill/schedule/list.h',
  modules: 'core/downhill/nn/list.h',
};

export const header = (what) =>
  `# Generated from ${what} by scripts/generate.mjs. Change the entry, not this file.\n`;

/** The entries that are offered at a place ("torch", "method", ...), overloads together. */
export function byName(schema, place) {
  const names = new Map();
  for (const op of schema.ops) {
    if (!op.in.includes(place)) continue;
    names.set(op.name, [...(names.get(op.name) ?? []), op]);
  }
  return names;
}

/** Inputs and attributes in the order of calls, in one form. */
export function parameters(op) {
  const inputs = op.inputs.map(({ name, kind }) => ({
    name,
    kind,
    default: kind.endsWith('?') && kind !== 'tensors?' ? 'None' : undefined,
  }));
  const all = [...inputs, ...op.attrs];
  // Nothing may be left out before something that may not.
  const last = all.findLastIndex((param) => param.default === undefined && !param.keyword);
  return all.map((param, i) => (i < last ? { ...param, default: undefined } : param));
}

const keywords = new Set(['from', 'in', 'is', 'lambda', 'global', 'class', 'def', 'not', 'pass']);

/** A name that Python takes as a parameter. */
export const pythonName = (name) => (keywords.has(name) ? `${name}_` : name);

/**
 * Python's parameter list: positional ones, then `*` and keyword-only ones. A `several` parameter is
 * written as *name where it may be given as several arguments (methods). A `type` is its annotation.
 */
export function signature(params, { several = false, leading = [], older = false } = {}) {
  const parts = [...leading];
  let keywordOnly = false;
  for (const param of params) {
    const name = pythonName(param.name);
    if (several && param.varargs) {
      parts.push(`*${name}`);
      keywordOnly = true;
      continue;
    }
    if (param.keyword && !keywordOnly) {
      parts.push(older ? '*older' : '*');
      keywordOnly = true;
    }
    const typed = param.type ? `${name}: ${param.type}` : name;
    const assign = param.type ? ' = ' : '=';
    parts.push(param.default === undefined ? typed : `${typed}${assign}${param.default}`);
  }
  return parts.join(', ');
}

export const docstring = (text, indent) =>
  text ? `${indent}"""${text.replaceAll('\\', '\\\\').replaceAll('"""', '\\"""')}"""\n` : '';

/** The docstring of a class: what the entry says, its source and formula, its options. */
export function documentation({ doc, source, latex, fields }) {
  const options = fields.map(({ name, doc: text }, i) =>
    `${i ? '    ' : ''}${name}: ${text ?? ''}`.trimEnd(),
  );
  const parts = [doc, source && `Source: ${source}.`, latex && `    ${latex}`, options.join('\n')];
  return `${parts.filter(Boolean).join('\n\n    ')}\n    `;
}
