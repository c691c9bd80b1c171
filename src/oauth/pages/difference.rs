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
                    h2 {
                        "Registered"
                        @if let more @ 2.. = self.registered.len() { ", the closest of " (more) }
                    }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(sent: &str, registered: &[&str]) -> String {
        RedirectUris { sent, registered }.show().into_string()
    }

    #[test]
    fn the_first_difference_is_marked_and_told() {
        let page = shown("https://a.example/Cb?x=1", &["https://a.example/cb?x=1"]);
        assert!(
            page.contains("https://a.example/<mark>C</mark>b?x=1"),
            "{page}"
        );
        assert!(
            page.contains("https://a.example/<mark>c</mark>b?x=1"),
            "{page}"
        );
        assert!(page.contains("It differs at character 19: sent <code dir=\"ltr\">C</code>, registered <code dir=\"ltr\">c</code>."), "{page}");
    }

    #[test]
    fn an_end_is_a_difference() {
        let page = shown("https://a.example/cb", &["https://a.example/cb/"]);
        assert!(
            page.contains("https://a.example/cb<mark> </mark>"),
            "{page}"
        );
        assert!(
            page.contains("sent nothing (it ends there), registered <code dir=\"ltr\">/</code>."),
            "{page}"
        );
        let page = shown("", &["https://a.example/"]);
        assert!(
            page.contains("It differs at character 1: sent nothing"),
            "{page}"
        );
    }

    #[test]
    fn what_looks_alike_or_like_nothing_is_told_by_its_number() {
        for (letter, number) in [
            ("\u{430}", "[U+0430]"),
            (" ", "[U+0020]"),
            ("\u{202e}", "[U+202E]"),
        ] {
            let page = shown(
                &format!("https://{letter}.example/{letter}"),
                &["https://a.example/a"],
            );
            assert!(
                page.contains(&format!("https://<mark>{number}</mark>.example/{number}")),
                "{page}"
            );
            assert!(!page.contains(&format!("/{letter}<")), "{page}");
        }
    }

    #[test]
    fn the_closest_of_several_is_shown() {
        let registered = [
            "https://b.example/",
            "https://a.example/one",
            "https://a.example/",
        ];
        let page = shown("https://a.example/on", &registered);
        assert!(page.contains("Registered, the closest of 3"), "{page}");
        assert!(
            page.contains("https://a.example/on<mark>e</mark>"),
            "{page}"
        );
    }

    #[test]
    fn that_none_is_registered_is_told() {
        let page = shown("https://a.example/", &[]);
        assert!(page.contains("No redirect URI is registered."), "{page}");
        assert!(!page.contains("<mark>"), "{page}");
    }
}
