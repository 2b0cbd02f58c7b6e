// Printed text in bounded room: the beginning and the end are kept, a flood in between is counted.

export type Stream = 'stdout' | 'stderr';

export interface TextLine {
  /** Counts from 0 over all that was printed. */
  number: number;
  stream: Stream;
  text: string;
}

/** Lines kept from the beginning and from the end, and the longest line. */
export interface Bounds {
  head: number;
  tail: number;
  width: number;
}

export const BOUNDS: Bounds = { head: 1000, tail: 2000, width: 20_000 };

export class TextBuffer {
  readonly #bounds: Bounds;
  readonly head: TextLine[] = [];
  tail: TextLine[] = [];
  /** Lines between head and tail that were let go. */
  dropped = 0;
  #open: TextLine | null = null; // the last line, while it has no end
  #cursor = 0; // where in it the next character goes
  #count = 0;

  constructor(bounds: Bounds = BOUNDS) {
    this.#bounds = bounds;
  }

  get lines(): number {
    return this.#count;
  }

  /** Takes text as printed. Returns the lines that are new or changed, in order. */
  append(stream: Stream, text: string): TextLine[] {
    const changed: TextLine[] = [];
    // A line that is still open belongs to its stream; the other one begins a new line.
    if (this.#open && this.#open.stream !== stream) this.#open = null;
    const pieces = text.split('\n');
    for (const [i, piece] of pieces.entries()) {
      if (i > 0) this.#open = null;
      if (i === pieces.length - 1 && piece === '') break;
      const line = this.#open ?? this.#add(stream);
      this.#open = line;
      line.text = this.#written(line.text, piece);
      if (changed.at(-1) !== line) changed.push(line);
      if (changed.length > this.#bounds.head + this.#bounds.tail) changed.shift();
    }
    if (pieces.length > 1 && pieces.at(-1) === '') this.#open = null;
    this.#trim();
    return changed;
  }

  #add(stream: Stream): TextLine {
    this.#cursor = 0;
    const line = { number: this.#count++, stream, text: '' };
    (this.head.length < this.#bounds.head ? this.head : this.tail).push(line);
    return line;
  }

  /** A carriage return goes back to the line's start, as progress bars use it. */
  #written(before: string, piece: string): string {
    let text = before;
    for (const [i, part] of piece.split('\r').entries()) {
      if (i > 0) this.#cursor = 0;
      const end = this.#cursor + part.length;
      text = text.slice(0, this.#cursor) + part + text.slice(end);
      this.#cursor = end;
    }
    if (text.length <= this.#bounds.width) return text;
    return `${text.slice(0, this.#bounds.width)} … (line cut off)`;
  }

  #trim(): void {
    // In good pieces, so that a flood does not copy the tail at every line.
    if (this.tail.length <= this.#bounds.tail * 1.25) return;
    const surplus = this.tail.length - this.#bounds.tail;
    this.dropped += surplus;
    this.tail = this.tail.slice(surplus);
  }

  /** What is kept, as runs of one stream, for saving. */
  runs(): { stream: Stream; text: string }[] {
    const runs: { stream: Stream; text: string }[] = [];
    const put = (stream: Stream, text: string): void => {
      const last = runs.at(-1);
      if (last?.stream === stream) last.text += text;
      else runs.push({ stream, text });
    };
    for (const line of this.head) put(line.stream, line.text + (line === this.#open ? '' : '\n'));
    if (this.dropped > 0) put('stderr', `… ${this.dropped} lines left out …\n`);
    for (const line of this.tail) put(line.stream, line.text + (line === this.#open ? '' : '\n'));
    return runs;
  }
}
