//! Every certificate that must not be served with, and what is said about it.

use std::cell::RefCell;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, date_time_ymd};
use rustls::RootCertStore;
use wicketgate::clock::Clock;
use wicketgate::config::{PublicUrl, Tls};
use wicketgate::edge::{CertificateErrors, Certificates, SelfSigned, Stopper, self_signed};
use wicketgate::model::{Lifetime, Timestamp};

use super::support::{NOW, pair, public_url, soon, trust, write_pair};

struct Made {
    pem: String,
    params: CertificateParams,
    key: KeyPair,
}

fn params(name: &str, ca: bool) -> CertificateParams {
    let names = if ca { vec![] } else { vec![name.to_owned()] };
    let mut params = CertificateParams::new(names).unwrap();
    params.distinguished_name.push(DnType::CommonName, name);
    params.not_before = date_time_ymd(2026, 1, 1);
    params.not_after = date_time_ymd(2027, 1, 1);
    params.is_ca = if ca {
        IsCa::Ca(BasicConstraints::Unconstrained)
    } else {
        IsCa::ExplicitNoCa
    };
    params
}

fn made(params: CertificateParams, issuer: Option<&Made>) -> Made {
    let key = KeyPair::generate().unwrap();
    let certificate = match issuer {
        None => params.self_signed(&key).unwrap(),
        Some(issuer) => {
            let issuer = Issuer::from_params(&issuer.params, &issuer.key);
            params.signed_by(&key, &issuer).unwrap()
        }
    };
    Made {
        pem: certificate.pem(),
        params,
        key,
    }
}

fn load(chain: &str, key: &str, host: &str) -> Result<Certificates, CertificateErrors> {
    let directory = tempfile::tempdir().unwrap();
    let pair = SelfSigned {
        certificate: chain.to_owned(),
        private_key: key.to_owned().into(),
    };
    let files = write_pair(directory.path(), &pair);
    let public_url = PublicUrl {
        host: host.to_owned(),
        ..public_url()
    };
    Certificates::load(files, public_url, NOW)
}

/// What is said, a line for each problem, without the names of directories.
fn said(result: Result<Certificates, CertificateErrors>) -> Vec<String> {
    let text = result.unwrap_err().to_string();
    let lines = text.lines().map(|line| {
        let words = line.split(' ').map(|word| match word.rsplit_once('/') {
            Some((directory, name)) if directory.starts_with('/') => name,
            _ => word,
        });
        words.collect::<Vec<_>>().join(" ")
    });
    lines.collect()
}

#[test]
fn good_chains_are_taken() {
    let root = made(params("root", true), None);
    let middle = made(params("middle", true), Some(&root));
    let leaf = made(params("localhost", false), Some(&middle));
    let wild = made(params("*.example.com", false), Some(&root));
    let address = made(params("192.0.2.1", false), Some(&root));
    let six = made(params("2001:db8::1", false), Some(&root));
    // What `openssl req -x509` makes is a CA, too.
    let mut both = params("localhost", false);
    both.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let both = made(both, None);
    for (chain, key, host) in [
        (vec![&leaf, &middle, &root], &leaf.key, "localhost"),
        (vec![&leaf, &middle], &leaf.key, "localhost"),
        (vec![&leaf], &leaf.key, "localhost"),
        (vec![&wild, &root], &wild.key, "api.example.com"),
        (vec![&address], &address.key, "192.0.2.1"),
        (vec![&six], &six.key, "[2001:db8::1]"),
        (vec![&both], &both.key, "localhost"),
    ] {
        let pem: String = chain.iter().map(|made| made.pem.as_str()).collect();
        let certificates = load(&pem, &key.serialize_pem(), host).unwrap();
        // 2027-01-01.
        assert_eq!(
            certificates.not_after(),
            Timestamp::from_secs(1_798_761_600)
        );
    }
}

