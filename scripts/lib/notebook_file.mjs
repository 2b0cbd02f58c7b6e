// Reads a notebook or a Python file into cells, or says why it is neither.
import fs from 'node:fs';
import path from 'node:path';
import { Problem } from './run.mjs';

/**
 * @typedef {object} Cell
 * @property {string} source
 * @property {object | null} json  the .ipynb's own cell, to save outputs into
 */

/**
 * @typedef {object} Notebook
 * @property {Cell[]} cells
 * @property {boolean} interactive  whether a cell's last expression is shown
 * @property {object | null} json   the .ipynb as it was read
 */

/**
 * @param {string} file
 * @returns {Notebook}
 */
export function readNotebook(file) {
  const text = readText(file);
  const kind = path.extname(file).toLowerCase();
  if (kind === '.ipynb') return fromJson(file, text);
  if (kind === '.py') return fromPython(text);
  throw new Problem(`${file} is neither a notebook (.ipynb) nor a Python file (.py).`);
}

function readText(file) {
  const kind = fs.statSync(file, { throwIfNoEntry: false });
  if (!kind) throw new Problem(`${file} does not exist.`);
  if (kind.isDirectory()) throw new Problem(`${file} is a folder; a notebook is a file.`);
  let bytes;
  try {
    bytes = fs.readFileSync(file);
  } catch (error) {
    throw new Problem(`${file} cannot be read: ${error.message}`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes); // drops a byte order mark
  } catch {
    throw new Problem(`${file} is not text in UTF-8.`);
  }
}

function fromJson(file, text) {
  const refuse = (why) => new Problem(`${file} is not a notebook: ${why}.`);
  let json;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw refuse(text.trim() === '' ? 'it is empty' : `it is not JSON (${error.message})`);
  }
  if (json === null || typeof json !== 'object' || Array.isArray(json)) {
    throw refuse('its JSON is not an object');
  }
  if (!Number.isInteger(json.nbformat)) throw refuse('it has no "nbformat" number');
  if (json.nbformat !== 4) {
    throw new Problem(
      `${file} has notebook format ${json.nbformat}; this reads format 4. ` +
        'Convert it: jupyter nbconvert --to notebook --nbformat 4',
    );
  }
  if (!Array.isArray(json.cells)) throw refuse('it has no list of "cells"');
  const language = json.metadata?.kernelspec?.language ?? json.metadata?.language_info?.name;
  if (language && !/^i?python$/i.test(language)) {
    throw new Problem(`${file} is a notebook in ${language}; this runs Python.`);
  }
  const cells = [];
  json.cells.forEach((cell, index) => {
    const { cell_type: type, source } = cell ?? {};
    if (typeof type !== 'string') throw refuse(`cell ${index + 1} has no "cell_type"`);
    const lines = typeof source === 'string' ? [source] : source;
    if (!Array.isArray(lines) || lines.some((line) => typeof line !== 'string')) {
      throw refuse(`the "source" of cell ${index + 1} is not text`);
    }
    if (type === 'code') cells.push({ source: lines.join(''), json: cell });
  });
  return { cells, interactive: true, json };
}

/** `# %%` begins a cell; each cell keeps its place in the file, so that tracebacks name its lines. */
function fromPython(text) {
  const lines = text.split(/\r\n|[\r\n]/);
  const marks = lines.flatMap((line, index) => (/^#\s?%%/.test(line) ? [index] : []));
  if (!marks.length)
    return { cells: [{ source: text, json: null }], interactive: false, json: null };
  const cells = [];
  [0, ...marks, lines.length].forEach((start, index, starts) => {
    const part = lines.slice(start, starts[index + 1]);
    const prose = /^#\s?%%.*\[(markdown|md|raw)\]/.test(part[0] ?? '');
    if (index === starts.length - 1 || prose || part.join('').trim() === '') return;
    cells.push({ source: '\n'.repeat(start) + part.join('\n') + '\n', json: null });
  });
  return { cells, interactive: true, json: null };
}
