// Words of a figure: plain text, and between dollar signs the part of TeX that labels use.

import { add } from '../surface';

export interface Piece {
  text: string;
  italic: boolean;
  /** Between dollar signs: set in the mathematical font. */
  math: boolean;
  /** 1 above the line, -1 below it. */
  shift: -1 | 0 | 1;
}

const SIGNS =
  'alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ kappa κ lambda λ mu μ nu ν xi ξ ' +
  'pi π rho ρ sigma σ tau τ phi φ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Sigma Σ Phi Φ ' +
  'Psi Ψ Omega Ω nabla ∇ partial ∂ infty ∞ times × cdot · pm ± leq ≤ le ≤ geq ≥ ge ≥ neq ≠ ne ≠ approx ≈ sim ∼ ' +
  'to → rightarrow → leftarrow ← in ∈ sum ∑ prod ∏ int ∫ ell ℓ star ⋆ ast ∗ circ ∘ propto ∝ forall ∀ exists ∃ ' +
  'ldots … dots … cdots ⋯ prime ′ langle ⟨ rangle ⟩ | ‖ Vert ‖ vert | sqrt √';
const SYMBOLS: Record<string, string> = { quad: '\u2003', ',': '\u2009', ';': '\u2005', '!': '' };
for (const [, name, sign] of SIGNS.matchAll(/(\S+) (\S+)/g)) SYMBOLS[name!] = sign!;

/** Names that are set upright: \log, \min. */
const FUNCTIONS = /^(log|ln|exp|sin|cos|tan|tanh|min|max|arg|lim|det|dim)$/;

const THIN = '\u2009';
const apart = (sign: string, yes: boolean): string => (yes ? THIN + sign + THIN : sign);

/** The argument that begins at `at`: a group, a command, or one character; and where it ends. */
function argument(tex: string, at: number): [string, number] {
  if (tex[at] === '{') {
    let depth = 0;
    for (let i = at; i < tex.length; i++) {
      if (tex[i] === '{') depth++;
      if (tex[i] === '}' && --depth === 0) return [tex.slice(at + 1, i), i + 1];
    }
    return [tex.slice(at + 1), tex.length];
  }
  const command = /^\\[A-Za-z]+/.exec(tex.slice(at));
  if (command) return [command[0], at + command[0].length];
  return [tex[at] ?? '', at + 1];
}

function math(tex: string, shift: -1 | 0 | 1): Piece[] {
  const pieces: Piece[] = [];
  const say = (text: string, italic: boolean): void => {
    const last = pieces.at(-1);
    if (last && last.italic === italic && last.shift === shift) last.text += text;
    else if (text) pieces.push({ text, italic, math: true, shift });
  };
  for (let i = 0; i < tex.length;) {
    const c = tex[i]!;
    if (c === '^' || c === '_') {
      const [inner, end] = argument(tex, i + 1);
      pieces.push(...math(inner, c === '^' ? 1 : -1));
      i = end;
    } else if (c === '\\') {
      const [, name = tex[i + 1] ?? ''] = /^\\([A-Za-z]+)/.exec(tex.slice(i)) ?? [];
      i += 1 + name.length;
      if (
        /^(mathrm|text|mathbf|operatorname|textbf|mathit|mathcal|boldsymbol|hat|bar|tilde|vec)$/.test(
          name,
        )
      ) {
        const [inner, end] = argument(tex, i);
        const plain = /^(mathrm|text|operatorname|textbf)$/.test(name);
        if (plain) say(inner, false);
        else pieces.push(...math(inner, shift));
        const mark = { hat: '\u0302', bar: '\u0304', tilde: '\u0303', vec: '\u20d7' }[name];
        if (mark && pieces.length > 0) pieces.at(-1)!.text += mark;
        i = end;
      } else if (name === 'frac') {
        const [above, middle] = argument(tex, i);
        const [below, end] = argument(tex, middle);
        pieces.push(
          ...math(above, shift),
          { text: '/', italic: false, math: true, shift },
          ...math(below, shift),
        );
        i = end;
      } else if (FUNCTIONS.test(name)) say(`${pieces.length > 0 ? THIN : ''}${name}${THIN}`, false);
      else if (name !== 'left' && name !== 'right') {
        const sign = SYMBOLS[name] ?? name;
        say(apart(sign, /^[×±≤≥≠≈∼→←∈∝]$/.test(sign)), /^[α-ω∂ℓ]$/.test(sign));
      }
      if (tex[i] === ' ' && /[A-Za-z]$/.test(name)) i++;
    } else {
      // Spaces mean nothing there; relations and sums between two things breathe.
      const between = shift === 0 && pieces.length > 0 && !pieces.at(-1)!.text.endsWith(THIN);
      if (/[=<>+-]/.test(c)) say(apart(c === '-' ? '−' : c, between), false);
      else if (!/[{}\s]/.test(c)) say(c, /[A-Za-z]/.test(c));
      i++;
    }
  }
  return pieces;
}

/** Text as pieces to be set one after the other. */
export function pieces(text: string): Piece[] {
  const parts = text.split(/(?<!\\)\$/);
  // An odd dollar sign is a dollar sign.
  if (parts.length % 2 === 0) return [{ text, italic: false, math: false, shift: 0 }];
  return parts.flatMap((part, i) =>
    i % 2 === 1
      ? math(part, 0)
      : part
        ? [{ text: part.replace(/\\\$/g, '$'), italic: false, math: false, shift: 0 as const }]
        : [],
  );
}

export const plain = (text: string): string =>
  pieces(text)
    .map((p) => p.text)
    .join('');

/** Sets lines of words; `y` is the first line's, or the middle of all where `middle` says so. */
export function write(
  parent: Element,
  x: number,
  y: number,
  text: string,
  attributes: Record<string, string | number> = {},
): SVGTextElement {
  const element = add(parent, 'text', { x: x.toFixed(1), y: y.toFixed(1), ...attributes });
  text.split('\n').forEach((line, i) => {
    let down = 0;
    pieces(line).forEach((piece, k) => {
      const kind = piece.italic ? 'mi' : piece.math ? 'mm' : 'mt';
      const span = add(element, 'tspan', { class: kind }, piece.text);
      const at = piece.shift * -4;
      if (k === 0 && i > 0) {
        span.setAttribute('x', x.toFixed(1));
        span.setAttribute('dy', '1.25em');
      } else if (at !== down) span.setAttribute('dy', String(at - down));
      if (piece.shift !== 0) span.classList.add('sb');
      down = at;
    });
  });
  return element;
}
