// The pages of the authorization server in every state: what axe-core finds, what the keyboard reaches, and what
// is sent where JavaScript is off. SCREENSHOTS=FOLDER keeps a picture of each.
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { PATIENCE, equal, need, ok, runEach } from './scenario.mjs';

const require = createRequire(new URL('../node/', import.meta.url));
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const FOLDER = need('PAGES');
const NAMES = readdirSync(FOLDER).flatMap((file) => /^(.+)\.html$/.exec(file)?.[1] ?? []);

const SITE = 'https://api.example.com';
const POLICY =
  "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
const read = (file, contentType) => ({ body: readFileSync(join(FOLDER, file)), contentType });

/** A browser context in which the pages are served as the gateway serves them, at `/page/NAME`. */
async function makeScene(browser) {
  const [errors, sent, asked] = [[], [], []];
  const open = async (options = {}) => {
    const context = await browser.newContext(options);
    context.setDefaultTimeout(PATIENCE);
    context.on('weberror', (error) => errors.push(error.error().message));
    context.on('console', (line) => ['error', 'warning'].includes(line.type()) && errors.push(line.text()));
    await context.route('**', (route) => {
      const [request, { pathname }] = [route.request(), new URL(route.request().url())];
      const name = pathname.replace('/page/', '');
      if (request.method() === 'POST') {
        sent.push({ path: pathname, fields: Object.fromEntries(new URLSearchParams(request.postData())) });
        return route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Sent</title>' });
      }
      if (NAMES.includes(name)) {
        return route.fulfill({
          ...read(`${name}.html`, 'text/html; charset=utf-8'),
          headers: { 'Content-Security-Policy': POLICY },
        });
      }
      if (request.url() === `${SITE}/oauth/assets/pages.css`) return route.fulfill(read('pages.css', 'text/css'));
      asked.push(request.url());
      return route.fulfill({ status: 404 });
    });
    return context;
  };
  const context = await open();
  /** Opens a page; in `from`, or in the scene's own context. */
  const visit = async (name, from = context) => {
    const page = await from.newPage();
    await page.goto(`${SITE}/page/${name}`);
    return page;
  };
  return { context, open, visit, errors, sent, asked };
}

/** Does something on every page; what was found, by page. */
async function everywhere(context, look) {
  const found = {};
  const page = await context.newPage();
  for (const name of NAMES) {
    await page.goto(`${SITE}/page/${name}`);
    const problems = await look(page, name);
    if (problems.length > 0) found[name] = problems;
  }
  return found;
}

/** What axe-core finds, of any impact, and what it says it cannot decide. */
const findings = (page) =>
  page.evaluate(async () => {
    const values = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const { violations, incomplete } = await axe.run({ runOnly: { type: 'tag', values } });
    return [...violations, ...incomplete].flatMap(({ id, impact, nodes }) => nodes.map(({ target }) => `${impact}: ${id}: ${target}`));
  });

/** What is wider than the window, also where letters and lines are set as far apart as WCAG 1.4.12 says. */
const wide = (page) =>
  page.evaluate(() => {
    const tooWide = () =>
      document.documentElement.scrollWidth <= innerWidth
        ? []
        : [...document.querySelectorAll('body *')]
            .filter((one) => one.getBoundingClientRect().right > innerWidth)
            .map((one) => `${one.tagName}.${one.className} reaches ${one.getBoundingClientRect().right}`);
    const spaced = new CSSStyleSheet();
    spaced.replaceSync(
      '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }',
    );
    const found = tooWide();
    document.adoptedStyleSheets.push(spaced);
    found.push(...tooWide());
    document.adoptedStyleSheets.pop();
    return found;
  });

/** What can be pressed and is too small for it: 44 px for buttons and fields, 24 px for those in a line of text. */
const small = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('button, .button, .choice, input:not([type=hidden], [type=radio])')]
      .filter((one) => one.getBoundingClientRect().height < (one.matches('.link') ? 24 : 44))
      .map((one) => `${one.tagName}.${one.className} is ${one.getBoundingClientRect().height} px high`),
  );

const looks = {};
for (const colorScheme of ['light', 'dark']) {
  for (const width of [320, 1280]) {
    looks[`${colorScheme}, ${width} px: nothing is found, nothing is too wide or too small`] = async (s) => {
      const context = await s.open({ colorScheme, viewport: { width, height: 800 } });
      await context.addInitScript(AXE);
      const found = await everywhere(context, async (page, name) => {
        const path = join(process.env.SCREENSHOTS ?? '', `${name}-${colorScheme}-${width}.png`);
        if (process.env.SCREENSHOTS) await page.screenshot({ path, fullPage: true });
        return [...(await findings(page)), ...(await wide(page)), ...(await small(page))];
      });
      await context.close();
      equal(found, {}, 'found');
      equal(s.asked, [], 'asked for besides the page and its style');
    };
  }
}

/** What has the focus, by its label or its text, once the page has been drawn: only then does it go to `autofocus`. */
const focused = (page) =>
  page.evaluate(async () => {
    for (let drawn = 0; drawn < 2; drawn++) await new Promise(requestAnimationFrame);
    const one = document.activeElement;
    const name = one.labels?.[0]?.textContent ?? one.textContent;
    return one === document.body ? 'body' : name.replaceAll(/\s+/g, ' ').trim();
  });

