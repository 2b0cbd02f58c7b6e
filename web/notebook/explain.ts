// An error once more in plain words: which numbers disagree. Derived from PyTorch's own sentence;
// where its words are not known, nothing is said.

type Rule = [RegExp, (...parts: string[]) => string | null];

const RULES: Rule[] = [
  [
    /mat1 and mat2 shapes cannot be multiplied \((\d+)x(\d+) and (\d+)x(\d+)\)/,
    (_r, columns, rows) =>
      `The first matrix has ${plural(columns, 'column')}, the second ${plural(rows, 'row')}; these two numbers must be equal.`,
  ],
  [
    /size mismatch, got input \((\d+)\), mat \((\d+)x(\d+)\), vec \((\d+)\)/,
    (_i, _r, columns, length) =>
      `The matrix has ${plural(columns, 'column')}, the vector ${plural(length, 'element')}; these two numbers must be equal.`,
  ],
  [
    /inconsistent tensor size, expected tensor \[(\d+)\] and src \[(\d+)\]/,
    (a, b) => `One vector has ${plural(a, 'element')}, the other ${b}; they must have as many.`,
  ],
  [
    /The size of tensor a \((\d+)\) must match the size of tensor b \((\d+)\) at non-singleton dimension (\d+)/,
    (a, b, d) =>
      `In dimension ${d} (counted from 0) one tensor has ${a} and the other ${b}. Sizes must be equal there, or one of them 1.`,
  ],
  [
    /shape '\[([-\d, ]*)\]' is invalid for input of size (\d+)/,
    (wanted, size) => {
      const dims = wanted.split(',').map((s) => Number(s.trim()));
      const known = dims.filter((d) => d >= 0).reduce((p, d) => p * d, 1);
      return dims.includes(-1)
        ? `The tensor has ${plural(size, 'element')}, which is no multiple of ${known}.`
        : `The tensor has ${plural(size, 'element')}, the new shape has room for ${known}.`;
    },
  ],
  [
    /grad can be implicitly created only for scalar outputs/,
    () =>
      'backward() starts from one number. Reduce the loss to one first, by sum() or mean(), or give backward() a gradient of its shape.',
  ],
  [
    /Trying to backward through the graph a second time/,
    () =>
      'The graph of this loss was used up by the first backward(). Compute the loss again, or keep the graph with retain_graph=True.',
  ],
  [
    /element 0 of tensors does not require grad/,
    () =>
      'Nothing that this value was computed from asks for a gradient. Make the weights with requires_grad=True, and compute the loss outside no_grad().',
  ],
  [
    /a leaf Variable that requires grad is being used in an in-place operation/,
    () =>
      'A weight may not be changed in place while gradients are recorded. Do it inside "with torch.no_grad():".',
  ],
  [
    /optimizer got an empty parameter list/,
    () => 'The optimizer has nothing to train: check what was passed as its first argument.',
  ],
  [
    /mat1 and mat2 must have the same dtype, but got (\w+) and (\w+)|expected m1 and m2 to have the same dtype, but got: (\w+) != (\w+)/,
    (a, b, c, d) =>
      `One side is ${a ?? c}, the other ${b ?? d}. Convert one of them, for example with .to(dtype).`,
  ],
  [
    /index (-?\d+) is out of bounds for dimension (\d+) with size (\d+)/,
    (i, d, n) =>
      `Dimension ${d} has ${plural(n, 'entry', 'entries')}, so its last index is ${Number(n) - 1}; ${i} was asked for.`,
  ],
];

function plural(n: string | number, one: string, many = `${one}s`): string {
  return `${n} ${Number(n) === 1 ? one : many}`;
}

/** A sentence about the numbers in a message, or null. */
export function explain(message: string): string | null {
  for (const [pattern, words] of RULES) {
    const match = pattern.exec(message);
    if (match) return words(...match.slice(1));
  }
  return null;
}

/** Where it happened: 'Line 3, in `layer(X_test)`.' */
export function place(
  source: string,
  line: number | null,
  call: { start: number; end: number } | null,
): { text: string; code: string } | null {
  if (line === null) return null;
  const row = source.split('\n')[line - 1];
  if (row === undefined) return null;
  const code = call ? row.slice(call.start, call.end).trim() : '';
  // The whole line is already marked above, and a bare sign explains nothing.
  const telling = /\w/.test(code) && code.length <= 60 && code !== row.trim();
  return { text: `Line ${line}`, code: telling ? code : '' };
}
