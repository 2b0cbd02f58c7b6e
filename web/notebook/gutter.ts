// The margin of a cell: Run or Stop, the number of its last run, how long that took.

import { button, relabel } from './icons';

export interface GutterView {
  /** What the button does. */
  act: 'Run' | 'Stop' | 'Cancel';
  count: number | '*' | null;
  /** A word under the number: the time, or what the cell waits for. */
  word: string;
  edited: boolean;
}

export class Gutter {
  readonly root = document.createElement('div');
  readonly #run = button('run', 'play', 'Run');
  readonly #count = document.createElement('span');
  readonly #word = document.createElement('span');
  readonly #number: number;

  constructor(number: number, act: () => void) {
    this.#number = number;
    this.root.className = 'gut';
    this.#count.className = 'count';
    this.#word.className = 'time';
    this.root.append(this.#run, this.#count, this.#word);
    this.#run.addEventListener('click', act);
  }

  show(view: GutterView): void {
    relabel(this.#run, view.act === 'Run' ? 'play' : 'stop', view.act);
    this.#run.classList.toggle('stop', view.act !== 'Run');
    this.#run.setAttribute('aria-label', `${view.act} cell ${this.#number}`);
    this.#count.textContent = `[${view.count ?? '\u00a0'}]`;
    this.#word.textContent = view.edited ? 'edited' : view.word;
    this.#word.classList.toggle('edited', view.edited);
  }
}
