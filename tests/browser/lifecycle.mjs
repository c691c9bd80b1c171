// The life of a session in the frame: time that passes, networks that go, clocks that are wrong, many tabs.
import { active, call, equal, hostPage, ok, ownTime, run, told, until } from './scenario.mjs';

async function openWithOwnTime(s, { time, ...more } = {}) {
  const page = await s.context.newPage();
  await ownTime(page, time);
  await page.goto(hostPage(s, more));
  return { page, frame: await active(page, s) };
}

async function open(s, more) {
  const page = await s.context.newPage();
  await page.goto(hostPage(s, more));
  return { page, frame: await active(page, s) };
}

/** States that the frame went through. */
const states = (frame) => frame.evaluate(() => told.filter(({ type }) => type === 'state').map(({ value }) => value));

/** Answers of the gateway's own endpoint, from now on. */
function answers(context, path) {
  const all = [];
  context.on('response', (response) => {
    const isPost = response.request().method() === 'POST';
    if (isPost && new URL(response.url()).pathname === path) all.push(response.status());
  });
  return all;
}

async function hasClockWrongBy(s, minutes) {
  const exchanges = answers(s.context, '/auth/exchange');
  const { page, frame } = await openWithOwnTime(s, { time: Date.now() + minutes * 60_000 });
  const off = await frame.evaluate((now) => Math.round((Date.now() - now) / 60_000), Date.now());
  equal(off, minutes, 'by how many minutes the clock is wrong');
  equal((await call(frame)).status, 200, 'a call');
  // The first proof is dated by the wrong clock; the refusal's Date sets it right.
  equal(exchanges, [400, 200], 'answers to the exchange');
  await page.clock.fastForward('13:00');
  await told(page, 'refreshed');
  equal((await call(frame)).status, 200, 'a call after the refresh');
}

