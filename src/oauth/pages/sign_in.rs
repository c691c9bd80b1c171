//! Sign-in: by e-mail and password, at the platform's own provider, or either.

use maud::{Markup, html};

use super::field::Field;
use super::{Form, Problem, Shell, Site, outside};

/// The platform's own provider.
#[derive(Clone, Copy, Debug)]
pub struct Provider<'a> {
    /// What the button calls it.
    pub name: &'a str,
    /// Where the way to it begins; it is a link, since what a form leads to may not leave this site.
    pub href: &'a str,
}

/// What the sign-in page shows.
#[derive(Clone, Copy, Debug)]
pub struct SignIn<'a> {
    /// The form for e-mail and password; none where local accounts are off.
    pub form: Option<Form<'a>>,
    /// The platform's provider, if there is one.
    pub provider: Option<Provider<'a>>,
    /// The app that the person goes on to, if it is one.
    pub app: Option<&'a str>,
    /// The e-mail address, where it is known: as it was typed, or of `login_hint`.
    pub email: &'a str,
    /// What was wrong.
    pub problems: &'a [Problem<'a>],
    /// What was done before.
    pub notice: Option<&'a str>,
}

/// The page.
#[must_use]
pub fn sign_in(site: &Site<'_>, page: &SignIn<'_>) -> Markup {
    let shell = Shell {
        site,
        title: "Sign in",
        heading: html! { "Sign in to " (outside(site.host)) },
        problems: page.problems,
        notice: page.notice,
    };
    shell.around(&html! {
        @if let Some(app) = page.app {
            p.lead { strong { (outside(app)) } " asks for access. Sign in first, then decide." }
        }
        @if let Some(provider) = page.provider {
            a.button.first[page.form.is_none()] href=(provider.href) {
                "Sign in with " (outside(provider.name))
            }
        }
        @if page.provider.is_some() && page.form.is_some() {
            p.or { span { "or" } }
        }
        @if let Some(form) = page.form { (form.around(&with_password(site, page))) }
    })
}

fn with_password(site: &Site<'_>, page: &SignIn<'_>) -> Markup {
    let email = Field {
        name: "email",
        label: "E-mail address",
        kind: "email",
        autocomplete: "username",
        value: Some(page.email),
        is_required: true,
        is_first: page.email.is_empty(),
        ..Field::default()
    };
    let password = Field {
        name: "password",
        label: "Password",
        kind: "password",
        autocomplete: "current-password",
        is_required: true,
        is_first: !page.email.is_empty(),
        ..Field::default()
    };
    html! {
        (email.show(page.problems))
        (password.show(page.problems))
        button.first type="submit" { "Sign in" }
        p.soft {
            "Forgotten your password? Whoever runs " (outside(site.host))
            " for you can give you a link to set a new one."
        }
    }
}
