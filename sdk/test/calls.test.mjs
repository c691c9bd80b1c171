// Calls with the token, as built: fetch, its one replay, proofs of the key, streams of events, WebSockets.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Browser, gateway, json, load, refused } from './browser.mjs';

const API = 'https://api.example';
const real = globalThis.crypto.subtle;
const UPSTREAM = { 'x-wicketgate-error-source': 'upstream' };

async function active(options = {}, { tokens, ...environment } = {}) {
  const browser = new Browser(environment);
  const pair = gateway(browser, tokens);
  const { connect } = await load('frame.js');
  const gw = connect({ api: API, ...options });
  await browser.settle();
  await browser.say({ type: 'auth', ott: 'ott-1' });
  return { browser, gw, pair };
}

const sent = (call) => call.headers.get('authorization');
const decode = (part) => JSON.parse(Buffer.from(part, 'base64url'));
const digest = async (text) => Buffer.from(await real.digest('SHA-256', Buffer.from(text))).toString('base64url');

/** A proof, taken apart after its signature was found good. */
async function opened(proof) {
  const [header, claims, signature] = proof.split('.');
  const { jwk } = decode(header);
  const key = await real.importKey('jwk', jwk, { name: 'ECDSA', namedCurve: 'P-256' }, true, ['verify']);
  const how = { name: 'ECDSA', hash: 'SHA-256' };
  const isGood = await real.verify(how, key, Buffer.from(signature, 'base64url'), Buffer.from(`${header}.${claims}`));
  assert.ok(isGood, 'the signature is the key’s');
  const thumbprint = await digest(JSON.stringify({ crv: jwk.crv, kty: jwk.kty, x: jwk.x, y: jwk.y }));
  return { header: decode(header), claims: decode(claims), thumbprint };
}

test('fetch goes to the API with the token, and to nobody else', async () => {
  const { browser, gw } = await active({}, { tokens: { type: 'Bearer' } });
  const response = await gw.fetch('/v1/flows?a=1', { method: 'POST', body: '{"a":1}', headers: { 'x-mine': '1' } });
  assert.deepEqual(await response.json(), { flows: [] });
  const call = browser.calls.at(-1);
  assert.deepEqual(
    [call.url, call.method, call.body, call.headers.get('x-mine'), sent(call)],
    [`${API}/v1/flows?a=1`, 'POST', '{"a":1}', '1', 'Bearer access-1'],
  );
  const before = browser.calls.length;
  for (const url of ['https://evil.example/v1', '//evil.example/v1', 'http://api.example/v1', 'https://api.example:444/',
    'https://api.example.evil.example/', 'data:text/plain,x']) {
    await assert.rejects(gw.fetch(url), { name: 'WicketgateError', code: 'wrong_origin' }, url);
    assert.throws(() => gw.eventSource(url), { code: 'wrong_origin' }, url);
    await assert.rejects(gw.webSocket(url), { code: 'wrong_origin' }, url);
  }
  await assert.rejects(gw.fetch(new Request('https://evil.example/')), { code: 'wrong_origin' });
  assert.equal(browser.calls.length, before);
});

test('a 401 of ours that may pass is answered by a renewal and one replay', async () => {
  const { browser, gw } = await active();
  const answers = [refused(401, 'token_expired', { retryable: true }), json(200, { ok: true })];
  browser.answers['/v1/flows'] = () => answers.shift();
  const response = await gw.fetch('/v1/flows', { method: 'PUT', body: 'again' });
  assert.equal(response.status, 200);
  const calls = browser.pathsCalled('/v1/flows');
  assert.deepEqual(calls.map((call) => [sent(call), call.body]), [['DPoP access-1', 'again'], ['DPoP access-2', 'again']]);
  assert.equal(browser.pathsCalled('/auth/refresh').length, 1);
});

test('never twice, never for an upstream, never for what is final, never for a stream', async () => {
  const stream = () =>
    new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('once'));
        controller.close();
      },
    });
  const retryable = () => refused(401, 'token_expired', { retryable: true });
  const table = [
    ['always 401', retryable, {}, 2],
    ['upstream', () => json(401, { code: 'token_expired', retryable: true }, UPSTREAM), {}, 1],
    ['final', () => refused(401, 'token_invalid'), {}, 1],
    ['no body that we know', () => new Response('no', { status: 401 }), {}, 1],
    ['403', () => refused(403, 'insufficient_scope', { retryable: true }), {}, 1],
    ['503', () => refused(503, 'unavailable', { retryable: true }), {}, 1],
    ['a stream', retryable, { method: 'POST', body: stream(), duplex: 'half' }, 1],
  ];
  for (const [name, answer, init, times] of table) {
    const { browser, gw } = await active();
    browser.answers['/v1/flows'] = answer;
    const response = await gw.fetch('/v1/flows', init);
    assert.equal(browser.pathsCalled('/v1/flows').length, times, name);
    assert.equal(response.status, answer().status, name);
    await response.text();
    assert.ok(browser.pathsCalled('/auth/refresh').length <= 1, name);
  }
});

