//! Moments and spans as people read them.

use crate::model::{Lifetime, Timestamp};

/// `2026-11-21 06:18:00 UTC`.
pub(super) fn moment(at: Timestamp) -> String {
    let text = at.to_rfc3339();
    let (day, time) = text.split_once('T').unwrap_or((text.as_str(), ""));
    let time = time.split('.').next().unwrap_or_default();
    format!("{day} {time} UTC")
}

/// `3 min ago`, `now` or `in 14 h`.
pub(super) fn relative(at: Timestamp, now: Timestamp) -> String {
    let (past, future) = (now.since(at), at.since(now));
    if past.as_secs() > 0 {
        format!("{} ago", span(past))
    } else if future.as_secs() > 0 {
        format!("in {}", span(future))
    } else {
        "now".to_owned()
    }
}

/// Both: `2026-11-21 06:18:00 UTC (3 min ago)`.
pub(super) fn both(at: Timestamp, now: Timestamp) -> String {
    format!("{} ({})", moment(at), relative(at, now))
}

/// The largest unit of which there are at least two, rounded down: `90 s`, `119 min`, `47 h`, `3 d`.
pub(super) fn span(lifetime: Lifetime) -> String {
    const UNITS: [(&str, u64); 3] = [("d", 86_400), ("h", 3600), ("min", 60)];
    let secs = lifetime.as_secs();
    for (unit, length) in UNITS {
        match secs.checked_div(length) {
            Some(count) if count >= 2 => return format!("{count} {unit}"),
            _ => {}
        }
    }
    format!("{secs} s")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_rounded_down_to_a_unit_that_says_enough() {
        for (secs, text) in [
            (0, "0 s"),
            (119, "119 s"),
            (120, "2 min"),
            (7199, "119 min"),
            (7200, "2 h"),
            (172_799, "47 h"),
            (172_800, "2 d"),
            (90 * 86_400, "90 d"),
        ] {
            assert_eq!(span(Lifetime::from_secs(secs)), text);
        }
    }

    #[test]
    fn moments_say_where_they_are_from_now() {
        let at = Timestamp::from_secs(1_709_210_096);
        let later = at.plus(Lifetime::from_secs(180));
        assert_eq!(both(at, later), "2024-02-29 12:34:56 UTC (3 min ago)");
        assert_eq!(relative(later, at), "in 3 min");
        assert_eq!(relative(at, at), "now");
    }
}
