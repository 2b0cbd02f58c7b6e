// What a cell prints, as it prints it. Text only: nothing here is ever read as HTML.

import { FigureView } from '../charts/figure/figure-view';
import type { FigureSpec } from '../charts/figure/spec';
import { whole } from '../charts/format';
import { explain, place } from './explain';
import { TextBuffer, type Stream, type TextLine } from './text-buffer';
import type { Output } from './model';

/** From this many lines on an output is folded; on a small screen, while a cell runs, from fewer. */
const LONG = 32;
const SOME = 9;

export interface Failure {
  name: string;
  message: string;
  traceback: string;
  line: number | null;
  call: { start: number; end: number } | null;
}

export class OutputView {
  readonly root = document.createElement('div');
  readonly #clip = document.createElement('div');
  readonly #fold = document.createElement('button');
  #buffer = new TextBuffer();
  #block: HTMLElement | null = null; // the printed text that is growing
  #lines = new Map<number, HTMLElement>();
  #shown: HTMLElement[] = [];
  #gap: HTMLElement | null = null;
  #settled = 0; // lines of the blocks before this one
  #outputs: (Output | TextBuffer)[] = [];
  #open = false;
  #running = false;

  constructor(id: string) {
    this.root.className = 'outputs';
    this.#clip.className = 'tail';
    this.#clip.id = `output-${id}`;
    this.#fold.type = 'button';
    this.#fold.className = 'fold';
    this.#fold.hidden = true;
    this.#fold.setAttribute('aria-controls', this.#clip.id);
    this.#fold.addEventListener('click', () => {
      this.#open = !this.#open;
      this.#refold();
    });
    this.root.append(this.#clip, this.#fold);
    this.#refold();
  }

  get empty(): boolean {
    return this.#outputs.length === 0;
  }

  /** `running`: while a cell runs, a long output shows its end. */
  clear(running: boolean): void {
    // The page below does not jump up while the new output is on its way.
    this.root.style.minHeight =
      running && this.root.offsetHeight > 0 ? `${this.root.offsetHeight}px` : '';
    this.#outputs = [];
    this.#clip.replaceChildren();
    this.#seal();
    this.#settled = 0;
    this.#open = false;
    this.#running = running;
    this.#refold();
  }

  settle(): void {
    this.root.style.minHeight = '';
    this.#running = false;
    this.#refold();
  }

  /** Printed text is one block until something else comes. */
  print(stream: Stream, text: string): void {
    if (!this.#block) {
      this.#block = document.createElement('div');
      this.#block.className = 'out';
      this.#clip.append(this.#block);
      this.#outputs.push(this.#buffer);
    }
    const fresh = document.createDocumentFragment();
    for (const line of this.#buffer.append(stream, text)) {
      const known = this.#lines.get(line.number);
      if (known) fill(known, line);
      else fresh.append(this.#element(line));
    }
    this.#block.append(fresh);
    this.#bound();
    this.#refold();
  }

  #element(line: TextLine): HTMLElement {
    const element = document.createElement('div');
    fill(element, line);
    this.#lines.set(line.number, element);
    this.#shown.push(element);
    return element;
  }

  // The page shows what the buffer keeps: beginning and end, and between them how much is missing.
  #bound(): void {
    const { head, tail, dropped } = this.#buffer;
    const surplus = this.#shown.length - head.length - tail.length;
    if (surplus > 0) {
      const gone = this.#shown.splice(head.length, surplus);
      for (const element of gone) element.remove();
      const first = tail[0]?.number ?? 0;
      for (const number of this.#lines.keys())
        if (number >= head.length && number < first) this.#lines.delete(number);
    }
    if (dropped === 0) return;
    if (!this.#gap) {
      this.#gap = document.createElement('div');
      this.#gap.className = 'ol left-out';
    }
    this.#gap.textContent = `… ${whole(dropped)} lines left out …`;
    const before = this.#shown[head.length];
    if (before && before.previousSibling !== this.#gap) before.before(this.#gap);
  }

  #seal(): void {
    this.#settled += this.#buffer.lines;
    this.#block = null;
    this.#buffer = new TextBuffer();
    this.#lines = new Map();
    this.#shown = [];
    this.#gap = null;
  }

  result(text: string, count: number | null): void {
    this.#add({ kind: 'result', text, count });
    const element = document.createElement('div');
    element.className = 'out value';
    for (const line of text.split('\n')) {
      const row = document.createElement('div');
      fill(row, { number: 0, stream: 'stdout', text: line });
      element.append(row);
    }
    this.#clip.append(element);
    this.#settled += text.split('\n').length;
    this.#refold();
  }

  fail(failure: Failure, source: string): void {
    this.#add({
      kind: 'error',
      name: failure.name,
      message: failure.message,
      traceback: failure.traceback,
    });
    this.#clip.append(errorBlock(failure, source));
    this.#refold();
  }

  figure(figure: FigureSpec): void {
    this.#add({ kind: 'figure', figure });
    this.#clip.append(new FigureView(figure).root);
    this.#refold();
  }

  /** An output that is not shown but kept, with its plain form. */
  other(output: Extract<Output, { kind: 'other' }>): void {
    this.#add(output);
    const element = document.createElement('div');
    element.className = 'out';
    for (const line of output.text.split('\n')) {
      const row = document.createElement('div');
      fill(row, { number: 0, stream: 'stdout', text: line });
      element.append(row);
    }
    if (output.text) this.#clip.append(element);
    this.#refold();
  }

  /** One line in the page's own words, such as why a run ended. */
  say(text: string): void {
    const element = document.createElement('p');
    element.className = 'stored said';
    element.textContent = text;
    this.#clip.append(element);
    this.#seal();
  }

  #add(output: Output): void {
    this.#seal();
    this.#outputs.push(output);
  }

  outputs(): Output[] {
    return this.#outputs.flatMap((output): Output[] =>
      output instanceof TextBuffer
        ? output.runs().map((run) => ({ kind: 'stream', ...run }))
        : [output],
    );
  }

  #refold(): void {
    const lines = this.#settled + this.#buffer.lines;
    this.root.classList.toggle('some', lines > SOME);
    this.root.classList.toggle('long', lines > LONG);
    this.root.classList.toggle('open', this.#open);
    this.root.classList.toggle('from-end', this.#running);
    // The sheet shows the button where there is something folded.
    this.#fold.hidden = lines <= SOME;
    if (lines <= SOME) return;
    this.#fold.setAttribute('aria-expanded', String(this.#open));
    const which = this.#buffer.dropped > 0 ? 'more of' : 'all';
    this.#fold.textContent = this.#open
      ? 'Show less'
      : `Show ${which} ${whole(lines)} lines of output`;
  }
}

