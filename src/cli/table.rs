//! Tables and lists of pairs for people.

use comfy_table::{ContentArrangement, Table, presets};

/// Rows under a header, columns aligned; `nothing` where there are no rows.
pub(super) fn table<const N: usize>(
    header: [&str; N],
    rows: impl Iterator<Item = [String; N]>,
    nothing: &str,
) -> String {
    let mut table = Table::new();
    table
        .load_style(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Disabled)
        .set_header(header);
    table.add_rows(rows.map(|row| row.map(|cell| safe(&cell))));
    if table.is_empty() {
        return format!("{nothing}\n");
    }
    let lines = table.trim_fmt();
    // Every cell begins with a space, the first one of a line too.
    lines
        .lines()
        .flat_map(|line| [line.strip_prefix(' ').unwrap_or(line), "\n"])
        .collect()
}

/// A name and a value on each line, values aligned.
pub(super) fn pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, String)>) -> String {
    let pairs: Vec<_> = pairs.into_iter().collect();
    let width = pairs.iter().map(|(name, _)| name.chars().count()).max();
    let width = width.unwrap_or_default();
    let lines = pairs
        .iter()
        .map(|(name, value)| format!("{:width$}  {}", safe(name), safe(value)));
    let mut lines: Vec<String> = lines.collect();
    lines.push(String::new());
    lines.join("\n")
}

/// The text with control characters escaped: what others wrote must not move the cursor.
pub(super) fn safe(text: &str) -> String {
    text.chars()
        .flat_map(|letter| {
            let escaped = letter.is_control().then(|| letter.escape_default());
            let plain = escaped.is_none().then_some(letter);
            escaped.into_iter().flatten().chain(plain)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_aligned_and_has_no_loose_spaces() {
        let rows = [["a", "long value"], ["longer", "b"]];
        let rows = rows.map(|row| row.map(str::to_owned)).into_iter();
        let text = table(["one", "two"], rows, "none");
        assert_eq!(text, "one     two\na       long value\nlonger  b\n");
        assert_eq!(table(["one"], [].into_iter(), "none"), "none\n");
    }

    #[test]
    fn a_cell_cannot_steer_the_terminal() {
        let text = pairs([("user", "\u{1b}[2J\u{9b}31m\n ok é".to_owned())]);
        assert_eq!(text, "user  \\u{1b}[2J\\u{9b}31m\\n ok é\n");
    }
}
