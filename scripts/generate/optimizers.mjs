// torch/optim/_generated.py: a class for each rule, with its arguments, checks and defaults.
import { docstring, header, lists, signature } from './entries.mjs';

const finite = (value) => value !== null && value !== undefined;

/** The condition that a value must meet: `0.0 <= lr < 1.0`. */
function condition({ min, max, openMin, openMax }, value) {
  const low = finite(min) ? `${decimal(min)} ${openMin ? '<' : '<='} ` : '';
  const high = finite(max) ? ` ${openMax ? '<' : '<='} ${decimal(max)}` : '';
  return `${low}${value}${high}`;
}

const decimal = (value) => (Number.isInteger(value) ? `${value}.0` : String(value));

const gaps = (text, value) => text.replaceAll('{}', `{${value}}`);

/** The checks of one field, in PyTorch's words. */
function fieldChecks(field) {
  if (!field.error) return [];
  if (field.kind === 'pair') {
    return [0, 1].map((index) => check(field, `${field.name}[${index}]`, index));
  }
  return [check(field, field.name)];
}

function check(field, value, index) {
  const text = gaps(field.error.replaceAll('{index}', String(index)), value);
  return `        if not ${condition(field, value)}:\n            raise ValueError(f"${text}")\n`;
}

function crossCheck({ fail, text, error = 'ValueError' }) {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('"', '\\"');
  return `        if ${fail}:\n            raise ${error}(${/\{\w/.test(text) ? 'f' : ''}"${escaped}")\n`;
}

const TENSOR_LR =
  '        if isinstance(lr, Tensor) and lr.numel() != 1:\n' +
  '            raise ValueError("Tensor lr must be 1-element")\n';

function documentation({ doc, source, latex, fields }) {
  const options = fields.map(({ name, doc: text }) => `    ${name}: ${text ?? ''}`.trimEnd());
  const parts = [doc, source && `Source: ${source}.`, latex && `    ${latex}`, options.join('\n')];
  return `${parts.filter(Boolean).join('\n\n    ')}\n    `;
}

function classOf(optimizer) {
  const { name, id, fields, defaults, checks = [], base } = optimizer;
  const offered = fields.filter((field) => !field.hidden);
  const order = [...(defaults ?? fields.map((field) => field.name))];
  const values = order.map((key) => {
    const hidden = fields.find((field) => field.name === key && field.hidden);
    return `${key}=${hidden ? hidden.default : key}`;
  });
  const tensorRate = fields.some((field) => field.name === 'lr') ? TENSOR_LR : '';
  const early = checks.filter((one) => one.first).map(crossCheck);
  const late = checks.filter((one) => !one.first).map(crossCheck);
  return (
    `class ${name}(${base ?? 'Optimizer'}):\n` +
    docstring(documentation(optimizer), '    ') +
    `\n    _rule = ${id}\n` +
    `\n    def __init__(${signature(offered, { leading: ['self', 'params'] })}):\n` +
    tensorRate +
    early.join('') +
    offered.flatMap(fieldChecks).join('') +
    late.join('') +
    `        defaults = dict(${values.join(', ')})\n` +
    `        ${base ? 'Optimizer.__init__(self, params, defaults)' : 'super().__init__(params, defaults)'}\n`
  );
}

export function optimizers(schema) {
  const names = schema.optimizers.map(({ name }) => `'${name}'`);
  return [
    header(lists.optimizers),
    'from .. import Tensor',
    'from .optimizer import Optimizer\n',
    `__all__ = [${names.join(', ')}]\n`,
    ...schema.optimizers.map((optimizer) => `\n${classOf(optimizer)}`),
  ].join('\n');
}
