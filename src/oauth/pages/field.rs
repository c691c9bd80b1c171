//! One input with its label, its hint and what is wrong with it, tied together.

use maud::{Markup, html};

use super::{Problem, outside};

#[derive(Default)]
pub(super) struct Field<'a> {
    /// Its name, which is its id as well.
    pub(super) name: &'a str,
    pub(super) label: &'a str,
    /// `text`, `email` or `password`.
    pub(super) kind: &'a str,
    pub(super) autocomplete: &'a str,
    pub(super) inputmode: Option<&'a str>,
    pub(super) autocapitalize: Option<&'a str>,
    pub(super) value: Option<&'a str>,
    pub(super) min_length: Option<usize>,
    pub(super) hint: Option<&'a str>,
    pub(super) is_code: bool,
    pub(super) is_required: bool,
    /// Whether the page opens with the cursor in it, if nothing was wrong.
    pub(super) is_first: bool,
}

impl Field<'_> {
    pub(super) fn show(&self, problems: &[Problem<'_>]) -> Markup {
        let wrong = problems.iter().find(|p| p.field == Some(self.name));
        let described = [(self.hint.is_some(), "hint"), (wrong.is_some(), "problem")];
        let described: Vec<String> = described
            .iter()
            .filter(|(is_there, _)| *is_there)
            .map(|(_, what)| format!("{}-{what}", self.name))
            .collect();
        html! {
            div.field {
                label for=(self.name) { (self.label) }
                @if let Some(hint) = self.hint {
                    p.hint id={ (self.name) "-hint" } { (hint) }
                }
                @if let Some(wrong) = wrong {
                    p.wrong id={ (self.name) "-problem" } { (outside(wrong.text)) }
                }
                input
                    class=[self.is_code.then_some("code")]
                    id=(self.name)
                    name=(self.name)
                    type=(self.kind)
                    value=[self.value]
                    autocomplete=(self.autocomplete)
                    inputmode=[self.inputmode]
                    autocapitalize=[self.autocapitalize]
                    spellcheck="false"
                    minlength=[self.min_length]
                    required[self.is_required]
                    autofocus[self.is_first && problems.is_empty()]
                    aria-invalid=[wrong.map(|_| "true")]
                    aria-describedby=[(!described.is_empty()).then(|| described.join(" "))];
            }
        }
    }
}
