//! Whether a caller would rather have JSON than a page (RFC 9110, section 12.5.1).

use http::header::{ACCEPT, HeaderMap};

/// A page, where both are as welcome: browsers send `*/*` too.
pub(super) fn prefers_json(headers: &HeaderMap) -> bool {
    weight(headers, "application/json") > weight(headers, "text/html")
}

/// How welcome a type is: the `q` of the range that fits it most closely.
fn weight(headers: &HeaderMap, wanted: &str) -> f32 {
    let family = wanted.split('/').next().unwrap_or_default();
    let any_of_family = format!("{family}/*");
    let fields = headers.get_all(ACCEPT).iter();
    let ranges = fields
        .filter_map(|field| field.to_str().ok())
        .flat_map(|text| text.split(','));
    let mut best = (0, 0.0);
    for range in ranges {
        let mut parts = range.split(';').map(str::trim);
        let name = parts.next().unwrap_or_default().to_ascii_lowercase();
        let closeness = match &*name {
            name if name == wanted => 3,
            name if name == any_of_family => 2,
            "*/*" => 1,
            _ => continue,
        };
        let quality = parts.find_map(|part| part.strip_prefix("q="));
        let quality = quality.and_then(|text| text.parse().ok()).unwrap_or(1.0);
        if closeness >= best.0 {
            best = (closeness, quality);
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prefers(accept: &str) -> bool {
        let mut headers = HeaderMap::new();
        drop(headers.insert(ACCEPT, accept.parse().unwrap()));
        prefers_json(&headers)
    }

    #[test]
    fn json_is_for_who_asks_for_it() {
        for json in [
            "application/json",
            "Application/JSON;q=0.5",
            "application/json, text/html;q=0.9",
            "text/html;q=0, */*",
            "application/*, text/*;q=0.9",
        ] {
            assert!(prefers(json), "{json}");
        }
        let browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
        for page in [
            browser,
            "*/*",
            "",
            "text/html",
            "application/json;q=0.1, text/html",
            "application/json;q=0, */*",
            "text/plain",
        ] {
            assert!(!prefers(page), "{page}");
        }
        assert!(!prefers_json(&HeaderMap::new()));
    }
}
