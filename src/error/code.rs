//! `Code`: every refusal that the gateway makes itself, in one table.

use http::StatusCode;

use super::Fault;

macro_rules! codes {
    ($($name:ident,)+) => {
        /// Every refusal that the gateway makes itself: the stable `code` of its answers, the same in
        /// HTTP, metrics, logs and documents.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[expect(missing_docs, reason = "the title of each says what it is")]
        pub enum Code { $($name,)+ }

        impl Code {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];
        }
    };
}

codes! {
    InvalidRequest,
    InvalidClient,
    InvalidScope,
    AccessDenied,
    UnauthorizedClient,
    UnsupportedGrantType,
    InvalidTarget,
    CodeUnknown,
    CodeExpired,
    CodeUsed,
    CodeBindingMismatch,
    AuthorizationPending,
    SlowDown,
    DeviceCodeExpired,
    DeviceDenied,
    InvalidClientMetadata,
    InvalidRedirectUri,
    BrowserNotAllowed,
    OttMissing,
    OttUnknown,
    OttExpired,
    OttUsed,
    OttBindingMismatch,
    OriginNotAllowed,
    InvalidDpopProof,
    UseDpopNonce,
    RefreshUnknown,
    RefreshExpired,
    RefreshReused,
    ClientMismatch,
    SessionRevoked,
    SessionExpired,
    TokenMissing,
    UnsupportedScheme,
    TokenMalformed,
    TokenInvalid,
    TokenExpired,
    TokenRevoked,
    DpopRequired,
    DpopInvalid,
    DpopNonce,
    InsufficientScope,
    AddressNotAllowed,
    ServerTokenInBrowser,
    AmbiguousPath,
    AmbiguousFraming,
    InvalidHost,
    SpoofedHeader,
    RouteNotFound,
    FileNotFound,
    MethodNotAllowed,
    RequestTimeout,
    ContentTooLarge,
    UriTooLong,
    UnsupportedMediaType,
    HeaderTooLarge,
    RateLimited,
    LoopDetected,
    UpstreamUnreachable,
    UpstreamTimeout,
    UpstreamBadResponse,
    Unavailable,
    Internal,
}

