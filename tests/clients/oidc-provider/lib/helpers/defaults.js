import * as crypto from 'node:crypto';

import * as attention from './attention.js';
import * as errors from './errors.js';
import htmlSafe from './html_safe.js';
import { base as defaultPolicy } from './interaction_policy/index.js';
import nanoid from './nanoid.js';
import isJsonObject from './_/is_json_object.js';

const warned = new Set();
function shouldChange(name, msg) {
  if (!warned.has(name)) {
    warned.add(name);
    attention.info(`default ${name} function called, you SHOULD change it in order to ${msg}.`);
  }
}
function mustChange(name, msg) {
  if (!warned.has(name)) {
    warned.add(name);
    attention.warn(`default ${name} function called, you MUST change it in order to ${msg}.`);
  }
}

function clientBasedCORS(ctx, origin, client) {
  shouldChange('clientBasedCORS', 'control allowed CORS Origins based on the client making a CORS request');
  if (origin === 'null') {
    return false;
  }
  if (ctx.oidc.route === 'userinfo' || client.clientAuthMethod === 'none') {
    return client.redirectUris.some((uri) => URL.parse(uri)?.origin === origin);
  }
  return false;
}

function getCertificate(ctx) {
  mustChange('features.mTLS.getCertificate', 'retrieve the PEM-formatted client certificate from the request context');
  throw new Error('features.mTLS.getCertificate function not configured');
}

function certificateAuthorized(ctx) {
  mustChange('features.mTLS.certificateAuthorized', 'determine if the client certificate is verified and comes from a trusted CA');
  throw new Error('features.mTLS.certificateAuthorized function not configured');
}

function certificateSubjectMatches(ctx, property, expected) {
  mustChange('features.mTLS.certificateSubjectMatches', 'verify that the tls_client_auth_* registered client property value matches the certificate one');
  throw new Error('features.mTLS.certificateSubjectMatches function not configured');
}

function deviceInfo(ctx) {
  return {
    ip: ctx.ip,
    ua: ctx.get('user-agent'),
  };
}

async function userCodeInputSource(ctx, form, out, err) {
  
  
  
  
  
  
  
  shouldChange('features.deviceFlow.userCodeInputSource', 'customize the look of the user code input page');
  let msg;
  if (err && (err.userCode || err.name === 'NoCodeError')) {
    msg = '<p class="red">The code you entered is incorrect. Try again</p>';
  } else if (err && err.name === 'AbortedError') {
    msg = '<p class="red">The Sign-in request was interrupted</p>';
  } else if (err) {
    msg = '<p class="red">There was an error processing your request</p>';
  } else {
    msg = '<p>Enter the code displayed on your device</p>';
  }
  ctx.body = `<!DOCTYPE html>
    <html>
    <head>
      <meta http-equiv="X-UA-Compatible" content="IE=edge">
      <meta charset="utf-8">
      <title>Sign-in</title>
      <meta name="viewport" content="width=device-width, initial-scale=1, shrink-to-fit=no">
      <meta http-equiv="x-ua-compatible" content="ie=edge">
      <style>
        @import url(https://fonts.googleapis.com/css?family=Roboto:400,100);h1,h1+p{font-weight:100;text-align:center}body{font-family:Roboto,sans-serif;margin-top:25px;margin-bottom:25px}.container{padding:0 40px 10px;width:274px;background-color:#F7F7F7;margin:0 auto 10px;border-radius:2px;box-shadow:0 2px 2px rgba(0,0,0,.3);overflow:hidden}h1{font-size:2.3em}p.red{color:#d50000}input[type=email],input[type=password],input[type=text]{height:44px;font-size:16px;width:100%;margin-bottom:10px;-webkit-appearance:none;background:#fff;border:1px solid #d9d9d9;border-top:1px solid silver;padding:0 8px;box-sizing:border-box;-moz-box-sizing:border-box}[type=submit]{width:100%;display:block;margin-bottom:10px;position:relative;text-align:center;font-size:14px;font-family:Arial,sans-serif;font-weight:700;height:36px;padding:0 8px;border:0;color:#fff;text-shadow:0 1px rgba(0,0,0,.1);background-color:#4d90fe;cursor:pointer}[type=submit]:hover{border:0;text-shadow:0 1px rgba(0,0,0,.3);background-color:#357ae8}input[type=text]{text-transform:uppercase;text-align: center}input[type=text]::placeholder{text-transform: none}
      </style>
    </head>
    <body>
      <div class="container">
        <h1>Sign-in</h1>
        ${msg}
        ${form}
        <button type="submit" form="op.deviceInputForm">Continue</button>
      </div>
    </body>
    </html>`;
}

