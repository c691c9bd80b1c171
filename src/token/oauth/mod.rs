//! What the authorization server makes of a person's consent, as a diagram.
//!
//! ```text
//! request (─ push ─▶ request_uri) ─ check ─▶ AuthorizationRequest ─ (sign-in, consent) ─ authorize ─▶ code ─ redeem_code ─▶ session
//! session ─▶ access token, refresh token ─ renew ─▶ access token …
//! client alone ─ serve_client ─▶ access token
//! device ─ begin ─▶ codes ─ (a person decides) ─ poll ─▶ session
//! token ─ exchange ─▶ one that may do less; ─ introspect ─▶ what it is; ─ give_back: its session ends
//! ```

pub mod assertion;
pub mod authorize;
pub mod client;
pub mod device;
pub mod exchange;
pub mod grants;
pub mod introspect;
pub mod push;
pub mod redeem_code;
pub mod register;
pub mod renew;
pub mod request;
pub mod revoke;
pub mod serve_client;
