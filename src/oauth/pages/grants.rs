//! A person's grants: which apps have access, to what, and a way to end it.

use maud::{Markup, html};

use super::consent::permission_list;
use super::{App, Form, Permission, Person, Problem, Shell, Site, icons, outside};

/// One app's access to one workspace.
#[derive(Clone, Copy, Debug)]
pub struct Grant<'a> {
    /// Its id, sent as `grant` when it is ended.
    pub id: &'a str,
    /// The app that has it.
    pub app: App<'a>,
    /// The name of the workspace.
    pub workspace: &'a str,
    /// What the app may do.
    pub permissions: &'a [Permission<'a>],
    /// The day it was given, as `2026-11-25`.
    pub since: &'a str,
}

/// What the page of grants shows.
#[derive(Clone, Copy, Debug)]
pub struct Grants<'a> {
    /// The form by which a grant is ended: `grant` is its id.
    pub form: Form<'a>,
    /// Who is signed in.
    pub person: Person<'a>,
    /// The form that signs out.
    pub sign_out: Form<'a>,
    /// The grants, in the order to show them.
    pub grants: &'a [Grant<'a>],
    /// What was wrong.
    pub problems: &'a [Problem<'a>],
    /// What was done.
    pub notice: Option<&'a str>,
}

/// The page.
#[must_use]
pub fn grants(site: &Site<'_>, page: &Grants<'_>) -> Markup {
    let shell = Shell {
        site,
        title: "Connected apps",
        heading: html! { "Connected apps" },
        problems: page.problems,
        notice: page.notice,
    };
    shell.around(&html! {
        (page.person.signed_in(&page.sign_out))
        @if page.grants.is_empty() {
            p.lead { "No app has access by your word." }
        } @else {
            (page.form.around(&html! {
                ul.grants {
                    @for grant in page.grants { li { (one(grant)) } }
                }
            }))
        }
    })
}

fn one(grant: &Grant<'_>) -> Markup {
    html! {
        div.app {
            (grant.app.mark())
            div {
                h2 { (outside(grant.app.name)) }
                @if !grant.app.is_verified { p.unverified { (icons::warning()) "Not verified" } }
                p.soft {
                    "Workspace " (outside(grant.workspace)) ", since "
                    time datetime=(grant.since) { (outside(grant.since)) }
                }
            }
        }
        @if !grant.permissions.is_empty() { (permission_list(grant.permissions)) }
        button type="submit" name="grant" value=(grant.id) {
            "Take back access"
            span.hidden { " of " (outside(grant.app.name)) " to " (outside(grant.workspace)) }
        }
    }
}
