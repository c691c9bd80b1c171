// The page's script, as built: what it puts into the page, whom it hears, and when it asks the backend.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Browser, Target, json, load, run } from './browser.mjs';

const FRAME = 'https://flow.example';

class Iframe extends Target {
  style = {};
  attributes = {};
  isInPage = false;
  sets = [];
  handed = [];
  contentWindow = {
    postMessage: (data, origin, ports = []) => this.handed.push({ data: structuredClone(data), origin, ports }),
  };
  #src = '';
  get src() {
    return this.#src;
  }
  set src(url) {
    this.sets.push({ url, listened: this.page.window.listeners.some(({ type }) => type === 'message') });
    this.#src = url;
  }
  constructor(page) {
    super();
    this.page = page;
  }
  setAttribute(name, value) {
    this.attributes[name] = value;
  }
  remove() {
    this.isInPage = false;
  }
}

/** A page without a frame; the script is loaded afresh. */
async function page({ hostname = 'page.example' } = {}) {
  const browser = new Browser();
  browser.location.hostname = hostname;
  const iframes = [];
  browser.document.createElement = () => {
    iframes.push(new Iframe(browser));
    return iframes.at(-1);
  };
  const target = () => ({ append: (iframe) => (iframe.isInPage = true) });
  const { mount, WicketgateError } = await load('host.mjs');
  return { browser, iframes, target, mount, WicketgateError };
}

/** A page with a frame that has announced itself; `asked` has what was asked of the backend. */
async function mounted(options = {}, more = {}) {
  const all = await page(more);
  const { browser, mount, target } = all;
  const asked = [];
  let issued = 0;
  const fetchOtt = async (request) => {
    asked.push(request);
    return `ott-${++issued}`;
  };
  const embed = mount(target(), { src: `${FRAME}/editor`, fetchOtt, ...options });
  const { iframe } = embed;
  const say = async (data, event = {}) => {
    await browser.say(data, { origin: FRAME, source: iframe.contentWindow, ...event });
    await browser.pass(0);
  };
  const ready = (ready = {}) => say({ type: 'auth:ready', v: 1, nonce: 'n-1', sdk: 'frame', ...ready });
  return { ...all, embed, iframe, asked, say, ready, given: (type) => iframe.handed.filter(({ data }) => data.type === type) };
}

/** The frame's end of the port that came with the last token. */
function plug({ iframe }) {
  const port = iframe.handed.findLast(({ data }) => data.type === 'auth').ports[0];
  const heard = [];
  port.onmessage = ({ data }) => heard.push(data);
  return { port, heard };
}

test('mount makes a frame that a strict page allows, and listens before it loads', async () => {
  const { iframe, embed } = await mounted({ title: 'Flow editor' });
  assert.deepEqual(iframe.sets, [{ url: `${FRAME}/editor`, listened: true }]);
  assert.equal(iframe.isInPage, true);
  assert.equal(iframe.title, 'Flow editor');
  assert.equal(iframe.referrerPolicy, 'strict-origin-when-cross-origin');
  assert.deepEqual(iframe.style, { width: '100%', border: '0', height: '600px' });
  assert.deepEqual(iframe.attributes, {}, 'no style attribute, no sandbox');
  assert.doesNotMatch(iframe.allow, /local-network/);
  assert.equal(embed.state, 'loading');
});

test('options: height, sandbox, and leave for the local network where it is needed', async () => {
  const local = await mounted({ src: 'http://127.0.0.1:8081/', height: 300, sandbox: true });
  assert.match(local.iframe.allow, /local-network-access/);
  assert.equal(local.iframe.style.height, '300px');
  assert.equal(local.iframe.attributes.sandbox,
    'allow-scripts allow-same-origin allow-forms allow-popups allow-downloads');
  const both = await mounted({ src: 'http://127.0.0.1:8081/', sandbox: 'allow-scripts' }, { hostname: 'localhost' });
  assert.doesNotMatch(both.iframe.allow, /local-network/);
  assert.equal(both.iframe.attributes.sandbox, 'allow-scripts');
});

