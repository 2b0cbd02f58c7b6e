// Makes build/python/python_stdlib.zip and build/python/packages.zip where they are stale.
import { buildPythonArchives } from './lib/python_archives.mjs';

await buildPythonArchives({ log: (line) => console.log(line) });
