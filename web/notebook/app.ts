// The page as a whole: one notebook, one session with Python, and the bar above both.

import { Frames } from '../charts/frames';
import type { StartPort } from '../runtime/client';
import type { CellView } from './cell-view';
import { ask } from './dialog';
import { acceptDrops, pickFile, saveFile, type NotebookFile } from './files';
import { Header } from './header';
import { parseNotebook, serializeNotebook, titleOf } from './model';
import { NotebookView } from './notebook-view';
import { Session, type CellMessage, type RuntimeState } from './session';
import type { Theme } from './theme';

export interface Places {
  page: HTMLElement;
  main: HTMLElement;
  brand: Element;
  /** Says to screen readers what happened. */
  live: HTMLElement;
  /** For what went wrong with the page itself. */
  notice: HTMLElement;
}

export class App {
  readonly #places: Places;
  readonly #header: Header;
  readonly #session: Session;
  readonly #frames = new Frames();
  #view: NotebookView | null = null;
  #name = 'notebook.ipynb';
  #forgot = false; // Python was restarted, and nothing has been run since

  constructor(places: Places, theme: Theme, start: StartPort, base: string) {
    this.#places = places;
    this.#session = new Session(start, base, {
      runtime: (state) => this.#runtime(state),
      queued: (id) => this.#with(id, (cell) => cell.queue()),
      dropped: (id) => this.#with(id, (cell) => cell.unqueue()),
      message: (message) => this.#message(message),
      deaf: (id, deaf) => this.#with(id, (cell) => cell.deaf(deaf)),
      lost: (running) => this.#lost(running),
    });
    this.#header = new Header(places.brand, theme, {
      runAll: () => this.#runAll(),
      stop: () => void this.#stop(),
      restart: () => void this.#restart(),
      open: () => void this.pick(),
      save: () => this.save(),
    });
    places.notice.before(this.#header.root); // after the link that skips it
    theme.changed.push(() => this.#view?.refresh());
    acceptDrops(places.page, (file) => void this.open(file));
  }

  get notebook(): NotebookView | null {
    return this.#view;
  }

  /** Shows a notebook, or says why it cannot be shown. */
  show(file: NotebookFile): boolean {
    let notebook;
    try {
      notebook = parseNotebook(file.text);
    } catch (error) {
      this.complain(`${file.name}: ${(error as Error).message}`);
      return false;
    }
    this.#session.close();
    this.#forgot = false;
    this.#view?.close();
    this.#places.notice.hidden = true;
    this.#name = file.name;
    this.#view = new NotebookView(
      notebook,
      {
        run: (cell) => this.#run(cell),
        runAndMoveOn: (cell) => {
          this.#run(cell);
          this.#view?.after(cell)?.editor.focus();
        },
        stop: (cell) => void this.#stop(cell),
        pause: () => this.#session.pause(),
        resume: () => this.#session.resume(),
        restart: () => this.#session.restart(),
        canPause: () => this.#session.canInterrupt,
        progress: (cell, text) => this.#header.now(text, `#${cell.root.id}`),
      },
      this.#frames,
    );
    this.#places.main.replaceChildren(this.#view.root);
    const title = titleOf(notebook);
    this.#header.title(title);
    document.title = `${title} – Downhill`;
    return true;
  }

  /** Asks for a file and opens it. */
  async pick(): Promise<void> {
    const file = await pickFile();
    if (file) await this.open(file);
  }

  async open(file: NotebookFile): Promise<void> {
    if (this.#session.busy) {
      const text =
        'A cell is running. Opening another notebook ends it, and all variables are lost.';
      if (!(await ask({ title: 'Open another notebook?', text, action: 'Open' }))) return;
    }
    if (this.show(file)) scrollTo({ top: 0 });
  }

  save(): void {
    if (this.#view) saveFile(this.#name, serializeNotebook(this.#view.toModel()));
  }

  /** A message about the page itself, above the notebook. */
  complain(text: string): void {
    const { notice } = this.#places;
    notice.replaceChildren(paragraph(text));
    notice.hidden = false;
    notice.scrollIntoView({ block: 'nearest' });
  }

  #with(id: string, action: (cell: CellView) => void): void {
    const cell = this.#view?.cell(id);
    if (cell) action(cell);
    this.#header.busy(this.#session.busy);
  }

  #say(text: string): void {
    this.#places.live.textContent = text;
  }

  #run(cell: CellView): void {
    this.#session.run(cell.id, cell.source);
  }

  #runAll(): void {
    for (const cell of this.#view?.cells ?? []) this.#run(cell);
  }

  /** Stops what runs, or takes one waiting cell back. */
  async #stop(cell?: CellView): Promise<void> {
    const session = this.#session;
    if (cell && cell.id !== session.running) return session.drop(cell.id);
    if (session.running !== null && !session.canInterrupt) {
      const text =
        'This browser cannot interrupt Python (it lacks JavaScript Promise Integration). Stopping restarts ' +
        'Python: all variables are lost. Text, code and charts stay.';
      if (!(await ask({ title: 'Stop and restart Python?', text, action: 'Stop and restart' })))
        return;
      if (session.running !== null) session.restart();
      return;
    }
    const running = session.running === null ? undefined : this.#view?.cell(session.running);
    session.stop();
    running?.stopping();
  }

  async #restart(): Promise<void> {
    const text = 'All variables are lost. Text, code, outputs and charts stay.';
    if (
      this.#session.state.is === 'failed' ||
      (await ask({ title: 'Restart Python?', text, action: 'Restart' }))
    )
      this.#session.restart();
  }

  #runtime(state: RuntimeState): void {
    this.#header.runtime(state, this.#forgot);
    if (state.is === 'ready') {
      this.#say(
        this.#forgot
          ? 'Python was restarted and is ready. All variables are lost.'
          : 'Python is ready.',
      );
      this.#places.notice.hidden = true;
    }
    if (state.is === 'failed')
      this.complain(`Python could not be started: ${state.message} Press Run to try again.`);
  }

  #message(message: CellMessage): void {
    if (message.type === 'started' && this.#forgot) {
      this.#forgot = false;
      this.#header.runtime(this.#session.state, false);
    }
    this.#with(message.cell, (cell) => {
      cell.receive(message);
      if (message.type === 'error')
        this.#say(`Cell ${cell.number}: ${message.name}: ${message.message}`);
      if (message.type === 'ended' && message.status !== 'error')
        this.#say(`Cell ${cell.number} ${message.status === 'ok' ? 'finished' : 'stopped'}.`);
    });
  }

  #lost(running: string | null): void {
    const view = this.#view;
    if (!view) return;
    this.#forgot ||= view.cells.some((cell) => cell.counted);
    for (const cell of view.cells) {
      if (cell.id === running) cell.interrupted();
      cell.forget();
    }
    this.#header.busy(this.#session.busy);
  }
}

function paragraph(text: string): HTMLElement {
  const element = document.createElement('p');
  element.textContent = text;
  return element;
}
