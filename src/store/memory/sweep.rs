//! What is past keeping is forgotten.

use std::collections::{BTreeSet, HashMap};
use std::hash::Hash;

use super::state::{State, over_at};
use crate::model::Timestamp;
use crate::store::{Changed, KEEP_TOKEN_TRACE, KEEP_TRACE};

impl State {
    /// Forgets at most `limit` of each kind; how many went.
    pub(super) fn sweep(&mut self, now: Timestamp, limit: usize) -> usize {
        let token_trace = now.minus(KEEP_TOKEN_TRACE);
        let trace = now.minus(KEEP_TRACE);
        [
            forget(
                &mut self.tokens,
                |kept| kept.granted.expires_at,
                token_trace,
                limit,
            ),
            forget(
                &mut self.codes,
                |kept| kept.granted.expires_at,
                token_trace,
                limit,
            ),
            forget(
                &mut self.devices,
                |kept| kept.expires_at,
                token_trace,
                limit,
            ),
            forget(&mut self.set_ups, |kept| kept.expires_at, now, limit),
            forget(&mut self.sign_ins, |kept| kept.expires_at, now, limit),
            forget(
                &mut self.pushed_requests,
                |kept| kept.expires_at,
                now,
                limit,
            ),
            forget(&mut self.assertions, |expires_at| *expires_at, now, limit),
            self.sweep_sessions(trace, limit),
            self.sweep_grants(trace, limit),
            self.sweep_system_tokens(trace, limit, now),
            self.sweep_changes(trace, limit),
        ]
        .into_iter()
        .sum()
    }

    fn sweep_sessions(&mut self, before: Timestamp, limit: usize) -> usize {
        let times = self.sessions.iter();
        let times = times.map(|(id, session)| (over_at(session), id.clone()));
        let gone = past(times, before, limit);
        for id in &gone {
            self.sessions.remove(id);
        }
        gone.len()
    }

    fn sweep_grants(&mut self, before: Timestamp, limit: usize) -> usize {
        let times = self.grants.iter();
        let times = times.filter_map(|(id, grant)| grant.ended.map(|(at, _)| (at, id.clone())));
        let gone = past(times, before, limit);
        self.forget_grants(|grant| gone.contains(&grant.id));
        gone.len()
    }

    fn sweep_system_tokens(&mut self, before: Timestamp, limit: usize, now: Timestamp) -> usize {
        let tokens = self.system_users.values().flat_map(|user| &user.tokens);
        let times = tokens.filter_map(|token| token.expires_at.map(|at| (at, token.id.clone())));
        let gone = past(times, before, limit);
        let mut changed = BTreeSet::new();
        for user in self.system_users.values_mut() {
            let had = user.tokens.len();
            user.tokens.retain(|token| !gone.contains(&token.id));
            if user.tokens.len() < had {
                changed.insert(user.id.clone());
            }
        }
        for user in changed {
            self.append(now, Changed::SystemUser(user));
        }
        gone.len()
    }

    /// Only the oldest ones in a row, so that the feed has no gap inside.
    fn sweep_changes(&mut self, before: Timestamp, limit: usize) -> usize {
        let oldest = self.changes.iter().take(limit);
        let gone = oldest.take_while(|change| change.at < before).count();
        self.changes.drain(..gone);
        gone
    }
}

fn forget<K: Clone + Eq + Hash, V>(
    kept: &mut HashMap<K, V>,
    end: impl Fn(&V) -> Timestamp,
    before: Timestamp,
    limit: usize,
) -> usize {
    let times = kept.iter().map(|(key, value)| (end(value), key.clone()));
    let gone = past(times, before, limit);
    for key in &gone {
        kept.remove(key);
    }
    gone.len()
}

/// The first `limit` of those whose time is before `before`, earliest first.
fn past<K>(times: impl Iterator<Item = (Timestamp, K)>, before: Timestamp, limit: usize) -> Vec<K> {
    let mut past: Vec<_> = times.filter(|(time, _)| *time < before).collect();
    past.sort_by_key(|(time, _)| *time);
    past.truncate(limit);
    past.into_iter().map(|(_, key)| key).collect()
}
