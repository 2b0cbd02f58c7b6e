import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder: every path in the scripts starts from it. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

export const inRoot = (...parts) => path.join(root, ...parts);
