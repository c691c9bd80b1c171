// The embedded product: what its developer writes is `connect`, `ready` and `fetch`.
const api = new URLSearchParams(location.search).get('api') ?? location.origin;
const { connect } = await import(`${api}/embed/v1/frame.js`);
const gw = connect({ api });

const at = (id) => document.getElementById(id);
at('where').textContent = `This frame: ${location.origin}. The gateway: ${api}.`;

const show = () => {
  at('state').textContent = at('state').dataset.state = gw.state;
  const who = gw.session;
  if (!who) return;
  const pairs = {
    Workspace: who.workspace.name,
    User: who.user.external_user_id ?? '-',
    Session: who.session_id,
    'Access token': `for ${who.expires_in} s, in this page’s memory only`,
  };
  at('who').replaceChildren(
    ...Object.entries(pairs).flatMap(([name, value]) => {
      const [dt, dd] = [document.createElement('dt'), document.createElement('dd')];
      dt.textContent = name;
      dd.textContent = value;
      return [dt, dd];
    }),
  );
};
gw.on('state', show);
gw.on('refreshed', show);
show();

// What the API was told of the caller comes first; the browser's own headers are of less interest.
function told(text) {
  try {
    const { headers, ...request } = JSON.parse(text);
    const identity = Object.entries(headers).filter(([name]) => name.startsWith('x-'));
    return JSON.stringify({ ...request, headers: { ...Object.fromEntries(identity), ...headers } }, null, 2);
  } catch {
    return text;
  }
}

async function call() {
  const answer = at('answer');
  answer.textContent = 'GET /v1/hello …';
  const started = performance.now();
  try {
    const response = await gw.fetch('/v1/hello');
    const text = await response.text();
    answer.textContent = `${response.status}, ${Math.round(performance.now() - started)} ms\n${told(text)}`;
  } catch (error) {
    answer.textContent = `${error.code ?? error.name}: ${error.message}`;
  }
  show();
}
at('call').addEventListener('click', call);
at('logout').addEventListener('click', () => gw.logout());

// A page cannot unplug the network; what it can do looks the same from inside.
const online = globalThis.fetch;
at('offline').addEventListener('click', () => {
  const goes = globalThis.fetch === online;
  globalThis.fetch = goes ? () => Promise.reject(new TypeError('offline, as you asked')) : online;
  at('offline').setAttribute('aria-pressed', String(goes));
  at('offline').textContent = goes ? 'Come online' : 'Go offline';
  dispatchEvent(new Event(goes ? 'offline' : 'online'));
});

await gw.ready();
await call();
