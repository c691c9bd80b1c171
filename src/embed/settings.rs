//! `/embed/v1/config`: what pages and frames may know before anybody has a token.

use http::Request;
use serde_json::{Value, json};

use super::{Answer, Embed, answer};
use crate::error::{Code, Reply};
use crate::model::{ClientId, Environment, Timestamp};

impl Embed {
    /// Nothing secret: versions, where the scripts are, whether problems may be shown in the frame, and
    /// what the client named by `client_id` is like.
    pub(super) fn settings<B>(
        &self,
        request: &Request<B>,
        now: Timestamp,
    ) -> Result<Answer, Reply> {
        let directory = self.tokens.published().directory.load();
        let mut settings = json!({
            "version": env!("CARGO_PKG_VERSION"),
            "protocol": [0, 1],
            "clock": now.as_secs(),
            "frame_origins": self.frame_origins,
            "dpop_signing_alg_values_supported": ["ES256"],
            "sdk": self.assets.listed(),
            "diagnostics": directory.has_only_sandboxes(),
        });
        if let Some(id) = client_id(request.uri().query().unwrap_or_default()) {
            let unknown = || Reply::new(Code::InvalidRequest, "client_id is the id of no client");
            let id = ClientId::parse(&id).map_err(|_| unknown())?;
            let entry = directory.client(&id).ok_or_else(unknown)?;
            let is_sandbox = entry.workspace.environment == Environment::Sandbox;
            let mut put = |name: &str, value: Value| {
                if let Some(members) = settings.as_object_mut() {
                    drop(members.insert(name.to_owned(), value));
                }
            };
            put("client_id", id.as_str().into());
            put("environment", entry.workspace.environment.as_str().into());
            put("dpop", entry.client.dpop.as_str().into());
            put("diagnostics", is_sandbox.into());
        }
        Ok(answer::ok(&settings))
    }
}

fn client_id(query: &str) -> Option<String> {
    form_urlencoded::parse(query.as_bytes())
        .find(|(name, _)| name == "client_id")
        .map(|(_, id)| id.into_owned())
}
