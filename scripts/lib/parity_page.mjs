// The page that says how close to PyTorch we are: the measurements that the tests check (tests/golden), as
// HTML. A Vite plugin puts it into web/parity.html, in development and in a build.
import fs from 'node:fs';
import { inRoot } from './paths.mjs';

const measured = 'tests/golden/optim/parity.json';
const schedules = 'tests/golden/schedule/parity.json';
const operators = 'tests/golden/ops/ulp.json';
const dtypes = ['float32', 'float64'];

export function parityPage() {
  return {
    name: 'downhill-parity-page',
    transformIndexHtml(html) {
      return html.replace('<!-- measurements -->', () => measurements());
    },
  };
}

export function measurements() {
  const optimizers = read(measured);
  const parts = [
    optimizerPart(optimizers.optimizers, optimizers.torch),
    schedulerPart(read(schedules).schedulers),
    operatorPart(read(operators).operators),
  ];
  return parts.join('\n');
}

const read = (file) => JSON.parse(fs.readFileSync(inRoot(file), 'utf8'));

function optimizerPart(optimizers, torch) {
  const names = Object.keys(optimizers).sort((a, b) => a.localeCompare(b, 'en'));
  const all = total(names.map((name) => whole(optimizers[name])));
  const sets = names.reduce((sum, name) => sum + Object.keys(optimizers[name]).length, 0);
  const rows = names.map((name) => {
    const sums = dtypes.map((dtype) => whole(optimizers[name], [dtype]));
    const link = `<a href="#${name}">${escape(name)}</a>`;
    return row([link, String(Object.keys(optimizers[name]).length), ...sums.map(cell)]);
  });
  return `<p class="lead"><strong>${equalOf(all)}</strong> of ${names.length} optimizers, under ${sets} sets of
    options, in two precisions and six shapes, are those of PyTorch ${escape(torch)}: the parameter and the
    optimizer’s whole state.</p>
  <p>Lion, which PyTorch lacks, is compared with its paper’s algorithm written in PyTorch’s operations.</p>
  <p>Gradients are given, 200 in a row, so that only the update is tested; among them are zeros, numbers of
    10<sup>±30</sup>, NaN and infinities. PyTorch’s square roots are made correctly rounded first, since those of its
    own builds differ between processors. The tests measure these numbers anew each time and fail when one of
    them changes.</p>
  ${table('Steps equal to PyTorch in every bit, by optimizer', ['Optimizer', 'Option sets', ...dtypes], rows)}
  <h2 id="options">By option</h2>
  <p>Each option is tried at a value that is not its default, alone and in the pairs that are used together. A step
    counts as equal when no bit of parameter or state differs; the distance, in units in the last place (ulp), is the
    largest of any parameter at every tenth step.</p>
  <div class="options">${names.map((name) => oneTable(name, optimizers[name])).join('\n')}</div>`;
}

function schedulerPart(all) {
  const names = Object.keys(all).sort((a, b) => a.localeCompare(b, 'en'));
  const sums = names.map((name) => total(Object.values(all[name])));
  const rows = names.map((name, i) =>
    row([breakable(name), String(Object.keys(all[name]).length), cell(sums[i])]),
  );
  return `<h2 id="schedulers">Learning-rate schedulers</h2>
  <p><strong>${equalOf(total(sums))}</strong> of ${names.length} schedulers give PyTorch’s learning rates and momenta:
    with SGD in one and in two groups, with Adam, with a tensor for a rate, and by <code>step(epoch)</code>.</p>
  ${table('Steps of schedulers equal to PyTorch in every bit', ['Scheduler', 'Option sets', 'Steps'], rows)}`;
}

function oneTable(name, sets) {
  const rows = Object.entries(sets).map(([options, counts]) =>
    row([
      optionText(options),
      ...dtypes.map((dtype) => cell(total([counts[dtype]].filter(Boolean)))),
    ]),
  );
  return `<section><h3 id="${escape(name)}">${escape(name)}</h3>
    ${table(`Steps of ${name} equal to PyTorch, by options`, ['Options', ...dtypes], rows)}</section>`;
}

