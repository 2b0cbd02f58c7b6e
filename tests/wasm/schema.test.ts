// Every entry of the schema can be called by its name, and the generated types know it.
import fs from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { inRoot } from '../../scripts/lib/paths.mjs';
import { tidy, type Downhill, type Schema } from '../../wasm/facade/index.ts';
import { literal } from '../../wasm/facade/schema.ts';
import { create } from './downhill.ts';

let dh: Downhill;
let schema: Schema;
beforeAll(async () => {
  dh = await create();
  schema = dh.schema;
});

test('ids are the places in the lists', () => {
  expect(schema.ops.map(({ id }) => id)).toEqual(schema.ops.map((_, i) => i));
  expect(schema.optimizers.map(({ id }) => id)).toEqual(schema.optimizers.map((_, i) => i));
});

test('defaults are literals that both sides read', () => {
  for (const { name, attrs } of schema.ops) {
    for (const field of attrs) {
      if (field.default !== undefined)
        expect(() => literal(field.default!), `${name}.${field.name}`).not.toThrow();
    }
  }
});

test("an optimizer's options are its defaults", () => {
  for (const { name, fields } of schema.optimizers) {
    tidy(() => {
      const optimizer = dh.optimizer(name as 'SGD', [dh.tensor([[1]], { requiresGrad: true })]);
      const wanted = Object.fromEntries(
        fields.map((field) => [field.name, literal(field.default!)]),
      );
      const read = (value: unknown) =>
        Array.isArray(value) ? value.map((v) => (v === null ? null : Number(v))) : value;
      for (const [key, value] of Object.entries(wanted)) {
        const given = (optimizer.options[0] as Record<string, unknown>)[key];
        expect(given, `${name}.${key}`).toEqual(read(value));
      }
      optimizer.dispose();
    });
  }
});

test('the generated types name every operator and option', () => {
  const types = fs.readFileSync(inRoot('build/generated/ts/schema.d.ts'), 'utf8');
  for (const { name } of schema.ops) expect(types).toContain(`  ${name}(`);
  for (const { name, fields } of schema.optimizers) {
    expect(types).toContain(`  ${name}: ${name}Options;`);
    for (const field of fields) expect(types).toContain(`  ${field.name}?: `);
  }
});

describe('every operator is called with plain arguments', () => {
  test('and answers, or refuses in words', () => {
    const before = dh.live;
    const refused: string[] = [];
    for (const op of schema.ops) {
      tidy(() => {
        const of = (kind: string): unknown => {
          const base = kind.replace(/\?$/, '');
          if (base === 'tensors')
            return [
              dh.tensor([
                [1, 2],
                [3, 4],
              ]),
            ];
          if (base.startsWith('tensor'))
            return dh.tensor([
              [1, 2],
              [3, 4],
            ]);
          return {
            bool: false,
            int: 0,
            float: 1,
            number: 1,
            ints: [0],
            dtype: 'float32',
            str: 'mean',
            pair: [0, 1],
          }[base];
        };
        const required = op.attrs.filter((field) => field.default === undefined);
        const values = [...op.inputs, ...required].map((field) => of(field.kind));
        const call = (dh.ops as unknown as Record<string, (...args: unknown[]) => unknown>)[
          op.name
        ]!;
        try {
          expect(call(...values), op.name).toBeDefined();
        } catch (error) {
          if ((error as Error).name !== 'DownhillError') throw error;
          refused.push(op.name);
        }
      });
    }
    expect(dh.live).toBe(before);
    expect(refused.length, `refused: ${refused.join(', ')}`).toBeLessThan(schema.ops.length / 3);
  });
});
