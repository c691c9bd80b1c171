// The frame's script, as built: from the page's first word to the end of the session.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Browser, gateway, json, load, refused } from './browser.mjs';

const API = 'https://api.example';
const PAGE = 'https://page.example';

/** A frame whose page has not spoken yet. */
async function frame(options = {}, { tokens, ...environment } = {}) {
  const browser = new Browser(environment);
  browser.window.name = environment.name ?? '';
  const pair = gateway(browser, tokens);
  const module = await load('frame.js');
  const connect = (more) => module.connect({ api: API, ...options, ...more });
  const gw = connect();
  await browser.settle();
  return { browser, gw, connect, module, pair };
}

/** A frame with a session, by the first protocol. */
async function active(options, environment) {
  const all = await frame(options, environment);
  await all.browser.say({ type: 'auth', ott: 'ott-1' });
  assert.equal(all.gw.state, 'active');
  return all;
}

const announced = (browser) => browser.told('auth:ready')[0].data;
const required = (browser) => browser.told('auth:required').map(({ data }) => data.reason);

test('a page of the first protocol gives a session, and sees no token', async () => {
  const { browser, gw } = await active();
  const who = await gw.ready();
  assert.deepEqual(who.workspace, { id: 'ws_1', name: 'Acme' });
  const [call] = browser.calls;
  assert.equal(call.url, `${API}/auth/exchange`);
  assert.deepEqual(JSON.parse(call.body), { ott: 'ott-1', parent_origin: PAGE });
  assert.equal(call.init.credentials, 'omit');
  assert.deepEqual(browser.told('auth:success'), [
    { data: { type: 'auth:success', session_id: 'es_1', expires_in: 900, session_expires_in: 43_200 }, origin: PAGE },
  ]);
  assert.doesNotMatch(JSON.stringify(browser.posted), /access-1|refresh-1|ott-1/);
  assert.equal(browser.calls.length, 1, 'nothing else was asked on the good path');
});

test('ready is announced at 0, 0.25, 1 and 3 s, to anybody, with nothing secret', async () => {
  const { browser } = await frame({ loadRescue: false });
  const counts = [browser.told('auth:ready').length];
  for (const ms of [249, 1, 749, 1, 1999, 1, 60_000]) {
    await browser.pass(ms);
    counts.push(browser.told('auth:ready').length);
  }
  assert.deepEqual(counts, [1, 1, 2, 2, 3, 3, 4, 4]);
  const { data, origin } = browser.told('auth:ready')[0];
  assert.equal(origin, '*');
  assert.deepEqual(Object.keys(data).sort(), ['code_challenge', 'jkt', 'nonce', 'sdk', 'type', 'v']);
  assert.equal(data.v, 1);
  assert.equal(data.code_challenge, undefined);
});

test('a page of protocol 1 is answered by its port', async () => {
  const { browser, gw } = await frame();
  const { nonce } = announced(browser);
  const { port1, port2 } = new MessageChannel();
  const told = [];
  port1.onmessage = ({ data }) => told.push(data);
  await browser.say({ type: 'auth', ott: 'ott-1', v: 1, nonce, id: nonce }, { ports: [port2] });
  assert.equal(gw.state, 'active');
  assert.deepEqual(told.map(({ type }) => type), ['auth:success']);
  assert.equal(browser.told('auth:success').length, 0, 'the window hears nothing any more');
  port1.postMessage({ type: 'ping', id: 7 });
  port1.postMessage({ type: 'config', locale: 'de' });
  const configs = [];
  gw.on('config', (config) => configs.push(config.locale));
  await browser.settle();
  assert.deepEqual(told[1], { type: 'pong', id: 7 });
  assert.deepEqual(configs, ['de']);
});

test('a protocol-1 token with another nonce, or none, is not taken', async () => {
  const { browser, gw } = await frame();
  await browser.say({ type: 'auth', ott: 'ott-1', v: 1, nonce: 'wrong' });
  await browser.say({ type: 'auth', ott: 'ott-1', v: 1 });
  assert.equal(gw.state, 'waiting');
  assert.equal(gw.ignored, 2);
  assert.equal(browser.calls.length, 0);
});

