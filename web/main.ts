import 'katex/dist/katex.min.css';
import './styles/notebook.css';
import notebookUrl from './notebooks/optimizers.ipynb?url';
import { App } from './notebook/app';
import { Theme } from './notebook/theme';
import { startWorker } from './runtime/client';

const place = (id: string): HTMLElement => document.getElementById(id)!;

const app = new App(
  {
    page: document.body,
    main: place('notebook'),
    brand: place('brand'),
    live: place('live'),
    notice: place('notice'),
  },
  new Theme(),
  startWorker,
  new URL('.', document.baseURI).href,
);

place('open').addEventListener('click', () => void app.pick());
place('save').addEventListener('click', () => app.save());

try {
  const response = await fetch(notebookUrl);
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  app.show({ name: 'optimizers.ipynb', text: await response.text() });
} catch (error) {
  app.complain(
    `The notebook could not be loaded: ${(error as Error).message}. Reload the page to try again.`,
  );
}

// Text on charts is measured and set in the page's own fonts.
await document.fonts.ready;
app.notebook?.refresh();
