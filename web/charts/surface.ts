// The sheet a chart is drawn on: a canvas for lines between two layers of SVG, grid and ticks below it,
// hairline and labels above.
//
// Own drawing instead of uPlot: our lines are labelled at their ends with mathematics, the hairline
// is shared by charts of different kinds, axes keep still while data stream in, and text has to
// follow the page's theme and fonts. Of uPlot only the stroking of a polyline would have been left.

import type { Run } from './names';
import { runClass } from './names';

const NS = 'http://www.w3.org/2000/svg';

export function add<K extends keyof SVGElementTagNameMap>(
  parent: Element,
  tag: K,
  attributes: Record<string, string | number> = {},
  content?: string,
): SVGElementTagNameMap[K] {
  const element = document.createElementNS(NS, tag);
  for (const [name, value] of Object.entries(attributes))
    // As a property: an attribute would yield to the sheet, and may not hold a variable.
    if (name === 'fill') element.style.fill = String(value);
    else element.setAttribute(name, String(value));
  if (content !== undefined) element.textContent = content;
  parent.append(element);
  return element;
}

/** A name, and a value after it, as one SVG text. */
export function addRuns(
  parent: Element,
  x: number,
  y: number,
  runs: Run[],
  attributes: Record<string, string | number> = {},
): SVGTextElement {
  const element = add(parent, 'text', { x: x.toFixed(1), y: y.toFixed(1), ...attributes });
  let down = false;
  for (const run of runs) {
    const sub = run.sub === true;
    const span = add(element, 'tspan', { class: runClass(run) }, run.text);
    if (sub !== down) span.setAttribute('dy', sub ? '3' : '-3');
    down = sub;
  }
  return element;
}

/**
 * Keeps the lines behind a label away from it: the same text in the ground's colour, stroked, below it.
 * A stroke of the label's own would be painted run by run, over the end of the run before: a
 * subscript's, and in Firefox that of a superscript digit that comes from another font.
 */
export function halo(label: SVGTextElement): void {
  const behind = label.cloneNode(true) as SVGTextElement;
  behind.setAttribute('class', 'halo');
  behind.setAttribute('aria-hidden', 'true');
  behind.style.fill = '';
  label.before(behind);
}

/** Space around the plot, the same in every chart, so that plots of a cell stand in line. */
export const MARGIN = { left: 52, right: 11, top: 10, bottom: 24 };

export class Surface {
  readonly root = document.createElement('div');
  readonly canvas = document.createElement('canvas');
  /** Grid and ticks: redrawn when an axis changes. */
  readonly fixed: SVGGElement;
  /** Hairline, dots, labels: redrawn with every reading. */
  readonly moving: SVGGElement;
  readonly #layers: SVGSVGElement[];
  width = 0;
  height = 0;
  #ratio = 1;
  #size: { width: number; height: number } | null = null;

  constructor() {
    this.root.className = 'plot';
    const layer = { 'aria-hidden': 'true', focusable: 'false' };
    const below = add(this.root, 'svg', layer);
    this.root.append(this.canvas);
    const above = add(this.root, 'svg', layer);
    this.#layers = [below, above];
    this.fixed = add(below, 'g');
    this.moving = add(above, 'g');
    new ResizeObserver(([entry]) => {
      const { width, height } = entry.contentRect;
      this.#size = { width, height };
    }).observe(this.root);
  }

  /** Takes over the size; says whether it changed. Without a size there is nothing to draw on. */
  measure(): boolean {
    // Asking the layout here would compute it anew for each chart of a frame.
    this.#size ??= { width: this.root.clientWidth, height: this.root.clientHeight };
    const { width: clientWidth, height: clientHeight } = this.#size;
    const ratio = Math.min(3, globalThis.devicePixelRatio || 1);
    if (clientWidth === this.width && clientHeight === this.height && ratio === this.#ratio)
      return false;
    this.width = clientWidth;
    this.height = clientHeight;
    this.#ratio = ratio;
    this.canvas.width = Math.round(clientWidth * ratio);
    this.canvas.height = Math.round(clientHeight * ratio);
    const box = `0 0 ${Math.max(1, clientWidth)} ${Math.max(1, clientHeight)}`;
    for (const layer of this.#layers) layer.setAttribute('viewBox', box);
    return true;
  }

  get right(): number {
    return this.width - MARGIN.right;
  }

  get bottom(): number {
    return this.height - MARGIN.bottom;
  }

  /** A cleared pen in CSS pixels. */
  pen(): CanvasRenderingContext2D | null {
    const pen = this.canvas.getContext('2d');
    if (!pen) return null;
    pen.setTransform(this.#ratio, 0, 0, this.#ratio, 0, 0);
    pen.clearRect(0, 0, this.width, this.height);
    pen.lineJoin = 'round';
    return pen;
  }
}

/** A theme's colours as the canvas needs them: read once per drawing. */
export class Ink {
  readonly #style: CSSStyleDeclaration;
  readonly #known = new Map<string, string>();

  constructor(element: Element) {
    this.#style = getComputedStyle(element);
  }

  of(property: string): string {
    let value = this.#known.get(property);
    if (value === undefined) {
      value = this.#style.getPropertyValue(property).trim() || '#888';
      this.#known.set(property, value);
    }
    return value;
  }
}

/** Half a pixel off, where one-pixel lines are sharp. */
export const crisp = (v: number): number => Math.round(v) + 0.5;