#[test]
fn what_is_wrong_is_said() {
    let root = made(params("root", true), None);
    let twin = made(params("root", true), None);
    let middle = made(params("middle", true), Some(&root));
    let leaf = made(params("localhost", false), Some(&middle));
    let orphan = made(params("localhost", false), Some(&leaf));
    let mut old = params("localhost", false);
    old.not_after = date_time_ymd(2026, 10, 31);
    let old = made(old, Some(&root));
    let mut young = params("localhost", false);
    young.not_before = date_time_ymd(2026, 11, 2);
    let young = made(young, Some(&root));
    let mut stale = params("middle", true);
    stale.not_after = date_time_ymd(2026, 2, 1);
    let stale = made(stale, Some(&root));
    let below = made(params("localhost", false), Some(&stale));

    let chain = |all: &[&Made]| -> String { all.iter().map(|made| made.pem.as_str()).collect() };
    let key = |made: &Made| made.key.serialize_pem();
    let encrypted =
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n";
    let old_style = "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: A,B\n\nAAAA\n\
                     -----END RSA PRIVATE KEY-----\n";
    let no_key = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";
    let no_certificate = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    let cut = chain(&[&leaf]).replace("-----END CERTIFICATE-----", "");
    for (chain, key, host, problems) in [
        (
            String::new(),
            String::new(),
            "localhost",
            vec![
                "chain.pem: holds no certificate",
                "key.pem: holds no private key",
            ],
        ),
        (
            key(&leaf),
            chain(&[&leaf]),
            "localhost",
            vec![
                "chain.pem: holds no certificate",
                "key.pem: holds no private key",
            ],
        ),
        (
            cut,
            key(&leaf),
            "localhost",
            vec!["chain.pem: is not a well-formed PEM file"],
        ),
        (
            no_certificate.to_owned(),
            key(&leaf),
            "localhost",
            vec!["chain.pem: certificate 1 cannot be parsed"],
        ),
        (
            chain(&[&leaf, &middle]),
            key(&root),
            "localhost",
            vec!["key.pem: the private key does not belong to the first certificate in chain.pem"],
        ),
        (
            chain(&[&middle, &leaf]),
            key(&leaf),
            "localhost",
            vec![
                "chain.pem: the certificate is not for localhost, the host of public_url, but for no name",
                "chain.pem: certificate 1 (CN=middle) was issued by CN=root, but the next in the file is \
             CN=localhost",
            ],
        ),
        (
            chain(&[&leaf, &root]),
            key(&leaf),
            "localhost",
            vec![
                "chain.pem: certificate 1 (CN=localhost) was issued by CN=middle, but the next in the \
             file is CN=root",
            ],
        ),
        (
            chain(&[&leaf, &middle, &twin]),
            key(&leaf),
            "localhost",
            vec!["chain.pem: certificate 2 (CN=middle) is not signed by the next"],
        ),
        (
            chain(&[&orphan, &leaf, &middle]),
            key(&orphan),
            "localhost",
            vec!["chain.pem: certificate 2 (CN=localhost) is no CA"],
        ),
        (
            chain(&[&old, &root]),
            key(&old),
            "other.example",
            vec![
                "chain.pem: certificate 1 (CN=localhost) expired on Oct 31",
                "chain.pem: the certificate is not for other.example, the host of public_url, but for \
             localhost",
            ],
        ),
        (
            chain(&[&young]),
            key(&young),
            "localhost",
            vec!["chain.pem: certificate 1 (CN=localhost) is not valid before Nov  2"],
        ),
        (
            chain(&[&below, &stale]),
            key(&below),
            "localhost",
            vec!["chain.pem: certificate 2 (CN=middle) expired on Feb  1"],
        ),
        (
            chain(&[&leaf]),
            encrypted.to_owned(),
            "localhost",
            vec!["key.pem: the private key is encrypted"],
        ),
        (
            chain(&[&leaf]),
            old_style.to_owned(),
            "localhost",
            vec!["key.pem: the private key is encrypted"],
        ),
        (
            chain(&[&leaf]),
            no_key.to_owned(),
            "localhost",
            vec!["key.pem: the private key cannot be used"],
        ),
        (
            chain(&[&leaf]),
            key(&leaf),
            "localhost.evil.example",
            vec!["chain.pem: the certificate is not for localhost.evil.example"],
        ),
        (
            chain(&[&leaf]),
            key(&leaf),
            "127.0.0.1",
            vec!["chain.pem: the certificate is not for 127.0.0.1"],
        ),
    ] {
        let said = said(load(&chain, &key, host));
        assert_eq!(said.len(), problems.len(), "{said:#?}");
        for (said, problem) in said.iter().zip(problems) {
            assert!(said.starts_with(problem), "{said}\n{problem}");
        }
    }
    let wild = made(params("*.example.com", false), None);
    for host in ["example.com", "a.b.example.com"] {
        let said = said(load(&wild.pem, &wild.key.serialize_pem(), host));
        assert!(said[0].ends_with("but for *.example.com"), "{said:?}");
    }
}

