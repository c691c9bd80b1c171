//! The pages of the authorization server in every state, in Chromium, with axe-core.

use std::fs;
use std::path::Path;

use wicketgate::oauth::pages::{
    App, Code, Consent, Device, DeviceDone, Form, Grant, Grants, Permission, Person, Problem,
    Provider, RedirectUris, Refused, STYLE, SetUp, SignIn, SignedOut, Site, Then, Totp, Workspace,
    code, consent, device, device_done, grants, refused, set_up, sign_in, signed_out,
};

use super::{passes, script};

const SITE: Site<'_> = Site {
    host: "api.example.com",
};

const PERSON: Person<'_> = Person {
    name: "Ada Byron",
    email: "ada@acme.example",
};

const ICON: &str = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAABgAAAAYAQMAAADaua+7AAAABlBMVEXw9vQSblz4hKgzAAAARklEQVR42mNgAIE6Bgbm/wcY2P8/YOBv/MAgx1DBYAOEFjYyDBb/ZRgK/vMxFP7vQ8EgMZAcSA1ILUgPSC/IDJBZIDOBAABByRwharWCXAAAAABJRU5ErkJggg==";

const ARABIC: &str = "تقارير الشركة العالمية";
const HEBREW: &str = "הסדנה של עדה";

const READ: Permission<'_> = Permission {
    scope: "flows:read",
    text: Some("See your flows and who edited them"),
};
const WRITE: Permission<'_> = Permission {
    scope: "flows:write",
    text: Some("Change and delete your flows"),
};
const UNTOLD: Permission<'_> = Permission {
    scope: "urn:example:contacts:export:everything-there-is-in-the-account",
    text: None,
};

const fn form(action: &str) -> Form<'_> {
    Form {
        action,
        token: "sealed-form",
        request: Some("sealed-request"),
    }
}

const fn workspace<'a>(id: &'a str, name: &'a str) -> Workspace<'a> {
    Workspace {
        id,
        name,
        refused: None,
    }
}

const fn wrong<'a>(field: &'a str, text: &'a str) -> Problem<'a> {
    Problem {
        field: Some(field),
        text,
    }
}

const SIGN_IN: SignIn<'_> = SignIn {
    form: Some(form("/oauth/sign-in")),
    provider: None,
    app: None,
    email: "",
    problems: &[],
    notice: None,
};

const CODE: Code<'_> = Code {
    form: form("/oauth/sign-in/code"),
    email: PERSON.email,
    sign_in_href: "/oauth/sign-in",
    problems: &[],
};

const SET_UP: SetUp<'_> = SetUp {
    form: form("/oauth/set-up"),
    person: PERSON,
    min_length: 12,
    totp: Some(Totp {
        secret: "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
        uri: "otpauth://totp/api.example.com:ada%40acme.example?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=api.example.com",
    }),
    problems: &[],
};

const CONSENT: Consent<'_> = Consent {
    form: form("/oauth/consent"),
    app: App {
        name: "Globex Reports",
        icon: Some(ICON),
        is_verified: true,
    },
    description: "Weekly reports of your flows, in your inbox on Monday.",
    person: PERSON,
    sign_out: form("/oauth/sign-out"),
    workspaces: &[workspace("ws_1", "Acme")],
    chosen: None,
    permissions: &[READ, WRITE],
    then: Then::Site("reports.globex.example"),
    grants_href: "/oauth/grants",
    problems: &[],
};

const DEVICE: Device<'_> = Device {
    form: form("/oauth/device"),
    user_code: "",
    problems: &[],
};

const GRANTS: Grants<'_> = Grants {
    form: form("/oauth/grants"),
    person: PERSON,
    sign_out: form("/oauth/sign-out"),
    grants: &[
        Grant {
            id: "gr_1",
            app: CONSENT.app,
            workspace: "Acme",
            permissions: &[READ, WRITE],
            since: "2026-11-25",
        },
        Grant {
            id: "gr_2",
            app: App {
                name: ARABIC,
                icon: None,
                is_verified: false,
            },
            workspace: HEBREW,
            permissions: &[READ, UNTOLD],
            since: "2026-02-01",
        },
        Grant {
            id: "gr_3",
            app: App {
                name: "wicketgate login",
                icon: None,
                is_verified: true,
            },
            workspace: "Acme",
            permissions: &[],
            since: "2025-12-31",
        },
    ],
    problems: &[],
    notice: None,
};