test('bad options are named', async () => {
  const { mount, target, WicketgateError, iframes } = await page();
  const good = { src: FRAME, ottEndpoint: '/ott' };
  const table = [
    [target(), { ...good, clientSecret: 'wgs_x' }, 'secret_in_browser'],
    [target(), { ...good, client_secret: 'wgs_x' }, 'secret_in_browser'],
    [target(), { ottEndpoint: '/ott' }, 'no_src'],
    [target(), { src: FRAME }, 'no_ott'],
    [null, good, 'no_target'],
  ];
  for (const [where, options, code] of table) {
    assert.throws(() => mount(where, options), (error) => error instanceof WicketgateError && error.code === code);
  }
  assert.equal(iframes.length, 0);
});

test('a frame that is ready gets its configuration at once, and a token when there is one', async () => {
  let issue;
  const all = await mounted({ locale: 'de', fetchOtt: () => new Promise((go) => (issue = go)) });
  await all.ready();
  assert.deepEqual(all.iframe.handed.map(({ data, origin }) => [data.type, data.v, data.nonce, data.locale, origin]),
    [['config', 1, 'n-1', 'de', FRAME]]);
  issue('ott-1');
  await all.browser.settle();
  const [{ data, origin, ports }] = all.given('auth');
  assert.deepEqual([data.ott, data.v, data.nonce, origin, ports.length], ['ott-1', 1, 'n-1', FRAME, 1]);
});

test('announced again it is not asked for again', async () => {
  const all = await mounted();
  await all.ready();
  await all.ready();
  assert.equal(all.asked.length, 1);
});

test('the backend is told what the token is to be bound to, and why it is asked', async () => {
  const { asked, ready } = await mounted();
  await ready({ jkt: 'thumb', code_challenge: 'challenge' });
  const { signal, ...rest } = asked[0];
  assert.ok(signal instanceof AbortSignal);
  assert.deepEqual(rest, { reason: 'ott_missing', dpop_jkt: 'thumb', code_challenge: 'challenge' });
});

test('ottEndpoint: a POST of the page’s own, with what is to be bound', async () => {
  const all = await mounted({ fetchOtt: undefined, ottEndpoint: '/api/ott' });
  all.browser.answers['/api/ott'] = () => json(200, { ott: 'ott-1' });
  await all.ready({ jkt: 'thumb' });
  const [call] = all.browser.calls;
  assert.deepEqual([call.url, call.method, call.body], ['https://page.example/api/ott', 'POST', '{"dpop_jkt":"thumb"}']);
  assert.equal(all.given('auth')[0].data.ott, 'ott-1');
});

test('null, or 401 of the backend: declined', async () => {
  const own = await mounted({ fetchOtt: async () => null });
  await own.ready();
  assert.deepEqual(own.given('auth:declined').map(({ data }) => data.nonce), ['n-1']);
  const backend = await mounted({ fetchOtt: undefined, ottEndpoint: '/api/ott' });
  backend.browser.answers['/api/ott'] = () => json(401, {});
  await backend.ready();
  assert.equal(backend.given('auth:declined').length, 1);
  assert.equal(backend.given('auth').length, 0);
});

test('a backend that fails is told of, and asked again with patience', async () => {
  const all = await mounted({ fetchOtt: undefined, ottEndpoint: '/api/ott' });
  const errors = [];
  all.embed.on('error', ({ code, message }) => errors.push([code, message]));
  all.browser.answers['/api/ott'] = () => json(502, { code: 'invalid_client', message: 'wrong secret' });
  await all.ready();
  assert.deepEqual(errors, [['invalid_client', 'wrong secret']]);
  await all.browser.pass(60_000);
  assert.ok(all.browser.calls.length > 3 && all.browser.calls.length < 10, `${all.browser.calls.length} in a minute`);
  all.browser.answers['/api/ott'] = () => json(200, { ott: 'ott-1' });
  await all.browser.pass(60_000);
  assert.equal(all.given('auth').length, 1);
  const calls = all.browser.calls.length;
  await all.browser.pass(600_000);
  assert.equal(all.browser.calls.length, calls);
});

