import { describe, expect, it } from 'vitest';
import { explain, place } from '../../../../web/notebook/explain';
import { takeFormulas } from '../../../../web/notebook/markdown';
import { numberList } from '../../../../web/notebook/output-view';
import { TextBuffer } from '../../../../web/notebook/text-buffer';

const texts = (buffer: TextBuffer): string =>
  buffer
    .runs()
    .map((r) => r.text)
    .join('');

describe('TextBuffer', () => {
  it('gives back what was printed, in whatever pieces it came', () => {
    const text = 'one\ntwo\n\n  three';
    for (let cut = 0; cut <= text.length; cut++) {
      const buffer = new TextBuffer();
      buffer.append('stdout', text.slice(0, cut));
      buffer.append('stdout', text.slice(cut));
      expect(texts(buffer)).toBe(text);
    }
  });

  it('keeps the streams apart', () => {
    const buffer = new TextBuffer();
    buffer.append('stdout', 'a\n');
    buffer.append('stderr', 'b\n');
    buffer.append('stdout', 'c\n');
    expect(buffer.runs()).toEqual([
      { stream: 'stdout', text: 'a\n' },
      { stream: 'stderr', text: 'b\n' },
      { stream: 'stdout', text: 'c\n' },
    ]);
  });

  it('rewrites a line after a carriage return', () => {
    const buffer = new TextBuffer();
    buffer.append('stdout', '10 %\r');
    buffer.append('stdout', '100 %\rok');
    expect(texts(buffer)).toBe('ok0 %');
    buffer.append('stdout', '\r\nnext\r\n');
    expect(texts(buffer)).toBe('ok0 %\nnext\n');
  });

  it('stays bounded in a flood, with beginning, end and the number between', () => {
    const buffer = new TextBuffer({ head: 10, tail: 20, width: 50 });
    for (let i = 0; i < 10_000; i++) buffer.append('stdout', `line ${i}\n`);
    expect(buffer.lines).toBe(10_000);
    expect(buffer.head.length + buffer.tail.length).toBeLessThanOrEqual(10 + 25);
    expect(buffer.head.length + buffer.tail.length + buffer.dropped).toBe(10_000);
    expect([buffer.head[0].text, buffer.tail.at(-1)!.text]).toEqual(['line 0', 'line 9999']);
    buffer.append('stdout', 'x'.repeat(1e6));
    expect(buffer.tail.at(-1)!.text.length).toBeLessThan(100);
  });

  it('reports changed lines only', () => {
    const buffer = new TextBuffer();
    buffer.append('stdout', 'a\nb');
    expect(buffer.append('stdout', 'c\nd').map((l) => [l.number, l.text])).toEqual([
      [1, 'bc'],
      [2, 'd'],
    ]);
  });
});

describe('numberList', () => {
  it('cuts a long list between its numbers, and loses nothing', () => {
    const text =
      '[15.0, 1.823649525642395, 0.22171321511268616, -3.2771159894764423e-05, inf, nan]';
    const pieces = numberList(text)!;
    expect(pieces.join('')).toBe(text);
    expect(pieces[0]).toBe('[15.0, ');
  });

  it('leaves everything else alone', () => {
    expect(numberList('[1, 2, 3]')).toBeNull();
    expect(numberList(`[${"'a', ".repeat(30)}'b']`)).toBeNull();
  });
});

describe('explain', () => {
  it('says which numbers disagree, with the numbers of the message', () => {
    expect(explain('mat1 and mat2 shapes cannot be multiplied (10x2 and 3x1)')).toBe(
      'The first matrix has 2 columns, the second 3 rows; these two numbers must be equal.',
    );
    expect(
      explain(
        'The size of tensor a (3) must match the size of tensor b (4) at non-singleton dimension 0',
      ),
    ).toMatch(/one tensor has 3 and the other 4/);
    expect(explain("shape '[2, 5]' is invalid for input of size 12")).toBe(
      'The tensor has 12 elements, the new shape has room for 10.',
    );
    expect(explain("shape '[-1, 5]' is invalid for input of size 12")).toBe(
      'The tensor has 12 elements, which is no multiple of 5.',
    );
  });

  it('says nothing where it has nothing to say', () => {
    expect(explain("name 'foo' is not defined")).toBeNull();
  });

  it('names the line, and the call where that is less than the line', () => {
    expect(place('a\n  b = f(x)', 2, { start: 6, end: 10 })).toEqual({
      text: 'Line 2',
      code: 'f(x)',
    });
    expect(place('f(x)', 1, { start: 0, end: 4 })).toEqual({ text: 'Line 1', code: '' });
    expect(place('f(x)', null, null)).toBeNull();
    expect(place('f(x)', 9, null)).toBeNull();
  });
});

describe('takeFormulas', () => {
  const tex = (s: string): string[] =>
    takeFormulas(s).formulas.map((f) => (f.display ? `[${f.tex}]` : f.tex));

  it('takes inline and display formulas', () => {
    expect(tex('Take $f(x) = x^2$ and\n\n$$x_{k+1} = 0.9\\,x_k.$$')).toEqual([
      'f(x) = x^2',
      '[x_{k+1} = 0.9\\,x_k.]',
    ]);
  });

  it('leaves money and code alone', () => {
    expect(tex('It costs $5, or 6 $ a piece.')).toEqual([]);
    expect(tex('`$a$` and ```\n$b$\n```')).toEqual([]);
    expect(tex('```\n$b$\n```\nthen $c$')).toEqual(['c']);
  });
});
