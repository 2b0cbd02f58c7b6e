// The programs of torch/ print what real PyTorch printed (expected.py made the texts), and nothing that
// a program makes in the core outlives it.
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { masked, pythonVersion, root, runNotebook, underPython } from './notebook';

const folder = path.join(root, 'tests/python/torch');
const programs = fs.readdirSync(folder).filter((file) => file.endsWith('.py'));

describe('torch prints what PyTorch 2.13 prints', () => {
  it.each(programs)('%s', async (name) => {
    const printed = fs.readFileSync(path.join(folder, name.replace(/\.py$/, '.txt')), 'utf8');
    const { stdout, stderr, status } = await runNotebook(path.join(folder, name));
    expect.soft(masked(stdout)).toBe(underPython(pythonVersion(), printed));
    expect(status, stderr).toBe(0);
  });
});

it('leaves no handle behind', async () => {
  const { stdout, stderr, status } = await runNotebook(
    path.join(root, 'tests/python/torch_live.py'),
  );
  expect(status, stderr).toBe(0);
  const lines = stdout.trimEnd().split('\n');
  expect(lines.length).toBeGreaterThan(10);
  expect(lines.filter((line) => !line.endsWith(' 0'))).toEqual([]);
});

it('has signatures, defaults and texts as the schema says', async () => {
  const { stdout, stderr, status } = await runNotebook(
    path.join(root, 'tests/python/schema_agrees.py'),
  );
  expect(status, stderr).toBe(0);
  expect(stdout).toMatch(/^checked \d{3}\n$/);
});