function requireNonce(ctx) {
  return false;
}

async function getAttestationSignaturePublicKey(ctx, header, payload, client) {
  
  
  
  
  mustChange('features.attestClientAuth.getAttestationSignaturePublicKey', 'be able to verify the Client Attestation JWT signature');
  throw new Error('features.attestClientAuth.getAttestationSignaturePublicKey not implemented');
}

async function assertAttestationJwtAndPop(ctx, attestation, pop, client) {
  
  
  
  
  
  
  
  
  
  
  
  
  
  
}

async function userCodeConfirmSource(ctx, form, client, deviceInfo, userCode) {
  
  
  
  
  
  shouldChange('features.deviceFlow.userCodeConfirmSource', 'customize the look of the user code confirmation page');
  const display = htmlSafe(ctx.oidc.client.clientName || ctx.oidc.client.clientId);
  ctx.body = `<!DOCTYPE html>
    <html>
    <head>
      <meta http-equiv="X-UA-Compatible" content="IE=edge">
      <meta charset="utf-8">
      <title>Device Login Confirmation</title>
      <meta name="viewport" content="width=device-width, initial-scale=1, shrink-to-fit=no">
      <style>
        @import url(https://fonts.googleapis.com/css?family=Roboto:400,100);.help,h1,h1+p{text-align:center}h1,h1+p{font-weight:100}body{font-family:Roboto,sans-serif;margin-top:25px;margin-bottom:25px}.container{padding:0 40px 10px;width:274px;background-color:#f7f7f7;margin:0 auto 10px;border-radius:2px;box-shadow:0 2px 2px rgba(0,0,0,.3);overflow:hidden}h1{font-size:2.3em}button[autofocus]{width:100%;display:block;margin-bottom:10px;position:relative;font-size:14px;font-family:Arial,sans-serif;font-weight:700;height:36px;padding:0 8px;border:0;color:#fff;text-shadow:0 1px rgba(0,0,0,.1);background-color:#4d90fe;cursor:pointer}button[autofocus]:hover{border:0;text-shadow:0 1px rgba(0,0,0,.3);background-color:#357ae8}button[name=abort]{background:0 0!important;border:none;padding:0!important;font:inherit;cursor:pointer}a,button[name=abort]{text-decoration:none;color:#666;font-weight:400;display:inline-block;opacity:.6}.help{width:100%;font-size:12px}code{font-size:2em}
      </style>
    </head>
    <body>
      <div class="container">
        <h1>Confirm Device</h1>
        <p>
          <strong>${display}</strong>
          <br/><br/>
          The following code should be displayed on your device<br/><br/>
          <code>${userCode}</code>
          <br/><br/>
          <small>If you did not initiate this action, the code does not match or are unaware of such device in your possession please close this window or click abort.</small>
        </p>
        ${form}
        <button autofocus type="submit" form="op.deviceConfirmForm">Continue</button>
        <div class="help">
          <button type="submit" form="op.deviceConfirmForm" value="yes" name="abort">[ Abort ]</button>
        </div>
      </div>
    </body>
    </html>`;
}

async function successSource(ctx) {
  
  shouldChange('features.deviceFlow.successSource', 'customize the look of the device code success page');
  const display = ctx.oidc.client.clientName ? `with ${htmlSafe(ctx.oidc.client.clientName)}` : '';
  ctx.body = `<!DOCTYPE html>
    <html>
    <head>
      <meta http-equiv="X-UA-Compatible" content="IE=edge">
      <meta charset="utf-8">
      <title>Sign-in Success</title>
      <meta name="viewport" content="width=device-width, initial-scale=1, shrink-to-fit=no">
      <style>
        @import url(https://fonts.googleapis.com/css?family=Roboto:400,100);h1,h1+p{font-weight:100;text-align:center}body{font-family:Roboto,sans-serif;margin-top:25px;margin-bottom:25px}.container{padding:0 40px 10px;width:274px;background-color:#F7F7F7;margin:0 auto 10px;border-radius:2px;box-shadow:0 2px 2px rgba(0,0,0,.3);overflow:hidden}h1{font-size:2.3em}
      </style>
    </head>
    <body>
      <div class="container">
        <h1>Sign-in Success</h1>
        <p>Your sign-in ${display} was successful, you can now close this page.</p>
      </div>
    </body>
    </html>`;
}

async function introspectionAllowedPolicy(ctx, client, token) {
  
  
  
  shouldChange('features.introspection.allowedPolicy', 'to check whether the caller is authorized to receive the introspection response');

  if (
    client.clientAuthMethod === 'none'
    && token.clientId !== ctx.oidc.client.clientId
  ) {
    return false;
  }

  return true;
}