test('answers that are no token are errors', async () => {
  for (const wrong of [undefined, '', 7, {}, 'x'.repeat(600)]) {
    const all = await mounted({ fetchOtt: async () => wrong });
    const errors = [];
    all.embed.on('error', ({ code }) => errors.push(code));
    await all.ready();
    assert.deepEqual(errors, ['ott_missing']);
    assert.equal(all.given('auth').length, 0);
  }
});

test('fetchOtt has 10 s', async () => {
  const all = await mounted({ fetchOtt: (asked) => (all.asked.push(asked), new Promise(() => {})) });
  const errors = [];
  all.embed.on('error', ({ code }) => errors.push(code));
  await all.ready();
  await all.browser.pass(9_999);
  assert.deepEqual(errors, []);
  await all.browser.pass(1);
  assert.deepEqual(errors, ['timeout']);
  assert.equal(all.asked[0].signal.aborted, true);
});

test('each question of the frame gets a fresh token, one at a time and not in a rush', async () => {
  const all = await mounted();
  await all.ready();
  const { port } = plug(all);
  for (let turn = 0; turn < 50; turn++) port.postMessage({ type: 'auth:required', reason: 'refresh_failed', id: 'x' });
  await all.browser.pass(0);
  assert.equal(all.asked.length, 2);
  assert.equal(all.asked[1].reason, 'refresh_failed');
  assert.equal(all.given('auth')[1].data.ott, 'ott-2');
  for (let second = 0; second < 60; second++) {
    plug(all).port.postMessage({ type: 'auth:required', reason: 'refresh_failed', id: 'x' });
    await all.browser.pass(1000);
  }
  assert.ok(all.asked.length < 12, `${all.asked.length} in a minute`);
});

test('the same token twice is warned of, once', async () => {
  const all = await mounted({ fetchOtt: async () => 'ott-1' });
  await all.ready();
  assert.deepEqual(all.browser.warnings, []);
  for (let turn = 0; turn < 2; turn++) {
    plug(all).port.postMessage({ type: 'auth:required', reason: 'ott_expired', id: 'x' });
    await all.browser.pass(10_000);
  }
  assert.equal(all.given('auth').length, 3);
  assert.equal(all.browser.warnings.length, 1);
  assert.match(all.browser.warnings[0], /twice/);
  assert.doesNotMatch(all.browser.warnings[0], /ott-1/);
});

test('a frame that loads again is asked about anew, and not by the old port', async () => {
  const all = await mounted();
  await all.ready();
  const { port } = plug(all);
  all.iframe.handed.length = 0;
  await all.ready({ nonce: 'n-2' });
  assert.deepEqual(all.iframe.handed.map(({ data }) => [data.type, data.nonce]), [['config', 'n-2'], ['auth', 'n-2']]);
  assert.equal(all.asked[1].reason, 'reload');
  assert.equal(port.other.isClosed, true);
  assert.equal(all.browser.openPorts, 3, 'the old port’s other end went with its document');
});

test('a frame that does not speak protocol 1 gets what the first protocol had', async () => {
  const all = await mounted();
  all.iframe.fire('load');
  await all.browser.pass(3_500);
  assert.deepEqual(all.given('auth'), [{ data: { type: 'auth', ott: 'ott-1' }, origin: FRAME, ports: [] }]);
  await all.say({ type: 'auth:success', session_id: 'es_1', expires_in: 900, session_expires_in: 43_200 });
  assert.equal(all.embed.state, 'ready');
});

test('other windows and other origins are not heard', async () => {
  const all = await mounted();
  await all.say({ type: 'auth:ready', v: 1, nonce: 'n' }, { source: {} });
  await all.say({ type: 'auth:ready', v: 1, nonce: 'n' }, { origin: 'https://evil.example' });
  assert.deepEqual([all.asked.length, all.iframe.handed.length], [0, 0]);
});

test('two embeds on one page do not hear each other', async () => {
  const all = await mounted();
  const asked = [];
  all.mount(all.target(), { src: FRAME, fetchOtt: async () => (asked.push(1), 'ott-b') });
  await all.ready();
  assert.deepEqual([all.asked.length, asked.length, all.iframes[1].handed.length], [1, 0, 0]);
});

