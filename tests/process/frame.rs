//! Frames as an operator sees them: folders that are not there, and what the log says.

use super::support::Site;
use crate::support::Upstream;

#[test]
fn a_folder_that_cannot_be_served() {
    let route = "[[route]]\npath = \"/\"\nfiles = \"frame\"\nfallback = \"index.html\"\n";
    let site = Site::new(route);
    for missing in ["frame cannot be read", "frame/index.html cannot be read"] {
        for verb in ["check", "serve"] {
            let output = site.run(&[verb]);
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            // As roots that cannot be read.
            let code = if verb == "check" { 78 } else { 1 };
            assert_eq!(output.status.code(), Some(code), "{said}");
            assert!(said.contains(missing), "{said}");
        }
        std::fs::create_dir_all(site.path("frame")).unwrap();
    }
    std::fs::write(site.path("frame/index.html"), "<p>here").unwrap();
    let output = site.run(&["check"]);
    assert!(output.status.success(), "{output:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_is_served_and_goes_with_a_reload() {
    let route =
        |folder: &str| format!("[[route]]\npath = \"/\"\nfiles = \"{folder}\"\nauth = \"none\"\n");
    let site = Site::new(&route("one"));
    for folder in ["one", "two"] {
        std::fs::create_dir(site.path(folder)).unwrap();
        std::fs::write(site.path(&format!("{folder}/index.html")), folder).unwrap();
    }
    let served = site.serve();
    let mut caller = served.h1().await;
    assert_eq!(caller.get("/", &[]).await.body, "one");
    site.write(&route("three"));
    served.signal("HUP");
    served
        .logged(&["config_reload_failed", "three cannot be read"])
        .await;
    assert_eq!(caller.get("/", &[]).await.body, "one");
    site.write(&route("two"));
    served.signal("HUP");
    served.logged(&["config_reloaded"]).await;
    assert_eq!(caller.get("/", &[]).await.body, "two");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_redirect_out_of_the_frame_is_logged_without_its_query() {
    let upstream = Upstream::answering(
        "HTTP/1.1 302 Found\r\nLocation: https://login.test/in?secret=1\r\nContent-Length: 0\r\n\r\n",
    )
    .await;
    let address = upstream.address;
    let site = Site::new(&format!(
        "[[upstream]]\nname = \"app\"\nendpoints = [\"http://{address}\"]\n\
         [[route]]\npath = \"/\"\nupstream = \"app\"\nauth = \"none\"\nframe = true\n"
    ));
    let served = site.serve();
    let mut caller = served.h1().await;
    for _ in 0..3 {
        let answer = caller.get("/", &[]).await;
        assert_eq!(
            (answer.status, answer.header("location")),
            (302, "https://login.test/in?secret=1")
        );
    }
    let words = [
        "frame_redirected",
        "\"route\":\"/\"",
        "\"to\":\"https://login.test\"",
    ];
    served.logged(&words).await;
    served.signal("TERM");
    served.logged(&["\"stopped\""]).await;
    let log = served.log.lock().unwrap().clone();
    let lines = log.iter().filter(|line| line.contains("frame_redirected"));
    // Once a minute and worker; this connection has one of them.
    assert_eq!(lines.count(), 1, "{log:?}");
    assert!(!log.iter().any(|line| line.contains("secret=1")), "{log:?}");
}