async function revocationAllowedPolicy(ctx, client, token) {
  
  
  
  shouldChange('features.revocation.allowedPolicy', 'to check whether the caller is authorized to revoke the token');

  if (token.clientId !== client.clientId) {
    if (client.clientAuthMethod === 'none') {
      
      return false;
    }

    throw new errors.InvalidRequest('client is not authorized to revoke the presented token');
  }

  return true;
}

function openid4vciCredentialConfigurationPolicy(
  ctx,
  {
    credentialConfigurationId,
    credentialConfiguration,
    credentialIdentifier,
    client,
    account,
    grant,
    accessToken,
  },
) {
  return true;
}

function openid4vciCredentialEndpointExpectedAudience(ctx) {
  return ctx.oidc.urlFor('credential');
}

async function openid4vciGetKeyAttestationSignaturePublicKey(ctx, iss, header, client) {
  
  
  
  
  mustChange('features.openid4vci.getKeyAttestationSignaturePublicKey', 'be able to verify the Key Attestation JWT signature');
  throw new Error('features.openid4vci.getKeyAttestationSignaturePublicKey not implemented');
}

async function openid4vciIssueCredential(
  ctx,
  {
    credentialConfigurationId,
    credentialConfiguration,
    credentialIdentifier,
    body,
    proofs,
    client,
    account,
    grant,
    accessToken,
  },
) {
  mustChange('features.openid4vci.issueCredential', 'issue and return one or more credentials for a validated credential request');
  throw new Error('features.openid4vci.issueCredential not implemented');
}

function idFactory(ctx) {
  return nanoid();
}

async function secretFactory(ctx) {
  return crypto.randomBytes(64).toString('base64url');
}

async function defaultResource(_ctx, _client, oneOf) {
  if (oneOf) return oneOf;
  return undefined;
}

async function useGrantedResource(_ctx, _source) {
  return false;
}

async function getResourceServerInfo(ctx, resourceIndicator, client) {
  
  
  
  mustChange('features.resourceIndicators.getResourceServerInfo', 'to provide details about the Resource Server identified by the Resource Indicator');
  throw new errors.InvalidTarget();
}

async function extraTokenClaims(ctx, token) {
  return undefined;
}

async function expiresWithSession(_ctx, source) {
  return !source.scopes.has('offline_access');
}

async function issueRefreshToken(_ctx, client, source) {
  return (
    client.grantTypeAllowed('refresh_token')
    && source.scopes.has('offline_access')
  );
}

function pkceRequired(ctx, client) {
  
  
  if (client.clientAuthMethod === 'none') {
    return true;
  }

  const fapiProfile = ctx.oidc.isFapi('2.0', '1.0 Final');

  
  
  if (fapiProfile === '2.0') {
    return true;
  }

  
  
  if (fapiProfile === '1.0 Final' && ctx.oidc.route === 'pushed_authorization_request') {
    return true;
  }

  
  
  
  return false;
}

async function pairwiseIdentifier(ctx, accountId, client) {
  mustChange('pairwiseIdentifier', 'provide an implementation for pairwise identifiers');
  throw new Error('pairwiseIdentifier not implemented');
}

function AccessTokenTTL(ctx, token, client) {
  shouldChange('ttl.AccessToken', 'define the expiration for AccessToken artifacts');
  return token.resourceServer?.accessTokenTTL || 60 * 60; 
}

function AuthorizationCodeTTL(ctx, code, client) {
  return 60; 
}

function ClientCredentialsTTL(ctx, token, client) {
  shouldChange('ttl.ClientCredentials', 'define the expiration for ClientCredentials artifacts');
  return token.resourceServer?.accessTokenTTL || 10 * 60; 
}

function DeviceCodeTTL(ctx, deviceCode, client) {
  shouldChange('ttl.DeviceCode', 'define the expiration for DeviceCode artifacts');
  return 10 * 60; 
}

function BackchannelAuthenticationRequestTTL(ctx, request, client) {
  shouldChange('ttl.BackchannelAuthenticationRequest', 'define the expiration for BackchannelAuthenticationRequest artifacts');
  if (ctx?.oidc?.params.requested_expiry) {
    return Math.min(10 * 60, +ctx.oidc.params.requested_expiry); 
  }

  return 10 * 60; 
}

function PreAuthorizedCodeTTL(ctx, code) {
  shouldChange('ttl.PreAuthorizedCode', 'define the expiration for PreAuthorizedCode artifacts');
  return 10 * 60; 
}

