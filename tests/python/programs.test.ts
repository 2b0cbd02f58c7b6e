// Each program of tests/golden/programs prints exactly what real PyTorch printed for it.
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { golden, pythonVersion, readJson, runNotebook, underPython } from './notebook';

const folder = path.join(golden, 'programs');
const { programs } = readJson<{ programs: string[] }>('programs/meta.json');

describe('programs print what PyTorch 2.13 prints', () => {
  it('has an expected text for every program', () => {
    const files = fs.readdirSync(folder);
    const named = (ending: string) =>
      files.filter((f) => f.endsWith(ending) && f !== 'make.py').map((f) => path.parse(f).name);
    expect(named('.py').sort()).toEqual(programs);
    expect(named('.txt').sort()).toEqual(programs);
  });

  it.each(programs)('%s', async (name) => {
    const printed = fs.readFileSync(path.join(folder, `${name}.txt`), 'utf8');
    const { stdout, stderr, status } = await runNotebook(path.join(folder, `${name}.py`));
    expect.soft(stdout).toBe(underPython(pythonVersion(), printed));
    expect(status, stderr).toBe(0);
  });
});

describe('differences between Python versions', () => {
  it('writes an OrderedDict with braces since 3.12', () => {
    const old = "OrderedDict([('a.b', tensor([[1.],\n        [2.]])), ('c', tensor([0., 0.]))])";
    const braces = "OrderedDict({'a.b': tensor([[1.],\n        [2.]]), 'c': tensor([0., 0.])})";
    expect(underPython('3.14.2', `x ${old} y ${old}`)).toBe(`x ${braces} y ${braces}`);
    expect(underPython('3.11.7', old)).toBe(old);
  });

  it('leaves lists of pairs alone', () => {
    const list = "[('weight', tensor([1.])), ('bias', tensor([2.]))]";
    expect(underPython('3.14.2', list)).toBe(list);
  });
});
