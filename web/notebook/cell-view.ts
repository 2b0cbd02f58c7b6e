// A code cell on the page: its run button, code, output and charts, and the state they share.

import type { Frames } from '../charts/frames';
import { readFigure } from '../charts/figure/spec';
import { duration, whole } from '../charts/format';
import { weightLines } from '../charts/lines';
import { Panel } from '../charts/panel';
import { colorText, nameMarks } from './coloring';
import { Drive } from './drive';
import { Editor } from './editor';
import { Gutter } from './gutter';
import { button } from './icons';
import type { CodeCell, JsonObject } from './model';
import { OutputView } from './output-view';
import { callsStep, expectedIterations } from './python-scan';
import type { CellMessage } from './session';

export type CellState =
  'new' | 'saved' | 'queued' | 'running' | 'paused' | 'stopping' | 'finished' | 'stopped' | 'error';

export interface CellHooks {
  frames: Frames;
  run(cell: CellView): void;
  runAndMoveOn(cell: CellView): void;
  stop(cell: CellView): void;
  pause(): void;
  resume(): void;
  restart(): void;
  canPause(): boolean;
  /** How far a run is, for the header. */
  progress(cell: CellView, text: string): void;
}

const BUSY: CellState[] = ['queued', 'running', 'paused', 'stopping'];

export class CellView {
  readonly root = document.createElement('section');
  readonly number: number;
  readonly editor: Editor;
  readonly output: OutputView;
  readonly panel: Panel;
  readonly #cell: CodeCell;
  readonly #hooks: CellHooks;
  readonly #prose: HTMLElement;
  readonly #gutter: Gutter;
  readonly #stored = document.createElement('p');
  readonly #clip = document.createElement('div');
  readonly #more = document.createElement('button');
  readonly #offer = document.createElement('div');
  readonly #drive: Drive;
  #state: CellState = 'new';
  #sentSource = ''; // as it was when Run was pressed
  #ranSource: string | null = null;
  #time = '';
  #started = 0;
  #stoppedAt: number | null = null;
  #marked = '';

