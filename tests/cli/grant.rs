//! `grant list|revoke`.

use serde_json::json;
use wicketgate::entropy::SystemEntropy;
use wicketgate::model::{
    AccountId, ClientId, Lifetime, NewAuthorizationCode, TokenHash, WorkspaceId,
};
use wicketgate::token::mint;

use super::gateway::Gateway;
use super::{Place, text};

/// A person lets a client act in a workspace; the grant's id.
async fn consent(gateway: &Gateway, client: &str, workspace: &str, account: &str) -> String {
    let now = gateway.ago(0);
    let id = mint::grant_id(now, &SystemEntropy::default()).unwrap();
    let code = NewAuthorizationCode {
        hash: TokenHash::of(id.as_str()),
        client_id: ClientId::parse(client).unwrap(),
        workspace_id: WorkspaceId::parse(workspace).unwrap(),
        account_id: AccountId::parse(account).unwrap(),
        redirect_uri: "https://app.test/callback".to_owned(),
        redirect_uri_named: true,
        scopes: "flows:read".parse().unwrap(),
        code_challenge: None,
        dpop_jkt: None,
        pushed_request: None,
        created_at: now,
        expires_at: now.plus(Lifetime::from_secs(60)),
    };
    let store = gateway.tokens.store();
    store.put_authorization_code(&code, &id).await.unwrap();
    id.as_str().to_owned()
}

#[tokio::test]
async fn grants_are_listed_and_ended_by_whose_they_are() {
    let place = Place::new();
    let workspace = place.workspace("Acme");
    let make = "client create --workspace acme --kind web --redirect-uri https://app.test/callback \
                --scope flows:read --name";
    let [one, two] =
        ["One", "Two"].map(|name| text(&place.json(&format!("{make} {name}")), "client_id"));
    let invite = "account create --workspace acme --role owner --name Ada --email";
    let [ada, eve] = ["ada@acme.test", "eve@acme.test"]
        .map(|email| text(&place.json(&format!("{invite} {email}")), "account_id"));
    let gateway = Gateway::on(&place).await;
    let first = consent(&gateway, &one, &workspace, &ada).await;
    let second = consent(&gateway, &one, &workspace, &eve).await;
    let third = consent(&gateway, &two, &workspace, &ada).await;

    let ids = |more: &str| -> Vec<String> {
        let listed = place.json(&format!("grant list {more}"));
        let listed = listed.as_array().unwrap();
        let mut ids: Vec<_> = listed.iter().map(|grant| text(grant, "grant_id")).collect();
        ids.sort();
        ids
    };
    let sorted = |ids: &[&String]| {
        let mut ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
        ids.sort();
        ids
    };
    assert_eq!(ids(""), sorted(&[&first, &second, &third]));
    assert_eq!(ids("--workspace acme"), sorted(&[&first, &second, &third]));
    assert_eq!(ids(&format!("--client {one}")), sorted(&[&first, &second]));
    assert_eq!(ids(&format!("--account {ada}")), sorted(&[&first, &third]));
    let listed = place.json(&format!("grant list --client {two}"));
    assert_eq!(listed[0]["account_id"], *ada);
    assert_eq!(listed[0]["scope"], "flows:read");
    let table = place.say("grant list").done().out;
    assert_eq!(table.lines().count(), 4, "{table}");

    let refused = |line: &str, code, part: &str| place.say(line).refused(code, &[part]);
    refused("grant revoke", 2, "required");
    refused(&format!("grant revoke --client {one}"), 2, "--yes");
    refused("grant list --workspace nowhere", 4, "nowhere");
    refused(
        "grant list --account acc_01JD3Q8V7K2M4N6P8R0T2W4Y6Z",
        4,
        "no account",
    );
    refused(
        "grant revoke --id gr_01JD3Q8V7K2M4N6P8R0T2W4Y6Z",
        4,
        "no grant",
    );
    assert_eq!(ids("").len(), 3);

    let ended = place.json(&format!("grant revoke --id {first}"));
    assert_eq!(ended, json!({ "revoked": 1 }));
    refused(&format!("grant revoke --id {first}"), 4, "was ended");
    let ended = place.json(&format!("grant revoke --account {ada} --yes"));
    assert_eq!(ended, json!({ "revoked": 1 }));
    assert_eq!(ids(""), [second]);
    let said = place.say("grant revoke --workspace acme --yes").done().out;
    assert_eq!(said, "1 grant ended\n");
    assert_eq!(place.say("grant list").done().out, "no live grant\n");
}
