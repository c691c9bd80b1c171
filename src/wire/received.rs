//! `Received`: bytes that arrived and were not taken yet.

use std::cell::RefCell;

use bytes::{Bytes, BytesMut};

use super::head::BadHead;

/// Bytes that arrived and were not taken yet.
#[derive(Debug, Default)]
pub(crate) struct Received {
    /// What was taken out of the buffer, and comes before what is in it.
    pending: Bytes,
    /// Where bytes arrive.
    buffer: BytesMut,
    /// Whether the buffer was made for a large body.
    is_large: bool,
    /// How much was looked through for the end of a head.
    searched: usize,
}

/// Room for what is read together with a head.
const SMALL: usize = 8 * 1024;

/// The most that is read at once.
const LARGE: usize = 256 * 1024;

/// Buffers that nobody uses at the moment, for the connections of one worker: those that are idle have
/// none.
#[derive(Debug, Default)]
pub(crate) struct Spare(RefCell<Vec<BytesMut>>);

/// Buffers that are kept.
const SPARES: usize = 64;

impl Received {
    /// The buffer, with room to read into; `expected` bytes are known to come.
    pub(crate) fn room(&mut self, expected: u64) -> &mut BytesMut {
        let want = usize::try_from(expected).map_or(LARGE, |expected| expected.clamp(SMALL, LARGE));
        let has = self.buffer.capacity().saturating_sub(self.buffer.len());
        if has < want / 2 {
            self.buffer.reserve(want);
            self.is_large = want > SMALL;
        }
        &mut self.buffer
    }

    /// What arrived.
    pub(crate) fn pending(&mut self) -> &mut Bytes {
        if !self.buffer.is_empty() {
            let fresh = self.buffer.split().freeze();
            self.pending = if self.pending.is_empty() {
                fresh
            } else {
                [&*self.pending, &*fresh].concat().into()
            };
        }
        &mut self.pending
    }

    /// Reads into `buffer` from here on, where it has none of its own.
    pub(crate) fn borrow(&mut self, spare: &Spare) {
        if self.buffer.capacity() == 0 {
            self.buffer = spare.0.borrow_mut().pop().unwrap_or_default();
        }
    }

    /// Gives the buffer back while nothing is in it.
    pub(crate) fn give_back(&mut self, spare: &Spare) {
        if self.is_empty() {
            let buffer = std::mem::take(&mut self.buffer);
            let is_large = std::mem::take(&mut self.is_large);
            let mut spare = spare.0.borrow_mut();
            if !is_large && spare.len() < SPARES {
                spare.push(buffer);
            }
        }
    }

    /// Gives up what it has no use for while its connection is idle.
    pub(crate) fn rest(&mut self) {
        self.pending = Bytes::new();
        if std::mem::take(&mut self.is_large) {
            self.buffer = BytesMut::new();
        }
    }

    /// Bytes that wait to be taken.
    pub(crate) fn len(&self) -> usize {
        self.pending.len().saturating_add(self.buffer.len())
    }

    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.pending.is_empty() && self.buffer.is_empty()
    }

    /// All that arrived, once it may hold a whole head: one that comes byte by byte is not parsed for
    /// each. `is_other` says of its start that it can be none.
    pub(super) fn take_head(
        &mut self,
        max_bytes: usize,
        is_other: impl Fn(&[u8]) -> bool,
    ) -> Result<Option<Bytes>, BadHead> {
        if !self.pending.is_empty() {
            // Left over from what came before.
            self.pending();
        }
        let bytes: &[u8] = if self.pending.is_empty() {
            &self.buffer
        } else {
            &self.pending
        };
        if bytes.is_empty() {
            return Ok(None);
        }
        let from = self.searched.saturating_sub(1);
        let fresh = bytes.get(from..).unwrap_or_default();
        let has_empty_line = memchr::memchr_iter(b'\n', fresh)
            .any(|at| matches!(fresh.get(at.saturating_add(1)), Some(b'\n' | b'\r')));
        self.searched = bytes.len();
        if has_empty_line || is_other(bytes) {
            return Ok(Some(std::mem::take(self.pending())));
        }
        if self.searched > max_bytes {
            return Err(BadHead::TooLarge);
        }
        Ok(None)
    }

    /// The head was not complete: perhaps the last byte of the empty line is missing.
    pub(super) fn put_head_back(&mut self, bytes: Bytes) {
        self.searched = bytes.len().saturating_sub(1);
        self.pending = bytes;
    }

    /// What follows a head.
    pub(super) fn put_rest_back(&mut self, rest: Bytes) {
        self.searched = 0;
        self.pending = rest;
    }
}