await run({
  'calls after the token has expired wait for the next one, which is asked for once': async (s) => {
    const refreshes = answers(s.context, '/auth/refresh');
    const { page, frame } = await openWithOwnTime(s);
    let goOn;
    const held = new Promise((resolve) => (goOn = resolve));
    await s.context.route(`${s.gw.url}/auth/refresh`, async (route) => {
      await held;
      await route.continue();
    });
    await page.clock.fastForward('16:00');
    await frame.waitForFunction(() => gw.state === 'refreshing');
    const call = async () => (await gw.fetch('/v1/hello')).status;
    await frame.evaluate((call) => void (globalThis.calls = Array.from({ length: 10 }, eval(call))), call.toString());
    goOn();
    equal(await frame.evaluate(() => Promise.all(calls)), Array(10).fill(200), 'the calls');
    // The proof of the first is dated by a clock that the test has set forward.
    equal(refreshes, [400, 200], 'answers to the refresh');
  },

  'a token that expires offline is renewed online, in the same document': async (s) => {
    const { page, frame } = await openWithOwnTime(s);
    await frame.evaluate(() => (globalThis.isSameDocument = true));
    await s.context.setOffline(true);
    await page.clock.fastForward('16:00');
    await frame.waitForFunction(() => gw.state === 'refreshing');
    const called = call(frame);
    await s.context.setOffline(false);
    equal((await called).status, 200, 'a call that was made offline');
    await told(page, 'refreshed');
    equal((await states(frame)).slice(-2), ['refreshing', 'active'], 'the last states');
    equal(s.site.asked.length, 1, 'how often the backend was asked');
    ok(await frame.evaluate(() => globalThis.isSameDocument), 'the frame was loaded again');
  },

  'offline, then online, while the token is good': async (s) => {
    const { page, frame } = await openWithOwnTime(s);
    await s.context.setOffline(true);
    // No time passes from here on: what is done next is not done because a timer is due.
    await page.clock.pauseAt(Date.now() + 13 * 60_000);
    equal(await frame.evaluate(() => gw.fetch('/v1/hello').catch((error) => error.name)), 'TypeError', 'a call while offline');
    equal(await frame.evaluate(() => gw.state), 'active', 'the state while offline');
    await s.context.setOffline(false);
    await told(page, 'refreshed');
    equal((await call(frame)).status, 200, 'a call');
  },

  'an exchange whose answer is lost is asked for again, and spends nothing twice': async (s) => {
    let isLost = false;
    await s.context.route(`${s.gw.url}/auth/exchange`, async (route) => {
      if (isLost || route.request().method() !== 'POST') return route.continue();
      isLost = true;
      await route.fetch();
      await route.abort();
    });
    const { frame } = await open(s);
    ok(isLost, 'no answer was lost');
    equal((await call(frame)).status, 200, 'a call');
    equal(s.site.asked.length, 1, 'how often the backend was asked');
    equal((await s.gw.sessions(s.site.user)).length, 1, 'sessions in the gateway');
  },

  'a refresh whose answer is lost is asked for again, and ends nothing': async (s) => {
    let isLost = false;
    const { page, frame } = await openWithOwnTime(s);
    await s.context.route(`${s.gw.url}/auth/refresh`, async (route) => {
      if (isLost || route.request().method() !== 'POST') return route.continue();
      const response = await route.fetch();
      // A refusal of the proof is answered at once; it is the pair that gets lost.
      if (!response.ok()) return route.fulfill({ response });
      isLost = true;
      await route.abort();
    });
    await page.clock.fastForward('13:00');
    await until('the answer is lost', () => isLost);
    await page.clock.runFor(2000);
    await told(page, 'refreshed');
    equal((await call(frame)).status, 200, 'a call');
    equal((await s.gw.sessions(s.site.user)).length, 1, 'sessions in the gateway');
  },

  'a clock that is five minutes late': (s) => hasClockWrongBy(s, -5),
  'a clock that is five minutes early': (s) => hasClockWrongBy(s, 5),

  'calls at once, after the clock was set': async (s) => {
    const { page, frame } = await openWithOwnTime(s);
    await page.clock.fastForward('02:00');
    const statuses = await frame.evaluate(() =>
      Promise.all(Array.from({ length: 10 }, async () => (await gw.fetch('/v1/hello')).status)),
    );
    equal(statuses, Array(10).fill(200), 'the calls');
  },

  'twenty tabs refresh at once, and none is logged out': async (s) => {
    const COUNT = 20;
    const refreshes = answers(s.context, '/auth/refresh');
    const url = hostPage(s);
    const tabs = await Promise.all(Array.from({ length: COUNT }, () => s.context.newPage()));
    await ownTime(s.context);
    await Promise.all(tabs.map((page) => page.goto(url)));
    const frames = await Promise.all(tabs.map((page) => active(page, s)));
    const ids = await Promise.all(frames.map((frame) => frame.evaluate(() => gw.session.session_id)));
    equal(new Set(ids).size, COUNT, 'sessions');
    await s.context.clock.fastForward('13:00');
    await Promise.all(tabs.map((page) => told(page, 'refreshed')));
    for (const [turn, page] of tabs.entries()) {
      const heard = await page.evaluate(() => told.map(({ type }) => type));
      equal(heard, ['ready', 'refreshed'], `what tab ${turn} was told`);
      equal((await call(frames[turn])).status, 200, `a call of tab ${turn}`);
    }
    equal(refreshes.filter((status) => status === 200).length, COUNT, 'refreshes');
    equal(s.site.asked.length, COUNT, 'how often the backend was asked');
    equal((await s.gw.sessions(s.site.user)).map((one) => one.session_id).sort(), ids.sort(), 'sessions in the gateway');
  },

  'logout in one tab leaves the other its session': async (s) => {
    const [one, other] = [await open(s), await open(s)];
    const asked = s.context.waitForEvent('response', (response) => response.url().endsWith('/auth/session'));
    await one.frame.evaluate(() => gw.logout());
    await told(one.page, 'closed');
    equal((await asked).status(), 200, 'what the gateway says of the other session');
    equal((await call(other.frame)).status, 200, 'a call of the other');
  },

  'a session that is revoked closes with the next call': async (s) => {
    const { page, frame } = await open(s);
    const id = await frame.evaluate(() => gw.session.session_id);
    await s.gw.cli('session', 'revoke', '--id', id);
    await until('a call finds it out', () => frame.evaluate(async () => {
      const answer = await gw.fetch('/v1/hello').catch((error) => error);
      return [answer.status, gw.state].join();
    }), (found) => found === '401,closed');
    equal((await told(page, 'revoked'))[0].reason, 'token_revoked', 'the reason');
    await told(page, 'closed');
    equal(await frame.evaluate(() => gw.fetch('/v1/hello').catch((error) => error.code)), 'session_closed', 'a call afterwards');
    equal(s.site.asked.length, 1, 'how often the backend was asked');
  },

  'a session that is revoked closes with the next refresh': async (s) => {
    const { page, frame } = await openWithOwnTime(s);
    const id = await frame.evaluate(() => gw.session.session_id);
    await s.gw.cli('session', 'revoke', '--id', id);
    await page.clock.fastForward('13:00');
    await told(page, 'revoked');
    await told(page, 'closed');
    equal(await frame.evaluate(() => gw.state), 'closed', 'the state');
  },

  'a call streams, and can be aborted': async (s) => {
    const { frame } = await open(s);
    const aborted = () => frame.evaluate(async () => Number(await (await gw.fetch('/v1/aborted')).text()));
    const before = await aborted();
    const pieces = await frame.evaluate(async () => {
      const reader = (await gw.fetch('/v1/stream')).body.pipeThrough(new TextDecoderStream()).getReader();
      const first = (await reader.read()).value;
      await gw.fetch('/v1/next');
      return [first, (await reader.read()).value, (await reader.read()).done];
    });
    equal(pieces, ['first\n', 'second\n', true], 'pieces');
    const name = await frame.evaluate(async () => {
      const controller = new AbortController();
      const reader = (await gw.fetch('/v1/stream', { signal: controller.signal })).body.getReader();
      await reader.read();
      controller.abort();
      return reader.read().then(() => 'nothing', (error) => error.name);
    });
    equal(name, 'AbortError', 'what reading fails with');
    await until('the upstream knows of it', aborted, (count) => count === before + 1);
  },

  'eventSource goes on where it stopped': async (s) => {
    const { frame } = await open(s);
    const found = await frame.evaluate(() => new Promise((resolve) => {
      const ticks = [];
      const stream = gw.eventSource('/v1/events');
      stream.addEventListener('tick', ({ data, lastEventId }) => {
        ticks.push([lastEventId, JSON.parse(data)]);
        if (ticks.length < 4) return;
        stream.close();
        resolve([ticks, stream.readyState]);
      });
    }));
    const tick = (n) => [String(n), { n, workspace: 'acme' }];
    equal(found, [[1, 2, 3, 4].map(tick), 2], 'events, and the state');
  },

  'a WebSocket carries the token beside its subprotocols, and ends with its session': async (s) => {
    for (const dpop of ['auto', 'off']) {
      const { frame } = await open(s, { src: s.frame.url({ dpop }) });
      const found = await frame.evaluate(async () => {
        globalThis.socket = await gw.webSocket('/v1/socket?room=7', ['chat']);
        const message = new Promise((resolve, reject) => {
          socket.onmessage = ({ data }) => resolve(data);
          socket.onclose = ({ code }) => reject(new Error(`closed: ${code}`));
        });
        socket.onopen = () => socket.send('hello');
        return [await message, socket.protocol, socket.url.split('/v1')[1]];
      });
      equal(found, ['acme: hello', 'wicketgate', '/socket?room=7'], 'the message, the subprotocol, the URL');
      await frame.evaluate(() => {
        globalThis.ended = new Promise((resolve) => (socket.onclose = resolve));
        void gw.logout();
        return ended.then(() => undefined);
      });
    }
  },

  'the token goes to no other origin': async (s) => {
    const { frame } = await open(s);
    const code = (url) => frame.evaluate((url) => gw.fetch(url).catch((error) => error.code), url);
    equal(await code('https://elsewhere.example/v1/hello'), 'wrong_origin', 'another host');
    equal(await code(s.site.origin), 'wrong_origin', 'the page');
  },

  'handles share a session; the last that is destroyed stops it': async (s) => {
    const { frame } = await open(s);
    const found = await frame.evaluate(async (api) => {
      const { connect } = await import(`${api}/embed/v1/frame.js`);
      const other = connect({ api });
      const isSame = (await other.ready()).session_id === gw.session.session_id;
      other.destroy();
      const { status } = await gw.fetch('/v1/hello');
      gw.destroy();
      const code = await gw.getAccessToken().catch((error) => error.code);
      return { isSame, status, code };
    }, s.gw.url);
    equal(found, { isSame: true, status: 200, code: 'destroyed' }, 'two handles');
  },
});
