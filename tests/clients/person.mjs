// A person with a browser that runs no scripts: follows redirects, keeps cookies, fills in the forms of pages.
import { request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { text } from 'node:stream/consumers';
import { parse } from 'parse5';

const REDIRECTS = [301, 302, 303, 307, 308];
const MOST_REDIRECTS = 10;

export class Person {
  #cookies = [];

  /** `leaves` is the address of an app whose page is not asked for: the person arrives there and stops. */
  constructor({ email, password, leaves }) {
    Object.assign(this, { email, password, leaves });
  }

  /** Opens an address, as by a click on a link; the page that it leads to. */
  open(url) {
    return this.#go(new URL(url), { method: 'GET' }, () => {});
  }

  /** Fills in the form with these `fields` and presses its `button`: `[name, value]`, or null for one without a name. */
  submit(page, button, fields = {}) {
    const names = Object.keys(fields);
    const hasFields = (form) => names.every((name) => form.names.has(name));
    const hasButton = (form) => !button || form.buttons.some((own) => own.join() === button.join());
    const form = page.forms.find((form) => hasFields(form) && hasButton(form));
    if (!form) throw new Error(`no form with ${[...names, button]} on ${page}`);
    const sent = new URLSearchParams(form.values.filter(([name]) => !(name in fields)));
    for (const [name, value] of [...Object.entries(fields), ...(button ? [button] : [])]) sent.append(name, value);
    const target = new URL(form.action, page.url);
    if (form.method === 'GET') {
      target.search = sent;
      return this.#go(target, { method: 'GET' }, page.mayPostTo);
    }
    return this.#go(target, { method: 'POST', body: sent.toString(), origin: page.url.origin }, page.mayPostTo);
  }

  /** Signs in and allows, whichever of the two is asked for, until no page asks for either. */
  async signInAndAllow(url) {
    let page = await this.open(url);
    const asked = [];
    for (;;) {
      const fields = new Set(page.forms.flatMap(({ names }) => [...names]));
      const question = fields.has('password') ? 'sign in' : fields.has('decision') ? 'allow' : null;
      if (!question) return page;
      if (asked.includes(question)) throw new Error(`asked twice to ${question}: ${page}`);
      asked.push(question);
      page =
        question === 'sign in'
          ? await this.submit(page, null, { email: this.email, password: this.password })
          : await this.submit(page, ['decision', 'allow']);
    }
  }

  /** Follows the one-time link of a new account. */
  async setUp(link) {
    const { password } = this;
    const page = await this.submit(await this.open(link), null, { password, password_again: password });
    const asksAgain = page.forms.some(({ names }) => names.has('password_again'));
    if (page.status !== 200 || asksAgain) throw new Error(`the set-up did not end well: ${page}`);
  }

  /** `mayGoTo` throws where the policy of the page with the form forbids the address; browsers ask it at each redirect. */
  async #go(url, { method, body, origin }, mayGoTo) {
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      mayGoTo(url);
      if (this.leaves && url.href.startsWith(this.leaves)) return page(url, 0, {}, '');
      const answer = await this.#ask(url, method, body, origin);
      if (!REDIRECTS.includes(answer.statusCode)) {
        return page(url, answer.statusCode, answer.headers, await text(answer));
      }
      answer.resume();
      if (answer.statusCode < 307) [method, body, origin] = ['GET'];
      url = new URL(answer.headers.location, url);
    }
    throw new Error(`more than ${MOST_REDIRECTS} redirects, the last to ${url}`);
  }

  async #ask(url, method, body, origin) {
    const headers = { Accept: 'text/html', Cookie: this.#cookiesFor(url), 'User-Agent': 'person' };
    if (!headers.Cookie) delete headers.Cookie;
    if (body !== undefined) {
      Object.assign(headers, {
        Origin: origin,
        'Content-Type': 'application/x-www-form-urlencoded',
        'Content-Length': Buffer.byteLength(body),
      });
    }
    const send = url.protocol === 'https:' ? tlsRequest : plainRequest;
    const answer = await new Promise((resolve, reject) => {
      send(url, { method, headers, agent: false }, resolve).on('error', reject).end(body);
    });
    for (const line of answer.headers['set-cookie'] ?? []) this.#keep(url, line);
    return answer;
  }

  #keep(url, line) {
    const [pair, ...attributes] = line.split(';').map((part) => part.trim());
    const at = pair.indexOf('=');
    const cookie = { name: pair.slice(0, at), value: pair.slice(at + 1), host: url.hostname };
    for (const attribute of attributes) {
      const [name, value = ''] = attribute.split('=');
      cookie[name.toLowerCase()] = value;
    }
    const secure = 'secure' in cookie;
    if (secure && url.protocol !== 'https:') throw new Error(`a Secure cookie over http: ${cookie.name}`);
    if (cookie.name.startsWith('__Host-') && !(secure && cookie.path === '/' && !('domain' in cookie))) {
      throw new Error(`browsers refuse ${cookie.name}: it must be Secure, with Path=/ and no Domain`);
    }
    cookie.path ??= '/';
    const same = (other) => ['name', 'host', 'path'].every((key) => other[key] === cookie[key]);
    this.#cookies = this.#cookies.filter((other) => !same(other));
    const ended = Number(cookie['max-age']) <= 0 || new Date(cookie.expires) <= new Date();
    if (!ended) this.#cookies.push(cookie);
  }

  #cookiesFor(url) {
    const under = (path) => url.pathname === path || url.pathname.startsWith(path.endsWith('/') ? path : `${path}/`);
    const safe = (cookie) => !('secure' in cookie) || url.protocol === 'https:';
    return this.#cookies
      .filter((cookie) => cookie.host === url.hostname && under(cookie.path) && safe(cookie))
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
  }
}

function page(url, status, headers, html) {
  const forms = [];
  const words = [];
  walk(parse(html), null, forms, words);
  const said = words.join(' ').replace(/\s+/g, ' ').trim();
  return {
    url,
    status,
    headers,
    forms,
    said,
    mayPostTo: formAction(url, headers['content-security-policy']),
    toString: () => `${status} ${url}: ${said.slice(0, 400)}`,
  };
}

/** Collects forms with what a browser would send of them, and the words of the page. */
function walk(node, form, forms, words) {
  const attributes = Object.fromEntries((node.attrs ?? []).map(({ name, value }) => [name, value]));
  const { name, value = '', type = 'text' } = attributes;
  if (node.nodeName === '#text') words.push(node.value);
  if (node.tagName === 'form') {
    const { action = '', method = 'get' } = attributes;
    form = { action, method: method.toUpperCase(), names: new Set(), values: [], buttons: [] };
    forms.push(form);
  }
  if (form && name !== undefined && ['input', 'button', 'textarea'].includes(node.tagName)) {
    form.names.add(name);
    if (node.tagName === 'button') form.buttons.push([name, value]);
    else if (!['radio', 'checkbox'].includes(type) || 'checked' in attributes) form.values.push([name, value]);
  }
  for (const child of node.childNodes ?? []) walk(child, form, forms, words);
}

/** What `form-action` of a content security policy lets a form of the page at `url` lead to. */
function formAction(url, policy = '') {
  const directives = policy.split(';').map((part) => part.trim().split(/\s+/));
  const directive = directives.find(([name]) => name === 'form-action');
  if (!directive) return () => {};
  const allowed = directive.slice(1).map((source) => (source === "'self'" ? url.origin : source));
  return (target) => {
    if (allowed.includes(target.origin)) return;
    throw new Error(`the policy of ${url} forbids its form to lead to ${target.origin}: ${directive.join(' ')}`);
  };
}
