// Who may frame a document of a frame route, as the browser enforces it.
import { equal, ok, run, until } from './scenario.mjs';

/** What a page at `origin` shows of a frame with this URL. */
async function shown(s, origin, src) {
  const page = await s.context.newPage();
  const said = [];
  page.on('console', (message) => said.push(message.text()));
  const url = s.site.serve(`<iframe src="${src}"></iframe>`).replace(s.site.origin, origin);
  await page.goto(url);
  const frame = await until('the frame has an end', () => page.frames()[1], (one) => one && one.url() !== 'about:blank' && one.url() !== '');
  const isShown = frame.url().startsWith(s.gw.url);
  const heading = isShown ? await frame.locator('h1').textContent() : undefined;
  return { heading, refused: said.some((text) => /frame-ancestors/.test(text)) };
}

const port = (s) => new URL(s.site.origin).port;

await run({
  'a page of this machine frames what belongs to a sandbox': async (s) => {
    const { heading, refused } = await shown(s, s.site.origin, `${s.gw.url}/app/`);
    equal([heading, refused], ['The framed app', false], 'on the page');
  },

  'a foreign page frames nothing': async (s) => {
    const known = ['--origin', 'https://app.customer.test'];
    const { client_id: id } = await s.gw.cli('client', 'create', '--workspace', 'acme', '--kind', 'embed', ...known);
    const src = `${s.gw.url}/app/?client_id=${id}`;
    const policy = async () => (await fetch(src)).headers.get('content-security-policy');
    await until('the client is known', policy, (value) => value.includes('https://app.customer.test'));
    const { heading, refused } = await shown(s, `http://evil.test:${port(s)}`, src);
    equal([heading, refused], [undefined, true], 'on the foreign page');
    equal((await shown(s, s.site.origin, src)).heading, 'The framed app', 'on a page of this machine');
  },

  'a page is allowed while the gateway runs, for the client that the URL names': async (s) => {
    await s.gw.cli('workspace', 'create', '--name', 'Live');
    const { client_id: id } = await s.gw.cli('client', 'create', '--workspace', 'live', '--kind', 'embed');
    const [customer, src] = [`http://app.customer.test:${port(s)}`, `${s.gw.url}/app/?client_id=${id}`];
    const policy = async () => (await fetch(src)).headers.get('content-security-policy');
    await until('nobody may frame it', policy, (value) => value === "frame-ancestors 'none'");
    equal((await shown(s, customer, src)).heading, undefined, 'before');
    await s.gw.cli('client', 'allow-origin', id, customer);
    await until('the customer may', policy, (value) => value === `frame-ancestors ${customer}`);
    equal((await shown(s, customer, src)).heading, 'The framed app', 'after');
    const own = await shown(s, s.site.origin, src);
    ok(own.heading === undefined && own.refused, 'a page of this machine frames what belongs to a live workspace');
  },
});
