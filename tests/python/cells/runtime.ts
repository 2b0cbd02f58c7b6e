// Cells in Node, as the page's worker runs them, and what they say.
import type { Cells } from '../../../web/runtime/cells.mjs';
import type { FromWorker } from '../../../web/runtime/messages';
import { afterAll, expect } from 'vitest';
import { handlesLeft, startRuntime } from '../../../scripts/lib/runtime_node.mjs';

type Message<T extends FromWorker['type']> = Extract<FromWorker, { type: T }>;

/** What one cell said, in short. */
export class Said {
  constructor(readonly messages: FromWorker[]) {}

  all<T extends FromWorker['type']>(type: T): Message<T>[] {
    return this.messages.filter((message): message is Message<T> => message.type === type);
  }

  text(stream: 'stdout' | 'stderr'): string {
    return this.all('output')
      .filter((message) => message.stream === stream)
      .map((message) => message.text)
      .join('');
  }

  get stdout() {
    return this.text('stdout');
  }

  get stderr() {
    return this.text('stderr');
  }

  get result() {
    return this.all('result')[0]?.text;
  }

  get error() {
    return this.all('error')[0];
  }

  get status() {
    return this.all('ended')[0]?.status;
  }
}

export interface Notebook {
  cells: Cells;
  /** Runs a cell in the same `__main__` as those before it. */
  run(source: string): Promise<Said>;
}

export async function startNotebook(): Promise<Notebook> {
  let messages: FromWorker[] = [];
  const emit = (message: FromWorker) => messages.push(message);
  const { cells, python, core } = await startRuntime({ emit });
  python.runPython('import numpy'); // it has a generator of its own
  const living = core._dh_live();
  afterAll(() => expect(handlesLeft(python, core), 'live handles').toBe(living));
  return {
    cells,
    async run(source) {
      messages = [];
      await cells.run('cell', source);
      return new Said(messages);
    },
  };
}
