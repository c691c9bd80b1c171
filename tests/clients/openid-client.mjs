// openid-client, a confidential client: discovery by RFC 8414, PKCE, state, iss, introspection; by Basic and by POST.
import assert from 'node:assert/strict';
import * as client from 'openid-client';
import { API, CLIENT_ID, ISSUER, REDIRECT_URI, RENEWALS, SCOPE, clientSecret, somebody } from './scene.mjs';

const person = await somebody(REDIRECT_URI);

async function flow(authentication) {
  const config = await client.discovery(new URL(ISSUER), CLIENT_ID, undefined, authentication, { algorithm: 'oauth2' });
  const passes = async (token) => {
    const answer = await client.fetchProtectedResource(config, token, API, 'GET');
    assert.equal(answer.status, 200);
  };
  const isRefused = (token) =>
    assert.rejects(client.fetchProtectedResource(config, token, API, 'GET'), (error) => {
      assert.equal(error.status, 401);
      assert.equal(error.cause[0].parameters.error, 'invalid_token');
      return true;
    });

  const verifier = client.randomPKCECodeVerifier();
  const state = client.randomState();
  const ask = client.buildAuthorizationUrl(config, {
    redirect_uri: REDIRECT_URI,
    scope: SCOPE,
    state,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  });
  const { url: back } = await person.signInAndAllow(ask);
  assert.equal(back.searchParams.get('iss'), ISSUER);

  const tokens = await client.authorizationCodeGrant(config, back, { pkceCodeVerifier: verifier, expectedState: state });
  await passes(tokens.access_token);

  let renewed;
  for (let time = 0; time < RENEWALS; time++) {
    renewed = await client.refreshTokenGrant(config, tokens.refresh_token);
    assert.notEqual(renewed.access_token, tokens.access_token);
    await passes(renewed.access_token);
  }
  assert.equal((await client.tokenIntrospection(config, renewed.access_token)).active, true);

  await client.tokenRevocation(config, tokens.refresh_token, { token_type_hint: 'refresh_token' });
  await isRefused(tokens.access_token);
  await isRefused(renewed.access_token);
  await assert.rejects(client.refreshTokenGrant(config, tokens.refresh_token), { error: 'invalid_grant' });
  assert.deepEqual(await client.tokenIntrospection(config, renewed.access_token), { active: false });
}

for (const how of [client.ClientSecretBasic, client.ClientSecretPost]) {
  await flow(how(clientSecret()));
  console.log(`ok openid-client ${how.name}`);
}
