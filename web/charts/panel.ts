// A cell's charts and their one reading: loss, weights, the path of a single weight, the slider.

import type { SeriesBlock } from '../runtime/messages';
import { choice } from './choice';
import { describeLines, describePath } from './describe';
import type { Frames } from './frames';
import { IterationChart } from './iteration-chart';
import { lossLines, weightLines, type Line } from './lines';
import { columnRuns, columnText, labelRuns, runsToSpan, scalarRuns, text } from './names';
import { PathChart } from './path-chart';
import { Reading, speak } from './reading';
import { IterationAxis } from './scale';
import { Records } from './series';
import { Ink, type Surface } from './surface';

export interface PanelOptions {
  frames: Frames;
  /** Unique in the page: radio buttons of a group share it. */
  name: string;
  log: boolean;
  onScale?: (log: boolean) => void;
}

/** How often the text alternatives follow a run, in milliseconds. */
const DESCRIBE_EVERY = 1000;

export class Panel {
  readonly root = document.createElement('section');
  /** Room above the charts for what drives a run. */
  readonly head = document.createElement('div');
  records = new Records();
  readonly #title = document.createElement('p');
  readonly #label = document.createElement('span');
  readonly #note = document.createElement('span');
  readonly #reading = new Reading();
  readonly #charts = document.createElement('div');
  readonly #loss: IterationChart;
  readonly #weights: IterationChart;
  readonly #path: PathChart;
  readonly #figures: Record<'loss' | 'weights' | 'path', HTMLElement>;
  readonly #weightTitle = document.createElement('span');
  readonly #pathTitle = document.createElement('span');
  readonly #slider = document.createElement('input');
  readonly #axis = new IterationAxis();
  readonly #frames: Frames;
  readonly #draw = (): void => this.draw();
  #log: boolean;
  #zoom = false;
  #k: number | null = null; // null: the reading follows the end
  #expected: number | null = null;
  #done = true;
  #described = 0;
  #ink: Ink | null = null;
  #shape = -1;
  #lines: { loss: Line[]; weights: Line[]; bare: Line[]; scalar: boolean };

