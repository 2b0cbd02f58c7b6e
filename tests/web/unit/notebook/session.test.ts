import { beforeEach, describe, expect, it } from 'vitest';
import { Session, type Listener } from '../../../../web/notebook/session';
import type { Port } from '../../../../web/runtime/client';
import type { FromWorker, ToWorker } from '../../../../web/runtime/messages';

class FakePort implements Port {
  onmessage: Port['onmessage'] = null;
  onerror: Port['onerror'] = null;
  readonly sent: ToWorker[] = [];
  ended = false;
  postMessage(message: ToWorker): void {
    this.sent.push(message);
  }
  terminate(): void {
    this.ended = true;
  }
  say(message: FromWorker): void {
    this.onmessage?.({ data: message } as MessageEvent<FromWorker>);
  }
  get ran(): string[] {
    return this.sent.flatMap((m) => (m.type === 'run' ? [m.cell] : []));
  }
}

let ports: FakePort[];
let heard: string[];
let alarm: (() => void) | null;
let session: Session;
const port = (): FakePort => ports.at(-1)!;
const ready = (jspi = true): void =>
  port().say({ type: 'ready', jspi, python: '3.14', torch: '2.13' });
const started = (cell: string): void => port().say({ type: 'started', cell, count: 1 });
const ended = (cell: string, status: 'ok' | 'error' | 'stopped' = 'ok'): void =>
  port().say({ type: 'ended', cell, status, seconds: 0, count: 1 });

beforeEach(() => {
  ports = [];
  heard = [];
  alarm = null;
  const listener: Listener = {
    runtime: (state) => heard.push(state.is),
    queued: (cell) => heard.push(`queued ${cell}`),
    dropped: (cell) => heard.push(`dropped ${cell}`),
    message: (message) => heard.push(`${message.type} ${message.cell}`),
    deaf: (cell, deaf) => heard.push(`${deaf ? 'deaf' : 'hears'} ${cell}`),
    lost: (cell) => heard.push(`lost ${cell}`),
  };
  const timers = {
    set: (action: () => void) => ((alarm = action), 1),
    clear: () => void (alarm = null),
  };
  const start = (): FakePort => {
    ports.push(new FakePort());
    return port();
  };
  session = new Session(start, 'https://example.org/', listener, timers);
});

describe('Session', () => {
  it('starts Python with the first run and runs cells one after another', () => {
    expect(ports.length).toBe(0);
    session.run('a', '1');
    session.run('b', '2');
    expect(port().sent).toEqual([{ type: 'start', base: 'https://example.org/' }]);
    ready();
    expect(port().ran).toEqual(['a']);
    started('a');
    ended('a');
    expect(port().ran).toEqual(['a', 'b']);
  });

  it('takes a cell once, however often Run is pressed', () => {
    session.run('a', '1');
    session.run('a', '1');
    ready();
    session.run('a', '1');
    expect(port().ran).toEqual(['a']);
    ended('a');
    expect(session.busy).toBe(false);
  });

  it('drops what waits behind a cell that failed', () => {
    session.run('a', '1');
    session.run('b', '2');
    ready();
    ended('a', 'error');
    expect(port().ran).toEqual(['a']);
    expect(heard).toContain('dropped b');
    session.run('b', '2');
    expect(port().ran).toEqual(['a', 'b']);
  });

  it('asks once to stop, and tells when nothing is heard for a second', () => {
    session.run('a', '1');
    ready();
    session.stop();
    session.stop();
    expect(port().sent.filter((m) => m.type === 'stop').length).toBe(1);
    alarm!();
    expect(heard.at(-1)).toBe('deaf a');
    port().say({ type: 'output', cell: 'a', stream: 'stdout', text: '.' });
    expect(heard.slice(-2)).toEqual(['hears a', 'output a']);
    expect(alarm).not.toBeNull(); // it listens on
    ended('a', 'stopped');
    expect(alarm).toBeNull();
    expect(heard).not.toContain('lost a');
  });

  it('stops cells that wait without a word to the worker', () => {
    session.run('a', '1');
    session.run('b', '2');
    session.drop('b');
    session.stop();
    ready();
    expect(port().ran).toEqual([]);
    expect(heard.filter((h) => h.startsWith('dropped'))).toEqual(['dropped b', 'dropped a']);
  });

  it('pauses and resumes only what runs', () => {
    session.pause();
    session.run('a', '1');
    ready();
    session.pause();
    port().say({ type: 'paused', cell: 'a' });
    session.pause();
    session.resume();
    expect(port().sent.map((m) => m.type)).toEqual(['start', 'run', 'pause', 'resume']);
  });

  it('restarts: ends the worker, says what was lost, hears nothing from before', () => {
    session.run('a', '1');
    ready();
    const old = port();
    session.restart();
    expect(old.ended).toBe(true);
    expect(heard).toContain('lost a');
    old.say({ type: 'output', cell: 'a', stream: 'stdout', text: 'late' });
    expect(heard).not.toContain('output a');
    session.run('a', '1');
    ready();
    expect(port().ran).toEqual(['a']);
  });

  it('cannot interrupt without JSPI', () => {
    session.run('a', '1');
    ready(false);
    expect(session.canInterrupt).toBe(false);
  });

  it('says why the runtime failed, and tries again with the next run', () => {
    session.run('a', '1');
    port().say({ type: 'failed', message: 'no wasm' });
    expect(session.state).toEqual({ is: 'failed', message: 'no wasm' });
    expect(heard).toContain('dropped a');
    session.run('a', '1');
    expect(ports.length).toBe(2);
    ready();
    expect(port().ran).toEqual(['a']);
  });

  it('takes a worker that cannot be loaded for a failed runtime', () => {
    session.run('a', '1');
    port().onerror!({ preventDefault() {}, message: '', filename: '', lineno: 0 } as ErrorEvent);
    expect(session.state).toEqual({ is: 'failed', message: 'its program could not be loaded' });
  });
});
