//! Texts from outside: names, addresses and whatever else somebody else has written.

use maud::{Markup, html};

/// The text, escaped and in a direction of its own, so that it cannot turn the words around it.
pub(super) fn outside(text: &str) -> Markup {
    html! { bdi { (without_overrides(text)) } }
}

/// What turns the direction of letters, and what no font shows, is seen to be there.
pub(super) fn without_overrides(text: &str) -> String {
    let shown = |c: char| match c {
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        c if c.is_control() => '\u{fffd}',
        c => c,
    };
    text.chars().map(shown).collect()
}