const REFUSED: Refused<'_> = Refused {
    heading: "This app sent you to us with a wrong address",
    what: "Globex Reports asked for the answer to be sent to an address that is not registered for it, so nothing was sent.",
    to_do: "If you only use the app, tell its makers what stands here. If you make it, send the registered redirect URI, \
            or register the one that you send.",
    redirect_uris: None,
    code: "redirect_uri_mismatch",
    code_href: Some("/docs/errors/redirect_uri_mismatch"),
    request_id: "01JDHW3M9Z6T4Q8V2X5Y7R1NBC",
};

/// The pages that are for signing in and what comes before it.
fn entrance() -> Vec<(&'static str, String)> {
    let provider = Some(Provider {
        name: "Acme SSO",
        href: "/oauth/sign-in/oidc",
    });
    let both = SignIn {
        provider,
        app: Some("Globex Reports"),
        ..SIGN_IN
    };
    let only_provider = SignIn {
        form: None,
        provider,
        ..SIGN_IN
    };
    let failed = SignIn {
        email: PERSON.email,
        problems: &[wrong(
            "password",
            "The e-mail address or the password is wrong. Check both, and type the password again.",
        )],
        ..SIGN_IN
    };
    let waits = SignIn {
        email: PERSON.email,
        problems: &[Problem {
            field: None,
            text: "Too many attempts. Wait 30 seconds, then try again.",
        }],
        ..SIGN_IN
    };
    let noticed = SignIn {
        notice: Some("Your password is set. Sign in with it now."),
        ..SIGN_IN
    };
    let code_failed = Code {
        problems: &[wrong(
            "code",
            "That code is not right, or it is too old. Type the one that is shown now.",
        )],
        ..CODE
    };
    let set_up_failed = SetUp {
        problems: &[
            wrong(
                "password",
                "The password is too short: it needs at least 12 characters.",
            ),
            wrong(
                "password_again",
                "The two passwords differ. Type the same one twice.",
            ),
            wrong(
                "code",
                "That code is not right. Check the clock of your device, and type the code that is shown now.",
            ),
        ],
        ..SET_UP
    };
    let no_totp = SetUp {
        totp: None,
        person: Person {
            name: HEBREW,
            ..PERSON
        },
        ..SET_UP
    };
    vec![
        ("sign-in", sign_in(&SITE, &SIGN_IN).into_string()),
        ("sign-in-both", sign_in(&SITE, &both).into_string()),
        (
            "sign-in-provider",
            sign_in(&SITE, &only_provider).into_string(),
        ),
        ("sign-in-failed", sign_in(&SITE, &failed).into_string()),
        ("sign-in-waits", sign_in(&SITE, &waits).into_string()),
        ("sign-in-noticed", sign_in(&SITE, &noticed).into_string()),
        ("code", code(&SITE, &CODE).into_string()),
        ("code-failed", code(&SITE, &code_failed).into_string()),
        ("set-up", set_up(&SITE, &SET_UP).into_string()),
        ("set-up-failed", set_up(&SITE, &set_up_failed).into_string()),
        ("set-up-no-totp", set_up(&SITE, &no_totp).into_string()),
        (
            "signed-out",
            signed_out(
                &SITE,
                &SignedOut {
                    sign_in_href: "/oauth/sign-in",
                },
            )
            .into_string(),
        ),
    ]
}

