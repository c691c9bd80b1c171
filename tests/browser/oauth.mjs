// The authorization server as people and apps meet it: a set-up link, sign-in, consent, a code, tokens, and the end
// of a grant; in Chromium, around the real binary. SHOTS=FOLDER keeps a picture of each page.
import { execFile, spawn } from 'node:child_process';
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { PATIENCE, equal, gateway, ok, runEach, until } from './scenario.mjs';

const require = createRequire(new URL('../node/', import.meta.url));
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const PASSWORD = 'seven words that nobody else would type';

const gw = gateway();

/** An app's server on this machine: what it was sent back with, in order. */
async function startApp() {
  const came = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url, 'http://app');
    if (url.pathname === '/callback') came.push({ ...Object.fromEntries(url.searchParams), referer: request.headers.referer });
    response.setHeader('content-type', 'text/html').end('<!doctype html><link rel="icon" href="data:,"><title>App</title>Back in the app');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { came, redirect: `http://127.0.0.1:${server.address().port}/callback`, close: () => server.close() };
}

const app = await startApp();
const { workspace_id: acme } = await gw.cli('workspace', 'create', '--name', 'Acme Sons');
const { workspace_id: globex } = await gw.cli('workspace', 'create', '--name', 'Globex');
const SCOPES = ['--scope', 'flows:read', '--scope', 'flows:write'];
const integration = (kind, name, ...more) =>
  gw.cli('client', 'create', '--workspace', acme, '--kind', kind, '--name', name, '--visibility', 'public',
    '--description', 'Weekly reports of your flows', '--redirect-uri', app.redirect, ...SCOPES, ...more);
const web = await integration('web', 'Reports', '--verified', 'true');
const spa = await integration('spa', 'Pocket');

let people = 0;
/** Somebody who was invited. */
async function invite(...more) {
  const email = `person${++people}@acme.example`;
  const words = ['--email', email, '--name', 'Ada Byron', '--workspace', acme, '--role', 'developer', ...more];
  return { email, ...(await gw.cli('account', 'create', ...words)) };
}

/** RFC 6238 with what every authenticator does: SHA-1, 30 s, six digits. */
function totp(secret, step) {
  const bits = [...secret].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hash = createHmac('sha1', key).update(counter).digest();
  const number = hash.readUInt32BE(hash.at(-1) & 15) & 0x7fff_ffff;
  return String(number % 1_000_000).padStart(6, '0');
}

const press = (page, name) => page.getByRole('button', { name, exact: true }).click();
const fill = (page, label, value) => page.getByLabel(label, { exact: true }).fill(value);
const heading = (page) => page.getByRole('heading', { level: 1 }).textContent();

/** Sets a password, and a second factor if it is wanted; the code to sign in with then. */
async function setUp(page, person, wantsFactor = false) {
  await page.goto(person.set_up_url);
  await fill(page, 'New password', PASSWORD);
  await fill(page, 'The same password again', PASSWORD);
  let next;
  if (wantsFactor) {
    const secret = (await page.locator('fieldset code.whole').allTextContents()).join('');
    const step = Math.floor(Date.now() / 30_000);
    await fill(page, 'Code', totp(secret, step));
    // A step is good once; one ahead is good too.
    next = totp(secret, step + 1);
  }
  await press(page, 'Save and go on');
  await page.getByText('Your password is set').waitFor();
  return next;
}

async function signIn(page, { email }) {
  await fill(page, 'E-mail address', email);
  await fill(page, 'Password', PASSWORD);
  await press(page, 'Sign in');
}

/** Somebody with a password. */
async function person(page, ...more) {
  const invited = await invite(...more);
  await setUp(page, invited);
  return invited;
}

let asked = 0;
/** The address that an app sends a browser to. */
function request(client, more = {}) {
  const state = `state-${++asked}`;
  const query = new URLSearchParams({
    response_type: 'code', client_id: client.client_id, redirect_uri: app.redirect, scope: 'flows:read', state, ...more,
  });
  return { state, url: `${gw.url}/oauth/authorize?${query}` };
}

