import upperFirst from './_/upper_first.js';
import camelCase from './_/camel_case.js';

export class OIDCProviderError extends Error {
  allow_redirect = true;

  constructor(status, message, options = undefined) {
    if (typeof options === 'string') {
      options = { detail: options };
    }

    let detail = options?.detail;
    if (detail === undefined && options?.cause instanceof Error) {
      
      detail = options.cause.message;
    }

    super(message, options);
    this.name = this.constructor.name;
    this.message = message;
    this.error = message;
    this.status = status;
    this.statusCode = status;
    this.expose = status < 500;

    if (detail !== undefined) {
      this.error_detail = detail;
    }
  }
}

export class CustomOIDCProviderError extends OIDCProviderError {
  constructor(message, description, options = undefined) {
    super(400, message, options);
    Error.captureStackTrace(this, this.constructor);
    Object.assign(this, { error_description: description });
  }
}

export class InvalidToken extends OIDCProviderError {
  error_description = 'invalid token provided';

  constructor(options) {
    super(401, 'invalid_token', options);
    Error.captureStackTrace(this, this.constructor);
    Object.assign(this, { error_detail: this.error_detail });
  }
}

export class InvalidClientMetadata extends OIDCProviderError {
  constructor(description, options) {
    const message = description.startsWith('redirect_uris')
      ? 'invalid_redirect_uri' : 'invalid_client_metadata';
    super(400, message, options);
    Error.captureStackTrace(this, this.constructor);
    Object.assign(this, { error_description: description, error_detail: this.error_detail });
  }
}

export class InvalidScope extends OIDCProviderError {
  constructor(description, scope, options) {
    super(400, 'invalid_scope', options);
    Error.captureStackTrace(this, this.constructor);
    Object.assign(this, { scope, error_description: description, error_detail: this.error_detail });
  }
}

export class InsufficientScope extends OIDCProviderError {
  constructor(description, scope, options) {
    super(403, 'insufficient_scope', options);
    Error.captureStackTrace(this, this.constructor);
    Object.assign(this, { scope, error_description: description, error_detail: this.error_detail });
  }
}

export class InvalidRequest extends OIDCProviderError {
  constructor(description, code, options) {
    super(code ?? 400, 'invalid_request', options);
    Error.captureStackTrace(this, this.constructor);
    Object.assign(this, { error_description: description || 'request is invalid', error_detail: this.error_detail, expose: true });
  }
}

export class SessionNotFound extends InvalidRequest {}

export class InvalidClientAuth extends OIDCProviderError {
  error_description = 'client authentication failed';

  constructor(options) {
    super(401, 'invalid_client', options);
    Error.captureStackTrace(this, this.constructor);
    Object.assign(this, { error_detail: this.error_detail });
  }
}

export class InvalidGrant extends OIDCProviderError {
  error_description = 'grant request is invalid';

  constructor(options) {
    super(400, 'invalid_grant', options);
    Error.captureStackTrace(this, this.constructor);
    Object.assign(this, { error_detail: this.error_detail });
  }
}

export class InvalidRedirectUri extends OIDCProviderError {
  error_description = 'redirect_uri did not match any of the client\'s registered redirect_uris';

  allow_redirect = false;

  constructor(options = undefined) {
    super(400, 'invalid_redirect_uri', typeof options === 'object' ? options : undefined);
    Error.captureStackTrace(this, this.constructor);
  }
}

function E(message, errorDescription) {
  const klassName = upperFirst(camelCase(message));
  const klass = class extends OIDCProviderError {
    error_description = errorDescription;

    constructor(description, options) {
      super(400, message, options);
      Error.captureStackTrace(this, this.constructor);

      if (description) {
        this.error_description = description;
      }

      if (!this.error_detail) {
        delete this.error_detail;
      }
    }
  };
  Object.defineProperty(klass, 'name', { value: klassName });
  return klass;
}

export const AccessDenied = E('access_denied');
export const AuthorizationPending = E('authorization_pending', 'authorization request is still pending as the end-user hasn\'t yet completed the user interaction steps');
export const ConsentRequired = E('consent_required');
export const ExpiredLoginHintToken = E('expired_login_hint_token');
export const ExpiredToken = E('expired_token');
export const InteractionRequired = E('interaction_required');
export const InvalidBindingMessage = E('invalid_binding_message');
export const InvalidAuthorizationDetails = E('invalid_authorization_details');
export const InvalidCredentialRequest = E('invalid_credential_request');
export const InvalidNonce = E('invalid_nonce');
export const InvalidClient = E('invalid_client');
export const InvalidDpopProof = E('invalid_dpop_proof');
export const InvalidRequestObject = E('invalid_request_object');
export const InvalidRequestUri = E('invalid_request_uri');
export const InvalidProof = E('invalid_proof');
export const InvalidSoftwareStatement = E('invalid_software_statement');
export const InvalidTarget = E('invalid_target', 'resource indicator is missing, or unknown');
export const UnknownCredentialConfiguration = E('unknown_credential_configuration');
export const UnknownCredentialIdentifier = E('unknown_credential_identifier');
export const InvalidUserCode = E('invalid_user_code');
export const LoginRequired = E('login_required');
export const MissingUserCode = E('missing_user_code');
export const RegistrationNotSupported = E('registration_not_supported');
export const RequestNotSupported = E('request_not_supported');
export const RequestUriNotSupported = E('request_uri_not_supported');
export const SlowDown = E('slow_down', 'you are polling too quickly and should back off at a reasonable rate');
export const TemporarilyUnavailable = E('temporarily_unavailable');
export const TransactionFailed = E('transaction_failed');
export const UnapprovedSoftwareStatement = E('unapproved_software_statement');
export const UnauthorizedClient = E('unauthorized_client');
export const UnknownUserId = E('unknown_user_id');
export const UnmetAuthenticationRequirements = E('unmet_authentication_requirements');
export const UnsupportedGrantType = E('unsupported_grant_type', 'unsupported grant_type requested');
export const UnsupportedResponseMode = E('unsupported_response_mode', 'unsupported response_mode requested');
export const UnsupportedResponseType = E('unsupported_response_type', 'unsupported response_type requested');
export const CredentialRequestDenied = E('credential_request_denied');
export const UseDpopNonce = E('use_dpop_nonce');
export const UnsupportedTokenType = E('unsupported_token_type');
export const UseAttestationChallenge = E('use_attestation_challenge');
export const UseFreshAttestation = E('use_fresh_attestation');
export const InvalidClientAttestation = E('invalid_client_attestation');