test('10,000 messages of nonsense are counted, and do no harm', async () => {
  const all = await mounted();
  const junk = [null, 7, 'auth', [], {}, { type: 7 }, { type: 'auth:ready' }, { type: 'auth:ready', nonce: 7 },
    { type: 'nobody:knows' }, { type: 'x'.repeat(50) }, ...['__proto__', 'constructor', 'toString'].map((type) => ({ type }))];
  const { length: timers } = [...all.browser.clock.timers];
  for (let turn = 0; turn < 10_000; turn++) {
    const event = { data: junk[turn % junk.length], origin: FRAME, source: all.iframe.contentWindow, ports: [] };
    all.browser.window.fire('message', event);
  }
  assert.equal(all.embed.ignored, 10_000);
  assert.equal(all.embed.state, 'loading');
  assert.equal(all.browser.clock.timers.size, timers);
  await all.ready();
  assert.equal(all.given('auth').length, 1);
});

test('what the frame tells is an event, a callback and a state', async () => {
  const seen = [];
  const callbacks = {};
  for (const name of ['onReady', 'onError', 'onExpiring', 'onExpired', 'onRevoked', 'onRefreshed', 'onSessionClosed']) {
    callbacks[name] = (event) => seen.push([name, event]);
  }
  const all = await mounted(callbacks);
  const events = [];
  for (const type of ['ready', 'error', 'expiring', 'expired', 'revoked', 'refreshed', 'closed']) {
    all.embed.on(type, () => events.push(type));
  }
  await all.ready();
  const { port } = plug(all);
  const table = [
    [{ type: 'auth:success', session_id: 'es_1', expires_in: 900, session_expires_in: 9 }, 'onReady', 'ready'],
    [{ type: 'auth:error', code: 'ott_used', message: 'm' }, 'onError', 'ready'],
    [{ type: 'auth:expiring', in: 60 }, 'onExpiring', 'ready'],
    [{ type: 'auth:expired' }, 'onExpired', 'expired'],
    [{ type: 'auth:refreshed', expires_in: 900 }, 'onRefreshed', 'ready'],
    [{ type: 'auth:revoked', reason: 'session_revoked' }, 'onRevoked', 'revoked'],
    [{ type: 'auth:closed' }, 'onSessionClosed', 'closed'],
  ];
  for (const [message, callback, state] of table) {
    port.postMessage(message);
    await all.browser.settle();
    const { type, ...said } = message;
    assert.deepEqual(seen.splice(0), [[callback, said]], type);
    assert.equal(all.embed.state, state, type);
  }
  assert.deepEqual(events, ['ready', 'error', 'expiring', 'expired', 'refreshed', 'revoked', 'closed']);
});

test('a callback that throws stops nobody', async () => {
  const seen = [];
  const all = await mounted({
    onReady() {
      throw new Error('theirs');
    },
  });
  all.embed.on('ready', () => seen.push('ready'));
  await all.ready();
  plug(all).port.postMessage({ type: 'auth:success', session_id: 'es_1', expires_in: 1, session_expires_in: 1 });
  await all.browser.settle();
  assert.deepEqual([seen, all.browser.errors.length], [['ready'], 1]);
});

test('update and logout reach the frame', async () => {
  const all = await mounted();
  await all.ready();
  const { heard } = plug(all);
  all.embed.update({ appearance: { theme: 'dark' }, height: 400 });
  all.embed.logout();
  await all.browser.settle();
  assert.deepEqual(heard.map(({ type, theme }) => [type, theme]), [['config', 'dark'], ['auth:logout', undefined]]);
  assert.equal(all.iframe.style.height, '400px');
});

test('the frame sets its height only where it may', async () => {
  for (const [autoHeight, height] of [[false, '600px'], [true, '812px']]) {
    const all = await mounted({ autoHeight });
    await all.ready();
    plug(all).port.postMessage({ type: 'resize', height: 812 });
    await all.browser.settle();
    plug(all).port.postMessage({ type: 'resize', height: 'calc(1px)' });
    await all.browser.settle();
    assert.equal(all.iframe.style.height, height);
  }
});

