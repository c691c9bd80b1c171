//! When keys are fetched: at the start, by the schedule, after failures, and for an unknown key.

use std::time::Duration;

use wicketgate::model::Lifetime;
use wicketgate::token::issuers::VerifyProblem;

use super::rig::{ISSUER, JwksServer, Rig, Signer, issuer, now, pass, settle, soon};

const COOLDOWN: Duration = Duration::from_secs(30);
const MOMENT: Duration = Duration::from_millis(2);

fn just_before(time: Duration) -> Duration {
    time.saturating_sub(MOMENT)
}

#[tokio::test(start_paused = true)]
async fn an_unknown_key_is_fetched_once_for_all_who_wait() {
    let (old, new) = (Signer::es256("old"), Signer::es256("new"));
    let mut server = JwksServer::start(&[&old]).await;
    let mut rig = Rig::fetched(issuer(&server.url())).await;
    server.publish(&[&old, &new]);
    pass(COOLDOWN).await;
    let token = new.token();
    let mut waiting = tokio::task::JoinSet::new();
    for _ in 0..100 {
        let (issuers, token) = (rig.issuers.clone(), token.clone());
        waiting.spawn(async move { issuers.verify_or_refetch(ISSUER, &token, now()).await });
    }
    for verdict in soon(waiting.join_all()).await {
        assert!(verdict.is_ok());
    }
    assert_eq!(server.unasked(), 2);
    assert_eq!(rig.unreported(), 1);
    assert!(rig.verify(&old.token()).is_ok());
}

#[tokio::test(start_paused = true)]
async fn without_waiting_the_token_passes_the_next_time() {
    let (old, new) = (Signer::es256("old"), Signer::es256("new"));
    let server = JwksServer::start(&[&old]).await;
    let mut rig = Rig::fetched(issuer(&server.url())).await;
    server.publish(&[&new]);
    pass(COOLDOWN).await;
    assert_eq!(rig.verify(&new.token()), Err(VerifyProblem::UnknownKey));
    rig.report().await.1.unwrap();
    assert!(rig.verify(&new.token()).is_ok());
    // What is no longer published no longer passes.
    assert_eq!(rig.verify(&old.token()), Err(VerifyProblem::UnknownKey));
}

#[tokio::test(start_paused = true)]
async fn a_flood_of_unknown_keys_is_one_fetch_in_a_cooldown() {
    let signer = Signer::ed25519("k1");
    let mut server = JwksServer::start(&[&signer]).await;
    let mut rig = Rig::fetched(issuer(&server.url())).await;
    let flood = |rig: &Rig| {
        std::thread::scope(|scope| {
            for thread in 0..4 {
                let signer = &signer;
                scope.spawn(move || {
                    for number in 0..2500 {
                        let mut header = signer.header();
                        header["kid"] = format!("{thread}-{number}").into();
                        // Never signed: unknown keys cost no signature check.
                        let token = format!(
                            "{}.e30.AAAA",
                            base64::Engine::encode(
                                &base64::engine::general_purpose::URL_SAFE_NO_PAD,
                                header.to_string()
                            )
                        );
                        assert_eq!(rig.verify(&token), Err(VerifyProblem::UnknownKey));
                    }
                });
            }
        });
    };
    assert_eq!(server.unasked(), 1);
    // Right after a fetch: none.
    flood(&rig);
    pass(just_before(COOLDOWN)).await;
    flood(&rig);
    settle().await;
    assert_eq!(server.unasked(), 0);
    // After the cooldown: one, and its cooldown holds again.
    pass(MOMENT).await;
    flood(&rig);
    rig.report().await.1.unwrap();
    flood(&rig);
    pass(just_before(COOLDOWN)).await;
    flood(&rig);
    settle().await;
    assert_eq!((server.unasked(), rig.unreported()), (1, 0));
    // A wish from before counts for nothing after.
    pass(COOLDOWN).await;
    assert_eq!((server.unasked(), rig.unreported()), (0, 0));
    assert!(rig.verify(&signer.token()).is_ok());
}

#[tokio::test(start_paused = true)]
async fn during_the_cooldown_nobody_waits() {
    let (signer, stranger) = (Signer::es256("k1"), Signer::es256("k2"));
    let mut server = JwksServer::start(&[&signer]).await;
    let rig = Rig::fetched(issuer(&server.url())).await;
    let before = tokio::time::Instant::now();
    let token = stranger.token();
    for _ in 0..10_000 {
        let waited = rig.issuers.verify_or_refetch(ISSUER, &token, now());
        // Answered at the first poll, which a future that waits is not.
        let verdict = futures_now(waited);
        assert_eq!(verdict, Some(Err(VerifyProblem::UnknownKey)));
    }
    assert_eq!(before.elapsed(), Duration::ZERO);
    assert_eq!(server.unasked(), 1);
}

/// The future's answer, if it has it at the first poll.
fn futures_now<F: Future>(future: F) -> Option<F::Output> {
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    match std::pin::pin!(future).poll(&mut context) {
        std::task::Poll::Ready(output) => Some(output),
        std::task::Poll::Pending => None,
    }
}

