//! A Pingora proxy with the header rules of the other peers and no check.
//!
//! Arguments: LISTEN UPSTREAM CERTIFICATE KEY THREADS, then NAME VALUE of each header to write.

use async_trait::async_trait;
use pingora::http::RequestHeader;
use pingora::listeners::tls::TlsSettings;
use pingora::prelude::*;
use pingora::server::configuration::ServerConf;

struct Proxy {
    upstream: String,
    headers: Vec<(String, String)>,
}

#[async_trait]
impl ProxyHttp for Proxy {
    type CTX = ();

    fn new_ctx(&self) {}

    async fn upstream_peer(&self, _: &mut Session, _: &mut ()) -> Result<Box<HttpPeer>> {
        Ok(Box::new(HttpPeer::new(&self.upstream, false, String::new())))
    }

    async fn upstream_request_filter(
        &self,
        session: &mut Session,
        request: &mut RequestHeader,
        _: &mut (),
    ) -> Result<()> {
        request.remove_header("authorization");
        for (name, value) in &self.headers {
            request.insert_header(name.clone(), value)?;
        }
        if let Some(address) = session.client_addr().and_then(|address| address.as_inet()) {
            request.insert_header("x-forwarded-for", address.ip().to_string())?;
        }
        request.insert_header("x-forwarded-proto", "https")?;
        Ok(())
    }
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let mut next = || arguments.next().expect("LISTEN UPSTREAM CERTIFICATE KEY THREADS …");
    let [listen, upstream, certificate, key, threads] = std::array::from_fn(|_| next());
    let rest: Vec<String> = arguments.collect();
    let headers = rest.chunks_exact(2).map(|pair| (pair[0].clone(), pair[1].clone())).collect();

    let threads = threads.parse().expect("THREADS is a number");
    let conf = ServerConf { threads, upstream_keepalive_pool_size: 128, ..ServerConf::default() };
    let mut server = Server::new_with_opt_and_conf(None, conf);
    server.bootstrap();
    let mut service = http_proxy_service(&server.configuration, Proxy { upstream, headers });
    let mut tls = TlsSettings::intermediate(&certificate, &key).expect("certificate and key");
    tls.enable_h2();
    service.add_tls_with_settings(&listen, None, tls);
    server.add_service(service);
    server.run_forever();
}