function IdTokenTTL(ctx, token, client) {
  shouldChange('ttl.IdToken', 'define the expiration for IdToken artifacts');
  return 60 * 60; 
}

function RefreshTokenTTL(ctx, token, client) {
  shouldChange('ttl.RefreshToken', 'define the expiration for RefreshToken artifacts');
  if (
    ctx?.oidc?.entities.RotatedRefreshToken
    && client.applicationType === 'web'
    && client.clientAuthMethod === 'none'
    && !token.isSenderConstrained()
  ) {
    
    return ctx.oidc.entities.RotatedRefreshToken.remainingTTL;
  }

  return 14 * 24 * 60 * 60; 
}

function InteractionTTL(ctx, interaction) {
  shouldChange('ttl.Interaction', 'define the expiration for Interaction artifacts');
  return 60 * 60; 
}

function SessionTTL(ctx, session) {
  shouldChange('ttl.Session', 'define the expiration for Session artifacts');
  return 14 * 24 * 60 * 60; 
}

function GrantTTL(ctx, grant) {
  shouldChange('ttl.Grant', 'define the expiration for Grant artifacts');
  return 14 * 24 * 60 * 60; 
}

function extraClientMetadataValidator(ctx, key, value, metadata) {
  
  
  
  
  
}

async function postLogoutSuccessSource(ctx) {
  
  shouldChange('features.rpInitiatedLogout.postLogoutSuccessSource', 'customize the look of the default post logout success page');
  const display = ctx.oidc.client?.clientName || ctx.oidc.client?.clientId;
  const safeDisplay = display ? `with ${htmlSafe(display)}` : '';
  ctx.body = `<!DOCTYPE html>
    <html>
    <head>
      <meta http-equiv="X-UA-Compatible" content="IE=edge">
      <meta charset="utf-8">
      <title>Sign-out Success</title>
      <meta name="viewport" content="width=device-width, initial-scale=1, shrink-to-fit=no">
      <style>
        @import url(https://fonts.googleapis.com/css?family=Roboto:400,100);h1,h1+p{font-weight:100;text-align:center}body{font-family:Roboto,sans-serif;margin-top:25px;margin-bottom:25px}.container{padding:0 40px 10px;width:274px;background-color:#F7F7F7;margin:0 auto 10px;border-radius:2px;box-shadow:0 2px 2px rgba(0,0,0,.3);overflow:hidden}h1{font-size:2.3em}
      </style>
    </head>
    <body>
      <div class="container">
        <h1>Sign-out Success</h1>
        <p>Your sign-out ${safeDisplay} was successful.</p>
      </div>
    </body>
    </html>`;
}

async function logoutSource(ctx, form) {
  
  
  
  shouldChange('features.rpInitiatedLogout.logoutSource', 'customize the look of the logout page');
  ctx.body = `<!DOCTYPE html>
    <html>
    <head>
      <meta http-equiv="X-UA-Compatible" content="IE=edge">
      <meta charset="utf-8">
      <title>Logout Request</title>
      <meta name="viewport" content="width=device-width, initial-scale=1, shrink-to-fit=no">
      <style>
        @import url(https://fonts.googleapis.com/css?family=Roboto:400,100);button,h1{text-align:center}h1{font-weight:100;font-size:1.3em}body{font-family:Roboto,sans-serif;margin-top:25px;margin-bottom:25px}.container{padding:0 40px 10px;width:274px;background-color:#F7F7F7;margin:0 auto 10px;border-radius:2px;box-shadow:0 2px 2px rgba(0,0,0,.3);overflow:hidden}button{font-size:14px;font-family:Arial,sans-serif;font-weight:700;height:36px;padding:0 8px;width:100%;display:block;margin-bottom:10px;position:relative;border:0;color:#fff;text-shadow:0 1px rgba(0,0,0,.1);background-color:#4d90fe;cursor:pointer}button:hover{border:0;text-shadow:0 1px rgba(0,0,0,.3);background-color:#357ae8}
      </style>
    </head>
    <body>
      <div class="container">
        <h1>Do you want to sign-out from ${htmlSafe(ctx.host)}?</h1>
        ${form}
        <button autofocus type="submit" form="op.logoutForm" value="yes" name="logout">Yes, sign me out</button>
        <button type="submit" form="op.logoutForm">No, stay signed in</button>
      </div>
    </body>
    </html>`;
}

