// The customer's page: what its developer writes is `mount` and `fetchOtt`; the rest shows what happens.
const { api, frame } = document.body.dataset;
const steps = document.getElementById('steps');

function step(kind, title, detail = '') {
  const [item, time, text] = ['li', 'time', 'div'].map((tag) => document.createElement(tag));
  const [b, span] = ['b', 'span'].map((tag) => document.createElement(tag));
  item.className = kind;
  time.textContent = new Date().toLocaleTimeString([], { hour12: false });
  b.textContent = title;
  span.textContent = detail;
  text.append(b, span);
  item.append(time, text);
  steps.prepend(item);
}

async function backend(path, body = {}) {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, ...(await response.json()) };
}

async function fetchOtt({ reason, dpop_jkt }) {
  step('', 'The page asks its backend for a one-time token', `POST /api/ott, because: ${reason}`);
  const { ott, took, status, code } = await backend('/api/ott', { dpop_jkt });
  if (!ott) {
    step('bad', 'The backend got no one-time token', `${status} ${code ?? ''}`);
    throw new Error('the backend got no one-time token');
  }
  const bound = dpop_jkt ? ', bound to the frame’s key' : '';
  step('good', 'The backend got one with its client secret', `POST /auth/iframe-token, ${took} ms${bound}: ${ott.slice(0, 8)}…`);
  return ott;
}

const embed = WicketgateEmbed.mount('#editor', {
  src: `${frame}/embed/demo/frame?api=${encodeURIComponent(api)}`,
  title: 'The embedded product',
  height: 620,
  fetchOtt,
});

embed.on('ready', (s) => step('good', 'The frame exchanged it for a session', `${s.session_id}, access token for ${s.expires_in} s`));
embed.on('refreshed', (s) => step('good', 'The frame renewed its tokens', `without loading again; for ${s.expires_in} s`));
embed.on('error', (e) => step('bad', `Error: ${e.code}`, e.message));
embed.on('expiring', (e) => step('', 'The session ends soon', `${e.in} s`));
embed.on('expired', () => step('bad', 'The session has expired'));
embed.on('revoked', (e) => step('bad', 'The session was revoked', e.reason));
embed.on('closed', () => step('bad', 'The frame has closed its session', 'Load the frame again to begin another one.'));

const click = (id, act) => document.getElementById(id).addEventListener('click', act);
click('expire', async () => {
  const { minutes } = await backend('/api/expire');
  step('', 'The gateway’s clock went on', `${minutes} minutes: the access token has expired. Call the API in the frame.`);
});
click('revoke', async () => {
  const { revoked } = await backend('/api/revoke');
  step('', 'The backend ended the user’s sessions', `POST /auth/sessions/revoke: ${revoked}. Call the API in the frame.`);
});
click('foreign', async () => {
  const { ott } = await backend('/api/ott');
  const response = await fetch(`${api}/auth/exchange`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ ott, parent_origin: 'https://evil.example' }),
  });
  const { code, error_description: why } = await response.json();
  step('bad', `A frame in https://evil.example is refused: ${code}`, why);
});
click('reload', () => {
  step('', 'The frame is loaded again', 'its memory, and the tokens in it, are gone');
  embed.reload();
});
