/** What a call fails with; `code` is the gateway's own, the same in every document. */
export class WicketgateError extends Error {
  override readonly name = 'WicketgateError';
  /** HTTP status; 0 where no answer came. */
  readonly status: number;
  /** Whether the same call may succeed later. */
  readonly retryable: boolean;
  readonly requestId: string | undefined;
  /** A page that says what to do. */
  readonly docs: string | undefined;

  constructor(
    readonly code: string,
    message: string,
    more: { status?: number; retryable?: boolean; requestId?: string; docs?: string } = {},
  ) {
    super(message);
    this.status = more.status ?? 0;
    this.retryable = more.retryable ?? false;
    this.requestId = more.requestId;
    this.docs = more.docs;
  }
}
