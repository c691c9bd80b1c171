// Makes collection.json and environment.json of ../openapi.json: node docs/api/postman/generate.mjs
// With --check it writes nothing, and fails where they differ from what it would write.

import { readFileSync, writeFileSync } from 'node:fs';

const CALLBACK = 'https://oauth.pstmn.io/v1/callback';
const openapi = JSON.parse(readFileSync(new URL('../openapi.json', import.meta.url), 'utf8'));
const operations = new Map();
for (const [path, methods] of Object.entries(openapi.paths)) {
  for (const [method, operation] of Object.entries(methods)) {
    operations.set(operation.operationId, { method: method.toUpperCase(), path, ...operation });
  }
}

// The variables, and what the scripts of earlier requests put into them.
const variables = {
  base_url: { value: openapi.servers[0].url, says: 'The gateway.' },
  api_path: { value: '/', says: 'A path of the API behind it.' },
  client_id: { says: 'A client of kind embed.' },
  client_secret: { secret: true },
  service_client_id: { says: 'A client of kind service.' },
  service_client_secret: { secret: true },
  web_client_id: { says: `A client of kind web, with the redirect URI ${CALLBACK}` },
  web_client_secret: { secret: true },
  scope: { says: 'Permissions with spaces between them. Empty: all that the client has.' },
  ott: { secret: true, says: 'Set by a script.' },
  access_token: { secret: true, says: 'Set by a script.' },
  refresh_token: { secret: true, says: 'Set by a script.' },
  session_id: { says: 'Set by a script.' },
  service_access_token: { secret: true, says: 'Set by a script.' },
};

const pairs = (values) => Object.entries(values).map(([key, value]) => ({ key, value, type: 'string' }));
const nobody = { type: 'noauth' };
const basic = (client) => ({
  type: 'basic',
  basic: pairs({ username: `{{${client}client_id}}`, password: `{{${client}client_secret}}` }),
});
const bearer = (name) => ({ type: 'bearer', bearer: pairs({ token: `{{${name}}}` }) });

// Postman's own OAuth 2.0 helper: "Get New Access Token" opens the browser.
const oauthHelper = {
  type: 'oauth2',
  oauth2: pairs({
    tokenName: 'Wicketgate',
    grant_type: 'authorization_code_with_pkce',
    challengeAlgorithm: 'S256',
    authUrl: '{{base_url}}/oauth/authorize',
    accessTokenUrl: '{{base_url}}/oauth/token',
    refreshTokenUrl: '{{base_url}}/oauth/token',
    redirect_uri: CALLBACK,
    useBrowser: 'true',
    clientId: '{{web_client_id}}',
    clientSecret: '{{web_client_secret}}',
    client_authentication: 'header',
    scope: '{{scope}}',
    addTokenTo: 'header',
  }),
};

// Each flow runs from its first request to its last; `keeps` says what the next ones need of an answer.
const flows = [
  {
    name: 'Embed: the three steps, and after',
    description: 'Put `client_id` and `client_secret` of a client of kind embed into the environment, and run the folder.',
    steps: [
      {
        operation: 'issueOneTimeToken',
        auth: basic(''),
        body: { external_user_id: 'u_42' },
        keeps: { ott: 'ott' },
      },
      {
        operation: 'exchangeOneTimeToken',
        body: { ott: '{{ott}}' },
        keeps: { access_token: 'access_token', refresh_token: 'refresh_token', session_id: 'session_id' },
      },
      { call: 'access_token' },
      { operation: 'getSession', auth: bearer('access_token') },
      {
        operation: 'refreshEmbedTokens',
        body: { refresh_token: '{{refresh_token}}' },
        keeps: { access_token: 'access_token', refresh_token: 'refresh_token' },
      },
      { call: 'access_token' },
      { operation: 'listSessions', auth: basic(''), query: { external_user_id: 'u_42' } },
      { operation: 'revokeSessions', auth: basic(''), body: { session_id: '{{session_id}}' } },
    ],
  },
  {
    name: 'OAuth: a program for itself (client credentials)',
    description: 'Put `service_client_id` and `service_client_secret` of a client of kind service into the environment, and run the folder.',
    steps: [
      { operation: 'getAuthorizationServerMetadata' },
      {
        operation: 'getToken',
        auth: basic('service_'),
        form: { grant_type: 'client_credentials', scope: '{{scope}}' },
        keeps: { service_access_token: 'access_token' },
      },
      { call: 'service_access_token' },
      { operation: 'introspectToken', auth: basic('service_'), form: { token: '{{service_access_token}}' } },
      { operation: 'revokeToken', auth: basic('service_'), form: { token: '{{service_access_token}}' } },
    ],
  },
];

function collection() {
  return {
    info: {
      name: openapi.info.title,
      description: openapi.info.description,
      version: openapi.info.version,
      schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
    },
    auth: oauthHelper,
    item: [...flows.map(flow), consent(), ...openapi.tags.map(everything)],
  };
}

function flow({ name, description, steps }) {
  const item = steps.map((step, at) => {
    const { request, title } = step.call ? call(bearer(step.call)) : ofStep(step);
    const event = [script(step.call ? passed() : succeeded(step.operation, step.keeps ?? {}))];
    return { name: `${at + 1}. ${title}`, event, request };
  });
  return { name, description, item };
}

function consent() {
  const { request, title } = call();
  return {
    name: 'OAuth: for a person (authorization code)',
    description: `The OAuth 2.0 helper is set up on the collection: put \`web_client_id\` and \`web_client_secret\` of a client of kind web, whose redirect URIs have ${CALLBACK}, into the environment, open the collection's Authorization tab, and choose "Get New Access Token".`,
    item: [{ name: title, event: [script(passed())], request }],
  };
}

