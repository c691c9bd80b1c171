//! Values of metric labels: enums, so that no family can grow without bound.

use http::{Method, StatusCode};

use crate::model::{AuthKind, EndReason};

/// A label whose values are known when the program is built.
pub(super) trait Label: Copy + 'static {
    /// Every value, in the order of `index`.
    const ALL: &'static [Self];
    /// Its place in `ALL`.
    fn index(self) -> usize;
    /// As it is written.
    fn text(self) -> &'static str;
}

macro_rules! labels {
    ($(
        $(#[$doc:meta])*
        $vis:vis $name:ident { $($(#[$value_doc:meta])* $value:ident = $text:literal,)+ }
    )+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        $vis enum $name { $($(#[$value_doc])* $value,)+ }

        impl $name {
            /// As it is written in metrics and logs.
            #[must_use]
            $vis const fn as_str(self) -> &'static str {
                match self { $(Self::$value => $text,)+ }
            }
        }

        impl Label for $name {
            const ALL: &'static [Self] = &[$(Self::$value,)+];
            fn index(self) -> usize {
                self as usize
            }
            fn text(self) -> &'static str {
                self.as_str()
            }
        }
    )+};
}

labels! {
    /// What exchanging a one-time token came to.
    pub Exchange {
        /// A session was made.
        Ok = "ok",
        /// The same caller asked again for the answer that it had lost.
        Replayed = "replayed",
        /// Too late.
        Expired = "expired",
        /// Spent before.
        Used = "used",
        /// No such token, or no trace of it.
        Unknown = "unknown",
        /// From an origin that may not embed.
        Origin = "origin",
        /// The code verifier did not match.
        Binding = "binding",
    }
    /// What presenting a refresh token came to.
    pub Refresh {
        /// The next pair was made.
        Ok = "ok",
        /// The same pair again: its answer may have been lost.
        Grace = "grace",
        /// A spent one came back: its family ended.
        Reused = "reused",
        /// Its own time, or its session's, is over.
        Expired = "expired",
        /// Its session was ended before.
        Ended = "ended",
        /// No such session or pair, or not this caller's.
        Unknown = "unknown",
    }
    /// The grants of the token endpoint.
    pub GrantLabel {
        /// A person's code.
        AuthorizationCode = "authorization_code",
        /// A refresh token.
        RefreshToken = "refresh_token",
        /// The client itself.
        ClientCredentials = "client_credentials",
        /// A device's code.
        DeviceCode = "device_code",
        /// Another token of ours.
        TokenExchange = "token_exchange",
    }
    /// What a TLS handshake came to.
    pub Handshake {
        /// A new session.
        Ok = "ok",
        /// An earlier session went on.
        Resumed = "resumed",
        /// It took too long.
        Timeout = "timeout",
        /// The client broke it off, or spoke something else.
        Failed = "failed",
    }
    /// What came of somebody's attempt to sign in.
    pub SignInResult {
        /// They are in.
        Ok = "ok",
        /// No account has this e-mail address, or this identity.
        UnknownAccount = "unknown_account",
        /// Another password.
        WrongPassword = "wrong_password",
        /// Another code, one that was used, or one that came too late.
        WrongCode = "wrong_code",
        /// The account is disabled.
        Disabled = "disabled",
        /// Too many failures before.
        MustWait = "must_wait",
        /// The provider's answer was not believed, or did not come.
        Provider = "provider",
    }
    /// What came back though it was spent.
    pub Reused {
        /// A one-time token.
        Ott = "ott",
        /// A refresh token.
        Refresh = "refresh",
        /// An authorization code.
        Code = "code",
    }
    /// What somebody reported as leaked.
    pub Leak {
        /// A system user's permanent token.
        SystemUser = "system_user",
        /// A system user's temporary token.
        Temporary = "temporary",
        /// A refresh token.
        RefreshToken = "refresh_token",
        /// An access token of ours.
        AccessToken = "access_token",
        /// A client's secret.
        ClientSecret = "client_secret",
        /// Nothing that we know.
        Unknown = "unknown",
    }
    /// Whether something that we do on our own worked.
    pub Outcome {
        /// It did.
        Ok = "ok",
        /// It did not; what was before stays.
        Failed = "failed",
    }
    /// Our own endpoints.
    pub Endpoint {
        /// `/auth/iframe-token`.
        IframeToken = "iframe_token",
        /// `/auth/exchange`.
        Exchange = "exchange",
        /// `/auth/refresh`.
        Refresh = "refresh",
        /// `/auth/logout`.
        Logout = "logout",
        /// `/auth/session`.
        Session = "session",
        /// `/auth/sessions`.
        Sessions = "sessions",
        /// `/auth/sessions/revoke`.
        SessionsRevoke = "sessions_revoke",
        /// `/embed/v1/config`.
        EmbedConfig = "embed_config",
        /// `/embed/v1/…`: the SDKs.
        EmbedAsset = "embed_asset",
        /// `/embed/demo/…`.
        EmbedDemo = "embed_demo",
        /// `/.well-known/jwks.json`.
        Jwks = "jwks",
        /// `/.well-known/oauth-protected-resource`.
        ProtectedResource = "protected_resource",
        /// `/oauth/sign-in`.
        SignIn = "sign_in",
        /// `/oauth/sign-in/code`.
        SignInCode = "sign_in_code",
        /// `/oauth/sign-in/oidc`.
        SignInOidc = "sign_in_oidc",
        /// `/oauth/sign-in/callback`.
        SignInCallback = "sign_in_callback",
        /// `/oauth/sign-out`.
        SignOut = "sign_out",
        /// `/oauth/set-up`.
        SetUp = "set_up",
        /// `/oauth/assets/…`: the style sheet of the pages.
        PageAsset = "page_asset",
        /// `/docs/…`.
        Docs = "docs",
        /// `/.well-known/oauth-authorization-server`, and the name that `OpenID` Connect has for it.
        AuthorizationServer = "authorization_server",
        /// `/oauth/authorize`.
        Authorize = "authorize",
        /// `/oauth/consent`.
        Consent = "consent",
        /// `/oauth/token`.
        Token = "token",
        /// `/oauth/refresh`.
        OAuthRefresh = "oauth_refresh",
        /// `/oauth/par`.
        PushedRequest = "par",
        /// `/oauth/revoke`.
        Revoke = "revoke",
        /// `/oauth/introspect`.
        Introspect = "introspect",
        /// `/oauth/device_authorization`.
        DeviceAuthorization = "device_authorization",
        /// `/oauth/device`.
        Device = "device",
        /// `/oauth/register`.
        Register = "register",
        /// `/oauth/grants`.
        Grants = "grants",
        /// `/oauth/leaks`.
        Leaks = "leaks",
        /// An own path that is no endpoint.
        Other = "other",
    }
    /// Rates above which we answer 429, by their key under `[limits]` where they have one.
    pub Limit {
        /// One-time tokens, per client.
        IframeToken = "iframe_token",
        /// Failed exchanges and refreshes, per address.
        Failures = "failures",
        /// Failed client authentications, per client and address.
        ClientAuthFailures = "client_auth_failures",
        /// Proxied requests, per session.
        Proxied = "proxied",
        /// Requests that are kept for clients without a secret, per address.
        KeptRequests = "kept_requests",
        /// Wrong codes of devices, per address and per person.
        UserCodes = "user_codes",
    }
    /// The store's transitions and questions: the methods of `Store`.
    #[expect(missing_docs, reason = "named as the methods, which say what they are")]
    pub StoreOperation {
        CreateWorkspace = "create_workspace",
        Workspaces = "workspaces",
        Workspace = "workspace",
        DeleteWorkspace = "delete_workspace",
        CreateClient = "create_client",
        Clients = "clients",
        Client = "client",
        AddSecret = "add_secret",
        RemoveSecret = "remove_secret",
        SetClientStatus = "set_client_status",
        EditClient = "edit_client",
        NoteBlockedOrigins = "note_blocked_origins",
        BlockedOrigins = "blocked_origins",
        DeleteClient = "delete_client",
        PutOneTimeToken = "put_one_time_token",
        OneTimeToken = "one_time_token",
        Spend = "spend",
        Session = "session",
        Sessions = "sessions",
        Rotate = "rotate",
        MarkPairUsed = "mark_pair_used",
        EndSessions = "end_sessions",
        CountLiveSessions = "count_live_sessions",
        EndedSince = "ended_since",
        CreateAccount = "create_account",
        Accounts = "accounts",
        Account = "account",
        AccountByEmail = "account_by_email",
        AccountByIdentity = "account_by_identity",
        ReplaceAccount = "replace_account",
        DeleteAccount = "delete_account",
        PutSetUp = "put_set_up",
        TakeSetUp = "take_set_up",
        SetUp = "set_up",
        PutSignIn = "put_sign_in",
        SignIn = "sign_in",
        EndSignIns = "end_sign_ins",
        PutAuthorizationCode = "put_authorization_code",
        AuthorizationCode = "authorization_code",
        RedeemCode = "redeem_code",
        Grant = "grant",
        Grants = "grants",
        EndGrants = "end_grants",
        CreateSession = "create_session",
        ExtendSession = "extend_session",
        PutPushedRequest = "put_pushed_request",
        PushedRequest = "pushed_request",
        PutDevice = "put_device",
        DeviceByUserCode = "device_by_user_code",
        DecideDevice = "decide_device",
        PollDevice = "poll_device",
        NoteAssertion = "note_assertion",
        CreateSystemUser = "create_system_user",
        SystemUsers = "system_users",
        SystemUser = "system_user",
        DeleteSystemUser = "delete_system_user",
        AddSystemToken = "add_system_token",
        RevokeSystemToken = "revoke_system_token",
        NoteSystemTokenUses = "note_system_token_uses",
        Keys = "keys",
        AddKey = "add_key",
        RemoveKeys = "remove_keys",
        Changes = "changes",
        LastChange = "last_change",
        Probe = "probe",
        Sweep = "sweep",
    }
    /// Whose token was checked.
    pub(super) TokenKind {
        /// Ours, of an embed session.
        Embed = "embed",
        /// Ours, granted by a person or for the client itself, or another issuer's.
        OAuth = "oauth",
        /// A system user's permanent one.
        SystemUser = "system_user",
        /// A system user's temporary one.
        Temporary = "temporary",
        /// It could not be told.
        Unknown = "unknown",
    }
    /// The method of a request; `other` for whatever a client makes up.
    pub(super) MethodLabel {
        Get = "GET",
        Head = "HEAD",
        Post = "POST",
        Put = "PUT",
        Patch = "PATCH",
        Delete = "DELETE",
        Options = "OPTIONS",
        Connect = "CONNECT",
        Trace = "TRACE",
        Other = "other",
    }
    /// The first digit of an answer's status.
    pub(super) StatusClass {
        /// An upgrade (101) was the answer.
        Informational = "1xx",
        /// Success.
        Success = "2xx",
        /// Redirection, and "not modified".
        Redirection = "3xx",
        /// Client error.
        ClientError = "4xx",
        /// Server error.
        ServerError = "5xx",
        /// The client left before there was an answer, or the status is in no class.
        None = "none",
    }
}

impl Label for EndReason {
    const ALL: &'static [Self] = &[
        Self::Logout,
        Self::Revoked,
        Self::RefreshReused,
        Self::OttReused,
        Self::SecretRemoved,
        Self::ClientDisabled,
        Self::TooMany,
        Self::CodeReused,
        Self::GrantRevoked,
        Self::AccountEnded,
    ];
    fn index(self) -> usize {
        // A new reason must be given its place in `ALL`, and here.
        match self {
            Self::Logout => 0,
            Self::Revoked => 1,
            Self::RefreshReused => 2,
            Self::OttReused => 3,
            Self::SecretRemoved => 4,
            Self::ClientDisabled => 5,
            Self::TooMany => 6,
            Self::CodeReused => 7,
            Self::GrantRevoked => 8,
            Self::AccountEnded => 9,
        }
    }
    fn text(self) -> &'static str {
        self.as_str()
    }
}

impl From<Option<AuthKind>> for TokenKind {
    fn from(kind: Option<AuthKind>) -> Self {
        match kind {
            Some(AuthKind::Embed) => Self::Embed,
            Some(AuthKind::OAuth) => Self::OAuth,
            Some(AuthKind::SystemUser) => Self::SystemUser,
            Some(AuthKind::Temporary) => Self::Temporary,
            None => Self::Unknown,
        }
    }
}

impl From<&Method> for MethodLabel {
    fn from(method: &Method) -> Self {
        Self::ALL
            .iter()
            .copied()
            .find(|known| known.as_str() == method.as_str())
            .unwrap_or(Self::Other)
    }
}

impl From<Option<StatusCode>> for StatusClass {
    fn from(status: Option<StatusCode>) -> Self {
        match status.map(|status| status.as_u16()) {
            Some(100..200) => Self::Informational,
            Some(200..300) => Self::Success,
            Some(300..400) => Self::Redirection,
            Some(400..500) => Self::ClientError,
            Some(500..600) => Self::ServerError,
            _ => Self::None,
        }
    }
}