test('many calls whose one token has expired renew it once', async () => {
  const { browser, gw } = await active();
  const held = [];
  browser.answers['/v1/flows'] = (call) => {
    if (sent(call) !== 'DPoP access-1') return json(200, {});
    return new Promise((go) => held.push(() => go(refused(401, 'token_expired', { retryable: true }))));
  };
  const calls = Array.from({ length: 5 }, () => gw.fetch('/v1/flows'));
  await browser.settle();
  for (const answer of held) {
    answer();
    await browser.settle();
  }
  assert.deepEqual((await Promise.all(calls)).map(({ status }) => status), [200, 200, 200, 200, 200]);
  assert.equal(browser.pathsCalled('/auth/refresh').length, 1);
});

test('token_revoked ends the session; of a token that is not ours any more it does not', async () => {
  const { browser, gw } = await active();
  let answer;
  browser.answers['/v1/flows'] = () => new Promise((go) => (answer = () => go(refused(401, 'token_revoked'))));
  const late = gw.fetch('/v1/flows');
  await browser.settle();
  gw.requestReauth();
  await browser.say({ type: 'auth', ott: 'ott-2' });
  answer();
  assert.equal((await late).status, 401);
  assert.equal(gw.state, 'active');
  const next = gw.fetch('/v1/flows');
  await browser.settle();
  answer();
  assert.equal((await next).status, 401);
  assert.equal(gw.state, 'closed');
});

test('errors of fetch are those of fetch', async () => {
  const { browser, gw } = await active();
  browser.answers['/v1/flows'] = () => new Promise(() => {});
  const stop = new AbortController();
  const aborted = assert.rejects(gw.fetch('/v1/flows', { signal: stop.signal }), { name: 'AbortError' });
  await browser.settle();
  stop.abort();
  await aborted;
  const slow = assert.rejects(gw.fetch('/v1/flows', { signal: AbortSignal.timeout(500) }), { name: 'TimeoutError' });
  await browser.pass(500);
  await slow;
  browser.answers['/v1/flows'] = () => {
    throw new TypeError('Failed to fetch');
  };
  await assert.rejects(gw.fetch('/v1/flows'), { name: 'TypeError', message: 'Failed to fetch' });
});

test('every call carries a proof of the key (RFC 9449)', async () => {
  const { browser, gw } = await active();
  const { jkt } = browser.told('auth:ready')[0].data;
  await gw.fetch('/v1/flows?secret=1#part', { method: 'DELETE' });
  browser.clock.now += 1_000_000;
  await gw.fetch('/v1/flows');
  await gw.logout();
  const seen = new Set();
  for (const { path, method, headers } of browser.calls) {
    const { header, claims, thumbprint } = await opened(headers.get('dpop'));
    assert.deepEqual([header.typ, header.alg, header.jwk.kty, header.jwk.crv], ['dpop+jwt', 'ES256', 'EC', 'P-256']);
    assert.equal(header.jwk.d, undefined);
    assert.equal(thumbprint, jkt);
    assert.deepEqual([claims.htm, claims.htu], [method, API + path]);
    assert.equal(claims.ath, headers.get('authorization') ? await digest(sent({ headers }).slice(5)) : undefined);
    assert.equal(claims.nonce, undefined);
    assert.ok(Math.abs(claims.iat - browser.clock.now / 1000) <= 1001);
    assert.match(claims.jti, /^[\w-]{43}$/);
    seen.add(claims.jti);
  }
  assert.deepEqual(browser.calls.map(({ path }) => path),
    ['/auth/exchange', '/v1/flows', '/auth/refresh', '/v1/flows', '/auth/logout']);
  assert.equal(seen.size, 5, 'no jti twice');
});

