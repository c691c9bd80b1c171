/** Calls with the token: as `fetch`, as a stream of events, as a WebSocket. */
import { WicketgateError } from '../error.js';
import { EventStream, type StreamInit } from './stream.js';
import { refusal } from './gateway.js';
import type { Session } from './session.js';

export class Calls {
  readonly #api: string;
  readonly #session: Session;

  constructor(
    api: string,
    session: Session,
  ) {
    this.#api = api;
    this.#session = session;
  }

  /** The URL of a path of the API; the token goes nowhere else. */
  #url(input: string | URL): string {
    const url = new URL(input, this.#api);
    if (url.origin !== new URL(this.#api).origin) {
      throw new WicketgateError('wrong_origin', `${url.origin} is not ${this.#api}: the token goes nowhere else`);
    }
    return url.href;
  }

  async fetch(input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> {
    const target = input instanceof Request ? input : this.#url(input);
    const request = new Request(target, init);
    this.#url(request.url);
    // What was sent once as a stream cannot be sent again.
    const isStream = init.body instanceof ReadableStream;
    const again = isStream ? undefined : request.clone();
    const token = await this.#session.token(request.signal);
    const { gateway } = this.#session;
    const { lessons } = gateway;
    const response = await this.#send(request, token);
    if (response.status !== 401 || response.headers.get('x-wicketgate-error-source') === 'upstream') {
      return response;
    }
    const problem = await refusal(response);
    const isFixed = gateway.learn(response, lessons, problem.code);
    // Another call may have had the same answer, and a newer token be here by now.
    const isCurrent = this.#session.holds(token.access);
    if (isCurrent && problem.code === 'token_revoked') this.#session.revoked(problem);
    if (!again || !(isFixed || problem.retryable)) return response;
    if (isCurrent && problem.code === 'token_expired') await this.#session.renew();
    const next = await this.#session.token(request.signal);
    await response.body?.cancel();
    return this.#send(again, next);
  }

  async #send(request: Request, token: { type: string; access: string }): Promise<Response> {
    const proof = await this.#session.gateway.credentials(request.method, request.url, token);
    for (const [name, value] of Object.entries(proof)) request.headers.set(name, value);
    return fetch(request);
  }

  eventSource(input: string | URL, init: StreamInit = {}): EventStream {
    const url = this.#url(input);
    const stream = new EventStream(url, (more) => {
      const headers = new Headers(init.headers);
      new Headers(more.headers).forEach((value, name) => headers.set(name, value));
      return this.fetch(url, { ...init, ...more, headers });
    });
    if (init.signal?.aborted) stream.close();
    init.signal?.addEventListener('abort', () => stream.close());
    return stream;
  }

  async webSocket(input: string | URL, protocols: string | string[] = []): Promise<WebSocket> {
    const url = new URL(String(input).replace(/^ws(?=s?:)/i, 'http'), this.#api).href;
    this.#url(url);
    const { type, access } = await this.#session.token();
    const isBound = type === 'DPoP';
    const secrets = [`wicketgate.${isBound ? 'dpop' : 'bearer'}.${access}`];
    if (isBound) {
      secrets.push(`wicketgate.proof.${await this.#session.gateway.proof('GET', url, { type, access })}`);
    }
    return new WebSocket(url.replace(/^http/, 'ws'), ['wicketgate', ...secrets, ...[protocols].flat()]);
  }
}
