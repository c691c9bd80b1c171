/** `EventSource` (HTML, "Server-sent events") over a `fetch` that carries the token. */
import { WicketgateError } from '../error.js';

export type StreamInit = Pick<RequestInit, 'headers' | 'method' | 'body' | 'signal'>;

type Open = (init: RequestInit) => Promise<Response>;

const CONNECTING = 0;
const OPEN = 1;
const CLOSED = 2;
const OVER = new Set(['session_closed', 'destroyed', 'dpop_required']);
/** Longest wait before a stream is asked for again, in milliseconds. */
const LONGEST_WAIT = 30_000;

export class EventStream extends EventTarget {
  readyState = CONNECTING;
  onopen: ((event: Event) => void) | null = null;
  onmessage: ((event: MessageEvent) => void) | null = null;
  onerror: ((event: Event) => void) | null = null;
  #lastId = '';
  #wait = 3000;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #stop = new AbortController();
  readonly #open: Open;

  constructor(
    readonly url: string,
    open: Open,
  ) {
    super();
    this.#open = open;
    // Not before the caller has the stream: it may have a reason to close it.
    queueMicrotask(() => this.#isClosed() || void this.#connect());
  }

  close(): void {
    this.readyState = CLOSED;
    clearTimeout(this.#timer);
    this.#stop.abort();
  }

  async #connect(): Promise<void> {
    let isFinal = false;
    try {
      const headers: Record<string, string> = { accept: 'text/event-stream' };
      if (this.#lastId) headers['last-event-id'] = this.#lastId;
      const response = await this.#open({ headers, cache: 'no-store', signal: this.#stop.signal });
      const isEvents = /^text\/event-stream\b/i.test(response.headers.get('content-type') ?? '');
      if (response.status === 200 && isEvents && response.body) {
        this.readyState = OPEN;
        this.#failures = 0;
        this.#fire(new Event('open'));
        await this.#read(response.body);
      } else {
        isFinal = response.status < 500 && response.status !== 429;
        await response.body?.cancel();
      }
    } catch (error) {
      // A stream that broke is asked for again, as one that ended; not where there will be no token.
      isFinal = error instanceof WicketgateError && OVER.has(error.code);
    }
    if (this.#isClosed()) return;
    this.readyState = isFinal ? CLOSED : CONNECTING;
    const wait = Math.max(this.#wait, Math.min(this.#wait * 2 ** this.#failures++, LONGEST_WAIT));
    if (!isFinal) this.#timer = setTimeout(() => void this.#connect(), wait);
    this.#fire(new Event('error'));
  }

  #isClosed(): boolean {
    return this.readyState === CLOSED;
  }

  async #read(body: ReadableStream<Uint8Array>): Promise<void> {
    const reader = body.getReader();
    const decoder = new TextDecoder();
    const lines = new Lines();
    let [data, type, id] = ['', '', this.#lastId];
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      for (const line of lines.of(decoder.decode(value, { stream: true }))) {
        if (line === '') {
          this.#lastId = id;
          if (data && this.readyState === OPEN) {
            const init = { data: data.slice(0, -1), lastEventId: this.#lastId, origin: new URL(this.url).origin };
            this.#fire(new MessageEvent(type || 'message', init));
          }
          [data, type] = ['', ''];
          continue;
        }
        const colon = line.indexOf(':');
        const field = colon < 0 ? line : line.slice(0, colon);
        const text = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
        if (field === 'data') data += `${text}\n`;
        else if (field === 'event') type = text;
        else if (field === 'id' && !text.includes('\0')) id = text;
        else if (field === 'retry' && /^\d+$/.test(text)) this.#wait = Number(text);
      }
    }
  }

  #fire(event: Event): void {
    this.dispatchEvent(event);
    if (event.type === 'open') this.onopen?.(event);
    else if (event.type === 'error') this.onerror?.(event);
    else if (event.type === 'message') this.onmessage?.(event as MessageEvent);
  }
}

/** Cuts text that comes in pieces into lines that end with CR, LF or both. */
export class Lines {
  #rest = '';
  #afterCr = false;

  of(piece: string): string[] {
    const text = this.#rest + (this.#afterCr && piece.startsWith('\n') ? piece.slice(1) : piece);
    if (piece) this.#afterCr = piece.endsWith('\r');
    const lines = text.split(/\r\n|\r|\n/);
    this.#rest = lines.pop() ?? '';
    return lines;
  }
}
