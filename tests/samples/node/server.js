// The backend of a page that embeds the frame: a one-time token for whoever is signed in.
const express = require('express');

const { WICKETGATE_URL, WICKETGATE_CLIENT_ID, WICKETGATE_CLIENT_SECRET, PAGE_ORIGIN, PORT } = process.env;
for (const name of ['WICKETGATE_URL', 'WICKETGATE_CLIENT_ID', 'WICKETGATE_CLIENT_SECRET', 'PAGE_ORIGIN'])
  if (!process.env[name]) throw new Error(`${name} is not set: put it into .env`);
const credentials = Buffer.from(`${WICKETGATE_CLIENT_ID}:${WICKETGATE_CLIENT_SECRET}`).toString('base64');

// YOURS: return the id of the user whose session req carries, or undefined. DEMO_USER is for a trial.
const signedInUser = (req) => process.env.DEMO_USER;

// Asks the gateway and answers with what `pick` takes from its JSON, or with 502 and why.
async function ask(res, path, body, pick) {
  let status, answer;
  try {
    const response = await fetch(WICKETGATE_URL + path, {
      method: 'POST',
      headers: { Authorization: `Basic ${credentials}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      redirect: 'manual',
      signal: AbortSignal.timeout(10_000),
    });
    status = response.status;
    answer = await response.json();
  } catch {
    return res.status(502).json({ error: 'the gateway cannot be reached' });
  }
  const picked = status === 200 ? pick(answer ?? {}) : undefined;
  if (picked !== undefined) return res.json(picked);
  const { code, request_id } = answer ?? {};
  res.status(502).json({ error: 'the gateway refused', code, request_id });
}

const app = express();
app.use('/api', (req, res, next) => {
  res.set('Cache-Control', 'no-store');
  const { origin, 'sec-fetch-site': site } = req.headers;
  // The browser sends the user's cookie for other sites' pages too: they must not get a token by it.
  if (site === 'cross-site' || (origin !== undefined && origin !== PAGE_ORIGIN))
    return res.status(403).json({ error: 'only the own page may ask' });
  req.user = signedInUser(req);
  if (!req.user) return res.status(401).json({ error: 'nobody is signed in' });
  next();
}, express.json());
app.post('/api/ott', (req, res) => {
  const { dpop_jkt, code_challenge } = req.body ?? {};
  const body = { external_user_id: req.user, dpop_jkt, code_challenge };
  return ask(res, '/auth/iframe-token', body, ({ ott }) => typeof ott === 'string' ? { ott } : undefined);
});
app.post('/api/logout', (req, res) =>
  ask(res, '/auth/sessions/revoke', { external_user_id: req.user }, ({ revoked }) => ({ revoked })));
app.use((error, req, res, next) => res.status(error.status ?? 500).json({ error: 'the request cannot be read' }));

const server = app.listen(PORT ?? 3000, '127.0.0.1', () =>
  console.log(`listening on http://127.0.0.1:${server.address().port}`));
