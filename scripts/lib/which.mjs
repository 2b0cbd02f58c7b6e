import fs from 'node:fs';
import path from 'node:path';

/** The first of these programs on the path, or null. */
export function which(...names) {
  const windows = process.platform === 'win32';
  const endings = windows ? (process.env.PATHEXT ?? '.EXE;.BAT;.CMD').split(';') : [''];
  for (const name of names)
    for (const folder of (process.env.PATH ?? '').split(path.delimiter))
      for (const ending of endings) {
        const file = path.join(folder, name + ending);
        if (isProgram(file, windows)) return file;
      }
  return null;
}

function isProgram(file, windows) {
  try {
    if (!windows) fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}
