//! What the authorization server makes of a person's consent, as a diagram.
//!
//! ```text
//! request (─ push ─▶ request_uri) ─ check ─▶ AuthorizationRequest ─ (sign-in, consent) ─ authorize ─▶ code ─ redeem_code ─▶ session
//! session ─▶ access token, refresh token ─ renew ─▶ access token …
//! client alone ─ serve_client ─▶ access token
//! ```

pub mod assertion;
pub mod authorize;
pub mod client;
pub mod push;
pub mod redeem_code;
pub mod renew;
pub mod request;
pub mod revoke;
pub mod serve_client;
