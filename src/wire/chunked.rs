//! The chunked transfer coding (RFC 9112, section 7.1), read strictly.

use bytes::{Buf, Bytes, BytesMut};
use http::HeaderMap;

use super::head::{self, BadHead};

/// Bytes of chunk extensions in one body: nobody needs them, and each must be read.
const MAX_EXTENSION_BYTES: usize = 16 * 1024;

/// Where in the coding we are.
#[derive(Debug)]
enum State {
    /// In a chunk's size; whether it has a digit yet.
    Size {
        size: u64,
        any: bool,
    },
    /// In white space after the size, which some servers write.
    Space {
        size: u64,
    },
    /// In what follows the size, up to the line's end.
    Extension {
        size: u64,
    },
    /// After the CR of that line.
    SizeEnd {
        size: u64,
    },
    /// In a chunk's bytes.
    Data {
        left: u64,
    },
    /// After a chunk's bytes: CR, then LF.
    DataCr,
    DataLf,
    /// In the trailer section, up to the empty line.
    Trailers,
    End,
}

/// What a piece of the coding was.
#[derive(Debug)]
pub(crate) enum Decoded {
    Data(Bytes),
    Trailers(HeaderMap),
    End,
    /// More bytes are needed.
    Partial,
}

/// Takes the coding apart as it arrives.
#[derive(Debug)]
pub(crate) struct Chunked {
    state: State,
    extension_bytes: usize,
    /// The trailer section so far.
    trailers: BytesMut,
}

impl Chunked {
    pub(crate) fn new() -> Self {
        Self {
            state: FIRST,
            extension_bytes: 0,
            trailers: BytesMut::new(),
        }
    }

    pub(crate) const fn has_ended(&self) -> bool {
        matches!(self.state, State::End)
    }

    /// The next piece of `coded`, which it is taken from.
    pub(crate) fn decode(&mut self, coded: &mut Bytes) -> Result<Decoded, BadHead> {
        loop {
            if let State::Data { left } = &mut self.state
                && !coded.is_empty()
            {
                let length =
                    usize::try_from(*left).map_or(coded.len(), |left| left.min(coded.len()));
                let data = coded.split_to(length);
                *left = left.saturating_sub(u64::try_from(length).unwrap_or(u64::MAX));
                if *left == 0 {
                    self.state = State::DataCr;
                }
                return Ok(Decoded::Data(data));
            }
            if matches!(self.state, State::Trailers) {
                return self.trailers(coded);
            }
            if self.has_ended() {
                return Ok(Decoded::End);
            }
            let Some(byte) = coded.first().copied() else {
                return Ok(Decoded::Partial);
            };
            coded.advance(1);
            self.step(byte)?;
        }
    }

    fn step(&mut self, byte: u8) -> Result<(), BadHead> {
        self.state = match (&self.state, byte) {
            (State::Size { size, .. }, b'0'..=b'9' | b'a'..=b'f' | b'A'..=b'F') => {
                let digit = char::from(byte).to_digit(16).ok_or(BadHead::Chunk)?;
                let size = size.checked_mul(16).ok_or(BadHead::Chunk)? | u64::from(digit);
                State::Size { size, any: true }
            }
            (
                State::Size { size, any: true } | State::Space { size } | State::Extension { size },
                b'\r',
            ) => State::SizeEnd { size: *size },
            (State::Size { size, any: true } | State::Space { size }, b' ' | b'\t') => {
                State::Space { size: *size }
            }
            (State::Size { size, any: true } | State::Space { size }, b';') => {
                State::Extension { size: *size }
            }
            (State::Extension { size }, byte) if byte != b'\n' => {
                self.extension_bytes = self.extension_bytes.saturating_add(1);
                if self.extension_bytes > MAX_EXTENSION_BYTES {
                    return Err(BadHead::Chunk);
                }
                State::Extension { size: *size }
            }
            (State::SizeEnd { size: 0 }, b'\n') => State::Trailers,
            (State::SizeEnd { size }, b'\n') => State::Data { left: *size },
            (State::DataCr, b'\r') => State::DataLf,
            (State::DataLf, b'\n') => FIRST,
            _ => return Err(BadHead::Chunk),
        };
        Ok(())
    }

    fn trailers(&mut self, coded: &mut Bytes) -> Result<Decoded, BadHead> {
        let before = self.trailers.len();
        // No more is copied than a trailer section may have, whatever follows it.
        let piece = coded.len().min(head::MAX_BYTES.saturating_sub(before));
        self.trailers
            .extend_from_slice(coded.get(..piece).unwrap_or_default());
        let Some((length, trailers)) = head::parse_trailers(&self.trailers)? else {
            if self.trailers.len() >= head::MAX_BYTES {
                return Err(BadHead::TooLarge);
            }
            coded.advance(piece);
            return Ok(Decoded::Partial);
        };
        coded.advance(length.saturating_sub(before).min(coded.len()));
        self.state = State::End;
        if trailers.is_empty() {
            return Ok(Decoded::End);
        }
        Ok(Decoded::Trailers(trailers))
    }
}

