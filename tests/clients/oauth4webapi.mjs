// oauth4webapi, a public client: PKCE, PAR, every token bound to a key by DPoP, with the nonces that the gateway asks for.
import assert from 'node:assert/strict';
import * as oauth from 'oauth4webapi';
import { API, CLIENT_ID, ISSUER, REDIRECT_URI, SCOPE, somebody, statusFor } from './scene.mjs';

const issuer = new URL(ISSUER);
const server = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, { algorithm: 'oauth2' }));
const client = { client_id: CLIENT_ID };
const noSecret = oauth.None();
const proofs = { DPoP: oauth.DPoP(client, await oauth.generateKeyPair('ES256')) };

let refusedForNonce = 0;
/** Asks once more where a nonce is wanted in the proof; the library keeps the one of the refusal. */
async function withNonce(ask) {
  try {
    return await ask();
  } catch (error) {
    if (!oauth.isDPoPNonceError(error)) throw error;
    refusedForNonce++;
    return ask();
  }
}

const call = (token) => withNonce(() => oauth.protectedResourceRequest(token, 'GET', API, undefined, undefined, proofs));

const refresh = (token) =>
  withNonce(async () =>
    oauth.processRefreshTokenResponse(
      server,
      client,
      await oauth.refreshTokenGrantRequest(server, client, noSecret, token, proofs),
    ),
  );

const person = await somebody(REDIRECT_URI);
const verifier = oauth.generateRandomCodeVerifier();
const state = oauth.generateRandomState();
const pushed = await withNonce(async () =>
  oauth.processPushedAuthorizationResponse(
    server,
    client,
    await oauth.pushedAuthorizationRequest(
      server,
      client,
      noSecret,
      {
        response_type: 'code',
        redirect_uri: REDIRECT_URI,
        scope: SCOPE,
        state,
        code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      },
      proofs,
    ),
  ),
);
const ask = new URL(server.authorization_endpoint);
ask.search = new URLSearchParams({ client_id: CLIENT_ID, request_uri: pushed.request_uri });
const { url: back } = await person.signInAndAllow(ask);
assert.equal(back.searchParams.get('iss'), ISSUER);

const answered = oauth.validateAuthResponse(server, client, back, state);
const tokens = await withNonce(async () =>
  oauth.processAuthorizationCodeResponse(
    server,
    client,
    await oauth.authorizationCodeGrantRequest(server, client, noSecret, answered, REDIRECT_URI, verifier, proofs),
  ),
);
assert.equal(tokens.token_type, 'dpop');
assert.equal((await call(tokens.access_token)).status, 200);
assert.equal(await statusFor(tokens.access_token), 401, 'a bound token must not pass without its key');
assert.notEqual(refusedForNonce, 0, 'no nonce was asked for');

const second = await refresh(tokens.refresh_token);
assert.notEqual(second.refresh_token, tokens.refresh_token, 'refresh tokens of public clients rotate');
const third = await refresh(second.refresh_token);
assert.notEqual(third.refresh_token, second.refresh_token);
assert.equal((await call(third.access_token)).status, 200);

await oauth.processRevocationResponse(await oauth.revocationRequest(server, client, noSecret, third.refresh_token));
for (const { access_token: token } of [tokens, second, third]) {
  await assert.rejects(call(token), { status: 401, code: oauth.WWW_AUTHENTICATE_CHALLENGE });
}
await assert.rejects(refresh(third.refresh_token), { error: 'invalid_grant' });
console.log('ok oauth4webapi');
