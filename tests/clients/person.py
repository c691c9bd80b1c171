# A person with a browser that runs no scripts: follows redirects, keeps cookies, fills in the forms of pages.
# The twin of person.mjs, which also keeps to the policies of pages.
import http.client
import ssl
from html.parser import HTMLParser
from urllib.parse import urlencode, urljoin, urlsplit

MOST_REDIRECTS = 10


class Page(HTMLParser):
    def __init__(self, url, status, html):
        super().__init__()
        self.url, self.status, self.forms, self.words = url, status, [], []
        self._form = None
        self.feed(html)

    def __str__(self):
        return f"{self.status} {self.url}: {' '.join(self.words)[:400]}"

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        name, value = attributes.get("name"), attributes.get("value") or ""
        if tag == "form":
            self._form = {
                "action": attributes.get("action") or "",
                "method": (attributes.get("method") or "get").upper(),
                "names": set(),
                "values": {},
                "buttons": [],
            }
            self.forms.append(self._form)
        if self._form is None or name is None:
            return
        if tag in ("input", "button", "textarea"):
            self._form["names"].add(name)
        if tag == "button":
            self._form["buttons"].append((name, value))
        elif tag == "input" and (attributes.get("type") not in ("radio", "checkbox") or "checked" in attributes):
            self._form["values"][name] = value

    def handle_endtag(self, tag):
        if tag == "form":
            self._form = None

    def handle_data(self, data):
        self.words += data.split()


class Person:
    def __init__(self, email, password, ca_file, leaves=None):
        """`leaves` is the address of an app whose page is not asked for: the person arrives there and stops."""
        self.email, self.password, self.leaves = email, password, leaves
        self._tls = ssl.create_default_context(cafile=ca_file)
        self._cookies = {}

    def open(self, url):
        return self._go(url, "GET")

    def submit(self, page, button, fields):
        """Fills in the form with these `fields` and presses its `button` (name and value, or None for one without)."""
        form = next(
            (
                form
                for form in page.forms
                if fields.keys() <= form["names"] and (button is None or button in form["buttons"])
            ),
            None,
        )
        assert form, f"no form with {[*fields, button]} on {page}"
        assert form["method"] == "POST", page
        sent = {**form["values"], **fields, **dict([button] if button else [])}
        return self._go(urljoin(page.url, form["action"]), "POST", urlencode(sent), page.url)

    def sign_in_and_allow(self, url):
        """Signs in and allows, whichever of the two is asked for, until no page asks for either."""
        page, asked = self.open(url), []
        while True:
            names = set().union(*(form["names"] for form in page.forms))
            question = "sign in" if "password" in names else "allow" if "decision" in names else None
            if question is None:
                return page
            assert question not in asked, f"asked twice to {question}: {page}"
            asked.append(question)
            if question == "sign in":
                page = self.submit(page, None, {"email": self.email, "password": self.password})
            else:
                page = self.submit(page, ("decision", "allow"), {})

    def set_up(self, link):
        """Follows the one-time link of a new account."""
        page = self.submit(self.open(link), None, {"password": self.password, "password_again": self.password})
        asks_again = any("password_again" in form["names"] for form in page.forms)
        assert page.status == 200 and not asks_again, f"the set-up did not end well: {page}"

    def _go(self, url, method, body=None, page_url=None):
        for _ in range(MOST_REDIRECTS):
            if self.leaves and url.startswith(self.leaves):
                return Page(url, 0, "")
            status, location, html = self._ask(url, method, body, page_url)
            if status not in (301, 302, 303, 307, 308):
                return Page(url, status, html)
            if status < 307:
                method, body = "GET", None
            url = urljoin(url, location)
        raise AssertionError(f"more than {MOST_REDIRECTS} redirects, the last to {url}")

    def _ask(self, url, method, body, page_url):
        address = urlsplit(url)
        headers = {"Accept": "text/html"}
        if self._cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        if body is not None:
            page = urlsplit(page_url)
            headers["Origin"] = f"{page.scheme}://{page.netloc}"
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = http.client.HTTPSConnection(address.netloc, context=self._tls)
        connection.request(method, address._replace(scheme="", netloc="", fragment="").geturl(), body, headers)
        answer = connection.getresponse()
        html = answer.read().decode()
        connection.close()
        for line in answer.headers.get_all("Set-Cookie") or []:
            self._keep(line)
        return answer.status, answer.headers["Location"], html

    # All cookies that come are the gateway's, and for all of its paths: person.mjs sees to that.
    def _keep(self, line):
        pair, *attributes = (part.strip() for part in line.split(";"))
        name, _, value = pair.partition("=")
        if "max-age=0" in (attribute.lower() for attribute in attributes):
            self._cookies.pop(name, None)
        else:
            self._cookies[name] = value
