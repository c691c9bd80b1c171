//! The page for a request that cannot be answered to its app: what differs, and what to do about it. Never a
//! redirect: whoever sent the person here may not be the app at all (RFC 6749, section 4.1.2.1).

use http::StatusCode;

use super::page::page;
use super::{OAuth, pages};
use crate::embed::Answer;
use crate::error::Code;
use crate::token::oauth::request::Unanswerable;

const NOT_YOURS: &str = "You can do nothing about it: go back, and tell whoever makes the app what this page says. \
    If you make it yourself, compare its settings here with what it sends.";

impl OAuth {
    pub(super) fn show_unanswerable(&self, error: &Unanswerable, request_id: &str) -> Answer {
        let what = format!("{}.", capital(&error.to_string()));
        let (heading, to_do) = match error {
            Unanswerable::NoClient | Unanswerable::UnknownClient(_) => {
                ("Nobody knows this app here", NOT_YOURS)
            }
            Unanswerable::OtherKind(_) => ("This app cannot ask for access", NOT_YOURS),
            Unanswerable::NoRedirect | Unanswerable::OtherRedirect { .. } => {
                ("This app sent you to the wrong address", NOT_YOURS)
            }
            Unanswerable::Doubled(_) | Unanswerable::NotPushed => {
                ("This app asked in the wrong way", NOT_YOURS)
            }
            Unanswerable::RequestUri | Unanswerable::Store(_) => (
                "This request is over",
                "Go back to the app and start again there.",
            ),
        };
        let (sent, registered) = error.redirect_uris().unzip();
        let registered: Vec<&str> = registered
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect();
        let refused = pages::Refused {
            heading,
            what: &what,
            to_do,
            redirect_uris: sent.map(|sent| pages::RedirectUris {
                sent,
                registered: &registered,
            }),
            code: Code::InvalidRequest.as_str(),
            code_href: None,
            request_id,
        };
        let markup = pages::refused(&self.site(), &refused);
        let mut answer = page(StatusCode::BAD_REQUEST, markup, None);
        let _previous: Option<Code> = answer.extensions_mut().insert(Code::InvalidRequest);
        answer
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}