// Every operation of a tag; the pages are for browsers.
function everything(tag) {
  const ofTag = [...operations.values()].filter(({ tags }) => tags[0] === tag.name && tag.name !== 'Pages');
  const item = ofTag.map((operation) => ({
    name: operation.summary,
    request: request(operation, { auth: authOf(operation), ...exampleOf(operation) }),
  }));
  return { name: `All: ${tag.name}`, description: tag.description, item };
}

function ofStep({ operation: id, ...rest }) {
  const operation = operations.get(id);
  return { title: operation.summary, request: request(operation, { auth: nobody, ...rest }) };
}

// A call of the API behind the gateway; without `auth` as the collection says.
function call(auth) {
  const description = openapi.info.description.split('## Refusals')[0].split('## Calling')[1];
  const url = { raw: '{{base_url}}{{api_path}}', host: ['{{base_url}}{{api_path}}'] };
  const request = { ...(auth && { auth }), method: 'GET', header: [], url, description: `## Calling${description}`.trim() };
  return { title: 'Call the API behind the gateway', request };
}

function request({ method, path, parameters = [], description, summary }, { auth, body, form, query = {} }) {
  const known = parameters.map((parameter) => (parameter.$ref ? resolve(parameter.$ref) : parameter));
  const of = (place) => known.filter((parameter) => parameter.in === place);
  const value = ({ example, examples, schema }) =>
    String(example ?? Object.values(examples ?? {})[0]?.value ?? schema.enum?.[0] ?? '');
  const queries = of('query').map((parameter) => ({
    key: parameter.name,
    value: query[parameter.name] ?? value(parameter),
    description: parameter.description,
    ...(!parameter.required && !(parameter.name in query) && { disabled: true }),
  }));
  const said = queries.filter(({ disabled }) => !disabled).map(({ key, value }) => `${key}=${value}`);
  const segments = path.slice(1).replace(/\{(\w+)\}/g, ':$1').split('/');
  const url = {
    raw: `{{base_url}}/${segments.join('/')}${said.length ? `?${said.join('&')}` : ''}`,
    host: ['{{base_url}}'],
    path: segments,
    ...(queries.length && { query: queries }),
    ...(of('path').length && { variable: of('path').map((one) => ({ key: one.name, value: value(one), description: one.description })) }),
  };
  const header = of('header').map((one) => ({ key: one.name, value: value(one), description: one.description, disabled: true }));
  return { auth, method, header, ...bodyOf(body, form), url, description: description ?? summary };
}

function bodyOf(body, form) {
  if (body) {
    const options = { raw: { language: 'json' } };
    return { body: { mode: 'raw', raw: JSON.stringify(body, null, 2), options } };
  }
  return form ? { body: { mode: 'urlencoded', urlencoded: pairs(form).map(({ key, value }) => ({ key, value })) } } : {};
}

function authOf({ security, tags }) {
  const scheme = Object.keys(security[0])[0];
  if (scheme === 'clientBasic') return basic(tags[0] === 'OAuth' ? 'service_' : '');
  return scheme === 'bearer' ? bearer('access_token') : nobody;
}

// The first example of the body, with the tokens that scripts have kept in it.
function exampleOf({ requestBody }) {
  if (!requestBody) return {};
  const [type, media] = Object.entries(requestBody.content)[0];
  const example = { ...(media.example ?? Object.values(media.examples)[0].value) };
  for (const [name, kept] of [['ott', 'ott'], ['refresh_token', 'refresh_token'], ['token', 'access_token']]) {
    if (name in example) example[name] = `{{${kept}}}`;
  }
  return type === 'application/json' ? { body: example } : { form: example };
}

function resolve(reference) {
  return reference.slice(2).split('/').reduce((value, name) => value[name], openapi);
}

function script(exec) {
  return { listen: 'test', script: { type: 'text/javascript', exec } };
}

function succeeded(id, keeps) {
  const status = Object.keys(operations.get(id).responses).find((code) => code.startsWith('2'));
  const lines = [`pm.test('status is ${status}', () => pm.response.to.have.status(${status}));`];
  for (const [variable, member] of Object.entries(keeps)) {
    lines.push(
      `pm.test('${member} is told', () => pm.expect(pm.response.json().${member}).to.be.a('string').and.not.empty);`,
      `pm.environment.set('${variable}', pm.response.json().${member});`,
    );
  }
  return lines;
}

function passed() {
  const source = "pm.response.headers.get('X-Wicketgate-Error-Source')";
  return [`pm.test('the gateway lets it pass', () => pm.expect(${source}).to.not.equal('gateway'));`];
}

function environment() {
  const values = Object.entries(variables).map(([key, { value = '', secret, says }]) => ({
    key,
    value,
    type: secret ? 'secret' : 'default',
    enabled: true,
    ...(says && { description: says }),
  }));
  return { name: openapi.info.title, values, _postman_variable_scope: 'environment' };
}

for (const [name, made] of [['collection.json', collection()], ['environment.json', environment()]]) {
  const file = new URL(name, import.meta.url);
  const text = `${JSON.stringify(made, null, 2)}\n`;
  if (!process.argv.includes('--check')) {
    writeFileSync(file, text);
  } else if (readFileSync(file, 'utf8') !== text) {
    console.error(`docs/api/postman/${name} is not what docs/api/openapi.json says: run node docs/api/postman/generate.mjs`);
    process.exitCode = 1;
  }
}