#[test]
fn missing_files_are_named() {
    let files = Tls {
        certificate_file: "/nowhere/chain.pem".into(),
        private_key_file: "/nowhere/key.pem".into(),
    };
    let said = said(Certificates::load(files, public_url(), NOW));
    assert!(
        said[0].starts_with("chain.pem: cannot be read: No such file"),
        "{said:?}"
    );
    assert!(
        said[1].starts_with("key.pem: cannot be read: No such file"),
        "{said:?}"
    );
}

#[test]
fn a_self_signed_certificate_passes_its_own_check() {
    let pair = self_signed(&["a.test".to_owned(), "::1".to_owned()], NOW).unwrap();
    for host in ["a.test", "::1"] {
        let certificates = load(&pair.certificate, &pair.private_key, host).unwrap();
        let year = Lifetime::from_secs(365 * 86_400);
        assert_eq!(certificates.not_after(), NOW.plus(year));
    }
    trust(&mut RootCertStore::empty(), &pair);
    assert!(!format!("{pair:?}").contains("PRIVATE"));
}

#[derive(Debug)]
struct Still;

impl Clock for Still {
    fn now(&self) -> Timestamp {
        NOW
    }
}

/// As Kubernetes does it: files are links into a directory that is itself a link, which is swapped.
fn mount(directory: &Path, name: &str, pair: &SelfSigned) {
    let real = directory.join(name);
    fs::create_dir(&real).unwrap();
    write_pair(&real, pair);
    let fresh = directory.join("fresh");
    symlink(&real, &fresh).unwrap();
    fs::rename(&fresh, directory.join("data")).unwrap();
}

#[tokio::test(start_paused = true)]
async fn files_that_change_are_reloaded() {
    let directory = tempfile::tempdir().unwrap();
    let at = |seconds| {
        self_signed(
            &["localhost".to_owned()],
            NOW.minus(Lifetime::from_secs(seconds)),
        )
    };
    let (first, second, third) = (pair(), at(100).unwrap(), at(200).unwrap());
    mount(directory.path(), "one", &first);
    for name in ["chain.pem", "key.pem"] {
        symlink(
            directory.path().join("data").join(name),
            directory.path().join(name),
        )
        .unwrap();
    }
    let files = Tls {
        certificate_file: directory.path().join("chain.pem"),
        private_key_file: directory.path().join("key.pem"),
    };
    let certificates = Certificates::load(files, public_url(), NOW).unwrap();
    let not_after = certificates.not_after();
    let told = RefCell::new(Vec::new());
    let (stopper, stop) = Stopper::new();
    let heard = tokio::sync::Notify::new();
    let watching = certificates.watch(&Still, stop, |result| {
        told.borrow_mut()
            .push(result.map_err(|errors| errors.to_string()));
        heard.notify_one();
    });
    let changing = async {
        // Time is the test's: nothing but the watcher waits for it.
        tokio::time::sleep(std::time::Duration::from_secs(10)).await;
        assert!(told.borrow().is_empty());

        mount(directory.path(), "two", &second);
        soon("a reload", heard.notified()).await;
        assert_eq!(told.borrow_mut().drain(..).collect::<Vec<_>>(), [Ok(())]);
        assert_eq!(
            certificates.not_after(),
            not_after.minus(Lifetime::from_secs(100))
        );

        fs::write(directory.path().join("two/key.pem"), "broken").unwrap();
        soon("a reload", heard.notified()).await;
        let said = told.borrow_mut().pop().unwrap().unwrap_err();
        assert!(said.contains("key.pem: holds no private key"), "{said}");
        tokio::time::sleep(std::time::Duration::from_secs(10)).await;
        assert!(told.borrow().is_empty(), "said once");
        assert_eq!(
            certificates.not_after(),
            not_after.minus(Lifetime::from_secs(100))
        );

        mount(directory.path(), "three", &third);
        soon("a reload", heard.notified()).await;
        assert_eq!(told.borrow_mut().drain(..).collect::<Vec<_>>(), [Ok(())]);
        assert_eq!(
            certificates.not_after(),
            not_after.minus(Lifetime::from_secs(200))
        );
        stopper.drain();
    };
    tokio::join!(watching, changing);
}
