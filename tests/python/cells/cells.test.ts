// What a cell shows: its text, its last expression, its errors.
import { beforeAll, describe, expect, test } from 'vitest';
import { startNotebook, type Notebook } from './runtime';

let notebook: Notebook;
beforeAll(async () => void (notebook = await startNotebook()));
const run = (source: string) => notebook.run(source);

describe('the last expression', () => {
  test.each([
    ['1 + 1', '2'],
    ['x = 3\nx', '3'],
    ["'a'", "'a'"],
    ['None', undefined],
    ['x = 3', undefined],
    ['x;', undefined],
    ['(\n x\n) ; # a note', undefined],
    ['x # ;', '3'],
    ["'a;'", "'a;'"],
    ['x\n\n# the end', '3'],
    ['if True: x', undefined],
    ['', undefined],
    ['# nothing', undefined],
  ])('of %j is shown as %j', async (source, shown) => {
    const said = await run(source);
    expect(said.result).toBe(shown);
    expect(said.status).toBe('ok');
  });

  test('is kept as _', async () => {
    await run('40 + 2');
    expect((await run('_ + 1')).result).toBe('43');
  });

  test('whose repr fails shows that error', async () => {
    const said = await run('class Bad:\n    def __repr__(self): raise TypeError("no repr")\nBad()');
    expect(said.error).toMatchObject({ name: 'TypeError', message: 'no repr', line: 2 });
    expect(said.status).toBe('error');
  });
});

describe('text', () => {
  test('comes whole and in order, both streams', async () => {
    const said = await run(
      'import sys\nfor i in range(3):\n    print(i, end=" ")\n    print(i, file=sys.stderr)\nprint("ü€😀")',
    );
    const order = said.all('output').map(({ stream, text }) => `${stream}:${text}`);
    expect(order.join('|')).toBe(
      'stdout:0 |stderr:0\n|stdout:1 |stderr:1\n|stdout:2 |stderr:2\n|stdout:ü€😀\n',
    );
  });

  test('is gathered: a thousand lines are a few messages', async () => {
    const said = await run('for i in range(1000): print(i)');
    expect(said.stdout).toBe(Array.from({ length: 1000 }, (_, i) => `${i}\n`).join(''));
    expect(said.all('output').length).toBeLessThan(20);
  });

  test('arrives while the cell runs', async () => {
    const said = await run(
      'import time\nend = time.monotonic() + 0.3\nwhile time.monotonic() < end:\n    print("tick")',
    );
    expect(said.all('output').length).toBeGreaterThan(5);
  });

  test('written as bytes, and by warnings, is there too', async () => {
    const said = await run(
      'import sys, warnings\nsys.stdout.buffer.write("é\\n".encode())\nwarnings.warn("careful")',
    );
    expect(said.stdout).toBe('é\n');
    expect(said.stderr).toMatch(
      /^<cell \d+>:3: UserWarning: careful\n {2}warnings\.warn\("careful"\)\n$/,
    );
  });

  test('of display is a line', async () => {
    expect((await run('display("a", 1)')).stdout).toBe("'a'\n1\n");
  });
});