/// The pages on which somebody decides.
fn decisions(long: &str) -> Vec<(&'static str, String)> {
    let several = [
        workspace("ws_1", "Acme"),
        workspace("ws_2", HEBREW),
        workspace("ws_3", long),
        Workspace {
            refused: Some("You are a viewer there, and viewers give no access."),
            ..workspace("ws_4", "Initech")
        },
    ];
    let unverified = App {
        is_verified: false,
        icon: None,
        ..CONSENT.app
    };
    let picker = Consent {
        workspaces: &several,
        ..CONSENT
    };
    let not_picked = Consent {
        problems: &[wrong("workspace", "Choose the workspace that it is for.")],
        app: unverified,
        ..picker
    };
    let arabic = Consent {
        app: App {
            name: ARABIC,
            ..unverified
        },
        description: "تقارير أسبوعية",
        permissions: &[],
        then: Then::Program("127.0.0.1"),
        ..CONSENT
    };
    let long_names = Consent {
        app: App {
            name: long,
            ..unverified
        },
        description: long,
        person: Person {
            name: long,
            email: long,
        },
        workspaces: &[workspace("ws_1", long)],
        permissions: &[UNTOLD],
        then: Then::Site(long),
        ..CONSENT
    };
    let device_consent = Consent {
        app: App {
            name: "wicketgate login",
            icon: None,
            is_verified: true,
        },
        then: Then::Device("WDJB-MJHT"),
        chosen: Some("ws_1"),
        ..picker
    };
    let nowhere = Consent {
        workspaces: &several[3..],
        ..CONSENT
    };
    let homeless = Consent {
        workspaces: &[],
        ..CONSENT
    };
    vec![
        ("consent", consent(&SITE, &CONSENT).into_string()),
        ("consent-picker", consent(&SITE, &picker).into_string()),
        (
            "consent-not-picked",
            consent(&SITE, &not_picked).into_string(),
        ),
        ("consent-arabic", consent(&SITE, &arabic).into_string()),
        ("consent-long", consent(&SITE, &long_names).into_string()),
        (
            "consent-device",
            consent(&SITE, &device_consent).into_string(),
        ),
        ("consent-nowhere", consent(&SITE, &nowhere).into_string()),
        ("consent-homeless", consent(&SITE, &homeless).into_string()),
    ]
}

/// The other pages.
fn others() -> Vec<(&'static str, String)> {
    let device_failed = Device {
        user_code: "WDJB-MJHX",
        problems: &[wrong(
            "user_code",
            "No device waits with this code. Type it as the device shows it, or start again on the device.",
        )],
        ..DEVICE
    };
    let done = |is_allowed| DeviceDone {
        app: "wicketgate login",
        is_allowed,
        grants_href: "/oauth/grants",
    };
    let taken_back = Grants {
        grants: &[],
        notice: Some("Globex Reports has no access to Acme any more."),
        ..GRANTS
    };
    let differs = Refused {
        redirect_uris: Some(RedirectUris {
            sent: "https://reports.globex.example/oauth/callback/",
            registered: &[
                "https://staging.globex.example/oauth/callback",
                "https://reports.globex.example/oauth/callback",
            ],
        }),
        ..REFUSED
    };
    let looks_alike = Refused {
        redirect_uris: Some(RedirectUris {
            sent: "https://reports.glоbex.example/oauth/callback?tenant=acme&return=dashboard",
            registered: &[
                "https://reports.globex.example/oauth/callback?tenant=acme&return=dashboard",
            ],
        }),
        ..REFUSED
    };
    let none = Refused {
        redirect_uris: Some(RedirectUris {
            sent: "https://reports.globex.example/cb",
            registered: &[],
        }),
        code_href: None,
        ..REFUSED
    };
    vec![
        ("device", device(&SITE, &DEVICE).into_string()),
        ("device-failed", device(&SITE, &device_failed).into_string()),
        (
            "device-connected",
            device_done(&SITE, &done(true)).into_string(),
        ),
        (
            "device-denied",
            device_done(&SITE, &done(false)).into_string(),
        ),
        ("grants", grants(&SITE, &GRANTS).into_string()),
        ("grants-none", grants(&SITE, &taken_back).into_string()),
        ("refused", refused(&SITE, &REFUSED).into_string()),
        ("refused-differs", refused(&SITE, &differs).into_string()),
        (
            "refused-looks-alike",
            refused(&SITE, &looks_alike).into_string(),
        ),
        ("refused-none", refused(&SITE, &none).into_string()),
    ]
}

fn write_all(folder: &Path) {
    let long = "Verylongname".repeat(17);
    for (name, html) in [entrance(), decisions(&long), others()].concat() {
        fs::write(folder.join(name).with_extension("html"), html).unwrap();
    }
    fs::write(folder.join("pages.css"), STYLE).unwrap();
}

#[test]
fn pages() {
    let folder = tempfile::tempdir().unwrap();
    write_all(folder.path());
    passes(script("pages").env("PAGES", folder.path()));
}
