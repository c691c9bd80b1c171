// A browser small enough to count everything in: time moves by hand, and a test says what the network answers.
import { readFileSync } from 'node:fs';

const ASSETS = new URL('../../src/embed/assets/', import.meta.url);
const immediate = setImmediate;
const real = globalThis.crypto;
const RealDate = Date;
let imported = 0;

/** Listeners that can be counted. */
export class Target {
  listeners = [];
  addEventListener(type, listener, { signal } = {}) {
    if (signal?.aborted) return;
    const entry = { type, listener };
    this.listeners.push(entry);
    signal?.addEventListener('abort', () => this.listeners.splice(this.listeners.indexOf(entry), 1));
  }
  removeEventListener(type, listener) {
    this.listeners = this.listeners.filter((entry) => entry.type !== type || entry.listener !== listener);
  }
  fire(type, event = {}) {
    for (const entry of [...this.listeners]) if (entry.type === type) entry.listener(event);
  }
}

class Clock {
  now = 1_700_000_000_000;
  wallOffset = 0;
  timers = new Map();
  #next = 1;
  set = (act, ms = 0) => (this.timers.set(this.#next, { at: this.now + ms, act }), this.#next++);
  clear = (id) => void this.timers.delete(id);
  takeDue(until) {
    const [found] = [...this.timers].filter(([, { at }]) => at <= until).sort(([, a], [, b]) => a.at - b.at);
    if (!found) return undefined;
    this.timers.delete(found[0]);
    this.now = Math.max(this.now, found[1].at);
    return found[1].act;
  }
}

class Port {
  onmessage = null;
  isClosed = false;
  postMessage(data) {
    const copy = structuredClone(data);
    const { other } = this;
    if (!this.isClosed) queueMicrotask(() => !other.isClosed && other.onmessage?.({ data: copy }));
  }
  close() {
    this.isClosed = true;
  }
}

export class Browser {
  clock = new Clock();
  window = new Target();
  document = Object.assign(new Target(), { visibilityState: 'visible' });
  /** What the frame posted to its parent, or the page to its frames. */
  posted = [];
  parent = { postMessage: (data, origin) => this.posted.push({ data: structuredClone(data), origin }) };
  location = { search: '', href: 'https://page.example/app', hostname: 'page.example', reloads: 0, reload: () => this.location.reloads++ };
  /** Every call of `fetch`. */
  calls = [];
  /** Answers of the network, by path; a function of the call gives a Response, or throws. */
  answers = {};
  channels = [];
  ports = [];
  warnings = [];
  errors = [];
  #busy = 0;
  #signalTimers = new Set();

  constructor({ isSecure = true } = {}) {
    const { clock } = this;
    const self = this;
    this.window.name = '';
    class FakeDate extends RealDate {
      constructor(...args) {
        if (args.length) super(...args);
        else super(FakeDate.now());
      }
      static now = () => clock.now + clock.wallOffset;
    }
    const counted = new Proxy(real.subtle, {
      get: (of, name) => (...args) => this.#count(of[name](...args)),
    });
    const globals = {
      Date: FakeDate,
      performance: { now: () => clock.now },
      setTimeout: clock.set,
      clearTimeout: clock.clear,
      window: this.window,
      parent: this.parent,
      document: this.document,
      location: this.location,
      navigator: { onLine: true },
      isSecureContext: isSecure,
      crypto: { subtle: isSecure ? counted : undefined, getRandomValues: (into) => real.getRandomValues(into) },
      addEventListener: (...args) => this.window.addEventListener(...args),
      removeEventListener: (...args) => this.window.removeEventListener(...args),
      reportError: (error) => this.errors.push(error),
      fetch: (input, init) => this.#count(this.#fetch(input, init)),
      console: { ...console, warn: (...args) => this.warnings.push(args.join(' ')), debug: () => {} },
      BroadcastChannel: class {
        constructor(name) {
          Object.assign(this, { name, sent: [], isClosed: false });
          self.channels.push(this);
        }
        postMessage(data) {
          this.sent.push(data);
        }
        close() {
          this.isClosed = true;
        }
      },
      MessageChannel: class {
        port1 = new Port();
        port2 = new Port();
        constructor() {
          Object.assign(this.port1, { other: this.port2 });
          Object.assign(this.port2, { other: this.port1 });
          self.ports.push(this.port1, this.port2);
        }
      },
      WebSocket: class {
        constructor(url, protocols) {
          Object.assign(this, { url, protocols });
        }
      },
    };
    for (const [name, value] of Object.entries(globals)) {
      Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
    }
    AbortSignal.timeout = (ms) => {
      const controller = new AbortController();
      const timer = clock.set(() => controller.abort(new DOMException('timed out', 'TimeoutError')), ms);
      this.#signalTimers.add(timer);
      return controller.signal;
    };
  }

  /** Timers that still run, but for those of `AbortSignal.timeout`, which nobody can stop. */
  get timers() {
    return [...this.clock.timers.keys()].filter((id) => !this.#signalTimers.has(id)).length;
  }

  get openPorts() {
    return this.ports.filter((port) => !port.isClosed).length;
  }

  async #count(promise) {
    this.#busy++;
    try {
      return await promise;
    } finally {
      this.#busy--;
    }
  }

  async #fetch(input, init) {
    const request = new Request(new URL(input.url ?? input, this.location.href), input.url ? input : init);
    const url = new URL(request.url);
    const call = { url: request.url, path: url.pathname, method: request.method, headers: request.headers, init, request };
    call.body = await request.clone().text();
    this.calls.push(call);
    const answer = this.answers[url.pathname];
    if (!answer) throw new TypeError(`nobody answers ${url.pathname}`);
    const held = answer(call);
    if (held?.then) this.#busy--;
    try {
      const gone = new Promise((_, reject) => request.signal.addEventListener('abort', () => reject(request.signal.reason)));
      request.signal.throwIfAborted();
      return await Promise.race([held, gone]);
    } finally {
      if (held?.then) this.#busy++;
    }
  }

  /** Waits until nothing more happens by itself. */
  async settle() {
    for (let quiet = 0; quiet < 5; quiet = this.#busy === 0 ? quiet + 1 : 0) {
      await new Promise((go) => immediate(go));
    }
  }

  /** Lets time pass, in milliseconds. */
  async pass(ms) {
    await this.settle();
    const until = this.clock.now + ms;
    for (let act = this.clock.takeDue(until); act; act = this.clock.takeDue(until)) {
      act();
      await this.settle();
    }
    this.clock.now = until;
    await this.settle();
  }

  /** A message event for this window. */
  async say(data, { origin = 'https://page.example', source = this.parent, ports = [] } = {}) {
    this.window.fire('message', { data, origin, source, ports });
    await this.settle();
  }

  pathsCalled(path) {
    return this.calls.filter((call) => call.path === path);
  }

  told(type) {
    return this.posted.filter(({ data }) => data.type === type);
  }
}

/** A fresh instance of a built module. */
export async function load(name) {
  return import(new URL(`${name}?${++imported}`, ASSETS));
}

/** Runs a built classic script. */
export function run(name) {
  (0, eval)(readFileSync(new URL(name, ASSETS), 'utf8'));
}

export function json(status, body, headers = {}) {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } });
}

/** A gateway that issues pairs `access-1`, `access-2`, … */
export function gateway(browser, { type = 'DPoP', life = 900, session = 43_200 } = {}) {
  let issued = 0;
  const pair = () => {
    issued++;
    return json(200, {
      access_token: `access-${issued}`,
      token_type: type,
      expires_in: life,
      refresh_token: `refresh-${issued}`,
      scope: 'flows:read',
      session_id: 'es_1',
      session_expires_in: session,
      workspace: { id: 'ws_1', name: 'Acme' },
      user: { external_user_id: 'u_42' },
    });
  };
  Object.assign(browser.answers, {
    '/auth/exchange': pair,
    '/auth/refresh': pair,
    '/auth/logout': () => json(200, {}),
    '/embed/v1/config': () => json(200, { version: '0.1.0', protocol: [0, 1], diagnostics: false }),
    '/v1/flows': () => json(200, { flows: [] }),
  });
  return pair;
}

export function refused(status, code, more = {}, headers = {}) {
  const { retryable = false, ...rest } = more;
  return json(
    status,
    { error: 'invalid_grant', error_description: `because ${code}`, code, retryable, request_id: 'req_1', ...rest },
    { 'x-wicketgate-error-source': 'gateway', ...headers },
  );
}
