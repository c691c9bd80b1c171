/** The frame's side: `connect` gives a session with the gateway for as long as the page has one. */
import { WicketgateError } from '../error.js';
import { Calls } from './calls.js';
import { counts } from './inbox.js';
import { type Options, Session, type Who } from './session.js';
import type { EventStream, StreamInit } from './stream.js';

export { WicketgateError };

/** One session for each API in this document, however often `connect` is called. */
const sessions = new Map<string, { session: Session; handles: number }>();

class Frame {
  readonly fetch: Calls['fetch'];
  readonly #calls: Calls;
  readonly #offs = new Set<() => void>();
  #isDestroyed = false;
  readonly #core: { session: Session; handles: number };

  constructor(
    core: { session: Session; handles: number },
    api: string,
  ) {
    this.#core = core;
    core.handles++;
    core.session.start();
    this.#calls = new Calls(api, core.session);
    this.fetch = async (input, init) => {
      void this.#live;
      return this.#calls.fetch(input, init);
    };
  }

  get #live(): Session {
    if (this.#isDestroyed) throw new WicketgateError('destroyed', 'connect again');
    return this.#core.session;
  }

  get state() {
    return this.#core.session.state;
  }

  get session(): Who | undefined {
    return this.#core.session.who;
  }

  get ignored(): number {
    return counts.ignored;
  }

  async ready(): Promise<Who> {
    const session = this.#live;
    for (;;) {
      try {
        await session.token();
        return session.who!;
      } catch (error) {
        // The page may take its time: only an end is an end.
        if (session.isClosed() || !(error instanceof WicketgateError)) throw error;
        if (error.code !== 'timeout' && error.code !== 'no_auth_message') throw error;
      }
    }
  }

  eventSource(url: string | URL, init?: StreamInit): EventStream {
    void this.#live;
    const stream = this.#calls.eventSource(url, init);
    this.#offs.add(() => stream.close());
    return stream;
  }

  webSocket(url: string | URL, protocols?: string | string[]): Promise<WebSocket> {
    void this.#live;
    return this.#calls.webSocket(url, protocols);
  }

  on(type: string, listener: (value: never) => void): () => void {
    const off = this.#live.events.on(type, listener);
    this.#offs.add(off);
    return () => {
      off();
      this.#offs.delete(off);
    };
  }

  async getAccessToken(): Promise<string> {
    return (await this.#live.token()).access;
  }

  requestReauth(reason = 'refresh_failed'): void {
    this.#live.ask(reason);
  }

  logout(): Promise<void> {
    return this.#live.logout();
  }

  resize(height = document.documentElement.scrollHeight): void {
    this.#live.tell({ type: 'resize', height });
  }

  destroy(): void {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    this.#offs.forEach((off) => off());
    if (--this.#core.handles === 0) this.#core.session.pause();
  }
}

export type { Frame };

export function connect(options: { api: string } & Partial<Options>): Frame {
  const api = new URL(options.api).origin;
  for (const name of ['clientSecret', 'client_secret']) {
    if (name in options) {
      throw new WicketgateError('secret_in_browser', `${name} must stay on your backend: rotate it`);
    }
  }
  let core = sessions.get(api);
  if (!core || core.session.isClosed()) {
    const { dpop = 'auto', pkce = false, loadRescue = true } = options;
    core = { session: new Session(api, { dpop, pkce, loadRescue }), handles: 0 };
    sessions.set(api, core);
  }
  return new Frame(core, api);
}