async function renderError(ctx, out, error) {
  shouldChange('renderError', 'customize the look of the error page');
  ctx.type = 'html';
  ctx.body = `<!DOCTYPE html>
    <html>
    <head>
      <meta http-equiv="X-UA-Compatible" content="IE=edge">
      <meta charset="utf-8">
      <title>oops! something went wrong</title>
      <meta name="viewport" content="width=device-width, initial-scale=1, shrink-to-fit=no">
      <style>
        @import url(https://fonts.googleapis.com/css?family=Roboto:400,100);h1{font-weight:100;text-align:center;font-size:2.3em}body{font-family:Roboto,sans-serif;margin-top:25px;margin-bottom:25px}.container{padding:0 40px 10px;width:274px;background-color:#F7F7F7;margin:0 auto 10px;border-radius:2px;box-shadow:0 2px 2px rgba(0,0,0,.3);overflow:hidden}pre{white-space:pre-wrap;white-space:-moz-pre-wrap;white-space:-pre-wrap;white-space:-o-pre-wrap;word-wrap:break-word;margin:0 0 0 1em;text-indent:-1em}
      </style>
    </head>
    <body>
      <div class="container">
        <h1>oops! something went wrong</h1>
        ${Object.entries(out).map(([key, value]) => `<pre><strong>${key}</strong>: ${htmlSafe(value)}</pre>`).join('')}
      </div>
    </body>
    </html>`;
}

async function interactionsUrl(ctx, interaction) {
  return `/interaction/${interaction.uid}`;
}

async function findAccount(ctx, sub, token) {
  
  
  
  
  mustChange('findAccount', 'use your own account model');
  return {
    accountId: sub,
    
    
    
    
    
    
    
    
    
    
    async claims(use, scope, claims, rejected) {
      return { sub };
    },
  };
}

function rotateRefreshToken(ctx) {
  const { RefreshToken: refreshToken, Client: client } = ctx.oidc.entities;

  
  
  if (refreshToken.totalLifetime() >= 365.25 * 24 * 60 * 60) {
    return false;
  }

  
  if (
    client.clientAuthMethod === 'none'
    && !refreshToken.isSenderConstrained()
  ) {
    return true;
  }

  
  return refreshToken.ttlPercentagePassed() >= 70;
}

async function loadExistingGrant(ctx) {
  const grantId = ctx.oidc.result?.consent?.grantId
    || ctx.oidc.session.grantIdFor(ctx.oidc.client.clientId);

  if (grantId) {
    return ctx.oidc.provider.Grant.find(grantId);
  }
  return undefined;
}

function revokeGrantPolicy(ctx) {
  if (ctx.oidc.route === 'revocation' && ctx.oidc.entities.AccessToken) {
    return false;
  }
  return true;
}

function sectorIdentifierUriValidate(client) {
  
  return true;
}

async function processLoginHintToken(ctx, loginHintToken) {
  
  
  mustChange('features.ciba.processLoginHintToken', 'process the login_hint_token parameter and return the accountId value to use for processing the request');
  throw new Error('features.ciba.processLoginHintToken not implemented');
}

async function processLoginHint(ctx, loginHint) {
  
  
  mustChange('features.ciba.processLoginHint', 'process the login_hint parameter and return the accountId value to use for processing the request');
  throw new Error('features.ciba.processLoginHint not implemented');
}

async function verifyUserCode(ctx, account, userCode) {
  
  
  
  mustChange('features.ciba.verifyUserCode', 'verify the user_code parameter is present when required and verify its value');
  throw new Error('features.ciba.verifyUserCode not implemented');
}