  constructor(options: PanelOptions) {
    this.#frames = options.frames;
    this.#lines = { loss: [], weights: [], bare: [], scalar: false };
    this.#log = options.log;
    const point = (k: number): void => this.read(k);
    this.#loss = new IterationChart(point);
    this.#weights = new IterationChart(point);
    this.#path = new PathChart(point);
    this.#figures = {
      loss: figure('h-loss', 'Loss', this.#loss.surface),
      weights: figure('h-x', this.#weightTitle, this.#weights.surface),
      path: figure('h-path', this.#pathTitle, this.#path.surface),
    };
    this.#choices(options);
    this.#build();
    new ResizeObserver(() => this.#request()).observe(this.#charts);
  }

  #build(): void {
    this.root.className = 'panel';
    this.root.hidden = true;
    const stick = document.createElement('div');
    stick.className = 'stick';
    this.head.className = 'drive';
    this.#title.className = 'which';
    this.#note.className = 'stored';
    this.#title.append(this.#label, this.#note);
    const scrub = document.createElement('div');
    scrub.className = 'scrub';
    Object.assign(this.#slider, { type: 'range', min: '0', step: '1', max: '1' });
    this.#slider.setAttribute('aria-label', 'Iteration of the reading');
    this.#slider.addEventListener('input', () => this.read(Number(this.#slider.value)));
    scrub.append(this.#slider);
    this.#charts.className = 'charts';
    this.#charts.append(this.#figures.loss, this.#figures.weights, scrub, this.#figures.path);
    // Beside long code the panel stays in view; one taller than the window shows its lower end.
    const hold = (): void => {
      stick.style.top = `${Math.min(64, innerHeight - stick.offsetHeight - 16)}px`;
    };
    new ResizeObserver(hold).observe(stick);
    addEventListener('resize', hold);
    stick.append(this.head, this.#title, this.#reading.root, this.#charts);
    this.root.append(stick);
  }

  #choices(options: PanelOptions): void {
    const scale = choice(
      `scale-${options.name}`,
      'Scale of the loss',
      ['linear', 'log'],
      this.#log ? 'log' : 'linear',
      (word) => {
        this.#log = word === 'log';
        options.onScale?.(this.#log);
        this.#request();
      },
    );
    // Near a minimum the steps lie on one another: what is left from the reading on fills the chart.
    const part = choice(
      `part-${options.name}`,
      'Part of the path',
      ['whole', 'from here on'],
      'whole',
      (word) => {
        this.#zoom = word !== 'whole';
        this.#request();
      },
    );
    this.#figures.loss.querySelector('figcaption')!.append(scale);
    this.#figures.path.querySelector('figcaption')!.append(part);
  }

  /** A run begins: empty axes of the final size. `expected`: number of iterations, where known. */
  begin(expected: number | null): void {
    this.records = new Records();
    this.#shape = -1;
    this.#expected = expected;
    this.#done = false;
    this.#k = null;
    this.#described = 0;
    this.#loss.reset();
    this.#weights.reset();
    this.#path.reset();
    this.#axis.reset();
    this.note('');
    this.root.hidden = false;
    this.#request();
  }

  apply(blocks: SeriesBlock[]): void {
    this.records.apply(blocks);
    this.#request();
  }

  /** The run is over; charts without a single record go away. */
  end(): void {
    this.#done = true;
    this.#described = 0;
    this.root.hidden = this.records.series.length === 0;
    this.#request();
  }

  /** Charts that were stored with the notebook. */
  restore(blocks: SeriesBlock[]): void {
    this.begin(null);
    this.records.apply(blocks);
    this.end();
    if (!this.root.hidden) this.note('saved chart');
  }

  clear(): void {
    this.records = new Records();
    this.#shape = -1;
    this.end();
  }

  note(text: string): void {
    this.#note.textContent = text;
  }

  /** Number of iterations that the run is expected to have. */
  get expected(): number | null {
    return this.#expected;
  }

  /** Moves the reading; at the end it follows the run. */
  read(k: number): void {
    this.#k = k >= this.records.last ? null : k;
    this.#request();
  }

  /** After a change of theme or fonts. */
  refresh(): void {
    this.#ink = null;
    this.#request();
  }

  #request(): void {
    this.#frames.request(this.#draw);
  }

  // Which lines there are, and what follows from it; not needed for every row.
  #arrange(): void {
    const { records } = this;
    this.#shape = records.shape;
    const loss = lossLines(records).filter((l) => l.column >= 0);
    const weights = weightLines(records);
    const scalar = records.series.length > 0 && records.series.every((s) => s.scalar >= 0);
    // The only weight is named in its chart's title.
    const bare =
      scalar && weights.length === 1 ? weights.map((l) => ({ ...l, name: [] })) : weights;
    this.#lines = { loss, weights, bare, scalar };
    this.#layout(weights, scalar);
  }

  draw(): void {
    if (this.root.hidden || !this.root.isConnected) return;
    const { records } = this;
    const { last } = records;
    const k = Math.min(this.#k ?? last, last);
    const n = this.#axis.update(last, this.#expected, this.#done);
    if (records.shape !== this.#shape) this.#arrange();
    const { loss, weights, bare, scalar } = this.#lines;
    const ink = (this.#ink ??= new Ink(this.root));
    const view = { n, last, k, done: this.#done, values: records.series.length < 2 };
    this.#loss.draw({ ...view, lines: loss, log: this.#log, digits: 'significant' }, ink);
    const digits = scalar ? 'significant' : 'axis';
    this.#weights.draw({ ...view, lines: bare, log: false, digits }, ink);
    if (scalar) this.#path.draw({ lines: weights, k, done: this.#done, zoom: this.#zoom }, ink);
    this.#reading.update(records, k);
    this.#moveSlider(n, k, last);
    this.#describe(loss, weights, scalar);
  }

  #moveSlider(n: number, k: number, last: number): void {
    this.#slider.max = String(n);
    this.#slider.value = String(k);
    // Beyond the last iteration there is nothing to read.
    if (Number(this.#slider.value) > last) this.#slider.value = String(last);
    this.#slider.disabled = this.records.series.length === 0;
    // Words for a reader who is there, and for whoever comes when the run is over.
    if (this.#done || document.activeElement === this.#slider)
      this.#slider.setAttribute('aria-valuetext', speak(this.records, k));
  }

  #layout(weights: Line[], scalar: boolean): void {
    const { series } = this.records;
    this.#figures.path.hidden = !scalar;
    this.#charts.classList.toggle('three', scalar);
    this.#figures.weights.classList.toggle('h-x', scalar);
    this.#figures.weights.classList.toggle('h-w', !scalar);
    this.#label.replaceChildren(
      series.length === 1
        ? runsToSpan(labelRuns(series[0]!.label))
        : document.createTextNode(series.length === 0 ? '\u00a0' : `${series.length} optimizers`),
    );
    const names = document.createElement('span');
    names.className = 'whose';
    const families = new Map(weights.map((l) => [l.family, l]));
    if (scalar && series[0]) {
      // Weights of several optimizers have one name, or each its own and its optimizer's colour.
      const own = new Map(
        series.map((s, i) => [columnText(s, s.scalar), { s, color: weights[i]!.color }]),
      );
      for (const { s, color } of own.values()) {
        const name = runsToSpan(columnRuns(s, s.scalar));
        if (series.length === 1 || own.size > 1) name.classList.add(`c${color.slice(1)}`);
        names.append(name);
      }
      const name = runsToSpan([...scalarRuns(series), ...text(', loss)')]);
      this.#pathTitle.replaceChildren('Path through (', name);
    } else if (families.size <= 6 && weights.length === families.size)
      for (const line of families.values()) {
        const name = runsToSpan(line.name);
        name.classList.add(`c${line.color.slice(1)}`);
        names.append(name);
      }
    this.#weightTitle.replaceChildren(
      names.childElementCount === 1 ? 'Weight ' : 'Weights ',
      names,
    );
  }

  #describe(loss: Line[], weights: Line[], scalar: boolean): void {
    const now = performance.now();
    if (!this.#done && now - this.#described < DESCRIBE_EVERY) return;
    if (this.#done && this.#described === Infinity) return;
    // Done: described once more, then only when there is something new.
    this.#described = this.#done ? Infinity : now;
    this.#loss.surface.root.setAttribute('aria-label', describeLines('Loss', loss));
    this.#weights.surface.root.setAttribute('aria-label', describeLines('Weights', weights));
    if (scalar) this.#path.surface.root.setAttribute('aria-label', describePath(weights));
  }
}

function figure(kind: string, title: string | Node, surface: Surface): HTMLElement {
  const element = document.createElement('figure');
  element.className = `chart ${kind}`;
  const caption = document.createElement('figcaption');
  const words = document.createElement('span');
  words.append(title);
  caption.append(words);
  surface.root.setAttribute('role', 'img');
  surface.root.setAttribute('aria-label', 'No values yet.');
  element.append(caption, surface.root);
  return element;
}
