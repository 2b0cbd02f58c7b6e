// The joint between Python's extension and the core: every symbol that one needs, the other has.
import fs from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { inRoot } from '../../../scripts/lib/paths.mjs';
import { startRuntime } from '../../../scripts/lib/runtime_node.mjs';
import { rawExports, symbolsFor, type Core } from '../../../web/runtime/core.mjs';

let core: Core;
let python: { _module: { HEAPU8: Uint8Array }; runPython(source: string): unknown };
beforeAll(async () => void ({ core, python } = await startRuntime({ emit() {} })));

const lent = ['dh_copy_in', 'dh_copy_out'];
const declared = () => {
  const text = fs.readFileSync(inRoot('wasm/api/dh.h'), 'utf8').replace(/\/\/.*/g, '');
  return [...new Set(text.match(/\bdh_\w+(?=\s*\()/g))]
    .filter((name) => !lent.includes(name))
    .sort();
};

describe('the flat API', () => {
  test('is exported whole', () => expect(Object.keys(rawExports(core)).sort()).toEqual(declared()));

  test('is called without JavaScript between: each is the wasm export itself', () => {
    for (const [name, raw] of Object.entries(rawExports(core)))
      expect(String(raw), name).toMatch(/^function \d+\(\) \{ \[native code\] \}$/);
  });

  test('has every function that the extension imports', async () => {
    const extension = await WebAssembly.compile(fs.readFileSync(inRoot('build/wasm/_dh.so')));
    const needed = WebAssembly.Module.imports(extension).map(({ name }) => name);
    const given = symbolsFor(core, python._module);
    expect(needed.filter((name) => name.startsWith('dh_') && !(name in given))).toEqual([]);
    expect(needed).toContain('dh_call2');
  });

  test('says when the glue is not what it was', () => {
    const stub = Object.assign(() => 0, { toString: () => '(){return Module["asm"]["zz"]()}' });
    expect(() => rawExports({ _dh_live: stub, asm: {} } as unknown as Core)).toThrow(
      /no export behind/,
    );
    expect(() => rawExports({} as Core)).toThrow(/no dh_ functions/);
  });
});

test('bytes cross both ways, also after a memory has grown', () => {
  const { dh_copy_in: copyIn, dh_copy_out: copyOut } = symbolsFor(core, python._module);
  const before = core.HEAPU8.buffer;
  const count = before.byteLength + 1; // more than the core has: its memory must grow
  python.runPython(`big = bytearray(${2 * count})`);
  const heap = () => python._module.HEAPU8;
  const at = heap().length - 2 * count; // scratch at the end of Python's memory
  const saved = heap().slice(at, at + count);
  heap().fill(7, at, at + count);
  expect(copyIn(at, count)).toBe(1);
  heap().fill(0, at, at + count);
  expect(copyOut(at, count)).toBe(1);
  expect(core.HEAPU8.buffer).not.toBe(before);
  expect(
    heap()
      .subarray(at, at + count)
      .every((byte) => byte === 7),
  ).toBe(true);
  heap().set(saved, at);
});
