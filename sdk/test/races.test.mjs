// What happens when two things happen at once: tokens that cross, frames that load again, pages that are slow.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Browser, Target, gateway, load, refused } from './browser.mjs';

const API = 'https://api.example';
const FRAME = 'https://flow.example';

async function frame() {
  const browser = new Browser();
  const pair = gateway(browser);
  const { connect } = await load('frame.js');
  const gw = connect({ api: API });
  await browser.settle();
  return { browser, gw, pair };
}

/** A page whose backend answers when the test says so. */
async function page() {
  const browser = new Browser();
  const handed = [];
  const contentWindow = { postMessage: (data, _origin, ports = []) => handed.push({ ...structuredClone(data), ports }) };
  browser.document.createElement = () =>
    Object.assign(new Target(), { style: {}, contentWindow, setAttribute() {}, remove() {} });
  const asked = [];
  const { mount } = await load('host.mjs');
  const fetchOtt = (request) => new Promise((issue) => asked.push({ ...request, issue }));
  const embed = mount({ append() {} }, { src: FRAME, fetchOtt });
  const ready = (nonce, jkt) => browser.say({ type: 'auth:ready', v: 1, nonce, jkt }, { origin: FRAME, source: contentWindow });
  return { browser, embed, asked, handed, ready };
}

test('a token that comes while another one waits to be tried again is exchanged once', async () => {
  const { browser, gw, pair } = await frame();
  browser.answers['/auth/exchange'] = () => {
    throw new TypeError('lost');
  };
  await browser.say({ type: 'auth', ott: 'ott-1' });
  browser.answers['/auth/exchange'] = pair;
  await browser.say({ type: 'auth', ott: 'ott-2' });
  assert.equal(gw.state, 'active');
  await browser.pass(30_000);
  assert.deepEqual(browser.pathsCalled('/auth/exchange').map(({ body }) => JSON.parse(body).ott), ['ott-1', 'ott-2']);
  assert.equal(await gw.getAccessToken(), 'access-1');
});

test('a second token that is refused at once is followed by a second question', async () => {
  const { browser, gw, pair } = await frame();
  browser.answers['/auth/exchange'] = () => refused(400, 'ott_expired');
  await browser.say({ type: 'auth', ott: 'ott-1' });
  await browser.say({ type: 'auth', ott: 'ott-2' });
  browser.answers['/auth/exchange'] = pair;
  await browser.pass(30_000);
  assert.ok(browser.told('auth:required').length >= 2, `${browser.told('auth:required').length} asked`);
  await browser.say({ type: 'auth', ott: 'ott-3' });
  assert.equal(gw.state, 'active');
});

test('a stream whose signal has been aborted before is not opened', async () => {
  const { browser, gw } = await frame();
  await browser.say({ type: 'auth', ott: 'ott-1' });
  let answered = 0;
  browser.answers['/v1/events'] = ({ request }) => {
    answered += request.signal.aborted ? 0 : 1;
    return new Response(new ReadableStream(), { headers: { 'content-type': 'text/event-stream' } });
  };
  const stream = gw.eventSource('/v1/events', { signal: AbortSignal.abort() });
  await browser.settle();
  assert.deepEqual([stream.readyState, answered], [2, 0]);
});

test('a token asked for one document of the frame is not handed to the next, whose key is another', async () => {
  const { browser, asked, handed, ready } = await page();
  await ready('n-1', 'key-1');
  await browser.pass(0);
  await ready('n-2', 'key-2');
  asked[0].issue('ott-of-key-1');
  await browser.pass(5_000);
  asked[1]?.issue('ott-of-key-2');
  await browser.pass(5_000);
  assert.deepEqual(asked.map(({ dpop_jkt }) => dpop_jkt), ['key-1', 'key-2']);
  const auths = handed.filter(({ type, nonce }) => type === 'auth' && nonce === 'n-2');
  assert.deepEqual(auths.map(({ ott }) => ott), ['ott-of-key-2']);
});

test('reload() while the backend is slow: the token goes to no document that did not ask', async () => {
  const { browser, embed, asked, handed, ready } = await page();
  await ready('n-1', 'key-1');
  await browser.pass(0);
  embed.reload();
  asked[0].issue('ott-of-key-1');
  await browser.pass(1_000);
  assert.deepEqual(handed.filter(({ type }) => type === 'auth'), []);
});

test('a frame that loads again after a minute is asked about as a reload, too', async () => {
  const { browser, asked, ready } = await page();
  await ready('n-1');
  await browser.pass(0);
  asked[0].issue('ott-1');
  await browser.pass(61_000);
  await ready('n-2');
  await browser.pass(5_000);
  assert.deepEqual(asked.map(({ reason }) => reason), ['ott_missing', 'reload']);
});