test('only the parent is heard, and after the first token only its origin', async () => {
  const { browser, gw } = await frame();
  await browser.say({ type: 'auth', ott: 'evil' }, { source: {} });
  await browser.say({ type: 'auth', ott: 'evil' }, { origin: 'null' });
  assert.equal(browser.calls.length, 0);
  await browser.say({ type: 'auth', ott: 'ott-1' });
  await browser.say({ type: 'auth:logout' }, { origin: 'https://evil.example' });
  assert.equal(gw.state, 'active');
  assert.equal(gw.ignored, 3);
});

test('what the page said before connect is not lost', async () => {
  const browser = new Browser();
  gateway(browser);
  const { connect } = await load('frame.js');
  await browser.say({ type: 'auth', ott: 'ott-1' });
  const gw = connect({ api: API });
  await browser.settle();
  assert.equal(gw.state, 'active');
});

test('10,000 messages of nonsense are counted, kept nowhere, and do no harm', async () => {
  const { browser, gw } = await active();
  const junk = [null, 7, 'auth', [], {}, { type: 7 }, { type: 'auth' }, { type: 'auth', ott: 7 }, { type: 'auth', ott: '' },
    { type: 'auth', ott: 'x'.repeat(600) }, { type: 'nobody:knows' }, { type: 'auth', v: 1, ott: 'o', nonce: [] },
    { type: 'x'.repeat(50) }, new Map([['type', 'auth']])];
  const [posted, timers, calls] = [browser.posted.length, browser.timers, browser.calls.length];
  for (let turn = 0; turn < 10_000; turn++) {
    browser.window.fire('message', { data: junk[turn % junk.length], origin: PAGE, source: browser.parent, ports: [] });
  }
  await browser.settle();
  assert.equal(gw.ignored, 10_000);
  assert.deepEqual([browser.posted.length, browser.timers, browser.calls.length], [posted, timers, calls]);
  assert.equal((await gw.fetch('/v1/flows')).status, 200);
});

test('of 10,000 messages before connect only a handful is kept', async () => {
  const browser = new Browser();
  gateway(browser);
  const { connect } = await load('frame.js');
  await browser.say({ type: 'auth', ott: 'ott-1' });
  for (let turn = 0; turn < 10_000; turn++) {
    browser.window.fire('message', { data: { type: 'ping', id: turn }, origin: PAGE, source: browser.parent, ports: [] });
  }
  const gw = connect({ api: API });
  await browser.settle();
  assert.equal(browser.told('pong').length, 15);
  assert.equal(gw.ignored, 9_985);
});

test('load rescue: 1.5, 3 and 6 s, three times, the count behind what the name was', async () => {
  const names = [];
  let name = 'mine|yours';
  for (const [wait, turn] of [[1500, 1], [3000, 2], [6000, 3]]) {
    const { browser } = await frame({}, { name });
    await browser.pass(wait - 1);
    assert.equal(browser.location.reloads, 0);
    await browser.pass(1);
    assert.equal(browser.location.reloads, 1, `turn ${turn}`);
    names.push((name = browser.window.name));
  }
  assert.deepEqual(names, ['mine|yours|wicketgate:1', 'mine|yours|wicketgate:2', 'mine|yours|wicketgate:3']);
  const { browser, gw } = await frame({}, { name });
  const errors = [];
  gw.on('error', ({ code }) => errors.push(code));
  await browser.pass(60_000);
  assert.equal(browser.location.reloads, 0);
  assert.deepEqual([gw.state, errors], ['waiting', ['no_auth_message']]);
  await browser.say({ type: 'auth', ott: 'ott-1' });
  assert.equal(browser.window.name, 'mine|yours');
});

test('no load rescue where a host of protocol 1 is there, however slow', async () => {
  const { browser, gw } = await frame();
  await browser.say({ type: 'config', v: 1, nonce: announced(browser).nonce });
  await browser.pass(30_000);
  assert.equal(browser.location.reloads, 0);
  assert.equal(gw.state, 'waiting');
});

