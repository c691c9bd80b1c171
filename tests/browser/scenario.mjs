// What every browser test stands on: the customer's page and backend, the frame's site, a browser, a runner.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';

const require = createRequire(new URL('../node/', import.meta.url));
const express = require('express');
const { chromium } = require('playwright-core');

/** A variable of the environment that must be there. */
export function need(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: cargo test browser:: sets it, and starts the gateway`);
  return value;
}

/** Time for whatever is waited for, in milliseconds. */
export const PATIENCE = 20_000;
/** Time for one scenario. */
const SCENARIO_PATIENCE = 60_000;

// Third-party cookies are blocked, as in browsers with the strictest settings: an embed must not need any.
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--test-third-party-cookie-phaseout',
  // Sites that are not this machine to the browser, but are served here.
  '--host-resolver-rules=MAP *.test 127.0.0.1',
];

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    args: FLAGS,
  });
}

const listen = (app, port, host) =>
  new Promise((resolve, reject) => {
    const server = app.listen(port, host, (error) => (error ? reject(error) : resolve(server)));
  });

/** The gateway that is tested, as its operator and as a customer's backend know it. */
export function gateway() {
  const url = need('GATEWAY');
  const own = { id: need('CLIENT_ID'), secret: need('CLIENT_SECRET') };

  /** Calls an endpoint of the gateway as a backend does. */
  async function post(path, body, headers = {}) {
    const response = await fetch(url + path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    return { status: response.status, headers: response.headers, ...(await response.json()) };
  }

  const basic = ({ id, secret }) => ({ Authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` });

  return {
    url,
    own,
    post,
    issue: (body = {}, client = own) => post('/auth/iframe-token', body, basic(client)),
    sessions: async (user) => {
      const query = new URLSearchParams({ external_user_id: user });
      const response = await fetch(`${url}/auth/sessions?${query}`, { headers: basic(own) });
      return (await response.json()).sessions;
    },
    /** Runs a verb of the command line on the gateway's store; what it prints as JSON. */
    cli: async (...words) => {
      const [program, config] = [need('WICKETGATE'), need('CONFIG')];
      const { stdout } = await promisify(execFile)(program, [...words, '--config', config, '--json']);
      return stdout ? JSON.parse(stdout) : undefined;
    },
  };
}

/** The customer's page and backend: `http://localhost:PORT`. */
async function startPage(gw) {
  const app = express();
  const pages = new Map();
  const site = {};
  app.use(express.json());
  app.post('/ott', async (request, response) => {
    site.asked.push(request.body);
    await site.hold;
    if (site.answer) return response.status(site.answer.status).json(site.answer.body);
    const { status, ott, code, error_description } = await gw.issue(
      { external_user_id: site.user, ...site.with, ...request.body },
      site.client,
    );
    response.status(status).json({ ott, code, error_description });
  });
  app.use('/api/whatabot/ott', async (request, response, next) => {
    site.asked.push('seed');
    await site.hold;
    next();
  });
  seedBackend(app, gw);
  app.get('/p/:name', (request, response) => {
    const { html, headers } = pages.get(request.params.name);
    response.set(headers).type('html').send(html);
  });
  const server = await listen(app, 0, 'localhost');
  site.origin = `http://localhost:${server.address().port}`;
  /** Serves a page; its URL. */
  site.serve = (html, headers = {}) => {
    const name = String(pages.size + 1);
    pages.set(name, { html: `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">${html}`, headers });
    return `${site.origin}/p/${name}`;
  };
  site.close = () => server.closeAllConnections() ?? server.close();
  return site;
}

/** The handler of the first seed, as tests/node/backend.js has it word for word. */
function seedBackend(app, gw) {
  const text = readFileSync(new URL('../node/backend.js', import.meta.url), 'utf8');
  const [, handler] = text.split('// ---\n');
  process.env.WHATABOT_CLIENT_ID = gw.own.id;
  process.env.WHATABOT_CLIENT_SECRET = gw.own.secret;
  new Function('app', handler)(app);
}

const frameApp = (gw) => `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>Frame</title>
<main>The embedded product</main>
<script type="module">
  import { connect } from '${gw.url}/embed/v1/frame.js';
  const options = JSON.parse(new URLSearchParams(location.search).get('connect') ?? '{}');
  globalThis.told = [];
  globalThis.gw = connect({ api: '${gw.url}', ...options });
  for (const type of ['state', 'error', 'expiring', 'expired', 'refreshed', 'revoked', 'closed', 'config']) {
    gw.on(type, (value) => told.push({ type, value: value instanceof Error ? { code: value.code } : value }));
  }
</script>`;

/** The platform's frame: `http://127.0.0.1:PORT`, another site than the page's. */
async function startFrame(gw) {
  const app = express();
  const origin = need('FRAME');
  const site = { origin };
  app.get('/', async (request, response) => {
    site.served++;
    await site.hold;
    response.type('html').send(frameApp(gw));
  });
  app.get('/blank', (request, response) => response.type('html').send('<!doctype html><link rel="icon" href="data:,">'));
  const server = await listen(app, Number(new URL(origin).port), '127.0.0.1');
  /** URL of the frame, with options for its `connect`. */
  site.url = (options = {}) => `${origin}/?connect=${encodeURIComponent(JSON.stringify(options))}`;
  site.close = () => server.closeAllConnections() ?? server.close();
  return site;
}

