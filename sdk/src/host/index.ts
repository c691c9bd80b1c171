/** The page's side: `mount` puts a frame into the page and hands it one-time tokens when it asks. */
import { WicketgateError } from '../error.js';
import { Events, type Message, number, read, text } from '../protocol.js';

export { WicketgateError };

/** What the frame asks a one-time token for. */
export interface Asked {
  reason: string;
  dpop_jkt?: string;
  code_challenge?: string;
  signal: AbortSignal;
}

export interface Options {
  src: string;
  fetchOtt?: (asked: Asked) => Promise<string | null>;
  ottEndpoint?: string;
  height?: number;
  title?: string;
  locale?: string;
  appearance?: unknown;
  sandbox?: boolean | string;
  autoHeight?: boolean;
  debug?: boolean;
  [callback: `on${string}`]: ((value: never) => void) | undefined;
}

const OTT_PATIENCE = 10_000;
const PING_EVERY = 30_000;
/** Before a one-time token that could not be had is asked for again; `#hand` may wait longer. */
const RETRY_AFTER = 1000;
const SANDBOX = 'allow-scripts allow-same-origin allow-forms allow-popups allow-downloads';
const LOOPBACK = /(^|\.)localhost$|^127\.|^\[::1]$/;

const mounted = new WeakMap<Element, Embed>();

/** The frame's messages that are events here, under the same names; `success` is `ready`. */
const TOLD = /^auth:(ready|error|expiring|expired|revoked|refreshed|closed)$/;

export class Embed {
  readonly iframe = document.createElement('iframe');
  state = 'loading';
  /** How many messages of the frame made no sense. */
  ignored = 0;
  readonly #events = new Events();
  readonly #origin: string;
  readonly #ending = new AbortController();
  #port: MessagePort | undefined;
  #frame: Message | undefined;
  #isHanding = false;
  #lastOtt: string | undefined;
  #hasWarned = false;
  #handed = 0;
  #missed = 0;
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  readonly #target: Element;
  #options: Options;

