// A notebook on the page: its cells in sections, text beside charts, and the way runs go through it.

import type { Frames } from '../charts/frames';
import { CellView, type CellHooks } from './cell-view';
import { figureNamed } from './figures';
import { renderMarkdown } from './markdown';
import type { JsonObject, Notebook, TextCell } from './model';

export class NotebookView {
  readonly root = document.createElement('div');
  readonly cells: CellView[] = [];
  readonly #notebook: Notebook;

  constructor(notebook: Notebook, hooks: Omit<CellHooks, 'frames'>, frames: Frames) {
    this.#notebook = notebook;
    this.root.className = 'notebook';
    let texts: TextCell[] = [];
    for (const cell of notebook.cells) {
      if (cell.kind !== 'code') {
        // A new heading, or a figure of its own, begins a section.
        if (texts.length > 0 && (startsSection(cell) || figureOf(texts) !== undefined)) {
          this.root.append(textRow(texts));
          texts = [];
        }
        texts.push(cell);
        continue;
      }
      // A figure stands where the charts of a cell would: it keeps a row to itself.
      if (texts.length > 0 && figureOf(texts) !== undefined) {
        this.root.append(textRow(texts));
        texts = [];
      }
      const view = new CellView(cell, this.cells.length + 1, prose(texts), { ...hooks, frames });
      texts = [];
      this.cells.push(view);
      this.root.append(view.root);
    }
    if (texts.length > 0) this.root.append(textRow(texts));
    new ResizeObserver(() => this.#reachFormulas()).observe(this.root);
  }

  // A formula wider than its column scrolls, and what scrolls can be reached by keyboard.
  #reachFormulas(): void {
    for (const formula of this.root.querySelectorAll<HTMLElement>('.display'))
      if (formula.scrollWidth > formula.clientWidth + 1) formula.tabIndex = 0;
      else formula.removeAttribute('tabindex');
  }

  cell(id: string): CellView | undefined {
    return this.cells.find((cell) => cell.id === id);
  }

  after(cell: CellView): CellView | undefined {
    return this.cells[this.cells.indexOf(cell) + 1];
  }

  refresh(): void {
    for (const cell of this.cells) {
      cell.panel.refresh();
      cell.editor.view.requestMeasure();
    }
  }

  /** The notebook with its present code, outputs and records. */
  toModel(): Notebook {
    return {
      ...this.#notebook,
      cells: this.#notebook.cells.map((cell) =>
        cell.kind === 'code' ? this.cell(cell.id)!.toModel() : cell,
      ),
    };
  }

  close(): void {
    for (const cell of this.cells) cell.editor.view.destroy();
    this.root.remove();
  }
}

const startsSection = (cell: TextCell): boolean => /^#{1,2}\s/.test(cell.source);

const figureOf = (cells: TextCell[]): unknown =>
  cells
    .map((c) => (c.metadata.downhill as JsonObject | undefined)?.figure)
    .find((f) => f !== undefined);

function prose(cells: TextCell[]): HTMLElement {
  const root = document.createElement('div');
  root.className = 'prose';
  for (const cell of cells) {
    if (cell.kind === 'raw') {
      const block = document.createElement('pre');
      block.className = 'out';
      block.textContent = cell.source;
      root.append(block);
    } else root.append(renderMarkdown(cell.source));
  }
  // The paragraph under the title leads in.
  const title = root.querySelector(':scope > h1');
  if (title?.nextElementSibling?.tagName === 'P') title.nextElementSibling.classList.add('lead');
  return root;
}

function textRow(cells: TextCell[]): HTMLElement {
  const row = document.createElement('section');
  row.className = 'row';
  row.append(prose(cells));
  const figure = figureNamed(figureOf(cells));
  if (figure) {
    figure.classList.add('side');
    row.append(figure);
  }
  return row;
}
