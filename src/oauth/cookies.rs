//! Cookies of our pages: all of them `__Host-`, so that no other host can set or read one (RFC 6265bis,
//! section 4.1.3), and none readable by scripts.

use http::HeaderValue;
use http::header::{COOKIE, HeaderMap, SET_COOKIE};

use super::Answer;
use crate::model::Lifetime;

/// A cookie of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cookie {
    /// Who is signed in.
    Session,
    /// A device that has signed in before.
    Device,
    /// What the forms of somebody are bound to who is not signed in.
    Form,
    /// Whose code of the second factor is waited for.
    Code,
    /// What must come back from the platform's own provider.
    Oidc,
    /// The link that a person sets up their account with.
    SetUp,
}

impl Cookie {
    const fn name(self) -> &'static str {
        match self {
            Self::Session => "__Host-wicketgate-session",
            Self::Device => "__Host-wicketgate-device",
            Self::Form => "__Host-wicketgate-form",
            Self::Code => "__Host-wicketgate-code",
            Self::Oidc => "__Host-wicketgate-oidc",
            Self::SetUp => "__Host-wicketgate-set-up",
        }
    }

    /// Its value, as the browser sent it.
    #[must_use]
    pub fn of(self, headers: &HeaderMap) -> Option<&str> {
        let fields = headers.get_all(COOKIE).iter();
        let texts = fields.filter_map(|field| field.to_str().ok());
        let mut pairs = texts.flat_map(|text| text.split(';'));
        pairs.find_map(|pair| {
            let (name, value) = pair.trim_ascii().split_once('=')?;
            (name == self.name() && !value.is_empty()).then_some(value)
        })
    }

    /// Sets it for a time. `Lax`: people come to our pages from the pages of apps and of the provider.
    pub fn set(self, value: &str, lifetime: Lifetime, answer: &mut Answer) {
        let (name, seconds) = (self.name(), lifetime.as_secs());
        let text =
            format!("{name}={value}; Path=/; Max-Age={seconds}; Secure; HttpOnly; SameSite=Lax");
        if let Ok(mut field) = HeaderValue::from_str(&text) {
            field.set_sensitive(true);
            let _is_first = answer.headers_mut().append(SET_COOKIE, field);
        }
    }

    /// Takes it from the browser.
    pub fn clear(self, answer: &mut Answer) {
        self.set("", Lifetime::default(), answer);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        for text in [
            "a=b; x__Host-wicketgate-session=no; __Host-wicketgate-session=",
            "__Host-wicketgate-sessionx=no;__Host-wicketgate-session=yes=; c=d",
        ] {
            headers.append(COOKIE, text.parse().unwrap());
        }
        assert_eq!(Cookie::Session.of(&headers), Some("yes="));
        assert_eq!(Cookie::Device.of(&headers), None);
    }

    #[test]
    fn every_cookie_is_ours_alone() {
        let mut answer = Answer::default();
        Cookie::Session.set("abc", Lifetime::from_secs(60), &mut answer);
        Cookie::Oidc.clear(&mut answer);
        let set: Vec<_> = answer.headers().get_all(SET_COOKIE).iter().collect();
        assert_eq!(
            set,
            [
                "__Host-wicketgate-session=abc; Path=/; Max-Age=60; Secure; HttpOnly; SameSite=Lax",
                "__Host-wicketgate-oidc=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax",
            ]
        );
    }
}
