//! RFC 9700: its attacks, and what becomes of them here. PKCE downgrade (4.8) is in `rfc7636`, mix-up (4.4) in `rfc9207`,
//! stolen tokens (4.10) in `rfc9449`, refresh tokens (4.14) in `rfc6749`.

mod consent_form;
mod escalation;
mod gone;
mod html;
mod injection;
mod oversize;
mod pollution;
mod redirect;
