//! A person's grants: which apps have access, to what, and a way to end it.

use maud::{Markup, html};

use super::{App, Form, Permission, Person, Shell, Site, outside};

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
        problems: &[],
        notice: page.notice,
    };
    shell.around(&html! {
        section aria-label="Your account" {
            p { "You are signed in as " (page.person.shown()) "." }
            (page.sign_out.around(&html! { button.link type="submit" { "Sign out" } }))
        }
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
                @if !grant.app.is_verified { p.not-verified { "Not verified" } }
                p.soft {
                    "Workspace " (outside(grant.workspace)) ", since "
                    time datetime=(grant.since) { (grant.since) }
                }
            }
        }
        ul.permissions {
            @for permission in grant.permissions {
                li {
                    @if let Some(text) = permission.text { span { (outside(text)) } " " }
                    code { (outside(permission.scope)) }
                }
            }
        }
        button type="submit" name="grant" value=(grant.id) {
            "Take back" span.hidden { " the access of " (outside(grant.app.name)) " to " (outside(grant.workspace)) }
        }
    }
}