#[tokio::test(start_paused = true)]
async fn a_slow_fetch_is_waited_for_two_seconds() {
    let (signer, stranger) = (Signer::es256("k1"), Signer::es256("k2"));
    let mut server = JwksServer::start(&[&signer]).await;
    let rig = Rig::fetched(issuer(&server.url())).await;
    server.request().await;
    server.answer(vec![]);
    pass(COOLDOWN).await;
    let began = tokio::time::Instant::now();
    let (token, waits) = (stranger.token(), async {
        server.request().await;
        tokio::time::advance(Duration::from_secs(2)).await;
    });
    let (verdict, ()) = tokio::join!(rig.issuers.verify_or_refetch(ISSUER, &token, now()), waits);
    assert_eq!(verdict, Err(VerifyProblem::UnknownKey));
    assert!(began.elapsed() < Duration::from_millis(2100));
    // Those whose key is known never notice.
    let known = signer.token();
    let verdict = futures_now(rig.issuers.verify_or_refetch(ISSUER, &known, now()));
    assert!(verdict.unwrap().is_ok());
}

#[tokio::test(start_paused = true)]
async fn the_first_fetch_is_waited_for() {
    let signer = Signer::es256("k1");
    let server = JwksServer::start(&[&signer]).await;
    let rig = Rig::start(vec![issuer(&server.url())]);
    assert_eq!(
        rig.verify(&signer.token()),
        Err(VerifyProblem::KeysUnavailable)
    );
    assert_eq!(rig.verify("a.b.c"), Err(VerifyProblem::Malformed));
    let token = signer.token();
    let verdict = soon(rig.issuers.verify_or_refetch(ISSUER, &token, now())).await;
    assert!(verdict.is_ok());
}

#[tokio::test(start_paused = true)]
async fn after_failures_it_tries_again_ever_more_slowly() {
    let signer = Signer::es256("k1");
    let bad = b"HTTP/1.1 503 Later\r\nContent-Length: 0\r\n\r\n".to_vec();
    let mut server = JwksServer::start_with(None, bad).await;
    let mut rig = Rig::start(vec![issuer(&server.url())]);
    rig.report().await.1.unwrap_err();
    server.request().await;
    for pause in [1, 2, 4, 8, 16, 30, 30, 30] {
        pass(just_before(Duration::from_secs(pause))).await;
        assert_eq!(server.unasked(), 0, "before {pause} s");
        let refused = rig.verify(&signer.token());
        assert_eq!(refused, Err(VerifyProblem::KeysUnavailable));
        pass(MOMENT).await;
        server.request().await;
        rig.report().await.1.unwrap_err();
    }
    server.publish(&[&signer]);
    pass(Duration::from_secs(30)).await;
    rig.report().await.1.unwrap();
    assert!(rig.verify(&signer.token()).is_ok());
}

#[tokio::test(start_paused = true)]
async fn keys_are_fetched_again_by_the_schedule() {
    let (old, new) = (Signer::es256("old"), Signer::es256("new"));
    let mut server = JwksServer::start(&[&old]).await;
    let mut rig = Rig::fetched(issuer(&server.url())).await;
    server.request().await;
    server.publish(&[&new]);
    pass(just_before(Duration::from_mins(10))).await;
    assert_eq!(server.unasked(), 0);
    pass(MOMENT).await;
    rig.report().await.1.unwrap();
    assert!(rig.verify(&new.token()).is_ok());
    assert_eq!(rig.verify(&old.token()), Err(VerifyProblem::UnknownKey));
}

#[tokio::test(start_paused = true)]
async fn chance_shortens_the_schedule_by_a_quarter_at_most() {
    let signer = Signer::es256("k1");
    let mut server = JwksServer::start(&[&signer]).await;
    let mut rig = Rig::start_with(vec![issuer(&server.url())], Some(255));
    rig.report().await.1.unwrap();
    server.request().await;
    pass(Duration::from_secs(450)).await;
    assert_eq!(server.unasked(), 0);
    pass(Duration::from_secs(1)).await;
    rig.report().await.1.unwrap();

    // But never below the cooldown.
    let mut configured = issuer(&server.url());
    configured.refresh = Lifetime::from_secs(30);
    let mut rig = Rig::start_with(vec![configured], Some(255));
    rig.report().await.1.unwrap();
    pass(just_before(COOLDOWN)).await;
    assert_eq!(rig.unreported(), 0);
    pass(MOMENT).await;
    rig.report().await.1.unwrap();
}

#[tokio::test(start_paused = true)]
async fn the_trouble_of_one_issuer_is_not_anothers() {
    let signer = Signer::es256("k1");
    let mut stuck = JwksServer::start_with(None, vec![]).await;
    let fine = JwksServer::start(&[&signer]).await;
    let mut troubled = issuer(&stuck.url());
    troubled.issuer = "https://stuck.example".into();
    let mut rig = Rig::start(vec![troubled, issuer(&fine.url())]);
    stuck.request().await;
    let (name, outcome) = rig.report().await;
    assert_eq!(name, ISSUER);
    outcome.unwrap();
    assert!(rig.verify(&signer.token()).is_ok());
    let verdict = rig
        .issuers
        .verify("https://stuck.example", &signer.token(), now());
    assert_eq!(verdict, Err(VerifyProblem::KeysUnavailable));
}

#[tokio::test(start_paused = true)]
async fn it_stops_in_the_middle_of_a_fetch() {
    let mut server = JwksServer::start_with(None, vec![]).await;
    let rig = Rig::start(vec![issuer(&server.url())]);
    server.request().await;
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let second = rig.issuers.clone().run(async move {
        drop(stopped.await);
    });
    let stops = async {
        server.request().await;
        stop.send(()).unwrap();
    };
    tokio::join!(second, stops);
}
