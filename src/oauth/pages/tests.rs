//! Every page with everything on it: nothing from outside leaves its place, and everything is labelled.

use std::collections::BTreeSet;

use super::*;

/// What somebody may have written anywhere: tags, quotes, an entity, and what turns the direction of letters.
const EVIL: &str = "a<script>b\"c'd&e\u{202e}f\u{2066}g\0h";

const SITE: Site<'_> = Site { host: EVIL };

const FORM: Form<'_> = Form {
    action: EVIL,
    token: EVIL,
    request: Some(EVIL),
};

const PERSON: Person<'_> = Person {
    name: EVIL,
    email: EVIL,
};

const APP: App<'_> = App {
    name: EVIL,
    icon: Some(EVIL),
    is_verified: false,
};

const PERMISSIONS: &[Permission<'_>] = &[Permission {
    scope: EVIL,
    text: Some(EVIL),
}];

const fn problem(field: &str) -> Problem<'_> {
    Problem {
        field: Some(field),
        text: EVIL,
    }
}

const WHOLE: Problem<'_> = Problem {
    field: None,
    text: EVIL,
};

fn consents() -> [String; 3] {
    let several = [
        Workspace {
            id: EVIL,
            name: EVIL,
            refused: Some(EVIL),
        },
        Workspace {
            id: EVIL,
            name: EVIL,
            refused: None,
        },
    ];
    let page = Consent {
        form: FORM,
        app: APP,
        description: EVIL,
        person: PERSON,
        sign_out: FORM,
        workspaces: &several,
        chosen: Some(EVIL),
        permissions: PERMISSIONS,
        then: Then::Device(EVIL),
        grants_href: EVIL,
        problems: &[problem("workspace"), WHOLE],
    };
    let one = Consent {
        workspaces: &several[1..],
        then: Then::Program(EVIL),
        problems: &[],
        ..page
    };
    let none = Consent {
        workspaces: &several[..1],
        then: Then::Site(EVIL),
        problems: &[],
        ..page
    };
    [page, one, none].map(|page| consent(&SITE, &page).into_string())
}

/// Every page, with everything on it.
fn pages() -> Vec<String> {
    let sign_in = sign_in(
        &SITE,
        &SignIn {
            form: Some(FORM),
            provider: Some(Provider {
                name: EVIL,
                href: EVIL,
            }),
            app: Some(EVIL),
            email: EVIL,
            problems: &[problem("email"), problem("password"), WHOLE],
            notice: Some(EVIL),
        },
    );
    let code = code(
        &SITE,
        &Code {
            form: FORM,
            email: EVIL,
            sign_in_href: EVIL,
            problems: &[problem("code"), WHOLE],
        },
    );
    let set_up = set_up(
        &SITE,
        &SetUp {
            form: FORM,
            person: PERSON,
            min_length: 12,
            totp: Some(Totp {
                secret: EVIL,
                uri: EVIL,
            }),
            problems: &[
                problem("password"),
                problem("password_again"),
                problem("code"),
                WHOLE,
            ],
        },
    );
    let device = device(
        &SITE,
        &Device {
            form: FORM,
            user_code: EVIL,
            problems: &[problem("user_code"), WHOLE],
        },
    );
    let done = |is_allowed| DeviceDone {
        app: EVIL,
        is_allowed,
        grants_href: EVIL,
    };
    let grants = grants(
        &SITE,
        &Grants {
            form: FORM,
            person: PERSON,
            sign_out: FORM,
            grants: &[Grant {
                id: EVIL,
                app: APP,
                workspace: EVIL,
                permissions: PERMISSIONS,
                since: EVIL,
            }],
            problems: &[WHOLE],
            notice: Some(EVIL),
        },
    );
    let refused = refused(
        &SITE,
        &Refused {
            heading: EVIL,
            what: EVIL,
            to_do: EVIL,
            redirect_uris: Some(RedirectUris {
                sent: EVIL,
                registered: &["https://a.example", "a<script>b\"c'd&é"],
            }),
            code: EVIL,
            code_href: Some(EVIL),
            request_id: EVIL,
        },
    );
    let out = signed_out(&SITE, &SignedOut { sign_in_href: EVIL });
    let done = [true, false].map(|is_allowed| device_done(&SITE, &done(is_allowed)));
    let all = [sign_in, code, set_up, device, grants, refused, out];
    let all = all.into_iter().chain(done).map(Markup::into_string);
    all.chain(consents()).collect()
}

/// What stands between `<` and `>`, and the text that follows it.
struct Piece<'a> {
    tag: &'a str,
    text: &'a str,
}

impl Piece<'_> {
    fn name(&self) -> &str {
        self.tag.split(' ').next().unwrap()
    }

    fn value(&self, attribute: &str) -> Option<&str> {
        let start = format!(" {attribute}=\"");
        let (_, rest) = self.tag.split_once(&start)?;
        rest.split('"').next()
    }
}