const FIRST: State = State::Size {
    size: 0,
    any: false,
};

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Data, trailers, and what is left over.
    type Parts = (Vec<u8>, Option<HeaderMap>, Vec<u8>);

    /// All that `coded` holds when it arrives in pieces of `size`.
    fn decode(coded: &[u8], size: usize) -> Result<Parts, BadHead> {
        let mut chunked = Chunked::new();
        let (mut data, mut trailers) = (Vec::new(), None);
        let mut pieces = coded.chunks(size.max(1));
        let mut piece = Bytes::new();
        loop {
            match chunked.decode(&mut piece)? {
                Decoded::Data(more) => data.extend_from_slice(&more),
                Decoded::Trailers(map) => trailers = Some(map),
                Decoded::End => {
                    let mut rest = piece.to_vec();
                    rest.extend(pieces.flatten());
                    return Ok((data, trailers, rest));
                }
                Decoded::Partial => {
                    assert!(piece.is_empty());
                    match pieces.next() {
                        Some(next) => piece = Bytes::copy_from_slice(next),
                        None => return Err(BadHead::Cut),
                    }
                }
            }
        }
    }

    #[test]
    fn every_cut_gives_the_same() {
        let coded = b"4\r\nWiki\r\n00A;name=\"v\"\r\n0123456789\r\n1 \r\nx\r\n0\r\nX-Sum: 1\r\nx-b: 2\r\n\r\nrest";
        for size in 1..=coded.len() {
            let (data, trailers, rest) = decode(coded, size).unwrap();
            assert_eq!(data, b"Wiki0123456789x", "{size}");
            let trailers = trailers.unwrap();
            assert_eq!(
                (&trailers["x-sum"], &trailers["x-b"]),
                (&"1".parse().unwrap(), &"2".parse().unwrap())
            );
            assert_eq!(rest, b"rest", "{size}");
        }
        let (data, trailers, rest) = decode(b"0\r\n\r\n", 1).unwrap();
        assert!(data.is_empty() && trailers.is_none() && rest.is_empty());
    }

    #[test]
    fn what_is_not_the_coding_is_refused() {
        let extensions = format!("1;{}\r\nx\r\n", "e".repeat(MAX_EXTENSION_BYTES + 1));
        let trailers = format!("0\r\nx: {}\r\n\r\n", "x".repeat(70_000));
        let many = format!("0\r\n{}\r\n", "x: 1\r\n".repeat(101));
        for coded in [
            "\r\n",
            "x\r\n",
            "-1\r\n",
            "+1\r\na\r\n",
            " 1\r\na\r\n",
            "0x1\r\na\r\n",
            ";a\r\n",
            "1 x\r\na\r\n",
            "1 1\r\na\r\n",
            "1\na\r\n",
            "1\r\r\na\r\n",
            "1\rxa\r\n",
            "1;a\nb\r\n",
            "1\r\nab\r\n",
            "1\r\na\n",
            "1\r\na\r\r\n",
            "10000000000000000\r\n",
            "0\r\nno colon\r\n\r\n",
            "0\r\nspace : 1\r\n\r\n",
            "0\r\na: 1\r\n folded\r\n\r\n",
            &extensions,
            &trailers,
            &many,
        ] {
            for size in [1, 7, coded.len()] {
                let refused = decode(coded.as_bytes(), size).unwrap_err();
                assert_ne!(refused, BadHead::Cut, "{coded:.40}");
            }
        }
    }

    proptest! {
        #[test]
        fn what_was_coded_comes_back(
            chunks in prop::collection::vec(prop::collection::vec(any::<u8>(), 1..80), 0..8),
            size in 1_usize..100,
        ) {
            let mut coded = Vec::new();
            for chunk in &chunks {
                coded.extend(format!("{:X}\r\n", chunk.len()).into_bytes());
                coded.extend(chunk);
                coded.extend(b"\r\n");
            }
            coded.extend(b"0\r\n\r\n");
            let (data, _, rest) = decode(&coded, size).unwrap();
            prop_assert_eq!(data, chunks.concat());
            prop_assert!(rest.is_empty());
        }

        #[test]
        fn nothing_panics_and_cuts_do_not_matter(
            coded in "([0-9a-fA-F]{0,17}|\\PC|[\r\n;: ]{0,3}){0,12}",
            size in 1_usize..20,
        ) {
            let whole = decode(coded.as_bytes(), coded.len());
            let cut = decode(coded.as_bytes(), size);
            prop_assert_eq!(whole.is_ok(), cut.is_ok());
            if let (Ok(whole), Ok(cut)) = (whole, cut) {
                prop_assert_eq!(whole.0, cut.0);
                prop_assert_eq!(whole.2, cut.2);
            }
        }
    }
}