test('off and auto go on with Bearer, required does not', async () => {
  const off = await active({ dpop: 'off' }, { tokens: { type: 'Bearer' } });
  await off.gw.fetch('/v1/flows');
  assert.ok(off.browser.calls.every(({ headers }) => !headers.has('dpop')));
  assert.equal(off.browser.told('auth:ready')[0].data.jkt, undefined);

  const auto = await active({}, { tokens: { type: 'Bearer' } });
  await auto.gw.fetch('/v1/flows');
  assert.equal(sent(auto.browser.calls.at(-1)), 'Bearer access-1');
  assert.equal(auto.browser.calls.at(-1).headers.has('dpop'), false);

  const plain = await active({}, { isSecure: false, tokens: { type: 'Bearer' } });
  assert.equal(plain.gw.state, 'active');
  assert.ok(plain.browser.calls.every(({ headers }) => !headers.has('dpop')));

  const required = await active({ dpop: 'required' }, { tokens: { type: 'Bearer' } });
  assert.equal(required.gw.state, 'closed');
  await assert.rejects(required.gw.fetch('/v1/flows'), { code: 'dpop_required' });
  assert.deepEqual(required.browser.pathsCalled('/auth/logout').map(({ body }) => body), ['{"token":"refresh-1"}']);

  const nowhere = await active({ dpop: 'required' }, { isSecure: false });
  assert.equal(nowhere.gw.state, 'closed');
  assert.equal(nowhere.browser.pathsCalled('/auth/exchange').length, 0);
});

test('a nonce that the gateway wants is sent, once more and from then on', async () => {
  const browser = new Browser();
  const pair = gateway(browser);
  const answers = [() => refused(400, 'dpop_nonce', { error: 'use_dpop_nonce' }, { 'dpop-nonce': 'n-1' }), pair];
  browser.answers['/auth/exchange'] = () => answers.shift()();
  const { connect } = await load('frame.js');
  const gw = connect({ api: API });
  await browser.settle();
  await browser.say({ type: 'auth', ott: 'ott-1' });
  assert.equal(gw.state, 'active');
  const wanted = [() => refused(401, 'dpop_nonce', {}, { 'dpop-nonce': 'n-2' }), () => json(200, {})];
  browser.answers['/v1/flows'] = () => wanted.shift()();
  assert.equal((await gw.fetch('/v1/flows')).status, 200);
  const nonces = [];
  for (const { headers } of browser.calls) nonces.push((await opened(headers.get('dpop'))).claims.nonce);
  assert.deepEqual(nonces, [undefined, 'n-1', 'n-1', 'n-2']);
  const keys = browser.pathsCalled('/auth/exchange').map(({ headers }) => headers.get('idempotency-key'));
  assert.equal(keys[0], keys[1]);
  browser.answers['/v1/flows'] = () => refused(401, 'dpop_nonce', {}, { 'dpop-nonce': 'n-3' });
  const before = browser.calls.length;
  assert.equal((await gw.fetch('/v1/flows')).status, 401);
  assert.equal(browser.calls.length, before + 2);
});

test('a client clock that is five minutes wrong is corrected by the gateway’s Date, once', async () => {
  for (const wrong of [-300, 300]) {
    const browser = new Browser();
    const pair = gateway(browser);
    browser.clock.wallOffset = wrong * 1000;
    browser.answers['/auth/exchange'] = async ({ headers }) => {
      const { claims } = await opened(headers.get('dpop'));
      const isFresh = Math.abs(claims.iat - browser.clock.now / 1000) <= 5;
      const date = new Date(browser.clock.now).toUTCString();
      return isFresh ? pair() : refused(400, 'dpop_invalid', { error: 'invalid_dpop_proof' }, { date });
    };
    const { connect } = await load('frame.js');
    const gw = connect({ api: API });
    await browser.settle();
    await browser.say({ type: 'auth', ott: 'ott-1' });
    await gw.ready();
    assert.equal(browser.pathsCalled('/auth/exchange').length, 2, `${wrong} s`);
    await gw.fetch('/v1/flows');
    const { claims } = await opened(browser.calls.at(-1).headers.get('dpop'));
    assert.ok(Math.abs(claims.iat - browser.clock.now / 1000) <= 5);
  }
});