/// The page in pieces; no value of an attribute holds a `<` or a `>`, since they are escaped.
fn pieces(page: &str) -> Vec<Piece<'_>> {
    let pieces = page.split('<').skip(1);
    let pieces = pieces.map(|piece| piece.split_once('>').unwrap());
    pieces.map(|(tag, text)| Piece { tag, text }).collect()
}

fn values<'a>(pieces: &'a [Piece<'a>], attribute: &str) -> Vec<&'a str> {
    pieces.iter().filter_map(|p| p.value(attribute)).collect()
}

#[test]
fn texts_from_outside_are_escaped() {
    for page in pages() {
        assert!(page.contains("a&lt;script&gt;b&quot;c'd&amp;e"), "{page}");
        for raw in ["<script", "b\"c", "d&e"] {
            assert!(!page.contains(raw), "{raw} in {page}");
        }
    }
}

#[test]
fn texts_from_outside_turn_nothing_around_them() {
    for page in pages() {
        for piece in pieces(&page) {
            let text = piece.text;
            assert!(!text.contains(['\u{202e}', '\u{2066}', '\0']), "{text}");
            // A window's title can set nothing apart; in a URI everything that is not ASCII is a number.
            let is_apart = ["bdi", "title", "code"].contains(&piece.name());
            assert!(
                is_apart || !text.contains("script"),
                "<{}>{text}",
                piece.tag
            );
        }
    }
}

#[test]
fn every_page_has_one_heading_one_main_part_and_a_language() {
    for page in pages() {
        let pieces = pieces(&page);
        let count = |tag: &str| pieces.iter().filter(|piece| piece.name() == tag).count();
        assert_eq!(
            (count("h1"), count("main"), count("title")),
            (1, 1, 1),
            "{page}"
        );
        assert!(
            page.starts_with("<!DOCTYPE html><html lang=\"en\">"),
            "{page}"
        );
    }
}

#[test]
fn every_control_has_a_label() {
    for page in pages() {
        let pieces = pieces(&page);
        let labelled: BTreeSet<&str> = values(&pieces, "for").into_iter().collect();
        let mut is_in_label = false;
        for piece in &pieces {
            match piece.name() {
                "label" => is_in_label = true,
                "/label" => is_in_label = false,
                "input" if piece.value("type") != Some("hidden") => {
                    let is_named = piece.value("id").is_some_and(|id| labelled.contains(id));
                    assert!(is_named || is_in_label, "{}", piece.tag);
                }
                _ => {}
            }
        }
    }
}

#[test]
fn every_reference_within_a_page_has_one_target() {
    for page in pages() {
        let pieces = pieces(&page);
        let ids = values(&pieces, "id");
        let links = values(&pieces, "href");
        let links = links.iter().filter_map(|link| link.strip_prefix('#'));
        let described = values(&pieces, "aria-describedby");
        let described = described.iter().flat_map(|ids| ids.split(' '));
        let named = values(&pieces, "aria-labelledby");
        let labels = values(&pieces, "for");
        for id in links
            .chain(described)
            .chain(named)
            .chain(labels)
            .chain(ids.iter().copied())
        {
            assert_eq!(
                ids.iter().filter(|one| **one == id).count(),
                1,
                "{id} in {page}"
            );
        }
    }
}

#[test]
fn every_form_is_posted_with_its_token() {
    for page in pages() {
        let pieces = pieces(&page);
        let forms = pieces
            .iter()
            .enumerate()
            .filter(|(_, piece)| piece.name() == "form");
        for (at, form) in forms {
            assert_eq!(form.value("method"), Some("post"), "{page}");
            let names = pieces[at + 1..at + 3]
                .iter()
                .map(|piece| piece.value("name"));
            assert!(names.eq([Some("form"), Some("request")]), "{page}");
        }
    }
}

#[test]
fn no_page_has_a_style_or_a_script_of_its_own() {
    for page in pages() {
        for piece in pieces(&page) {
            assert!(!["style", "script"].contains(&piece.name()), "{page}");
            let is_plain = |start: &str| !piece.tag.contains(start);
            assert!(
                [" style=", " on"].into_iter().all(is_plain),
                "{}",
                piece.tag
            );
        }
    }
}

#[test]
fn no_secret_is_in_what_debug_prints() {
    let totp = Totp {
        secret: "JBSWY3DP",
        uri: "otpauth://totp/a?secret=JBSWY3DP",
    };
    let form = Form {
        action: "/",
        token: "sealed",
        request: Some("sealed"),
    };
    let printed = format!("{totp:?}{form:?}");
    assert!(
        !printed.contains("JBSWY3DP") && !printed.contains("sealed"),
        "{printed}"
    );
}
