// The driving seat of a cell that trains: how far it is, Pause and Stop.

import { whole } from '../charts/format';
import { button, relabel } from './icons';

export type DriveState = 'running' | 'paused' | 'stopped' | 'finished' | 'error' | 'stopping';

const WORDS: Record<DriveState, string> = {
  running: 'Running',
  paused: 'Paused',
  stopping: 'Stopping',
  stopped: 'Stopped',
  finished: 'Finished',
  error: 'Failed',
};

export class Drive {
  readonly root = document.createElement('div');
  readonly #count = document.createElement('b');
  readonly #of = document.createElement('span');
  readonly #state = document.createElement('span');
  readonly #bar = document.createElement('progress');
  readonly #pause = button('btn', 'pause', 'Pause');
  readonly #stop = button('btn', 'stop', 'Stop');
  #paused = false;

  constructor(cell: number, hooks: { pause(): void; resume(): void; stop(): void }) {
    this.root.className = 'seat';
    this.root.hidden = true;
    const line = document.createElement('p');
    line.className = 'prog';
    this.#state.className = 'st';
    line.append(this.#count, this.#of, this.#state);
    this.#bar.setAttribute('aria-label', `Progress of cell ${cell}`);
    const controls = document.createElement('div');
    controls.className = 'ctl';
    controls.append(this.#pause, this.#stop);
    this.root.append(line, this.#bar, controls);
    this.#pause.addEventListener('click', () => (this.#paused ? hooks.resume() : hooks.pause()));
    this.#stop.addEventListener('click', () => hooks.stop());
  }

  /** `rate`: iterations a second, where that is worth saying. */
  progress(done: number, expected: number | null, rate: number | null): void {
    put(this.#count, whole(done));
    this.#count.style.minWidth = `${expected === null ? 1 : String(expected).length}ch`;
    const speed = rate === null ? '' : ` · ${whole(Math.round(rate))} a second`;
    put(this.#of, expected === null ? `iterations${speed}` : `of ${whole(expected)} iterations`);
    this.#bar.hidden = expected === null;
    if (expected === null) return;
    this.#bar.max = expected;
    this.#bar.value = Math.min(done, expected);
  }

  show(state: DriveState, canPause: boolean): void {
    this.root.hidden = false;
    this.root.dataset.state = state;
    put(this.#state, WORDS[state]);
    const live = state === 'running' || state === 'paused';
    this.#paused = state === 'paused';
    this.#pause.disabled = !live || !canPause;
    this.#stop.disabled = !live;
    relabel(this.#pause, this.#paused ? 'play' : 'pause', this.#paused ? 'Resume' : 'Pause');
  }

  hide(): void {
    this.root.hidden = true;
  }
}

const put = (element: HTMLElement, text: string): void => {
  if (element.textContent !== text) element.textContent = text;
};
