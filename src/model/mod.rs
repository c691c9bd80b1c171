//! The nouns: ids, states and legal transitions; no I/O, no async, no clock.

pub mod account;
pub mod allowed_origin;
pub mod authorization;
pub mod blocked_origin;
pub mod client;
pub mod digits;
pub mod grant;
pub mod id;
pub mod integration;
pub mod limiter;
pub mod opaque;
pub mod origin;
pub mod principal;
pub mod redirect_uri;
pub mod rfc3339;
pub mod scope;
pub mod session;
pub mod system_user;
pub mod text;
pub mod thumbprint;
pub mod timestamp;
pub mod trace;
pub mod ulid;
pub mod websocket;
pub mod workspace;

pub use account::{Account, Membership, Role, SetUp, SignIn};
pub use allowed_origin::AllowedOrigin;
pub use authorization::{
    AuthorizationCode, DeviceAuthorization, Grant, NewAuthorizationCode, PushedRequest,
};
pub use blocked_origin::BlockedOrigin;
pub use client::{Client, ClientEdit, ClientSecret, ClientStatus, OttReuse, SecretHash};
pub use grant::{NewOneTimeToken, OneTimeToken};
pub use id::{
    AccountId, ClientId, GrantId, SecretId, SessionId, SystemTokenId, SystemUserId, WorkspaceId,
};
pub use integration::{ClientAuthMethod, ClientKind, Integration, Visibility};
pub use opaque::{PlainToken, TokenHash};
pub use origin::Origin;
pub use principal::{AuthKind, Principal};
pub use redirect_uri::RedirectUri;
pub use scope::Scopes;
pub use session::{EndReason, NewSession, Session, SessionKind};
pub use system_user::{SystemCaller, SystemRole, SystemToken, SystemTokenKind, SystemUser};
pub use thumbprint::{DpopMode, Thumbprint};
pub use timestamp::{Lifetime, Timestamp};
pub use trace::TraceParent;
pub use ulid::{Ulid, ulid};
pub use websocket::WebSocket;
pub use workspace::{Environment, Workspace};