test('calls that are under way together when the clock turns out to be wrong all pass', async () => {
  const { browser, gw } = await active();
  browser.clock.wallOffset = 120_000;
  const held = [];
  browser.answers['/v1/flows'] = async ({ headers }) => {
    const { claims } = await opened(headers.get('dpop'));
    if (Math.abs(claims.iat - browser.clock.now / 1000) <= 5) return json(200, {});
    await new Promise((go) => held.push(go));
    return refused(401, 'dpop_invalid', {}, { date: new Date(browser.clock.now).toUTCString() });
  };
  const calls = Array.from({ length: 5 }, () => gw.fetch('/v1/flows'));
  await browser.settle();
  while (held.length < 5) await browser.settle();
  for (const go of held) {
    go();
    await browser.settle();
  }
  assert.deepEqual((await Promise.all(calls)).map(({ status }) => status), [200, 200, 200, 200, 200]);
  assert.equal(browser.pathsCalled('/v1/flows').length, 10);
});

test('a proof that is refused by a clock that agrees is not made anew', async () => {
  const { browser, gw } = await active();
  const date = new Date(browser.clock.now).toUTCString();
  browser.answers['/v1/flows'] = () => refused(401, 'dpop_invalid', {}, { date });
  assert.equal((await gw.fetch('/v1/flows')).status, 401);
  assert.equal(browser.pathsCalled('/v1/flows').length, 1);
});

test('pkce: the challenge is announced, and its verifier sent with the exchange', async () => {
  const { browser } = await active({ pkce: true });
  const { code_verifier } = JSON.parse(browser.pathsCalled('/auth/exchange')[0].body);
  assert.match(code_verifier, /^[\w-]{43}$/);
  assert.equal(browser.told('auth:ready')[0].data.code_challenge, await digest(code_verifier));
});

test('webSocket: the token beside the subprotocols, never in the URL', async () => {
  const bearer = await active({}, { tokens: { type: 'Bearer' } });
  for (const url of ['/v1/socket?a=1', 'wss://api.example/v1/socket?a=1', 'https://api.example/v1/socket?a=1']) {
    const socket = await bearer.gw.webSocket(url, 'chat');
    assert.equal(socket.url, 'wss://api.example/v1/socket?a=1');
    assert.deepEqual(socket.protocols, ['wicketgate', 'wicketgate.bearer.access-1', 'chat']);
  }
  const bound = await active();
  const { url, protocols } = await bound.gw.webSocket('/v1/socket?a=1', ['a', 'b']);
  assert.doesNotMatch(url, /access/);
  assert.deepEqual([protocols[0], protocols[1], ...protocols.slice(3)], ['wicketgate', 'wicketgate.dpop.access-1', 'a', 'b']);
  const { claims } = await opened(protocols[2].replace('wicketgate.proof.', ''));
  assert.deepEqual([claims.htm, claims.htu, claims.ath], ['GET', `${API}/v1/socket`, await digest('access-1')]);
  const local = await active({ api: 'http://127.0.0.1:8081' }, { tokens: { type: 'Bearer' } });
  assert.equal((await local.gw.webSocket('ws://127.0.0.1:8081/s')).url, 'ws://127.0.0.1:8081/s');
});

/** A stream of events that a test feeds. */
async function events({ headers = {}, tokens } = {}) {
  const all = await active({}, { tokens });
  const { browser, gw } = all;
  const feeds = [];
  browser.answers['/v1/events'] = () =>
    new Response(new ReadableStream({ start: (controller) => void feeds.push(controller) }), {
      headers: { 'content-type': 'text/event-stream', ...headers },
    });
  const stream = gw.eventSource('/v1/events');
  const seen = [];
  for (const type of ['message', 'named']) {
    stream.addEventListener(type, ({ data, lastEventId }) => seen.push([type, data, lastEventId]));
  }
  stream.addEventListener('open', () => seen.push('open'));
  stream.addEventListener('error', () => seen.push('error'));
  await browser.settle();
  const feed = async (...pieces) => {
    for (const piece of pieces) {
      feeds.at(-1).enqueue(typeof piece === 'string' ? new TextEncoder().encode(piece) : Uint8Array.from(piece));
      await browser.settle();
    }
    return seen.splice(0);
  };
  await feed();
  return { ...all, stream, feed, feeds, seen };
}

