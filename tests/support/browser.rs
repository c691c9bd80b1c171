//! `Browser`: keeps cookies, follows redirects to the gateway, and sends the forms of pages.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use form_urlencoded::Serializer;

use super::{Answer, Caller, Gateway, HOST};

/// One browser of one person.
#[derive(Clone)]
pub struct Browser {
    gateway: SocketAddr,
    ca: String,
    cookies: BTreeMap<String, String>,
    /// From where it comes.
    pub address: String,
    /// The `Origin` of its forms; none where it sends none.
    pub origin: Option<String>,
}

/// What was answered, and where.
#[derive(Debug)]
pub struct Page {
    pub path: String,
    pub answer: Answer,
}

impl Page {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.answer.body).into_owned()
    }

    pub fn status(&self) -> u16 {
        self.answer.status
    }

    /// Where a redirect leads.
    pub fn location(&self) -> &str {
        self.answer.header("location")
    }

    /// The value of an attribute of the first tag that begins so.
    fn attribute(&self, tag: &str, name: &str) -> Option<String> {
        attribute(&self.text(), tag, name)
    }

    /// What the hidden field of the form holds that is sent to `action`, if the page has such a form.
    pub fn form_to(&self, action: &str) -> Option<String> {
        let text = self.text();
        let form = text.split(&format!("action=\"{action}\"")).nth(1)?;
        let form = form.split("</form>").next()?;
        attribute(form, "<input type=\"hidden\" name=\"form\"", "value")
    }

    /// What the hidden field of its form holds.
    pub fn form(&self) -> String {
        let form = self.attribute("<input type=\"hidden\" name=\"form\"", "value");
        form.unwrap_or_else(|| panic!("no form: {}", self.text()))
    }

    fn action(&self) -> String {
        let action = self.attribute("<form", "action");
        action.unwrap_or_else(|| panic!("no form: {}", self.text()))
    }

    /// What stands in its summary of problems; empty where there is none.
    pub fn problem(&self) -> String {
        let text = self.text();
        let summary = text.split("role=\"alert\"").nth(1).unwrap_or_default();
        let summary = summary.split("</div>").next().unwrap_or_default();
        let mut plain = String::new();
        let mut is_tag = true;
        for letter in summary.chars() {
            match letter {
                '<' => is_tag = true,
                '>' => is_tag = false,
                _ if is_tag => {}
                letter => plain.push(letter),
            }
        }
        plain.trim_start_matches("There is a problem").to_owned()
    }
}

fn attribute(text: &str, tag: &str, name: &str) -> Option<String> {
    let tag = text.split(tag).nth(1)?.split('>').next()?;
    let value = tag.split(&format!("{name}=\"")).nth(1)?.split('"').next()?;
    Some(value.replace("&amp;", "&"))
}

impl Browser {
    pub fn new(gateway: &Gateway) -> Self {
        Self::at(gateway.address(), &gateway.ca, &format!("https://{HOST}"))
    }

    /// A browser at a gateway that is known to people as `origin`.
    pub fn at(gateway: SocketAddr, ca: &str, origin: &str) -> Self {
        Self {
            gateway,
            ca: ca.to_owned(),
            cookies: BTreeMap::new(),
            address: "192.0.2.1".to_owned(),
            origin: Some(origin.to_owned()),
        }
    }

    /// The same, from another address.
    pub fn from(gateway: &Gateway, address: &str) -> Self {
        Self {
            address: address.to_owned(),
            ..Self::new(gateway)
        }
    }

    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.get(name).map(String::as_str)
    }

    pub fn set_cookie(&mut self, name: &str, value: &str) {
        self.cookies.insert(name.to_owned(), value.to_owned());
    }

    pub fn forget(&mut self, name: &str) {
        self.cookies.remove(name);
    }

    /// Opens a path and follows redirects, as long as they lead to the gateway's pages of sign-in.
    pub async fn open(&mut self, path: &str) -> Page {
        let page = self.get(path).await;
        self.follow(page).await
    }

    /// Sends the form of a page, and follows redirects.
    pub async fn submit(&mut self, page: &Page, fields: &[(&str, &str)]) -> Page {
        let page = self.post(page, fields).await;
        self.follow(page).await
    }

    async fn follow(&mut self, mut page: Page) -> Page {
        while page.status() == 303 && page.location().starts_with('/') {
            let location = page.location().to_owned();
            page = self.get(&location).await;
        }
        page
    }

    pub async fn get(&mut self, path: &str) -> Page {
        self.send("GET", path, "").await
    }

    /// Sends the form of a page; the answer itself.
    pub async fn post(&mut self, page: &Page, fields: &[(&str, &str)]) -> Page {
        let form = page.form();
        let mut fields = fields.to_vec();
        fields.push(("form", &form));
        self.post_to(&page.action(), &fields).await
    }

    pub async fn post_to(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let body = Serializer::new(String::new()).extend_pairs(fields).finish();
        self.send("POST", path, &body).await
    }

    pub async fn send(&mut self, method: &str, path: &str, body: &str) -> Page {
        let pairs = self.cookies.iter();
        let cookies: Vec<_> = pairs
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let cookies = cookies.join("; ");
        let mut headers = vec![
            ("cookie", cookies.as_str()),
            ("x-forwarded-for", &self.address),
        ];
        if method == "POST" {
            headers.push(("content-type", "application/x-www-form-urlencoded"));
            if let Some(origin) = &self.origin {
                headers.push(("origin", origin));
            }
        }
        let mut caller = Caller::connect(self.gateway, &self.ca, false).await;
        let answer = caller.send(method, path, &headers, body).await;
        for field in answer.headers.get_all("set-cookie") {
            self.keep(field.to_str().unwrap());
        }
        Page {
            path: path.to_owned(),
            answer,
        }
    }

    fn keep(&mut self, field: &str) {
        let parts: Vec<&str> = field.split("; ").collect();
        for part in ["Path=/", "Secure", "HttpOnly", "SameSite=Lax"] {
            assert!(parts.contains(&part), "{field}");
        }
        let (name, value) = parts[0].split_once('=').unwrap();
        assert!(name.starts_with("__Host-wicketgate-"), "{field}");
        if parts.contains(&"Max-Age=0") {
            self.cookies.remove(name);
        } else {
            self.set_cookie(name, value);
        }
    }
}
