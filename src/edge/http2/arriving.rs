//! `Arriving`: a request's body as its stream brings it.

use std::task::{Context, Poll, ready};

use bytes::Bytes;
use h2::RecvStream;
use http::header::{CONTENT_LENGTH, HeaderMap};
use http_body::{Frame, SizeHint};

use super::BoxError;

/// A request's body, and what is left of the length that its head announced; h2 checks that it is kept.
pub(in crate::edge) struct Arriving {
    stream: RecvStream,
    left: Option<u64>,
    has_data_ended: bool,
}

impl Arriving {
    pub(super) fn new(stream: RecvStream, headers: &HeaderMap) -> Self {
        let mut lengths = headers.get_all(CONTENT_LENGTH).iter();
        let left = match (lengths.next(), lengths.next()) {
            (Some(length), None) => length.to_str().ok().and_then(|text| text.parse().ok()),
            _ => None,
        };
        Self {
            stream,
            left,
            has_data_ended: false,
        }
    }

    pub(in crate::edge) fn poll_frame(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        if !self.has_data_ended {
            if let Some(data) = ready!(self.stream.poll_data(cx)) {
                let data = data?;
                // Fails where the stream has ended meanwhile; then nobody waits for room.
                drop(self.stream.flow_control().release_capacity(data.len()));
                let length = u64::try_from(data.len()).unwrap_or(u64::MAX);
                self.left = self.left.map(|left| left.saturating_sub(length));
                return Poll::Ready(Some(Ok(Frame::data(data))));
            }
            self.has_data_ended = true;
        }
        let trailers = ready!(self.stream.poll_trailers(cx))?;
        Poll::Ready(trailers.map(|trailers| Ok(Frame::trailers(trailers))))
    }

    pub(in crate::edge) fn is_end_stream(&self) -> bool {
        self.stream.is_end_stream()
    }

    pub(in crate::edge) fn size_hint(&self) -> SizeHint {
        self.left
            .map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}
