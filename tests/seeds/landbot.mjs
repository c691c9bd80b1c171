// S1, "How to build a public Landbot integration": what stands between the lines is the seed's, word for word but for the
// host and for line breaks where a comment ends.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { CLIENT_ID, ISSUER, REDIRECT_URI, SCOPE as SCOPES, clientSecret, somebody, statusFor } from '../clients/scene.mjs';

const require = createRequire(new URL('../clients/', import.meta.url));
const axios = require('axios');
const express = require('express');
const CLIENT_SECRET = clientSecret();

// The page of the integration, as far as the snippets touch it.
const window = { location: {} };

const app = express();
app.use(express.json());
// ---
app.post('/exchange-token', async (req, res) => { const { authCode } = req.body; const tokenResponse = await axios.post(`${ISSUER}/token`, { grant_type: 'authorization_code', code: authCode, client_id: CLIENT_ID, client_secret: CLIENT_SECRET, redirect_uri: REDIRECT_URI }); // Store the access token securely
// Return success response
// ---
  res.json(tokenResponse.data);
});
const backend = await new Promise((resolve) => {
  const server = app.listen(0, '127.0.0.1', () => resolve(server));
});

function askForAuthorization() {
  // ---
  const authUrl = `${ISSUER}/authorize? client_id=${CLIENT_ID}& redirect_uri=${REDIRECT_URI}& response_type=code& scope=${SCOPES}`; window.location.href = authUrl;
  // ---
}

async function sendCode() {
  // ---
  const urlParams = new URLSearchParams(window.location.search); const authCode = urlParams.get('code'); // Send authCode to your backend
  // ---
  return axios.post(`http://127.0.0.1:${backend.address().port}/exchange-token`, { authCode });
}

const person = await somebody(REDIRECT_URI);
// The snippet's own white space, and that of a template over several lines with which it was written.
for (const space of [' ', '\n    ']) {
  askForAuthorization();
  const { url } = await person.signInAndAllow(window.location.href.replace(/(?<=[?&]) /g, space));
  assert.equal(url.searchParams.has('state'), false, 'the seed sends no state');
  window.location.search = url.search;
  const { data } = await sendCode();
  assert.equal(await statusFor(data.access_token), 200);
}
backend.close();
console.log('ok S1');