test('no load rescue where a token came, though the gateway refused it', async () => {
  for (const code of ['ott_used', 'origin_not_allowed']) {
    const { browser } = await frame();
    browser.answers['/auth/exchange'] = () => refused(400, code);
    await browser.say({ type: 'auth', ott: 'old' });
    await browser.pass(30_000);
    assert.equal(browser.location.reloads, 0, code);
  }
});

test('after a reload the old token is used: the page is asked for another one', async () => {
  const { browser, gw, pair } = await frame();
  browser.answers['/auth/exchange'] = () => refused(400, 'ott_used');
  const errors = [];
  gw.on('error', (error) => errors.push([error.code, error.requestId]));
  await browser.say({ type: 'auth', ott: 'old' });
  assert.deepEqual(errors, [['ott_used', 'req_1']]);
  assert.deepEqual(required(browser), ['reload']);
  assert.equal(browser.told('auth:error')[0].data.code, 'ott_used');
  browser.answers['/auth/exchange'] = pair;
  await browser.say({ type: 'auth', ott: 'new' });
  assert.equal(gw.state, 'active');
});

test('a token that was posted again is not exchanged again', async () => {
  const { browser, gw } = await active();
  await browser.say({ type: 'auth', ott: 'ott-1' });
  await browser.say({ type: 'auth', ott: 'ott-2' });
  assert.equal(browser.pathsCalled('/auth/exchange').length, 1);
  gw.requestReauth();
  await browser.say({ type: 'auth', ott: 'ott-1' });
  assert.equal(browser.pathsCalled('/auth/exchange').length, 1, 'not even where one is awaited');
});

test('an exchange whose answer was lost is tried again with the same key; another token has another', async () => {
  const { browser, gw, pair } = await frame();
  browser.answers['/auth/exchange'] = () => {
    throw new TypeError('lost');
  };
  await browser.say({ type: 'auth', ott: 'ott-1' });
  assert.equal(gw.state, 'exchanging');
  browser.answers['/auth/exchange'] = pair;
  await browser.pass(1500);
  assert.equal(gw.state, 'active');
  gw.requestReauth();
  await browser.say({ type: 'auth', ott: 'ott-2' });
  const keys = browser.pathsCalled('/auth/exchange').map(({ headers }) => headers.get('idempotency-key'));
  assert.equal(keys.length, 3);
  assert.equal(keys[0], keys[1]);
  assert.notEqual(keys[1], keys[2]);
  assert.doesNotMatch(keys.join(), /ott/);
});

test('connect, destroy, connect: one exchange, one session', async () => {
  for (const dpop of ['auto', 'off']) {
    const browser = new Browser();
    gateway(browser, { type: dpop === 'off' ? 'Bearer' : 'DPoP' });
    const { connect } = await load('frame.js');
    connect({ api: API, dpop }).destroy();
    const gw = connect({ api: API, dpop });
    await browser.pass(300);
    assert.ok(browser.told('auth:ready').length >= 2, `${dpop}: announced after the pause`);
    await browser.say({ type: 'auth', ott: 'ott-1' });
    const second = connect({ api: API, dpop });
    gw.destroy();
    await browser.settle();
    await assert.rejects(gw.fetch('/v1/flows'), { code: 'destroyed' });
    assert.equal((await second.fetch('/v1/flows')).status, 200);
    assert.equal((await second.ready()).session_id, 'es_1');
    assert.equal(browser.pathsCalled('/auth/exchange').length, 1);
  }
});

test('a paused frame takes up load rescue and a failed exchange again', async () => {
  const { browser, gw, connect } = await frame();
  gw.destroy();
  connect();
  await browser.pass(1500);
  assert.equal(browser.location.reloads, 1);

  const other = await frame();
  other.browser.answers['/auth/exchange'] = () => {
    throw new TypeError('lost');
  };
  await other.browser.say({ type: 'auth', ott: 'ott-1' });
  other.gw.destroy();
  other.browser.answers['/auth/exchange'] = other.pair;
  const again = other.connect();
  await other.browser.settle();
  assert.equal(again.state, 'active');
});

