//! `accepts/*.toml` load; `refuses/*.toml` give the problems of their `*.expected`, in order.

use std::fs;
use std::path::PathBuf;

use super::{check, refusal, root};

fn examples(folder: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(root().join("tests/config").join(folder))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "toml")
        })
        .collect();
    files.sort();
    assert!(files.len() > 3, "{files:?}");
    files
}

/// Warnings of a file are the lines that begin with `# warns: `.
#[test]
fn what_is_right_is_accepted() {
    for path in examples("accepts") {
        let text = fs::read_to_string(&path).unwrap();
        let loaded =
            check(&text).unwrap_or_else(|problems| panic!("{}:\n{problems}", path.display()));
        let warned: Vec<String> = loaded.warnings.iter().map(ToString::to_string).collect();
        let expected: Vec<&str> = text
            .lines()
            .filter_map(|line| line.strip_prefix("# warns: "))
            .collect();
        assert_eq!(warned, expected, "{}", path.display());
    }
}

#[test]
fn what_is_wrong_is_named_in_full_and_in_order() {
    for path in examples("refuses") {
        let text = fs::read_to_string(&path).unwrap();
        let expected = fs::read_to_string(path.with_extension("expected")).unwrap_or_default();
        let reported = refusal(&text);
        assert!(
            expected.trim_end() == reported,
            "{}:\n--- expected\n{expected}\n--- reported\n{reported}\n",
            path.display()
        );
    }
}
