/**
 * One session with the gateway, from the page's one-time token to its end:
 * `idle -> waiting -> exchanging -> active <-> refreshing -> reauth -> active | closed`.
 */
import { WicketgateError } from '../error.js';
import { Events, type Message, number, text } from '../protocol.js';
import { mark } from './clock.js';
import { clear, diagnose } from './diagnose.js';
import { Gateway, type Token, refusal } from './gateway.js';
import { type Heard, counts, listen } from './inbox.js';
import { Key, canSign, random, sha256 } from './key.js';
import { patience, reload, rescued } from './rescue.js';

export type State = 'idle' | 'waiting' | 'exchanging' | 'active' | 'refreshing' | 'reauth' | 'closed';

export interface Options {
  dpop: 'off' | 'auto' | 'required';
  pkce: boolean;
  loadRescue: boolean;
}

/** What a frame may know of its session; never a token. */
export interface Who {
  session_id: string;
  workspace: { id: string; name: string };
  user: Record<string, unknown>;
  scope: string;
  expires_in: number;
  session_expires_in: number;
}

interface Pair extends Token {
  refresh: string;
  /** Seconds since the tokens came. */
  age: () => number;
  life: number;
  /** One attempt at refreshing is told from the next by it. */
  id: string;
}

/** How long a call waits for a token, in milliseconds. */
const CALL_PATIENCE = 10_000;
const ANNOUNCE_AT = [250, 1000, 3000];
/** Part of an access token's life after which it is renewed. */
const RENEW_AT = 0.8;
/** Seconds before the session's end at which the page is asked for the next one. */
const SESSION_END_NOTICE = 60;
const BACKOFF = [1, 2, 4, 8, 15, 30];

const TERMINAL = new Set(['session_revoked', 'refresh_reused', 'token_revoked', 'refresh_unknown']);

export class Session {
  state: State = 'idle';
  who: Who | undefined;
  readonly events = new Events();
  readonly gateway: Gateway;
  #pair: Pair | undefined;
  #sessionAge = () => 0;
  #origin: string | undefined;
  #port: MessagePort | undefined;
  readonly #nonce = random();
  #verifier: string | undefined;
  #challenge: string | undefined;
  #ready: Promise<void> | undefined;
  #hostIsV1 = false;
  #everActive = false;
  /** The last one-time token of the page, and the id of its exchange. */
  #ott: { text: string; id: string } | undefined;
  #exchanging: Promise<void> | undefined;
  #renewing: Promise<void> | undefined;
  #failures = 0;
  #asks = 0;
  /** Why the page is to give another one-time token, until it does. */
  #asked: string | undefined;
  #problem: WicketgateError | undefined;
  #timers = new Map<string, ReturnType<typeof setTimeout>>();
  #channel: BroadcastChannel | undefined;
  #stop: (() => void) | undefined;
  readonly #options: Options;

  constructor(api: string, options: Options) {
    this.#options = options;
    this.gateway = new Gateway(api);
  }

  /** Begins, or goes on after `pause`. */
  start(): void {
    if (this.#stop) return;
    const unlisten = listen((heard) => this.#hear(heard));
    const look = () => this.look();
    const visible = () => document.visibilityState === 'visible' && this.look();
    document.addEventListener('visibilitychange', visible);
    addEventListener('pageshow', look);
    const online = () => this.#online();
    addEventListener('online', online);
    this.#stop = () => {
      unlisten();
      document.removeEventListener('visibilitychange', visible);
      removeEventListener('pageshow', look);
      removeEventListener('online', online);
    };
    if (this.state === 'idle') {
      this.#go('waiting');
      this.#ready = this.#prepare();
    }
    void this.#ready?.then(() => this.#await());
    this.#goOn();
  }

  /** Takes up what a pause or a backoff has left. */
  #goOn(): void {
    if (this.state === 'exchanging') this.#exchange();
    else this.look();
  }