function operatorPart(all) {
  const ways = ['forward', 'backward'];
  const same = [];
  const rows = [];
  for (const [name, { reason, ...counts }] of Object.entries(all)) {
    if (!reason) {
      same.push(`<code>${escape(name)}</code>`);
      continue;
    }
    const cells = dtypes.map((dtype) =>
      ways.map((way) => share(counts[dtype]?.[way])).join('<br>'),
    );
    rows.push(row([`<code>${escape(name)}</code>`, ...cells, escape(reason)]));
  }
  const columns = ['Operator', ...dtypes, 'Why'];
  return `<h2 id="operators">Operators</h2>
  <p>Each operator runs forward and backward on some 10,000 numbers per precision, kinks and extremes among them.
    ${same.length} of ${same.length + rows.length} give PyTorch’s bits throughout: ${same.join(', ')}.</p>
  <p>The others are here with the largest distance and the share of numbers that differ, forward above backward.</p>
  <div class="operators">${table('Operators that differ from PyTorch', columns, rows)}</div>`;
}

/** The counts of all option sets and dtypes as one. */
const whole = (sets, of = dtypes) =>
  total(Object.values(sets).flatMap((counts) => of.map((dtype) => counts[dtype])));

function total(counts) {
  return counts
    .filter(Boolean)
    .reduce(
      ([equal, steps, ulp], [e, s, u]) => [equal + e, steps + s, Math.max(ulp, u)],
      [0, 0, 0],
    );
}

const english = new Intl.NumberFormat('en');
const number = (n) => english.format(n);
const equalOf = ([equal, steps]) =>
  equal === steps ? `All ${number(steps)} steps` : `${number(equal)} of ${number(steps)} steps`;

/** Equal steps; where they are not all, how many, and how far off. */
function cell([equal, steps, ulp]) {
  if (steps === 0) return '–';
  if (equal === steps) return `all&nbsp;${number(steps)}`;
  return `<span class="off">${number(equal)} of ${number(steps)}<br>${distance(ulp)}</span>`;
}

function share(count) {
  if (!count) return '–';
  const [ulp, differ, of] = count;
  if (differ === 0) return 'equal';
  return `${distance(ulp)}, ${Number(((100 * differ) / of).toPrecision(2))} %`;
}

function distance(ulp) {
  if (ulp < 1e6) return `${number(ulp)} ulp`;
  const power = Math.floor(Math.log10(ulp));
  return `${(ulp / 10 ** power).toFixed(1)} × 10<sup>${power}</sup> ulp`;
}

/** `betas=0.8,0.95 eps=0.001` as Python writes it. */
function optionText(options) {
  if (!options) return 'defaults';
  const one = (option) => {
    const [name, value] = option.split('=');
    return `${name}=${value.includes(',') ? `(${value.replaceAll(',', ', ')})` : value}`;
  };
  const codes = options.split(' ').map((option) => `<code>${escape(one(option))}</code>`);
  return codes.join(', ');
}

function table(caption, columns, rows) {
  const head = columns.map((name) => `<th scope="col">${name}</th>`).join('');
  return `<table><caption class="vh">${caption}</caption><thead><tr>${head}</tr></thead>
    <tbody>${rows.join('\n')}</tbody></table>`;
}

const row = ([first, ...rest]) =>
  `<tr><th scope="row">${first}</th>${rest.map((c) => `<td>${c}</td>`).join('')}</tr>`;

/** A long name may go on in the next line at a capital letter. */
const breakable = (name) => escape(name).replace(/([a-z])(?=[A-Z])/g, '$1<wbr>');

const marks = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text) => text.replace(/[&<>"]/g, (mark) => marks[mark]);
