// What a run said, as outputs of a notebook in format 4.

const RECORDS_MIME = 'application/vnd.downhill.records.v1+json';
const FIGURE_MIME = 'application/vnd.downhill.figure.v1+json';

/** Text as notebooks keep it: a list of lines, each with its end. */
const lines = (text) => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

/** JSON has neither NaN nor infinities; the page reads them back (web/notebook/records-json.ts). */
const inJson = (v) => (Number.isNaN(v) ? null : Number.isFinite(v) ? v : String(v));

/** Gathers the messages of one cell (web/runtime/messages.ts) into its outputs. */
export class Outputs {
  #outputs = [];
  #series = new Map();
  #count = null;

  /** @param {import('../../web/runtime/messages').FromWorker} message */
  add(message) {
    if (message.type === 'started') this.#count = message.count;
    else if (message.type === 'output') this.#stream(message);
    else if (message.type === 'result') {
      this.#outputs.push({
        output_type: 'execute_result',
        data: { 'text/plain': lines(message.text) },
        execution_count: this.#count,
        metadata: {},
      });
    } else if (message.type === 'clear') this.#outputs = [];
    else if (message.type === 'figure') {
      const { figure } = message;
      const data = { [FIGURE_MIME]: figure, 'text/plain': [figure.text] };
      this.#outputs.push({ output_type: 'display_data', data, metadata: {} });
    } else if (message.type === 'error') {
      const { name, message: evalue, traceback } = message;
      this.#outputs.push({
        output_type: 'error',
        ename: name,
        evalue,
        traceback: traceback.split('\n'),
      });
    } else if (message.type === 'records') for (const block of message.series) this.#record(block);
  }

  #stream({ stream, text }) {
    const last = this.#outputs.at(-1);
    if (last?.output_type === 'stream' && last.name === stream) {
      last.text = lines(last.text.join('') + text);
    } else this.#outputs.push({ output_type: 'stream', name: stream, text: lines(text) });
  }

  /** The blocks of a series become one: each says from which row on it holds. */
  #record(block) {
    const width = block.columns.length + 1;
    let output = this.#series.get(block.id);
    if (!output) {
      output = { output_type: 'display_data', data: {}, metadata: {} };
      this.#series.set(block.id, output);
    }
    const before = output.data[RECORDS_MIME]?.rows.slice(0, block.from * width) ?? [];
    const rows = [...before, ...Array.from(block.rows, inJson)];
    const text = `<${block.label}: ${block.total} iterations>`; // for viewers that know no charts
    const curve = block.curve ?? output.data[RECORDS_MIME]?.curve;
    const whole = { ...block, ...(curve && { curve }), from: 0, rows };
    output.data = { [RECORDS_MIME]: whole, 'text/plain': [text] };
  }

  /** Writes what was gathered into the .ipynb's cell: text first, charts below it. */
  saveInto(cell) {
    cell.outputs = [...this.#outputs, ...this.#series.values()];
    cell.execution_count = this.#count;
  }
}

/** The notebook as text. One number a line would make a page of every chart: rows stay on one line. */
export const notebookText = (json) =>
  `${JSON.stringify(json, null, 1).replace(
    /"(rows|x|y|u|v|z|sizes|levels)": \[([-\d.e+,\s]|null|"-?Infinity")*\]/g,
    (list) => list.replace(/\s+/g, '').replace('":[', '": ['),
  )}\n`;
