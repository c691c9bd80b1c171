//! Set-up of an account, by a one-time link: a password, and a second factor for whoever wants one.

use std::fmt;

use maud::{Markup, html};

use super::field::Field;
use super::qr::qr;
use super::{Form, Person, Problem, Shell, Site, outside};

/// The key of a second factor that is not confirmed yet.
#[derive(Clone, Copy)]
pub struct Totp<'a> {
    /// The key in base32.
    pub secret: &'a str,
    /// The same as an `otpauth:` URI.
    pub uri: &'a str,
}

impl fmt::Debug for Totp<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Totp").finish_non_exhaustive()
    }
}

/// What the set-up page shows.
#[derive(Clone, Copy, Debug)]
pub struct SetUp<'a> {
    /// The form.
    pub form: Form<'a>,
    /// Whose account it is.
    pub person: Person<'a>,
    /// How many characters a password has at least.
    pub min_length: usize,
    /// The offer of a second factor; none where the account has one already.
    pub totp: Option<Totp<'a>>,
    /// What was wrong.
    pub problems: &'a [Problem<'a>],
}

/// The page.
#[must_use]
pub fn set_up(site: &Site<'_>, page: &SetUp<'_>) -> Markup {
    let shell = Shell {
        site,
        title: "Set up your account",
        heading: html! { "Set up your account" },
        problems: page.problems,
        notice: None,
    };
    let hint = format!(
        "At least {} characters. A few words that you remember are better than a short riddle.",
        page.min_length
    );
    let password = Field {
        name: "password",
        label: "New password",
        kind: "password",
        autocomplete: "new-password",
        min_length: Some(page.min_length),
        hint: Some(&hint),
        is_required: true,
        ..Field::default()
    };
    let again = Field {
        name: "password_again",
        label: "The same password again",
        hint: None,
        ..password
    };
    shell.around(&html! {
        p.lead {
            @if !page.person.name.is_empty() { strong { (outside(page.person.name)) } ", " }
            "choose how you sign in to " (outside(site.host)) "."
        }
        (page.form.around(&html! {
            // Not sent; it tells a password manager whose password this is.
            div.field {
                label for="email" { "E-mail address" }
                input id="email" type="text" value=(page.person.email) autocomplete="username" readonly;
            }
            (password.show(page.problems))
            (again.show(page.problems))
            @if let Some(totp) = page.totp { (second_factor(&totp, page.problems)) }
            button.first type="submit" { "Save and go on" }
        }))
    })
}

fn second_factor(totp: &Totp<'_>, problems: &[Problem<'_>]) -> Markup {
    let code = Field {
        name: "code",
        label: "Code",
        kind: "text",
        autocomplete: "one-time-code",
        inputmode: Some("numeric"),
        hint: Some("The six digits that the app shows now. Leave it empty to do without."),
        is_code: true,
        ..Field::default()
    };
    html! {
        fieldset {
            legend { "Second factor (optional)" }
            p {
                "With one, whoever learns your password still cannot sign in as you. Scan this with an authenticator app, "
                "or type the key into it, then enter the code that it shows."
            }
            (qr(totp.uri, "QR code of the key below"))
            p { "Key: " (in_groups_of_four(totp.secret)) }
            p { a href=(totp.uri) { "Open in an authenticator app on this device" } }
            (code.show(problems))
        }
    }
}

/// As people read it out; no group is broken where a line ends.
fn in_groups_of_four(secret: &str) -> Markup {
    let letters: Vec<char> = secret.chars().collect();
    html! {
        @for group in letters.chunks(4) {
            code.whole { (outside(&group.iter().collect::<String>())) } " "
        }
    }
}
