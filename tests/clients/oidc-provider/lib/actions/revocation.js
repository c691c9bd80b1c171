import { checkAttestBinding } from '../helpers/check_attest_binding.js';
import { boolean } from '../helpers/configuration_result.js';
import revoke from '../helpers/revoke.js';
import { findToken } from '../helpers/token_find.js';
import presence from '../helpers/validate_presence.js';
import instance from '../helpers/weak_cache.js';
import paramsMiddleware from '../shared/assemble_params.js';
import clientAuth, { getClientAuthParams } from '../shared/client_auth.js';
import rejectDupes from '../shared/reject_dupes.js';
import rejectStructuredTokens from '../shared/reject_structured_tokens.js';
import { urlencoded as parseBody } from '../shared/selective_body.js';

const revokeable = new Set(['AccessToken', 'ClientCredentials', 'RefreshToken']);

export default [
  parseBody,
  function assembleTokenParams(ctx, next) {
    const params = new Set(['token', 'token_type_hint', ...getClientAuthParams(ctx)]);
    return paramsMiddleware(params, ctx, next);
  },
  ...clientAuth,
  rejectDupes.bind(undefined, {}),

  async function validateTokenPresence(ctx, next) {
    presence(ctx, 'token');
    await next();
  },

  rejectStructuredTokens,

  async function renderTokenResponse(ctx, next) {
    ctx.status = 200;
    ctx.body = '';
    await next();
  },

  async function revokeToken(ctx) {
    const { params, provider } = ctx.oidc;
    const { features: { revocation: { allowedPolicy } } } = instance(provider).configuration;

    const token = await findToken(provider, params.token, params.token_type_hint);

    if (!token) return;

    if (revokeable.has(token.kind)) {
      ctx.oidc.entity(token.kind, token);
    } else {
      return;
    }

    if (
      token.kind === 'RefreshToken'
      && ctx.oidc.client.clientId === token.clientId
      && ['attest_jwt_client_auth', 'attest_jwt_client_auth_dpop'].includes(ctx.oidc.client.clientAuthMethod)
    ) {
      try {
        await checkAttestBinding(ctx, token);
      } catch {
        return;
      }
    }

    if (!boolean(
      await allowedPolicy(ctx, ctx.oidc.client, token),
      'features.revocation.allowedPolicy',
    )) {
      return;
    }

    await token.destroy();

    if (token.kind === 'RefreshToken' || token.kind === 'AccessToken') {
      await revoke(ctx, token.grantId);
    }
  },
];
