// DPoP (RFC 9449): what is stolen from a frame is worth nothing without the key that cannot be stolen.
import { active, call, equal, hostPage, ok, run, told, until } from './scenario.mjs';

async function open(s, more) {
  const page = await s.context.newPage();
  await page.goto(hostPage(s, more));
  return page;
}

/** Another browser, in a page of the frame's origin, with a key of its own. */
async function thief(s) {
  const context = await s.browser.newContext({ ignoreHTTPSErrors: true });
  const page = await context.newPage();
  await page.goto(`${s.frame.origin}/blank`);
  await page.evaluate(() => {
    const encode = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
    const json = (value) => encode(new TextEncoder().encode(JSON.stringify(value)));
    const curve = { name: 'ECDSA', namedCurve: 'P-256' };
    const made = crypto.subtle.generateKey(curve, false, ['sign']);

    /** Calls with a good proof of this page's key. */
    globalThis.prove = async (method, url, { token, body } = {}) => {
      const { privateKey, publicKey } = await made;
      const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', publicKey);
      const ath = token && encode(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token)));
      const claims = { jti: crypto.randomUUID(), htm: method, htu: url, iat: Math.floor(Date.now() / 1000), ath };
      const signed = `${json({ typ: 'dpop+jwt', alg: 'ES256', jwk: { kty, crv, x, y } })}.${json(claims)}`;
      const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, privateKey, new TextEncoder().encode(signed));
      const headers = { DPoP: `${signed}.${encode(signature)}` };
      if (token) headers.Authorization = `DPoP ${token}`;
      if (body) headers['Content-Type'] = 'application/json';
      const response = await fetch(url, { method, headers, body: body && JSON.stringify(body) });
      const { code, token_type } = await response.json();
      return { status: response.status, code, token_type };
    };
  });
  const close = () => context.close();
  const prove = (...what) => page.evaluate((what) => prove(...what), what);
  return { prove, close };
}

const plain = async (url, headers) => {
  const response = await fetch(url, { headers });
  const { code } = await response.json();
  return { status: response.status, code };
};

/** The answer of the frame's exchange, as somebody who listens in the browser sees it. */
const exchanged = (context) =>
  context.waitForEvent('response', (response) => {
    const isPost = response.request().method() === 'POST';
    return isPost && response.url().endsWith('/auth/exchange') && response.ok();
  }).then((response) => response.json());

async function client(s, ...more) {
  const { workspace_id } = await s.gw.cli('client', 'show', s.gw.own.id);
  const made = await s.gw.cli('client', 'create', '--workspace', workspace_id, '--kind', 'embed', ...more);
  return { id: made.client_id, secret: made.client_secret };
}

