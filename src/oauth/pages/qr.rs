//! A QR code as an inline drawing, which needs no request and no image.

use std::fmt::Write;

use maud::{Markup, html};
use qrcode::{Color, QrCode};

/// How many light modules stand around the dark ones, so that cameras find them.
const QUIET: usize = 4;

/// The drawing of `text`; nothing where it is too long for one.
pub(super) fn qr(text: &str, label: &str) -> Markup {
    let Ok(code) = QrCode::new(text) else {
        return html! {};
    };
    let width = code.width();
    let side = width.saturating_add(2 * QUIET);
    html! {
        svg.qr role="img" aria-label=(label) viewBox={ "0 0 " (side) " " (side) } shape-rendering="crispEdges" {
            rect width=(side) height=(side) fill="#fff" {}
            path fill="#000" d=(dark_modules(&code.to_colors(), width)) {}
        }
    }
}

/// A path of one square per dark module.
fn dark_modules(colors: &[Color], width: usize) -> String {
    let mut path = String::new();
    for (y, row) in (QUIET..).zip(colors.chunks(width)) {
        for (x, _) in (QUIET..)
            .zip(row)
            .filter(|(_, color)| **color == Color::Dark)
        {
            // Writing to a text does not fail.
            let _written = write!(path, "M{x} {y}h1v1h-1z");
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_drawn_within_its_quiet_zone() {
        let drawing = qr("otpauth://totp/a", "label").into_string();
        assert!(drawing.contains("viewBox=\"0 0 33 33\""), "{drawing}");
        // The corner of the finder pattern.
        assert!(
            drawing.contains("d=\"M4 4h1v1h-1zM5 4h1v1h-1z"),
            "{drawing}"
        );
    }

    #[test]
    fn a_text_that_is_too_long_is_not_drawn() {
        assert_eq!(qr(&"a".repeat(4000), "label").into_string(), "");
    }
}
