// The platform's own OpenID provider, for sign-in through [sign_in.oidc]: the certified oidc-provider with one client,
// PKCE required, code flow, ID tokens by RS256, client_secret_basic or client_secret_post.
//
// Environment: PORT (0: any), CLIENT_ID, CLIENT_SECRET, REDIRECT_URI, and for TLS CERT_FILE and KEY_FILE (PEM).
// When it is ready it prints one line of JSON, {"issuer": …}. It ends by SIGTERM.
//
// Signing in: the authorization request redirects to a page with one form, fields `email` and `password`. Any address is
// an account, any password is right. Its `sub` is not the address; `email`, `email_verified`, `name` and `workspaces`
// (["acme"], with scope profile) are in the ID token and at the userinfo endpoint.
//
// PUT /manner, body one of MANNERS as plain text, changes how it behaves from then on; `good` is the first one.
import { createHash, createHmac, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer as createPlainServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { text } from 'node:stream/consumers';

// oidc-provider gives advice through console.info; standard output is for the one line.
console.info = console.error;
const { Provider } = await import('oidc-provider');

const { PORT, CLIENT_ID, CLIENT_SECRET, REDIRECT_URI, CERT_FILE, KEY_FILE } = process.env;
for (const name of ['PORT', 'CLIENT_ID', 'CLIENT_SECRET', 'REDIRECT_URI']) {
  if (!process.env[name]) throw new Error(`${name} is not set: the head of provider.mjs says what it is`);
}

const HOUR = 3600;
const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const part = (token, index) => JSON.parse(Buffer.from(token.split('.')[index], 'base64url'));

const signing = generateKeyPairSync('rsa', { modulusLength: 2048 });
const unknown = generateKeyPairSync('rsa', { modulusLength: 2048 });
const KID = 'signing';

/** A JWT as `header` says it is signed. */
function jwt(header, claims, key = signing.privateKey) {
  const input = `${encode(header)}.${encode(claims)}`;
  const signature = {
    RS256: () => sign('sha256', input, key).toString('base64url'),
    HS256: () => createHmac('sha256', key).update(input).digest('base64url'),
    none: () => '',
  }[header.alg]();
  return `${input}.${signature}`;
}

const claimsWith = (change) => (header, claims) => jwt(header, { ...claims, ...change(claims) });
const without = (...names) => claimsWith(() => Object.fromEntries(names.map((name) => [name, undefined])));

/** Manners of the ID token: from the good one's header and claims to what is sent instead. */
const ID_TOKENS = {
  wrong_nonce: claimsWith(() => ({ nonce: randomBytes(16).toString('base64url') })),
  no_nonce: without('nonce'),
  wrong_iss: claimsWith(() => ({ iss: 'https://other.example' })),
  wrong_aud: claimsWith(() => ({ aud: 'another-client' })),
  // Ours and another one: only `azp` says for whom it is.
  wrong_azp: claimsWith(({ aud }) => ({ aud: [aud, 'another-client'], azp: 'another-client' })),
  expired: claimsWith(({ iat }) => ({ iat: iat - 2 * HOUR, exp: iat - HOUR })),
  issued_in_the_future: claimsWith(({ iat }) => ({ iat: iat + HOUR, exp: iat + 2 * HOUR })),
  no_sub: without('sub'),
  // As providers do that keep to OpenID Connect Core 5.4: with an access token, the rest is at the userinfo endpoint.
  claims_at_userinfo_only: without('email', 'email_verified', 'name', 'workspaces'),
  alg_none: (header, claims) => jwt({ alg: 'none' }, claims),
  // Signed by HMAC with what everybody knows, the public key.
  alg_confused: (header, claims) =>
    jwt({ ...header, alg: 'HS256' }, claims, signing.publicKey.export({ type: 'spki', format: 'pem' })),
  unknown_key: (header, claims) => jwt({ ...header, kid: 'unknown' }, claims, unknown.privateKey),
  wrong_key: (header, claims) => jwt(header, claims, unknown.privateKey),
  not_a_jwt: () => 'not-a-jwt',
  no_id_token: () => undefined,
};

/** Manners of the redirect back: they change its parameters. */
const REDIRECTS = {
  access_denied: (back) => fail(back, 'access_denied'),
  server_error: (back) => fail(back, 'server_error'),
  redirect_wrong_iss: (back) => back.set('iss', 'https://other.example'),
  redirect_no_iss: (back) => back.delete('iss'),
  redirect_wrong_state: (back) => back.set('state', randomBytes(16).toString('base64url')),
  redirect_no_state: (back) => back.delete('state'),
  redirect_wrong_code: (back) => back.set('code', randomBytes(16).toString('base64url')),
};

function fail(back, error) {
  back.delete('code');
  back.set('error', error);
}

/** Manners of the account: claims that are others, in the ID token and at the userinfo endpoint. */
const ACCOUNTS = {
  no_email: { email: undefined, email_verified: undefined },
  email_not_verified: { email_verified: false },
  other_email: { email: 'grace@example.com' },
};

/** Manners of whole answers, before the provider sees the request. */
const ANSWERS = {
  token_endpoint_down: { path: '/token', status: 503, body: 'down' },
  token_endpoint_html: { path: '/token', status: 200, body: '<!doctype html><title>Welcome</title>' },
  jwks_down: { path: '/jwks', status: 503, body: 'down' },
  jwks_empty: { path: '/jwks', status: 200, body: { keys: [] } },
  discovery_down: { path: '/.well-known/openid-configuration', status: 503, body: 'down' },
};

const MANNERS = [
  'good',
  ...Object.keys({ ...ID_TOKENS, ...REDIRECTS, ...ACCOUNTS, ...ANSWERS }),
  'userinfo_wrong_sub',
  'discovery_wrong_issuer',
];
let manner = 'good';

async function takeManners(ctx, next) {
  if (ctx.path !== '/manner' || ctx.method !== 'PUT') return next();
  const wanted = (await text(ctx.req)).trim();
  if (!MANNERS.includes(wanted)) {
    ctx.throw(400, `There is no manner ${JSON.stringify(wanted)}. There are: ${MANNERS.join(', ')}\n`);
  }
  manner = wanted;
  ctx.status = 204;
}

async function misbehave(ctx, next) {
  const answer = ANSWERS[manner];
  if (answer?.path === ctx.path) {
    ctx.status = answer.status;
    ctx.body = answer.body;
    return;
  }
  await next();
  const location = ctx.response.get('Location');
  if (REDIRECTS[manner] && location?.startsWith(REDIRECT_URI)) {
    const back = new URL(location);
    REDIRECTS[manner](back.searchParams);
    ctx.set('Location', back.href);
  }
  if (ID_TOKENS[manner] && ctx.path === '/token' && ctx.body?.id_token) {
    const { id_token: token, ...rest } = ctx.body;
    ctx.body = { ...rest, id_token: ID_TOKENS[manner](part(token, 0), part(token, 1)) };
  }
  if (manner === 'userinfo_wrong_sub' && ctx.path === '/me') ctx.body = { ...ctx.body, sub: 'another' };
  if (manner === 'discovery_wrong_issuer' && ctx.path === '/.well-known/openid-configuration') {
    ctx.body = { ...ctx.body, issuer: 'https://other.example' };
  }
}

const SIGN_IN = `<!doctype html>
<html lang="en"><title>Sign in</title>
<form method="post">
<label>E-mail <input type="email" name="email" required></label>
<label>Password <input type="password" name="password" required></label>
<button>Sign in</button>
</form></html>`;

/** Addresses of those who signed in, by `sub`. */
const emails = new Map();

/** The page that the authorization request leads to: who signs in also consents. */
async function signIn(ctx, next) {
  if (!ctx.path.startsWith('/interaction/')) return next();
  if (ctx.method === 'GET') {
    ctx.body = SIGN_IN;
    return;
  }
  const { params } = await provider.interactionDetails(ctx.req, ctx.res);
  const email = new URLSearchParams(await text(ctx.req)).get('email');
  const accountId = createHash('sha256').update(email).digest('hex').slice(0, 20);
  emails.set(accountId, email);
  const grant = new provider.Grant({ accountId, clientId: params.client_id });
  grant.addOIDCScope(params.scope);
  const result = { login: { accountId }, consent: { grantId: await grant.save() } };
  ctx.status = 303;
  ctx.redirect(await provider.interactionResult(ctx.req, ctx.res, result));
}

function account(id) {
  const email = emails.get(id);
  const claims = { sub: id, email, email_verified: true, name: email.split('@')[0], workspaces: ['acme'] };
  return { accountId: id, claims: () => ({ ...claims, ...ACCOUNTS[manner] }) };
}

const tls = CERT_FILE && { cert: readFileSync(CERT_FILE), key: readFileSync(KEY_FILE) };
const server = tls ? createTlsServer(tls) : createPlainServer();
await new Promise((resolve, reject) => server.on('error', reject).listen(Number(PORT), '127.0.0.1', resolve));
const issuer = `${tls ? 'https' : 'http'}://localhost:${server.address().port}`;

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: CLIENT_ID,
      client_secret: CLIENT_SECRET,
      redirect_uris: [REDIRECT_URI],
      grant_types: ['authorization_code'],
      response_types: ['code'],
    },
  ],
  jwks: { keys: [{ ...signing.privateKey.export({ format: 'jwk' }), kid: KID, alg: 'RS256', use: 'sig' }] },
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'workspaces'] },
  conformIdTokenClaims: false,
  pkce: { required: () => true },
  findAccount: (ctx, id) => account(id),
  cookies: { keys: [randomBytes(32).toString('base64url')] },
  features: { devInteractions: { enabled: false } },
});
provider.use(takeManners);
provider.use(misbehave);
provider.use(signIn);
server.on('request', provider.callback());
console.log(JSON.stringify({ issuer }));
