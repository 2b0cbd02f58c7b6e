// A build step that is skipped while what it reads and what it wrote are unchanged. Goes by content,
// because a checkout gives every file a new date.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { inRoot, root } from './paths.mjs';

/**
 * @param {{ name: string, inputs: string[], outputs: string[], make: () => Promise<void> }} step
 *   inputs: files and folders (a missing one counts as empty); outputs: files that must exist
 * @returns {Promise<boolean>} whether anything was made
 */
export async function step({ name, inputs, outputs, make }) {
  const stamp = inRoot('build/stamps', name);
  const before = fingerprint(inputs);
  const complete = outputs.every((file) => fs.existsSync(inRoot(file)));
  if (complete && fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === before) return false;
  fs.rmSync(stamp, { force: true });
  await make();
  fs.mkdirSync(path.dirname(stamp), { recursive: true });
  fs.writeFileSync(stamp, before);
  return true;
}

function fingerprint(inputs) {
  const hash = createHash('sha256');
  for (const file of inputs.flatMap((input) => filesOf(inRoot(input))).sort()) {
    hash.update(path.relative(root, file)).update('\0').update(fs.readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function filesOf(place) {
  const kind = fs.statSync(place, { throwIfNoEntry: false });
  if (!kind) return [];
  if (kind.isFile()) return [place];
  return fs
    .readdirSync(place, { withFileTypes: true })
    .filter((entry) => entry.name !== '__pycache__')
    .flatMap((entry) => filesOf(path.join(place, entry.name)));
}
