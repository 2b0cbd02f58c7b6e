// Where the axes of a figure lie: a grid of cells, and in each a plot with room for its words.

import type { AxesSpec, FigureSpec } from './spec';
import { scaleOf } from './scales';
import { plain } from './words';

export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

export interface Layout {
  width: number;
  height: number;
  boxes: Box[];
}

const PIXELS_PER_INCH = 100;
/** Narrower cells than this stand below one another. */
const NARROWEST = 210;

const wordWidth = (text: string): number => plain(text).length * 6.3;

interface Room {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** What stands around a plot of about this size. */
function roomOf(axes: AxesSpec, twins: AxesSpec[], size: Box): Room {
  if (!axes.framed) return { left: 6, right: 6, top: titleRoom(axes), bottom: 6 };
  const widest = (of: AxesSpec): number =>
    Math.max(0, ...scaleOf(of.y, [size.height * 0.8, 0]).ticks.map((t) => wordWidth(t.label)));
  const lines = (text: string): number => (text ? 15 * text.split('\n').length + 5 : 0);
  const lowest = tickRoom(axes, size.width * 0.8);
  let right = 14;
  for (const bar of axes.bars ?? []) right += 66 + (bar.label ? 16 : 0);
  for (const twin of twins)
    if (twin.twin?.shares === 'x') right += widest(twin) + 14 + lines(twin.y.label);
  const above = twins.some((t) => t.twin?.shares === 'y') ? 40 : 0;
  return {
    left: Math.max(18, widest(axes) + 14 + lines(axes.y.label)),
    right,
    top: titleRoom(axes) + above,
    bottom: lowest + lines(axes.x.label),
  };
}

/** How far the words at the ticks reach below the axes. */
export function tickRoom({ x }: AxesSpec, width: number): number {
  const words = scaleOf(x, [0, width]).ticks.map((t) => wordWidth(t.label));
  const longest = Math.max(0, ...words);
  if (longest === 0) return 10;
  if (x.turn) return 14 + 10 + longest * Math.abs(Math.sin((x.turn * Math.PI) / 180));
  return longest > width / words.length ? 36 : 24;
}

const titleRoom = ({ title }: AxesSpec): number => {
  const text = title.center || title.left || title.right;
  return text ? 12 + 18 * text.split('\n').length : 10;
};

/** A plot of equal units, or a square one, in the middle of the room there is. */
function shaped(axes: AxesSpec, box: Box): Box {
  if (axes.aspect === 'auto') return box;
  const ratio =
    axes.aspect === 'square' || axes.x.scale !== 'linear' || axes.y.scale !== 'linear'
      ? 1
      : Math.abs((axes.y.hi - axes.y.lo) / (axes.x.hi - axes.x.lo));
  const width = Math.min(box.width, box.height / ratio);
  const height = width * ratio;
  return {
    left: box.left + (box.width - width) / 2,
    top: box.top + (box.height - height) / 2,
    width,
    height,
  };
}

/** The layout of a figure that may be this wide. */
export function layOut(figure: FigureSpec, available: number): Layout {
  const [inchesWide, inchesHigh] = figure.size.map((v) => Math.max(1, Math.min(v, 60)));
  const width = Math.max(240, Math.min(available, inchesWide! * PIXELS_PER_INCH));
  const own = figure.axes.filter((a) => !a.twin);
  const twinsOf = (axes: AxesSpec): AxesSpec[] =>
    figure.axes.filter((a) => a.twin && figure.axes[a.twin.of] === axes);
  const head = figure.title ? 30 : 0;
  const columns = Math.max(1, ...own.map((a) => a.place.grid?.[1] ?? 1));
  const stacked = columns > 1 && width / columns < NARROWEST;
  const boxes = new Map<AxesSpec, Box>();
  let height = head + (width * inchesHigh!) / inchesWide!;
  if (stacked) {
    const each = Math.min(width * 0.72, 320);
    own.forEach((axes, i) =>
      boxes.set(axes, { left: 0, top: head + i * each, width, height: each }),
    );
    height = head + own.length * each;
  } else {
    const rows = Math.max(1, ...own.map((a) => a.place.grid?.[0] ?? 1));
    height = head + Math.max(height - head, rows * 150);
    for (const axes of own) boxes.set(axes, cell(axes, width, height - head, head));
  }
  fit(own, twinsOf, boxes);
  const placed = figure.axes.map((axes) =>
    boxes.get(axes.twin ? figure.axes[axes.twin.of]! : axes)!,
  );
  return { width, height, boxes: placed };
}

function cell({ place }: AxesSpec, width: number, height: number, head: number): Box {
  if (place.rect) {
    const [l, b, w, h] = place.rect;
    return {
      left: l * width,
      top: head + (1 - b - h) * height,
      width: w * width,
      height: h * height,
    };
  }
  const [r0, r1, c0, c1] = place.at!;
  const part = (sizes: number[], from: number, to: number, whole: number): [number, number] => {
    const total = sizes.reduce((a, b) => a + b, 0) || 1;
    const sum = (n: number): number => sizes.slice(0, n).reduce((a, b) => a + b, 0);
    return [(sum(from) / total) * whole, ((sum(to) - sum(from)) / total) * whole];
  };
  const [left, w] = part(place.widths!, c0, c1, width);
  const [top, h] = part(place.heights!, r0, r1, height);
  return { left, top: head + top, width: w, height: h };
}

/** From cells to plots. Plots of one row or column stand in line: they have the widest's room. */
function fit(
  own: AxesSpec[],
  twinsOf: (a: AxesSpec) => AxesSpec[],
  boxes: Map<AxesSpec, Box>,
): void {
  const rooms = new Map(own.map((a) => [a, roomOf(a, twinsOf(a), boxes.get(a)!)]));
  for (const axes of own) {
    const box = boxes.get(axes)!;
    const room = { ...rooms.get(axes)! };
    for (const other of own) {
      const there = boxes.get(other)!;
      const more = rooms.get(other)!;
      if (there.left === box.left) room.left = Math.max(room.left, more.left);
      if (there.left + there.width === box.left + box.width)
        room.right = Math.max(room.right, more.right);
      if (there.top === box.top) room.top = Math.max(room.top, more.top);
      if (there.top + there.height === box.top + box.height)
        room.bottom = Math.max(room.bottom, more.bottom);
    }
    rooms.set(axes, { ...room });
  }
  for (const axes of own) {
    const box = boxes.get(axes)!;
    const room = rooms.get(axes)!;
    if (axes.place.rect) continue;
    boxes.set(
      axes,
      shaped(axes, {
        left: box.left + room.left,
        top: box.top + room.top,
        width: Math.max(20, box.width - room.left - room.right),
        height: Math.max(20, box.height - room.top - room.bottom),
      }),
    );
  }
}
