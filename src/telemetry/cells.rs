//! What a metric is made of: cells that many threads add to without a lock, and one scrape reads.

use std::marker::PhantomData;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use super::labels::Label;
use crate::error::Code;

/// A number that only grows.
#[derive(Debug, Default)]
pub(super) struct Counter(AtomicU64);

impl Counter {
    pub(super) fn add(&self, more: u64) {
        self.0.fetch_add(more, Ordering::Relaxed);
    }

    pub(super) fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// How many there are now.
#[derive(Debug, Default)]
pub(super) struct Level(AtomicU64);

impl Level {
    pub(super) fn up(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn down(&self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }

    pub(super) fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// One counter for each value of a label.
#[derive(Debug)]
pub(super) struct ByLabel<L, C = Counter> {
    cells: Box<[C]>,
    label: PhantomData<fn(L)>,
}

impl<L: Label, C: Default> Default for ByLabel<L, C> {
    fn default() -> Self {
        Self::new(C::default)
    }
}

impl<L: Label, C> ByLabel<L, C> {
    pub(super) fn new(make: impl Fn() -> C) -> Self {
        Self {
            cells: L::ALL.iter().map(|_| make()).collect(),
            label: PhantomData,
        }
    }

    pub(super) fn get(&self, label: L) -> Option<&C> {
        self.cells.get(label.index())
    }

    /// Every value of the label with its cell.
    pub(super) fn iter(&self) -> impl Iterator<Item = (L, &C)> {
        L::ALL.iter().copied().zip(&self.cells)
    }
}

impl<L: Label> ByLabel<L> {
    pub(super) fn add(&self, label: L) {
        if let Some(counter) = self.get(label) {
            counter.add(1);
        }
    }
}

/// How many codes there may be.
const CODES: usize = 128;

/// One counter for each code that came up, and one for success.
#[derive(Debug)]
pub(super) struct ByResult {
    ok: Counter,
    /// By the code's place among codes. A slot knows its label from the first time it is needed.
    refused: Box<[(OnceLock<Code>, Counter)]>,
}

impl Default for ByResult {
    fn default() -> Self {
        Self {
            ok: Counter::default(),
            refused: (0..CODES).map(|_| Default::default()).collect(),
        }
    }
}

impl ByResult {
    pub(super) fn add(&self, result: Result<(), Code>) {
        match result {
            Ok(()) => self.ok.add(1),
            Err(code) => {
                if let Some((label, counter)) = self.refused.get(code as usize) {
                    label.get_or_init(|| code);
                    counter.add(1);
                }
            }
        }
    }

    pub(super) fn ok(&self) -> u64 {
        self.ok.get()
    }

    /// Codes that came up, with how often.
    pub(super) fn refused(&self) -> impl Iterator<Item = (Code, u64)> {
        self.refused
            .iter()
            .filter_map(|(label, counter)| label.get().map(|code| (*code, counter.get())))
    }
}

/// How long things took.
#[derive(Debug)]
pub(super) struct Histogram {
    /// Upper bounds in seconds, ascending.
    bounds: &'static [f64],
    /// One per bound, and one for what is above all of them.
    cells: Box<[Counter]>,
    /// Seconds, as the bits of an `f64`.
    sum: AtomicU64,
}

impl Histogram {
    pub(super) fn new(bounds: &'static [f64]) -> Self {
        Self {
            bounds,
            cells: (0..=bounds.len()).map(|_| Counter::default()).collect(),
            sum: AtomicU64::new(0),
        }
    }

    pub(super) fn observe(&self, took: Duration) {
        let seconds = took.as_secs_f64();
        let place = self
            .bounds
            .iter()
            .take_while(|bound| seconds > **bound)
            .count();
        if let Some(cell) = self.cells.get(place) {
            cell.add(1);
        }
        self.sum
            .update(Ordering::Relaxed, Ordering::Relaxed, |bits| {
                (f64::from_bits(bits) + seconds).to_bits()
            });
    }

    /// What was seen so far.
    pub(super) fn totals(&self) -> Totals {
        Totals {
            bounds: self.bounds,
            counts: self.cells.iter().map(Counter::get).collect(),
            sum: f64::from_bits(self.sum.load(Ordering::Relaxed)),
        }
    }
}

/// What one or more histograms saw.
#[derive(Clone, Debug)]
pub(super) struct Totals {
    pub(super) bounds: &'static [f64],
    /// One per bound, not cumulative, and one for what is above all of them.
    pub(super) counts: Vec<u64>,
    pub(super) sum: f64,
}

impl Totals {
    pub(super) fn merge(&mut self, other: &Self) {
        for (mine, theirs) in self.counts.iter_mut().zip(&other.counts) {
            *mine = mine.wrapping_add(*theirs);
        }
        self.sum += other.sum;
    }
}

/// A number that is either known or not yet.
#[derive(Debug)]
pub(super) struct Known(AtomicU64);

/// A NaN, which no measurement is.
const UNKNOWN: u64 = u64::MAX;

impl Default for Known {
    fn default() -> Self {
        Self(AtomicU64::new(UNKNOWN))
    }
}

impl Known {
    pub(super) fn set(&self, value: f64) {
        self.0.store(value.to_bits(), Ordering::Relaxed);
    }

    /// Sets it if it is not known yet; cheap when it is.
    pub(super) fn set_once(&self, value: impl FnOnce() -> f64) {
        if self.0.load(Ordering::Relaxed) == UNKNOWN {
            let first = value().to_bits();
            self.0
                .update(Ordering::Relaxed, Ordering::Relaxed, |known| match known {
                    UNKNOWN => first,
                    _ => known,
                });
        }
    }

    pub(super) fn get(&self) -> Option<f64> {
        match self.0.load(Ordering::Relaxed) {
            UNKNOWN => None,
            bits => Some(f64::from_bits(bits)),
        }
    }
}
