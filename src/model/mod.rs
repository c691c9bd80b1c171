//! The nouns: ids, states and legal transitions; no I/O, no async, no clock.

pub mod allowed_origin;
pub mod blocked_origin;
pub mod client;
pub mod digits;
pub mod grant;
pub mod id;
pub mod limiter;
pub mod opaque;
pub mod origin;
pub mod principal;
pub mod rfc3339;
pub mod scope;
pub mod session;
pub mod text;
pub mod thumbprint;
pub mod timestamp;
pub mod trace;
pub mod ulid;
pub mod websocket;
pub mod workspace;

pub use allowed_origin::AllowedOrigin;
pub use blocked_origin::BlockedOrigin;
pub use client::{Client, ClientEdit, ClientSecret, ClientStatus, OttReuse, SecretHash};
pub use grant::{NewOneTimeToken, OneTimeToken};
pub use id::{ClientId, SecretId, SessionId, WorkspaceId};
pub use opaque::{PlainToken, TokenHash};
pub use origin::Origin;
pub use principal::{AuthKind, Principal};
pub use scope::Scopes;
pub use session::{EndReason, NewSession, Session};
pub use thumbprint::{DpopMode, Thumbprint};
pub use timestamp::{Lifetime, Timestamp};
pub use trace::TraceParent;
pub use ulid::{Ulid, ulid};
pub use websocket::WebSocket;
pub use workspace::{Environment, Workspace};
