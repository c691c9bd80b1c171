//! 4 end a token, a session, a client's sessions; and learn that a pair was used.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::task::JoinSet;

use super::Tokens;
use super::authenticate::ProvenClient;
use super::refresh::RefreshError;
use crate::model::{EndReason, Session, SessionId, Timestamp};
use crate::store::{SessionFilter, StoreError};
use crate::telemetry::events;

/// Which of a client's sessions are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OwnSessions {
    /// One.
    Id(SessionId),
    /// All of one external user.
    User(String),
    /// All.
    All,
}

impl OwnSessions {
    fn of(self, client: &ProvenClient) -> SessionFilter {
        let client = client.entry().client.id.clone();
        match self {
            Self::Id(id) => SessionFilter::IdOfClient(id, client),
            Self::User(user) => SessionFilter::UserOfClient(user, client),
            Self::All => SessionFilter::Client(client),
        }
    }
}

impl Tokens {
    /// Ends the session of a refresh token. One that is unknown ends nothing, which is no error
    /// (RFC 7009, section 2.2); how many sessions were ended.
    pub async fn log_out_by_refresh_token(
        &self,
        refresh_token: &str,
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        match self.session_of_refresh_token(refresh_token).await {
            Ok((session, _)) => {
                self.end(&SessionFilter::Id(session.id), EndReason::Logout, now)
                    .await
            }
            Err(RefreshError::Store(error)) => Err(error),
            Err(_) => Ok(0),
        }
    }

    /// Ends a session that its own access token named; how many were ended.
    pub async fn log_out(&self, id: SessionId, now: Timestamp) -> Result<u64, StoreError> {
        self.end(&SessionFilter::Id(id), EndReason::Logout, now)
            .await
    }

    /// Ends sessions of the client's own; how many there were.
    pub async fn revoke_own(
        &self,
        client: &ProvenClient,
        which: OwnSessions,
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        self.end(&which.of(client), EndReason::Revoked, now).await
    }

    /// Live sessions of the client's own, newest first.
    pub async fn own_sessions(
        &self,
        client: &ProvenClient,
        which: OwnSessions,
        limit: usize,
        now: Timestamp,
    ) -> Result<Vec<Session>, StoreError> {
        self.store
            .sessions(&which.of(client), Some(now), limit)
            .await
    }

    /// One session, for its own holder.
    pub async fn session(&self, id: &SessionId) -> Result<Option<Session>, StoreError> {
        self.store.session(id).await
    }

    pub(super) async fn end(
        &self,
        which: &SessionFilter,
        reason: EndReason,
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        let count = self.store.end_sessions(which, reason, now).await?;
        if count > 0 {
            events::SessionsEnded { reason, count }.emit(&self.telemetry);
            self.catch_up(now).await;
        }
        Ok(count)
    }

    /// Notes in the store which token pairs were used, as the gates tell it; runs until all verifiers
    /// are gone. Once per process: a second call returns at once.
    pub async fn note_pair_uses(&self) {
        let receiver = match self.pair_used.lock() {
            Ok(mut receiver) => receiver.take(),
            Err(_) => None,
        };
        let Some(mut uses) = receiver else { return };
        let mut batch = Vec::new();
        let mut pending: HashMap<SessionId, u64> = HashMap::new();
        while receive(&mut uses, &mut batch, pending.is_empty()).await {
            for (session, generation) in batch.drain(..) {
                let latest = pending.entry(session).or_default();
                *latest = generation.max(*latest);
            }
            // Beside each other, so that the store can commit them together.
            let mut marks = JoinSet::new();
            for (session, generation) in std::mem::take(&mut pending) {
                let store = Arc::clone(&self.store);
                marks.spawn(async move {
                    let noted = store.mark_pair_used(&session, generation).await;
                    noted.err().map(|_| (session, generation))
                });
            }
            while let Some(done) = marks.join_next().await {
                pending.extend(done.ok().flatten());
            }
        }
    }
}

/// Waits for uses; only a second if some could not be noted and must be tried again.
async fn receive(
    uses: &mut mpsc::Receiver<(SessionId, u64)>,
    batch: &mut Vec<(SessionId, u64)>,
    nothing_pending: bool,
) -> bool {
    const MOST: usize = 1024;
    if nothing_pending {
        return uses.recv_many(batch, MOST).await > 0;
    }
    match tokio::time::timeout(Duration::from_secs(1), uses.recv_many(batch, MOST)).await {
        Ok(count) => count > 0,
        Err(_) => true,
    }
}
