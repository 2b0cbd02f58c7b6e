// From data to pixels along one axis, and the ticks on it.

import { scaleLinear, scaleSymlog } from 'd3-scale';
import { logTick, tick } from '../format';
import { valueTicks } from '../scale';
import type { AxisSpec, Value } from './spec';

export interface Tick {
  at: number;
  label: string;
}

export interface Scale {
  /** Pixels; NaN for what is not on the axis (null, zero on a logarithmic one). */
  (v: Value): number;
  ticks: Tick[];
  pixels: [number, number];
}

/** `pixels`: where the axis begins and ends. */
export function scaleOf(axis: AxisSpec, pixels: [number, number]): Scale {
  const place = placing(axis, pixels);
  const map = ((v: Value): number => (v === null ? NaN : place(v))) as Scale;
  map.pixels = pixels;
  map.ticks = ticksOf(axis, Math.abs(pixels[1] - pixels[0]), pixels[0] > pixels[1]);
  return map;
}

function placing({ lo, hi, scale }: AxisSpec, [a, b]: [number, number]): (v: number) => number {
  if (scale === 'log') {
    const [l, h] = [Math.log(lo), Math.log(hi)];
    return (v) => (v > 0 ? a + ((Math.log(v) - l) / (h - l)) * (b - a) : NaN);
  }
  if (scale === 'symlog') return scaleSymlog().domain([lo, hi]).range([a, b]);
  return (v) => a + ((v - lo) / (hi - lo)) * (b - a);
}

function ticksOf(axis: AxisSpec, length: number, upright: boolean): Tick[] {
  const [lo, hi] = [Math.min(axis.lo, axis.hi), Math.max(axis.lo, axis.hi)];
  if (axis.ticks) {
    const step = smallestStep(axis.ticks) || (hi - lo) / 5;
    return axis.ticks
      .map((v, i) => ({ at: v, label: axis.labels ? (axis.labels[i] ?? '') : tick(v, step) }))
      .filter(({ at }) => at >= lo - 1e-9 * (hi - lo) && at <= hi + 1e-9 * (hi - lo));
  }
  if (axis.scale === 'log') {
    if (lo <= 0) return [];
    const found = valueTicks({ lo, hi }, true, upright ? length : length / 1.6);
    const decades = found.every((v) => Math.abs(Math.log10(v) % 1) < 1e-9);
    return found.map((at) => ({ at, label: logTick(at, decades) }));
  }
  const many = Math.max(2, Math.min(upright ? 8 : 9, Math.floor(length / (upright ? 38 : 58))));
  const found = scaleLinear().domain([lo, hi]).ticks(many);
  const step = smallestStep(found) || hi - lo;
  return found.map((at, i) => ({ at, label: axis.labels?.[i] ?? tick(at, step) }));
}

function smallestStep(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  let least = Infinity;
  for (let i = 1; i < sorted.length; i++) least = Math.min(least, sorted[i]! - sorted[i - 1]!);
  return Number.isFinite(least) ? least : 0;
}