describe('an error', () => {
  test('shows the lines of the cells it went through, and ours not', async () => {
    await run('def half(x):\n    return x / 0');
    const said = await run('y = "€"; z = (1 +\n  half(3))');
    expect(said.error).toMatchObject({
      name: 'ZeroDivisionError',
      message: 'division by zero',
      line: 2,
    });
    expect(said.error?.call).toEqual({ start: 2, end: 9 });
    const lines = said.error!.traceback.split('\n');
    expect(lines[0]).toBe('Traceback (most recent call last):');
    expect(lines.filter((line) => line.startsWith('  File'))).toHaveLength(2);
    expect(said.error!.traceback).toContain('    half(3))\n    ~~~~^^^');
    expect(said.error!.traceback).toContain(
      ', in half\n    return x / 0\n           ~~^~~\nZeroDivisionError: division by zero',
    );
  });

  test('counts columns as the page does', async () => {
    expect((await run('"😀", 1/0')).error?.call).toEqual({ start: 6, end: 9 });
  });

  test('of syntax is as Python shows it', async () => {
    const { error } = await run('a = 1\nx = = 3');
    expect(error).toMatchObject({
      name: 'SyntaxError',
      message: 'invalid syntax',
      line: 2,
      call: { start: 4, end: 5 },
    });
    expect(error!.traceback).toMatch(
      /^ {2}File "<cell \d+>", line 2\n {4}x = = 3\n {8}\^\nSyntaxError: invalid syntax$/,
    );
  });

  test('of syntax that is found late has its line too', async () => {
    const { error } = await run('x = 1\nreturn 5');
    expect(error).toMatchObject({ message: "'return' outside function", line: 2 });
    expect(error!.traceback).toContain('    return 5\n    ^^^^^^^^\nSyntaxError');
    expect(error!.call).toEqual({ start: 0, end: 8 });
  });

  test('keeps what was printed and assigned before it, and the next cell runs', async () => {
    const said = await run('kept = 5\nprint("before")\nraise ValueError("wrong")\nkept = 6');
    expect([said.stdout, said.status, said.error?.line]).toEqual(['before\n', 'error', 3]);
    expect((await run('kept')).result).toBe('5');
  });

  test('shows its cause', async () => {
    const { error } = await run(
      'try:\n    {}["k"]\nexcept KeyError as e:\n    raise ValueError("no") from e',
    );
    expect(error!.traceback).toContain("KeyError: 'k'\n\nThe above exception was the direct cause");
    expect(error).toMatchObject({ name: 'ValueError', line: 4 });
  });

  test('of endless recursion is a RecursionError', async () => {
    expect((await run('def f(): f()\nf()')).error?.name).toBe('RecursionError');
  });

  test('in torch is shown where the cell called it', async () => {
    const { error } = await run('import torch\ntorch.optim.SGD([], lr=0.1)');
    expect(error).toMatchObject({
      name: 'ValueError',
      message: 'optimizer got an empty parameter list',
      line: 2,
    });
    expect(error!.traceback).not.toContain('packages.zip');
  });

  test.each([
    [
      'import seaborn',
      'Downhill draws the steps, the loss and the weights itself, and has the commonest of matplotlib',
    ],
    ['import matplotlib.animation', 'Downhill does not have matplotlib.animation (yet).'],
    ['from torch.distributions import Normal', 'Downhill does not have torch.distributions (yet).'],
    ['import pandas', 'other packages cannot be installed'],
  ])('says what is there instead: %s', async (source, note) => {
    const { error } = await run(source);
    expect(error).toMatchObject({ name: 'ModuleNotFoundError', line: 1 });
    expect(error!.traceback.split('\n').at(-1)).toContain(note);
  });

  test.each([
    ['import sys; sys.exit()', 'ok', undefined],
    ['import sys; sys.exit(3)', 'error', '3'],
    ['raise SystemExit("bye")', 'error', 'bye'],
    ['exit()', 'ok', undefined],
  ])('%j ends the cell only', async (source, status, message) => {
    const said = await run(source);
    expect([said.status, said.error?.message]).toEqual([status, message]);
  });
});

describe('what is not there says so', () => {
  test('input()', async () => {
    expect((await run('input("name? ")')).error?.message).toMatch(
      /^input\(\) cannot ask anything here/,
    );
  });

  test('what is typed, while help() works', async () => {
    expect((await run('import sys; sys.stdin.readline()')).error?.message).toMatch(
      /^nothing can be typed/,
    );
    expect((await run('help(len)')).stdout).toContain('Return the number of items in a container.');
  });

  test.each([
    ['!pip install torch', /^nothing can be installed here/],
    ['%pip install torch', /^nothing can be installed here/],
    ['!ls', /^there is no shell here/],
    ['%%time\nx = 1', /^%%time is a command of IPython/],
    ['x = 1\n%timeit x', /^%timeit is a command of IPython/],
  ])('%j', async (source, message) => {
    const { error } = await run(source);
    expect(error?.name).toBe('SyntaxError');
    expect(error?.message).toMatch(message);
    expect(error?.line).toBe(source.split('\n').findIndex((line) => /^[!%]/.test(line)) + 1);
  });

  test('%matplotlib inline does nothing, and other text with % is left alone', async () => {
    const said = await run('%matplotlib inline\nprint("""\n%time\n!ls""")\n7 % 4');
    expect([said.stdout, said.result, said.stderr]).toEqual(['\n%time\n!ls\n', '3', '']);
  });
});