test('destroy leaves no listener, timer, stream or waiting call; what comes later is refused', async () => {
  const { browser, gw } = await frame();
  const own = browser.window.listeners.length;
  assert.ok(own > 1);
  const waiting = assert.rejects(gw.fetch('/v1/flows'), { code: 'destroyed' });
  const stream = gw.eventSource('/v1/events');
  gw.destroy();
  await waiting;
  await browser.settle();
  assert.equal(stream.readyState, 2);
  assert.equal(browser.timers, 0);
  assert.deepEqual(browser.window.listeners.map(({ type }) => type), ['message'], 'the module’s own');
  assert.equal(browser.document.listeners.length, 0);
  await assert.rejects(gw.fetch('/v1/flows'), { code: 'destroyed' });
  assert.throws(() => gw.requestReauth(), { code: 'destroyed' });
});

test('calls wait for the session, and share one exchange', async () => {
  const { browser, gw } = await frame();
  const calls = [gw.fetch('/v1/flows'), gw.fetch('/v1/flows'), gw.ready()];
  await browser.pass(100);
  await browser.say({ type: 'auth', ott: 'ott-1' });
  const [response] = await Promise.all(calls);
  assert.equal(response.status, 200);
  assert.equal(browser.pathsCalled('/auth/exchange').length, 1);
});

test('a call waits 10 s at most', async () => {
  const { browser, gw } = await frame({ loadRescue: false });
  await browser.say({ type: 'config', v: 1, nonce: announced(browser).nonce });
  const call = assert.rejects(gw.fetch('/v1/flows'), { code: 'timeout', retryable: true });
  let isDone = false;
  void call.then(() => (isDone = true));
  await browser.pass(9_999);
  assert.equal(isDone, false);
  await browser.pass(1);
  await call;
});

test('a call that waits can be aborted', async () => {
  const { gw } = await frame();
  const stop = new AbortController();
  const call = gw.fetch('/v1/flows', { signal: stop.signal });
  stop.abort();
  await assert.rejects(call, { name: 'AbortError' });
});

test('tokens are renewed once, between 75 and 80 % of their life', async () => {
  const { browser, gw } = await active();
  const renewed = [];
  gw.on('refreshed', (event) => renewed.push(event));
  await browser.pass(674_000);
  assert.equal(renewed.length, 0);
  await browser.pass(47_000);
  assert.deepEqual(renewed, [{ expires_in: 900 }]);
  const [call] = browser.pathsCalled('/auth/refresh');
  assert.deepEqual(JSON.parse(call.body), { refresh_token: 'refresh-1' });
  assert.equal(browser.told('auth:refreshed').length, 1);
  await browser.pass(721_000);
  assert.equal(JSON.parse(browser.pathsCalled('/auth/refresh')[1].body).refresh_token, 'refresh-2');
});

test('late timers: the tab that is seen again, the page that is shown again and a call look by themselves', async () => {
  const wakes = {
    visible: ({ browser }) => browser.document.fire('visibilitychange'),
    pageshow: ({ browser }) => browser.window.fire('pageshow'),
    online: ({ browser }) => browser.window.fire('online'),
    call: ({ gw }) => gw.fetch('/v1/flows'),
  };
  for (const [name, wake] of Object.entries(wakes)) {
    const all = await active();
    all.browser.clock.now += 3_000_000; // asleep: no timer ran
    await wake(all);
    await all.browser.settle();
    assert.equal(all.browser.pathsCalled('/auth/refresh').length, 1, name);
  }
});

test('the local clock may be set back or forward: no token is lost, none is renewed too late', async () => {
  for (const wrong of [-300_000, 300_000]) {
    const { browser, gw } = await active();
    browser.clock.wallOffset = wrong;
    assert.equal((await gw.fetch('/v1/flows')).status, 200);
    await browser.pass(721_000);
    assert.equal(browser.pathsCalled('/auth/refresh').length, 1);
    assert.equal(gw.state, 'active');
  }
});

test('ten calls with an expired token renew once', async () => {
  const { browser, gw } = await active();
  browser.clock.now += 1_000_000;
  const answers = await Promise.all(Array.from({ length: 10 }, () => gw.fetch('/v1/flows')));
  assert.ok(answers.every(({ status }) => status === 200));
  assert.equal(browser.pathsCalled('/auth/refresh').length, 1);
});