impl Code {
    /// `(status, code, RFC 6749/6750 error, title, retryable)`: the one table of our refusals.
    #[expect(clippy::too_many_lines, reason = "a table is read as one")]
    const fn row(self) -> (StatusCode, &'static str, &'static str, &'static str, bool) {
        use StatusCode as S;
        const GRANT: &str = "invalid_grant";
        const REQUEST: &str = "invalid_request";
        const TOKEN: &str = "invalid_token";
        const PROOF: &str = "invalid_dpop_proof";
        const NONCE: &str = "use_dpop_nonce";
        const LATER: &str = "temporarily_unavailable";
        match self {
            Self::InvalidRequest => (S::BAD_REQUEST, REQUEST, REQUEST, "Invalid request", false),
            Self::InvalidClient => (
                S::UNAUTHORIZED,
                "invalid_client",
                "invalid_client",
                "Client authentication failed",
                false,
            ),
            Self::InvalidScope => (
                S::BAD_REQUEST,
                "invalid_scope",
                "invalid_scope",
                "Scope not allowed",
                false,
            ),
            Self::AccessDenied => (
                S::FORBIDDEN,
                "access_denied",
                "access_denied",
                "Access denied",
                false,
            ),
            Self::UnauthorizedClient => (
                S::BAD_REQUEST,
                "unauthorized_client",
                "unauthorized_client",
                "Client may not use this grant",
                false,
            ),
            Self::UnsupportedGrantType => (
                S::BAD_REQUEST,
                "unsupported_grant_type",
                "unsupported_grant_type",
                "Grant type not supported",
                false,
            ),
            Self::InvalidTarget => (
                S::BAD_REQUEST,
                "invalid_target",
                "invalid_target",
                "Resource is not this API",
                false,
            ),
            Self::CodeUnknown => (
                S::BAD_REQUEST,
                "code_unknown",
                GRANT,
                "Authorization code unknown",
                false,
            ),
            Self::CodeExpired => (
                S::BAD_REQUEST,
                "code_expired",
                GRANT,
                "Authorization code expired",
                false,
            ),
            Self::CodeUsed => (
                S::BAD_REQUEST,
                "code_used",
                GRANT,
                "Authorization code already used",
                false,
            ),
            Self::CodeBindingMismatch => (
                S::BAD_REQUEST,
                "code_binding_mismatch",
                GRANT,
                "Authorization code of another request",
                false,
            ),
            Self::AuthorizationPending => (
                S::BAD_REQUEST,
                "authorization_pending",
                "authorization_pending",
                "Not decided yet",
                true,
            ),
            Self::SlowDown => (
                S::BAD_REQUEST,
                "slow_down",
                "slow_down",
                "Polling too often",
                true,
            ),
            Self::DeviceCodeExpired => (
                S::BAD_REQUEST,
                "device_code_expired",
                "expired_token",
                "Device code expired",
                false,
            ),
            Self::DeviceDenied => (
                S::BAD_REQUEST,
                "device_denied",
                "access_denied",
                "The person said no",
                false,
            ),
            Self::InvalidClientMetadata => (
                S::BAD_REQUEST,
                "invalid_client_metadata",
                "invalid_client_metadata",
                "Client metadata not acceptable",
                false,
            ),
            Self::InvalidRedirectUri => (
                S::BAD_REQUEST,
                "invalid_redirect_uri",
                "invalid_redirect_uri",
                "Redirect URI not acceptable",
                false,
            ),
            Self::BrowserNotAllowed => (
                S::FORBIDDEN,
                "browser_not_allowed",
                "access_denied",
                "Not callable from a browser",
                false,
            ),
            Self::OttMissing => (
                S::BAD_REQUEST,
                "ott_missing",
                REQUEST,
                "One-time token missing",
                false,
            ),
            Self::OttUnknown => (
                S::BAD_REQUEST,
                "ott_unknown",
                GRANT,
                "One-time token unknown",
                false,
            ),
            Self::OttExpired => (
                S::BAD_REQUEST,
                "ott_expired",
                GRANT,
                "One-time token expired",
                false,
            ),
            Self::OttUsed => (
                S::BAD_REQUEST,
                "ott_used",
                GRANT,
                "One-time token already used",
                false,
            ),
            Self::OttBindingMismatch => (
                S::BAD_REQUEST,
                "ott_binding_mismatch",
                GRANT,
                "One-time token bound to another caller",
                false,
            ),
            Self::OriginNotAllowed => (
                S::FORBIDDEN,
                "origin_not_allowed",
                "access_denied",
                "Origin not allowed",
                false,
            ),
            Self::InvalidDpopProof => (S::BAD_REQUEST, PROOF, PROOF, "DPoP proof invalid", false),
            Self::UseDpopNonce => (S::BAD_REQUEST, NONCE, NONCE, "DPoP nonce needed", true),
            Self::RefreshUnknown => (
                S::BAD_REQUEST,
                "refresh_unknown",
                GRANT,
                "Refresh token unknown",
                false,
            ),
            Self::RefreshExpired => (
                S::BAD_REQUEST,
                "refresh_expired",
                GRANT,
                "Refresh token expired",
                false,
            ),
            Self::RefreshReused => (
                S::BAD_REQUEST,
                "refresh_reused",
                GRANT,
                "Refresh token reused",
                false,
            ),
            Self::ClientMismatch => (
                S::BAD_REQUEST,
                "client_mismatch",
                GRANT,
                "Token of another client",
                false,
            ),
            Self::SessionRevoked => (
                S::BAD_REQUEST,
                "session_revoked",
                GRANT,
                "Session revoked",
                false,
            ),
            Self::SessionExpired => (
                S::BAD_REQUEST,
                "session_expired",
                GRANT,
                "Session expired",
                false,
            ),
            Self::TokenMissing => (
                S::UNAUTHORIZED,
                "token_missing",
                TOKEN,
                "Access token missing",
                false,
            ),
            Self::UnsupportedScheme => (
                S::UNAUTHORIZED,
                "unsupported_scheme",
                TOKEN,
                "Authorization scheme not supported",
                false,
            ),
            Self::TokenMalformed => (
                S::UNAUTHORIZED,
                "token_malformed",
                TOKEN,
                "Access token malformed",
                false,
            ),
            Self::TokenInvalid => (
                S::UNAUTHORIZED,
                "token_invalid",
                TOKEN,
                "Access token invalid",
                false,
            ),
            Self::TokenExpired => (
                S::UNAUTHORIZED,
                "token_expired",
                TOKEN,
                "Access token expired",
                true,
            ),
            Self::TokenRevoked => (
                S::UNAUTHORIZED,
                "token_revoked",
                TOKEN,
                "Access token revoked",
                false,
            ),
            Self::DpopRequired => (
                S::UNAUTHORIZED,
                "dpop_required",
                TOKEN,
                "Key of the access token not proven",
                false,
            ),
            Self::DpopInvalid => (
                S::UNAUTHORIZED,
                "dpop_invalid",
                PROOF,
                "DPoP proof invalid",
                false,
            ),
            Self::DpopNonce => (
                S::UNAUTHORIZED,
                "dpop_nonce",
                NONCE,
                "DPoP nonce needed",
                true,
            ),
            Self::InsufficientScope => (
                S::FORBIDDEN,
                "insufficient_scope",
                "insufficient_scope",
                "Scope missing",
                false,
            ),
            Self::AddressNotAllowed => (
                S::FORBIDDEN,
                "address_not_allowed",
                "access_denied",
                "Address not allowed",
                false,
            ),
            Self::ServerTokenInBrowser => (
                S::FORBIDDEN,
                "server_token_in_browser",
                "access_denied",
                "Server token in a browser",
                false,
            ),
            Self::AmbiguousPath => (
                S::BAD_REQUEST,
                "ambiguous_path",
                REQUEST,
                "Ambiguous path",
                false,
            ),
            Self::AmbiguousFraming => (
                S::BAD_REQUEST,
                "ambiguous_framing",
                REQUEST,
                "Ambiguous message framing",
                false,
            ),
            Self::InvalidHost => (
                S::BAD_REQUEST,
                "invalid_host",
                REQUEST,
                "Invalid host",
                false,
            ),
            Self::SpoofedHeader => (
                S::BAD_REQUEST,
                "spoofed_header",
                REQUEST,
                "Spelling of an identity header",
                false,
            ),
            Self::RouteNotFound => (
                S::NOT_FOUND,
                "route_not_found",
                REQUEST,
                "No such route",
                false,
            ),
            Self::FileNotFound => (
                S::NOT_FOUND,
                "file_not_found",
                REQUEST,
                "No such file",
                false,
            ),
            Self::MethodNotAllowed => (
                S::METHOD_NOT_ALLOWED,
                "method_not_allowed",
                REQUEST,
                "Method not allowed",
                false,
            ),
            Self::RequestTimeout => (
                S::REQUEST_TIMEOUT,
                "request_timeout",
                REQUEST,
                "Request too slow",
                true,
            ),
            Self::ContentTooLarge => (
                S::PAYLOAD_TOO_LARGE,
                "content_too_large",
                REQUEST,
                "Content too large",
                false,
            ),
            Self::UriTooLong => (
                S::URI_TOO_LONG,
                "uri_too_long",
                REQUEST,
                "URI too long",
                false,
            ),
            Self::UnsupportedMediaType => (
                S::UNSUPPORTED_MEDIA_TYPE,
                "unsupported_media_type",
                REQUEST,
                "Content type not supported",
                false,
            ),
            Self::HeaderTooLarge => (
                S::REQUEST_HEADER_FIELDS_TOO_LARGE,
                "header_too_large",
                REQUEST,
                "Header too large",
                false,
            ),
            Self::RateLimited => (
                S::TOO_MANY_REQUESTS,
                "rate_limited",
                LATER,
                "Too many requests",
                true,
            ),
            Self::LoopDetected => (
                S::LOOP_DETECTED,
                "loop_detected",
                REQUEST,
                "Request loop",
                false,
            ),
            Self::UpstreamUnreachable => (
                S::BAD_GATEWAY,
                "upstream_unreachable",
                "server_error",
                "Upstream unreachable",
                true,
            ),
            Self::UpstreamTimeout => (
                S::GATEWAY_TIMEOUT,
                "upstream_timeout",
                "server_error",
                "Upstream too slow",
                true,
            ),
            Self::UpstreamBadResponse => (
                S::BAD_GATEWAY,
                "upstream_bad_response",
                "server_error",
                "Upstream answered badly",
                true,
            ),
            Self::Unavailable => (
                S::SERVICE_UNAVAILABLE,
                "unavailable",
                LATER,
                "Temporarily unavailable",
                true,
            ),
            Self::Internal => (
                S::INTERNAL_SERVER_ERROR,
                "internal",
                "server_error",
                "Internal error",
                false,
            ),
        }
    }

    /// The HTTP status.
    #[must_use]
    pub const fn status(self) -> StatusCode {
        self.row().0
    }

    /// The stable code; also the metric label.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.row().1
    }

    /// The `error` of RFC 6749, section 5.2, or RFC 6750, section 3.1.
    #[must_use]
    pub const fn oauth_error(self) -> &'static str {
        self.row().2
    }

    /// A short title for people.
    #[must_use]
    pub const fn title(self) -> &'static str {
        self.row().3
    }

    /// Whether the same call may succeed later, or after a refresh.
    #[must_use]
    pub const fn is_retryable(self) -> bool {
        self.row().4
    }

    /// Whose fault it is.
    #[must_use]
    pub fn fault(self) -> Fault {
        match self.status() {
            StatusCode::BAD_GATEWAY | StatusCode::GATEWAY_TIMEOUT => Fault::Upstream,
            status if status.is_server_error() && self != Self::LoopDetected => Fault::Ours,
            _ => Fault::Caller,
        }
    }
}
