// Numbers as people read them: a real minus, powers of ten as powers, words for what is no number.

const SUPERSCRIPT: Record<string, string> = { '-': '⁻' };
[...'⁰¹²³⁴⁵⁶⁷⁸⁹'].forEach((c, digit) => (SUPERSCRIPT[String(digit)] = c));

export const superscript = (n: number): string =>
  [...String(n)].map((c) => SUPERSCRIPT[c] ?? c).join('');

const minus = (s: string): string => s.replace('-', '−');

function special(v: number): string | null {
  if (Number.isNaN(v)) return '–';
  if (v === Infinity) return '∞';
  if (v === -Infinity) return '−∞';
  return v === 0 ? '0' : null;
}

/** `digits` significant digits; very small and very large numbers as m × 10ⁿ. */
export function significant(v: number, digits = 4): string {
  const word = special(v);
  if (word !== null) return word;
  // toExponential rounds first, so that 9.9996 counts as 10.
  const e = Number(v.toExponential(digits - 1).split('e')[1]);
  if (e < -3 || e >= 6) {
    const [mantissa, power] = v.toExponential(Math.max(0, digits - 2)).split('e');
    return `${minus(mantissa)} × 10${superscript(Number(power))}`;
  }
  return minus(v.toFixed(Math.max(0, digits - 1 - e)));
}

/** A setting such as a learning rate: as short as it was written. */
export function setting(v: number): string {
  const word = special(v);
  if (word !== null) return word;
  const plain = String(Number(v.toPrecision(6)));
  if (Math.abs(v) >= 1e-3 && Math.abs(v) < 1e6) return minus(plain);
  const [mantissa, power] = Number(v.toPrecision(6)).toExponential().split('e') as [string, string];
  const ten = `10${superscript(Number(power))}`;
  if (mantissa === '1') return ten;
  return mantissa === '-1' ? `−${ten}` : `${minus(mantissa)} × ${ten}`;
}

/** A count: 57 736 with a thin space, as on the axes. */
export function whole(n: number): string {
  return n < 10000 ? String(n) : n.toLocaleString('en').replace(/,/g, '\u202f');
}

/** As many decimals as tell two numbers apart on an axis that spans `span`. */
export function onAxis(v: number, span: number): string {
  const word = special(v);
  if (word !== null && v !== 0) return word;
  const decimals = span >= 1000 ? 0 : Math.max(2, 2 - Math.floor(Math.log10(span)));
  if (decimals > 5 || Math.abs(v) >= 1e6) return significant(v, 3);
  return minus(v.toFixed(decimals).replace(/^-(0\.?0*)$/, '$1'));
}

/** A label of a linear axis whose labels lie `step` apart. */
export function tick(v: number, step: number): string {
  if (Math.abs(v) < step / 1e6) return '0';
  const e = Math.floor(Math.log10(Math.abs(v)));
  if (e >= 6 || e < -4) {
    const mantissa = Number((v / 10 ** e).toPrecision(3));
    return mantissa === 1
      ? `10${superscript(e)}`
      : `${minus(String(mantissa))}·10${superscript(e)}`;
  }
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  return minus(v.toFixed(decimals));
}

/** A label of a logarithmic axis; `decades`: it has whole powers of ten only. */
export function logTick(v: number, decades: boolean): string {
  const e = Math.log10(v);
  const whole = Math.round(e);
  if (!decades) return tick(v, 10 ** Math.floor(e + 1e-9));
  if (whole === 0) return '1';
  return whole === 1 ? '10' : `10${superscript(whole)}`;
}

export function bytes(n: number): string {
  if (n < 1e3) return `${n} B`;
  return n < 1e6 ? `${Math.round(n / 1e3)} kB` : `${(n / 1e6).toFixed(1)} MB`;
}

export function duration(seconds: number): string {
  if (seconds < 0.0995) return `${Math.max(1, Math.round(seconds * 1000))} ms`;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  if (seconds < 59.5) return `${Math.round(seconds)} s`;
  const full = Math.round(seconds);
  return `${Math.floor(full / 60)} min ${full % 60} s`;
}
