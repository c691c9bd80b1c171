//! Feeds every target with inputs made of its seeds, on the stable toolchain. The inputs come in the
//! same order on every run (but for `proof` and `token`, whose keys are fresh); the time says how many.

use std::panic::catch_unwind;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use wicketgate_fuzz::{TARGETS, Target};

/// Signs that matter to one format or another.
const PIECES: [&[u8]; 20] = [
    b"\r\n", b"\n", b"\0", b"\"", b"\\", b"%2e", b"%2F", b"..", b"/", b".", b":", b"=", b",", b";",
    b"{", b"}", b"[", b"]", b"\xff", b"-",
];

/// The longest input, in bytes.
const MOST: usize = 20_000;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (seconds, only) = match arguments[..] {
        [] => (Ok(5), None),
        ["--seconds", seconds] => (seconds.parse(), None),
        ["--seconds", seconds, only] => (seconds.parse(), Some(only)),
        _ => (Ok(0), None),
    };
    let Ok(seconds @ 1..) = seconds else {
        eprintln!("usage: wicketgate-fuzz [--seconds N [TARGET]]");
        return ExitCode::from(2);
    };
    let wanted = |target: &&Target| only.is_none_or(|only| only == target.name);
    let time = Duration::from_secs(seconds);
    let failed = TARGETS
        .iter()
        .filter(wanted)
        .filter(|target| !feed(target, time));
    if failed.count() == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Feeds one target for a time; whether it kept its promises.
fn feed(target: &Target, time: Duration) -> bool {
    let seeds = (target.seeds)();
    let mut random = Random(start(target.name));
    #[expect(clippy::disallowed_methods, reason = "it only says when to stop")]
    let (started, mut runs) = (Instant::now(), 0);
    while started.elapsed() < time {
        let input = match seeds.get(runs) {
            Some(seed) => seed.clone(),
            None => random.input(&seeds),
        };
        if catch_unwind(|| (target.run)(&input)).is_err() {
            let (name, input) = (target.name, input.escape_ascii());
            println!("{name}: input {runs} broke a promise: {input}");
            return false;
        }
        runs += 1;
    }
    println!("{:<12} {runs} inputs", target.name);
    true
}

/// Where a target's sequence of inputs begins: FNV-1a of its name.
fn start(name: &str) -> u64 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    name.bytes().fold(0xcbf2_9ce4_8422_2325, step)
}

/// SplitMix64: small, and the same everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`, or 0.
    fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.next() % end).unwrap_or(0)
    }

    /// A seed with a few changes; now and then nothing but noise.
    fn input(&mut self, seeds: &[Vec<u8>]) -> Vec<u8> {
        let mut input = match self.below(8) {
            0 => (0..self.below(64))
                .map(|_| self.next().to_le_bytes()[0])
                .collect(),
            _ => seeds[self.below(seeds.len())].clone(),
        };
        for _ in 0..=self.below(5) {
            self.change(&mut input, seeds);
        }
        input.truncate(MOST);
        input
    }

    fn change(&mut self, input: &mut Vec<u8>, seeds: &[Vec<u8>]) {
        let at = self.below(input.len() + 1);
        let to = at + self.below((input.len() - at).min(24) + 1);
        match self.below(7) {
            0 if at < input.len() => input[at] ^= 1 << self.below(8),
            1 => drop(input.drain(at..to)),
            2 => drop(input.splice(at..at, PIECES[self.below(PIECES.len())].iter().copied())),
            3 => drop(input.splice(at..to, self.next().to_string().into_bytes())),
            4 => input.extend_from_within(at..to),
            5 => {
                let other = &seeds[self.below(seeds.len())];
                let from = self.below(other.len() + 1);
                let end = from + self.below((other.len() - from).min(48) + 1);
                drop(input.splice(at..to, other[from..end].iter().copied()));
            }
            _ => input.insert(at, self.next().to_le_bytes()[0]),
        }
    }
}