/** What the app was sent back with for a request. */
async function answered(page, { state }) {
  await page.waitForURL(`${app.redirect}*`);
  const answer = app.came.find((one) => one.state === state);
  ok(answer, `nothing came for ${state}`);
  equal(answer.iss, gw.url, 'iss');
  equal(answer.referer, undefined, 'Referer');
  return answer;
}

async function token(client, form) {
  const basic = client.client_secret && Buffer.from(`${client.client_id}:${client.client_secret}`).toString('base64');
  const response = await fetch(`${gw.url}/oauth/token`, {
    method: 'POST',
    headers: basic ? { Authorization: `Basic ${basic}` } : {},
    body: new URLSearchParams(basic ? form : { client_id: client.client_id, ...form }),
  });
  return { status: response.status, ...(await response.json()) };
}

const redeem = (client, { code }, more = {}) => token(client, { grant_type: 'authorization_code', code, redirect_uri: app.redirect, ...more });
const refresh = (client, { refresh_token }) => token(client, { grant_type: 'refresh_token', refresh_token });

async function call({ access_token }) {
  const response = await fetch(`${gw.url}/v1/flows`, { headers: { Authorization: `Bearer ${access_token}` } });
  return { status: response.status, ...(await response.json()) };
}

/** What axe-core finds on a page. */
async function axe(page) {
  return page.evaluate(async () => {
    const { violations } = await globalThis.axe.run();
    return violations.flatMap(({ id, impact, nodes }) => nodes.map(({ target }) => `${impact}: ${id}: ${target}`));
  });
}

async function makeScene(browser) {
  const errors = [];
  const open = async (options = {}) => {
    const context = await browser.newContext({ ignoreHTTPSErrors: true, ...options });
    context.setDefaultTimeout(PATIENCE);
    context.on('weberror', (error) => errors.push(error.error().message));
    // What Chromium itself writes when an answer is a refusal.
    const isStatus = (text) => text.startsWith('Failed to load resource: the server responded with a status of 4');
    context.on('console', (line) => ['error', 'warning'].includes(line.type()) && !isStatus(line.text()) && errors.push(line.text()));
    return context;
  };
  const context = await open();
  return { context, open, errors, page: await context.newPage() };
}

/** Every page that a person may meet, each looked at. */
async function tour(page, look) {
  const somebody = await invite();
  await page.goto(somebody.set_up_url);
  await look('set-up');
  await setUp(page, somebody);
  await page.goto(somebody.set_up_url);
  await look('set-up-again');
  await page.goto(request(web).url);
  await look('sign-in');
  await fill(page, 'E-mail address', somebody.email);
  await fill(page, 'Password', 'this is not it');
  await press(page, 'Sign in');
  await look('sign-in-failed');
  await signIn(page, somebody);
  await look('consent');
  await press(page, 'Allow');
  await page.waitForURL(`${app.redirect}*`);
  await page.goto(request(web, { redirect_uri: `${app.redirect}/` }).url);
  await look('refused');
  await page.goto(`${gw.url}/oauth/grants`);
  await look('grants');
  await page.goto(`${gw.url}/oauth/device`);
  await look('device');
  const careful = await invite();
  await page.context().clearCookies();
  await setUp(page, careful, true);
  await signIn(page, careful);
  await look('code');
}

const looks = {};
for (const colorScheme of ['light', 'dark']) {
  for (const width of [320, 1280]) {
    looks[`${colorScheme}, ${width} px: axe-core finds nothing on any page`] = async (s) => {
      const context = await s.open({ colorScheme, viewport: { width, height: 800 } });
      await context.addInitScript(AXE);
      const page = await context.newPage();
      const found = {};
      await tour(page, async (name) => {
        const problems = await axe(page);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (overflow > 0) problems.push(`${overflow} px too wide`);
        if (problems.length > 0) found[name] = problems;
        if (!process.env.SHOTS) return;
        mkdirSync(process.env.SHOTS, { recursive: true });
        await page.screenshot({ path: `${process.env.SHOTS}/${name}-${colorScheme}-${width}.png`, fullPage: true });
      });
      equal(found, {}, 'found');
      await context.close();
    };
  }
}

