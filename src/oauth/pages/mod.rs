//! The pages that people see, as pure functions: what a page shows goes in, HTML comes out.
//!
//! They work with the keyboard and a screen reader, without JavaScript, and load nothing but `STYLE`.
//! Texts from outside are escaped, and shown by `outside`, so that none of them reaches past its place.

mod code;
mod consent;
mod device;
mod difference;
mod field;
mod grants;
mod icons;
mod outside;
mod qr;
mod refused;
mod set_up;
mod sign_in;
mod signed_out;
#[cfg(test)]
mod tests;

use std::fmt;

use maud::{DOCTYPE, Markup, html};

pub use code::{Code, code};
pub use consent::{Consent, Permission, Then, Workspace, consent};
pub use device::{Device, DeviceDone, device, device_done};
pub use difference::RedirectUris;
pub use grants::{Grant, Grants, grants};
pub use refused::{Refused, refused};
pub use set_up::{SetUp, Totp, set_up};
pub use sign_in::{Provider, SignIn, sign_in};
pub use signed_out::{SignedOut, signed_out};

use outside::{outside, without_overrides};

/// Where the pages look for `STYLE`.
pub const STYLE_PATH: &str = "/oauth/assets/pages.css";

/// The style sheet of all pages, as `text/css`.
pub const STYLE: &str = include_str!("pages.css");

/// Whose pages these are.
#[derive(Clone, Copy, Debug)]
pub struct Site<'a> {
    /// The host of the public URL, as the browser shows it in its address bar.
    pub host: &'a str,
}

/// Where a form goes, and what it carries that nobody sees.
#[derive(Clone, Copy)]
pub struct Form<'a> {
    /// The path it is posted to.
    pub action: &'a str,
    /// The sealed token, sent as `form`.
    pub token: &'a str,
    /// The sealed request that goes on after this page, sent as `request`.
    pub request: Option<&'a str>,
}

impl fmt::Debug for Form<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Form")
            .field("action", &self.action)
            .finish_non_exhaustive()
    }
}

impl Form<'_> {
    /// The form around `content`.
    fn around(&self, content: &Markup) -> Markup {
        html! {
            form method="post" action=(self.action) {
                input type="hidden" name="form" value=(self.token);
                @if let Some(request) = self.request {
                    input type="hidden" name="request" value=(request);
                }
                (content)
            }
        }
    }
}

/// Something that is wrong with what was sent, said to whoever sent it.
#[derive(Clone, Copy, Debug)]
pub struct Problem<'a> {
    /// The name of the field it is about; none where it is about the whole.
    pub field: Option<&'a str>,
    /// What is wrong, and what to do; one sentence or two.
    pub text: &'a str,
}

/// The app that asks.
#[derive(Clone, Copy, Debug)]
pub struct App<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its icon as a `data:` URI; a letter stands in for it where there is none.
    pub icon: Option<&'a str>,
    /// Whether the platform has checked who is behind it.
    pub is_verified: bool,
}

impl App<'_> {
    /// Its icon, or its first letter.
    fn mark(&self) -> Markup {
        let letter = self.name.chars().find(|letter| letter.is_alphanumeric());
        html! {
            @match (self.icon, letter) {
                (Some(icon), _) => img.mark src=(icon) alt="" width="48" height="48";,
                (None, Some(letter)) => span.mark aria-hidden="true" { (letter.to_uppercase()) },
                (None, None) => span.mark aria-hidden="true" { "?" },
            }
        }
    }
}

/// The person who is signed in.
#[derive(Clone, Copy, Debug)]
pub struct Person<'a> {
    /// Their name; may be empty.
    pub name: &'a str,
    /// Their e-mail address.
    pub email: &'a str,
}

impl Person<'_> {
    /// Who is signed in, beside the way out.
    fn signed_in(&self, sign_out: &Form<'_>) -> Markup {
        html! {
            section.person aria-label="Your account" {
                p {
                    "Signed in as "
                    @if !self.name.is_empty() { strong { (outside(self.name)) } " " }
                    (outside(self.email))
                }
                (sign_out.around(&html! {
                    "Not you? " button.link type="submit" { "Sign out" }
                }))
            }
        }
    }
}

/// What every page has around its content.
struct Shell<'a> {
    site: &'a Site<'a>,
    /// The title of the window; no name that others chose, since nothing could set it apart there.
    title: &'a str,
    heading: Markup,
    /// What was wrong with what was sent.
    problems: &'a [Problem<'a>],
    /// What was done.
    notice: Option<&'a str>,
}

impl Shell<'_> {
    fn around(&self, content: &Markup) -> Markup {
        html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    title {
                        @if !self.problems.is_empty() { "Problem: " }
                        (without_overrides(self.title)) " · " (without_overrides(self.site.host))
                    }
                    link rel="icon" href="data:,";
                    link rel="stylesheet" href=(STYLE_PATH);
                }
                body {
                    header { p { (outside(self.site.host)) } }
                    main {
                        (summary(self.problems))
                        @if let Some(notice) = self.notice {
                            p.notice role="status" { (outside(notice)) }
                        }
                        h1 { (self.heading) }
                        (content)
                    }
                }
            }
        }
    }
}

/// All problems above everything else: it has the focus when the page opens, so that nobody misses it.
fn summary(problems: &[Problem<'_>]) -> Markup {
    html! {
        @if !problems.is_empty() {
            div.problems role="alert" tabindex="-1" autofocus {
                h2 { "There is a problem" }
                ul {
                    @for problem in problems {
                        li {
                            @if let Some(field) = problem.field {
                                a href={ "#" (field) } { (outside(problem.text)) }
                            } @else {
                                (outside(problem.text))
                            }
                        }
                    }
                }
            }
        }
    }
}