/** What a scenario gets. Each has a browser context of its own, and a user of its own. */
async function scene(browser, sites, name) {
  const { page: site, frame, gw } = sites;
  Object.assign(site, { asked: [], hold: undefined, client: gw.own, answer: undefined, with: {} });
  site.user = `${name.replaceAll(/\W+/g, '-')}-${process.pid}`;
  Object.assign(frame, { hold: undefined, served: 0 });
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  context.setDefaultTimeout(PATIENCE);
  const errors = [];
  context.on('weberror', (error) => errors.push(error.error().message));
  return { context, site, frame, gw, browser, errors };
}

/** Runs the scenarios of one file around the gateway that is tested. */
export async function run(scenarios) {
  const gw = gateway();
  const sites = { gw, page: await startPage(gw), frame: await startFrame(gw) };
  await runEach(scenarios, (browser, name) => scene(browser, sites, name));
  sites.page.close();
  sites.frame.close();
}

/** Runs scenarios one after another, and says of each how it went; `makeScene` makes what each of them gets. */
export async function runEach(scenarios, makeScene) {
  const browser = await launch();
  let failed = 0;
  const only = process.argv[2];
  for (const [name, act] of Object.entries(scenarios)) {
    if (only && !name.includes(only)) continue;
    const began = performance.now();
    const own = await makeScene(browser, name);
    try {
      await within(SCENARIO_PATIENCE, act(own));
      equal(own.errors, [], 'uncaught errors in the pages');
      console.log(`ok ${name} (${Math.round(performance.now() - began)} ms)`);
    } catch (error) {
      failed++;
      console.log(`not ok ${name}: ${error.message}`);
      if (process.env.VERBOSE) console.log(error.stack);
    }
    await own.context.close();
  }
  await browser.close();
  process.exitCode = failed ? 1 : 0;
}

async function within(ms, promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done in ${ms / 1000} s`)), ms);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** Asks until the answer is right; what was answered. */
export async function until(what, ask, right = Boolean) {
  const end = performance.now() + PATIENCE;
  for (;;) {
    const answer = await ask();
    if (right(answer)) return answer;
    if (performance.now() > end) throw new Error(`${what}: still ${JSON.stringify(answer)} after ${PATIENCE / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

export function equal(found, wanted, what) {
  const [a, b] = [JSON.stringify(found), JSON.stringify(wanted)];
  if (a !== b) throw new Error(`${what}: found ${a}, wanted ${b}`);
}

export function ok(value, what) {
  if (!value) throw new Error(what);
}

/** A page with host.js that mounts one embed, as `options` says in JavaScript, and keeps what it is told. */
export function hostPage({ site, frame, gw }, { options = '{}', src = frame.url(), before = '' } = {}) {
  return site.serve(`<div id="editor"></div>
<script src="${gw.url}/embed/v1/host.js"></script>
<script>
${KEEP}
${before}
globalThis.embed = keep(WicketgateEmbed.mount('#editor', { src: ${JSON.stringify(src)}, ottEndpoint: '/ott', ...(${options}) }));
</script>`);
}

export const KEEP = `
globalThis.told = [];
function keep(embed, into = told) {
  for (const type of ['ready', 'refreshed', 'error', 'expiring', 'expired', 'revoked', 'closed', 'unresponsive']) {
    embed.on(type, (value) => into.push({ type, code: value?.code, reason: value?.reason, in: value?.in, session_id: value?.session_id }));
  }
  return embed;
}`;

/** The events of one type that the page was told; waits for as many as are wanted. */
export async function told(page, type, count = 1) {
  const ask = () => page.evaluate((type) => (globalThis.told ?? []).filter((one) => one.type === type), type);
  return until(`${count} "${type}" told`, ask, (all) => all.length >= count);
}

/** The embedded frame, as soon as there is one with a session. */
export async function active(page, { frame }, turn = 0) {
  const find = () => page.frames().filter((one) => one.url().startsWith(frame.origin))[turn];
  const found = await until('a frame', async () => Boolean(find())) && find();
  await found.waitForFunction(() => globalThis.gw?.state === 'active');
  return found;
}

/** One call of the API through the frame; what the upstream saw. */
export const call = (frame, path = '/v1/hello') =>
  frame.evaluate(async (path) => {
    const response = await gw.fetch(path);
    const { headers } = await response.json();
    return { status: response.status, workspace: headers['x-workspace-slug'], user: headers['x-external-user-id'] };
  }, path);

/**
 * Makes the time of a page, or of a context's pages, the test's, in their frames too and with the timeouts of
 * signals. It begins at `time`, and goes on by itself until the test moves it.
 */
export async function ownTime(pages, time) {
  await pages.clock.install({ time });
  await pages.addInitScript(() => {
    AbortSignal.timeout = (ms) => {
      const controller = new AbortController();
      setTimeout(() => controller.abort(new DOMException('signal timed out', 'TimeoutError')), ms);
      return controller.signal;
    };
  });
}
