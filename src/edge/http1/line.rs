//! `Line`: a connection, what arrived on it and what is to leave, and the request body on it.

use std::cell::{Cell, RefCell};
use std::io::{self, IoSlice};
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::task::{Context, Poll, ready};

use bytes::{Buf, Bytes};
use http::Request;
use http_body::{Frame, SizeHint};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite};

use super::Shared;
use crate::edge::BoxError;
use crate::edge::body::Source;
use crate::wire::chunked::{Chunked, Decoded};
use crate::wire::head::{self, BadHead, Framing, Limits};
use crate::wire::received::Received;

/// What is to be written: `text`, then `data`, then `suffix`.
#[derive(Debug, Default)]
pub(super) struct Out {
    pub(super) text: Vec<u8>,
    pub(super) data: Bytes,
    pub(super) suffix: &'static [u8],
    /// Bytes of `text` that were written.
    written: usize,
}

impl Out {
    fn advance(&mut self, mut count: usize) {
        let of_text = count.min(self.text.len().saturating_sub(self.written));
        self.written = self.written.saturating_add(of_text);
        if self.written == self.text.len() {
            self.text.clear();
            self.written = 0;
        }
        count = count.saturating_sub(of_text);
        let of_data = count.min(self.data.len());
        self.data.advance(of_data);
        count = count.saturating_sub(of_data);
        self.suffix = self.suffix.get(count..).unwrap_or_default();
    }
}

/// How far the request's body has come.
#[derive(Debug)]
enum Body {
    /// So many bytes are left.
    Length(u64),
    Chunked(Box<Chunked>),
    /// A tunnel: everything that comes.
    Open,
    /// It cannot be read to its end any more.
    Broken,
}

/// A connection, shared by the one who serves it and the body of the request in hand.
pub(super) struct Line<T> {
    io: RefCell<T>,
    received: RefCell<Received>,
    out: RefCell<Out>,
    body: RefCell<Body>,
    /// Counts requests: a body that outlives its own reads nothing of the next.
    request: Cell<u64>,
    /// The client waits for 100 (Continue).
    owes_continue: Cell<bool>,
    shared: Rc<Shared>,
}

