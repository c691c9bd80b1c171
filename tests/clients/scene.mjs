// What the script of every client stands on: what the test has set up, the person who consents, and the API.
import { Person } from './person.mjs';

function need(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: cargo test clients:: sets it, and starts the gateway`);
  return value;
}

export const ISSUER = need('ISSUER');
export const CLIENT_ID = need('CLIENT_ID');
export const REDIRECT_URI = need('REDIRECT_URI');
export const SCOPE = need('SCOPE');
/** What is called through the gateway. */
export const API = new URL('/anything', ISSUER);

/** Of a confidential client only. */
export const clientSecret = () => need('CLIENT_SECRET');

/** How often a confidential client uses one refresh token: seeds store the first one and no other. */
export const RENEWALS = 5;

/** A person who has an account and is signed in nowhere. `leaves`: see Person. */
export async function somebody(leaves) {
  const account = { email: need('EMAIL'), password: need('PASSWORD') };
  await new Person(account).setUp(need('SET_UP_LINK'));
  return new Person({ ...account, leaves });
}

/** The status that the API is called with, or refused with. */
export async function statusFor(token) {
  const { status } = await fetch(API, { headers: { Authorization: `Bearer ${token}` } });
  return status;
}
