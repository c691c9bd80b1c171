/** The gateway's own endpoints, as a frame calls them: proofs, nonces, clocks, errors. */
import { WicketgateError } from '../error.js';
import { Key } from './key.js';

/** How long an own endpoint may take, in milliseconds. */
const PATIENCE = 10_000;

/** How far the local clock may be off before proofs are made by the server's, in seconds. */
const CLOCK_TOLERANCE = 5;

const PROOF_REFUSED = /^((use_)?dpop_nonce|dpop_invalid|invalid_dpop_proof)$/;

export interface Token {
  type: string;
  access: string;
}

/** What a refusal says, in either dialect; nothing where it is none of the gateway's. */
export async function refusal(response: Response): Promise<WicketgateError> {
  const said = await response
    .clone()
    .json()
    .catch(() => ({}));
  const code = typeof said?.code === 'string' ? said.code : 'unexpected_answer';
  const detail = said?.error_description ?? said?.detail ?? `the gateway answered ${response.status}`;
  return new WicketgateError(code, String(detail), {
    status: response.status,
    retryable: said?.retryable === true || response.status >= 500,
    requestId: said?.request_id ?? response.headers.get('x-request-id') ?? undefined,
    docs: said?.error_uri ?? said?.type,
  });
}

export class Gateway {
  key: Key | undefined;
  #nonce: string | undefined;
  /** The server's clock less ours, in seconds. */
  #offset = 0;
  /** How often a nonce or the clock's offset was learnt: what was signed before may be refused for it. */
  lessons = 0;
  /** Seconds that the last answer asked to wait. */
  retryAfter = 0;

  constructor(readonly api: string) {}

  /** Headers that prove the key, and carry the token if there is one. */
  async credentials(method: string, url: string, token?: Token): Promise<Record<string, string>> {
    const headers: Record<string, string> = {};
    if (token) headers['Authorization'] = `${token.type} ${token.access}`;
    if (this.key && (!token || token.type === 'DPoP')) headers['DPoP'] = await this.proof(method, url, token);
    return headers;
  }

  async proof(method: string, url: string, token?: Token): Promise<string> {
    const now = Date.now() / 1000 + this.#offset;
    return this.key!.proof(method, url, now, token?.access, this.#nonce);
  }

  /** Learns from an answer to what was signed after so many lessons; whether it may pass if signed anew. */
  learn(response: Response, lessons: number, code = ''): boolean {
    const nonce = response.headers.get('dpop-nonce');
    if (nonce && nonce !== this.#nonce) {
      this.#nonce = nonce;
      this.lessons++;
    }
    const date = Date.parse(response.headers.get('date') ?? '');
    const offset = date / 1000 - Date.now() / 1000;
    if (Math.abs(offset - this.#offset) > CLOCK_TOLERANCE) {
      this.#offset = offset;
      this.lessons++;
    }
    return PROOF_REFUSED.test(code) && lessons !== this.lessons;
  }

  /** Calls an own endpoint. `id`: the same for every attempt of one call, so that none counts twice. */
  async post(path: string, body: object, id?: string): Promise<Record<string, unknown>> {
    const url = this.api + path;
    for (let turn = 0; ; turn++) {
      const { lessons } = this;
      const headers = await this.credentials('POST', url);
      headers['Content-Type'] = 'application/json';
      if (id) headers['Idempotency-Key'] = id;
      const response = await fetch(url, {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
        credentials: 'omit',
        cache: 'no-store',
        keepalive: path === '/auth/logout',
        signal: AbortSignal.timeout(PATIENCE),
      });
      this.retryAfter = Number(response.headers.get('retry-after')) || 0;
      const problem = response.ok ? undefined : await refusal(response);
      const again = this.learn(response, lessons, problem?.code);
      if (!problem) return (await response.json()) as Record<string, unknown>;
      if (!again || turn > 1) throw problem;
    }
  }
}
