// S3, "How to build a public WhatConverts integration": what stands between the lines is the seed's, word for word but for
// the host and for line breaks where a comment ends; what is indented in between is ours.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { CLIENT_ID as clientId, ISSUER, REDIRECT_URI as redirectUri, RENEWALS, clientSecret as secret, somebody } from '../clients/scene.mjs';

const require = createRequire(new URL('../clients/', import.meta.url));
const axios = require('axios');
const express = require('express');
const clientSecret = secret();

let tokens;
const app = express();
app.get('/', (req, res) => {
  // ---
  const authUrl = `${ISSUER}/oauth/authorize? client_id=${clientId}& redirect_uri=${encodeURIComponent(redirectUri)}& response_type=code& scope=read_leads`; res.redirect(authUrl);
  // ---
});
// ---
app.get('/callback', async (req, res) => { const { code } = req.query; // We'll use this code in the next step
const tokenResponse = await axios.post(`${ISSUER}/oauth/token`, { client_id: clientId, client_secret: clientSecret, code, grant_type: 'authorization_code', redirect_uri: redirectUri }); const { access_token, refresh_token } = tokenResponse.data;
// ---
  tokens = { access_token, refresh_token };
  res.send('<title>Connected</title>');
});

// ---
async function refreshToken(refresh_token) { const response = await axios.post(`${ISSUER}/oauth/token`, { client_id: clientId, client_secret: clientSecret, refresh_token, grant_type: 'refresh_token' }); return response.data.access_token; }
// ---

async function leads(accessToken) {
  // ---
  const response = await axios.get(`${ISSUER}/api/v1/leads`, { headers: { Authorization: `Bearer ${accessToken}` } });
  // ---
  return response.status;
}

const { hostname, port, origin } = new URL(redirectUri);
const server = await new Promise((resolve, reject) => {
  const server = app.listen(port, hostname, (error) => (error ? reject(error) : resolve(server)));
});
const person = await somebody();
const page = await person.signInAndAllow(origin);
server.close();
assert.equal(`${page.status} ${page.said}`, '200 Connected');
assert.equal(await leads(tokens.access_token), 200);

const seen = new Set([tokens.access_token]);
for (let time = 0; time < RENEWALS; time++) {
  const accessToken = await refreshToken(tokens.refresh_token);
  assert.equal(await leads(accessToken), 200);
  seen.add(accessToken);
}
assert.equal(seen.size, RENEWALS + 1, 'every access token is a new one');

let afterRefusal;
// ---
try { // Your API call here
  await leads('not-a-token');
} catch (error) { if (error.response && error.response.status === 401) { // Time to refresh that token!
  afterRefusal = await leads(await refreshToken(tokens.refresh_token));
} else { // Handle other errors
  throw error;
} }
// ---
assert.equal(afterRefusal, 200);
console.log('ok S3');
