import * as JWT from '../../helpers/jwt.js';
import instance from '../../helpers/weak_cache.js';
import { InvalidRequest, InvalidRequestObject, OIDCProviderError } from '../../helpers/errors.js';
import isJsonObject from '../../helpers/_/is_json_object.js';
import { getAuthorizationParams, rejectAuthorizationDupes } from './request_parameters.js';





export default async function processRequestObject(ctx, next) {
  const PARAM_LIST = getAuthorizationParams(ctx);
  const { params, client, route } = ctx.oidc;

  const pushedRequestObject = 'PushedAuthorizationRequest' in ctx.oidc.entities;
  if (client.requirePushedAuthorizationRequests && route === 'authorization' && !pushedRequestObject) {
    throw new InvalidRequest('Pushed Authorization Request must be used');
  }

  const isBackchannelAuthentication = route === 'backchannel_authentication';
  const { configuration, features } = instance(ctx.oidc.provider);

  if (
    params.request === undefined
    && (
      client.requireSignedRequestObject
      || (client.backchannelAuthenticationRequestSigningAlg && isBackchannelAuthentication)
    )
  ) {
    throw new InvalidRequest('Request Object must be used by this client');
  }

  if (params.request === undefined) {
    return next();
  }

  let trusted = false; 

  if (features.encryption.enabled && params.request.split('.').length === 5) {
    if (isBackchannelAuthentication) {
      throw new InvalidRequest('Encrypted Request Objects are not supported by CIBA');
    }

    try {
      const header = JWT.header(params.request);

      if (!configuration.requestObjectEncryptionAlgValues.includes(header.alg)) {
        throw new TypeError('unsupported encrypted request alg');
      }
      if (!configuration.requestObjectEncryptionEncValues.includes(header.enc)) {
        throw new TypeError('unsupported encrypted request enc');
      }

      let decrypted;
      if (/^(A|dir$)/.test(header.alg)) {
        client.checkClientSecretExpiration('could not decrypt the Request Object - the client secret used for its encryption is expired', 'invalid_request_object');
        decrypted = await JWT.decrypt(params.request, client.symmetricKeyStore);
        trusted = true;
      } else {
        decrypted = await JWT.decrypt(params.request, instance(ctx.oidc.provider).keystore);
      }

      params.request = decrypted.toString('utf8');

      if (ctx.oidc.body) {
        ctx.oidc.body.request = params.request;
      }
    } catch (cause) {
      if (cause instanceof OIDCProviderError) {
        throw cause;
      }

      throw new InvalidRequestObject('could not decrypt request object', { cause });
    }
  }

  let decoded;

  try {
    decoded = JWT.decode(params.request);
  } catch (cause) {
    throw new InvalidRequestObject('could not parse Request Object', { cause });
  }

  const { payload, header: { alg } } = decoded;

  const request = Object.entries(payload).reduce((acc, [key, value]) => {
    if (PARAM_LIST.has(key)) {
      if (key === 'claims' && isJsonObject(value)) {
        acc[key] = JSON.stringify(value);
      } else if (key === 'authorization_details' && Array.isArray(value)) {
        acc[key] = JSON.stringify(value);
      } else if (Array.isArray(value)) {
        acc[key] = value;
      } else if (typeof value !== 'string') {
        acc[key] = String(value);
      } else {
        acc[key] = value;
      }
    }

    return acc;
  }, {});

  rejectAuthorizationDupes({ oidc: { params: request, provider: ctx.oidc.provider } }, () => {});

  const original = {};
  for (const param of ['state', 'response_mode', 'response_type']) {
    original[param] = params[param];
    if (request[param] !== undefined) {
      params[param] = request[param];
    }
  }

  if (request.request !== undefined || request.request_uri !== undefined) {
    throw new InvalidRequestObject('Request Object must not contain request or request_uri properties');
  }

  if (
    original.response_type
    && request.response_type !== undefined
    && request.response_type !== original.response_type
  ) {
    throw new InvalidRequestObject('request response_type must equal the one in request parameters');
  }

  if (
    params.client_id
    && request.client_id !== undefined
    && request.client_id !== params.client_id
  ) {
    throw new InvalidRequestObject('request client_id must equal the one in request parameters');
  }

  if (route === 'pushed_authorization_request') {
    if (request.client_id !== ctx.oidc.client.clientId) {
      throw new InvalidRequestObject('request client_id must equal the authenticated client\'s client_id');
    }
  }

  if (request.client_id !== undefined && request.client_id !== client.clientId) {
    throw new InvalidRequestObject('request client_id mismatch');
  }

  if (!pushedRequestObject && !configuration.requestObjectSigningAlgValues.includes(alg)) {
    throw new InvalidRequestObject('unsupported signed request alg');
  }

  const prop = isBackchannelAuthentication ? 'backchannelAuthenticationRequestSigningAlg' : 'requestObjectSigningAlg';
  if (!pushedRequestObject && client[prop] && alg !== client[prop]) {
    throw new InvalidRequestObject('the preregistered alg must be used in request or request_uri');
  }

  const opts = {
    issuer: client.clientId,
    audience: ctx.oidc.issuer,
    clockTolerance: configuration.clockTolerance,
    ignoreAzp: true,
  };

  try {
    JWT.assertPayload(payload, opts);
  } catch (cause) {
    throw new InvalidRequestObject('Request Object claims are invalid', { cause });
  }

  await features.requestObjects.assertJwtClaimsAndHeader(
    ctx,
    structuredClone(decoded.payload),
    structuredClone(decoded.header),
    client,
  );

  if (pushedRequestObject) {
    ({ trusted } = ctx.oidc.entities.PushedAuthorizationRequest);
  } else {
    try {
      if (alg.startsWith('HS')) {
        client.checkClientSecretExpiration('could not validate the Request Object - the client secret used for its signature is expired', 'invalid_request_object');
        await JWT.verify(params.request, client.symmetricKeyStore, opts);
      } else {
        await JWT.verify(params.request, client.asymmetricKeyStore, opts);
      }
      trusted = true;
    } catch (cause) {
      if (cause instanceof OIDCProviderError) {
        throw cause;
      }

      throw new InvalidRequestObject('could not validate Request Object', { cause });
    }
  }

  if (trusted) {
    ctx.oidc.trusted = Object.keys(request);
  }

  params.request = undefined;

  Object.keys(params).forEach((key) => {
    if (key in request) {
      
      params[key] = request[key] || undefined;
    } else {
      
      params[key] = undefined;
    }
  });

  if (pushedRequestObject && ctx.oidc.entities.PushedAuthorizationRequest.dpopJkt) {
    params.dpop_jkt = ctx.oidc.entities.PushedAuthorizationRequest.dpopJkt;
    ctx.oidc.trusted?.push('dpop_jkt');
  }

  return next();
}







export function stripOutsideJarParams(ctx, next) {
  const JAR = !!ctx.oidc.params.request;

  for (const [param, value] of Object.entries(ctx.oidc.params)) {
    if (value !== undefined) {
      if (JAR && (param !== 'client_id' && param !== 'request')) {
        ctx.oidc.params[param] = undefined;
      }
    }
  }

  return next();
}
