// The cases of tests/golden/reference, all run in one Python, once per test file.
import path from 'node:path';
import { golden, runDriver } from './notebook';

export interface Results {
  python: string;
  repr_cases: string[];
  error_cases: [string | null, string][];
}

export interface Case {
  expr: string;
  type?: string | null;
  text: string;
}

export async function runCases(): Promise<Results> {
  return (await runDriver<Results>(path.join(golden, 'reference/run_cases.py'))).result;
}

/** A test's name: one line, not too long. */
export function title(expr: string): string {
  const line = expr.replaceAll('\n', '⏎').replaceAll('%', '%%').replaceAll('$', '＄');
  return line.length > 110 ? `${line.slice(0, 109)}…` : line;
}
