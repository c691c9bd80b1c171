//! The token of a WebSocket: browsers let a page set no header but the subprotocols, so it is sent there.

use http::Request;
use http::header::{AUTHORIZATION, HeaderMap, HeaderValue, SEC_WEBSOCKET_PROTOCOL};

use super::Denied;
use super::identify::DPOP;
use crate::model::WebSocket;

/// Subprotocols of ours; what follows the last dot of the longer ones is secret.
const OURS: &str = "wicketgate";
const BEARER: &str = "wicketgate.bearer.";
const BOUND: &str = "wicketgate.dpop.";
const PROOF: &str = "wicketgate.proof.";

/// The page offered our subprotocol: it must hear that one was chosen, if not by the upstream.
#[derive(Clone, Copy, Debug)]
pub struct OffersOurs;

/// Moves token and proof from the offered subprotocols to where those of other requests are. The upstream
/// is offered the rest.
pub(super) fn take_credentials<B>(request: &mut Request<B>) -> Result<(), Denied> {
    if request.extensions().get::<WebSocket>().is_none() {
        return Ok(());
    }
    let offered: Vec<String> = request
        .headers()
        .get_all(SEC_WEBSOCKET_PROTOCOL)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|name| name.trim().to_owned())
        .collect();
    if !offered.iter().any(|name| name.starts_with(OURS)) {
        return Ok(());
    }
    let (mut rest, mut authorization, mut proof) = (Vec::new(), Vec::new(), Vec::new());
    let mut offers_ours = false;
    for name in &offered {
        if let Some(token) = name.strip_prefix(BEARER) {
            authorization.push(format!("Bearer {token}"));
        } else if let Some(token) = name.strip_prefix(BOUND) {
            authorization.push(format!("DPoP {token}"));
        } else if let Some(jwt) = name.strip_prefix(PROOF) {
            proof.push(jwt.to_owned());
        } else if name == OURS {
            offers_ours = true;
        } else {
            rest.push(name.as_str());
        }
    }
    let headers = request.headers_mut();
    if authorization.len() > 1 || (!authorization.is_empty() && headers.contains_key(AUTHORIZATION))
    {
        return Err(Denied::Credentials("send one access token, not several"));
    }
    drop(headers.remove(SEC_WEBSOCKET_PROTOCOL));
    if !rest.is_empty() {
        insert(headers, &SEC_WEBSOCKET_PROTOCOL, &rest.join(", "));
    }
    for value in &authorization {
        insert(headers, &AUTHORIZATION, value);
    }
    for value in &proof {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.append(DPOP, value);
        }
    }
    if offers_ours {
        let _none = request.extensions_mut().insert(OffersOurs);
    }
    Ok(())
}

fn insert(headers: &mut HeaderMap, name: &http::HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        drop(headers.insert(name, value));
    }
}

/// Says that our subprotocol was chosen, where it was offered and the upstream has chosen none.
pub fn choose_ours(offered: Option<&OffersOurs>, headers: &mut HeaderMap) {
    if offered.is_some() && !headers.contains_key(SEC_WEBSOCKET_PROTOCOL) {
        drop(headers.insert(SEC_WEBSOCKET_PROTOCOL, HeaderValue::from_static(OURS)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(offered: &[&str]) -> Result<Request<()>, Denied> {
        let mut request = Request::new(());
        let _none = request.extensions_mut().insert(WebSocket);
        for value in offered {
            let value = HeaderValue::from_str(value).unwrap();
            request.headers_mut().append(SEC_WEBSOCKET_PROTOCOL, value);
        }
        take_credentials(&mut request).map(|()| request)
    }

    #[test]
    fn a_token_moves_to_its_header_and_the_rest_stays() {
        let one = taken(&["wicketgate, wicketgate.bearer.a.b.c, chat", " v2 "]).unwrap();
        assert_eq!(one.headers()[AUTHORIZATION], "Bearer a.b.c");
        assert_eq!(one.headers()[SEC_WEBSOCKET_PROTOCOL], "chat, v2");
        assert!(one.extensions().get::<OffersOurs>().is_some());
        let bound = taken(&["wicketgate.dpop.a.b.c,wicketgate.proof.d.e.f"]).unwrap();
        assert_eq!(bound.headers()[AUTHORIZATION], "DPoP a.b.c");
        assert_eq!(bound.headers()[DPOP], "d.e.f");
        assert!(!bound.headers().contains_key(SEC_WEBSOCKET_PROTOCOL));
        assert!(bound.extensions().get::<OffersOurs>().is_none());
        let none = taken(&["chat"]).unwrap();
        assert_eq!(none.headers().len(), 1);
    }

    #[test]
    fn two_tokens_are_one_too_many() {
        for offered in [
            "wicketgate.bearer.a, wicketgate.bearer.a",
            "wicketgate.bearer.a, wicketgate.dpop.a",
        ] {
            assert!(taken(&[offered]).is_err(), "{offered}");
        }
        let mut request = taken(&[]).unwrap();
        let headers = request.headers_mut();
        headers.insert(AUTHORIZATION, HeaderValue::from_static("Bearer x"));
        let token = HeaderValue::from_static("wicketgate.bearer.a");
        headers.insert(SEC_WEBSOCKET_PROTOCOL, token);
        assert!(take_credentials(&mut request).is_err());
    }

    #[test]
    fn what_asks_for_no_tunnel_is_left_alone() {
        let mut request = Request::new(());
        let token = HeaderValue::from_static("wicketgate.bearer.a");
        request.headers_mut().insert(SEC_WEBSOCKET_PROTOCOL, token);
        take_credentials(&mut request).unwrap();
        assert!(!request.headers().contains_key(AUTHORIZATION));
    }
}
