// Pages, frames and windows that mean no good: refused or ignored, and the session lives on.
import { active, call, equal, hostPage, ok, ownTime, run, told, until } from './scenario.mjs';

const BURST = 10_000;
/** More than a browser's own changes of a heap, much less than ten thousand messages that are kept. */
const MOST_GROWTH = 2 * 1024 * 1024;

async function open(s, more) {
  const page = await s.context.newPage();
  await page.goto(hostPage(s, more));
  return { page, frame: await active(page, s) };
}

/** What is none of our messages, and what looks like one but is wrong. */
const MALFORMED = `(() => {
  const types = ['auth', 'auth:ready', 'auth:success', 'auth:error', 'auth:required', 'auth:declined', 'auth:expiring',
    'auth:expired', 'auth:revoked', 'auth:refreshed', 'auth:logout', 'auth:closed', 'ping', 'pong', 'config', 'resize'];
  const nothing = [undefined, null, 0, NaN, true, '', 'auth', [], ['auth'], new Date(), new Map([['type', 'auth']]), new Uint8Array(9),
    {}, { type: null }, { type: 7 }, { type: ['auth'] }, { type: {} }, { type: 'x'.repeat(1e6) }, { type: 'unknown' }, { type: '__proto__' }, { type: 'constructor' },
    JSON.parse('{"__proto__":{"type":"auth","ott":"x"}}')];
  return { types, nothing };
})()`;

const isWorking = async ({ frame }) => equal((await call(frame)).status, 200, 'a call of the frame');

async function heap(target, s) {
  const cdp = await s.context.newCDPSession(target);
  await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  await cdp.detach();
  return usedSize;
}

/** Adds a frame to the page, beside the embed; the frame, when it is loaded. */
async function addFrame(page, src) {
  await page.evaluate((src) => new Promise((loaded) => {
    const added = document.createElement('iframe');
    added.onload = loaded;
    added.src = src;
    document.body.append(added);
  }), src);
  return page.frames().find((one) => one.url() === src);
}

/** A window that the page opens. */
async function openWindow(page, src) {
  const opened = page.waitForEvent('popup');
  await page.evaluate((src) => void open(src), src);
  const popup = await opened;
  await popup.waitForLoadState();
  return popup;
}

/** A workspace that customers use, with a client that allows one page which is not ours. */
async function live(s) {
  const workspace = await s.gw.cli('workspace', 'create', '--name', `Live ${s.site.user}`);
  const made = await s.gw.cli('client', 'create', '--workspace', workspace.workspace_id, '--kind', 'embed', '--origin', 'https://app.example');
  const end = () => s.gw.cli('workspace', 'delete', workspace.workspace_id, '--yes');
  return { id: made.client_id, secret: made.client_secret, end };
}

