/** Types of frame.js, and of the global `WicketgateFrame` that frame.global.js sets. */

export interface Options {
  /** The gateway: its origin. */
  api: string;
  /** Whether tokens are bound to a key of this page (RFC 9449); `auto`. */
  dpop?: 'off' | 'auto' | 'required';
  /** Whether the page's backend passes on `code_challenge` (RFC 7636); `false`. */
  pkce?: boolean;
  /** Whether the frame loads again when the page's `load` listener came too late; `true`. */
  loadRescue?: boolean;
}

export interface Session {
  session_id: string;
  workspace: { id: string; name: string };
  user: { external_user_id?: string; [member: string]: unknown };
  scope: string;
  /** Seconds, from when the tokens came. */
  expires_in: number;
  /** Seconds, from when the tokens came. */
  session_expires_in: number;
}

export type State = 'idle' | 'waiting' | 'exchanging' | 'active' | 'refreshing' | 'reauth' | 'closed';

export interface Events {
  expiring: { in: number };
  refreshed: { expires_in: number };
  expired: { code: string };
  revoked: { code: string };
  closed: { code: string };
  config: { theme?: string; locale?: string; appearance?: unknown };
  error: WicketgateError;
  state: State;
}

export interface EventStream extends EventTarget {
  readonly url: string;
  /** 0 connecting, 1 open, 2 closed. */
  readonly readyState: number;
  onopen: ((event: Event) => void) | null;
  onmessage: ((event: MessageEvent) => void) | null;
  onerror: ((event: Event) => void) | null;
  close(): void;
}

export interface Frame {
  readonly state: State;
  readonly session: Session | undefined;
  /** How many messages were not the page's, or made no sense. */
  readonly ignored: number;
  /** Resolves when there is a session. */
  ready(): Promise<Session>;
  /** As `fetch`, with the token; paths are of the API, and other origins are refused. */
  fetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response>;
  /** As `new EventSource`, with the token, and any method and headers. */
  eventSource(
    url: string | URL,
    init?: Pick<RequestInit, 'headers' | 'method' | 'body' | 'signal'>,
  ): EventStream;
  /** As `new WebSocket`, with the token beside the subprotocols, never in the URL. */
  webSocket(url: string | URL, protocols?: string | string[]): Promise<WebSocket>;
  on<T extends keyof Events>(type: T, listener: (event: Events[T]) => void): () => void;
  getAccessToken(): Promise<string>;
  /** Asks the page for another one-time token. */
  requestReauth(reason?: string): void;
  logout(): Promise<void>;
  /** Tells the page how high the frame would like to be; pixels. */
  resize(height?: number): void;
  /** Gives this handle back; with the last one all listeners and timers stop. */
  destroy(): void;
}

export class WicketgateError extends Error {
  readonly code: string;
  readonly status: number;
  readonly retryable: boolean;
  readonly requestId: string | undefined;
  readonly docs: string | undefined;
}

export function connect(options: Options): Frame;

declare global {
  var WicketgateFrame: { connect: typeof connect; WicketgateError: typeof WicketgateError };
}
