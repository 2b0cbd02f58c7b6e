// A session with Python: which cells wait, which one runs, what the worker is doing.

import { Client, type StartPort } from '../runtime/client';
import type { FromWorker } from '../runtime/messages';

export type RuntimeState =
  | { is: 'off' }
  | { is: 'loading'; what: string; done: number; total: number }
  | { is: 'ready'; jspi: boolean; python: string; torch: string }
  | { is: 'failed'; message: string };

/** What a session tells its page. */
export interface Listener {
  runtime(state: RuntimeState): void;
  queued(cell: string): void;
  /** No longer queued, and not run: stopped, or an earlier cell failed. */
  dropped(cell: string): void;
  message(message: CellMessage): void;
  /** Stop was asked for and nothing has been heard for a second (true); it has been since (false). */
  deaf(cell: string, deaf: boolean): void;
  /** Python was ended; every variable is gone. `running`: the cell that ran. */
  lost(running: string | null): void;
}

export type CellMessage = Extract<FromWorker, { cell: string }>;

export interface Timers {
  set(action: () => void, ms: number): number;
  clear(id: number): void;
}

/** A second without an event after Stop: one long C call. */
const PATIENCE = 1000;

export class Session {
  readonly #start: StartPort;
  readonly #base: string;
  readonly #listener: Listener;
  readonly #timers: Timers;
  #client: Client | null = null;
  #state: RuntimeState = { is: 'off' };
  #queue: { cell: string; source: string }[] = [];
  #running: string | null = null;
  #paused = false;
  #stopping = false;
  #deaf = false;
  #timer = 0;

  constructor(
    start: StartPort,
    base: string,
    listener: Listener,
    timers: Timers = {
      set: (action, ms) => window.setTimeout(action, ms),
      clear: (id) => window.clearTimeout(id),
    },
  ) {
    this.#start = start;
    this.#base = base;
    this.#listener = listener;
    this.#timers = timers;
  }

  get running(): string | null {
    return this.#running;
  }

  get busy(): boolean {
    return this.#running !== null || this.#queue.length > 0;
  }

  get state(): RuntimeState {
    return this.#state;
  }

  /** Stop keeps the variables unless the browser cannot switch stacks (JSPI). */
  get canInterrupt(): boolean {
    return this.#state.is !== 'ready' || this.#state.jspi;
  }

  /** Runs a cell after those that wait. Starts Python where it is not there yet. */
  run(cell: string, source: string): void {
    if (this.#running === cell || this.#queue.some((q) => q.cell === cell)) return;
    if (this.#state.is === 'failed') this.restart();
    this.#queue.push({ cell, source });
    this.#listener.queued(cell);
    this.start();
    this.#next();
  }

  start(): void {
    if (this.#client) return;
    this.#set({ is: 'loading', what: 'Python', done: 0, total: 0 });
    this.#client = new Client(this.#start, this.#base, (message) => this.#receive(message));
  }

  /** Asks the running cell to stop, and forgets those that wait. */
  stop(): void {
    this.#dropQueue();
    if (this.#running === null || this.#stopping) return;
    this.#stopping = true;
    this.#client?.send({ type: 'stop' });
    this.#listen();
  }

  /** Takes back a cell that waits. */
  drop(cell: string): void {
    if (!this.#queue.some((q) => q.cell === cell)) return;
    this.#queue = this.#queue.filter((q) => q.cell !== cell);
    this.#listener.dropped(cell);
  }

  pause(): void {
    if (this.#running !== null && !this.#paused) this.#client?.send({ type: 'pause' });
  }

  resume(): void {
    if (this.#running !== null && this.#paused) this.#client?.send({ type: 'resume' });
  }

  /** Ends Python and starts it anew; all variables are lost. */
  restart(): void {
    const running = this.#running;
    const had = this.#client !== null;
    this.#client?.terminate();
    this.#client = null;
    this.#idle();
    this.#dropQueue();
    if (had) this.#listener.lost(running);
    this.start();
  }

  close(): void {
    this.#client?.terminate();
    this.#client = null;
    this.#idle();
    this.#dropQueue();
    this.#set({ is: 'off' });
  }

  #idle(): void {
    this.#running = null;
    this.#paused = false;
    this.#stopping = false;
    this.#timers.clear(this.#timer);
    this.#deaf = false;
  }

  #dropQueue(): void {
    const waiting = this.#queue;
    this.#queue = [];
    for (const { cell } of waiting) this.#listener.dropped(cell);
  }

  #set(state: RuntimeState): void {
    this.#state = state;
    this.#listener.runtime(state);
  }

  #next(): void {
    if (this.#state.is !== 'ready' || this.#running !== null) return;
    const next = this.#queue.shift();
    if (!next) return;
    this.#running = next.cell;
    this.#client?.send({ type: 'run', ...next });
  }

  // After Stop: waits for a sign of life, again and again.
  #listen(): void {
    this.#timers.clear(this.#timer);
    const cell = this.#running;
    if (!this.#stopping || cell === null) return;
    this.#timer = this.#timers.set(() => {
      this.#deaf = true;
      this.#listener.deaf(cell, true);
    }, PATIENCE);
  }

  #receive(message: FromWorker): void {
    switch (message.type) {
      case 'loading':
        this.#set({ is: 'loading', what: message.what, done: message.done, total: message.total });
        return;
      case 'ready':
        this.#set({
          is: 'ready',
          jspi: message.jspi,
          python: message.python,
          torch: message.torch,
        });
        this.#next();
        return;
      case 'failed':
        this.#fail(message.message);
        return;
    }
    if (message.cell !== this.#running) return;
    if (this.#deaf) this.#listener.deaf(message.cell, (this.#deaf = false));
    this.#listen();
    if (message.type === 'paused') this.#paused = true;
    if (message.type === 'resumed') this.#paused = false;
    if (message.type !== 'ended') {
      this.#listener.message(message);
      return;
    }
    this.#idle();
    // As in Jupyter, what waits behind a cell that failed or was stopped does not run.
    if (message.status !== 'ok') this.#dropQueue();
    this.#listener.message(message);
    this.#next();
  }

  #fail(message: string): void {
    const running = this.#running;
    this.#client?.terminate();
    this.#client = null;
    this.#idle();
    this.#dropQueue();
    this.#set({ is: 'failed', message });
    this.#listener.lost(running);
  }
}
