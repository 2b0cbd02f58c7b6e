// torch.nn, torch.optim, numpy and matplotlib: each program of these folders prints what the real libraries printed
// for it (expected.py makes the texts), or for `recorder`, which is ours, what is written beside it.
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { pythonVersion, root, runNotebook, underPython } from './notebook';

const folders = ['nn', 'optim', 'numpy', 'matplotlib', 'recorder'];
const addresses = (text: string) => text.replace(/ at 0x[0-9a-fA-F]+/g, ' at 0x…');

describe.each(folders)('%s prints what the real library prints', (folder) => {
  const here = path.join(root, 'tests/python', folder);
  const programs = fs.readdirSync(here).filter((name) => name.endsWith('.py'));

  it.each(programs)('%s', async (name) => {
    const printed = fs.readFileSync(path.join(here, `${path.parse(name).name}.txt`), 'utf8');
    const { stdout, stderr, status } = await runNotebook(path.join(here, name));
    expect.soft(addresses(stdout)).toBe(underPython(pythonVersion(), printed));
    expect(status, stderr).toBe(0);
  });
});
