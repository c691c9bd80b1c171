//! Consent: who asks, for which workspace, for what, and where it goes from here.

use maud::{Markup, html};

use super::{App, Form, Person, Problem, Shell, Site, icons, outside};

/// A workspace of the person.
#[derive(Clone, Copy, Debug)]
pub struct Workspace<'a> {
    /// Its id, sent as `workspace`.
    pub id: &'a str,
    /// Its name.
    pub name: &'a str,
    /// Why the person may not choose it, as a whole sentence; none where they may.
    pub refused: Option<&'a str>,
}

/// Something that the app may do.
#[derive(Clone, Copy, Debug)]
pub struct Permission<'a> {
    /// The name of the scope.
    pub scope: &'a str,
    /// What the catalogue says of it; none where there is no catalogue.
    pub text: Option<&'a str>,
}

/// Where the answer is sent.
#[derive(Clone, Copy, Debug)]
pub enum Then<'a> {
    /// To the site of this host, which the browser goes to.
    Site(&'a str),
    /// To a program on this device, by a loopback address or a scheme of its own (RFC 8252): what it is opened by.
    Program(&'a str),
    /// To the device that shows this code (RFC 8628).
    Device(&'a str),
}

/// What the consent page shows.
#[derive(Clone, Copy, Debug)]
pub struct Consent<'a> {
    /// The form of the decision: `decision` is `allow` or `deny`, `workspace` the id of one.
    pub form: Form<'a>,
    /// The app that asks.
    pub app: App<'a>,
    /// What the app says of itself; may be empty.
    pub description: &'a str,
    /// Who is signed in.
    pub person: Person<'a>,
    /// The form by which somebody else can sign in.
    pub sign_out: Form<'a>,
    /// The workspaces that may be meant.
    pub workspaces: &'a [Workspace<'a>],
    /// The id of the one that is chosen when the page opens, if any.
    pub chosen: Option<&'a str>,
    /// What is asked for.
    pub permissions: &'a [Permission<'a>],
    /// Where the answer is sent.
    pub then: Then<'a>,
    /// The page of the person's grants.
    pub grants_href: &'a str,
    /// What was wrong.
    pub problems: &'a [Problem<'a>],
}

/// The page.
#[must_use]
pub fn consent(site: &Site<'_>, page: &Consent<'_>) -> Markup {
    let shell = Shell {
        site,
        title: "Allow access?",
        heading: html! { (outside(page.app.name)) " asks for access" },
        problems: page.problems,
        notice: None,
    };
    shell.around(&html! {
        (who_asks(site, page))
        @if let Then::Device(code) = page.then { (is_it_yours(code)) }
        (page.person.signed_in(&page.sign_out))
        @if page.workspaces.iter().any(|one| one.refused.is_none()) {
            (page.form.around(&decision(page)))
        } @else {
            (page.form.around(&no_way(page)))
        }
    })
}

fn decision(page: &Consent<'_>) -> Markup {
    html! {
        (workspace(page))
        section aria-labelledby="permissions" {
            h2 id="permissions" { "It may then" }
            @if page.permissions.is_empty() {
                p { "Call what needs no permission of its own." }
            } @else {
                (permission_list(page.permissions))
            }
        }
        section aria-labelledby="follows" {
            h2 id="follows" { "If you allow it" }
            p {
                "It keeps this access, also while you are away, until you take it back under "
                a href=(page.grants_href) { "your connected apps" }
                " or an administrator of the workspace does."
            }
        }
        (goes_on(page.then))
        div.decision {
            // The first of them is what the Enter key presses.
            button type="submit" name="decision" value="deny" formnovalidate { "Deny" }
            button class=[page.app.is_verified.then_some("first")] type="submit" name="decision" value="allow" {
                "Allow"
            }
        }
    }
}

