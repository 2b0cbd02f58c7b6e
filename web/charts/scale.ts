// Axes that stand still: a domain is chosen with room to spare, grows only when a value leaves it,
// and then by a good piece, so that a run of any length moves an axis a handful of times.

import { scaleLinear } from 'd3-scale';
import type { Extent } from './series';

export interface Domain {
  lo: number;
  hi: number;
}

/** A domain for the values from lo to hi. Zero is in it, unless they may keep away and do so by far. */
export function fitLinear(lo: number, hi: number, away = true): Domain {
  if (!(lo <= hi)) return { lo: 0, hi: 1 };
  let [a, b] = [lo, hi];
  const span = b - a;
  const size = Math.max(Math.abs(a), Math.abs(b));
  if (a > 0 && (!away || a < 3 * span)) a = 0;
  if (b < 0 && (!away || -b < 3 * span)) b = 0;
  if (b - a <= size * 1e-9) {
    // One value: stand on zero.
    if (size === 0) b = 1;
    else if (a >= 0) a = 0;
    else b = 0;
  }
  const pad = (b - a) * 0.035;
  const low = a === 0 ? 0 : a - pad;
  const high = b === 0 ? 0 : b + pad;
  const step = niceStep(high - low, 4) / 5;
  // `|| 0`: no minus before a zero
  return {
    lo: Math.floor(low / step + 1e-9) * step || 0,
    hi: Math.ceil(high / step - 1e-9) * step || 0,
  };
}

function niceStep(span: number, count: number): number {
  const [a, b] = scaleLinear().domain([0, span]).ticks(count);
  return b === undefined ? span : b - a!;
}

/** Half decades below and above, at least one decade in all. */
export function fitLog(positive: number, hi: number): Domain {
  if (!(positive <= hi) || positive <= 0) return { lo: 0.1, hi: 10 };
  let low = Math.floor(Math.log10(positive) * 2 - 0.2) / 2;
  let high = Math.ceil(Math.log10(hi) * 2 + 0.2) / 2;
  if (high - low < 1) [low, high] = [low - 0.25, high + 0.25];
  return { lo: 10 ** low, hi: 10 ** high };
}

/** From this many rows on, values that keep away from zero are believed to stay there. */
const SETTLED = 200;

/** The domain of a value axis over the course of a run. */
export class ValueAxis {
  #domain: Domain | null = null;
  #log = false;
  #checked = 0;

  reset(): void {
    this.#domain = null;
    this.#checked = 0;
  }

  /** `rows`: how much data there is; `done`: no more will come. */
  update(extent: Extent, log: boolean, rows: number, done: boolean): Domain {
    if (log !== this.#log) this.reset();
    this.#log = log;
    const lo = log ? extent.positive : extent.lo;
    const { hi } = extent;
    if (!(lo <= hi)) return this.#domain ?? (log ? { lo: 0.1, hi: 10 } : { lo: 0, hi: 1 });
    // A few values say little about where a run is heading: keep zero in sight.
    const fit = log ? fitLog(lo, hi) : fitLinear(lo, hi, done || rows > SETTLED);
    const now = this.#domain;
    if (!now) this.#domain = done || rows > 1 ? fit : this.#spare(fit, fit, log);
    else if (lo < now.lo || hi > now.hi) this.#domain = done ? fit : this.#spare(fit, now, log);
    else if (done || rows >= 2 * this.#checked) {
      // Too wide after all, as when one early value was far out; a finished run settles once.
      if (size(fit, log) < (done ? 0.75 : 0.4) * size(now, log)) this.#domain = fit;
      this.#checked = Math.max(rows, 32);
    }
    return this.#domain!;
  }

  // Towards the side that overflowed there may be more to come.
  #spare(fit: Domain, now: Domain, log: boolean): Domain {
    if (log) {
      const more = Math.max(1, Math.ceil(size(fit, true) / 4));
      return {
        lo: fit.lo < now.lo ? fit.lo / 10 ** more : now.lo,
        hi: fit.hi > now.hi ? fit.hi * 10 ** more : Math.max(now.hi, fit.hi),
      };
    }
    const more = (fit.hi - fit.lo) * 0.25;
    let { lo, hi } = { lo: Math.min(now.lo, fit.lo), hi: Math.max(now.hi, fit.hi) };
    // Never across zero by itself: many quantities have no other side.
    if (fit.lo < now.lo) lo = lo >= 0 ? Math.max(0, lo - more) : lo - more;
    if (fit.hi > now.hi) hi = hi <= 0 ? Math.min(0, hi + more) : hi + more;
    return fitLinear(lo, hi);
  }
}

const size = (d: Domain, log: boolean): number => (log ? Math.log10(d.hi / d.lo) : d.hi - d.lo);

export function valueTicks(domain: Domain, log: boolean, height: number): number[] {
  const most = Math.max(2, Math.floor(height / 34));
  if (!log) return scaleLinear().domain([domain.lo, domain.hi]).ticks(Math.min(most, 5));
  const first = Math.ceil(Math.log10(domain.lo) - 1e-9);
  const last = Math.floor(Math.log10(domain.hi) + 1e-9);
  if (last - first < 1) return withinDecade(domain);
  const by = Math.max(1, Math.ceil((last - first + 1) / Math.min(most, 5)));
  // Whole powers of ten that fall on multiples of `by`, so that 1 stays on the axis.
  const ticks: number[] = [];
  for (let e = Math.ceil(first / by) * by; e <= last; e += by) ticks.push(Number(`1e${e}`));
  return ticks;
}

/** 1, 2, 5 and their tenfolds, where the whole axis is hardly a power of ten. */
function withinDecade({ lo, hi }: Domain): number[] {
  const ticks: number[] = [];
  for (let e = Math.floor(Math.log10(lo)); e <= Math.log10(hi); e++)
    for (const m of [1, 2, 5]) {
      const v = Number(`${m}e${e}`);
      if (v >= lo && v <= hi) ticks.push(v);
    }
  return ticks;
}

export function iterationTicks(n: number, width: number): number[] {
  return scaleLinear()
    .domain([0, n])
    .ticks(Math.max(2, Math.min(6, Math.floor(width / 64))))
    .filter((v) => Number.isInteger(v));
}

/** Where the iteration axis ends: at the known length, else at a length that doubles. */
export class IterationAxis {
  #n = 0;

  reset(): void {
    this.#n = 0;
  }

  update(last: number, expected: number | null, done: boolean): number {
    if (expected !== null && last <= expected) return (this.#n = Math.max(1, expected));
    if (done) return (this.#n = Math.max(1, last));
    if (this.#n === 0) this.#n = 50;
    while (this.#n < last) this.#n *= 2;
    return this.#n;
  }
}
