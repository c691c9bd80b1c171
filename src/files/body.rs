//! `FileBody`: the bytes of a file, as many as its answer's head has promised.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::{Buf, Bytes};
use http_body::{Body, Frame, SizeHint};
use http_body_util::BodyExt;
use http_body_util::combinators::UnsyncBoxBody;

/// A file while it is sent. One that grows meanwhile is cut, one that shrinks is an error.
#[derive(Debug)]
pub struct FileBody {
    inner: UnsyncBoxBody<Bytes, io::Error>,
    left: u64,
}

impl FileBody {
    pub(super) fn new<B>(body: B, length: u64) -> Self
    where
        B: Body<Data = Bytes, Error = io::Error> + Send + 'static,
    {
        Self {
            inner: body.boxed_unsync(),
            left: length,
        }
    }

    pub(super) fn empty() -> Self {
        Self {
            inner: UnsyncBoxBody::default(),
            left: 0,
        }
    }
}

impl Body for FileBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        if self.left == 0 {
            return Poll::Ready(None);
        }
        let polled = Pin::new(&mut self.inner).poll_frame(cx);
        polled.map(|frame| {
            let frame = match frame {
                Some(Ok(frame)) => frame,
                Some(Err(error)) => return Some(Err(error)),
                None => return Some(Err(io::ErrorKind::UnexpectedEof.into())),
            };
            let mut data = frame.into_data().unwrap_or_default();
            let most = usize::try_from(self.left).unwrap_or(usize::MAX);
            data.truncate(most);
            let length = u64::try_from(data.remaining()).unwrap_or(u64::MAX);
            self.left = self.left.saturating_sub(length);
            Some(Ok(Frame::data(data)))
        })
    }

    fn is_end_stream(&self) -> bool {
        self.left == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}

#[cfg(test)]
mod tests {
    use http_body_util::{Collected, Full};

    use super::*;

    async fn sent(file: &'static str, promised: u64) -> io::Result<Bytes> {
        let body = Full::from(file).map_err(|never| match never {});
        let body = FileBody::new(body, promised);
        assert_eq!(body.size_hint().exact(), Some(promised));
        body.collect().await.map(Collected::to_bytes)
    }

    #[tokio::test]
    async fn what_was_promised_is_sent_or_nothing_is_whole() {
        assert_eq!(sent("file", 4).await.unwrap(), "file");
        assert_eq!(sent("file has grown", 4).await.unwrap(), "file");
        assert_eq!(sent("", 0).await.unwrap(), "");
        let shrunk = sent("file", 5).await.unwrap_err();
        assert_eq!(shrunk.kind(), io::ErrorKind::UnexpectedEof);
    }
}
