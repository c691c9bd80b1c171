//! `Snapshots`: what is published, as one worker last saw it, and whether it has changed since.

use std::ops::Deref;
use std::sync::Arc;

use arc_swap::ArcSwap;
use arc_swap::cache::Cache;

use super::Published;
use super::directory::{Directory, EndedSessions};
use super::keys::KeyRing;

macro_rules! part {
    ($name:ident, $field:ident, $what:ty) => {
        #[derive(Debug)]
        struct $name(Arc<Published>);

        impl Deref for $name {
            type Target = ArcSwap<$what>;

            fn deref(&self) -> &Self::Target {
                &self.0.$field
            }
        }
    };
}

part!(Ring, ring, KeyRing);
part!(Clients, directory, Directory);
part!(Ended, ended, EndedSessions);

/// What a token is checked against, at one moment.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    pub(super) ring: Arc<KeyRing>,
    pub(super) directory: Arc<Directory>,
    pub(super) ended: Arc<EndedSessions>,
    /// Another number than before as soon as any of the three was replaced.
    pub(super) epoch: u64,
}

/// Looks whether anything was published: three loads and compares while nothing was.
#[derive(Debug)]
pub(super) struct Snapshots {
    ring: Cache<Ring, Arc<KeyRing>>,
    directory: Cache<Clients, Arc<Directory>>,
    ended: Cache<Ended, Arc<EndedSessions>>,
    /// Held, so that no address is used again while it is compared.
    seen: Seen,
}

impl Snapshots {
    pub(super) fn new(published: &Arc<Published>) -> Self {
        let mut ring = Cache::new(Ring(Arc::clone(published)));
        let mut directory = Cache::new(Clients(Arc::clone(published)));
        let mut ended = Cache::new(Ended(Arc::clone(published)));
        let seen = Seen {
            ring: Arc::clone(ring.load()),
            directory: Arc::clone(directory.load()),
            ended: Arc::clone(ended.load()),
            epoch: 1,
        };
        Self {
            ring,
            directory,
            ended,
            seen,
        }
    }

    /// What is published now.
    pub(super) fn look(&mut self) -> &Seen {
        let (ring, directory, ended) = (self.ring.load(), self.directory.load(), self.ended.load());
        let is_same = Arc::ptr_eq(ring, &self.seen.ring)
            && Arc::ptr_eq(directory, &self.seen.directory)
            && Arc::ptr_eq(ended, &self.seen.ended);
        if !is_same {
            self.seen = Seen {
                ring: Arc::clone(ring),
                directory: Arc::clone(directory),
                ended: Arc::clone(ended),
                epoch: self.seen.epoch.saturating_add(1),
            };
        }
        &self.seen
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_replaced_begins_another_epoch() {
        let published = Arc::new(Published::default());
        let mut snapshots = Snapshots::new(&published);
        let first = snapshots.look().epoch;
        assert_eq!(snapshots.look().epoch, first);
        let replace: [fn(&Published); 3] = [
            |published| published.ring.store(Arc::default()),
            |published| published.directory.store(Arc::default()),
            |published| published.ended.store(Arc::default()),
        ];
        let mut epochs = vec![first];
        for replace in replace {
            replace(&published);
            epochs.push(snapshots.look().epoch);
            assert!(Arc::ptr_eq(&snapshots.look().ring, &published.ring.load()));
            assert!(Arc::ptr_eq(
                &snapshots.look().ended,
                &published.ended.load()
            ));
        }
        assert!(
            epochs.is_sorted_by(|before, after| before < after),
            "{epochs:?}"
        );
    }
}