await runEach(
  {
    'from a set-up link with a second factor to a call of the API': async ({ page }) => {
      const invited = await invite();
      const code = await setUp(page, invited, true);
      const asks = request(web, { scope: 'flows:read flows:write' });
      await page.goto(asks.url);
      ok((await page.getByRole('main').textContent()).includes('Reports asks for access'), 'the app is not named');
      await signIn(page, invited);
      await fill(page, 'Code', code);
      await press(page, 'Go on');
      equal(await heading(page), 'Reports asks for access', 'the page');
      const text = await page.getByRole('main').textContent();
      for (const part of ['Weekly reports of your flows', 'Acme Sons', 'See your flows', 'Change your flows', '127.0.0.1']) {
        ok(text.includes(part), `${part} is not on the page: ${text}`);
      }
      await press(page, 'Allow');
      const answer = await answered(page, asks);
      const tokens = await redeem(web, answer);
      equal([tokens.status, tokens.token_type, tokens.scope], [200, 'Bearer', 'flows:read flows:write'], 'the tokens');
      const { status, headers } = await call(tokens);
      equal(
        [status, headers['x-workspace-id'], headers['x-client-id'], headers['x-auth-kind'], headers['x-scopes']],
        [200, acme, web.client_id, 'oauth', 'flows:read flows:write'],
        'what the API is told',
      );
      equal((await refresh(web, tokens)).status, 200, 'a refresh');
      equal((await redeem(web, answer)).code, 'code_used', 'the same code again');
      await until('what it gave has ended', () => call(tokens), ({ status }) => status === 401);
    },

    'who denies is sent back with that, and the app gets nothing': async ({ page }) => {
      const somebody = await person(page);
      const asks = request(web);
      await page.goto(asks.url);
      await signIn(page, somebody);
      await press(page, 'Deny');
      const answer = await answered(page, asks);
      equal([answer.error, answer.code], ['access_denied', undefined], 'the answer');
    },

    'what was allowed is remembered, and more is asked for again': async ({ page }) => {
      const somebody = await person(page);
      const first = request(web);
      await page.goto(first.url);
      await signIn(page, somebody);
      await press(page, 'Allow');
      await answered(page, first);
      const again = request(web);
      await page.goto(again.url);
      ok((await answered(page, again)).code, 'no code without a question');
      for (const more of [{ scope: 'flows:read flows:write' }, { prompt: 'consent' }]) {
        await page.goto(request(web, more).url);
        equal(await heading(page), 'Reports asks for access', JSON.stringify(more));
      }
    },

    'a public client is asked about each time, and proves its code': async ({ page }) => {
      const somebody = await person(page);
      const verifier = randomBytes(32).toString('base64url');
      const code_challenge = createHash('sha256').update(verifier).digest('base64url');
      const pkce = { code_challenge, code_challenge_method: 'S256' };
      const first = request(spa, pkce);
      await page.goto(first.url);
      await signIn(page, somebody);
      ok((await page.getByRole('main').textContent()).includes('Nobody has checked this app'), 'no warning');
      await press(page, 'Allow');
      const answer = await answered(page, first);
      equal((await redeem(spa, answer, { code_verifier: verifier })).status, 200, 'the code');
      await page.goto(request(spa, pkce).url);
      equal(await heading(page), 'Pocket asks for access', 'the page');
    },

    'who has several workspaces chooses one': async ({ page }) => {
      const somebody = await person(page);
      await gw.cli('account', 'edit', somebody.email, '--workspace', globex, '--role', 'owner');
      const asks = request(web);
      await page.goto(asks.url);
      await signIn(page, somebody);
      await page.getByLabel('Globex').check();
      await press(page, 'Allow');
      const tokens = await redeem(web, await answered(page, asks));
      equal((await call(tokens)).headers['x-workspace-id'], globex, 'the workspace');
    },

    'a redirect URI that is not registered is shown, with where it differs, and never followed': async ({ page }) => {
      const before = app.came.length;
      const response = await page.goto(request(web, { redirect_uri: app.redirect.replace('callback', 'callbacK') }).url);
      equal(response.status(), 400, 'the status');
      equal(await page.locator('mark').first().textContent(), 'K', 'what is marked');
      equal(app.came.length, before, 'requests of the app');
    },

    'a grant that is taken back ends its tokens': async ({ page }) => {
      const somebody = await person(page);
      const asks = request(web);
      await page.goto(asks.url);
      await signIn(page, somebody);
      await press(page, 'Allow');
      const tokens = await redeem(web, await answered(page, asks));
      equal((await call(tokens)).status, 200, 'a call');
      await page.goto(`${gw.url}/oauth/grants`);
      await page.getByRole('button', { name: 'Take back access of Reports to Acme Sons' }).click();
      await page.getByText('The access was taken back').waitFor();
      await until('the access token is refused', () => call(tokens), ({ status }) => status === 401);
      equal((await refresh(web, tokens)).code, 'session_revoked', 'a refresh');
      await page.goto(request(web).url);
      equal(await heading(page), 'Reports asks for access', 'the next request');
    },

    'a terminal signs in: wicketgate login, call, logout': async ({ page }) => {
      const somebody = await person(page);
      const native = await integration('native', 'wicketgate login', '--verified', 'true');
      const home = mkdtempSync(join(tmpdir(), 'wicketgate-login-'));
      const env = { PATH: process.env.PATH, XDG_CONFIG_HOME: home };
      const words = ['login', '--issuer', gw.url, '--client-id', native.client_id, '--ca-file', process.env.NODE_EXTRA_CA_CERTS, '--json'];
      const login = spawn(process.env.WICKETGATE, words, { env, stdio: ['ignore', 'pipe', 'ignore'] });
      const lines = createInterface({ input: login.stdout })[Symbol.asyncIterator]();
      const shown = JSON.parse((await lines.next()).value);
      equal(shown.verification_uri, `${gw.url}/oauth/device`, 'the address');
      await page.goto(shown.verification_uri);
      await signIn(page, somebody);
      await fill(page, 'Code on the device', shown.user_code.toLowerCase());
      await press(page, 'Go on');
      ok((await page.getByRole('main').textContent()).includes(shown.user_code), 'the code is not shown to be compared');
      await press(page, 'Allow');
      const status = JSON.parse((await lines.next()).value);
      equal([status.workspace_id, status.account_id], [acme, somebody.account_id], 'who is signed in');
      const verb = async (...words) => promisify(execFile)(process.env.WICKETGATE, words, { env });
      const { stdout } = await verb('call', 'GET', '/v1/flows', '--as', 'login', '--json');
      const { headers } = JSON.parse(JSON.parse(stdout).body);
      equal([headers['x-client-id'], headers['x-auth-kind']], [native.client_id, 'oauth'], 'what the API is told');
      await verb('logout');
      const after = await verb('status').catch((error) => error.code);
      equal(after, 3, 'status afterwards');
      rmSync(home, { recursive: true });
    },

    'without JavaScript everything works': async (s) => {
      const context = await s.open({ javaScriptEnabled: false });
      const page = await context.newPage();
      const somebody = await invite();
      const code = await setUp(page, somebody, true);
      const asks = request(web);
      await page.goto(asks.url);
      await signIn(page, somebody);
      await fill(page, 'Code', code);
      await press(page, 'Go on');
      await press(page, 'Allow');
      equal((await redeem(web, await answered(page, asks))).status, 200, 'the code');
      await page.goto(`${gw.url}/oauth/grants`);
      await page.getByRole('button', { name: 'Take back access of Reports to Acme Sons' }).click();
      await page.getByText('The access was taken back').waitFor();
      await press(page, 'Sign out');
      await page.goto(request(web).url);
      equal(await page.getByLabel('Password', { exact: true }).count(), 1, 'the sign-in page');
      await context.close();
    },

    ...looks,
  },
  makeScene,
);
app.close();
