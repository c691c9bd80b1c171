//! `/oauth/grants`: a person sees which apps have access by their word, and takes it back.

use bytes::Bytes;
use http::StatusCode;

use super::consent::{GRANTS, app_of, icon_of, person_of};
use super::cookies::Cookie;
use super::page::{page, see_other};
use super::{OAuth, form, pages};
use crate::embed::body;
use crate::embed::{Answer, Call, internal};
use crate::error::{Code, Reply};
use crate::model::GrantId;
use crate::telemetry::StoreOperation;

impl OAuth {
    pub(super) async fn show_grants<B>(&self, call: &Call<'_, B>) -> Result<Answer, Reply> {
        let (headers, now) = (call.request.headers(), call.now);
        let Some(person) = self.person(headers, now).await? else {
            return self.sign_in_for(GRANTS.to_owned(), now);
        };
        let granted = self.tokens.grants_of(&person.account().id).await;
        let granted = granted.map_err(|error| self.no_store(&error, StoreOperation::Grants))?;
        let directory = self.tokens.published().directory.load();
        // Of an app or a workspace that is gone nothing can be used any more.
        let known: Vec<_> = granted
            .iter()
            .filter_map(|grant| {
                let app = directory.client(&grant.client_id)?;
                let workspace = directory.workspace(&grant.workspace_id)?;
                let since = grant.created_at.to_rfc3339();
                let shown = (icon_of(&app.client), since, self.permissions(&grant.scopes));
                Some((grant, app, workspace, shown))
            })
            .collect();
        let grants: Vec<_> = known
            .iter()
            .map(
                |(grant, app, workspace, (icon, since, permissions))| pages::Grant {
                    id: grant.id.as_str(),
                    app: app_of(&app.client, icon.as_deref()),
                    workspace: &workspace.name,
                    permissions,
                    since: since.get(..DAY).unwrap_or_default(),
                },
            )
            .collect();
        let cookie = Cookie::Session.of(headers).unwrap_or_default();
        let token = form::token(self.accounts.notes(), GRANTS, cookie, &(), now);
        let token = token.map_err(|error| internal(&error, &self.telemetry))?;
        let sign_out = self.sign_out_token(cookie, now)?;
        let was_ended = call.request.uri().query() == Some(ENDED);
        let shown = pages::Grants {
            form: pages::Form {
                action: GRANTS,
                token: &token,
                request: None,
            },
            person: person_of(&person),
            sign_out: pages::Form {
                action: "/oauth/sign-out",
                token: &sign_out,
                request: None,
            },
            grants: &grants,
            problems: &[],
            notice: was_ended.then_some("The access was taken back."),
        };
        Ok(page(
            StatusCode::OK,
            pages::grants(&self.site(), &shown),
            None,
        ))
    }

    /// Ends one grant of the person's own, and all that was issued under it.
    pub(super) async fn end_grant<B>(&self, call: Call<'_, B>) -> Result<Answer, Reply>
    where
        B: http_body::Body<Data = Bytes>,
        B::Error: std::fmt::Display,
    {
        let now = call.now;
        let (head, body) = call.request.into_parts();
        let stale = |error: form::FormError| Reply::new(Code::AccessDenied, error.to_string());
        form::check_origin(&head.headers, &self.public_url).map_err(stale)?;
        let members = body::read(&head.headers, body).await?;
        let cookie = Cookie::Session.of(&head.headers);
        let token = members.text("form")?;
        form::open::<()>(self.accounts.notes(), GRANTS, cookie, token, now).map_err(stale)?;
        let person = self.person(&head.headers, now).await?;
        let person = person.ok_or_else(|| stale(form::FormError::Stale))?;
        let id = members.text("grant")?.unwrap_or_default();
        let id = GrantId::parse(id);
        let id = id.map_err(|error| Reply::new(Code::InvalidRequest, format!("grant: {error}")))?;
        let ended = self.tokens.take_back(&person.account().id, id, now).await;
        ended.map_err(|error| self.no_store(&error, StoreOperation::EndGrants))?;
        Ok(see_other(&format!("{GRANTS}?{ENDED}")))
    }
}

/// The query of the page after a grant was ended.
const ENDED: &str = "ended";
/// How much of a moment is its day.
const DAY: usize = 10;
