// Makes the machine ready for a command: system packages, then npm's. Uses Node's built-ins only,
// because in a fresh clone there is nothing else yet.
import fs from 'node:fs';
import { needs } from './needs.mjs';
import { inRoot } from './paths.mjs';
import { Problem, ask, must, run } from './run.mjs';
import { which } from './which.mjs';

/**
 * @param {string[]} names keys of `needs`
 */
export async function setup(names) {
  const [major] = process.versions.node.split('.').map(Number);
  if (major < 20) {
    throw new Problem(`Downhill needs Node 20 or later; this is ${process.version}.`);
  }
  await systemPackages(names);
  await npmPackages();
}

async function systemPackages(names) {
  const missing = () => names.filter((name) => !needs[name].there());
  const before = missing();
  if (before.length === 0) return;
  const packages = before.map((name) => needs[name].apt);
  const apt = aptCommand();
  if (apt) {
    console.log(`Installing from this system's packages: ${packages.join(' ')}`);
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    await run(apt[0], [...apt.slice(1), 'update', '-q'], { env });
    await run(
      apt[0],
      [...apt.slice(1), 'install', '-y', '-q', '--no-install-recommends', ...packages],
      {
        env,
      },
    );
  }
  const after = missing();
  if (after.length > 0) throw new Problem(advice(after, apt !== null));
}

/** apt-get as root or through a sudo that asks nothing; null where neither is there. */
function aptCommand() {
  const apt = which('apt-get');
  if (!apt) return null;
  if (process.getuid?.() === 0) return [apt];
  const sudo = which('sudo');
  const asksNothing = sudo && ask(sudo, ['-n', 'true']) !== null;
  return asksNothing ? [sudo, '-n', 'DEBIAN_FRONTEND=noninteractive', apt] : null;
}

function advice(names, tried) {
  const list = names.map((name) => `  - ${needs[name].what}`).join('\n');
  const apt = names.map((name) => needs[name].apt).join(' ');
  const others = (system) => names.map((name) => `      ${needs[name][system]}`).join('\n');
  return [
    tried ? 'These are still missing after installing packages:' : 'These are missing:',
    list,
    'Install them, then run the same command again:',
    `  Debian, Ubuntu: sudo apt-get install --no-install-recommends ${apt}`,
    `  macOS:\n${others('mac')}`,
    `  Windows:\n${others('windows')}`,
  ].join('\n');
}

/** node_modules as the lock file has it. npm itself writes down what it last installed. */
async function npmPackages() {
  const lock = inRoot('package-lock.json');
  const installed = inRoot('node_modules/.package-lock.json');
  const fresh = fs.existsSync(installed);
  if (fresh && sameVersions(lock, installed)) return;
  console.log('Installing npm packages');
  const words = [fresh ? 'install' : 'ci', '--loglevel=error'];
  // Under `npm start` npm says where it lies itself; its script needs no shell on any system.
  const script = process.env.npm_execpath;
  if (script?.endsWith('.js')) await must(process.execPath, [script, ...words]);
  else await must(which('npm') ?? 'npm', words);
}

/** Whether every package of the lock file that is not optional is installed in its version. */
function sameVersions(lock, installed) {
  const read = (file) => JSON.parse(fs.readFileSync(file, 'utf8')).packages;
  const there = read(installed);
  return Object.entries(read(lock)).every(
    ([name, entry]) => name === '' || entry.optional || there[name]?.version === entry.version,
  );
}
