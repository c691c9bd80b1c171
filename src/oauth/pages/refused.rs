//! Refused: what is wrong and what to do, where there is nobody to send the answer to.

use maud::{Markup, html};

use super::difference::RedirectUris;
use super::{Shell, Site, outside};

/// What an error page shows.
#[derive(Clone, Copy, Debug)]
pub struct Refused<'a> {
    /// What it is, in a few words of our own: `This app sent you to the wrong address`.
    pub heading: &'a str,
    /// What is wrong, in a sentence or two.
    pub what: &'a str,
    /// What to do about it.
    pub to_do: &'a str,
    /// The redirect URI that was sent and those that are registered, where that is what differs.
    pub redirect_uris: Option<RedirectUris<'a>>,
    /// The stable code of the error.
    pub code: &'a str,
    /// The page of that code; none where the documents are off.
    pub code_href: Option<&'a str>,
    /// The id of the request.
    pub request_id: &'a str,
}

/// The page.
#[must_use]
pub fn refused(site: &Site<'_>, page: &Refused<'_>) -> Markup {
    let shell = Shell {
        site,
        title: page.heading,
        heading: outside(page.heading),
        problems: &[],
        notice: None,
    };
    shell.around(&html! {
        p.lead { (outside(page.what)) }
        @if let Some(uris) = page.redirect_uris { (uris.show()) }
        section aria-labelledby="to-do" {
            h2 id="to-do" { "What to do" }
            p { (outside(page.to_do)) }
        }
        dl.soft {
            dt { "Error" }
            dd {
                @if let Some(href) = page.code_href {
                    a href=(href) { code { (outside(page.code)) } }
                } @else {
                    code { (outside(page.code)) }
                }
            }
            dt { "Request" }
            dd { code { (outside(page.request_id)) } }
        }
    })
}