await run({
  'a frame binds its tokens to a key, and needs no nonce': async (s) => {
    const nonces = [];
    const statuses = [];
    s.context.on('response', (response) => {
      if (!response.url().startsWith(s.gw.url) || response.request().method() === 'OPTIONS') return;
      statuses.push(response.status());
      if (response.headers()['dpop-nonce']) nonces.push(response.url());
    });
    const answer = exchanged(s.context);
    const page = await open(s);
    const frame = await active(page, s);
    equal((await answer).token_type, 'DPoP', 'the type of the tokens');
    equal((await call(frame)).status, 200, 'a call');
    equal(nonces, [], 'answers with a nonce');
    ok(statuses.every((status) => status < 400), `answers: ${statuses}`);
  },

  'a stolen access token': async (s) => {
    const page = await open(s);
    const frame = await active(page, s);
    const token = await frame.evaluate(() => gw.getAccessToken());
    const url = `${s.gw.url}/v1/hello`;
    equal(await plain(url, { Authorization: `Bearer ${token}` }), { status: 401, code: 'dpop_required' }, 'as Bearer');
    equal(await plain(url, { Authorization: `DPoP ${token}` }), { status: 401, code: 'dpop_invalid' }, 'without a proof');
    const other = await thief(s);
    equal(await other.prove('GET', url, { token }), { status: 401, code: 'dpop_invalid' }, 'with a proof of another key');
    await other.close();
    equal((await call(frame)).status, 200, 'the frame’s own call afterwards');
  },

  'a stolen access token with a stolen proof': async (s) => {
    const page = await open(s);
    const frame = await active(page, s);
    const url = `${s.gw.url}/v1/hello`;
    const sent = s.context.waitForEvent('request', (request) => request.url() === url && request.method() === 'GET');
    await call(frame);
    const { authorization: Authorization, dpop: DPoP } = await (await sent).allHeaders();
    ok(Authorization.startsWith('DPoP ') && DPoP, 'the call carried no proof');
    equal(await plain(url, { Authorization, DPoP }), { status: 401, code: 'dpop_invalid' }, 'the same call again');
    equal(await plain(`${url}/more`, { Authorization, DPoP }), { status: 401, code: 'dpop_invalid' }, 'another call');
  },

  'a stolen refresh token': async (s) => {
    const answer = exchanged(s.context);
    const page = await open(s);
    const frame = await active(page, s);
    const { refresh_token } = await answer;
    const { status, code } = await s.gw.post('/auth/refresh', { refresh_token });
    equal({ status, code }, { status: 400, code: 'invalid_dpop_proof' }, 'without a proof');
    const other = await thief(s);
    const found = await other.prove('POST', `${s.gw.url}/auth/refresh`, { body: { refresh_token } });
    await other.close();
    // Somebody has it who must not: the session ends, and the frame says so.
    equal(found, { status: 400, code: 'refresh_reused' }, 'with a proof of another key');
    equal(await s.gw.sessions(s.site.user), [], 'sessions in the gateway');
    await until('the frame finds it out', () => frame.evaluate(async () => {
      await gw.fetch('/v1/hello').catch(() => undefined);
      return gw.state;
    }), (state) => state === 'closed');
    await told(page, 'revoked');
  },

  'a stolen one-time token': async (s) => {
    const other = await thief(s);
    const stolen = [];
    await s.context.route(`${s.gw.url}/auth/exchange`, async (route) => {
      const request = route.request();
      if (request.method() === 'POST') {
        // The thief is faster.
        const body = { ott: request.postDataJSON().ott };
        const { status, code } = await s.gw.post('/auth/exchange', body);
        stolen.push({ status, code }, await other.prove('POST', request.url(), { body }));
      }
      await route.continue();
    });
    const page = await open(s);
    const frame = await active(page, s);
    const refused = { status: 400, code: 'ott_binding_mismatch' };
    equal(stolen, [refused, refused], 'without a proof, and with one of another key');
    equal((await call(frame)).status, 200, 'the frame’s own call');
    await other.close();
  },

  'without DPoP the same thefts succeed': async (s) => {
    const answer = exchanged(s.context);
    const page = await open(s, { src: s.frame.url({ dpop: 'off' }) });
    await active(page, s);
    const { token_type, access_token, refresh_token } = await answer;
    equal(token_type, 'Bearer', 'the type of the tokens');
    equal((await plain(`${s.gw.url}/v1/hello`, { Authorization: `Bearer ${access_token}` })).status, 200, 'a call');
    equal((await s.gw.post('/auth/refresh', { refresh_token })).status, 200, 'a refresh');
  },

  'a client that requires DPoP refuses a frame without': async (s) => {
    s.site.client = await client(s);
    await s.gw.cli('client', 'edit', s.site.client.id, '--dpop', 'required');
    const config = async () => (await fetch(`${s.gw.url}/embed/v1/config?client_id=${s.site.client.id}`)).json();
    await until('the gateway knows', config, ({ dpop }) => dpop === 'required');
    const without = await open(s, { src: s.frame.url({ dpop: 'off' }) });
    equal((await told(without, 'error'))[0].code, 'invalid_dpop_proof', 'the error');
    const withKey = await open(s);
    equal((await call(await active(withKey, s))).status, 200, 'a call of a frame with a key');
  },

  'a frame that requires DPoP refuses a client without': async (s) => {
    s.site.client = await client(s, '--dpop', 'off');
    const page = await open(s, { src: s.frame.url({ dpop: 'required' }) });
    equal((await told(page, 'error'))[0].code, 'dpop_required', 'the error');
    await told(page, 'closed');
    await until('the session is gone', () => s.gw.cli('session', 'list', '--client', s.site.client.id), (all) => all.length === 0);
  },
});