  #online(): void {
    this.#after('retry');
    this.#failures = 0;
    this.#goOn();
  }

  /** Stops every listener and timer; the session itself lives, for a `start` that may follow. */
  pause(): void {
    this.#stop?.();
    this.#stop = undefined;
    this.#timers.forEach((timer) => clearTimeout(timer));
    this.#timers.clear();
    this.#channel?.close();
    this.#channel = undefined;
    this.events.emit('token', undefined);
  }

  async #prepare(): Promise<void> {
    if (this.#options.dpop !== 'off' && canSign()) this.gateway.key = await Key.make();
    if (this.#options.dpop === 'required' && !this.gateway.key) {
      this.#close(new WicketgateError('dpop_required', 'no key can be made in a page without https'));
      return;
    }
    if (this.#options.pkce && canSign()) {
      this.#verifier = random();
      this.#challenge = await sha256(this.#verifier);
    }
    if (parent === window) {
      this.#fail(new WicketgateError('not_framed', 'this page is in no frame'));
    }
  }

  /** Waits for the page, and lets it know. */
  #await(): void {
    if (this.state !== 'waiting' || this.#ott || parent === window) return;
    this.#announce(0);
    this.#watchForPage();
  }

  #announce(turn: number): void {
    if (this.state !== 'waiting' || this.#hostIsV1 || !this.#stop) return;
    const ready = {
      type: 'auth:ready',
      v: 1,
      nonce: this.#nonce,
      jkt: this.gateway.key?.jkt,
      code_challenge: this.#challenge,
      sdk: 'frame',
    };
    // Nothing in it is secret, and nobody knows yet who the page is.
    parent.postMessage(ready, '*');
    const next = ANNOUNCE_AT[turn];
    if (next) this.#after('announce', next - (ANNOUNCE_AT[turn - 1] ?? 0), () => this.#announce(turn + 1));
  }

  #watchForPage(): void {
    const wait = this.#options.loadRescue ? patience() : undefined;
    this.#after('rescue', wait ?? 6000, () => {
      if (this.state !== 'waiting' || this.#hostIsV1 || this.#everActive) return;
      if (wait) return reload();
      this.#fail(new WicketgateError('no_auth_message', 'the page has handed over no one-time token'));
    });
  }

  #hear({ message, origin, ports }: Heard): void {
    const isPinned = this.#origin !== undefined;
    if (isPinned && origin !== this.#origin) return void counts.ignored++;
    const isV1 = message['v'] === 1;
    if (isV1 && message['nonce'] !== this.#nonce && message['nonce'] !== undefined) return void counts.ignored++;
    if (message.type === 'auth') {
      const ott = text(message['ott']);
      if (!ott || origin === 'null' || (isV1 && message['nonce'] !== this.#nonce)) return void counts.ignored++;
      this.#origin = origin;
      this.#hostIsV1 ||= isV1;
      const port = ports[0];
      if (isV1 && port) this.#usePort(port);
      return this.#take(ott);
    }
    this.#hostIsV1 ||= isV1;
    // Who knows the nonce is the page, and may be answered, also where it declines before anything else.
    if (message['nonce'] === this.#nonce && origin !== 'null') this.#origin ??= origin;
    this.#obey(message, isPinned || isV1);
  }

  #usePort(port: MessagePort): void {
    this.#port?.close();
    this.#port = port;
    port.onmessage = ({ data }) => {
      const type = (data as Message | null)?.type;
      if (typeof type !== 'string') return void counts.ignored++;
      const ott = type === 'auth' ? text(data.ott) : undefined;
      if (ott) this.#take(ott);
      else this.#obey(data, true);
    };
  }

  #obey(message: Message, isKnown: boolean): void {
    switch (message.type) {
      case 'config':
        return this.events.emit('config', {
          theme: message['theme'],
          locale: message['locale'],
          appearance: message['appearance'],
        });
      case 'ping':
        return this.tell({ type: 'pong', id: message['id'] });
      case 'auth:declined':
        if (isKnown) this.#close(new WicketgateError('declined', 'the page has no session any more'));
        return;
      case 'auth:logout':
        if (isKnown) void this.logout();
        return;
      default:
        counts.ignored++;
    }
  }

  /** Tells the page something: by the port where there is one, else to the page that was pinned. */
  tell(message: Message): void {
    if (this.#port) this.#port.postMessage(message);
    else if (this.#origin) parent.postMessage(message, this.#origin);
  }

  #take(ott: string): void {
    if (this.state === 'closed' || ott === this.#ott?.text) return;
    const isAwaited = this.state !== 'active' || this.#asked !== undefined;
    if (!isAwaited || this.#exchanging) return void counts.ignored++;
    this.#asked = undefined;
    this.#ott = { text: ott, id: random() };
    this.#failures = 0;
    // The page has been heard: whatever comes of it, loading again does not help.
    this.#after('rescue');
    this.#after('retry');
    this.#exchange();
  }

  #exchange(): void {
    const [ott, origin] = [this.#ott, this.#origin];
    if (!ott || this.#exchanging) return;
    this.#exchanging = (async () => {
      await this.#ready;
      if (this.state === 'closed') return;
      if (this.state !== 'active') this.#go('exchanging');
      const body = { ott: ott.text, parent_origin: origin, code_verifier: this.#verifier };
      try {
        this.#adopt(await this.gateway.post('/auth/exchange', body, ott.id));
        this.tell({
          type: 'auth:success',
          session_id: this.who!.session_id,
          expires_in: this.who!.expires_in,
          session_expires_in: this.who!.session_expires_in,
        });
      } catch (error) {
        this.#notExchanged(error);
      }
    })().finally(() => (this.#exchanging = undefined));
  }

  #notExchanged(error: unknown): void {
    if (this.isClosed()) return;
    // The answer may be lost: the same call again spends nothing twice.
    if (!(error instanceof WicketgateError) || (error.retryable && error.status !== 400)) {
      this.#after('retry', this.#backoff(error), () => this.#exchange());
      return;
    }
    const { code } = error;
    if (this.state !== 'active') this.#go(this.#everActive ? 'reauth' : 'waiting');
    this.#fail(error);
    if (code.startsWith('ott_')) this.ask(code === 'ott_expired' ? code : this.#everActive ? 'ott_missing' : 'reload');
  }

  #adopt(answer: Record<string, unknown>): void {
    const access = String(answer['access_token']);
    const type = answer['token_type'] === 'DPoP' ? 'DPoP' : 'Bearer';
    if (type === 'Bearer' && this.#options.dpop === 'required') {
      this.#close(new WicketgateError('dpop_required', 'the gateway does not bind this client’s tokens to a key'));
    }
    if (this.isClosed()) {
      // Closed while the answer was on its way: nobody else knows of these tokens.
      void this.#end(String(answer['refresh_token']));
      throw this.#problem;
    }
    const life = number(answer['expires_in']) ?? 60;
    this.#pair = { type, access, refresh: String(answer['refresh_token']), age: mark(), life, id: random() };
    this.who = {
      session_id: String(answer['session_id']),
      workspace: answer['workspace'] as Who['workspace'],
      user: answer['user'] as Who['user'],
      scope: String(answer['scope']),
      expires_in: life,
      session_expires_in: number(answer['session_expires_in']) ?? life,
    };
    this.#sessionAge = mark();
    this.#failures = this.#asks = 0;
    this.#everActive = true;
    this.#problem = undefined;
    rescued();
    clear();
    this.#after('rescue');
    this.#after('announce');
    this.#go('active');
    this.events.emit('token', undefined);
    this.look();
  }

  /** What is due: asked by every timer, and by every event after which timers may be late. */
  look(): void {
    const [pair, who] = [this.#pair, this.who];
    if (!this.#stop || !pair || !who || this.state === 'closed') return;
    this.#openChannel(who.workspace.id);
    if (this.state === 'reauth') return this.ask('session_expired');
    const left = who.session_expires_in - this.#sessionAge();
    if (left <= SESSION_END_NOTICE && who.session_expires_in > SESSION_END_NOTICE) {
      if (!this.#asked) {
        this.events.emit('expiring', { in: Math.max(0, Math.round(left)) });
        this.tell({ type: 'auth:expiring', in: Math.max(0, Math.round(left)) });
      }
      this.ask('session_expired');
    }
    const due = this.#renewAt(pair) - pair.age();
    if (due <= 0) void this.renew();
    const next = Math.min(due > 0 ? due : 30, left > SESSION_END_NOTICE ? left - SESSION_END_NOTICE : 30);
    this.#after('look', Math.max(next, 1) * 1000, () => this.look());
  }

  #renewAt(pair: Pair): number {
    // Not all frames of a page at once.
    const jitter = (pair.id.charCodeAt(0) % 8) / 160;
    return pair.life * (RENEW_AT - jitter);
  }

  /** Renews the tokens; of any number of callers one asks. */
  renew(): Promise<void> {
    this.#renewing ??= this.#refresh().finally(() => (this.#renewing = undefined));
    return this.#renewing;
  }

  async #refresh(): Promise<void> {
    const pair = this.#pair;
    if (!pair || this.isClosed() || this.#timers.has('retry')) return;
    const isLate = () => pair.age() >= pair.life;
    if (isLate()) this.#go('refreshing');
    try {
      this.#adopt(await this.gateway.post('/auth/refresh', { refresh_token: pair.refresh }, pair.id));
      this.events.emit('refreshed', { expires_in: this.#pair!.life });
      this.tell({ type: 'auth:refreshed', expires_in: this.#pair!.life });
    } catch (error) {
      if (this.isClosed()) return;
      if (!(error instanceof WicketgateError) || error.status >= 500 || error.status === 429 || error.status === 408) {
        if (isLate()) this.#go('refreshing');
        this.#after('retry', this.#backoff(error), () => void this.renew());
      } else if (TERMINAL.has(error.code)) {
        this.revoked(error);
      } else {
        this.#go('reauth');
        this.events.emit('expired', { code: error.code });
        this.tell({ type: 'auth:expired' });
        this.#fail(error);
        this.ask(error.code === 'session_expired' ? 'session_expired' : 'refresh_failed');
      }
    }
  }

  #backoff(error: unknown): number {
    const seconds = BACKOFF[Math.min(this.#failures++, BACKOFF.length - 1)]!;
    const asked = error instanceof WicketgateError ? this.gateway.retryAfter : 0;
    return 1000 * Math.max(seconds * (0.9 + Math.random() / 5), asked);
  }

  /** Asks the page for a fresh one-time token, not oftener than every ten seconds. */
  ask(reason: string): void {
    if (this.isClosed()) return;
    this.#asked = reason;
    if (this.#timers.has('ask')) return;
    this.tell({ type: 'auth:required', reason, id: random() });
    // A page that has left three questions open is asked again when there is a reason to.
    this.#after('ask', CALL_PATIENCE, () => this.#asked && this.#asks < 3 && this.ask(this.#asked));
    this.#asks++;
  }

  /** A token that is good now; waits for one, but not for ever. */
  async token(signal?: AbortSignal): Promise<Token> {
    signal?.throwIfAborted();
    this.look();
    const usable = () => {
      const pair = this.#pair;
      return pair && this.state !== 'reauth' && pair.age() < pair.life - 2 ? pair : undefined;
    };
    const over = () => {
      if (this.isClosed()) return this.#problem;
      return this.#stop ? undefined : new WicketgateError('destroyed', 'destroy() was called');
    };
    const gone = over();
    if (gone) throw gone;
    const now = usable();
    if (now) return now;
    return new Promise((resolve, reject) => {
      const done = () => {
        off();
        clearTimeout(timer);
        signal?.removeEventListener('abort', abort);
      };
      const look = () => {
        const [end, pair] = [over(), usable()];
        if (end) reject(end);
        else if (pair) resolve(pair);
        else return;
        done();
      };
      const abort = () => {
        done();
        reject(signal!.reason);
      };
      const off = this.events.on('token', look);
      const timer = setTimeout(() => {
        done();
        reject(
          this.#problem ??
            new WicketgateError('timeout', 'no access token within 10 s', { retryable: true }),
        );
      }, CALL_PATIENCE);
      signal?.addEventListener('abort', abort);
    });
  }

  /** The gateway has said that the session is over. */
  revoked(error: WicketgateError): void {
    if (this.isClosed()) return;
    this.events.emit('revoked', { code: error.code });
    this.tell({ type: 'auth:revoked', reason: error.code });
    this.#close(error);
  }

  async logout(): Promise<void> {
    const refresh = this.#pair?.refresh;
    this.#channel?.postMessage({ type: 'logout' });
    this.#close(new WicketgateError('session_closed', 'logged out'));
    if (refresh) await this.#end(refresh);
  }

  /** Ends a session at the gateway. */
  async #end(refresh: string): Promise<void> {
    await this.gateway.post('/auth/logout', { token: refresh }).catch(() => undefined);
  }

  /** Whether this is the token that calls go out with now. */
  holds(access: string): boolean {
    return this.#pair?.access === access;
  }

  #openChannel(workspace: string): void {
    if (this.#channel || typeof BroadcastChannel === 'undefined') return;
    try {
      this.#channel = new BroadcastChannel(`gw:${workspace}`);
    } catch {
      // Firefox has none for frames whose cookies it blocks; other frames are then not told of a logout.
      return;
    }
    // Anybody of this origin may say so; whether it is true of this session, only the gateway knows.
    this.#channel.onmessage = ({ data }) => {
      if (data?.type === 'logout') void this.#isOver();
    };
  }

  async #isOver(): Promise<void> {
    const url = `${this.gateway.api}/auth/session`;
    const pair = this.#pair;
    if (!pair) return;
    const headers = await this.gateway.credentials('GET', url, pair);
    const response = await fetch(url, { headers, credentials: 'omit', cache: 'no-store' }).catch(() => undefined);
    const problem = response && (await refusal(response));
    if (problem?.code === 'token_revoked') this.revoked(problem);
  }

  #fail(error: WicketgateError): void {
    this.#problem = error;
    this.events.emit('error', error);
    this.tell({
      type: 'auth:error',
      code: error.code,
      message: error.message,
      retryable: error.retryable,
      request_id: error.requestId,
      docs: error.docs,
    });
    void diagnose(this.gateway.api, error);
  }

  isClosed(): boolean {
    return this.state === 'closed';
  }

  #close(error: WicketgateError): void {
    if (this.isClosed()) return;
    const isOurs = error.code === 'dpop_required';
    if (isOurs) this.#fail(error);
    this.#problem = isOurs
      ? error
      : new WicketgateError('session_closed', `the session is over: ${error.message}`, { status: error.status });
    this.#pair = this.#ott = undefined;
    this.tell({ type: 'auth:closed' });
    this.#go('closed');
    this.events.emit('closed', { code: error.code });
    this.pause();
    this.#port?.close();
  }

  #go(state: State): void {
    if (this.state === state || this.isClosed()) return;
    this.state = state;
    this.events.emit('state', state);
  }

  /** Does something later, in place of what was to be done under that name; without it, nothing. */
  #after(name: string, ms?: number, act?: () => unknown): void {
    clearTimeout(this.#timers.get(name));
    this.#timers.delete(name);
    if (ms === undefined || !act || !this.#stop) return;
    const timer = setTimeout(() => {
      this.#timers.delete(name);
      act();
    }, ms);
    this.#timers.set(name, timer);
  }
}
