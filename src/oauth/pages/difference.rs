//! Where a redirect URI differs from the registered one: marked, and said in words.

use maud::{Markup, html};

/// A redirect URI that is not registered.
#[derive(Clone, Copy, Debug)]
pub struct RedirectUris<'a> {
    /// What was sent.
    pub sent: &'a str,
    /// What is registered; the one that is most like it is shown.
    pub registered: &'a [&'a str],
}

impl RedirectUris<'_> {
    pub(super) fn show(&self) -> Markup {
        let closest = self
            .registered
            .iter()
            .max_by_key(|uri| same(self.sent, uri));
        html! {
            @if let Some(registered) = closest {
                @let at = same(self.sent, registered);
                div.uris {
                    h2 { "Sent" }
                    (marked(self.sent, at))
                    h2 { "Registered" }
                    (marked(registered, at))
                }
                p {
                    "It differs at character " (at.saturating_add(1)) ": sent " (named(self.sent, at))
                    ", registered " (named(registered, at)) "."
                }
            } @else {
                div.uris { h2 { "Sent" } (marked(self.sent, usize::MAX)) }
                p { "No redirect URI is registered." }
            }
        }
    }
}

/// How many characters both begin with.
fn same(one: &str, other: &str) -> usize {
    one.chars()
        .zip(other.chars())
        .take_while(|(a, b)| a == b)
        .count()
}

/// The URI with one character marked; its end where there is none.
fn marked(uri: &str, at: usize) -> Markup {
    let before: String = uri.chars().take(at).map(visible).collect();
    let after: String = uri
        .chars()
        .skip(at.saturating_add(1))
        .map(visible)
        .collect();
    html! {
        code.uri dir="ltr" {
            (before)
            @match uri.chars().nth(at) {
                Some(c) => mark { (visible(c)) },
                None if at < usize::MAX => mark { " " },
                None => {},
            }
            (after)
        }
    }
}

/// The character in words.
fn named(uri: &str, at: usize) -> Markup {
    html! {
        @match uri.chars().nth(at) {
            Some(c) => code dir="ltr" { (visible(c)) },
            None => "nothing (it ends there)",
        }
    }
}

/// As it is where it may stand in a URI; else by its number, since it may look like another or like nothing.
fn visible(c: char) -> String {
    if c.is_ascii_graphic() {
        c.to_string()
    } else {
        format!("[U+{:04X}]", u32::from(c))
    }
}
