// Colours of a figure: those of the cycle and the basic ones follow the page's theme.

/** By matplotlib's names; the cycle's are those of the page's charts. */
const NAMED: Record<string, string> = {
  k: 'var(--figure-k, var(--ink))',
  w: 'var(--figure-w, var(--bg))',
  gray: 'var(--axis)',
  b: 'var(--s1)',
  g: 'var(--s4)',
  r: 'var(--error)',
  m: 'var(--s3)',
  c: '#1aa6b7',
  y: '#b8930b',
  'tab:blue': 'var(--s1)',
  'tab:orange': 'var(--s2)',
  'tab:green': 'var(--s4)',
  'tab:red': 'var(--error)',
  'tab:purple': 'var(--s5)',
  'tab:brown': '#8c564b',
  'tab:pink': '#e377c2',
  'tab:gray': 'var(--axis)',
  'tab:olive': 'var(--s6)',
  'tab:cyan': '#17becf',
};

/** A colour for the sheet; what is none is the ink's. */
export function color(name: string | undefined | null): string {
  if (name === undefined || name === null) return 'var(--ink)';
  if (name === 'none') return 'none';
  const cycle = /^C(\d+)$/.exec(name);
  if (cycle) return `var(--s${(Number(cycle[1]) % 6) + 1})`;
  if (/^#([0-9a-f]{6}|[0-9a-f]{8})$/.test(name)) return name;
  return NAMED[name] ?? 'var(--ink)';
}

/** A stroke-dasharray for a line of this width. */
export function dashes(dash: string | undefined, width: number): string | null {
  const w = Math.max(1, width);
  const pattern = { dashed: [3.7, 1.8], dashdot: [5, 1.8, 1, 1.8], dotted: [1, 1.65] }[dash ?? ''];
  return pattern ? pattern.map((v) => (v * w).toFixed(1)).join(' ') : null;
}
