// The first seed's page and backend, word for word but for the hosts, with frames that are fast, slow and loaded again.
import { readFileSync } from 'node:fs';
import { active, call, equal, ok, ownTime, run, told, until } from './scenario.mjs';

const SEED = readFileSync(new URL('seed.html', import.meta.url), 'utf8');

const html = ({ frame }, text = SEED) => text.replaceAll('https://flow.whatabot.app', frame.origin);

/** Holds something back until it is let go. */
function gate() {
  let open;
  const held = new Promise((resolve) => (open = resolve));
  return { held, open };
}

/** A task in the page: when it has run, what the page had to do before has too. */
const taskIn = (page) =>
  page.evaluate(
    () =>
      new Promise((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = resolve;
        port2.postMessage('');
      }),
  );

/** Opens a page whose backend answers only after the frame has loaded; no time passes but where the test says so. */
async function openTooLate(s, text) {
  const backend = gate();
  s.site.hold = backend.held;
  const page = await s.context.newPage();
  await ownTime(page);
  await page.clock.pauseAt(Date.now() + 1000);
  await countLoads(page);
  const answered = page.waitForResponse((response) => response.url().endsWith('/api/whatabot/ott'));
  await page.goto(s.site.serve(html(s, text)));
  await until('the frame has loaded', () => page.evaluate(() => loads), (loads) => loads === 1);
  backend.open();
  await (await answered).finished();
  await taskIn(page);
  return page;
}

/** Counts in the page how often its iframes were loaded. */
const countLoads = (page) =>
  page.addInitScript(() => {
    if (parent !== window) return;
    globalThis.loads = 0;
    document.addEventListener('load', ({ target }) => target.localName === 'iframe' && globalThis.loads++, true);
  });

async function isWorking(frame) {
  const { status, workspace } = await call(frame);
  equal({ status, workspace }, { status: 200, workspace: 'acme' }, 'a call through the frame');
}

const live = async ({ gw }) => (await gw.cli('session', 'list', '--client', gw.own.id, '--limit', '1000')).map((one) => one.session_id);

await run({
  'a frame that loads before the page listens is rescued': async (s) => {
    const page = await openTooLate(s);
    await page.clock.runFor(1499);
    equal(await page.evaluate(() => loads), 1, 'loads of the frame before its time');
    await page.clock.runFor(1);
    const frame = await active(page, s);
    await isWorking(frame);
    equal(await page.evaluate(() => loads), 2, 'loads of the frame');
    equal(s.site.asked, ['seed'], 'what the backend was asked');
    equal(await frame.evaluate(() => window.name), '', 'window.name after the rescue');
  },

  'a rescue keeps a name that the frame had': async (s) => {
    const page = await openTooLate(s, SEED.replace('<iframe', '<iframe name="editor"'));
    await page.clock.runFor(1500);
    const frame = await active(page, s);
    equal(await frame.evaluate(() => window.name), 'editor', 'window.name after the rescue');
  },

  'a slow frame needs no rescue': async (s) => {
    const platform = gate();
    s.frame.hold = platform.held;
    const page = await s.context.newPage();
    const answered = page.waitForResponse((response) => response.url().endsWith('/api/whatabot/ott'));
    const went = page.goto(s.site.serve(html(s)), { waitUntil: 'commit' });
    await (await answered).finished();
    await went;
    await taskIn(page);
    platform.open();
    const frame = await active(page, s);
    await isWorking(frame);
    equal(s.frame.served, 1, 'how often the frame was served');
    equal(await frame.evaluate(() => window.name), '', 'window.name');
  },

  // Each load of a page has a key of its own: to the gateway the second one is somebody else, and what the token made
  // ends (it is of no use to anybody: its tokens went with the memory of the page).
  'a frame that is reloaded says that the token was used, and its old session ends': async (s) => {
    const platform = gate();
    s.frame.hold = platform.held;
    const page = await s.context.newPage();
    const answered = page.waitForResponse((response) => response.url().endsWith('/api/whatabot/ott'));
    await page.goto(s.site.serve(html(s)), { waitUntil: 'commit' });
    await (await answered).finished();
    await taskIn(page);
    platform.open();
    const frame = await active(page, s);
    const session = await frame.evaluate(() => gw.session.session_id);
    await frame.evaluate(() => void setTimeout(() => location.reload()));
    await until('the frame is loaded again', () => s.frame.served, (served) => served === 2);
    await frame.getByRole('alert').getByText('ott_used').waitFor();
    ok((await frame.getByRole('alert').textContent()).includes('Reload the page'), 'the panel says what to do');
    const [error] = await told(frame, 'error');
    equal(error.value.code, 'ott_used', 'the error');
    ok(!(await live(s)).includes(session), `session ${session} goes on without its frame`);
    await page.reload();
    await isWorking(await active(page, s));
  },

  'two frames in one page get a session each': async (s) => {
    const second = SEED.replaceAll('whatabot-editor', 'second').replaceAll('initEditor', 'initSecond');
    const page = await s.context.newPage();
    await page.goto(s.site.serve(html(s, SEED + second)));
    const frames = [await active(page, s, 0), await active(page, s, 1)];
    const ids = [];
    for (const frame of frames) {
      await isWorking(frame);
      ids.push(await frame.evaluate(() => gw.session.session_id));
    }
    ok(ids[0] !== ids[1], 'both frames share one session');
    equal(s.site.asked.length, 2, 'how often the backend was asked');
  },
});
