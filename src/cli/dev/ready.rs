//! `Ready`: what a trial prints before it serves.

use std::path::PathBuf;

use serde_json::json;

use super::populate::{CALLBACK, EMAIL, POSTMAN_CALLBACK, Population};

/// Where everything is, and the secrets of it.
pub(super) struct Ready<'a> {
    pub(super) demo: String,
    pub(super) url: String,
    pub(super) metrics_url: String,
    pub(super) ca_file: PathBuf,
    pub(super) upstream: &'a str,
    pub(super) population: &'a Population,
}

impl Ready<'_> {
    /// One line for programs.
    pub(super) fn json(&self) -> String {
        let Population {
            workspace, embed, ..
        } = self.population;
        let line = json!({
            "url": self.url,
            "metrics_url": self.metrics_url,
            "workspace_id": workspace.id.as_str(),
            "client_id": embed.client.id.as_str(),
            "client_secret": embed.secret.reveal(),
            "ca_file": self.ca_file,
        });
        format!("{line}\n")
    }

    /// Lines for people, and lines that can be pasted as they stand.
    pub(super) fn text(&self) -> String {
        [self.names(), self.frame(), self.server(), self.person()].concat()
    }

    fn names(&self) -> String {
        let Self {
            demo,
            url,
            metrics_url,
            upstream,
            ..
        } = self;
        let Population {
            workspace,
            embed,
            web,
            spa,
            password,
            ..
        } = self.population;
        let ca = self.ca_file.display();
        format!(
            r"Wicketgate is ready on {url} in front of {upstream}
nothing is kept when it stops

demo           {demo}   (open it: a customer's page, with the frame in it)
workspace      {} (sandbox)
client_id      {}
client_secret  {}
metrics        {metrics_url}
ca_file        {ca}

For applications of others:

authorization  {url}/oauth/authorize
token          {url}/oauth/token   (refreshes too; {url}/oauth/refresh where a form asks)
web            {} {}
in a browser   {}   (no secret, but PKCE)
redirect URI   {CALLBACK}   (with any port; for web also {POSTMAN_CALLBACK})
person         {EMAIL}
password       {}

",
            workspace.id,
            embed.client.id,
            embed.secret.reveal(),
            web.client.id,
            web.secret.reveal(),
            spa.id,
            password.reveal(),
        )
    }

    fn frame(&self) -> String {
        let (url, ca) = (&self.url, self.ca_file.display());
        let embed = &self.population.embed;
        let (id, secret) = (&embed.client.id, embed.secret.reveal());
        format!(
            r#"Paste these:

# 1. your backend asks for a one-time token
OTT=$(curl -sS --cacert {ca} -X POST {url}/auth/iframe-token -u '{id}:{secret}' | sed 's/.*"ott":"\([^"]*\)".*/\1/'); echo "$OTT"

# 2. the iframe exchanges it, once, within 60 seconds
TOKEN=$(curl -sS --cacert {ca} -X POST {url}/auth/exchange -H 'Content-Type: application/json' -d "{{\"ott\":\"$OTT\"}}" | sed 's/.*"access_token":"\([^"]*\)".*/\1/'); echo "$TOKEN"

# 3. and calls your API, which learns from headers who is calling
curl -sS --cacert {ca} {url}/v1/hello -H "Authorization: Bearer $TOKEN"

"#
        )
    }

    fn server(&self) -> String {
        let (url, ca) = (&self.url, self.ca_file.display());
        let service = &self.population.service;
        let (id, secret) = (&service.client.id, service.secret.reveal());
        let token = self.population.token.reveal();
        format!(
            r#"# 4. a customer's server, as a client of kind service, asks for a token of its own and calls
TOKEN=$(curl -sS --cacert {ca} {url}/oauth/token -u '{id}:{secret}' -d grant_type=client_credentials | sed 's/.*"access_token":"\([^"]*\)".*/\1/'); echo "$TOKEN"
curl -sS --cacert {ca} {url}/v1/hello -H "Authorization: Bearer $TOKEN"

# 5. or it has a system user's token, which lasts
curl -sS --cacert {ca} {url}/v1/hello -H "Authorization: Bearer {token}"

"#
        )
    }

    fn person(&self) -> String {
        let (url, ca) = (&self.url, self.ca_file.display());
        let web = &self.population.web;
        let (id, secret) = (&web.client.id, web.secret.reveal());
        let demo = self.demo.replacen("localhost", "127.0.0.1", 1);
        let callback = format!("{demo}callback");
        let encoded: String = form_urlencoded::byte_serialize(callback.as_bytes()).collect();
        format!(
            r#"# 6. somebody allows an application: open this, sign in as the person above, and allow; a code to paste is shown
#    {url}/oauth/authorize?response_type=code&client_id={id}&redirect_uri={encoded}&scope=flows%3Aread&state=trial

# 7. with the code, within 60 seconds, the application's server gets tokens
curl -sS --cacert {ca} {url}/oauth/token -u '{id}:{secret}' -d grant_type=authorization_code -d code="$CODE" -d redirect_uri={callback}

"#
        )
    }
}
