//! Keeps what is published up to date with the store: the feed of changes -> new snapshots.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use thiserror::Error;

use super::Tokens;
use super::directory::{Directory, EndedSessions};
use super::keys::{KeyError, KeyRing, RETIREMENT};
use crate::model::Timestamp;
use crate::store::{Change, Changed, StoreError};
use crate::telemetry::events;

/// How far the feed was followed.
#[derive(Debug, Default)]
pub(super) struct Followed {
    /// The number of the latest change that is published; `None` before everything was read once.
    after: Option<u64>,
    /// Whether the keys changed and are not published yet.
    keys_due: bool,
    /// The number, among all calls, of the last one that read everything up to its beginning.
    succeeded: u64,
}

/// How many changes are read at once.
const BATCH: usize = 1000;

/// Why the snapshots are not up to date. The old ones stay.
#[derive(Debug, Error)]
pub enum FollowError {
    /// The store cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The signing keys cannot be opened.
    #[error(transparent)]
    Key(#[from] KeyError),
}

impl Tokens {
    /// Reads what changed since the last call and publishes it; everything at the first call.
    pub async fn sync(&self, now: Timestamp) -> Result<(), FollowError> {
        let begun_before = self.syncs_begun.load(Ordering::Acquire);
        let mut followed = self.followed.lock().await;
        if followed.succeeded > begun_before {
            // One that began while this one waited has read everything that this one would.
            return Ok(());
        }
        let number = self.syncs_begun.fetch_add(1, Ordering::AcqRel);
        self.follow(&mut followed, now).await?;
        followed.succeeded = number.saturating_add(1);
        self.telemetry.changes_read();
        Ok(())
    }

    async fn follow(&self, followed: &mut Followed, now: Timestamp) -> Result<(), FollowError> {
        while let Some(number) = followed.after {
            let changes = self.store.changes(number, BATCH).await?;
            let is_gap = match changes.first() {
                // Changes were swept before this process could read them.
                Some(first) => first.number > number.saturating_add(1),
                // Numbers only grow, unless the store was put back to an older copy.
                None => self.store.last_change().await? < number,
            };
            if is_gap {
                followed.after = None;
                break;
            }
            followed.keys_due |= changes.iter().any(|change| change.what == Changed::Keys);
            self.apply(&changes).await?;
            followed.after = Some(changes.last().map_or(number, |last| last.number));
            if changes.len() < BATCH {
                break;
            }
        }
        if followed.after.is_none() {
            let number = self.read_all(now).await?;
            followed.keys_due = true;
            followed.after = Some(number);
        }
        // Last: a key that cannot be opened must not keep a revocation from being known.
        if followed.keys_due {
            self.publish_keys().await?;
            followed.keys_due = false;
        }
        Ok(())
    }

    /// `sync`, where the caller can go on with what was published before.
    pub async fn catch_up(&self, now: Timestamp) {
        if let Err(error) = self.sync(now).await {
            events::SnapshotsStale { error: &error }.emit(&self.telemetry);
        }
    }

    /// Publishes everything the store has, but the keys; the number of the latest change in it.
    async fn read_all(&self, now: Timestamp) -> Result<u64, FollowError> {
        // Read first: a change that comes while the rest is read is then applied once more.
        let number = self.store.last_change().await?;
        let mut directory = Directory::default();
        for workspace in self.store.workspaces().await? {
            let id = workspace.id.clone();
            directory.put_workspace(&id, Some(workspace));
        }
        for client in self.store.clients().await? {
            let id = client.id.clone();
            directory.put_client(&id, Some(client));
        }
        for user in self.store.system_users(None).await? {
            let id = user.id.clone();
            directory.put_system_user(&id, Some(user));
        }
        let mut ended = EndedSessions::default();
        for (id, at) in self.store.ended_since(now.minus(RETIREMENT)).await? {
            ended.add(id, at);
        }
        self.published.directory.store(Arc::new(directory));
        self.published.ended.store(Arc::new(ended));
        Ok(number)
    }

    async fn apply(&self, changes: &[Change]) -> Result<(), FollowError> {
        if changes.is_empty() {
            return Ok(());
        }
        let mut directory = Directory::clone(&self.published.directory.load());
        let mut ended = EndedSessions::clone(&self.published.ended.load());
        for change in changes {
            match &change.what {
                Changed::Workspace(id) => {
                    directory.put_workspace(id, self.store.workspace(id).await?);
                }
                Changed::Client(id) => directory.put_client(id, self.store.client(id).await?),
                Changed::SessionsEnded(ids) => {
                    for id in ids {
                        ended.add(id.clone(), change.at);
                    }
                }
                Changed::SystemUser(id) => {
                    directory.put_system_user(id, self.store.system_user(id).await?);
                }
                Changed::Keys => {}
            }
        }
        self.published.directory.store(Arc::new(directory));
        self.published.ended.store(Arc::new(ended));
        Ok(())
    }

    async fn publish_keys(&self) -> Result<(), FollowError> {
        let stored = self.store.keys().await?;
        let opened = KeyRing::open(&stored, &self.roots);
        let (ring, outcome) = match opened {
            Ok(ring) => (ring, Ok(())),
            // Whatever is wrong with one, those that were removed are trusted no longer.
            Err(error) => (self.published.ring.load().still_in(&stored), Err(error)),
        };
        self.published.ring.store(Arc::new(ring));
        Ok(outcome?)
    }
}
