//! TLS 1.3 connections: one suite and X25519 only, so that every proxy does the same cryptography.

use crate::Error;
use rustls::client::Resumption;
use rustls::crypto::aws_lc_rs;
use rustls::{ClientConfig, RootCertStore};
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, ServerName};
use std::cell::Cell;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;
use tokio::net::{TcpSocket, TcpStream};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

/// Source addresses that connections take in turn, each with its own ports.
const SOURCES: u8 = 32;

pub struct Client {
    connector: TlsConnector,
    name: ServerName<'static>,
    to: SocketAddr,
    source: Cell<u8>,
}

impl Client {
    /// `protocol` is the only one offered by ALPN.
    pub fn new(
        to: SocketAddr,
        name: &str,
        ca: &Path,
        protocol: &[u8],
        resumption: Resumption,
    ) -> Result<Self, Error> {
        let mut roots = RootCertStore::empty();
        for certificate in CertificateDer::pem_file_iter(ca)? {
            roots.add(certificate?)?;
        }
        let mut provider = aws_lc_rs::default_provider();
        provider.kx_groups = vec![aws_lc_rs::kx_group::X25519];
        provider.cipher_suites = vec![aws_lc_rs::cipher_suite::TLS13_AES_128_GCM_SHA256];
        let mut config = ClientConfig::builder_with_provider(Arc::new(provider))
            .with_protocol_versions(&[&rustls::version::TLS13])?
            .with_root_certificates(roots)
            .with_no_client_auth();
        config.alpn_protocols = vec![protocol.to_vec()];
        config.resumption = resumption;
        Ok(Self {
            connector: TlsConnector::from(Arc::new(config)),
            name: ServerName::try_from(name.to_owned())?,
            to,
            source: Cell::new(0),
        })
    }

    pub async fn connect(&self) -> std::io::Result<TlsStream<TcpStream>> {
        let number = self.source.get();
        self.source.set((number + 1) % SOURCES);
        let socket = TcpSocket::new_v4()?;
        if self.to.ip().is_loopback() {
            socket.bind((Ipv4Addr::new(127, 0, 0, 2 + number), 0).into())?;
        }
        let stream = socket.connect(self.to).await?;
        stream.set_nodelay(true)?;
        self.connector.connect(self.name.clone(), stream).await
    }
}
