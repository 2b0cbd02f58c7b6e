// A stand-in for the worker: it speaks the messages of web/runtime/messages.ts without Python.
// Tests serve it at the worker's address, with `self.OPTIONS` set before it:
//   jspi, hold (iteration at which a training cell stands still), deaf (does not hear Stop),
//   slow (milliseconds that loading takes), fail (why the runtime cannot start).

const options = { jspi: true, hold: Infinity, deaf: false, slow: 120, fail: null, ...self.OPTIONS };
const FRAME = 16;
let count = 0;
let stopAsked = false;
let paused = false;

const say = (message) => self.postMessage(message);
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

class Stopped extends Error {}

/** Lets messages in, as the real worker does every 16 ms. */
async function breathe(cell, held = false) {
  await sleep(FRAME);
  if (stopAsked && !options.deaf) throw new Stopped();
  if (!paused && !held) return;
  if (paused) say({ type: 'paused', cell });
  while (paused || held) {
    await sleep(FRAME);
    if (stopAsked) throw new Stopped();
  }
  say({ type: 'resumed', cell });
}

function series(id, optimizer, lr, label, names, shapes) {
  const columns = [{ name: 'loss' }, { name: 'lr' }];
  for (const part of ['value', 'grad'])
    shapes.forEach((shape, param) => {
      const size = shape.reduce((a, b) => a * b, 1);
      for (let element = 0; element < size; element++)
        columns.push({ name: names[param], part, param, element });
    });
  return { version: 1, id, optimizer, lr, label, columns, shapes, stride: 1 };
}

/** Sends states as they come about; `step(k)` returns one row without its iteration. */
async function train(cell, head, n, perFrame, step, print, curve) {
  let sent = 0;
  let rows = [];
  const flush = (closed, total) => {
    const block = { ...head, from: sent, rows: Float64Array.from(rows), closed, total };
    if (curve && sent === 0) block.curve = curve;
    sent += rows.length / (head.columns.length + 1);
    rows = [];
    say({ type: 'records', cell, series: [block] });
  };
  for (let k = 0; k < n; k++) {
    rows.push(k, ...step(k));
    const text = print?.(k);
    if (text) say({ type: 'output', cell, stream: 'stdout', text });
    if (k % perFrame === perFrame - 1 || k === options.hold) {
      flush(false, k + 1);
      await breathe(cell, k === options.hold);
    }
  }
  const last = step(n);
  const grads = (head.columns.length - 2) / 2;
  last[0] = NaN;
  last.fill(NaN, 2 + grads);
  rows.push(n, ...last);
  flush(true, n);
}

const float32 = Math.fround;

async function parabola(cell, rate = 0.05, id = 1) {
  const head = series(id, 'SGD', rate, `SGD, η = ${rate}`, ['x'], [[1]]);
  let x = 15;
  const seen = [15];
  const step = (k) => {
    if (k > 0) x = float32(x - rate * float32(2 * x));
    if (k > 0 && k % 20 === 0) seen.push(x);
    return [float32(x * x), rate, x, float32(2 * x)];
  };
  const print = (k) =>
    (k + 1) % 20 === 0
      ? `Iteration ${k + 1}: pre-update x = ${x.toFixed(4)}\nIteration ${k + 1}: post-update x = ${(x * 0.9).toFixed(4)}, \nresulting y = ${(x * x).toFixed(4)}\n`
      : '';
  const xs = Array.from({ length: 161 }, (_, i) => -4 + (20.25 * i) / 160);
  await train(cell, head, 100, 2, step, print, { x: xs, y: xs.map((v) => v * v) });
  say({
    type: 'output',
    cell,
    stream: 'stdout',
    text: `[${seen.join(', ')}]\n[${seen.map((v) => v * v).join(', ')}]\n`,
  });
}

async function regression(cell) {
  let seed = 7;
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  const points = Array.from({ length: 80 }, () => [random() * 10, random() * 10]);
  const targets = points.map(([a, b]) => 0.77 * a - 0.56 * b + 3);
  let p = [-1.7755, 1.4201, 1.0382];
  let v = null;
  let g = [0, 0, 0];
  let loss = 0;
  const evaluate = () => {
    loss = 0;
    g = [0, 0, 0];
    points.forEach(([a, b], i) => {
      const r = p[0] * a + p[1] * b + p[2] - targets[i];
      loss += r * r;
      g = [g[0] + 2 * r * a, g[1] + 2 * r * b, g[2] + 2 * r];
    });
  };
  const step = (k) => {
    if (k > 0) {
      v = v ? v.map((u, i) => 0.9 * u + g[i]) : g;
      p = p.map((u, i) => u - 5e-5 * v[i]);
    }
    evaluate();
    return [loss, 5e-5, ...p, ...g];
  };
  const weights = () =>
    `Parameter containing:\ntensor([${p[0].toFixed(4)}, ${p[1].toFixed(4)}], dtype=torch.float64, requires_grad=True)`;
  const print = (k) =>
    k % 100 === 0
      ? `Epoch: ${k + 1} \n Weights: ${weights()} \n Training Loss: ${loss.toFixed(4)}\n`
      : '';
  say({
    type: 'output',
    cell,
    stream: 'stdout',
    text: `[Parameter containing:\ntensor([-1.7755,  1.4201], dtype=torch.float64, requires_grad=True), Parameter containing:\ntensor([1.0382], dtype=torch.float64, requires_grad=True)]\n`,
  });
  const head = series(
    2,
    'SGD',
    5e-5,
    'SGD, η = 5e-05, momentum = 0.9',
    ['weights', 'bias'],
    [[2], [1]],
  );
  await train(cell, head, 500, 4, step, print);
  say({ type: 'output', cell, stream: 'stdout', text: `final weights: ${weights()}\n` });
}

