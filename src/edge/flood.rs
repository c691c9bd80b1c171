//! `FrameMeter`: reads HTTP/2 frame headers as they pass, to find floods and unfinished heads.
//!
//! h2 bounds CONTINUATION frames, empty DATA frames, resets of streams that were not yet taken and
//! resets of our own; it answers any number of PING and SETTINGS frames, and lets any number of
//! streams be opened and reset once they were taken. It has no time limit for a head.

use std::io;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::Instant;

use super::pulse::Pulse;

/// `PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n` (RFC 9113, section 3.4); h2 checks what it says.
const PREFACE: usize = 24;
const FRAME_HEADER: usize = 9;

const DATA: u8 = 0x0;
const HEADERS: u8 = 0x1;
const RST_STREAM: u8 = 0x3;
const SETTINGS: u8 = 0x4;
const CONTINUATION: u8 = 0x9;

const END_STREAM: u8 = 0x1;
const END_HEADERS: u8 = 0x4;

/// Control frames that a peer may send at once, and then in each second. It gets more for each piece
/// of an answer that it must acknowledge with window updates, and for each piece of a request.
const CONTROL_BURST: u32 = 2000;
const CONTROL_RATE: u32 = 50;
const CONTROL_PER_PIECE: u32 = 4;
/// A SETTINGS frame makes more work than others, and honest peers send two or three.
const SETTINGS_COST: u32 = 20;

/// Resets that a peer may send in each second, above those of the answers that were finished.
const RESET_RATE: u32 = 20;

/// An account that is spent by the peer's frames and filled by time and by work that was done.
#[derive(Debug)]
struct Budget {
    left: u32,
    most: u32,
    rate: u32,
    filled: Instant,
}

impl Budget {
    fn new(most: u32, rate: u32) -> Self {
        Self {
            left: most,
            most,
            rate,
            filled: Instant::now(),
        }
    }

    fn give(&mut self, more: u32) {
        self.left = self.left.saturating_add(more).min(self.most);
    }

    fn spend(&mut self, cost: u32) -> bool {
        // The clock is asked only where it may matter.
        if self.left < cost {
            let seconds = self.filled.elapsed().as_secs();
            if seconds > 0 {
                self.filled = Instant::now();
                let seconds = u32::try_from(seconds).unwrap_or(u32::MAX);
                self.give(seconds.saturating_mul(self.rate));
            }
        }
        let enough = self.left >= cost;
        self.left = self.left.saturating_sub(cost);
        enough
    }
}

/// What comes next.
#[derive(Debug)]
enum Expect {
    Preface(usize),
    Header {
        have: usize,
        bytes: [u8; FRAME_HEADER],
    },
    Payload(usize),
}

/// The plain side of an HTTP/2 connection.
#[derive(Debug)]
pub(super) struct FrameMeter<T> {
    io: T,
    pulse: Rc<Pulse>,
    expect: Expect,
    /// Whether a head (or the connection's own) has begun, and whether it ends with this frame.
    in_head: bool,
    head_ends: bool,
    control: Budget,
    resets: Budget,
}

impl<T> FrameMeter<T> {
    pub(super) fn new(io: T, pulse: Rc<Pulse>, max_concurrent_streams: u32) -> Self {
        pulse.head_began();
        Self {
            io,
            pulse,
            expect: Expect::Preface(PREFACE),
            in_head: true,
            head_ends: true,
            control: Budget::new(CONTROL_BURST, CONTROL_RATE),
            // A client that gives up everything at once, and does so again.
            resets: Budget::new(
                max_concurrent_streams.saturating_mul(2).max(100),
                RESET_RATE,
            ),
        }
    }

    fn feed(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        let (pieces, answers) = self.pulse.take_sent();
        self.control.give(pieces.saturating_mul(CONTROL_PER_PIECE));
        self.resets.give(answers);
        while !bytes.is_empty() {
            match &mut self.expect {
                Expect::Preface(left) => {
                    let taken = skip(&mut bytes, left);
                    if taken {
                        self.expect = NEXT;
                    }
                }
                Expect::Header {
                    have,
                    bytes: header,
                } => {
                    while let (Some(place), Some((first, rest))) =
                        (header.get_mut(*have), bytes.split_first())
                    {
                        *place = *first;
                        *have = have.saturating_add(1);
                        bytes = rest;
                    }
                    if *have == FRAME_HEADER {
                        let header = *header;
                        self.frame(header)?;
                    }
                }
                Expect::Payload(left) => {
                    if skip(&mut bytes, left) {
                        self.payload_ended();
                    }
                }
            }
        }
        Ok(())
    }