  constructor(cell: CodeCell, number: number, prose: HTMLElement, hooks: CellHooks) {
    this.#cell = cell;
    this.#hooks = hooks;
    this.number = number;
    this.#prose = prose;
    const downhill = (cell.metadata.downhill ?? {}) as JsonObject;
    this.output = new OutputView(cell.id);
    this.#gutter = new Gutter(number, () => (this.busy ? hooks.stop(this) : hooks.run(this)));
    this.#drive = new Drive(number, {
      pause: hooks.pause,
      resume: hooks.resume,
      stop: () => hooks.stop(this),
    });
    this.panel = new Panel({
      frames: hooks.frames,
      name: cell.id,
      log: downhill.loss_scale === 'log',
      onScale: (log) =>
        (cell.metadata.downhill = { ...downhill, loss_scale: log ? 'log' : 'linear' }),
    });
    this.editor = new Editor(cell.source, {
      label: `Code of cell ${number}`,
      describedBy: 'editor-keys',
      changed: (source) => this.#edited(source),
      run: () => hooks.run(this),
      runAndMoveOn: () => hooks.runAndMoveOn(this),
    });
    this.#build();
    this.#restore();
  }

  get id(): string {
    return this.#cell.id;
  }

  get state(): CellState {
    return this.#state;
  }

  get busy(): boolean {
    return BUSY.includes(this.#state);
  }

  /** Python ran it since it was started. */
  get counted(): boolean {
    return this.#ranSource !== null;
  }

  get source(): string {
    return this.#cell.source;
  }

  #build(): void {
    const { root } = this;
    root.className = 'row cell';
    root.id = `cell-${this.number}`;
    root.setAttribute('aria-label', `Cell ${this.number}`);
    const work = document.createElement('div');
    work.className = 'work';
    this.#clip.className = 'clip';
    this.#clip.id = `code-${this.number}`;
    this.#clip.append(this.editor.view.dom);
    this.#more.type = 'button';
    this.#more.className = 'fold more';
    this.#more.hidden = true;
    this.#more.setAttribute('aria-controls', this.#clip.id);
    this.#more.addEventListener('click', () =>
      this.#fold(!this.#clip.classList.contains('folded')),
    );
    this.#clip.addEventListener('focusin', () => this.#fold(false));
    this.#stored.className = 'stored';
    this.#stored.hidden = true;
    this.#offer.className = 'offer';
    this.#offer.hidden = true;
    this.#offer.setAttribute('role', 'alert');
    this.panel.head.append(this.#drive.root);
    work.append(this.#clip, this.#more, this.#offer, this.#stored, this.output.root);
    root.append(this.#prose, this.#gutter.root, work, this.panel.root);
    this.#show('new');
  }

  #restore(): void {
    const { outputs } = this.#cell;
    for (const output of outputs) {
      if (output.kind === 'stream') this.output.print(output.stream, output.text);
      else if (output.kind === 'result') this.output.result(output.text, output.count);
      else if (output.kind === 'error')
        this.output.fail({ ...output, line: null, call: null }, this.source);
      else if (output.kind === 'figure') this.output.figure(output.figure);
      else if (output.kind === 'other') this.output.other(output);
    }
    this.output.settle();
    this.panel.restore(outputs.flatMap((o) => (o.kind === 'records' ? o.series : [])));
    this.#mark();
    if (outputs.length > 0) this.#show('saved');
  }

  /** The cell as it would be saved now. */
  toModel(): CodeCell {
    const series = this.panel.records.series.map((s) => s.toBlock());
    const outputs = this.output.outputs();
    return {
      ...this.#cell,
      outputs: series.length > 0 ? [...outputs, { kind: 'records', series }] : outputs,
    };
  }

  #edited(source: string): void {
    this.#cell.source = source;
    this.#details();
  }

  #show(state: CellState): void {
    this.#state = state;
    this.root.dataset.state = state;
    this.root.classList.toggle(
      'running',
      state === 'running' || state === 'paused' || state === 'stopping',
    );
    this.root.classList.toggle('error', state === 'error');
    this.#details();
  }

  // Count, time, and what there is to say about the output.
  #details(): void {
    const ran = this.#ranSource !== null;
    const queued = this.#state === 'queued';
    this.#gutter.show({
      act: queued ? 'Cancel' : this.busy ? 'Stop' : 'Run',
      count: this.busy ? '*' : ran ? this.#cell.count : null,
      word: queued ? 'waiting' : ran && !this.busy ? this.#time : '',
      edited: ran && !this.busy && this.#ranSource !== this.source,
    });
    this.#stored.hidden = this.#state !== 'saved';
    this.#stored.textContent = 'Saved output – run to replace';
  }

  queue(): void {
    this.#sentSource = this.source;
    this.#show('queued');
  }

  /** Not run after all. */
  unqueue(): void {
    if (this.#state !== 'queued') return;
    this.#show(this.#ranSource === null ? (this.output.empty ? 'new' : 'saved') : 'finished');
  }

  stopping(): void {
    if (this.#state !== 'running' && this.#state !== 'paused') return;
    this.#show('stopping');
    this.#drive.show('stopping', false);
  }

  receive(message: CellMessage): void {
    switch (message.type) {
      case 'started':
        this.#start(message.count);
        break;
      case 'output':
        this.output.print(message.stream, message.text);
        break;
      case 'figure':
        this.#figure(message.figure);
        break;
      case 'clear':
        this.output.clear(true);
        break;
      case 'result':
        this.output.result(message.text, this.#cell.count);
        break;
      case 'error':
        // Stop was asked for, and this is how it comes about: no fault of the code.
        if (this.#state === 'stopping' && message.name === 'KeyboardInterrupt') {
          this.#stoppedAt = message.line;
          break;
        }
        this.output.fail(message, this.source);
        // What was edited meanwhile is not the code that failed.
        if (message.line !== null && this.#ranSource === this.source)
          this.editor.markError({ line: message.line, call: message.call });
        break;
      case 'records':
        this.panel.apply(message.series);
        this.#progress();
        this.#mark();
        break;
      case 'paused':
      case 'resumed':
        this.#show(message.type === 'paused' ? 'paused' : 'running');
        this.#drive.show(message.type === 'paused' ? 'paused' : 'running', this.#hooks.canPause());
        this.#progress();
        break;
      case 'ended':
        this.#end(message.status, message.seconds, message.count);
        break;
    }
  }

  #figure(figure: unknown): void {
    try {
      this.output.figure(readFigure(figure));
    } catch (error) {
      this.output.say(`A figure could not be drawn: ${(error as Error).message}.`);
    }
  }

  #start(count: number): void {
    this.#cell.count = count;
    this.#ranSource = this.#sentSource;
    this.#started = performance.now();
    this.#stoppedAt = null;
    this.editor.markError(null);
    this.output.clear(true);
    if (callsStep(this.source)) {
      this.panel.begin(expectedIterations(this.source));
      this.#drive.show('running', this.#hooks.canPause());
      this.#drive.progress(0, this.panel.expected, null);
    } else {
      this.panel.clear();
      this.#drive.hide();
    }
    if (this.editor.lines > 16 && !this.panel.root.hidden) this.#fold(true);
    this.#show('running');
    this.#progress();
  }

  #progress(): void {
    const total = this.panel.records.latest;
    const { expected } = this.panel;
    const seconds = (performance.now() - this.#started) / 1000;
    const rate = expected === null && seconds > 0.5 && total > 0 ? total / seconds : null;
    this.#drive.progress(total, expected, rate);
    if (!this.busy) return;
    const far =
      total === 0
        ? ''
        : expected === null
          ? `: ${whole(total)}`
          : `: ${whole(total)} / ${whole(expected)}`;
    const paused = this.#state === 'paused' ? ' paused' : '';
    this.#hooks.progress(this, `cell ${this.number}${paused}${far}`);
  }

  #end(status: 'ok' | 'error' | 'stopped', seconds: number, count: number): void {
    const state = status === 'ok' ? 'finished' : status;
    this.#cell.count = count;
    this.#time = duration(seconds);
    this.#finish(state);
    if (status !== 'stopped') return;
    const where = this.#stoppedAt === null ? 'Stopped' : `Stopped at line ${this.#stoppedAt}`;
    this.output.say(`${where}. Every variable is as it was at that moment.`);
  }

  #finish(state: 'finished' | 'stopped' | 'error'): void {
    this.panel.end();
    this.output.settle();
    this.#mark(true);
    this.deaf(false);
    this.#progress();
    if (!this.panel.root.hidden) this.#drive.show(state, false);
    else this.#drive.hide();
    this.#show(state);
  }

  /** Python was ended under this cell. */
  interrupted(): void {
    if (!this.busy) return;
    this.#time = '';
    this.#finish('stopped');
    this.output.say('Python was restarted while this cell ran. All variables are gone.');
  }

  /** All variables are gone: what an earlier run left behind is output only. */
  forget(): void {
    this.#ranSource = null;
    this.#details();
  }

  /** No sign of life after Stop: offers a restart. */
  deaf(deaf: boolean): void {
    if (this.#offer.hidden === !deaf) return;
    this.#offer.hidden = !deaf;
    if (!deaf) return this.#offer.replaceChildren();
    const words = document.createElement('p');
    words.textContent =
      'Python has not answered for a second: it is inside one long call that cannot be interrupted. ' +
      'Stop will act when that call returns. Or restart Python now: then all variables are lost.';
    const restart = button('btn', 'restart', 'Restart Python');
    restart.addEventListener('click', () => this.#hooks.restart());
    this.#offer.append(words, restart);
  }

  #mark(over = false): void {
    const lines = weightLines(this.panel.records);
    const marks = nameMarks(lines);
    const key = JSON.stringify(marks);
    if (key === this.#marked || (marks.length === 0 && !over)) return;
    this.#marked = key;
    this.editor.markNames(marks);
    colorText(this.#prose, lines);
  }

  // Only small screens fold code: there it stands between Run and the charts.
  #fold(folded: boolean): void {
    this.#clip.classList.toggle('folded', folded);
    this.#more.hidden = this.editor.lines <= 16 || (!folded && this.#more.hidden);
    this.#more.setAttribute('aria-expanded', String(!folded));
    this.#more.textContent = folded ? `Show all ${this.editor.lines} lines` : 'Show less';
  }
}
