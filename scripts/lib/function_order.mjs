// In which order a wasm module's functions compress best: next comes the one that is most like those
// just before it, because gzip finds repetitions only within its last 32 kB, and templates make many
// near copies.

const LENGTH = 6; // of the byte strings that likeness goes by
const COMMON = 60; // strings in more functions than these say nothing
const FIRST = 60; // the functions called most, which come first, keep their short numbers
const WINDOW = 24_000; // bytes before a function that it should be like

/**
 * @param {Uint8Array} module  whose functions stand by how often they are called (wasm-opt's order)
 * @returns {Uint8Array} the module with names for its functions, sorted as they should stand
 */
export function nameInOrder(module) {
  const { imports, bodies } = functionsOf(module);
  const names = new Map(Array.from({ length: imports }, (_, i) => [i, `import${i}`]));
  order(bodies).forEach((at, rank) => names.set(imports + at, `f${String(rank).padStart(6, '0')}`));
  return withNames(module, names);
}

function order(bodies) {
  const strings = bodies.map(stringsOf);
  const holders = holdersOf(strings);
  const left = new Set(bodies.keys());
  const done = [];
  const take = (at) => (left.delete(at), done.push(at));
  for (let at = 0; at < Math.min(FIRST, bodies.length); ++at) take(at);
  const bySize = [...left].sort((a, b) => bodies[b].length - bodies[a].length);

  const window = []; // functions
  const inWindow = new Map(); // string -> how many of them have it
  const shared = new Int32Array(bodies.length); // how many of a function's strings are there
  const count = (at, by) => {
    for (const string of strings[at]) {
      const all = holders.get(string);
      if (!all) continue;
      const before = inWindow.get(string) ?? 0;
      inWindow.set(string, before + by);
      if (before === 0 || before + by === 0) for (const holder of all) shared[holder] += by;
    }
  };
  let bytes = 0; // of the window
  const enter = (at) => {
    window.push(at);
    count(at, 1);
    for (bytes += bodies[at].length; bytes > WINDOW && window.length > 1;) {
      const oldest = window.shift();
      bytes -= bodies[oldest].length;
      count(oldest, -1);
    }
  };

  let here = bySize[0];
  while (here !== undefined) {
    take(here);
    enter(here);
    let best = 0;
    here = undefined;
    for (const at of left) {
      const likeness = shared[at] / (1 + strings[at].size) ** 0.7; // measured: between sum and share
      if (likeness > best) [best, here] = [likeness, at];
    }
    here ??= bySize.find((at) => left.has(at));
  }
  return done;
}

/** Which functions have a string: of those strings that several have, and not too many. */
function holdersOf(strings) {
  const holders = new Map();
  strings.forEach((each, at) => {
    if (at < FIRST) return;
    for (const string of each) {
      if (!holders.has(string)) holders.set(string, []);
      holders.get(string).push(at);
    }
  });
  for (const [string, all] of holders)
    if (all.length < 2 || all.length > COMMON) holders.delete(string);
  return holders;
}

function stringsOf(body) {
  const strings = new Set();
  for (let i = 0; i + LENGTH <= body.length; ++i) {
    let number = 0;
    for (let k = 0; k < LENGTH; ++k) number = number * 256 + body[i + k];
    strings.add(number);
  }
  return strings;
}

// ---- the binary format (webassembly.github.io/spec/core/binary) ----------------------------------

const IMPORTS = 2;
const CODE = 10;

function functionsOf(module) {
  let imports = 0;
  const bodies = [];
  const reader = new Reader(module, 8);
  while (reader.at < module.length) {
    const id = reader.byte();
    const end = reader.number() + reader.at;
    if (id === IMPORTS) {
      for (let n = reader.number(); n > 0; --n) if (reader.importIsFunction()) ++imports;
    }
    if (id === CODE) {
      for (let n = reader.number(); n > 0; --n) bodies.push(reader.bytes(reader.number()));
    }
    reader.at = end;
  }
  return { imports, bodies };
}

class Reader {
  constructor(bytes, at) {
    this.all = bytes;
    this.at = at;
  }
  byte() {
    return this.all[this.at++];
  }
  bytes(n) {
    this.at += n;
    return this.all.subarray(this.at - n, this.at);
  }
  number() {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.byte();
      value += (byte % 128) * factor;
      if (byte < 128) return value;
    }
  }
  importIsFunction() {
    this.bytes(this.number()); // module
    this.bytes(this.number()); // name
    const kind = this.byte();
    const limits = () => {
      const hasEnd = this.byte() % 2 === 1;
      this.number();
      if (hasEnd) this.number();
    };
    if (kind === 0) {
      this.number();
    } else if (kind === 1) {
      this.byte();
      limits();
    } else if (kind === 2) {
      limits();
    } else if (kind === 3) {
      this.bytes(2);
    } else {
      this.byte(); // a tag
      this.number();
    }
    return kind === 0;
  }
}

function withNames(module, names) {
  const map = [...number(names.size)];
  for (const [index, name] of names) map.push(...number(index), ...text(name));
  const section = [...text('name'), 1, ...number(map.length), ...map];
  return Buffer.concat([module, Buffer.from([0, ...number(section.length)]), Buffer.from(section)]);
}
const text = (s) => [...number(s.length), ...Buffer.from(s)];
function number(n) {
  const bytes = [];
  for (; n >= 128; n = Math.floor(n / 128)) bytes.push((n % 128) + 128);
  return [...bytes, n];
}