    /// A frame header (RFC 9113, section 4.1) is complete.
    fn frame(&mut self, header: [u8; FRAME_HEADER]) -> io::Result<()> {
        let [l0, l1, l2, kind, flags, ..] = header;
        let length = u32::from_be_bytes([0, l0, l1, l2]);
        let within = match kind {
            DATA if length > 0 || flags & END_STREAM != 0 => {
                self.control.give(1);
                self.pulse.body_came();
                true
            }
            HEADERS => {
                self.control.give(CONTROL_PER_PIECE);
                self.pulse.head_began();
                self.in_head = true;
                self.head_ends = flags & END_HEADERS != 0;
                true
            }
            CONTINUATION => {
                self.head_ends = flags & END_HEADERS != 0;
                self.control.spend(1)
            }
            RST_STREAM => self.resets.spend(1) && self.control.spend(1),
            SETTINGS => self.control.spend(SETTINGS_COST),
            _ => self.control.spend(1),
        };
        if !within {
            // h2 keeps no more of an error than its text: the pulse remembers.
            self.pulse.flooded.set(true);
            return Err(io::Error::other("a flood of HTTP/2 frames"));
        }
        self.expect = Expect::Payload(usize::try_from(length).unwrap_or(usize::MAX));
        if length == 0 {
            self.payload_ended();
        }
        Ok(())
    }

    fn payload_ended(&mut self) {
        self.expect = NEXT;
        if self.in_head && self.head_ends {
            self.in_head = false;
            self.pulse.head_ended();
        }
    }
}

const NEXT: Expect = Expect::Header {
    have: 0,
    bytes: [0; FRAME_HEADER],
};

/// Takes up to `left` bytes; says whether that was the last of them.
fn skip(bytes: &mut &[u8], left: &mut usize) -> bool {
    let taken = bytes.len().min(*left);
    *bytes = bytes.get(taken..).unwrap_or_default();
    *left = left.saturating_sub(taken);
    *left == 0
}

impl<T: AsyncRead + Unpin> AsyncRead for FrameMeter<T> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.io).poll_read(cx, buffer))?;
        let fresh = buffer.filled().get(before..).unwrap_or_default();
        Poll::Ready(self.feed(fresh))
    }
}

impl<T: AsyncWrite + Unpin> AsyncWrite for FrameMeter<T> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.io).poll_write(cx, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.io).poll_write_vectored(cx, bytes)
    }

    fn is_write_vectored(&self) -> bool {
        self.io.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(kind: u8, flags: u8, length: u8) -> Vec<u8> {
        let mut bytes = vec![0, 0, length, kind, flags, 0, 0, 0, 1];
        bytes.extend(vec![0; usize::from(length)]);
        bytes
    }

    /// A connection after its preface and its first SETTINGS.
    fn meter() -> FrameMeter<()> {
        let mut meter = FrameMeter::new((), Pulse::new(), 10);
        assert!(meter.pulse.is_reading_head());
        meter.feed(&[b'x'; PREFACE]).unwrap();
        assert!(meter.pulse.is_reading_head());
        meter.feed(&frame(SETTINGS, 0, 6)).unwrap();
        assert!(!meter.pulse.is_reading_head());
        meter
    }

    fn how_many(meter: &mut FrameMeter<()>, frame: &[u8]) -> usize {
        let count = (0..100_000)
            .take_while(|_| meter.feed(frame).is_ok())
            .count();
        // A real connection ends there.
        meter.expect = NEXT;
        count
    }

    #[tokio::test(start_paused = true)]
    async fn frames_are_found_however_they_are_cut() {
        let whole = [
            frame(HEADERS, 0, 40),
            frame(CONTINUATION, 0, 0),
            frame(CONTINUATION, END_HEADERS, 3),
        ]
        .concat();
        let last = whole.len().saturating_sub(1);
        for size in 1..60 {
            let mut meter = meter();
            for piece in whole[..last].chunks(size) {
                meter.feed(piece).unwrap();
            }
            assert!(meter.pulse.is_reading_head(), "{size}");
            meter.feed(&whole[last..]).unwrap();
            assert!(!meter.pulse.is_reading_head(), "{size}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn control_frames_are_paid_for_by_time_and_work() {
        let ping = frame(6, 0, 0);
        let mut meter = meter();
        let burst = how_many(&mut meter, &ping);
        assert_eq!(burst, 1980);
        assert!(meter.pulse.flooded.get());
        tokio::time::advance(std::time::Duration::from_secs(2)).await;
        assert_eq!(how_many(&mut meter, &ping), 100);
        for _ in 0..10 {
            meter.pulse.piece();
        }
        assert_eq!(how_many(&mut meter, &ping), 40);
        for _ in 0..10 {
            meter.feed(&frame(DATA, 0, 1)).unwrap();
        }
        assert_eq!(how_many(&mut meter, &ping), 10);
        assert_eq!(how_many(&mut meter, &frame(DATA, 0, 0)), 0);
        meter.feed(&frame(DATA, END_STREAM, 0)).unwrap();
    }

    #[tokio::test(start_paused = true)]
    async fn resets_are_paid_for_by_time_and_answers() {
        let reset = frame(RST_STREAM, 0, 0);
        let mut meter = meter();
        assert_eq!(how_many(&mut meter, &reset), 100);
        for _ in 0..7 {
            meter.pulse.answered();
        }
        assert_eq!(how_many(&mut meter, &reset), 7);
        tokio::time::advance(std::time::Duration::from_secs(1)).await;
        assert_eq!(how_many(&mut meter, &reset), 20);
    }
}
