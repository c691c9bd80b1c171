// A customer's page, the platform's frame and Chromium around a real gateway: three origins.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(new URL('../node/', import.meta.url));
const { chromium } = require('playwright-core');

export const GATEWAY = process.env.GATEWAY;
const { CLIENT_ID, CLIENT_SECRET, WICKETGATE, CONFIG } = process.env;

/** How long anything may take in a test, in milliseconds. */
export const PATIENCE = 15_000;

export const client = { id: CLIENT_ID, secret: CLIENT_SECRET };

/** Runs a verb of the real binary, and gives what it printed as JSON. */
export function wicketgate(...words) {
  const printed = execFileSync(WICKETGATE, [...words, '--config', CONFIG, '--json'], { encoding: 'utf8' });
  return JSON.parse(printed);
}

/** Calls the gateway as a client's backend. */
export async function backend(path, body = {}, as = client) {
  const response = await fetch(GATEWAY + path, {
    method: 'POST',
    headers: {
      Authorization: `Basic ${Buffer.from(`${as.id}:${as.secret}`).toString('base64')}`,
      'Content-Type': 'application/json',
    },
    body: JSON.stringify(body),
  });
  return { status: response.status, ...(await response.json()) };
}

function read(request) {
  return new Promise((resolve) => {
    let text = '';
    request.on('data', (piece) => (text += piece));
    request.on('end', () => resolve(text));
  });
}

/** Serves `answer(request, body)`, which gives `[status, headers, body]`, on a free port of `host`. */
export async function serve(host, answer) {
  const server = createServer(async (request, response) => {
    const [status, headers, body] = await answer(request, await read(request));
    response.writeHead(status, headers);
    response.end(body);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const origin = `http://${host}:${server.address().port}`;
  return { origin, close: () => server.close() };
}

const html = (text, more = {}) => [200, { 'Content-Type': 'text/html; charset=utf-8', ...more }, text];
const json = (value, status = 200) => [status, { 'Content-Type': 'application/json' }, JSON.stringify(value)];

/**
 * The platform's frame: `options` go to `connect`, and what the frame sees is kept in `window.seen`. `slow`: so many
 * milliseconds until it is served.
 */
export async function frameSite({ options = {}, slow = 0, before = '' } = {}) {
  return serve('127.0.0.1', async () => {
    await new Promise((go) => setTimeout(go, slow));
    return html(`<!doctype html><meta charset="utf-8"><title>frame</title><script>${before}</script><p>frame
<script type="module">
  import { connect } from '${GATEWAY}/embed/v1/frame.js';
  window.seen = [];
  window.connect = () => {
    const gw = connect({ api: '${GATEWAY}', ...${JSON.stringify(options)} });
    for (const type of ['state', 'error', 'expiring', 'refreshed', 'expired', 'revoked', 'closed', 'config']) {
      gw.on(type, (value) => seen.push([type, value?.code ?? value]));
    }
    return gw;
  };
  window.gw = window.connect();
</script>`);
  });
}

/**
 * The customer's page: `body` is its HTML, for which FRAME and GATEWAY stand; its backend answers `/api/ott` and
 * `/api/whatabot/ott`. `calls` counts how often, `ott` may change what is asked for, `delay` makes it slow.
 */
export async function pageSite(frame, body, { ott = (asked) => asked, delay = 0, policy, as = client } = {}) {
  const site = { calls: 0, otts: [], ott, delay, answer: undefined };
  const server = await serve('localhost', async (request, text) => {
    if (request.method === 'POST' && /^\/api\/(whatabot\/)?ott$/.test(request.url)) {
      site.calls++;
      await new Promise((go) => setTimeout(go, site.delay));
      if (site.answer) return json(...site.answer);
      const asked = text ? JSON.parse(text) : {};
      const given = await backend('/api/auth/iframe-token', site.ott(asked), as);
      site.otts.push(given.ott);
      return json({ ott: given.ott }, given.status);
    }
    const page = body.replaceAll('FRAME', frame.origin).replaceAll('GATEWAY', GATEWAY);
    return html(page, policy ? { 'Content-Security-Policy': policy.replaceAll('FRAME', frame.origin).replaceAll('GATEWAY', GATEWAY) } : {});
  });
  return Object.assign(site, server);
}

/** The seed's page, but for the hosts. */
export const SEED = readFileSync(new URL('seed.html', import.meta.url), 'utf8').replaceAll('https://flow.whatabot.app', 'FRAME');

/** A page that embeds with host.js; what it sees is kept in `window.seen`. */
export const sdkPage = (options = "ottEndpoint: '/api/ott'") => `<!doctype html><meta charset="utf-8"><title>page</title>
<div id="editor"></div><script src="GATEWAY/embed/v1/host.js"></script><script>
  window.seen = [];
  window.embed = WicketgateEmbed.mount('#editor', { src: 'FRAME/', title: 'Flow editor', ${options} });
  for (const type of ['ready', 'error', 'expiring', 'refreshed', 'expired', 'revoked', 'closed', 'state', 'unresponsive']) {
    embed.on(type, (value) => seen.push([type, value?.code ?? value]));
  }
</script>`;

let browser;

export async function open() {
  browser ??= await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--test-third-party-cookie-phaseout',
    ],
  });
  return browser.newContext({ ignoreHTTPSErrors: true });
}

/** The frame in a page, once it is there. */
export async function frameOf(page, at = 0) {
  const handle = page.locator('iframe').nth(at);
  await handle.waitFor({ state: 'attached', timeout: PATIENCE });
  return (await handle.elementHandle()).contentFrame();
}

/** Waits until `test`, run in a page or frame, holds. A frame that loads again meanwhile is waited for. */
export async function until(where, test, argument) {
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    try {
      return await where.waitForFunction(test, argument, { timeout: Math.max(1, deadline - Date.now()), polling: 50 });
    } catch (error) {
      if (Date.now() > deadline || !/context was destroyed|detached|navigat/i.test(error.message)) {
        const state = await where.evaluate(() => JSON.stringify([window.gw?.state, window.seen])).catch(() => 'gone');
        throw new Error(`${test} does not hold: ${state}: ${error.message}`);
      }
    }
  }
}

export const active = (frame) => until(frame, () => window.gw?.state === 'active');

/** Runs scenarios one after the other, each in a context of its own. */
export async function run(scenarios) {
  let failed = 0;
  for (const [name, scenario] of Object.entries(scenarios)) {
    if (process.argv[2] && !name.includes(process.argv[2])) continue;
    const context = await open();
    const closing = [];
    try {
      await scenario({ context, close: (site) => (closing.push(site), site) });
      console.log(`ok ${name}`);
    } catch (error) {
      failed++;
      console.log(`not ok ${name}: ${error.stack}`);
    }
    await context.close();
    closing.forEach((site) => site.close());
  }
  await browser?.close();
  process.exit(failed ? 1 : 0);
}

export { assert };
