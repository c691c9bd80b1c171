//! The API behind every proxy: HTTP/1.1 keep-alive with prepared answers, too cheap to be in the way.

use crate::Error;
use bytes::Bytes;
use std::net::SocketAddr;
use std::path::Path;
use std::rc::Rc;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

struct Answers {
    small: Bytes,
    medium: Bytes,
    large: Bytes,
    jwks: Bytes,
}

/// Serves until the process is ended. `jwks` is the file that /jwks.json answers with.
pub async fn serve(listen: SocketAddr, jwks: Option<&Path>) -> Result<(), Error> {
    let jwks = jwks.map(std::fs::read).transpose()?.unwrap_or_default();
    let answers = Rc::new(Answers {
        small: answer("application/octet-stream", &filler(64)),
        medium: answer("application/octet-stream", &filler(64 * 1024)),
        large: answer("application/octet-stream", &filler(1024 * 1024)),
        jwks: answer("application/json", &jwks),
    });
    let listener = TcpListener::bind(listen).await?;
    loop {
        let (stream, _) = listener.accept().await?;
        tokio::task::spawn_local(connection(stream, answers.clone()));
    }
}

async fn connection(mut stream: TcpStream, answers: Rc<Answers>) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut buffer = vec![0; 32 * 1024];
    let mut filled = 0;
    loop {
        match stream.read(&mut buffer[filled..]).await? {
            0 => return Ok(()),
            read => filled += read,
        }
        let end = buffer[..filled]
            .windows(4)
            .position(|four| four == b"\r\n\r\n");
        let Some(end) = end else { continue };
        let bytes = pick(&buffer[..end], &answers);
        stream.write_all(&bytes).await?;
        buffer.copy_within(end + 4..filled, 0);
        filled -= end + 4;
    }
}

fn pick(head: &[u8], answers: &Answers) -> Bytes {
    let path = head.split(|byte| *byte == b' ').nth(1).unwrap_or_default();
    match path {
        b"/small" => answers.small.clone(),
        b"/64k" => answers.medium.clone(),
        b"/1m" => answers.large.clone(),
        b"/jwks.json" => answers.jwks.clone(),
        b"/headers" => answer("text/plain", head),
        _ => Bytes::from_static(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"),
    }
}

fn answer(kind: &str, body: &[u8]) -> Bytes {
    let length = body.len();
    let mut bytes =
        format!("HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\r\n")
            .into_bytes();
    bytes.extend(body);
    bytes.into()
}

fn filler(length: usize) -> Vec<u8> {
    (0..length).map(|at| b'a' + (at % 26) as u8).collect()
}