impl<T: AsyncRead + AsyncWrite + Unpin + 'static> Line<T> {
    pub(super) fn new(io: T, shared: Rc<Shared>) -> Self {
        Self {
            io: RefCell::new(io),
            received: RefCell::default(),
            out: RefCell::default(),
            body: RefCell::new(Body::Length(0)),
            request: Cell::new(0),
            owes_continue: Cell::new(false),
            shared,
        }
    }

    pub(super) fn parse_head(&self, limits: Limits) -> Result<Option<Request<()>>, BadHead> {
        head::parse_request(&mut self.received.borrow_mut(), limits)
    }

    /// Whether nothing has arrived that was not taken.
    pub(super) fn is_empty(&self) -> bool {
        self.received.borrow().is_empty()
    }

    /// Bytes that arrived and were not taken.
    pub(super) fn len(&self) -> usize {
        self.received.borrow().len()
    }

    /// Reads what is there; 0 at the end. `expected` bytes are known to come.
    pub(super) fn poll_fill(&self, cx: &mut Context<'_>, expected: u64) -> Poll<io::Result<usize>> {
        let mut received = self.received.borrow_mut();
        received.borrow(&self.shared.spare);
        let mut io = self.io.borrow_mut();
        let read = pin!(io.read_buf(received.room(expected))).poll(cx);
        if read.is_pending() {
            received.give_back(&self.shared.spare);
        }
        read
    }

    pub(super) fn write(&self, text: impl FnOnce(&mut Vec<u8>)) {
        text(&mut self.out.borrow_mut().text);
    }

    pub(super) fn piece(&self, piece: impl FnOnce(&mut Out) -> io::Result<()>) -> io::Result<()> {
        piece(&mut self.out.borrow_mut())
    }

    /// The answer begins: from here on nothing else may come between its bytes.
    pub(super) fn begin_answer(&self) {
        self.owes_continue.set(false);
    }

    /// Whether a piece of a body is still to be written.
    pub(super) fn has_data(&self) -> bool {
        let out = self.out.borrow();
        !out.data.is_empty() || !out.suffix.is_empty()
    }

    /// Writes all that is to leave.
    pub(super) fn poll_write(&self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let mut out = self.out.borrow_mut();
        loop {
            let text = out.text.get(out.written..).unwrap_or_default();
            if text.is_empty() && out.data.is_empty() && out.suffix.is_empty() {
                return Poll::Ready(Ok(()));
            }
            let slices = [text, &out.data, out.suffix].map(IoSlice::new);
            let mut io = self.io.borrow_mut();
            let count = ready!(Pin::new(&mut *io).poll_write_vectored(cx, &slices))?;
            if count == 0 {
                return Poll::Ready(Err(io::ErrorKind::WriteZero.into()));
            }
            out.advance(count);
        }
    }

    /// Sees to it that what was written leaves.
    pub(super) fn poll_flush(&self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut *self.io.borrow_mut()).poll_flush(cx)
    }

    /// Writes what is left, and ends the connection.
    pub(super) fn poll_close(&self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.poll_write(cx))?;
        Pin::new(&mut *self.io.borrow_mut()).poll_shutdown(cx)
    }

    /// The body of the request whose head was just taken.
    pub(super) fn take_body(this: &Rc<Self>, framing: Framing, owes_continue: bool) -> Source {
        *this.body.borrow_mut() = match framing {
            Framing::Length(length) => Body::Length(length),
            Framing::Chunked => Body::Chunked(Box::new(Chunked::new())),
            Framing::Close => Body::Broken,
        };
        this.owes_continue.set(owes_continue);
        Source::Http1 {
            request: this.request.get(),
            line: Rc::clone(this) as Rc<dyn Intake>,
        }
    }

    /// Everything that comes from now on, for a tunnel.
    pub(super) fn take_open(this: &Rc<Self>) -> Source {
        let source = Self::take_body(this, Framing::Length(0), false);
        *this.body.borrow_mut() = Body::Open;
        source
    }

    /// Ends the request in hand: whether its body was read to the end. What is here of it is thrown
    /// away; more is not waited for.
    pub(super) fn end_body(&self, cx: &mut Context<'_>) -> bool {
        self.request.set(self.request.get().wrapping_add(1));
        self.owes_continue.set(false);
        let mut filled = false;
        let is_whole = loop {
            match self.next() {
                Poll::Ready(None) => break true,
                Poll::Ready(Some(Ok(_))) => {}
                Poll::Ready(Some(Err(_))) => break false,
                Poll::Pending if filled => break false,
                Poll::Pending => {
                    filled = true;
                    if !matches!(self.poll_fill(cx, 0), Poll::Ready(Ok(1..))) {
                        break false;
                    }
                }
            }
        };
        *self.body.borrow_mut() = Body::Length(0);
        is_whole
    }

    /// The next frame of what has arrived; pending where more must.
    fn next(&self) -> Poll<Option<Result<Frame<Bytes>, BadHead>>> {
        let mut received = self.received.borrow_mut();
        let mut body = self.body.borrow_mut();
        match &mut *body {
            Body::Length(0) => Poll::Ready(None),
            Body::Length(_) | Body::Open if received.is_empty() => Poll::Pending,
            Body::Open => Poll::Ready(Some(Ok(Frame::data(std::mem::take(received.pending()))))),
            Body::Length(left) => {
                let pending = received.pending();
                let length =
                    usize::try_from(*left).map_or(pending.len(), |left| left.min(pending.len()));
                let data = pending.split_to(length);
                *left = left.saturating_sub(u64::try_from(length).unwrap_or(u64::MAX));
                Poll::Ready(Some(Ok(Frame::data(data))))
            }
            Body::Chunked(chunked) => match chunked.decode(received.pending()) {
                Ok(Decoded::Data(data)) => Poll::Ready(Some(Ok(Frame::data(data)))),
                Ok(Decoded::Trailers(trailers)) => {
                    *body = Body::Length(0);
                    Poll::Ready(Some(Ok(Frame::trailers(trailers))))
                }
                Ok(Decoded::End) => {
                    *body = Body::Length(0);
                    Poll::Ready(None)
                }
                Ok(Decoded::Partial) => Poll::Pending,
                Err(error) => {
                    *body = Body::Broken;
                    Poll::Ready(Some(Err(error)))
                }
            },
            Body::Broken => Poll::Ready(Some(Err(BadHead::Cut))),
        }
    }

    fn expected(&self) -> u64 {
        match &*self.body.borrow() {
            Body::Length(left) => *left,
            Body::Chunked(_) => 64 * 1024,
            // Most frames of a WebSocket are small.
            Body::Open | Body::Broken => 0,
        }
    }
}

/// Where a request's body comes from, whatever it arrives on.
pub(in crate::edge) trait Intake {
    /// The next frame of the body of that request.
    fn poll_frame(
        &self,
        request: u64,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>>;

    /// Whether it was read to its end.
    fn is_end_stream(&self, request: u64) -> bool;

    /// How much of it is left.
    fn size_hint(&self, request: u64) -> SizeHint;
}

impl<T: AsyncRead + AsyncWrite + Unpin + 'static> Intake for Line<T> {
    fn poll_frame(
        &self,
        request: u64,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        if request != self.request.get() {
            return Poll::Ready(Some(Err(BadHead::Cut.into())));
        }
        loop {
            if let Poll::Ready(next) = self.next() {
                self.owes_continue.set(false);
                return Poll::Ready(next.map(|frame| frame.map_err(Into::into)));
            }
            if self.owes_continue.take() {
                self.write(|text| text.extend_from_slice(b"HTTP/1.1 100 Continue\r\n\r\n"));
                if let Poll::Ready(Err(error)) = self.poll_write(cx) {
                    return Poll::Ready(Some(Err(error.into())));
                }
            }
            let error = match ready!(self.poll_fill(cx, self.expected())) {
                Ok(1..) => continue,
                Ok(0) => BadHead::Cut.into(),
                Err(error) => error.into(),
            };
            *self.body.borrow_mut() = Body::Broken;
            return Poll::Ready(Some(Err(error)));
        }
    }

    fn is_end_stream(&self, request: u64) -> bool {
        request != self.request.get() || matches!(&*self.body.borrow(), Body::Length(0))
    }

    fn size_hint(&self, request: u64) -> SizeHint {
        match &*self.body.borrow() {
            Body::Length(left) if request == self.request.get() => SizeHint::with_exact(*left),
            Body::Length(_) | Body::Chunked(_) | Body::Open | Body::Broken => SizeHint::default(),
        }
    }
}
