//! Small inline drawings beside words that say the same.

use maud::{Markup, html};

/// A tick in a circle.
pub(super) fn tick() -> Markup {
    icon(
        "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1m3.6 5.2-4.2 4.9a.8.8 0 0 1-1.2 0L4.4 9.2l1.2-1.1L6.8 9.4l3.6-4.2z",
    )
}

/// An exclamation mark in a triangle.
pub(super) fn warning() -> Markup {
    icon(
        "M9 1.9a1.2 1.2 0 0 0-2 0L.9 12.7a1.2 1.2 0 0 0 1 1.8h12.2a1.2 1.2 0 0 0 1-1.8zM7.1 5.5h1.8v4.2H7.1zm0 \
         5.3h1.8v1.8H7.1z",
    )
}

fn icon(path: &str) -> Markup {
    html! {
        svg.icon aria-hidden="true" viewBox="0 0 16 16" { path fill="currentColor" fill-rule="evenodd" d=(path) {} }
    }
}
