//! The limits of a request's head, checked before anything else looks at it.

use http::Request;

use crate::config::Connection;
use crate::error::Code;

/// What HTTP/1.1 writes around a header field: `: ` and the line's end.
const AROUND: usize = 4;

/// Whether the head of `request` is larger than `rules` allow: its target (414, RFC 9110, section 15.5.15), or the
/// count or the bytes of its header fields (431, RFC 6585, section 5). Bytes are counted as HTTP/1.1
/// writes them, in HTTP/2 too.
#[must_use]
pub fn oversize<B>(request: &Request<B>, rules: &Connection) -> Option<Code> {
    let uri = request.uri();
    let target = uri
        .path_and_query()
        .map_or(0, |path| path.as_str().len())
        .saturating_add(
            uri.authority()
                .map_or(0, |authority| authority.as_str().len()),
        );
    if target > rules.max_uri_bytes {
        return Some(Code::UriTooLong);
    }
    let headers = request.headers();
    let bytes = headers.iter().fold(0_usize, |sum, (name, value)| {
        sum.saturating_add(name.as_str().len())
            .saturating_add(value.len())
            .saturating_add(AROUND)
    });
    let fits = headers.len() <= rules.max_header_count && bytes <= rules.max_header_bytes;
    (!fits).then_some(Code::HeaderTooLarge)
}
