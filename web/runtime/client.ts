// The page's end of the wire to the worker that runs Python.

import type { FromWorker, ToWorker } from './messages';

/** What the page needs of a worker; a test gives its own. */
export interface Port {
  postMessage(message: ToWorker): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

export type StartPort = () => Port;

export const startWorker: StartPort = () =>
  new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'python' });

/** One worker from its start to its end. */
export class Client {
  readonly #port: Port;

  constructor(start: StartPort, base: string, receive: (message: FromWorker) => void) {
    this.#port = start();
    this.#port.onmessage = (event) => receive(event.data);
    this.#port.onerror = (event) => {
      event.preventDefault();
      const where = event.filename ? ` (${event.filename.split('/').pop()}:${event.lineno})` : '';
      receive({
        type: 'failed',
        message: (event.message || 'its program could not be loaded') + where,
      });
    };
    this.send({ type: 'start', base });
  }

  send(message: ToWorker): void {
    this.#port.postMessage(message);
  }

  /** Ends the worker at once, whatever it is doing. Nothing is received after it. */
  terminate(): void {
    this.#port.onmessage = null;
    this.#port.onerror = null;
    this.#port.terminate();
  }
}