/** Three optimizers one after another; the second diverges to infinity, the third has gaps. */
async function race(cell) {
  for (const [id, rate] of [
    [11, 0.05],
    [12, 1.05],
    [13, 0.3],
  ]) {
    let x = 15;
    const head = series(id, 'SGD', rate, `SGD, η = ${rate}`, ['x'], [[1]]);
    await train(cell, head, 60, 6, (k) => {
      if (k > 0) x -= rate * 2 * x;
      const loss = id === 13 && k > 20 && k < 30 ? NaN : id === 12 && k > 40 ? Infinity : x * x;
      return [loss, rate, x, 2 * x];
    });
  }
}

/** A small network: 30 weights, of a length nobody knows. */
async function network(cell, n) {
  const head = series(21, 'Adam', 0.01, 'Adam, η = 0.01', ['0.weight', '0.bias'], [[6, 4], [6]]);
  const target = Array.from({ length: 30 }, (_, i) => Math.sin(i * 2.3) * (i < 24 ? 1 : 0.4));
  const step = (k) => {
    const values = target.map(
      (t, i) =>
        t * (1 - Math.exp(-k / (40 + 9 * i))) +
        0.12 * Math.cos(i * 5.1 + k / 60) * Math.exp(-k / 300),
    );
    return [
      0.7 * Math.exp(-k / 200) + 0.02 + 0.01 * Math.sin(k * 1.7) * Math.exp(-k / 500),
      0.01,
      ...values,
      ...values.map((v) => v / 10),
    ];
  };
  await train(cell, head, n, 9, step);
}

async function run(cell, source) {
  if (source.includes('while True')) for (;;) await breathe(cell);
  else if (source.includes('long_call')) for (;;) await sleep(1000);
  else if (source.includes('OLS')) await regression(cell);
  else if (source.includes('race(')) await race(cell);
  else if (source.includes('network(')) await network(cell, 700);
  else if (source.includes('flood')) {
    for (let i = 0; i < 60; i++) {
      say({
        type: 'output',
        cell,
        stream: 'stdout',
        text: Array.from({ length: 400 }, (_, j) => `line ${i * 400 + j}\n`).join(''),
      });
      await breathe(cell);
    }
  } else if (source.includes('SGD([x]')) await parabola(cell);
  else if (source.includes('np.random'))
    say({
      type: 'output',
      cell,
      stream: 'stdout',
      text: '200\n100\ntorch.float64\ntorch.Size([100, 2])\ntorch.Size([100])\n',
    });
  else if (source.includes('layer(')) {
    say({ type: 'output', cell, stream: 'stderr', text: 'a warning on the standard error\n' });
    const line = source.split('\n').findIndex((l) => l.includes('layer(X'));
    const start = source.split('\n')[line].indexOf('layer(X');
    throw Object.assign(new Error('mat1 and mat2 shapes cannot be multiplied (10x2 and 3x1)'), {
      python: {
        name: 'RuntimeError',
        line: line + 1,
        call: { start, end: start + 'layer(X_test)'.length },
      },
    });
  } else say({ type: 'result', cell, text: 'tensor([1., 2.])' });
}

self.onmessage = async ({ data }) => {
  if (data.type === 'stop') stopAsked = true;
  if (data.type === 'pause') paused = true;
  if (data.type === 'resume') paused = false;
  if (data.type === 'start') {
    for (let i = 0; i <= 10; i++) {
      say({
        type: 'loading',
        what: i < 7 ? 'Python' : 'standard library',
        done: i * 1.24e6,
        total: 12.4e6,
      });
      await sleep(options.slow / 10);
    }
    if (options.fail) say({ type: 'failed', message: options.fail });
    else say({ type: 'ready', jspi: options.jspi, python: '3.14.2', torch: '2.13.0' });
  }
  if (data.type !== 'run') return;
  const { cell, source } = data;
  const began = performance.now();
  stopAsked = false;
  count++;
  say({ type: 'started', cell, count });
  let status = 'ok';
  try {
    await run(cell, source);
  } catch (error) {
    status = error instanceof Stopped ? 'stopped' : 'error';
    const traceback = `Traceback (most recent call last):\n  File "<cell ${count}>", line ${error.python?.line}, in <module>\n    pred = layer(X_test)\n  File "torch/nn/modules/linear.py", line 134, in forward\n    return F.linear(input, self.weight, self.bias)\n${error.python?.name}: ${error.message}`;
    if (error.python)
      say({ type: 'error', cell, message: error.message, traceback, ...error.python });
    else if (status === 'error') throw error;
  }
  say({ type: 'ended', cell, status, seconds: (performance.now() - began) / 1000, count });
};
