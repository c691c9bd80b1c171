//! Moments as people and JSON read them (RFC 3339).

use super::Timestamp;
use super::digits::fill_decimal;
use super::text::Text;

const DAY_MS: u64 = 86_400_000;
/// 9999-12-31T23:59:59.999Z, the last moment that RFC 3339 can write.
const LAST_MS: u64 = 253_402_300_799_999;

impl Timestamp {
    /// The moment in UTC with milliseconds: `2026-11-21T06:18:00.123Z` (RFC 3339, section 5.6).
    #[must_use]
    pub fn to_rfc3339(self) -> Text<24> {
        let millis = self.as_millis().min(LAST_MS);
        let (year, month, day) = date(millis.wrapping_div(DAY_MS));
        let of_day = millis.wrapping_rem(DAY_MS);
        let second = of_day.wrapping_div(1000);
        let minute = second.wrapping_div(60);
        let mut text = *b"0000-00-00T00:00:00.000Z";
        for (at, number) in [
            (0..4, year),
            (5..7, month),
            (8..10, day),
            (11..13, minute.wrapping_div(60)),
            (14..16, minute.wrapping_rem(60)),
            (17..19, second.wrapping_rem(60)),
            (20..23, of_day.wrapping_rem(1000)),
        ] {
            if let Some(places) = text.get_mut(at) {
                fill_decimal(places, number);
            }
        }
        Text::new(text)
    }
}

/// Year, month and day of the day with this number, counted from 1970-01-01.
fn date(mut day: u64) -> (u64, u64, u64) {
    // The Gregorian calendar repeats every 400 years. Counted from 1 March, the leap day is a
    // year's last, and the lengths of the months follow one line: (153 * month + 2) / 5.
    day = day.wrapping_add(719_468);
    let era = day.wrapping_div(146_097);
    let day_of_era = day.wrapping_rem(146_097);
    let leap_days = day_of_era
        .wrapping_div(1460)
        .wrapping_add(day_of_era.wrapping_div(146_096));
    let year_of_era = day_of_era
        .wrapping_add(day_of_era.wrapping_div(36_524))
        .wrapping_sub(leap_days)
        .wrapping_div(365);
    let day_of_year = day_of_era
        .wrapping_add(year_of_era.wrapping_div(100))
        .wrapping_sub(year_of_era.wrapping_mul(365))
        .wrapping_sub(year_of_era.wrapping_div(4));
    let march_month = day_of_year
        .wrapping_mul(5)
        .wrapping_add(2)
        .wrapping_div(153);
    let before_month = march_month
        .wrapping_mul(153)
        .wrapping_add(2)
        .wrapping_div(5);
    let month = march_month.wrapping_add(2).wrapping_rem(12).wrapping_add(1);
    let year = era
        .wrapping_mul(400)
        .wrapping_add(year_of_era)
        .wrapping_add(u64::from(month <= 2));
    (
        year,
        month,
        day_of_year.wrapping_sub(before_month).wrapping_add(1),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_written_in_utc() {
        for (millis, text) in [
            (0, "1970-01-01T00:00:00.000Z"),
            (951_782_400_000, "2000-02-29T00:00:00.000Z"),
            (951_868_799_999, "2000-02-29T23:59:59.999Z"),
            (951_868_800_000, "2000-03-01T00:00:00.000Z"),
            (1_709_210_096_007, "2024-02-29T12:34:56.007Z"),
            (1_735_689_599_999, "2024-12-31T23:59:59.999Z"),
            (1_735_689_600_000, "2025-01-01T00:00:00.000Z"),
            (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
            (4_107_542_399_999, "2100-02-28T23:59:59.999Z"),
            (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
            (u64::MAX, "9999-12-31T23:59:59.999Z"),
        ] {
            assert_eq!(Timestamp::from_millis(millis).to_rfc3339(), text);
        }
    }

    #[test]
    fn every_day_follows_the_one_before() {
        let is_leap = |year: u64| {
            year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
        };
        let (mut year, mut month, mut day) = (1970, 1, 1);
        for number in 0..200_000 {
            assert_eq!(date(number), (year, month, day));
            let length = match month {
                2 => 28 + u64::from(is_leap(year)),
                4 | 6 | 9 | 11 => 30,
                _ => 31,
            };
            day += 1;
            if day > length {
                (month, day) = (month + 1, 1);
            }
            if month > 12 {
                (year, month) = (year + 1, 1);
            }
        }
    }
}