test('three pings without an answer while the page is seen: unresponsive', async () => {
  const seen = [];
  const all = await mounted({ onUnresponsive: (event) => seen.push(event) });
  await all.ready();
  const { port, heard } = plug(all);
  await all.browser.pass(90_000);
  assert.equal(heard.filter(({ type }) => type === 'ping').length, 3);
  assert.deepEqual(seen, []);
  await all.browser.pass(30_000);
  assert.deepEqual(seen, [{ missed: 3 }]);
  port.postMessage({ type: 'pong', id: 1 });
  await all.browser.pass(60_000);
  assert.equal(seen.length, 1, 'an answer counts');
  all.browser.document.visibilityState = 'hidden';
  const pings = heard.length;
  await all.browser.pass(600_000);
  assert.deepEqual([heard.length, seen.length], [pings, 1]);
});

test('destroy leaves nothing: no frame, listener, timer or port; a question that is open is aborted', async () => {
  let signal;
  const all = await mounted({ fetchOtt: (asked) => ((signal = asked.signal), new Promise(() => {})) });
  const errors = [];
  all.embed.on('error', (error) => errors.push(error));
  all.iframe.fire('load');
  await all.ready();
  all.embed.destroy();
  await all.browser.settle();
  assert.equal(signal.aborted, true);
  assert.deepEqual(
    [all.iframe.isInPage, all.browser.window.listeners.length, all.iframe.listeners.length, all.browser.timers, errors],
    [false, 0, 0, 0, []],
  );
  const other = await mounted();
  await other.ready();
  const { port } = plug(other);
  other.embed.destroy();
  assert.equal(port.other.isClosed, true);
  assert.equal(other.browser.timers, 0);
});

test('mounted twice, the second takes the place of the first', async () => {
  const all = await page();
  const target = all.target();
  const options = { src: FRAME, fetchOtt: async () => 'ott-1' };
  all.mount(target, options);
  const second = all.mount(target, options);
  assert.deepEqual(all.iframes.map(({ isInPage }) => isInPage), [false, true]);
  assert.equal(all.browser.window.listeners.length, 1);
  second.destroy();
  all.mount(target, options).destroy();
  assert.equal(all.browser.window.listeners.length + all.browser.timers, 0);
});

test('the element mounts with its attributes, says events, and survives being moved', async () => {
  const all = await page();
  const defined = {};
  globalThis.HTMLElement = class {
    style = {};
    events = [];
    isConnected = true;
    getAttribute = (name) => this.attributes[name] ?? null;
    dispatchEvent = (event) => this.events.push([event.type, event.detail]);
    append = (iframe) => (iframe.isInPage = true);
  };
  globalThis.customElements = { get: (name) => defined[name], define: (name, element) => (defined[name] = element) };
  globalThis.CustomEvent = class {
    constructor(type, { detail }) {
      Object.assign(this, { type, detail });
    }
  };
  try {
    run('host.js');
    assert.equal(typeof globalThis.WicketgateEmbed.mount, 'function');
    const element = new defined['wicketgate-embed']();
    element.attributes = { src: FRAME, 'ott-endpoint': '/api/ott', height: '400', title: 'Flow editor' };
    element.connectedCallback();
    element.disconnectedCallback();
    element.connectedCallback();
    await all.browser.settle();
    assert.equal(all.iframes.length, 1);
    const [iframe] = all.iframes;
    assert.deepEqual([iframe.style.height, iframe.title], ['400px', 'Flow editor']);
    await all.browser.say({ type: 'auth:closed' }, { origin: FRAME, source: iframe.contentWindow });
    assert.deepEqual(element.events, [['closed', {}]]);
    element.disconnectedCallback();
    assert.deepEqual([iframe.isInPage, all.browser.window.listeners.length, all.browser.timers], [false, 0, 0]);
  } finally {
    for (const name of ['HTMLElement', 'customElements', 'CustomEvent', 'WicketgateEmbed']) delete globalThis[name];
  }
});
