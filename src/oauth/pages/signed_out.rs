//! Signed out: the session of the browser has ended.

use maud::{Markup, html};

use super::{Shell, Site, outside};

/// What the page after signing out shows.
#[derive(Clone, Copy, Debug)]
pub struct SignedOut<'a> {
    /// The sign-in page.
    pub sign_in_href: &'a str,
}

/// The page.
#[must_use]
pub fn signed_out(site: &Site<'_>, page: &SignedOut<'_>) -> Markup {
    let shell = Shell {
        site,
        title: "You are signed out",
        heading: html! { "You are signed out" },
        problems: &[],
        notice: None,
    };
    shell.around(&html! {
        p.lead {
            "Your session at " (outside(site.host)) " has ended in this browser. Apps that you have allowed keep "
            "their access."
        }
        a.button href=(page.sign_in_href) { "Sign in again" }
    })
}