await runEach(
  {
    ...looks,

    'every control is reached with the Tab key, in the order it is read, and seen to have the focus': async (s) => {
      const found = await everywhere(s.context, async (page) => {
        const order = await page.evaluate(() => {
          const start = document.querySelector('header');
          start.tabIndex = -1;
          start.focus();
          const shown = [...document.querySelectorAll('a, button, input:not([type=hidden])')].filter((one) => !one.disabled);
          const radios = shown.filter((one) => one.type === 'radio');
          const entered = radios.find((one) => one.checked) ?? radios[0];
          globalThis.controls = shown.filter((one) => one.type !== 'radio' || one === entered);
          return globalThis.controls.map((one) => one.outerHTML.slice(0, 80));
        });
        const wrong = [];
        for (const [number, control] of order.entries()) {
          await page.keyboard.press('Tab');
          const [is, outline] = await page.evaluate(
            (number) => [
              document.activeElement === globalThis.controls[number],
              getComputedStyle(document.activeElement).outline,
            ],
            number,
          );
          if (!is) wrong.push(`Tab ${number + 1} is not at ${control}`);
          if (!/ solid 3px$/.test(outline)) wrong.push(`${control} has the outline ${outline}`);
        }
        return wrong;
      });
      equal(found, {}, 'found');
    },

    'a problem is what the page opens at, and leads to its field': async (s) => {
      const page = await s.visit('sign-in-failed');
      ok((await focused(page)).startsWith('There is a problem'), 'the problem has the focus');
      ok((await page.title()).startsWith('Problem: '), 'the title says so');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      equal(await focused(page), 'Password', 'the field that the link leads to');
      const described = await page.getByLabel('Password').evaluate((one) => document.getElementById(one.getAttribute('aria-describedby')).textContent);
      ok(described.includes('the password is wrong'), described);
    },

    'a page for one thing opens at it; a decision opens at nothing': async (s) => {
      const first = {};
      for (const name of ['sign-in', 'code', 'device', 'consent', 'consent-picker', 'grants']) {
        first[name] = await focused(await s.visit(name));
      }
      const wanted = { 'sign-in': 'E-mail address', code: 'Code', device: 'Code on the device', consent: 'body', 'consent-picker': 'body', grants: 'body' };
      equal(first, wanted, 'has the focus');
    },

    'Allow and Deny are of one size, side by side': async (s) => {
      const context = await s.open({ viewport: { width: 320, height: 800 } });
      for (const name of ['consent', 'consent-not-picked']) {
        const page = await s.visit(name, context);
        const box = (label) => page.getByRole('button', { name: label, exact: true }).boundingBox();
        const [allow, deny] = [await box('Allow'), await box('Deny')];
        equal([allow.width, allow.height, allow.y], [deny.width, deny.height, deny.y], name);
      }
      await context.close();
    },

    'the Enter key allows nothing': async (s) => {
      const page = await s.visit('consent-picker');
      await page.getByLabel('Acme').check();
      await page.keyboard.press('Enter');
      await page.waitForURL('**/oauth/consent');
      equal(s.sent.map((one) => one.fields.decision), ['deny'], 'sent');
    },

    'nobody without a workspace can allow': async (s) => {
      for (const name of ['consent-nowhere', 'consent-homeless']) {
        const page = await s.visit(name);
        equal(await page.getByRole('button', { name: 'Allow' }).count(), 0, name);
        equal(await page.getByRole('button', { name: 'Go back without access' }).count(), 1, name);
      }
    },

    'without JavaScript every form is filled and sent': async (s) => {
      const context = await s.open({ javaScriptEnabled: false });
      const carried = { form: 'sealed-form', request: 'sealed-request' };
      const send = async (name, fields, button) => {
        const page = await s.visit(name, context);
        for (const [label, value] of Object.entries(fields)) await page.getByLabel(label, { exact: true }).fill(value);
        if (name === 'consent-picker') await page.getByLabel('Acme').check();
        await page.getByRole('button', { name: button, exact: true }).first().click();
        await page.waitForURL('**/oauth/**');
        const { path, fields: found } = s.sent.pop();
        return [path, found];
      };
      const password = 'correct horse battery staple';
      equal(
        [
          await send('sign-in', { 'E-mail address': 'ada@acme.example', Password: password }, 'Sign in'),
          await send('code', { Code: '123456' }, 'Go on'),
          await send('set-up', { 'New password': password, 'The same password again': password, Code: '' }, 'Save and go on'),
          await send('consent', {}, 'Allow'),
          await send('consent-picker', {}, 'Allow'),
          await send('consent-picker', {}, 'Deny'),
          await send('consent', {}, 'Sign out'),
          await send('device', { 'Code on the device': 'wdjb-mjht' }, 'Go on'),
          await send('grants', {}, 'Take back access of Globex Reports to Acme'),
        ],
        [
          ['/oauth/sign-in', { ...carried, email: 'ada@acme.example', password }],
          ['/oauth/sign-in/code', { ...carried, code: '123456' }],
          ['/oauth/set-up', { ...carried, password, password_again: password, code: '' }],
          ['/oauth/consent', { ...carried, workspace: 'ws_1', decision: 'allow' }],
          ['/oauth/consent', { ...carried, workspace: 'ws_1', decision: 'allow' }],
          ['/oauth/consent', { ...carried, workspace: 'ws_1', decision: 'deny' }],
          ['/oauth/sign-out', carried],
          ['/oauth/device', { ...carried, user_code: 'wdjb-mjht' }],
          ['/oauth/grants', { ...carried, grant: 'gr_1' }],
        ],
        'sent',
      );
      await context.close();
    },
  },
  makeScene,
);