test('offline: backoff, no end; online: at once', async () => {
  const { browser, gw, pair } = await active();
  browser.answers['/auth/refresh'] = () => {
    throw new TypeError('offline');
  };
  await browser.pass(940_000);
  const tried = browser.pathsCalled('/auth/refresh').length;
  assert.ok(tried > 5 && tried < 17, `${tried} attempts in four minutes`);
  assert.equal(gw.state, 'refreshing');
  await browser.pass(3_600_000);
  browser.answers['/auth/refresh'] = pair;
  browser.window.fire('online');
  await browser.settle();
  assert.equal(gw.state, 'active');
});

test('a gateway that asks for time is given it, whatever calls come meanwhile', async () => {
  const { browser, gw } = await active();
  browser.answers['/auth/refresh'] = () => refused(503, 'unavailable', { retryable: true }, { 'retry-after': '120' });
  browser.clock.now += 1_000_000;
  const calls = Array.from({ length: 20 }, () => assert.rejects(gw.fetch('/v1/flows'), { code: 'timeout' }));
  await browser.pass(10_000);
  await Promise.all(calls);
  await browser.pass(109_000);
  assert.equal(browser.pathsCalled('/auth/refresh').length, 1);
  await browser.pass(2_000);
  assert.equal(browser.pathsCalled('/auth/refresh').length, 2);
});

test('refresh_expired: the page is asked, and its token gives a session again', async () => {
  for (const code of ['refresh_expired', 'session_expired']) {
    const { browser, gw } = await active();
    const seen = [];
    for (const type of ['state', 'expired']) gw.on(type, (event) => seen.push(event.code ?? event));
    browser.answers['/auth/refresh'] = () => refused(400, code);
    browser.clock.now += 1_000_000;
    const call = gw.fetch('/v1/flows');
    await browser.settle();
    assert.equal(gw.state, 'reauth');
    assert.equal(browser.told('auth:expired').length, 1);
    assert.deepEqual(required(browser), [code === 'session_expired' ? code : 'refresh_failed']);
    await browser.say({ type: 'auth', ott: 'ott-2' });
    assert.equal((await call).status, 200);
    assert.deepEqual(seen, ['refreshing', 'reauth', code, 'exchanging', 'active']);
  }
});

test('declined: closed, and nothing goes out or runs any more', async () => {
  const { browser, gw } = await active();
  browser.answers['/auth/refresh'] = () => refused(400, 'refresh_expired');
  browser.clock.now += 1_000_000;
  const call = assert.rejects(gw.fetch('/v1/flows'), { code: 'session_closed' });
  await browser.settle();
  const closed = [];
  gw.on('closed', (event) => closed.push(event.code));
  await browser.say({ type: 'auth:declined' });
  await call;
  assert.deepEqual([gw.state, closed], ['closed', ['declined']]);
  assert.equal(browser.told('auth:closed').length, 1);
  await quiet(browser, gw);
});

/** In `closed` calls are refused, no timer runs and no request goes out. */
async function quiet(browser, gw) {
  const before = browser.calls.length;
  await assert.rejects(gw.fetch('/v1/flows'), { code: 'session_closed' });
  await assert.rejects(gw.getAccessToken(), { code: 'session_closed' });
  await assert.rejects(gw.webSocket('/v1/socket'), { code: 'session_closed' });
  const stream = gw.eventSource('/v1/events');
  browser.window.fire('online');
  browser.document.fire('visibilitychange');
  await browser.say({ type: 'auth', ott: 'ott-late' });
  await browser.pass(3_600_000);
  assert.equal(stream.readyState, 2);
  assert.equal(browser.calls.length, before);
  assert.equal(browser.timers, 0);
}

test('revoked, or a stolen refresh token: told, closed', async () => {
  for (const code of ['session_revoked', 'refresh_reused']) {
    const { browser, gw } = await active();
    const revoked = [];
    gw.on('revoked', (event) => revoked.push(event.code));
    browser.answers['/auth/refresh'] = () => refused(400, code);
    browser.clock.now += 800_000;
    browser.document.fire('visibilitychange');
    await browser.settle();
    assert.deepEqual([gw.state, revoked], ['closed', [code]]);
    assert.deepEqual(browser.told('auth:revoked')[0].data, { type: 'auth:revoked', reason: code });
    await quiet(browser, gw);
  }
});

