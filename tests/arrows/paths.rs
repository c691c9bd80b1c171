//! The paths that a source file names: read from its tokens, so that neither a comment nor a text
//! counts, and a path inside a macro does.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// A path such as `crate::model::Scopes`, one for each name that a `use` brings in.
#[derive(Debug)]
pub(super) struct Path {
    /// Its parts; a glob is `*`.
    pub(super) parts: Vec<String>,
    /// The line on which it ends.
    pub(super) line: usize,
    /// How many modules stand around it; 0 is the crate's root.
    pub(super) depth: usize,
}

/// All paths of two parts or more, and all that are imported. What is built for tests only is left
/// out. `depth` is how deep the file's own module stands.
pub(super) fn paths(source: &str, depth: usize) -> Vec<Path> {
    let tokens: TokenStream = source.parse().expect("the compiler reads it too");
    let mut found = Vec::new();
    walk(tokens, depth, &mut found);
    found
}

fn walk(tokens: TokenStream, depth: usize, found: &mut Vec<Path>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        at += 1;
        let rest = &tokens[at..];
        match token {
            TokenTree::Group(group) => walk(group.stream(), depth, found),
            TokenTree::Punct(mark) if mark.as_char() == '#' && is_for_tests(rest) => {
                at += item_length(rest);
            }
            TokenTree::Ident(word) if word == "use" && !is_mark(rest.first(), '<') => {
                let end = rest.iter().position(|token| is_mark(Some(token), ';'));
                let end = end.expect("a use ends with ;");
                imports(&rest[..end], &[], depth, found);
                at += end;
            }
            TokenTree::Ident(word) if word == "mod" => {
                if let Some(TokenTree::Group(body)) = rest.get(1) {
                    walk(body.stream(), depth + 1, found);
                    at += 2;
                }
            }
            TokenTree::Ident(word) => {
                let mut path = Path {
                    parts: vec![word.to_string()],
                    line: word.span().start().line,
                    depth,
                };
                while let Some(TokenTree::Ident(next)) = after_colons(&tokens[at..]) {
                    path.parts.push(next.to_string());
                    path.line = next.span().start().line;
                    at += 3;
                }
                if path.parts.len() > 1 {
                    found.push(path);
                }
            }
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

/// The branches of a `use`, each as a path from its root.
fn imports(tree: &[TokenTree], root: &[String], depth: usize, found: &mut Vec<Path>) {
    for branch in tree.split(|token| is_mark(Some(token), ',')) {
        let mut path = Path {
            parts: root.to_vec(),
            line: 0,
            depth,
        };
        let mut inner = None;
        for token in branch {
            path.line = token.span().start().line;
            match token {
                TokenTree::Ident(word) if word == "as" => break,
                TokenTree::Ident(word) => path.parts.push(word.to_string()),
                TokenTree::Punct(mark) if mark.as_char() == '*' => path.parts.push("*".to_owned()),
                TokenTree::Group(group) => inner = Some(group.stream()),
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
        }
        match inner {
            Some(inner) => {
                let inner: Vec<TokenTree> = inner.into_iter().collect();
                imports(&inner, &path.parts, depth, found);
            }
            None if branch.is_empty() => {}
            None => found.push(path),
        }
    }
}

fn is_mark(token: Option<&TokenTree>, mark: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == mark)
}

/// The token after `::`, where that comes next.
fn after_colons(rest: &[TokenTree]) -> Option<&TokenTree> {
    let colons = is_mark(rest.first(), ':') && is_mark(rest.get(1), ':');
    rest.get(2).filter(|_| colons)
}

/// Whether `#` begins `#[cfg(test)]`.
fn is_for_tests(after_hash: &[TokenTree]) -> bool {
    let Some(TokenTree::Group(attribute)) = after_hash.first() else {
        return false;
    };
    let text: String = attribute.stream().to_string().split_whitespace().collect();
    text == "cfg(test)"
}

/// How many tokens an item has, to its `;` or the end of its braces.
fn item_length(tokens: &[TokenTree]) -> usize {
    let is_end = |token: &TokenTree| match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        TokenTree::Punct(mark) => mark.as_char() == ';',
        TokenTree::Ident(_) | TokenTree::Literal(_) => false,
    };
    tokens
        .iter()
        .position(is_end)
        .map_or(tokens.len(), |end| end + 1)
}
