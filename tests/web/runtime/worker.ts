// The built worker by itself, in a browser: what the page hears when it says something.
import type { Page } from '@playwright/test';
import type { FromWorker, ToWorker } from '../../../web/runtime/messages';

export type Heard = FromWorker & { at: number };

declare global {
  interface Window {
    heard: Heard[];
    worker: Worker;
  }
}

export class WorkerUnderTest {
  constructor(readonly page: Page) {}

  /** `jspi: false`: as in a browser that cannot suspend wasm. */
  async start({ jspi = true } = {}) {
    await this.page.goto('./');
    // The build gives the worker's file a name of its own; the page's script knows it.
    const own = await this.page.locator('script[type=module][src]').getAttribute('src');
    const text = await (
      await this.page.request.get(new URL(own ?? '', this.page.url()).href)
    ).text();
    const script = /assets\/worker-[\w-]+\.js|worker-[\w-]+\.js/.exec(text)?.[0];
    if (!script) throw new Error(`${own} names no worker`);
    const file = script.startsWith('assets/') ? script : `assets/${script}`;
    const lacking = 'assets/lacking.js';
    await this.page.route(`**/${lacking}`, (route) =>
      route.fulfill({
        contentType: 'text/javascript',
        body: `delete WebAssembly.Suspending; delete WebAssembly.promising;
          await import(${JSON.stringify(`./${file.slice('assets/'.length)}`)});
          postMessage({ type: 'loaded' });`,
      }),
    );
    await this.page.evaluate(
      async ([name, suspends]) => {
        window.heard = [];
        window.worker = new Worker(new URL(name, document.baseURI), { type: 'module' });
        if (!suspends) await new Promise((done) => (window.worker.onmessage = done));
        window.worker.onmessage = ({ data }) =>
          window.heard.push({ ...data, at: performance.now() });
        window.worker.postMessage({ type: 'start', base: document.baseURI });
      },
      [jspi ? file : lacking, jspi] as const,
    );
    return this.until('ready');
  }

  async tell(message: ToWorker) {
    return this.page.evaluate((m) => {
      window.worker.postMessage(m);
      return performance.now();
    }, message);
  }

  /** Starts a cell; what was heard before is forgotten. */
  async begin(source: string) {
    await this.page.evaluate(() => void (window.heard = []));
    await this.tell({ type: 'run', cell: 'cell', source });
    await this.until('started');
  }

  async run(source: string) {
    await this.begin(source);
    await this.until('ended');
    return this.heard();
  }

  async result(source: string) {
    const result = (await this.run(source)).find((message) => message.type === 'result');
    return result?.type === 'result' ? result.text : undefined;
  }

  heard(): Promise<Heard[]> {
    return this.page.evaluate(() => window.heard);
  }

  async until<T extends FromWorker['type']>(type: T) {
    await this.page.waitForFunction(
      (t) => window.heard.some((m) => m.type === t || m.type === 'failed'),
      type,
    );
    const heard = await this.heard();
    const failed = heard.find((message) => message.type === 'failed');
    if (failed?.type === 'failed' && type !== 'failed') throw new Error(failed.message);
    return heard.find((message) => message.type === type) as Extract<FromWorker, { type: T }> & {
      at: number;
    };
  }
}
