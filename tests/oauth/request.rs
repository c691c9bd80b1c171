//! `Request`, an authorization request as an app sends it, and `SentBack`, the answer that a redirect carries.

use std::collections::BTreeMap;

use form_urlencoded::Serializer;

use crate::support::browser::Page;

/// The verifier of RFC 7636, appendix B.
pub const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
/// Its challenge.
pub const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

/// Names and values, in the order in which they are sent.
#[derive(Clone)]
pub struct Request(Vec<(String, String)>);

impl Request {
    /// A good one: with state and PKCE, for all scopes that the client has.
    pub fn new(client_id: &str, redirect_uri: &str) -> Self {
        Self(Vec::new())
            .also("response_type", "code")
            .also("client_id", client_id)
            .also("redirect_uri", redirect_uri)
            .also("state", "xyz")
            .also("code_challenge", CHALLENGE)
            .also("code_challenge_method", "S256")
    }

    /// One parameter more, whether it is there already or not.
    pub fn also(mut self, name: &str, value: &str) -> Self {
        self.0.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn without(mut self, name: &str) -> Self {
        self.0.retain(|(known, _)| known != name);
        self
    }

    /// The parameter with this value in the place of its own.
    pub fn with(self, name: &str, value: &str) -> Self {
        self.without(name).also(name, value)
    }

    pub fn without_pkce(self) -> Self {
        self.without("code_challenge")
            .without("code_challenge_method")
    }

    /// What is kept of it where it is pushed.
    pub fn parameters(&self) -> BTreeMap<String, String> {
        self.0.iter().cloned().collect()
    }

    pub fn query(&self) -> String {
        Serializer::new(String::new())
            .extend_pairs(&self.0)
            .finish()
    }

    pub fn path(&self) -> String {
        format!("/oauth/authorize?{}", self.query())
    }
}

/// Where a browser was sent, and with what.
#[derive(Debug)]
pub struct SentBack {
    /// What stands before the answer.
    pub uri: String,
    parameters: Vec<(String, String)>,
}

impl SentBack {
    pub fn of(page: &Page) -> Self {
        assert_eq!(page.status(), 303, "{}", page.text());
        let location = page.location();
        let (uri, query) = location.split_once('?').expect(location);
        let parameters = form_urlencoded::parse(query.as_bytes());
        Self {
            uri: uri.to_owned(),
            parameters: parameters.into_owned().collect(),
        }
    }

    /// The one value of a parameter; empty if there is none.
    pub fn one(&self, name: &str) -> &str {
        let mut all = self.parameters.iter().filter(|(known, _)| known == name);
        let value = all.next().map_or("", |(_, value)| value);
        assert!(all.next().is_none(), "{name} twice: {self:?}");
        value
    }

    pub fn has(&self, name: &str) -> bool {
        self.parameters.iter().any(|(known, _)| known == name)
    }
}
