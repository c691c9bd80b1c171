//! Consent: who asks, for which workspace, for what, and where it goes from here.

use maud::{Markup, html};

use super::{App, Form, Person, Problem, Shell, Site, outside};

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
    let may_allow = page.workspaces.iter().any(|one| one.refused.is_none());
    shell.around(&html! {
        (who_asks(site, page))
        section aria-label="Your account" {
            p { "You are signed in as " (page.person.shown()) "." }
            (page.sign_out.around(&html! {
                span { "Not you? " }
                button.link type="submit" { "Sign out" }
            }))
        }
        (page.form.around(&html! {
            (workspaces(page))
            (permissions(page))
            (what_follows(page))
            div.decision {
                // The first is what the Enter key presses.
                button type="submit" name="decision" value="deny" formnovalidate { "Deny" }
                @if may_allow {
                    button.first[page.app.is_verified] type="submit" name="decision" value="allow" { "Allow" }
                }
            }
        }))
    })
}

fn who_asks(site: &Site<'_>, page: &Consent<'_>) -> Markup {
    html! {
        section.app aria-label="The app" {
            (page.app.mark())
            div {
                p { strong { (outside(page.app.name)) } }
                @if page.app.is_verified {
                    p.verified { "Verified by " (outside(site.host)) }
                }
                @if !page.description.is_empty() {
                    p.soft { (outside(page.description)) }
                }
            }
        }
        @if !page.app.is_verified {
            section.warning aria-labelledby="not-verified" {
                h2 id="not-verified" { "Not verified" }
                p {
                    "Nobody at " (outside(site.host)) " has checked who is behind this app. Its name, icon and "
                    "description are its own words. Allow it only if you know and trust whoever sent you here."
                }
            }
        }
    }
}

fn workspaces(page: &Consent<'_>) -> Markup {
    html! {
        @match page.workspaces {
            [only] if only.refused.is_none() => {
                input type="hidden" name="workspace" value=(only.id);
                section aria-labelledby="workspace" {
                    h2 id="workspace" { "For the workspace" }
                    p { strong { (outside(only.name)) } }
                }
            }
            [] => p { "You are in no workspace, so there is nothing that you could give access to." },
            several => (picker(several, page.chosen, page.problems)),
        }
    }
}

fn picker(workspaces: &[Workspace<'_>], chosen: Option<&str>, problems: &[Problem<'_>]) -> Markup {
    let wrong = problems.iter().find(|p| p.field == Some("workspace"));
    html! {
        fieldset aria-describedby=[wrong.map(|_| "workspace-problem")] {
            legend { "For which workspace?" }
            @if let Some(wrong) = wrong {
                p.wrong id="workspace-problem" { (outside(wrong.text)) }
            }
            @for (number, workspace) in workspaces.iter().enumerate() {
                label.choice {
                    input id=[(number == 0).then_some("workspace")] type="radio" name="workspace"
                        value=(workspace.id)
                        checked[chosen == Some(workspace.id)]
                        disabled[workspace.refused.is_some()]
                        required;
                    span {
                        (outside(workspace.name))
                        @if let Some(why) = workspace.refused { span.soft { " " (outside(why)) } }
                    }
                }
            }
        }
    }
}

fn permissions(page: &Consent<'_>) -> Markup {
    html! {
        section aria-labelledby="permissions" {
            h2 id="permissions" { "It may then" }
            @if page.permissions.is_empty() {
                p { "Call what needs no permission of its own." }
            } @else {
                ul.permissions {
                    @for permission in page.permissions {
                        li {
                            @if let Some(text) = permission.text {
                                span { (outside(text)) } " "
                            }
                            code { (outside(permission.scope)) }
                        }
                    }
                }
            }
        }
    }
}

fn what_follows(page: &Consent<'_>) -> Markup {
    html! {
        section aria-labelledby="follows" {
            h2 id="follows" { "What Allow means" }
            p {
                "The app can do this until you take it back, also while you are away. You can take it back at any time under "
                a href=(page.grants_href) { "your connected apps" }
                ", and so can whoever administers the workspace."
            }
            @match page.then {
                Then::Site(host) => p { "Either way you go on to " strong { (outside(host)) } "." },
                Then::Program(opened_by) => p {
                    "Either way a program on this device is opened: " strong { (outside(opened_by)) } "."
                },
                Then::Device(code) => p {
                    "The access goes to the device that shows the code " strong { (outside(code)) }
                    ". Deny if that is not a device in front of you."
                },
            }
        }
    }
}