describe('__main__', () => {
  test('holds the variables of all cells', async () => {
    await run('import sys\na = 1\ndef f(): return a');
    expect((await run('a = 2\n[f(), __name__, sys.modules["__main__"].a]')).result).toBe(
      "[2, '__main__', 2]",
    );
  });

  test('is where pickle, dataclasses and type hints find classes', async () => {
    await run(
      'import dataclasses, pickle, typing\n@dataclasses.dataclass\nclass P:\n    a: "int" = 3',
    );
    expect((await run('pickle.loads(pickle.dumps(P(4))), typing.get_type_hints(P)')).result).toBe(
      "(P(a=4), {'a': <class 'int'>})",
    );
  });

  test('classes and functions have their source', async () => {
    await run(
      'import inspect\n\nclass Q:\n    """doc"""\n    def m(self):\n        return 1\n\ndef g():\n    return 2',
    );
    expect(
      (await run('print(inspect.getsource(Q), inspect.getsource(g), sep="--\\n", end="")')).stdout,
    ).toBe(
      'class Q:\n    """doc"""\n    def m(self):\n        return 1\n--\ndef g():\n    return 2\n',
    );
    await run('# another Q\nclass Q:\n    pass');
    expect((await run('inspect.getsource(Q)')).result).toBe("'class Q:\\n    pass\\n'");
  });

  test('a future import holds for later cells', async () => {
    const { run: fresh } = notebook;
    await fresh('from __future__ import annotations');
    expect((await fresh('def h(x: NotThere): pass\nh.__annotations__')).result).toBe(
      "{'x': 'NotThere'}",
    );
  });
});

describe('top-level await', () => {
  test('runs, prints as it goes and shows its last expression', async () => {
    const said = await run(
      'import asyncio\nprint("a")\nawait asyncio.sleep(0.1)\nprint("b")\nw = await asyncio.sleep(0, 5)\nw',
    );
    expect([said.stdout, said.result]).toEqual(['a\nb\n', '5']);
    expect(said.all('output').length).toBe(2);
    expect((await run('w')).result).toBe('5');
  });

  test('stops on Stop', async () => {
    const stopped = run('stage = 1\nawait asyncio.sleep(60)\nstage = 2');
    setTimeout(() => notebook.cells.stop(), 50);
    const said = await stopped;
    expect([said.status, said.error?.name, said.error?.line]).toEqual([
      'stopped',
      'KeyboardInterrupt',
      2,
    ]);
    expect((await run('stage')).result).toBe('1');
  });

  test('stops on a Stop that comes before the await', async () => {
    const stopped = run('import asyncio\nawait asyncio.sleep(60)');
    notebook.cells.stop();
    expect((await stopped).status).toBe('stopped');
    expect((await run('1')).result).toBe('1');
  });

  // A task that is suspended in the middle of a loop would never see that it is cancelled.
  test('is not cancelled while it is suspended elsewhere', async () => {
    const said = await run(`
import gc, downhill.cells
cells, = (o for o in gc.get_objects() if isinstance(o, downhill.cells.Cells))
cells.watch.suspended = True
print(cells.cancel())
cells.watch.suspended = False
await asyncio.sleep(0)
'went on'`);
    expect([said.stdout, said.result]).toEqual(['False\n', "'went on'"]);
  });

  test('shows an error with its line', async () => {
    expect((await run('await asyncio.sleep(0)\n1/0')).error).toMatchObject({
      name: 'ZeroDivisionError',
      line: 2,
    });
  });
});

test('messages come in their order, numbered', async () => {
  const first = await run('print("x")\n1');
  const types = first.messages.map(({ type }) => type);
  expect(types).toEqual(['started', 'output', 'result', 'ended']);
  const count = first.all('started')[0].count;
  expect(first.all('ended')[0].count).toBe(count);
  expect((await run('2')).all('started')[0].count).toBe(count + 1);
});