function fill(element: HTMLElement, line: TextLine): void {
  element.className = line.stream === 'stderr' ? 'ol stderr' : 'ol';
  const numbers = numberList(line.text);
  if (!numbers) {
    element.textContent = line.text;
    return;
  }
  // A printed list of numbers breaks between numbers only, in columns; its text is unchanged.
  element.classList.add('list');
  const wide = Math.max(...numbers.map((n) => n.trimEnd().length));
  element.style.setProperty('--column', `${wide + 2}ch`);
  element.replaceChildren(
    ...numbers.map((n) => {
      const span = document.createElement('span');
      span.textContent = n;
      return span;
    }),
  );
}

/** '[1.0, 2.0]' in pieces '[1.0, ' and '2.0]', for long lists of plain numbers; else null. */
export function numberList(text: string): string[] | null {
  if (text.length < 60 || text.length > 4000) return null;
  if (!/^\[(-?[\d.]+(e[-+]?\d+)?|-?inf|nan)(, (-?[\d.]+(e[-+]?\d+)?|-?inf|nan)){3,}\]$/.test(text))
    return null;
  return text.match(/[^ ]+ ?/g);
}

function errorBlock(failure: Failure, source: string): HTMLElement {
  const root = document.createElement('div');
  root.className = 'err';
  const what = document.createElement('p');
  what.className = 'what';
  const name = document.createElement('b');
  name.textContent = failure.name;
  what.append(name, failure.message ? `: ${failure.message}` : '');
  root.append(what);
  const where = place(source, failure.line, failure.call);
  const reason = explain(failure.message);
  if (where || reason) {
    const help = document.createElement('p');
    help.className = 'help';
    if (where) {
      help.append(where.text);
      if (where.code) {
        const code = document.createElement('code');
        code.textContent = where.code;
        help.append(', in ', code);
      }
      help.append('. ');
    }
    help.append(reason ?? '');
    root.append(help);
  }
  if (failure.traceback) root.append(traceback(failure.traceback));
  return root;
}

function traceback(text: string): HTMLElement {
  const details = document.createElement('details');
  details.className = 'trace';
  const frames = text.match(/^\s*File "/gm)?.length ?? 0;
  const summary = document.createElement('summary');
  // A syntax error comes without a way that led to it; Python's own picture of it stays open.
  const way = text.includes('Traceback (most recent call last)');
  details.open = !way;
  const many = frames === 1 ? '1 frame' : `${frames} frames`;
  summary.textContent = !way
    ? 'As Python prints it'
    : frames > 0
      ? `Traceback, ${many}`
      : 'Traceback';
  const block = document.createElement('pre');
  block.className = 'out';
  block.tabIndex = 0;
  block.textContent = text;
  details.append(summary, block);
  return details;
}
