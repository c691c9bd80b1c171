// passport-oauth2 in an Express app, a confidential client: PKCE and state on, kept in a session of the app.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import express from 'express';
import session from 'express-session';
import passport from 'passport';
import OAuth2Strategy from 'passport-oauth2';
import { CLIENT_ID, ISSUER, REDIRECT_URI, RENEWALS, SCOPE, clientSecret, somebody, statusFor } from './scene.mjs';

const strategy = new OAuth2Strategy(
  {
    authorizationURL: `${ISSUER}/oauth/authorize`,
    tokenURL: `${ISSUER}/oauth/token`,
    clientID: CLIENT_ID,
    clientSecret: clientSecret(),
    callbackURL: REDIRECT_URI,
    scope: SCOPE.split(' '),
    state: true,
    pkce: true,
    passReqToCallback: true,
  },
  (req, accessToken, refreshToken, params, profile, done) =>
    done(null, { accessToken, refreshToken, type: params.token_type, iss: req.query.iss }),
);
passport.use(strategy);

let user;
const callback = new URL(REDIRECT_URI);
const app = express();
app.use(session({ secret: randomBytes(32).toString('hex'), resave: false, saveUninitialized: false }));
app.get('/', passport.authenticate('oauth2', { session: false }));
app.get(callback.pathname, passport.authenticate('oauth2', { session: false }), (req, res) => {
  user = req.user;
  res.send('<title>Connected</title>');
});
app.use((error, req, res, next) => res.status(500).send(String(error.stack)));
const server = await new Promise((resolve, reject) => {
  const server = app.listen(callback.port, callback.hostname, (error) => (error ? reject(error) : resolve(server)));
});

const person = await somebody();
const page = await person.signInAndAllow(callback.origin);
assert.equal(`${page.status} ${page.said}`, '200 Connected');
server.close();
assert.equal(user.iss, ISSUER);
assert.equal(user.type, 'Bearer');
assert.equal(await statusFor(user.accessToken), 200);

// What passport-oauth2-refresh does, the usual companion.
const token = promisify(strategy._oauth2.getOAuthAccessToken.bind(strategy._oauth2));
const renew = () => token(user.refreshToken, { grant_type: 'refresh_token' });
let renewed;
for (let time = 0; time < RENEWALS; time++) {
  renewed = await renew();
  assert.notEqual(renewed, user.accessToken);
  assert.equal(await statusFor(renewed), 200);
}

const revoked = await fetch(`${ISSUER}/oauth/revoke`, {
  method: 'POST',
  body: new URLSearchParams({ token: user.refreshToken, client_id: CLIENT_ID, client_secret: clientSecret() }),
});
assert.equal(revoked.status, 200);
assert.equal(await statusFor(user.accessToken), 401);
assert.equal(await statusFor(renewed), 401);
await assert.rejects(renew(), ({ statusCode, data }) => {
  assert.equal(statusCode, 400);
  assert.equal(JSON.parse(data).error, 'invalid_grant');
  return true;
});
console.log('ok passport-oauth2');
