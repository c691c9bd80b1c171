//! The second factor: the code that an authenticator app shows.

use maud::{Markup, html};

use super::field::Field;
use super::{Form, Problem, Shell, Site, outside};

/// What the page of the second factor shows.
#[derive(Clone, Copy, Debug)]
pub struct Code<'a> {
    /// The form.
    pub form: Form<'a>,
    /// Whose password was right.
    pub email: &'a str,
    /// The sign-in page, for whoever is somebody else.
    pub sign_in_href: &'a str,
    /// What was wrong.
    pub problems: &'a [Problem<'a>],
}

/// The page.
#[must_use]
pub fn code(site: &Site<'_>, page: &Code<'_>) -> Markup {
    let shell = Shell {
        site,
        title: "Enter your code",
        heading: html! { "Enter your code" },
        problems: page.problems,
        notice: None,
    };
    let code = Field {
        name: "code",
        label: "Code",
        kind: "text",
        autocomplete: "one-time-code",
        inputmode: Some("numeric"),
        hint: Some("Six digits. A new code appears every 30 seconds."),
        is_code: true,
        is_required: true,
        is_first: true,
        ..Field::default()
    };
    shell.around(&html! {
        p.lead {
            "Open your authenticator app and type the code it shows for "
            strong { (outside(page.email)) } "."
        }
        (page.form.around(&html! {
            (code.show(page.problems))
            button.first type="submit" { "Go on" }
        }))
        p { a href=(page.sign_in_href) { "Sign in as somebody else" } }
        p.soft {
            "Lost your authenticator? Whoever runs " (outside(site.host))
            " for you can reset it."
        }
    })
}
