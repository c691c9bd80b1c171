// simple-oauth2, a confidential client that knows three addresses: body as form and JSON, secret in header and body.
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { AuthorizationCode } from 'simple-oauth2';
import { CLIENT_ID, ISSUER, REDIRECT_URI, RENEWALS, SCOPE, clientSecret, somebody, statusFor } from './scene.mjs';

const person = await somebody(REDIRECT_URI);

async function flow(options) {
  const client = new AuthorizationCode({
    client: { id: CLIENT_ID, secret: clientSecret() },
    auth: {
      tokenHost: ISSUER,
      authorizePath: '/oauth/authorize',
      tokenPath: '/oauth/token',
      revokePath: '/oauth/revoke',
    },
    options,
  });
  const verifier = randomBytes(32).toString('base64url');
  const state = randomBytes(16).toString('base64url');
  const ask = client.authorizeURL({
    redirect_uri: REDIRECT_URI,
    scope: SCOPE,
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const { searchParams: answered } = (await person.signInAndAllow(ask)).url;
  assert.equal(answered.get('state'), state);
  assert.equal(answered.get('iss'), ISSUER);

  const first = await client.getToken({
    code: answered.get('code'),
    redirect_uri: REDIRECT_URI,
    code_verifier: verifier,
  });
  assert.equal(first.expired(), false);
  assert.equal(await statusFor(first.token.access_token), 200);

  let renewed;
  for (let time = 0; time < RENEWALS; time++) {
    renewed = await first.refresh();
    assert.notEqual(renewed.token.access_token, first.token.access_token);
    assert.equal(await statusFor(renewed.token.access_token), 200);
  }
  // The library keeps only what the last answer names: without the refresh token in it, this would be the end.
  renewed = await renewed.refresh();
  assert.equal(await statusFor(renewed.token.access_token), 200);

  await renewed.revokeAll();
  assert.equal(await statusFor(first.token.access_token), 401);
  assert.equal(await statusFor(renewed.token.access_token), 401);
  await assert.rejects(first.refresh(), ({ data }) => {
    assert.equal(data.payload.error, 'invalid_grant');
    return true;
  });
}

for (const bodyFormat of ['form', 'json']) {
  for (const authorizationMethod of ['header', 'body']) {
    await flow({ bodyFormat, authorizationMethod });
    console.log(`ok simple-oauth2 ${bodyFormat} ${authorizationMethod}`);
  }
}
