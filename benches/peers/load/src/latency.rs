//! Percentiles of latencies.

/// The value below which `share` (0 to 1) of the sorted values lie; nearest rank.
pub fn percentile(sorted: &[u32], share: f64) -> Option<u32> {
    let rank = (sorted.len() as f64 * share).ceil() as usize;
    sorted.get(rank.saturating_sub(1)).copied()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_nearest_rank() {
        let values: Vec<u32> = (1..=1000).collect();
        assert_eq!(super::percentile(&values, 0.5), Some(500));
        assert_eq!(super::percentile(&values, 0.999), Some(999));
        assert_eq!(super::percentile(&values, 1.0), Some(1000));
        assert_eq!(super::percentile(&[], 0.5), None);
    }
}
