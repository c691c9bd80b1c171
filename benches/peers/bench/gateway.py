"""Wicketgate, with everything on: a log line per request to a file, metrics, a durable store."""

import base64
import json
import ssl
import subprocess
import urllib.request

from .tokens import identity, part

ISSUER = "https://load.example.com/"
AUDIENCE = "https://api.example.com"

CONFIG = """\
public_url = "https://localhost:{port}"
workers = {workers}

[listen]
public = ["127.0.0.1:{port}"]
admin = "127.0.0.1:{admin}"
metrics = "127.0.0.1:{metrics}"

[tls]
certificate_file = "{certificate}"
private_key_file = "{key}"

[connection]
max = 20000
idle_timeout = "1h"

[store]
url = "sqlite:wicketgate.db"

[keys]
encryption_key = {{ file = "encryption.key" }}

[tokens]
access_ttl = "60m"
{cache}

[[issuer]]
issuer = "{issuer}"
jwks_url = "http://127.0.0.1:{upstream}/jwks.json"
audiences = ["{audience}"]

[[upstream]]
name = "api"
endpoints = ["http://127.0.0.1:{upstream}"]

[[route]]
path = "/"
upstream = "api"

[log]
requests = "requests.log"
"""

ROUTE = """
[[route]]
path = "/r{number}/"
upstream = "api"
"""


class Gateway:
    label, checks = "Wicketgate", True

    def __init__(self, rig, binary, name="wicketgate", routes=0, cache_bytes=None):
        """`routes`: so many more, with paths that nobody asks for. `cache_bytes`: for checked tokens."""
        self.rig, self.binary, self.name = rig, binary, name
        self.folder = rig.folder / name
        self.folder.mkdir()
        self.ports = {1: rig.port(), 2: rig.port()}
        key = base64.b64encode(bytes(range(32))).decode()
        (self.folder / "encryption.key").write_text(key)
        (self.folder / "encryption.key").chmod(0o600)
        for workers, port in self.ports.items():
            self.config(workers).write_text(CONFIG.format(
                port=port, workers=workers, admin=rig.port(), metrics=rig.port(),
                certificate=rig.certificate, key=rig.key, upstream=rig.upstream,
                issuer=ISSUER, audience=AUDIENCE,
                cache=f"cache_bytes = {cache_bytes}" if cache_bytes else "")
                + "".join(ROUTE.format(number=number) for number in range(routes)))
        made = self.verb("workspace", "create", "--name", "Bench")
        self.workspace = made["workspace_id"]
        self.client = self.verb("client", "create", "--workspace", "bench", "--kind", "embed")

    def config(self, workers):
        return self.folder / f"wicketgate-{workers}.toml"

    def verb(self, *arguments):
        done = subprocess.run(
            [self.binary, *arguments, "--config", self.config(1), "--json"],
            check=True, capture_output=True, text=True)
        return json.loads(done.stdout)

    def start(self, _key, workers=1, cores=None):
        self.port = self.ports[workers]
        command = [self.binary, "serve", "--config", self.config(workers)]
        self.rig.start(self.name, command, self.port, cores, self.folder)

    def stamps(self, token):
        """The headers that the upstream must be sent; another issuer's token names no client of ours."""
        found = identity(token)
        if part(token, 1)["iss"] == ISSUER:
            return {"X-Workspace-Id": found["X-Workspace-Id"], "X-Auth-Kind": "oauth"}
        return found | {"X-Auth-Kind": "embed"}

    def call(self, path, body=None, headers=None):
        trust = ssl.create_default_context(cafile=str(self.rig.certificate))
        url = f"https://localhost:{self.port}{path}"
        request = urllib.request.Request(url, data=body, headers=headers or {})
        with urllib.request.urlopen(request, context=trust) as answer:
            return json.load(answer)

    def token(self):
        """A fresh access token, by the two steps that a customer's backend and page take."""
        pair = f"{self.client['client_id']}:{self.client['client_secret']}"
        basic = "Basic " + base64.b64encode(pair.encode()).decode()
        form = {"Authorization": basic, "Content-Type": "application/json"}
        issued = self.call("/auth/iframe-token", b"{}", form)
        body = json.dumps({"ott": issued["ott"]}).encode()
        answer = self.call("/auth/exchange", body, {"Content-Type": "application/json"})
        return answer["access_token"]

    def jwks(self):
        return self.call("/.well-known/jwks.json")["keys"]
