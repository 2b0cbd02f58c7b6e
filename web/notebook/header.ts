// The bar at the top: what Python is doing, what the notebook offers, light or dark.

import { bytes } from '../charts/format';
import { button } from './icons';
import type { RuntimeState } from './session';
import type { Theme } from './theme';

export interface HeaderHooks {
  runAll(): void;
  stop(): void;
  restart(): void;
  open(): void;
  save(): void;
}

/** The status in words; `short` for narrow screens. */
export function statusWords(state: RuntimeState, forgot = false): { text: string; short: string } {
  switch (state.is) {
    case 'off':
      return { text: 'Saved outputs. Python starts with the first run.', short: 'Saved outputs' };
    case 'loading': {
      const amount =
        state.total > 0
          ? `, ${bytes(state.done)} of ${bytes(state.total)}`
          : state.done > 0
            ? `, ${bytes(state.done)}`
            : '';
      const share = state.total > 0 ? `${Math.floor((100 * state.done) / state.total)} %` : '';
      return { text: `Loading ${state.what}${amount}`, short: `Loading ${share}`.trim() };
    }
    case 'ready':
      if (forgot) return { text: 'Python restarted, all variables are gone', short: 'Restarted' };
      return { text: 'Python ready', short: 'Python ready' };
    case 'failed':
      return { text: 'Python could not be started', short: 'No Python' };
  }
}

export class Header {
  readonly root = document.createElement('header');
  readonly #title = document.createElement('span');
  readonly #led = document.createElement('span');
  readonly #text = document.createElement('span');
  readonly #short = document.createElement('span');
  readonly #now = document.createElement('a');
  readonly #bar = document.createElement('progress');
  readonly #restart: HTMLButtonElement;
  readonly #all: HTMLButtonElement;
  readonly #stop: HTMLButtonElement;

  constructor(brand: Element, theme: Theme, hooks: HeaderHooks) {
    this.root.className = 'bar';
    this.#title.className = 'doc';
    const status = document.createElement('p');
    status.className = 'status';
    this.#led.className = 'led off';
    this.#text.className = 'py wide';
    this.#short.className = 'py narrow';
    this.#short.setAttribute('aria-hidden', 'true');
    this.#now.className = 'now';
    this.#now.hidden = true;
    status.append(this.#led, this.#text, this.#short, this.#now);
    this.#bar.className = 'load';
    this.#bar.hidden = true;
    this.#bar.setAttribute('aria-label', 'Loading');
    const acts = document.createElement('div');
    acts.className = 'acts';
    const act = (
      cls: string,
      icon: Parameters<typeof button>[1],
      words: string,
      run: () => void,
    ): HTMLButtonElement => {
      const element = button(`flat ${cls}`, icon, words);
      element.addEventListener('click', run);
      acts.append(element);
      return element;
    };
    this.#all = act('main', 'play', 'Run all', hooks.runAll);
    this.#stop = act('main halt', 'stop', 'Stop', hooks.stop);
    this.#stop.hidden = true;
    this.#restart = act('icon', 'restart', 'Restart', hooks.restart);
    this.#restart.setAttribute('aria-label', 'Restart Python');
    act('extra', null, 'Open', hooks.open).setAttribute('aria-label', 'Open a notebook');
    act('extra', null, 'Save', hooks.save).setAttribute('aria-label', 'Save this notebook');
    const look = act('bare', 'theme', '', () => {
      theme.toggle();
      this.#nameTheme(look, theme);
    });
    look.classList.add('theme');
    this.#nameTheme(look, theme);
    theme.changed.push(() => this.#nameTheme(look, theme));
    this.root.append(brand, this.#title, status, acts, this.#bar);
    this.runtime({ is: 'off' });
  }

  #nameTheme(element: HTMLElement, theme: Theme): void {
    const other = theme.dark ? 'light' : 'dark';
    element.setAttribute(
      'aria-label',
      `Theme: ${theme.dark ? 'dark' : 'light'}. Switch to ${other}.`,
    );
    element.title = `Switch to ${other}`;
  }

  title(text: string): void {
    this.#title.textContent = text;
  }

  /** `forgot`: it was restarted, and no cell has been run since. */
  runtime(state: RuntimeState, forgot = false): void {
    const words = statusWords(state, forgot);
    this.#text.textContent = words.text;
    this.#short.textContent = words.short;
    this.#led.classList.toggle('off', state.is === 'off' || state.is === 'loading');
    this.#led.classList.toggle('bad', state.is === 'failed');
    this.root.dataset.python = state.is;
    const loading = state.is === 'loading';
    this.#bar.hidden = !loading;
    if (loading && state.total > 0) {
      this.#bar.max = state.total;
      this.#bar.value = state.done;
    } else this.#bar.removeAttribute('value');
    this.#restart.disabled = state.is === 'off' || loading;
    if (state.is === 'ready')
      this.#text.title = `Python ${state.python}, the API of PyTorch ${state.torch}`;
  }

  /** The running cell, as a link to it. */
  now(text: string, target: string): void {
    this.#now.hidden = text === '';
    if (this.#now.textContent !== text) this.#now.textContent = text;
    if (this.#now.getAttribute('href') !== target) this.#now.setAttribute('href', target);
  }

  busy(busy: boolean): void {
    this.#all.hidden = busy;
    this.#stop.hidden = !busy;
    if (!busy) this.#now.hidden = true;
  }
}
