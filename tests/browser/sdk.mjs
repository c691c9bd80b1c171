// host.js in a customer's page: every way to mount, every event, every answer of fetchOtt.
import { KEEP, active, call, equal, hostPage, ok, ownTime, run, told, until } from './scenario.mjs';

async function open(s, more) {
  const page = await s.context.newPage();
  await page.goto(hostPage(s, more));
  return page;
}

async function openWithOwnTime(s, more) {
  const page = await s.context.newPage();
  await ownTime(page);
  await page.goto(hostPage(s, more));
  return page;
}

/** How many listeners for messages the page's window has. */
async function listeners(page) {
  const cdp = await page.context().newCDPSession(page);
  const { result } = await cdp.send('Runtime.evaluate', { expression: 'window' });
  const found = await cdp.send('DOMDebugger.getEventListeners', { objectId: result.objectId });
  await cdp.detach();
  return found.listeners.filter(({ type }) => type === 'message').length;
}

const iframes = (page) => page.locator('iframe').count();

await run({
  'this browser blocks third-party cookies': async (s) => {
    const page = await s.context.newPage();
    const keepOne = () => ((document.cookie = 'probe=1; SameSite=None; Secure'), document.cookie);
    const sameSite = s.site.serve('');
    await page.goto(s.site.serve(`<iframe src="${s.frame.origin}/blank"></iframe><iframe src="${sameSite}"></iframe>`));
    const [, other, own] = page.frames();
    equal(await own.evaluate(keepOne), 'probe=1', 'a cookie of the page’s own site, in a frame');
    equal(await other.evaluate(keepOne), '', 'a cookie of another site, in a frame');
    await page.goto(`${s.frame.origin}/blank`);
    equal(await page.evaluate(keepOne), 'probe=1', 'a cookie of that site, as a page');
  },

  'mount with ottEndpoint': async (s) => {
    const page = await open(s, { options: `{ title: 'The editor', height: 444 }` });
    const frame = await active(page, s);
    const [ready] = await told(page, 'ready');
    equal(ready.session_id, await frame.evaluate(() => gw.session.session_id), 'the session');
    equal(await call(frame), { status: 200, workspace: 'acme', user: s.site.user }, 'a call');
    equal(await page.evaluate(() => embed.state), 'ready', 'the state');
    equal(await page.getByTitle('The editor').evaluate((iframe) => iframe.style.height), '444px', 'the height');
    equal(Object.keys(s.site.asked[0]), ['dpop_jkt'], 'what the backend was told of the frame');
    equal(await page.evaluate(() => embed.ignored), 0, 'ignored messages');
  },

  'mount with fetchOtt, and a code challenge': async (s) => {
    const fetchOtt = `async (asked) => {
      globalThis.asked = asked;
      const body = JSON.stringify({ dpop_jkt: asked.dpop_jkt, code_challenge: asked.code_challenge });
      const headers = { 'Content-Type': 'application/json' };
      return (await (await fetch('/ott', { method: 'POST', headers, body })).json()).ott;
    }`;
    const page = await open(s, { options: `{ ottEndpoint: undefined, fetchOtt: ${fetchOtt} }`, src: s.frame.url({ pkce: true }) });
    await active(page, s);
    equal(await page.evaluate(() => asked.reason), 'ott_missing', 'the reason');
    equal(Object.keys(s.site.asked[0]), ['dpop_jkt', 'code_challenge'], 'what the backend was told of the frame');
  },

  'mount from the module': async (s) => {
    const page = await s.context.newPage();
    const url = s.site.serve(`<div id="editor"></div><script type="module">
      import { mount } from '${s.gw.url}/embed/v1/host.mjs';
      mount('#editor', { src: ${JSON.stringify(s.frame.url())}, ottEndpoint: '/ott', onReady: () => (globalThis.isReady = true) });
    </script>`);
    await page.goto(url);
    await page.waitForFunction(() => globalThis.isReady);
  },

  'the element': async (s) => {
    const page = await s.context.newPage();
    const url = s.site.serve(`<wicketgate-embed src="${s.frame.url().replaceAll('"', '&quot;')}" ott-endpoint="/ott" height="333" title="Product"></wicketgate-embed>
      <script src="${s.gw.url}/embed/v1/host.js"></script><script>
      document.querySelector('wicketgate-embed').addEventListener('ready', ({ detail }) => (globalThis.session = detail.session_id));
    </script>`);
    await page.goto(url);
    const frame = await active(page, s);
    await page.waitForFunction(() => globalThis.session);
    equal(await page.evaluate(() => session), await frame.evaluate(() => gw.session.session_id), 'the session');
    equal(await page.locator('iframe').evaluate(({ style }) => style.height), '333px', 'the height');
    await page.evaluate(() => document.querySelector('wicketgate-embed').remove());
    equal(await iframes(page), 0, 'iframes after the element was removed');
  },

  'two embeds in one page': async (s) => {
    const page = await s.context.newPage();
    const mount = (id) => `keep(WicketgateEmbed.mount('#${id}', { src: ${JSON.stringify(s.frame.url())}, ottEndpoint: '/ott' }), told.${id} = [])`;
    await page.goto(s.site.serve(`<div id="a"></div><div id="b"></div><script src="${s.gw.url}/embed/v1/host.js"></script>
      <script>${KEEP} ${mount('a')}; ${mount('b')};</script>`));
    const ids = [];
    for (const turn of [0, 1]) ids.push(await (await active(page, s, turn)).evaluate(() => gw.session.session_id));
    await page.waitForFunction(() => told.a.length && told.b.length);
    const heard = await page.evaluate(() => [told.a, told.b].map((all) => all.map(({ type, session_id }) => `${type} ${session_id}`)));
    equal(heard, ids.map((id) => [`ready ${id}`]), 'what each was told');
    ok(ids[0] !== ids[1], 'both share one session');
  },

  'a page with a strict policy': async (s) => {
    const policy = `default-src 'none'; script-src 'nonce-x' ${s.gw.url}; frame-src ${s.frame.origin}; connect-src 'self'; img-src data:; require-trusted-types-for 'script'; base-uri 'none'`;
    const html = `<div id="editor"></div><script nonce="x">
      globalThis.violations = [];
      addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective + ' ' + event.blockedURI));
      </script><script src="${s.gw.url}/embed/v1/host.js"></script><script nonce="x">
      WicketgateEmbed.mount('#editor', { src: ${JSON.stringify(s.frame.url())}, ottEndpoint: '/ott', height: 222, onReady: () => (globalThis.isReady = true) });
      </script>`;
    const page = await s.context.newPage();
    await page.goto(s.site.serve(html, { 'Content-Security-Policy': policy }));
    await page.waitForFunction(() => globalThis.isReady);
    equal(await page.evaluate(() => violations), [], 'violations of the policy');
    equal(await page.locator('iframe').evaluate((iframe) => iframe.getBoundingClientRect().height), 222, 'the height');
  },

  'a sandboxed frame': async (s) => {
    const page = await open(s, { options: '{ sandbox: true }' });
    equal((await call(await active(page, s))).status, 200, 'a call');
  },

  'mount, destroy, mount': async (s) => {
    const before = `
      const again = { src: ${JSON.stringify(s.frame.url())}, ottEndpoint: '/ott' };
      keep(WicketgateEmbed.mount('#editor', again)).destroy();`;
    const page = await open(s, { before });
    await told(page, 'ready');
    equal(await iframes(page), 1, 'iframes');
    equal(s.site.asked.length, 1, 'how often the backend was asked');
    equal((await told(page, 'ready')).length, 1, 'how often it was ready');
  },

  'mount where one is mounted takes its place': async (s) => {
    const page = await open(s);
    await told(page, 'ready');
    await page.evaluate((src) => void (globalThis.second = WicketgateEmbed.mount('#editor', { src, ottEndpoint: '/ott' })), s.frame.url());
    await page.waitForFunction(() => second.state === 'ready');
    equal(await iframes(page), 1, 'iframes');
    equal(await listeners(page), 1, 'listeners for messages');
  },

  'destroy leaves nothing': async (s) => {
    const page = await openWithOwnTime(s);
    await active(page, s);
    await told(page, 'ready');
    equal(await listeners(page), 1, 'listeners for messages while it is mounted');
    await page.evaluate(() => embed.destroy());
    equal(await iframes(page), 0, 'iframes');
    equal(await listeners(page), 0, 'listeners for messages');
    const asked = s.site.asked.length;
    await page.clock.runFor('20:00');
    equal(s.site.asked.length, asked, 'how often the backend was asked');
    equal(await page.evaluate(() => told.length), 1, 'what was told');
  },

  'destroy leaves no timer': async (s) => {
    const page = await s.context.newPage();
    await page.addInitScript(() => {
      if (parent !== window) return;
      const { setTimeout: set, clearTimeout: clear } = globalThis;
      globalThis.timers = new Set();
      globalThis.setTimeout = (act, ms) => {
        const timer = set(() => (timers.delete(timer), act()), ms);
        timers.add(timer);
        return timer;
      };
      globalThis.clearTimeout = (timer) => (timers.delete(timer), clear(timer));
    });
    await page.goto(hostPage(s));
    await told(page, 'ready');
    ok(await page.evaluate(() => timers.size > 0), 'there is no timer to be left');
    equal(await page.evaluate(() => (embed.destroy(), timers.size)), 0, 'timers');
  },

  'destroy gives up a fetchOtt that runs': async (s) => {
    const fetchOtt = `({ signal }) => new Promise((_, reject) => signal.addEventListener('abort', () => {
      globalThis.isAborted = true;
      reject(signal.reason);
    }, globalThis.isAsked = true))`;
    const page = await open(s, { options: `{ fetchOtt: ${fetchOtt} }` });
    await page.waitForFunction(() => globalThis.isAsked);
    await page.evaluate(() => embed.destroy());
    await page.waitForFunction(() => globalThis.isAborted);
    equal(await page.evaluate(() => told), [], 'what was told');
  },

  'refreshed': async (s) => {
    const page = await openWithOwnTime(s);
    const frame = await active(page, s);
    await page.clock.fastForward('13:00');
    await told(page, 'refreshed');
    equal(await page.evaluate(() => embed.state), 'ready', 'the state');
    equal((await call(frame)).status, 200, 'a call');
  },

  'expiring: the page is told, and hands over the next session before the end': async (s) => {
    s.site.with = { session_ttl: 120 };
    const page = await openWithOwnTime(s);
    const frame = await active(page, s);
    const first = await frame.evaluate(() => gw.session.session_id);
    await page.clock.fastForward('01:05');
    const [expiring] = await told(page, 'expiring');
    ok(expiring.in > 40 && expiring.in <= 60, `expiring in ${expiring.in} s`);
    const ready = await told(page, 'ready', 2);
    equal(ready[0].session_id, first, 'the first session');
    ok(ready[1].session_id !== first, 'the session is the same');
    equal((await call(frame)).status, 200, 'a call');
    equal(await frame.evaluate(() => told.filter((one) => one.type === 'state').map((one) => one.value).slice(-1)), ['active'], 'the last state');
  },

  'expired: a refresh token that is too old makes the frame ask anew': async (s) => {
    // To let one grow too old takes the gateway an hour: this is what it answers then.
    await s.context.route(`${s.gw.url}/auth/refresh`, (route) =>
      route.request().method() === 'OPTIONS'
        ? route.continue()
        : route.fulfill({
            status: 400,
            headers: { 'Access-Control-Allow-Origin': s.frame.origin },
            json: { error: 'invalid_grant', error_description: 'too old', code: 'refresh_expired', retryable: false },
          }),
    );
    const page = await openWithOwnTime(s);
    const frame = await active(page, s);
    await page.clock.fastForward('16:00');
    await told(page, 'expired');
    equal((await told(page, 'error'))[0].code, 'refresh_expired', 'the error');
    await told(page, 'ready', 2);
    equal((await call(frame)).status, 200, 'a call');
    equal((await frame.evaluate(() => told.filter((one) => one.type === 'expired').length)), 1, 'expired, in the frame');
  },

  'update configures the frame': async (s) => {
    const page = await open(s, { options: `{ locale: 'en', appearance: { theme: 'light' } }` });
    const frame = await active(page, s);
    await page.evaluate(() => embed.update({ locale: 'de', appearance: { theme: 'dark' }, height: 321 }));
    const all = await told(frame, 'config', 2);
    equal(all[0].value, { theme: 'light', locale: 'en', appearance: { theme: 'light' } }, 'at first');
    equal(all.at(-1).value, { theme: 'dark', locale: 'de', appearance: { theme: 'dark' } }, 'after update');
    equal(await page.locator('iframe').evaluate(({ style }) => style.height), '321px', 'the height');
  },

  'auto height': async (s) => {
    const page = await open(s, { options: '{ autoHeight: true }' });
    const frame = await active(page, s);
    await frame.evaluate(() => gw.resize(1234));
    await page.waitForFunction(() => embed.iframe.style.height === '1234px');
  },

  'unresponsive: a frame that has gone elsewhere': async (s) => {
    // Counts the frame's answers: the time of the page goes on only when one has come.
    await s.context.addInitScript(() => {
      const { set } = Object.getOwnPropertyDescriptor(MessagePort.prototype, 'onmessage');
      globalThis.pongs = 0;
      Object.defineProperty(MessagePort.prototype, 'onmessage', {
        set(heard) {
          set.call(this, (event) => {
            heard(event);
            if (event.data?.type === 'pong') pongs++;
          });
        },
      });
    });
    const page = await openWithOwnTime(s);
    const frame = await active(page, s);
    for (let turn = 1; turn <= 5; turn++) {
      await page.clock.runFor('00:30');
      await until('the frame answers', () => page.evaluate(() => pongs), (count) => count >= turn);
    }
    equal(await page.evaluate(() => told.filter((one) => one.type === 'unresponsive')), [], 'while the frame answers');
    await frame.goto(`${s.frame.origin}/blank`);
    await page.clock.runFor('02:35');
    await told(page, 'unresponsive');
  },

  'reload: a new session, and the reason is told': async (s) => {
    const page = await open(s);
    const first = await (await active(page, s)).evaluate(() => gw.session.session_id);
    await page.evaluate(() => embed.reload());
    const ready = await told(page, 'ready', 2);
    ok(ready[1].session_id !== first, 'the session is the same');
    equal(s.site.asked.length, 2, 'how often the backend was asked');
  },

  'logout closes, and ends the session in the gateway': async (s) => {
    const page = await open(s);
    const frame = await active(page, s);
    equal((await s.gw.sessions(s.site.user)).length, 1, 'sessions before');
    await page.evaluate(() => embed.logout());
    await told(page, 'closed');
    equal(await frame.evaluate(() => gw.fetch('/v1/hello').catch((error) => error.code)), 'session_closed', 'a call afterwards');
    await until('the session is gone', () => s.gw.sessions(s.site.user), (all) => all.length === 0);
  },

  'fetchOtt gives null: the frame closes': async (s) => {
    const page = await open(s, { options: '{ fetchOtt: async () => null }' });
    const frame = page.frames()[1];
    await frame.waitForFunction(() => gw.state === 'closed');
    const [closed] = await told(frame, 'closed');
    equal(closed.value.code, 'declined', 'the frame’s reason');
    await told(page, 'closed');
  },

  'an ottEndpoint that answers 401 declines': async (s) => {
    s.site.answer = { status: 401, body: {} };
    const page = await open(s);
    await page.frames()[1].waitForFunction(() => globalThis.gw?.state === 'closed');
  },

  'a fetchOtt that declines later closes a frame that had a session': async (s) => {
    const page = await open(s);
    const frame = await active(page, s);
    s.site.answer = { status: 401, body: {} };
    await frame.evaluate(() => gw.requestReauth());
    await told(page, 'closed');
    equal(await frame.evaluate(() => gw.state), 'closed', 'the state');
  },

  'an ottEndpoint that refuses says why': async (s) => {
    s.site.answer = { status: 403, body: { code: 'not_signed_in', message: 'Sign in first.' } };
    const page = await open(s);
    equal((await told(page, 'error'))[0].code, 'not_signed_in', 'the code');
  },

  'a fetchOtt that hangs is given up after ten seconds': async (s) => {
    const page = await openWithOwnTime(s, { options: '{ fetchOtt: () => ((globalThis.isAsked = true), new Promise(() => {})) }' });
    await page.waitForFunction(() => globalThis.isAsked);
    equal(await page.evaluate(() => told), [], 'before');
    await page.clock.runFor(10_000);
    equal((await told(page, 'error'))[0].code, 'timeout', 'the code');
  },

  'a frame whose page is slow, but there, does not load itself again': async (s) => {
    let goOn;
    s.site.hold = new Promise((resolve) => (goOn = resolve));
    const page = await openWithOwnTime(s);
    await until('the backend is asked', () => s.site.asked.length);
    await page.clock.runFor(9000);
    equal(s.frame.served, 1, 'how often the frame was served');
    goOn();
    await told(page, 'ready');
    equal(s.frame.served, 1, 'how often the frame was served, in the end');
  },

  'a fetchOtt that throws, and one that gives nonsense': async (s) => {
    const page = await open(s, { options: `{ fetchOtt: () => { throw new Error('no') } }` });
    equal((await told(page, 'error'))[0].code, 'ott_failed', 'one that throws');
    const other = await open(s, { options: '{ fetchOtt: async () => undefined }' });
    equal((await told(other, 'error'))[0].code, 'ott_missing', 'one that gives nothing');
  },

  'a fetchOtt that gives the same token twice is warned of': async (s) => {
    const page = await s.context.newPage();
    const warnings = [];
    page.on('console', (line) => line.type() === 'warning' && warnings.push(line.text()));
    const { ott } = await s.gw.issue();
    await page.goto(hostPage(s, { options: `{ fetchOtt: async () => '${ott}' }` }));
    await active(page, s);
    await page.evaluate(() => embed.reload());
    equal((await told(page, 'error'))[0].code, 'ott_used', 'the error');
    ok(warnings.some((text) => text.includes('same token twice')), `warnings: ${warnings}`);
  },

  'secrets, and what is missing, are refused at once': async (s) => {
    const page = await open(s);
    const code = (options, target = '#editor') =>
      page.evaluate(
        ([target, options]) => {
          try {
            WicketgateEmbed.mount(target, options);
          } catch (error) {
            return error.code;
          }
        },
        [target, options],
      );
    const src = s.frame.url();
    const found = [
      await code({ src, ottEndpoint: '/ott', clientSecret: 'wgs_x' }),
      await code({ src, ottEndpoint: '/ott', client_secret: 'wgs_x' }),
      await code({ src, ottEndpoint: '/ott' }, '#nothing'),
      await code({ ottEndpoint: '/ott' }),
      await code({ src }),
    ];
    equal(found, ['secret_in_browser', 'secret_in_browser', 'no_target', 'no_src', 'no_ott'], 'codes');
    const frame = await active(page, s);
    equal(await frame.evaluate(async (api) => {
      const { connect } = await import(`${api}/embed/v1/frame.js`);
      try {
        connect({ api, clientSecret: 'wgs_x' });
      } catch (error) {
        return error.code;
      }
    }, s.gw.url), 'secret_in_browser', 'in the frame');
  },

  'frame.global.js is the same for a classic script': async (s) => {
    const page = await open(s);
    const frame = await active(page, s);
    await frame.addScriptTag({ url: `${s.gw.url}/embed/v1/frame.global.js` });
    equal(await frame.evaluate(() => typeof WicketgateFrame.connect), 'function', 'connect');
  },
});
