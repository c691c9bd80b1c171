/** Types of host.mjs, and of the global `WicketgateEmbed` that host.js sets. */

export interface OttRequest {
  /** `ott_missing`, `ott_expired`, `reload`, `refresh_failed` or `session_expired`. */
  reason: string;
  /** Thumbprint of the frame's key: your backend passes it on as `dpop_jkt`. */
  dpop_jkt?: string;
  /** Your backend passes it on as `code_challenge`. */
  code_challenge?: string;
  /** Aborts after 10 s, and when the embed is destroyed. */
  signal: AbortSignal;
}

export interface ErrorEvent {
  code: string;
  message: string;
  retryable?: boolean;
  request_id?: string;
  docs?: string;
}

export interface ReadyEvent {
  session_id: string;
  /** Seconds. */
  expires_in: number;
  /** Seconds. */
  session_expires_in: number;
}

export interface Events {
  ready: ReadyEvent;
  error: ErrorEvent;
  expiring: { in: number };
  expired: Record<string, never>;
  revoked: { reason: string };
  refreshed: { expires_in: number };
  closed: Record<string, never>;
  unresponsive: { missed: number };
  state: State;
}

export type State = 'loading' | 'ready' | 'expired' | 'revoked' | 'closed';

export interface Appearance {
  theme?: 'auto' | 'light' | 'dark';
  variables?: Record<string, string>;
}

export interface Options {
  /** The frame's URL. */
  src: string;
  /** Asks your backend for a one-time token, each time anew; `null` says that nobody is signed in. */
  fetchOtt?: (request: OttRequest) => Promise<string | null>;
  /** In place of `fetchOtt`: a path of yours that answers POST with `{"ott": "…"}`, or 401. */
  ottEndpoint?: string;
  /** Pixels; 600. */
  height?: number;
  title?: string;
  locale?: string;
  appearance?: Appearance;
  /** Whether the frame is confined (the `sandbox` attribute), or to what. */
  sandbox?: boolean | string;
  /** Whether the frame may set its height. */
  autoHeight?: boolean;
  /** Whether events are written to the console. */
  debug?: boolean;
  onReady?: (event: ReadyEvent) => void;
  onError?: (event: ErrorEvent) => void;
  onExpiring?: (event: { in: number }) => void;
  onExpired?: (event: Record<string, never>) => void;
  onRevoked?: (event: { reason: string }) => void;
  onRefreshed?: (event: { expires_in: number }) => void;
  onSessionClosed?: (event: Record<string, never>) => void;
  onUnresponsive?: (event: { missed: number }) => void;
}

export interface Embed {
  readonly iframe: HTMLIFrameElement;
  readonly state: State;
  /** How many messages of the frame were ignored. */
  readonly ignored: number;
  on<T extends keyof Events>(type: T, listener: (event: Events[T]) => void): () => void;
  update(options: Partial<Pick<Options, 'appearance' | 'locale' | 'height'>>): void;
  logout(): void;
  reload(): void;
  destroy(): void;
}

export class WicketgateError extends Error {
  readonly code: string;
  readonly status: number;
  readonly retryable: boolean;
  readonly requestId: string | undefined;
  readonly docs: string | undefined;
}

/** Puts the frame into an element; in place of one that `mount` put there before. */
export function mount(target: Element | string, options: Options): Embed;

declare global {
  var WicketgateEmbed: { mount: typeof mount; WicketgateError: typeof WicketgateError };
}
