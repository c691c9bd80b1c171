// `wicketgate dev`: the demo that it prints the address of, and each of its buttons.
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { equal, ok, run, until } from './scenario.mjs';

const stops = [];

/** Runs `wicketgate dev`; the address of the demo. */
async function start() {
  const child = spawn(process.env.WICKETGATE, ['dev', '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const exited = new Promise((resolve) => child.once('exit', resolve));
  for await (const line of createInterface({ input: child.stdout })) {
    const [, url] = /^demo +(\S+)/.exec(line) ?? [];
    if (!url) continue;
    child.stdout.resume();
    return { url, stop: () => (child.kill(), exited) };
  }
  throw new Error('wicketgate dev printed no address of a demo');
}

/** Opens the demo of a gateway of its own: a scenario that sets its clock forward does so for itself. */
async function open(s, context = s.context) {
  const demo = await start();
  stops.push(demo.stop);
  const page = await context.newPage();
  const problems = [];
  page.on('console', (line) => ['error', 'warning'].includes(line.type()) && problems.push(line.text().replace(/ \([A-Z].*\)$/, '')));
  page.on('pageerror', (error) => problems.push(error.message));
  await page.goto(demo.url);
  const frame = page.frameLocator('iframe');
  const steps = async () => (await page.locator('#steps li b').allTextContents()).reverse();
  const step = (title) => page.locator('#steps li', { hasText: title });
  const press = (name) => page.getByRole('button', { name, exact: true }).click();
  const pressInFrame = (name) => frame.getByRole('button', { name, exact: true }).click();
  const state = () => frame.locator('#state').textContent();
  const answer = () => frame.locator('#answer').textContent();
  await until('the first call is answered', answer, (text) => text.startsWith('200,'));
  /** Calls the API by its button; what the answer says. */
  const call = async () => {
    await frame.locator('#answer').evaluate((pre) => (pre.textContent = ''));
    await pressInFrame('Call the API');
    return until('the call is answered', answer, (text) => text !== '' && !text.endsWith('…'));
  };
  return { page, problems, frame, steps, step, press, pressInFrame, state, call };
}

/** The session that the page was told of last, if it was told of as many. */
const session = async ({ step }, count = 1) => {
  const steps = step('The frame exchanged it for a session');
  await steps.nth(count - 1).waitFor();
  return (await steps.first().locator('span').textContent()).split(',')[0];
};

const FIRST = [
  'The page asks its backend for a one-time token',
  'The backend got one with its client secret',
  'The frame exchanged it for a session',
];

/** What Chromium itself writes when an answer is a refusal. */
const refusal = (status) => `Failed to load resource: the server responded with a status of ${status}`;

/** Takes a picture where pictures are wanted. */
async function picture(page, name) {
  const folder = process.env.SHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}

await run({
  'it shows the three steps, and calls the API': async (s) => {
    const d = await open(s);
    equal(await d.steps(), FIRST, 'the steps');
    equal(await d.state(), 'active', 'the state');
    ok((await d.call()).includes('"x-external-user-id": "ada"'), 'the API is not told of the user');
    await picture(d.page, 'demo-light');
    equal(d.problems, [], 'errors and warnings');
  },

  'it follows the colour scheme': async (s) => {
    const colours = [];
    for (const colorScheme of ['light', 'dark']) {
      const context = await s.browser.newContext({ colorScheme, viewport: { width: 1200, height: 820 } });
      const d = await open(s, context);
      const background = (locator) => locator.evaluate((body) => getComputedStyle(body).backgroundColor);
      colours.push([await background(d.page.locator('body')), await background(d.frame.locator('body'))]);
      await picture(d.page, `demo-wide-${colorScheme}`);
      equal(d.problems, [], `errors and warnings, ${colorScheme}`);
      await context.close();
    }
    const [light, dark] = colours;
    ok(light[0] !== dark[0] && light[1] !== dark[1], `the backgrounds are ${JSON.stringify(colours)}`);
  },

  'it fits a narrow window': async (s) => {
    const d = await open(s);
    await d.page.setViewportSize({ width: 360, height: 740 });
    const overflow = await d.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    ok(overflow <= 0, `the page is ${overflow} px too wide`);
    await picture(d.page, 'demo-narrow');
  },

  'expire, then call: the frame renews its tokens': async (s) => {
    const d = await open(s);
    const id = await session(d);
    await d.press('Expire the token');
    await d.step('The gateway’s clock went on').waitFor();
    ok((await d.call()).startsWith('200,'), 'the call');
    await d.step('The frame renewed its tokens').waitFor();
    equal(await session(d), id, 'the session');
    equal(await d.state(), 'active', 'the state');
    equal((await d.steps()).filter((title) => title === FIRST[0]).length, 1, 'how often the backend was asked');
    equal(d.problems.filter((text) => !text.startsWith('Failed to load resource')), [], 'errors and warnings');
  },

  'revoke, then call: the frame closes; loaded again, it has another session': async (s) => {
    const d = await open(s);
    const id = await session(d);
    await d.press('Revoke the session');
    await d.step('The backend ended the user’s sessions').waitFor();
    await until('a call finds it out', async () => [await d.call(), await d.state()], ([, state]) => state === 'closed');
    await d.step('The session was revoked').waitFor();
    await d.step('The frame has closed its session').waitFor();
    ok((await d.call()).startsWith('session_closed'), 'a call afterwards');
    await picture(d.page, 'demo-revoked');
    await d.press('Load the frame again');
    ok((await session(d, 2)) !== id, 'the session is the same');
    ok((await d.call()).startsWith('200,'), 'the call');
    equal(d.problems.filter((text) => text !== refusal(401)), [], 'errors and warnings');
  },

  'offline, then online': async (s) => {
    const d = await open(s);
    await d.pressInFrame('Go offline');
    ok((await d.call()).includes('offline, as you asked'), 'a call while offline');
    await picture(d.page, 'demo-offline');
    await d.pressInFrame('Come online');
    ok((await d.call()).startsWith('200,'), 'a call while online');
    equal(d.problems, [], 'errors and warnings');
  },

  'a token that expires while offline is renewed online': async (s) => {
    const d = await open(s);
    await d.pressInFrame('Go offline');
    await d.press('Expire the token');
    await d.step('The gateway’s clock went on').waitFor();
    await d.pressInFrame('Come online');
    ok((await d.call()).startsWith('200,'), 'the call');
    await d.step('The frame renewed its tokens').waitFor();
  },

  'a foreign origin is refused': async (s) => {
    const d = await open(s);
    await d.press('Try from a foreign origin');
    await d.step('https://evil.example is refused: origin_not_allowed').waitFor();
    ok((await d.call()).startsWith('200,'), 'the frame’s own call');
    equal(d.problems, [refusal(403)], 'errors and warnings');
  },

  'loaded again: a new session': async (s) => {
    const d = await open(s);
    const id = await session(d);
    await d.press('Load the frame again');
    ok((await session(d, 2)) !== id, 'the session is the same');
    equal(await d.steps(), [...FIRST, 'The frame is loaded again', ...FIRST], 'the steps');
    equal(d.problems, [], 'errors and warnings');
  },

  'log out: the frame closes': async (s) => {
    const d = await open(s);
    await d.pressInFrame('Log out');
    await d.step('The frame has closed its session').waitFor();
    equal(await d.state(), 'closed', 'the state');
    ok((await d.call()).startsWith('session_closed'), 'a call afterwards');
    equal(d.problems, [], 'errors and warnings');
  },
});
await Promise.all(stops.map((stop) => stop()));
