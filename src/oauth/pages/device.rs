//! Devices that cannot show a browser (RFC 8628): the code that they show is typed here.

use maud::{Markup, html};

use super::field::Field;
use super::{Form, Problem, Shell, Site, outside};

/// What the page for the code shows.
#[derive(Clone, Copy, Debug)]
pub struct Device<'a> {
    /// The form.
    pub form: Form<'a>,
    /// The code, where the link brought it or as it was typed.
    pub user_code: &'a str,
    /// What was wrong.
    pub problems: &'a [Problem<'a>],
}

/// What the page after the decision shows.
#[derive(Clone, Copy, Debug)]
pub struct DeviceDone<'a> {
    /// The name of the app on the device.
    pub app: &'a str,
    /// Whether it was allowed.
    pub is_allowed: bool,
    /// The page of the person's grants.
    pub grants_href: &'a str,
}

/// The page for the code.
#[must_use]
pub fn device(site: &Site<'_>, page: &Device<'_>) -> Markup {
    let shell = Shell {
        site,
        title: "Connect a device",
        heading: html! { "Connect a device" },
        problems: page.problems,
        notice: None,
    };
    let code = Field {
        name: "user_code",
        label: "Code on the device",
        kind: "text",
        autocomplete: "off",
        autocapitalize: Some("characters"),
        value: Some(page.user_code),
        hint: Some("Capitals, small letters and dashes make no difference."),
        is_code: true,
        is_required: true,
        is_first: true,
        ..Field::default()
    };
    shell.around(&html! {
        p.lead { "Type the code that the device or the program shows." }
        (page.form.around(&html! {
            (code.show(page.problems))
            button.first type="submit" { "Go on" }
        }))
        p.soft {
            "Did somebody send you this code? Then close this page: whoever has the device gets the access that you give."
        }
    })
}

/// The page after the decision.
#[must_use]
pub fn device_done(site: &Site<'_>, page: &DeviceDone<'_>) -> Markup {
    let heading = if page.is_allowed {
        "Connected"
    } else {
        "Denied"
    };
    let shell = Shell {
        site,
        title: heading,
        heading: html! { (heading) },
        problems: &[],
        notice: None,
    };
    shell.around(&html! {
        @if page.is_allowed {
            p.lead { strong { (outside(page.app)) } " has access now. Go back to the device; you can close this page." }
            p { "You can take the access back under " a href=(page.grants_href) { "your connected apps" } "." }
        } @else {
            p.lead { strong { (outside(page.app)) } " was given no access. You can close this page." }
        }
    })
}