  constructor(
    target: Element,
    options: Options,
  ) {
    this.#target = target;
    this.#options = options;
    // onReady hears `ready`, onSessionClosed `closed`; no event has another option's name.
    for (const name of Object.keys(options) as `on${string}`[]) {
      this.on(name.replace(/^on(Session)?/, '').toLowerCase(), (value) => options[name]?.(value));
    }
    const url = new URL(options.src, location.href);
    this.#origin = url.origin;
    const { iframe } = this;
    const { signal } = this.#ending;
    iframe.title = options.title ?? '';
    iframe.referrerPolicy = 'strict-origin-when-cross-origin';
    const isLocal = LOOPBACK.test(url.hostname) && !LOOPBACK.test(location.hostname);
    iframe.allow = `clipboard-write${isLocal ? '; local-network-access' : ''}`;
    if (options.sandbox) iframe.setAttribute('sandbox', options.sandbox === true ? SANDBOX : options.sandbox);
    // By properties, which a page's policy on inline styles does not forbid.
    Object.assign(iframe.style, { width: '100%', border: '0', height: `${options.height ?? 600}px` });
    addEventListener('message', (event) => this.#hear(event), { signal });
    // A frame without our script announces nothing: it gets what the first protocol had.
    iframe.addEventListener('load', () => this.#later(3500, () => !this.#frame && this.#hand('ott_missing')), { signal });
    iframe.src = url.href;
    target.append(iframe);
    this.#later(PING_EVERY, () => this.#ping());
  }

  on(type: string, listener: (value: never) => void): () => void {
    return this.#events.on(type, listener);
  }

  update(options: Partial<Pick<Options, 'appearance' | 'locale' | 'height'>>): void {
    this.#options = { ...this.#options, ...options };
    if (options.height) this.iframe.style.height = `${options.height}px`;
    this.#configure();
  }

  logout(): void {
    this.#tell({ type: 'auth:logout' });
  }

  reload(): void {
    this.#frame = undefined;
    this.#unplug();
    this.#go('loading');
    this.iframe.src += '';
  }

  destroy(): void {
    this.#ending.abort();
    this.#timers.forEach((timer) => clearTimeout(timer));
    this.#unplug();
    this.iframe.remove();
    this.#events.clear();
    if (mounted.get(this.#target) === this) mounted.delete(this.#target);
  }

  /** Forgets the port: its other end is a document that has gone. */
  #unplug(): void {
    this.#port?.close();
    this.#port = undefined;
    this.#missed = 0;
  }

  #hear(event: MessageEvent): void {
    if (event.source !== this.iframe.contentWindow || event.origin !== this.#origin) return;
    const message = read(event.data);
    if (!message) return void this.ignored++;
    if (message.type !== 'auth:ready') return this.#obey(message);
    const nonce = text(message['nonce']);
    if (!nonce) return void this.ignored++;
    const isNew = this.#frame?.['nonce'] !== nonce;
    if (isNew) {
      this.#frame = message;
      this.#unplug();
    }
    this.#configure();
    if (isNew) this.#hand(this.#lastOtt ? 'reload' : 'ott_missing');
  }

  #obey(message: Message): void {
    const { type, ...said } = message;
    const told = TOLD.exec(type.replace('success', 'ready'))?.[1];
    if (type === 'pong') this.#missed = 0;
    else if (type === 'auth:required') this.#hand(text(message['reason']) ?? 'ott_missing');
    else if (type === 'resize') {
      const height = number(message['height']);
      if (this.#options.autoHeight && height) this.iframe.style.height = `${Math.min(height, 1e4)}px`;
    } else if (told) {
      this.#go(told === 'refreshed' ? 'ready' : told);
      this.#say(told, said);
    } else this.ignored++;
  }

  #say(event: string, value: unknown): void {
    if (this.#options.debug) console.debug('wicketgate', event, value);
    this.#events.emit(event, value);
  }

  #go(state: string): void {
    if (this.state === state || state === 'expiring' || state === 'error') return;
    this.state = state;
    this.#events.emit('state', state);
  }

  #tell(message: Message, ports: MessagePort[] = []): void {
    if (this.#port && !ports.length) this.#port.postMessage(message);
    else this.iframe.contentWindow?.postMessage(message, this.#origin, ports);
  }

  #configure(): void {
    if (!this.#frame) return;
    const { locale, appearance } = this.#options;
    const theme = (appearance as { theme?: string } | undefined)?.theme;
    this.#tell({ type: 'config', v: 1, nonce: this.#frame['nonce'], theme, locale, appearance });
  }

  /** Fetches a one-time token and hands it over; one at a time, and not in a rush. */
  #hand(reason: string): void {
    if (this.#isHanding || this.#ending.signal.aborted) return;
    this.#isHanding = true;
    const wait = this.#handed > 2 ? Math.min(2 ** (this.#handed - 2), 60) * 1000 : 0;
    this.#handed++;
    this.#later(60_000, () => this.#handed--);
    this.#later(wait, async () => {
      const frame = this.#frame;
      try {
        const ott = await this.#fetchOtt(reason);
        if (frame === this.#frame) this.#give(ott);
      } catch (error) {
        if (this.#ending.signal.aborted) return;
        const isKnown = error instanceof WicketgateError;
        this.#say('error', isKnown ? error : new WicketgateError('ott_failed', String(error)));
        this.#later(RETRY_AFTER, () => this.state !== 'closed' && this.#hand(reason));
      }
      this.#isHanding = false;
      // Another document is there by now, whose key is another.
      if (this.#frame && frame !== this.#frame) this.#hand('reload');
    });
  }

  #give(ott: string | null): void {
    const nonce = this.#frame?.['nonce'];
    if (ott === null) return this.#tell({ type: 'auth:declined', v: 1, nonce });
    if (ott === this.#lastOtt && !this.#hasWarned) {
      this.#hasWarned = true;
      console.warn('wicketgate: fetchOtt gave the same token twice');
    }
    this.#lastOtt = ott;
    if (!nonce) return this.#tell({ type: 'auth', ott });
    const { port1, port2 } = new MessageChannel();
    this.#tell({ type: 'auth', ott, v: 1, nonce, id: nonce }, [port2]);
    this.#unplug();
    this.#port = port1;
    port1.onmessage = ({ data }) => {
      const message = read(data);
      if (message) this.#obey(message);
      else this.ignored++;
    };
  }

  async #fetchOtt(reason: string): Promise<string | null> {
    const { fetchOtt, ottEndpoint } = this.#options;
    const { jkt, code_challenge } = (this.#frame ?? {}) as Partial<Message>;
    const body = JSON.stringify({ dpop_jkt: text(jkt), code_challenge: text(code_challenge) });
    const signal = AbortSignal.any([this.#ending.signal, AbortSignal.timeout(OTT_PATIENCE)]);
    const timeout = new Promise<never>((_, reject) => {
      signal.onabort = () => reject(new WicketgateError('timeout', 'no one-time token within 10 s'));
    });
    const asked = async (): Promise<unknown> => {
      if (fetchOtt) return fetchOtt({ reason, ...JSON.parse(body), signal });
      const response = await fetch(ottEndpoint!, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body,
        signal,
      });
      const said = await response.json().catch(() => ({}));
      if (response.status === 401) return null;
      if (!response.ok || said.ott === undefined) {
        const detail = said.message ?? said.error_description ?? `${ottEndpoint} answered ${response.status}`;
        throw new WicketgateError(said.code ?? 'ott_failed', String(detail), { status: response.status });
      }
      return said.ott;
    };
    const ott = await Promise.race([asked(), timeout]);
    const found = ott === null ? null : text(ott);
    if (found === undefined) throw new WicketgateError('ott_missing', 'fetchOtt gave no token');
    return found;
  }

  #ping(): void {
    if (document.visibilityState === 'visible' && this.#port) {
      if (++this.#missed > 3) this.#say('unresponsive', { missed: this.#missed - 1 });
      this.#tell({ type: 'ping', id: this.#missed });
    }
    this.#later(PING_EVERY, () => this.#ping());
  }

  #later(ms: number, act: () => unknown): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      act();
    }, ms);
    this.#timers.add(timer);
  }
}

/** Puts the frame into `target`, an element or a selector; in place of the one that was there. */
export function mount(target: Element | string, options: Options): Embed {
  for (const name of ['clientSecret', 'client_secret']) {
    if (name in options) {
      throw new WicketgateError('secret_in_browser', `${name} must stay on your backend: rotate it`);
    }
  }
  const element = typeof target === 'string' ? document.querySelector(target) : target;
  if (!element) throw new WicketgateError('no_target', `no element ${target}`);
  if (!options.src) throw new WicketgateError('no_src', 'src is missing');
  if (!options.fetchOtt && !options.ottEndpoint) {
    throw new WicketgateError('no_ott', 'give fetchOtt or ottEndpoint');
  }
  mounted.get(element)?.destroy();
  const embed = new Embed(element, options);
  mounted.set(element, embed);
  return embed;
}
