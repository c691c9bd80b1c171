//! The error pages as HTML: no script, one style, readable by everybody.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::ERRORS;
use super::errors::{ErrorPage, Errors};

/// The style of the pages. Its hash stands in their policy.
pub(super) const STYLE: &str = include_str!("page.css");

/// All codes.
pub(super) fn index(errors: &Errors) -> String {
    shell(
        "Error codes",
        &html! {
            h1 { "Error codes" }
            p { (with_code(&errors.introduction)) }
            table {
                caption { "Every code" }
                thead { tr { th scope="col" { "Code" } th scope="col" { "Status" } th scope="col" { "Title" } } }
                tbody {
                    @for page in &errors.pages {
                        @let code = page.code;
                        tr {
                            th scope="row" { a href={ (ERRORS) "/" (code.as_str()) } { code { (code.as_str()) } } }
                            td { (code.status().as_u16()) }
                            td { (code.title()) }
                        }
                    }
                }
            }
        },
    )
}

/// One code: what it means, why, what to do, and what it looks like.
pub(super) fn error(errors: &Errors, page: &ErrorPage) -> String {
    let code = page.code;
    shell(
        code.title(),
        &html! {
            nav aria-label="Documents" { a href=(ERRORS) { "All error codes" } }
            h1 { (code.title()) }
            p class="facts" {
                code { (code.as_str()) } " · status " (code.status().as_u16()) " · "
                code { "error" } " is " code { (code.oauth_error()) } " · "
                @if code.is_retryable() { "trying again may help" } @else { "trying the same again does not help" }
            }
            p { (with_code(&page.means)) }
            h2 { "Why it happens" }
            ul { @for why in &page.why { li { (with_code(why)) } } }
            h2 { "What to do" }
            ul { @for step in &page.what_to_do { li { (with_code(step)) } } }
            h2 { "What it looks like" }
            @for example in &page.examples {
                p { code { (example.method) " " (example.path) } " is answered with status " (code.status().as_u16()) " and" }
                pre tabindex="0" role="region" aria-label={ "Answer to " (example.method) " " (example.path) } {
                    code { (format!("{:#}", errors.body(page, example))) }
                }
            }
        },
    )
}

fn shell(title: &str, main: &Markup) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " · Wicketgate" }
                style { (PreEscaped(STYLE)) }
            }
            body { main { (main) } }
        }
    };
    page.into_string()
}

/// What stands between backticks is code.
fn with_code(text: &str) -> Markup {
    html! {
        @for (at, part) in text.split('`').enumerate() {
            @if at % 2 == 1 { code { (part) } } @else { (part) }
        }
    }
}