test('logout ends the session at the gateway, and is told', async () => {
  const { browser, gw } = await active();
  await browser.say({ type: 'auth:logout' });
  const [call] = browser.pathsCalled('/auth/logout');
  assert.deepEqual(JSON.parse(call.body), { token: 'refresh-1' });
  assert.equal(call.init.keepalive, true);
  assert.equal(browser.told('auth:closed').length, 1);
  await quiet(browser, gw);
});

test('tokens that come after the end are given back, not kept', async () => {
  const { browser, gw, pair } = await frame();
  let answer;
  browser.answers['/auth/exchange'] = () => new Promise((go) => (answer = go));
  await browser.say({ type: 'auth', ott: 'ott-1' });
  await gw.logout();
  answer(pair());
  await browser.settle();
  assert.equal(gw.state, 'closed');
  assert.deepEqual(browser.pathsCalled('/auth/logout').map(({ body }) => JSON.parse(body).token), ['refresh-1']);
  assert.equal(browser.told('auth:success').length, 0);
});

test('a listener that throws stops nobody', async () => {
  const { browser, gw } = await frame();
  const states = [];
  gw.on('state', () => {
    throw new Error('theirs');
  });
  gw.on('state', (state) => states.push(state));
  await browser.say({ type: 'auth', ott: 'ott-1' });
  assert.deepEqual(states, ['exchanging', 'active']);
  assert.equal(browser.errors.length, 2);
});

test('the session’s end is told a minute ahead, and a new one taken without a break', async () => {
  const { browser, gw } = await active({}, { tokens: { session: 600 } });
  const told = [];
  gw.on('expiring', (event) => told.push(event));
  await browser.pass(539_000);
  assert.deepEqual(told, []);
  await browser.pass(1_000);
  assert.deepEqual(told, [{ in: 60 }]);
  assert.deepEqual(required(browser), ['session_expired']);
  await browser.say({ type: 'auth', ott: 'ott-2' });
  assert.equal(gw.state, 'active');
  assert.equal(await gw.getAccessToken(), 'access-2');
});

test('the channel of a workspace carries words only, and only the gateway is believed', async () => {
  const { browser, gw } = await active();
  const [channel] = browser.channels;
  assert.equal(channel.name, 'gw:ws_1');
  browser.answers['/auth/session'] = () => json(200, {});
  channel.onmessage({ data: { type: 'logout' } });
  await browser.settle();
  assert.equal(gw.state, 'active');
  browser.answers['/auth/session'] = () => refused(401, 'token_revoked');
  channel.onmessage({ data: { type: 'logout' } });
  await browser.settle();
  assert.equal(gw.state, 'closed');

  const other = await active();
  await other.gw.logout();
  assert.deepEqual(other.browser.channels[0].sent, [{ type: 'logout' }]);
  assert.equal(other.browser.channels[0].isClosed, true);
});

test('a page that declines before anything else is told that the frame has closed', async () => {
  const { browser, gw } = await frame();
  await browser.say({ type: 'auth:declined', v: 1, nonce: announced(browser).nonce });
  assert.equal(gw.state, 'closed');
  assert.deepEqual(browser.told('auth:closed'), [{ data: { type: 'auth:closed' }, origin: PAGE }]);
});

test('a secret in the options is refused', async () => {
  const { module } = await frame();
  for (const name of ['clientSecret', 'client_secret']) {
    assert.throws(() => module.connect({ api: API, [name]: 'wgs_x' }), { code: 'secret_in_browser' });
  }
});

test('in no frame nobody is asked, and nothing is announced', async () => {
  const browser = new Browser();
  globalThis.parent = browser.window;
  const { connect } = await load('frame.js');
  const gw = connect({ api: API });
  const errors = [];
  gw.on('error', ({ code }) => errors.push(code));
  await browser.pass(60_000);
  assert.deepEqual(errors, ['not_framed']);
  assert.equal(browser.posted.length + browser.location.reloads, 0);
});
