// Checks of constructors' arguments in Python, in PyTorch's words.
const finite = (value) => value !== null && value !== undefined;

/** The condition that a value must meet: `0.0 <= lr < 1.0`. */
function condition({ min, max, openMin, openMax }, value) {
  const low = finite(min) ? `${decimal(min)} ${openMin ? '<' : '<='} ` : '';
  const high = finite(max) ? ` ${openMax ? '<' : '<='} ${decimal(max)}` : '';
  return `${low}${value}${high}`;
}

const decimal = (value) => (Number.isInteger(value) ? `${value}.0` : String(value));

const gaps = (text, value) => text.replaceAll('{}', `{${value}}`);

/** The checks of one field: its range, with its error text. */
export function fieldChecks(field) {
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

/** A check over several options: a Python expression and its text. */
export function crossCheck({ fail, text, error = 'ValueError' }) {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('"', '\\"');
  return `        if ${fail}:\n            raise ${error}(${/\{\w/.test(text) ? 'f' : ''}"${escaped}")\n`;
}
