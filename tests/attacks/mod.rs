//! The mistakes of other gateways: each attack first, then the next honest request, on the same
//! connection where it survives and on a new one, over HTTP/1.1 and HTTP/2.
//!
//! | # | mistake | test |
//! |---|---|---|
//! | 1 | `Connection` removes identity | `headers` |
//! | 2 | other spellings of identity headers | `headers`; in trailers `upstream::tests::exchange` |
//! | 3 | the client's header where there is no value | `headers` |
//! | 4 | the path is normalised after the decision | `paths` |
//! | 5 | `%2F` and the host's case decided in two ways | `paths` |
//! | 6 | `#` in the target | `paths` |
//! | 7 | a rule that matches path and query | `paths` |
//! | 8 | `X-Forwarded-*` from anybody | `headers` |
//! | 9 | a health check's `User-Agent` | `headers` |
//! | 10 | bytes after Upgrade or CONNECT | `framing` |
//! | 11 | `Transfer-Encoding` in HTTP/1.0, or several | `framing` |
//! | 12 | an unread body becomes a request | `framing`; the edge alone in `edge::unread` |
//! | 13 | empty names, odd lengths | `framing`; the edge alone in `edge::unread` |
//! | 14 | floods of HTTP/2 | `edge::flood`, honest requests included |
//! | 15 | no deadline | `edge::stall`, honest requests included |
//! | 16 | an unbounded read of an issuer's answer | `token::issuers::fetch`; its effect on callers in `failures` |
//! | 17 | claims of the wrong type | `tokens`; of other issuers in `token::issuers::claims` |
//! | 18 | parallel refreshes make two branches | `tokens` |
//! | 19 | tokens that are not bound to their client | `tokens`; there are no authorization codes |
//! | 20 | a changed token | `tokens`; of other issuers in `token::issuers::verify` |
//! | 21 | PKCE is left out | `tokens`, for the one-time token's challenge; there is no authorization endpoint |
//! | 22 | redirect URIs that are not exact | none: nothing redirects |
//! | 23 | open when the store or a key is missing | `failures`; the store in `process::store_trouble`, files in `process::start` |
//! | 24 | verdicts mixed in a cache | `tokens` |
//! | 25 | secrets in plain text | `tokens`; the store's files in `process::secrets` |

mod failures;
mod framing;
mod headers;
mod paths;
mod tokens;
