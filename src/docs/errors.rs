//! Reads `docs/api/errors.md`: one section per code.

use bytes::Bytes;
use serde_json::{Value, json};

use crate::error::{Code, Reply};

/// Stands in examples for the id that every request has.
const REQUEST_ID: &str = "01J8ZQ4X9K3M5N7P1R2S4T6V8W";

/// All error pages, in the order of the document.
#[derive(Debug)]
pub(super) struct Errors {
    pub(super) introduction: String,
    pub(super) pages: Vec<ErrorPage>,
    public_url: Box<str>,
}

/// What is said of one code.
#[derive(Debug)]
pub(super) struct ErrorPage {
    pub(super) code: Code,
    pub(super) means: String,
    pub(super) why: Vec<String>,
    pub(super) what_to_do: Vec<String>,
    pub(super) examples: Vec<Example>,
}

/// A request that is refused, and the sentence of its refusal.
#[derive(Debug)]
pub(super) struct Example {
    pub(super) method: String,
    pub(super) path: String,
    sentence: String,
}

impl Errors {
    pub(super) fn read(document: &str, public_url: &str) -> Self {
        let mut sections = document.split("\n## ");
        let introduction = sections.next().unwrap_or_default();
        let (_heading, introduction) = introduction.split_once('\n').unwrap_or_default();
        let pages = sections.filter_map(|section| {
            let (name, text) = section.split_once('\n')?;
            Some(ErrorPage::read(code(name)?, text))
        });
        Self {
            introduction: on_one_line(introduction),
            pages: pages.collect(),
            public_url: public_url.into(),
        }
    }

    pub(super) fn get(&self, name: &str) -> Option<&ErrorPage> {
        self.pages.iter().find(|page| page.code.as_str() == name)
    }

    pub(super) fn list_json(&self) -> Bytes {
        let pages = self.pages.iter().map(|page| {
            let code = page.code;
            json!({
                "code": code.as_str(),
                "title": code.title(),
                "status": code.status().as_u16(),
                "url": self.url(code),
            })
        });
        text_of(&json!({ "errors": pages.collect::<Value>() }))
    }

    pub(super) fn json(&self, page: &ErrorPage) -> Bytes {
        let examples = page.examples.iter().map(|example| {
            let request = format!("{} {}", example.method, example.path);
            json!({ "request": request, "body": self.body(page, example) })
        });
        let code = page.code;
        text_of(&json!({
            "code": code.as_str(),
            "title": code.title(),
            "status": code.status().as_u16(),
            "error": code.oauth_error(),
            "retryable": code.is_retryable(),
            "means": page.means,
            "why": page.why,
            "what_to_do": page.what_to_do,
            "examples": examples.collect::<Value>(),
            "url": self.url(code),
        }))
    }

    /// The body of an example: made as that of a real refusal is.
    pub(super) fn body(&self, page: &ErrorPage, example: &Example) -> Value {
        let reply = Reply::new(page.code, example.sentence.clone());
        let is_ours = example.path.starts_with("/auth/") || example.path.starts_with("/oauth/");
        if is_ours {
            reply.oauth_body(&self.public_url, REQUEST_ID)
        } else {
            reply.problem_body(&self.public_url, &example.path, REQUEST_ID)
        }
    }

    fn url(&self, code: Code) -> String {
        format!("{}{}/{}", self.public_url, super::ERRORS, code.as_str())
    }
}

impl ErrorPage {
    fn read(code: Code, text: &str) -> Self {
        let mut page = Self {
            code,
            means: String::new(),
            why: Vec::new(),
            what_to_do: Vec::new(),
            examples: Vec::new(),
        };
        let mut is_why = false;
        for block in text.split("\n\n").map(str::trim) {
            if block == "Why:" || block == "What to do:" {
                is_why = block == "Why:";
            } else if let Some(list) = block.strip_prefix("- ") {
                let items = list.split("\n- ").map(on_one_line);
                if is_why {
                    page.why.extend(items);
                } else {
                    page.what_to_do.extend(items);
                }
            } else if let Some(example) = block.strip_prefix("> ") {
                page.examples.extend(Example::read(example));
            } else {
                page.means.push_str(&on_one_line(block));
            }
        }
        page
    }
}

impl Example {
    fn read(text: &str) -> Option<Self> {
        let (request, sentence) = text.split_once(": ")?;
        let (method, path) = request.split_once(' ')?;
        Some(Self {
            method: method.to_owned(),
            path: path.to_owned(),
            sentence: on_one_line(sentence),
        })
    }
}

fn code(name: &str) -> Option<Code> {
    Code::ALL.iter().copied().find(|code| code.as_str() == name)
}

fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn text_of(value: &Value) -> Bytes {
    Bytes::from(value.to_string())
}