test('event streams are read as HTML says, however they are cut', async () => {
  const table = [
    [['data: a\n\n'], [['message', 'a', '']]],
    [['data: a\r\n\r\n', 'data: b\r\r'], [['message', 'a', ''], ['message', 'b', '']]],
    [['data: a\r', '\n\r', '\ndata: b\n\n'], [['message', 'a', ''], ['message', 'b', '']]],
    [['data: a\r', '\ndata: b\r', '\n\r\n'], [['message', 'a\nb', '']]],
    [['data: a\r', 'data: b\r', '\r'], [['message', 'a\nb', '']]],
    [[[0xef, 0xbb, 0xbf], 'data: a\n\n'], [['message', 'a', '']]],
    [['data: a\ndata\ndata:b\n\n'], [['message', 'a\n\nb', '']]],
    [[': nothing\n\n:\ndata:a\n\n'], [['message', 'a', '']]],
    [['data:  two spaces\n\n'], [['message', ' two spaces', '']]],
    [['data:\n\n'], [['message', '', '']]],
    [['event: named\n\n'], []],
    [['event: named\ndata: a\n\ndata: b\n\n'], [['named', 'a', ''], ['message', 'b', '']]],
    [['id: 7\ndata: a\n\ndata: b\n\n'], [['message', 'a', '7'], ['message', 'b', '7']]],
    [['id: 7\ndata: a\n\nid\ndata: b\n\n'], [['message', 'a', '7'], ['message', 'b', '']]],
    [['id: 7\n\nid: 8\0\ndata: a\n\n'], [['message', 'a', '7']]],
    [['unknown: x\nda: y\ndata: a\n\n'], [['message', 'a', '']]],
    [['data: ', [0xe2], [0x82], [0xac], '\n\n'], [['message', '€', '']]],
    [['data: cut off'], []],
  ];
  for (const [pieces, expected] of table) {
    const { stream, feed } = await events();
    assert.deepEqual(await feed(...pieces), expected, JSON.stringify(pieces));
    stream.close();
  }
});

test('an event stream that ends is asked for again, from the last whole event', async () => {
  const { browser, stream, feed, feeds, seen } = await events();
  await feed('retry: 500\nid: 7\ndata: a\n\nid: 8\ndata: cut off');
  feeds[0].close();
  await browser.settle();
  assert.deepEqual(seen.splice(0), ['error']);
  assert.equal(stream.readyState, 0);
  await browser.pass(499);
  assert.equal(feeds.length, 1);
  await browser.pass(1);
  assert.equal(feeds.length, 2);
  const again = browser.calls.at(-1);
  assert.deepEqual([again.headers.get('last-event-id'), again.headers.get('accept')], ['7', 'text/event-stream']);
  assert.equal(sent(again), 'DPoP access-1');
  assert.deepEqual(seen.splice(0), ['open']);
  stream.close();
  await browser.settle();
  assert.equal(stream.readyState, 2);
  await browser.pass(60_000);
  assert.deepEqual([seen, feeds.length], [[], 2]);
});

test('an event stream that cannot be had waits longer each time, at most 30 s', async () => {
  const { browser, feeds, stream } = await events();
  browser.answers['/v1/events'] = () => new Response('', { status: 503 });
  feeds[0].close();
  const at = [];
  const start = browser.clock.now;
  let known = browser.pathsCalled('/v1/events').length;
  for (let second = 1; second <= 120; second++) {
    await browser.pass(1000);
    const now = browser.pathsCalled('/v1/events').length;
    if (now > known) at.push((browser.clock.now - start) / 1000);
    known = now;
  }
  assert.deepEqual(at, [3, 9, 21, 45, 75, 105]);
  browser.answers['/v1/events'] = () => new Response('data: a\n\n', { headers: { 'content-type': 'text/event-stream' } });
  await browser.pass(15_000);
  const { length } = browser.pathsCalled('/v1/events');
  await browser.pass(3_000);
  assert.equal(browser.pathsCalled('/v1/events').length, length + 1, 'after an answer it is as before');
  stream.close();
  assert.equal(browser.timers, 1, 'the one that looks after the tokens');
});

test('destroy closes streams that are open', async () => {
  const { browser, gw, stream } = await events();
  gw.destroy();
  await browser.settle();
  assert.equal(stream.readyState, 2);
  assert.equal(browser.pathsCalled('/v1/events')[0].request.signal.aborted, true);
  assert.equal(browser.timers, 0);
});

test('an event stream that is none, or is refused, is closed', async () => {
  for (const answer of [() => json(200, {}), () => refused(403, 'insufficient_scope'), () => new Response(null, { status: 204 })]) {
    const { browser, gw } = await active();
    browser.answers['/v1/events'] = answer;
    const stream = gw.eventSource('/v1/events');
    const errors = [];
    stream.onerror = () => errors.push(stream.readyState);
    await browser.pass(60_000);
    assert.deepEqual(errors, [2]);
    assert.equal(browser.pathsCalled('/v1/events').length, 1);
  }
});
