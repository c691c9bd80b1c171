// What only shows at the edges: limits of what is kept and repeated, and what one handle leaves to another.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Browser, gateway, json, load, refused, run } from './browser.mjs';

const API = 'https://api.example';
const PAGE = 'https://page.example';

async function frame() {
  const browser = new Browser();
  gateway(browser);
  const { connect } = await load('frame.js');
  const gw = connect({ api: API });
  await browser.settle();
  return { browser, gw, connect };
}

async function active() {
  const all = await frame();
  await all.browser.say({ type: 'auth', ott: 'ott-1' });
  assert.equal(all.gw.state, 'active');
  return all;
}

test('sixteen messages are kept for connect, the rest is counted', async () => {
  const browser = new Browser();
  gateway(browser);
  const { connect } = await load('frame.js');
  const fire = (data) => browser.window.fire('message', { data, origin: PAGE, source: browser.parent, ports: [] });
  fire({ type: 'auth', ott: 'ott-1' });
  for (let id = 0; id < 10_000; id++) fire({ type: 'ping', id });
  const gw = connect({ api: API });
  await browser.settle();
  assert.equal(browser.told('pong').length, 15);
  assert.equal(gw.ignored, 9_985);
  assert.equal(gw.state, 'active');
});

test('a token that was refused is not tried again because it is posted again', async () => {
  const { browser } = await frame();
  browser.answers['/auth/exchange'] = () => refused(400, 'ott_used');
  await browser.say({ type: 'auth', ott: 'old' });
  await browser.say({ type: 'auth', ott: 'old' });
  await browser.pass(60_000);
  assert.equal(browser.pathsCalled('/auth/exchange').length, 1);
});

test('a word of another tab ends nothing but where the gateway says token_revoked', async () => {
  const { browser, gw } = await active();
  const [channel] = browser.channels;
  const answers = [() => refused(401, 'token_expired'), () => json(200, { session_id: 'es_1' }), () => json(503, {}),
    () => new Response('?', { status: 401 }), () => Promise.reject(new TypeError('offline'))];
  for (const answer of answers) {
    browser.answers['/auth/session'] = answer;
    channel.onmessage({ data: { type: 'logout' } });
    await browser.settle();
    assert.equal(gw.state, 'active', String(answer));
  }
  for (const data of [null, 7, 'logout', { type: 'activity' }, {}]) channel.onmessage({ data });
  await browser.settle();
  assert.equal(browser.pathsCalled('/auth/session').length, answers.length);
});

test('a gateway that wants another nonce each time is asked three times, not for ever', async () => {
  const { browser, gw } = await frame();
  let count = 0;
  browser.answers['/auth/exchange'] = () =>
    ++count > 20 ? json(500, {}) : refused(401, 'dpop_nonce', {}, { 'dpop-nonce': `n-${count}` });
  await browser.say({ type: 'auth', ott: 'ott-1' });
  assert.equal(count, 3);
  assert.equal(gw.state, 'waiting');
});

test('the private key cannot be read, and is used to sign only', async () => {
  const browser = new Browser();
  gateway(browser);
  const made = [];
  const { subtle } = globalThis.crypto;
  globalThis.crypto.subtle = new Proxy(subtle, {
    get: (of, name) => async (...args) => {
      const result = await of[name](...args);
      if (name === 'generateKey') made.push(result);
      return result;
    },
  });
  const { connect } = await load('frame.js');
  connect({ api: API });
  await browser.pass(0);
  assert.deepEqual(made.map(({ privateKey }) => [privateKey.extractable, privateKey.usages]), [[false, ['sign']]]);
});

test('CR at the end of one piece and LF at the start of the next are one line end', async () => {
  const { browser, gw } = await active();
  let feed;
  browser.answers['/v1/events'] = () =>
    new Response(new ReadableStream({ start: (controller) => void (feed = controller) }), {
      headers: { 'content-type': 'text/event-stream' },
    });
  const stream = gw.eventSource('/v1/events');
  const seen = [];
  stream.onmessage = ({ data }) => seen.push(data);
  await browser.settle();
  for (const piece of ['data: a\r', '\ndata: b\r', '\n\r', '\n']) {
    feed.enqueue(new TextEncoder().encode(piece));
    await browser.settle();
  }
  assert.deepEqual(seen, ['a\nb']);
  stream.close();
});

test('destroy takes this handle’s listeners and streams, and leaves the other handle’s', async () => {
  const { browser, gw, connect } = await active();
  const other = connect({ api: API });
  browser.answers['/v1/events'] = () =>
    new Response(new ReadableStream(), { headers: { 'content-type': 'text/event-stream' } });
  const seen = [];
  gw.on('state', (state) => seen.push(`gone ${state}`));
  other.on('state', (state) => seen.push(`here ${state}`));
  const streams = [gw.eventSource('/v1/events'), other.eventSource('/v1/events')];
  await browser.settle();
  gw.destroy();
  gw.destroy();
  await browser.settle();
  assert.deepEqual(streams.map(({ readyState }) => readyState), [2, 1]);
  assert.equal((await other.fetch('/v1/flows')).status, 200);
  await other.logout();
  assert.deepEqual(seen, ['here closed']);
  streams[1].close();
});

test('the classic script of the frame is the same', async () => {
  const browser = new Browser();
  gateway(browser);
  try {
    run('frame.global.js');
    const gw = globalThis.WicketgateFrame.connect({ api: API });
    await browser.settle();
    await browser.say({ type: 'auth', ott: 'ott-1' });
    assert.equal((await gw.ready()).session_id, 'es_1');
    assert.equal(typeof globalThis.WicketgateFrame.WicketgateError, 'function');
  } finally {
    delete globalThis.WicketgateFrame;
  }
});
