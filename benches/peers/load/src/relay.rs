//! A relay that does nothing: the bytes of one socket go into another, on one thread, by epoll. What it
//! costs is what the kernel's sockets cost any proxy: one read and one write each way.

use crate::Error;
use rustix::buffer::spare_capacity;
use rustix::event::epoll::{self, EventData, EventFlags};
use std::collections::HashMap;
use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::os::fd::OwnedFd;

/// The most bytes of one read.
const BUFFER: usize = 256 * 1024;

/// The listener's number; connections come in pairs from 2 on, `2n` from a client and `2n + 1` to the
/// upstream.
const LISTENER: u64 = 0;

/// Relays each connection to one of its own, until the process is ended.
pub fn serve(listen: SocketAddr, to: SocketAddr) -> Result<(), Error> {
    let listener = TcpListener::bind(listen)?;
    let epoll = epoll::create(epoll::CreateFlags::CLOEXEC)?;
    let data = EventData::new_u64(LISTENER);
    epoll::add(&epoll, &listener, data, EventFlags::IN)?;
    let mut relay = Relay {
        epoll,
        ends: HashMap::new(),
        buffer: vec![0; BUFFER],
    };
    let mut next = 2;
    let mut events = Vec::with_capacity(256);
    loop {
        epoll::wait(&relay.epoll, spare_capacity(&mut events), None)?;
        for event in events.drain(..) {
            let (number, flags) = (event.data.u64(), event.flags);
            if number == LISTENER {
                let (client, _) = listener.accept()?;
                relay.add(next, client)?;
                relay.add(next + 1, TcpStream::connect(to)?)?;
                next += 2;
            } else if relay.pass(number, flags).is_err() {
                relay.ends.remove(&number);
                relay.ends.remove(&(number ^ 1));
            }
        }
    }
}

struct End {
    socket: TcpStream,
    /// What the other end sent and this one has not taken yet.
    unsent: Vec<u8>,
}

struct Relay {
    epoll: OwnedFd,
    ends: HashMap<u64, End>,
    buffer: Vec<u8>,
}

impl Relay {
    fn add(&mut self, number: u64, socket: TcpStream) -> std::io::Result<()> {
        socket.set_nonblocking(true)?;
        socket.set_nodelay(true)?;
        let data = EventData::new_u64(number);
        epoll::add(&self.epoll, &socket, data, EventFlags::IN)?;
        let unsent = Vec::new();
        self.ends.insert(number, End { socket, unsent });
        Ok(())
    }

    /// An error ends both connections.
    fn pass(&mut self, number: u64, flags: EventFlags) -> std::io::Result<()> {
        if flags.contains(EventFlags::OUT) {
            return self.send_rest(number);
        }
        let Some(from) = self.ends.get_mut(&number) else {
            return Ok(());
        };
        let count = match from.socket.read(&mut self.buffer) {
            Ok(0) => return Err(ErrorKind::UnexpectedEof.into()),
            Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(()),
            read => read?,
        };
        let to = self.ends.get_mut(&(number ^ 1));
        let to = to.ok_or(ErrorKind::NotConnected)?;
        let sent = send(&to.socket, &self.buffer[..count])?;
        if sent < count {
            to.unsent = self.buffer[sent..count].to_vec();
            self.watch(number ^ 1, EventFlags::OUT)?;
            self.watch(number, EventFlags::empty())?;
        }
        Ok(())
    }

    fn send_rest(&mut self, number: u64) -> std::io::Result<()> {
        let to = self.ends.get_mut(&number).ok_or(ErrorKind::NotConnected)?;
        let sent = send(&to.socket, &to.unsent)?;
        to.unsent.drain(..sent);
        if to.unsent.is_empty() {
            self.watch(number, EventFlags::IN)?;
            self.watch(number ^ 1, EventFlags::IN)?;
        }
        Ok(())
    }

    fn watch(&mut self, number: u64, flags: EventFlags) -> std::io::Result<()> {
        let end = self.ends.get(&number).ok_or(ErrorKind::NotConnected)?;
        let data = EventData::new_u64(number);
        Ok(epoll::modify(&self.epoll, &end.socket, data, flags)?)
    }
}

/// How many of the bytes were taken.
fn send(mut to: &TcpStream, bytes: &[u8]) -> std::io::Result<usize> {
    match to.write(bytes) {
        Err(error) if error.kind() == ErrorKind::WouldBlock => Ok(0),
        written => written,
    }
}
