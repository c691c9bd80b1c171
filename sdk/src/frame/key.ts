/** A key that never leaves the browser, and the proofs that it signs (RFC 9449). */

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' };
const encoder = new TextEncoder();

export function base64url(bytes: ArrayBuffer | Uint8Array): string {
  const text = String.fromCharCode(...new Uint8Array(bytes));
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** SHA-256 of a text, in base64url. */
export async function sha256(text: string): Promise<string> {
  return base64url(await crypto.subtle.digest('SHA-256', encoder.encode(text)));
}

/** Random bytes as text. */
export function random(): string {
  return base64url(crypto.getRandomValues(new Uint8Array(32)));
}

/** Whether keys can be made here at all: not in a page without TLS. */
export function canSign(): boolean {
  return isSecureContext && Boolean(crypto.subtle);
}

export class Key {
  readonly #secret: CryptoKey;
  readonly #jwk: JsonWebKey;
  /** Thumbprint (RFC 7638). */
  readonly jkt: string;

  private constructor(secret: CryptoKey, jwk: JsonWebKey, jkt: string) {
    this.#secret = secret;
    this.#jwk = jwk;
    this.jkt = jkt;
  }

  /** Makes a key whose private half cannot be read, not even by this page. */
  static async make(): Promise<Key> {
    const pair = await crypto.subtle.generateKey(CURVE, false, ['sign']);
    const { crv, kty, x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey);
    const jwk = { crv, kty, x, y } as JsonWebKey;
    return new Key(pair.privateKey, jwk, await sha256(JSON.stringify(jwk)));
  }

  /** Signs a proof for one request. `now` is in seconds, by the server's clock as far as it is known. */
  async proof(
    htm: string,
    url: string,
    now: number,
    token?: string,
    nonce?: string,
  ): Promise<string> {
    const { origin, pathname } = new URL(url);
    const header = { typ: 'dpop+jwt', alg: 'ES256', jwk: this.#jwk };
    const claims = {
      jti: random(),
      htm,
      htu: origin + pathname,
      iat: Math.floor(now),
      ath: token && (await sha256(token)),
      nonce,
    };
    const encode = (part: object) => base64url(encoder.encode(JSON.stringify(part)));
    const message = `${encode(header)}.${encode(claims)}`;
    const how = { name: 'ECDSA', hash: 'SHA-256' };
    const signature = await crypto.subtle.sign(how, this.#secret, encoder.encode(message));
    return `${message}.${base64url(signature)}`;
  }
}