async function validateBindingMessage(ctx, bindingMessage) {
  
  
  shouldChange('features.ciba.validateBindingMessage', 'verify the binding_message parameter is present when required and verify its value');
  if (bindingMessage?.match(/^[a-zA-Z0-9-._+/!?#]{1,20}$/) === null) {
    throw new errors.InvalidBindingMessage(
      'the binding_message value, when provided, needs to be 1 - 20 characters in length and use only a basic set of characters (matching the regex: ^[a-zA-Z0-9-._+/!?#]{1,20}$ )',
    );
  }
}

async function validateRequestContext(ctx, requestContext) {
  
  
  mustChange('features.ciba.validateRequestContext', 'verify the request_context parameter is present when required and verify its value');
  throw new Error('features.ciba.validateRequestContext not implemented');
}

async function triggerAuthenticationDevice(ctx, request, account, client) {
  
  
  
  
  mustChange('features.ciba.triggerAuthenticationDevice', "to trigger the authentication and authorization process on end-user's Authentication Device");
  throw new Error('features.ciba.triggerAuthenticationDevice not implemented');
}

async function assertClaimsParameter(ctx, claims, client) {
  
  
  

  for (const container of ['userinfo', 'id_token']) {
    if (claims[container] !== undefined) {
      for (const value of Object.values(claims[container])) {
        if (value !== null && !isJsonObject(value)) {
          throw new errors.InvalidRequest(`claims.${container} members must be null or objects`);
        }
      }
    }
  }
}

async function assertJwtClientAuthClaimsAndHeader(ctx, claims, _header, _client) {
  if (ctx.oidc.isFapi('2.0') && claims.aud !== ctx.oidc.issuer) {
    throw new errors.InvalidClientAuth(
      'audience (aud) must equal the issuer identifier url',
    );
  }
}

async function assertJwtClaimsAndHeader(ctx, claims, header, client) {
  
  
  
  

  const requiredClaims = [];
  const fapiProfile = ctx.oidc.isFapi('1.0 Final', '2.0');

  if (fapiProfile) {
    requiredClaims.push('exp', 'aud', 'nbf');
  }

  if (ctx.oidc.route === 'backchannel_authentication') {
    requiredClaims.push('exp', 'iat', 'nbf', 'jti');
  }

  for (const claim of new Set(requiredClaims)) {
    if (claims[claim] === undefined) {
      throw new errors.InvalidRequestObject(
        `Request Object is missing the '${claim}' claim`,
      );
    }
  }

  if (fapiProfile) {
    const diff = claims.exp - claims.nbf;
    if (Math.sign(diff) !== 1 || diff > 3600) {
      throw new errors.InvalidRequestObject(
        "Request Object 'exp' claim too far from 'nbf' claim",
      );
    }
  }
}

function makeDefaults() {
  const defaults = {
    







    acrValues: [],

    


























    adapter: undefined,

    














    claims: {
      acr: null,
      sid: null,
      auth_time: null,
      iss: null,
      openid: ['sub'],
    },

    













    clientBasedCORS,

    















































    clients: [],

    
































    clientDefaults: {
      grant_types: ['authorization_code'],
      id_token_signed_response_alg: 'RS256',
      response_types: ['code'],
      token_endpoint_auth_method: 'client_secret_basic',
    },

    











    clockTolerance: 15,

    













    conformIdTokenClaims: true,

    










    loadExistingGrant,

    












    allowOmittingSingleRegisteredRedirectUri: true,

    










    acceptQueryParamAccessTokens: false,

    











    cookies: {
      





      names: {
        session: '_session', 
        interaction: '_interaction', 
        resume: '_interaction_resume', 
      },

      




      long: {
        httpOnly: true, 
        sameSite: 'lax',
      },

      




      short: {
        httpOnly: true, 
        sameSite: 'lax',
      },

      









      keys: [],
    },

    









    discovery: {
      claim_types_supported: ['normal'],
      claims_locales_supported: undefined,
      display_values_supported: undefined,
      op_policy_uri: undefined,
      op_tos_uri: undefined,
      service_documentation: undefined,
      ui_locales_supported: undefined,
    },

    



















































    extraParams: [],

    


































































    features: {
      
















      devInteractions: { enabled: true },

      







      dPoP: {
        enabled: true,

        











        nonceSecret: undefined,
        








        requireNonce,
        






        allowReplay: false,
      },

      









      backchannelLogout: { enabled: false },

      










      ciba: {
        enabled: false,

        








        deliveryModes: ['poll'],

        




























        triggerAuthenticationDevice,

        












        validateBindingMessage,

        













        validateRequestContext,

        
















        processLoginHintToken,

        














        processLoginHint,

        













        verifyUserCode,
      },

      










      mTLS: {
        enabled: false,

        







        certificateBoundAccessTokens: false,

        







        selfSignedTlsClientAuth: false,

        







        tlsClientAuth: false,

        






        getCertificate,

        









        certificateAuthorized,

        











        certificateSubjectMatches,
      },

      




















      attestClientAuth: {
        ack: undefined,
        enabled: false,

        










        additionalSecuritySignal: false,

        









        challengeSecret: undefined,

        

























        getAttestationSignaturePublicKey,

        
















        assertAttestationJwtAndPop,
      },

      












      clientIdMetadataDocument: {
        ack: undefined,
        enabled: false,

        







        async allowFetch(ctx, clientId) {
          return true;
        },

        








        async allowClient(ctx, client) {
          return true;
        },

        






        cacheDuration: { min: 30, max: 86400 },

      },

      











      claimsParameter: {
        enabled: false,

        














        assertClaimsParameter,
      },

      









      clientCredentials: { enabled: false },

      










      deviceFlow: {
        enabled: false,

        








        charset: 'base-20',

        








        mask: '****-****',

        








        deviceInfo,
        







        userCodeInputSource,

        







        userCodeConfirmSource,

        







        successSource,
      },

      








      encryption: { enabled: false },

      









      fapi: {
        enabled: false,
        













        profile: undefined,
      },

      








      rpInitiatedLogout: {
        enabled: true,

        








        postLogoutSuccessSource,

        







        logoutSource,
      },

      












      introspection: {
        enabled: false,

        











        allowedPolicy: introspectionAllowedPolicy,
      },

      









      jwtIntrospection: { enabled: false },

      









      jwtResponseModes: { enabled: false },

      










      pushedAuthorizationRequests: {
        enabled: true,

        







        requirePushedAuthorizationRequests: false,

        







        allowUnregisteredRedirectUris: false,
      },

      









      registration: {
        enabled: false,

        

















        initialAccessToken: false,

        


























































        policies: undefined,

        







        idFactory,

        







        secretFactory,

        



















        issueRegistrationAccessToken: true,
      },

      









      registrationManagement: {
        enabled: false,

        































        rotateRegistrationAccessToken: true,
      },

      















      richAuthorizationRequests: {
        enabled: false,
        


























































        types: {},
        








        authorizationDetailsForGrantSource(ctx, source) {
          
          
          
          
          
          
          mustChange('features.richAuthorizationRequests.authorizationDetailsForGrantSource', 'apply authorization server policy to RAR details stored in grant sources');
          throw new Error(
            'features.richAuthorizationRequests.authorizationDetailsForGrantSource not implemented',
          );
        },
        












        authorizationDetailsForAccessToken(ctx, token, source, grantType) {
          
          
          
          
          
          
          
          
          mustChange('features.richAuthorizationRequests.authorizationDetailsForAccessToken', 'apply authorization server policy to RAR details assigned to access tokens');
          throw new Error(
            'features.richAuthorizationRequests.authorizationDetailsForAccessToken not implemented',
          );
        },
        








        authorizationDetailsForIntrospection(ctx, token) {
          
          
          
          
          mustChange('features.richAuthorizationRequests.authorizationDetailsForIntrospection', 'apply authorization server policy to RAR details returned from introspection');
          throw new Error(
            'features.richAuthorizationRequests.authorizationDetailsForIntrospection not implemented',
          );
        },
      },

      












































      resourceIndicators: {
        enabled: true,

        











        defaultResource,

        
















        useGrantedResource,

        































































































        getResourceServerInfo,
      },

      









      requestObjects: {
        enabled: false,

        







        requireSignedRequestObject: false,

        








        assertJwtClaimsAndHeader,
      },

      





























      rpMetadataChoices: { enabled: false },

      












      revocation: {
        enabled: false,

        












        allowedPolicy: revocationAllowedPolicy,
      },

      









      userinfo: { enabled: true },

      











      jwtUserinfo: { enabled: false },

      
















      webMessageResponseMode: { enabled: false, ack: undefined },

      














      externalSigningSupport: { enabled: false, ack: undefined },

      



































































      openid4vci: {
        enabled: false,
        ack: undefined,

        









        nonceSecret: undefined,

        













































        preAuthorizedCodeGrant: false,

        





        metadata: {},

        

















































        credentialConfigurationsSupported: {},

        

















        credentialEndpointExpectedAudience: openid4vciCredentialEndpointExpectedAudience,

        
























        credentialConfigurationPolicy: openid4vciCredentialConfigurationPolicy,

        





















































        issueCredential: openid4vciIssueCredential,

        





























        getKeyAttestationSignaturePublicKey: openid4vciGetKeyAttestationSignaturePublicKey,
      },
    },

    
























    extraTokenClaims,

    formats: {
      





















      bitsOfOpaqueRandomness: 256,

      






















      customizers: {
        jwt: undefined,
      },
    },

    

















    expiresWithSession,

    



























    issueRefreshToken,

    

































    jwks: undefined,

    






















    responseTypes: ['code id_token', 'code', 'id_token', 'none'],

    










    pkce: {
      






      required: pkceRequired,
    },

    







    routes: {
      authorization: '/auth',
      backchannel_authentication: '/backchannel',
      code_verification: '/device',
      challenge: '/challenge',
      device_authorization: '/device/auth',
      end_session: '/session/end',
      introspection: '/token/introspection',
      jwks: '/jwks',
      pushed_authorization_request: '/request',
      registration: '/reg',
      revocation: '/token/revocation',
      token: '/token',
      userinfo: '/me',
      credential: '/credential',
    },

    








    scopes: ['openid', 'offline_access'],

    











    subjectTypes: ['public'],

    
















    pairwiseIdentifier,

    



















    clientAuthMethods: [
      'client_secret_basic',
      'client_secret_jwt',
      'client_secret_post',
      'private_key_jwt',
      'none',
    ],

    







































    ttl: {
      AccessToken: AccessTokenTTL,
      AuthorizationCode: AuthorizationCodeTTL,
      BackchannelAuthenticationRequest: BackchannelAuthenticationRequestTTL,
      ClientCredentials: ClientCredentialsTTL,
      DeviceCode: DeviceCodeTTL,
      Grant: GrantTTL,
      IdToken: IdTokenTTL,
      Interaction: InteractionTTL,
      PreAuthorizedCode: PreAuthorizedCodeTTL,
      RefreshToken: RefreshTokenTTL,
      Session: SessionTTL,
    },

    













    extraClientMetadata: {
      







      properties: [],
      











      validator: extraClientMetadataValidator,
    },

    








    renderError,

    






















    revokeGrantPolicy,

    








    sectorIdentifierUriValidate,

    













    interactions: {
      


























































      policy: defaultPolicy(),

      







      url: interactionsUrl,
    },

    













    findAccount,

    


























    rotateRefreshToken,

    








    enabledJWA: {
      


















      clientAuthSigningAlgValues: [
        'HS256',
        'RS256',
        'PS256',
        'ES256',
        'Ed25519',
        'EdDSA',
      ],

      

















      idTokenSigningAlgValues: ['RS256', 'PS256', 'ES256', 'Ed25519', 'EdDSA'],

      

















      requestObjectSigningAlgValues: [
        'HS256',
        'RS256',
        'PS256',
        'ES256',
        'Ed25519',
        'EdDSA',
      ],

      

















      userinfoSigningAlgValues: ['RS256', 'PS256', 'ES256', 'Ed25519', 'EdDSA'],

      

















      introspectionSigningAlgValues: [
        'RS256',
        'PS256',
        'ES256',
        'Ed25519',
        'EdDSA',
      ],

      

















      authorizationSigningAlgValues: [
        'RS256',
        'PS256',
        'ES256',
        'Ed25519',
        'EdDSA',
      ],

      



















      idTokenEncryptionAlgValues: [
        'A128KW',
        'A256KW',
        'ECDH-ES',
        'RSA-OAEP',
        'RSA-OAEP-256',
        'dir',
      ],

      



















      requestObjectEncryptionAlgValues: [
        'A128KW',
        'A256KW',
        'ECDH-ES',
        'RSA-OAEP',
        'RSA-OAEP-256',
        'dir',
      ],

      



















      userinfoEncryptionAlgValues: [
        'A128KW',
        'A256KW',
        'ECDH-ES',
        'RSA-OAEP',
        'RSA-OAEP-256',
        'dir',
      ],

      




















      introspectionEncryptionAlgValues: [
        'A128KW',
        'A256KW',
        'ECDH-ES',
        'RSA-OAEP',
        'RSA-OAEP-256',
        'dir',
      ],

      




















      authorizationEncryptionAlgValues: [
        'A128KW',
        'A256KW',
        'ECDH-ES',
        'RSA-OAEP',
        'RSA-OAEP-256',
        'dir',
      ],

      












      idTokenEncryptionEncValues: [
        'A128CBC-HS256',
        'A128GCM',
        'A256CBC-HS512',
        'A256GCM',
      ],

      












      requestObjectEncryptionEncValues: [
        'A128CBC-HS256',
        'A128GCM',
        'A256CBC-HS512',
        'A256GCM',
      ],

      












      userinfoEncryptionEncValues: [
        'A128CBC-HS256',
        'A128GCM',
        'A256CBC-HS512',
        'A256GCM',
      ],

      












      introspectionEncryptionEncValues: [
        'A128CBC-HS256',
        'A128GCM',
        'A256CBC-HS512',
        'A256GCM',
      ],

      












      authorizationEncryptionEncValues: [
        'A128CBC-HS256',
        'A128GCM',
        'A256CBC-HS512',
        'A256GCM',
      ],

      
















      dPoPSigningAlgValues: ['ES256', 'Ed25519', 'EdDSA'],

      
















      attestSigningAlgValues: ['ES256', 'Ed25519', 'EdDSA'],
    },

    
















    assertJwtClientAuthClaimsAndHeader,

    

















    fetch: (url, options) => globalThis.fetch(url, options),

    











    fetchResponseBodyLimits: {
      'client_id metadata document': 5 * 1024,
      
      jwks_uri: Infinity,
      
      sector_identifier_uri: Infinity,
    },

    










    enableHttpPostMethods: false,
  };

  return defaults;
}

export default makeDefaults;
export const defaults = makeDefaults();