await run({
  'a page that is not on the list is refused, noted, and allowed': async (s) => {
    const client = (s.site.client = await live(s));
    const page = await s.context.newPage();
    const { ott } = await s.gw.issue({}, client);
    await page.goto(hostPage(s));
    equal((await told(page, 'error'))[0].code, 'origin_not_allowed', 'the error');
    const frame = page.frames()[1];
    equal(await frame.evaluate(() => gw.state), 'waiting', 'the state of the frame');
    equal(await s.gw.cli('session', 'list', '--client', client.id), [], 'sessions');
    const blocked = () => s.gw.cli('client', 'blocked-origins', client.id);
    const [noted] = await until('it is noted', blocked, (all) => all.length > 0);
    equal(noted.origin, s.site.origin, 'the origin that is noted');
    ok(!JSON.stringify(await blocked()).includes(ott), 'a one-time token is noted');
    await s.gw.cli('client', 'allow-origin', client.id, s.site.origin);
    await until('the page is allowed', async () => {
      await page.reload();
      const embedded = page.frames()[1];
      await embedded.waitForFunction(() => globalThis.told?.some(({ type }) => type === 'error') || globalThis.gw?.state === 'active');
      return embedded.evaluate(() => gw.state);
    }, (state) => state === 'active');
    await client.end();
  },

  'a page that says it is another one is refused by its Origin': async (s) => {
    const client = await live(s);
    const { ott } = await s.gw.issue({}, client);
    const page = await s.context.newPage();
    await page.goto(s.site.serve(''));
    const found = await page.evaluate(async ([api, ott]) => {
      const body = JSON.stringify({ ott, parent_origin: 'https://app.example' });
      const response = await fetch(`${api}/auth/exchange`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
      return (await response.json()).code;
    }, [s.gw.url, ott]);
    equal(found, 'origin_not_allowed', 'the answer');
    await client.end();
  },

  'messages that make no sense, to the frame': async (s) => {
    const { page, frame } = await open(s);
    const before = await frame.evaluate(() => gw.ignored);
    const sent = await page.evaluate((malformed) => {
      const { types, nothing } = eval(malformed);
      const to = embed.iframe.contentWindow;
      const wrong = { v: 1, nonce: 'wrong', ott: 'wrong', id: {}, theme: {}, locale: 7 };
      const texts = [undefined, null, 7, {}, [], '', 'x'.repeat(513)];
      const all = [
        ...nothing,
        // With the wrong nonce none of them is obeyed, whatever its type.
        ...types.map((type) => ({ type, ...wrong })),
        ...texts.flatMap((ott) => [{ type: 'auth', ott }, { type: 'auth', ott, v: 1, nonce: 'wrong' }]),
        // A token that nobody asked for.
        { type: 'auth', ott: 'a1b2c3d4-e5f6-4890-abcd-ef1234567890' },
      ];
      for (const message of all) to.postMessage(message, '*');
      return all.length;
    }, MALFORMED);
    await frame.waitForFunction((wanted) => gw.ignored >= wanted, before + sent);
    equal(await frame.evaluate(() => gw.ignored) - before, sent, 'ignored messages');
    equal(await frame.evaluate(() => [gw.state, ...told.map(({ type }) => type).filter((type) => type !== 'state' && type !== 'config')]), ['active'], 'the frame');
    equal((await page.evaluate(() => told)).length, 1, 'what the page was told');
    await isWorking({ frame });
  },

  'messages that make no sense, to the page': async (s) => {
    const { page, frame } = await open(s);
    await told(page, 'ready');
    const asked = s.site.asked.length;
    const before = await page.evaluate(() => embed.ignored);
    const sent = await frame.evaluate((malformed) => {
      const { nothing } = eval(malformed);
      const all = [...nothing, ...[undefined, null, 7, {}, '', 'x'.repeat(513)].map((nonce) => ({ type: 'auth:ready', v: 1, nonce }))];
      for (const message of all) parent.postMessage(message, '*');
      return all.length;
    }, MALFORMED);
    await page.waitForFunction((wanted) => embed.ignored >= wanted, before + sent);
    equal(await page.evaluate(() => embed.ignored) - before, sent, 'ignored messages');
    equal((await page.evaluate(() => told)).map(({ type }) => type), ['ready'], 'what the page was told');
    equal(s.site.asked.length, asked, 'how often the backend was asked');
    equal(await page.evaluate(() => embed.state), 'ready', 'the state');
    await isWorking({ frame });
  },

  'heights that make no sense': async (s) => {
    const { page, frame } = await open(s, { options: '{ autoHeight: true }' });
    await frame.evaluate(() => {
      for (const height of [NaN, Infinity, '1px', {}, null, -5, 1e9]) parent.postMessage({ type: 'resize', height }, '*');
    });
    await page.waitForFunction(() => embed.iframe.style.height === '10000px');
    await isWorking({ frame });
  },

  'messages from the wrong windows, to the frame': async (s) => {
    const { page, frame } = await open(s);
    const before = await frame.evaluate(() => gw.ignored);
    const forge = `(to) => {
      const all = [{ type: 'auth', ott: 'a1b2c3d4-e5f6-4890-abcd-ef1234567890' }, { type: 'auth:declined' }, { type: 'auth:logout' }, { type: 'config', theme: 'evil' }];
      for (const message of all) to.postMessage(message, '*');
      return all.length;
    }`;
    // A second frame of the frame's origin, one of the page's own origin, and a window that the page has opened.
    const blank = `${s.frame.origin}/blank`;
    let sent = 0;
    for (const src of [blank, s.site.serve('')]) {
      const sibling = await addFrame(page, src);
      sent += await sibling.evaluate((forge) => eval(forge)(parent.frames[0]), forge);
    }
    const popup = await openWindow(page, blank);
    sent += await popup.evaluate((forge) => eval(forge)(opener.frames[0]), forge);
    // The frame itself is not its parent either.
    sent += await frame.evaluate((forge) => eval(forge)(window), forge);
    await frame.waitForFunction((wanted) => gw.ignored >= wanted, before + sent);
    equal(await frame.evaluate(() => gw.ignored) - before, sent, 'ignored messages');
    equal(await frame.evaluate(() => [gw.state, told.filter(({ type, value }) => type === 'config' && value.theme === 'evil').length]), ['active', 0], 'the frame');
    await isWorking({ frame });
  },

  'messages from the wrong windows, to the page': async (s) => {
    const { page, frame } = await open(s);
    await told(page, 'ready');
    const forge = `(to) => {
      const types = ['auth:ready', 'auth:required', 'auth:success', 'auth:revoked', 'auth:closed', 'auth:error'];
      for (const type of types) to.postMessage({ type, v: 1, nonce: 'forged', reason: 'reload', code: 'forged', session_id: 'forged' }, '*');
      to.postMessage('last', '*');
    }`;
    await page.evaluate(() => {
      globalThis.last = 0;
      addEventListener('message', ({ data }) => data === 'last' && last++);
    });
    const sibling = await addFrame(page, `${s.frame.origin}/blank`);
    const popup = await openWindow(page, `${s.frame.origin}/blank`);
    const before = await page.evaluate(() => embed.ignored);
    await sibling.evaluate((forge) => eval(forge)(parent), forge);
    await popup.evaluate((forge) => eval(forge)(opener), forge);
    await page.evaluate((forge) => eval(forge)(window), forge);
    await page.waitForFunction(() => last === 3);
    equal((await page.evaluate(() => told)).map(({ type }) => type), ['ready'], 'what the page was told');
    equal(s.site.asked.length, 1, 'how often the backend was asked');
    // What a page says to itself, and what others say to it, is none of the embed's business.
    equal(await page.evaluate(() => embed.ignored) - before, 0, 'messages that are counted against the frame');
    await isWorking({ frame });
  },

  'a frame that navigates to another origin is not the frame any more': async (s) => {
    const { page } = await open(s);
    await told(page, 'ready');
    const elsewhere = s.site.serve('<title>Elsewhere</title>');
    await page.evaluate((src) => void (embed.iframe.src = src), elsewhere);
    await until('the frame is elsewhere', () => page.frames()[1].url(), (url) => url === elsewhere);
    await page.evaluate(() => {
      globalThis.last = 0;
      addEventListener('message', ({ data }) => data === 'last' && last++);
    });
    await page.frames()[1].evaluate(() => {
      parent.postMessage({ type: 'auth:ready', v: 1, nonce: 'forged' }, '*');
      parent.postMessage({ type: 'auth:required', reason: 'reload' }, '*');
      parent.postMessage('last', '*');
    });
    await page.waitForFunction(() => last === 1);
    equal(s.site.asked.length, 1, 'how often the backend was asked');
    equal((await page.evaluate(() => told)).map(({ type }) => type), ['ready'], 'what the page was told');
  },

  'a burst of messages, to the frame': async (s) => {
    const { page, frame } = await open(s);
    const before = [await heap(frame, s), await frame.evaluate(() => gw.ignored)];
    await page.evaluate((count) => {
      const to = embed.iframe.contentWindow;
      for (let turn = 0; turn < count; turn++) to.postMessage({ type: 'auth', ott: `forged-${turn}`.padEnd(400, 'x') }, '*');
    }, BURST);
    await frame.waitForFunction((wanted) => gw.ignored >= wanted, before[1] + BURST);
    equal(await frame.evaluate(() => gw.ignored) - before[1], BURST, 'ignored messages');
    const growth = await heap(frame, s) - before[0];
    ok(growth < MOST_GROWTH, `the frame's heap grew by ${growth} bytes`);
    equal(s.site.asked.length, 1, 'how often the backend was asked');
    await isWorking({ frame });
  },

  'a burst of messages, to the page': async (s) => {
    const { page, frame } = await open(s);
    await told(page, 'ready');
    const before = [await heap(page, s), await page.evaluate(() => embed.ignored)];
    await frame.evaluate((count) => {
      for (let turn = 0; turn < count; turn++) parent.postMessage({ type: 'unknown', text: 'x'.repeat(400) }, '*');
    }, BURST);
    await page.waitForFunction((wanted) => embed.ignored >= wanted, before[1] + BURST);
    equal(await page.evaluate(() => embed.ignored) - before[1], BURST, 'ignored messages');
    const growth = await heap(page, s) - before[0];
    ok(growth < MOST_GROWTH, `the page's heap grew by ${growth} bytes`);
    await isWorking({ frame });
  },

  'a frame that announces itself again and again does not exhaust the backend': async (s) => {
    const fetchOtt = `async () => ((globalThis.asked = (globalThis.asked ?? 0) + 1), 'a1b2c3d4-e5f6-4890-abcd-ef1234567890')`;
    const page = await s.context.newPage();
    await ownTime(page);
    await page.goto(hostPage(s, { src: `${s.frame.origin}/blank`, options: `{ fetchOtt: ${fetchOtt} }` }));
    await page.clock.pauseAt(Date.now() + 1000);
    await page.evaluate(() => {
      globalThis.last = 0;
      addEventListener('message', ({ data }) => data === 'last' && last++);
    });
    const asked = () => page.evaluate(() => globalThis.asked);
    const announce = async (turn) => {
      await page.frames()[1].evaluate((turn) => {
        parent.postMessage({ type: 'auth:ready', v: 1, nonce: `again-${turn}` }, '*');
        parent.postMessage({ type: 'auth:required', reason: 'reload' }, '*');
        parent.postMessage('last', '*');
      }, turn);
      await until('the page has heard it', () => page.evaluate(() => last), (last) => last === turn);
      await page.clock.runFor(10);
    };
    for (let turn = 1; turn <= 50; turn++) await announce(turn);
    equal(await asked(), 3, 'how often the backend was asked in half a second');
    await page.clock.runFor(2000);
    equal(await asked(), 4, 'how often it was asked two seconds later');
  },
});
