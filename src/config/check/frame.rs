//! What makes the answers of a `[[route]]` documents of frames.

use super::report::{Report, shown};
use crate::config::raw::upstream as raw;
use crate::config::{EmbedderPolicy, Frame};
use crate::model::ClientId;

pub(super) fn frame(
    report: &mut Report,
    at: &impl Fn(&str) -> String,
    raw: &raw::Route,
) -> Option<Frame> {
    let policy = raw.cross_origin_embedder_policy;
    if !raw.frame {
        let hint = "write frame = true beside it, or leave it out";
        let message = "has no meaning where frame is not true";
        if !raw.frame_clients.is_empty() {
            report.wrong(&at("frame_clients"), message, hint);
        }
        if policy.is_some() {
            report.wrong(&at("cross_origin_embedder_policy"), message, hint);
        }
        return None;
    }
    let mut clients = Vec::new();
    for (index, text) in raw.frame_clients.iter().enumerate() {
        let at = format!("{}[{index}]", at("frame_clients"));
        match ClientId::parse(text) {
            Ok(id) if clients.contains(&id) => {
                report.wrong(&at, format!("{text:?} is named twice"), "leave it out once");
            }
            Ok(id) => clients.push(id),
            Err(_) => {
                let hint = "write what `wicketgate client list` shows, such as \"wgc_…\"";
                report.wrong(&at, format!("{} is not a client id", shown(text)), hint);
            }
        }
    }
    Some(Frame {
        clients,
        embedder_policy: policy.map(|policy| match policy {
            raw::EmbedderPolicy::RequireCorp => EmbedderPolicy::RequireCorp,
            raw::EmbedderPolicy::Credentialless => EmbedderPolicy::Credentialless,
        }),
    })
}