/// Where the person has nothing to give.
fn no_way(page: &Consent<'_>) -> Markup {
    html! {
        h2 { "You cannot allow this" }
        @if page.workspaces.is_empty() {
            p { "You are a member of no workspace. Ask an administrator of one to add you, then start again." }
        }
        @for workspace in page.workspaces {
            p { strong { (outside(workspace.name)) } ": " (outside(workspace.refused.unwrap_or_default())) }
        }
        (goes_on(page.then))
        button type="submit" name="decision" value="deny" { "Go back without access" }
    }
}

fn who_asks(site: &Site<'_>, page: &Consent<'_>) -> Markup {
    html! {
        div.app {
            (page.app.mark())
            div {
                @if page.app.is_verified {
                    p.verified { (icons::tick()) "Verified by " (outside(site.host)) }
                } @else {
                    p.unverified { (icons::warning()) "Not verified" }
                }
                @if !page.description.is_empty() {
                    p { "In its own words: “" (outside(page.description)) "”" }
                }
            }
        }
        @if !page.app.is_verified {
            section.warning aria-labelledby="unverified" {
                h2 id="unverified" { "Nobody has checked this app" }
                p {
                    "Anyone can give an app this name and this icon. Allow it only if you know who makes it, and "
                    "came here from their own site or program."
                }
            }
        }
    }
}

/// Somebody else's device may wait for this person's word (RFC 8628, 5.4).
fn is_it_yours(code: &str) -> Markup {
    html! {
        section.warning aria-labelledby="device" {
            h2 id="device" { "Is this device yours?" }
            p {
                "It shows the code " strong.whole { (outside(code)) } ". If you see another code or none, or if "
                "somebody has sent you the code, then Deny: they would get the access."
            }
        }
    }
}

fn workspace(page: &Consent<'_>) -> Markup {
    html! {
        @match page.workspaces {
            [only] if only.refused.is_none() => {
                input type="hidden" name="workspace" value=(only.id);
                section aria-labelledby="workspace" {
                    h2 id="workspace" { "For the workspace" }
                    p { (outside(only.name)) }
                }
            }
            several => (picker(several, page.chosen, page.problems)),
        }
    }
}

fn picker(workspaces: &[Workspace<'_>], chosen: Option<&str>, problems: &[Problem<'_>]) -> Markup {
    let wrong = problems.iter().find(|p| p.field == Some("workspace"));
    let first = workspaces.iter().position(|one| one.refused.is_none());
    html! {
        fieldset aria-describedby=[wrong.map(|_| "workspace-problem")] {
            legend { "For which workspace?" }
            @if let Some(wrong) = wrong {
                p.wrong id="workspace-problem" { (outside(wrong.text)) }
            }
            @for (number, workspace) in workspaces.iter().enumerate() {
                label.choice {
                    input
                        id=[(first == Some(number)).then_some("workspace")]
                        type="radio"
                        name="workspace"
                        value=(workspace.id)
                        checked[chosen == Some(workspace.id)]
                        disabled[workspace.refused.is_some()]
                        required;
                    span {
                        (outside(workspace.name))
                        @if let Some(why) = workspace.refused { " " span.soft { (outside(why)) } }
                    }
                }
            }
        }
    }
}

/// What each permission means, its name small beside it.
pub(super) fn permission_list(permissions: &[Permission<'_>]) -> Markup {
    html! {
        ul.permissions {
            @for permission in permissions {
                li {
                    @if let Some(text) = permission.text { span { (outside(text)) } " " }
                    code { (outside(permission.scope)) }
                }
            }
        }
    }
}

fn goes_on(then: Then<'_>) -> Markup {
    html! {
        @match then {
            Then::Site(host) => p { "After this you are sent to " strong { (outside(host)) } "." },
            Then::Program(opened_by) => p {
                "After this a program on this device gets the answer: " strong { (outside(opened_by)) } "."
            },
            Then::Device(_) => p { "After this you can go back to the device." },
        }
    }
}
