#!/usr/bin/env node
// What a DPoP proof costs the gateway: CPU per proxied request with a bearer token and with a bound one, in turn,
// against one `wicketgate dev`. Proofs are signed before the clock runs; the gateway's own CPU time is read from
// /proc, so that the load's does not count.
//
//   benches/dpop/run.mjs [BINARY] [REQUESTS] [ROUNDS]
import { spawn } from 'node:child_process';
import { createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { createInterface } from 'node:readline';

const [binary = 'target/release/wicketgate', count = '4000', rounds = '7'] = process.argv.slice(2);
const CONNECTIONS = 8;
const TICKS = 100; // USER_HZ, of utime and stime in /proc/PID/stat

const gateway = spawn(binary, ['dev', '--listen', '127.0.0.1:0', '--json'], { stdio: ['ignore', 'pipe', 'ignore'] });
const [line] = await new Promise((found) => createInterface(gateway.stdout).once('line', (...all) => found(all)));
const ready = JSON.parse(line);
const { hostname, port } = new URL(ready.url);
const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS, ca: readFileSync(ready.ca_file) });

function call(method, path, headers = {}, body = '') {
  return new Promise((done, failed) => {
    const asked = request({ agent, hostname, port, method, path, headers }, (answer) => {
      let text = '';
      answer.on('data', (piece) => (text += piece));
      answer.on('end', () => done({ status: answer.statusCode, text }));
    });
    asked.on('error', failed);
    asked.end(body);
  });
}

const base64url = (value) => Buffer.from(value).toString('base64url');
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const { kty, crv, x, y } = publicKey.export({ format: 'jwk' });

function proof(htm, path, token) {
  const header = { typ: 'dpop+jwt', alg: 'ES256', jwk: { kty, crv, x, y } };
  const claims = { jti: randomBytes(16).toString('hex'), htm, htu: ready.url + path, iat: Math.floor(Date.now() / 1000) };
  if (token) claims.ath = createHash('sha256').update(token).digest('base64url');
  const message = `${base64url(JSON.stringify(header))}.${base64url(JSON.stringify(claims))}`;
  const signature = createSign('sha256').update(message).sign({ key: privateKey, dsaEncoding: 'ieee-p1363' });
  return `${message}.${base64url(signature)}`;
}

async function session(bound) {
  const basic = `Basic ${Buffer.from(`${ready.client_id}:${ready.client_secret}`).toString('base64')}`;
  const { ott } = JSON.parse((await call('POST', '/auth/iframe-token', { Authorization: basic })).text);
  const headers = { 'Content-Type': 'application/json', ...(bound && { DPoP: proof('POST', '/auth/exchange') }) };
  return JSON.parse((await call('POST', '/auth/exchange', headers, JSON.stringify({ ott }))).text);
}

/** Seconds of CPU that the gateway's threads have used. */
function used() {
  const fields = readFileSync(`/proc/${gateway.pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}

const path = '/v1/hello';
async function round({ token_type: type, access_token: token }) {
  const headers = Array.from({ length: Number(count) }, () => ({
    Authorization: `${type} ${token}`,
    ...(type === 'DPoP' && { DPoP: proof('GET', path, token) }),
  }));
  const before = used();
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      for (let next = headers.pop(); next; next = headers.pop()) {
        const { status, text } = await call('GET', path, next);
        if (status !== 200) throw new Error(`${status}: ${text}`);
      }
    }),
  );
  return ((used() - before) / Number(count)) * 1e6;
}

const median = (all) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)];
const [bearer, bound] = [await session(false), await session(true)];
const found = { Bearer: [], DPoP: [] };
for (let turn = 0; turn <= Number(rounds); turn++) {
  for (const one of [bearer, bound]) {
    const cost = await round(one);
    // The first round warms up.
    if (turn > 0) found[one.token_type].push(cost);
  }
}
for (const [type, all] of Object.entries(found)) {
  console.log(`${type}: ${median(all).toFixed(1)} us CPU per request (${all.map((one) => one.toFixed(0)).join(' ')})`);
}
console.log(`a proof: ${(median(found.DPoP) - median(found.Bearer)).toFixed(1)} us`);
gateway.kill('SIGTERM');
agent.destroy();
