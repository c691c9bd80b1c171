//! Pick an endpoint: each in turn.

use std::cell::Cell;

/// Whose turn it is.
#[derive(Debug, Default)]
pub(super) struct Rotation(Cell<usize>);

impl Rotation {
    /// All of `endpoints`, each once, beginning with the one whose turn it is.
    pub(super) fn turn<'e, T>(
        &self,
        endpoints: &'e [T],
    ) -> impl Iterator<Item = &'e T> + use<'e, T> {
        let first = self.0.get().checked_rem(endpoints.len()).unwrap_or(0);
        self.0.set(first.wrapping_add(1));
        let (before, from) = endpoints
            .split_at_checked(first)
            .unwrap_or((&[], endpoints));
        from.iter().chain(before)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_endpoint_has_its_turn_and_every_turn_asks_all() {
        let rotation = Rotation::default();
        let turns: Vec<Vec<u8>> = (0..4)
            .map(|_| rotation.turn(&[1, 2, 3]).copied().collect())
            .collect();
        assert_eq!(turns, [[1, 2, 3], [2, 3, 1], [3, 1, 2], [1, 2, 3]]);
        assert_eq!(rotation.turn::<u8>(&[]).count(), 0);
    }
}
