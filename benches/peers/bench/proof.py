"""Before anything is measured: the peer stamps the headers, and one that checks refuses bad tokens."""

import http.client
import ssl

from . import tokens

SPOOFED = {"X-Workspace-Id": "ws_spoofed", "X-Client-Id": "spoofed", "X-Session-Id": "spoofed"}


def get(rig, port, token):
    """The status of /headers, and the headers that the upstream was sent."""
    trust = ssl.create_default_context(cafile=str(rig.certificate))
    connection = http.client.HTTPSConnection("localhost", port, context=trust, timeout=10)
    headers = SPOOFED | ({"Authorization": f"Bearer {token}"} if token else {})
    connection.request("GET", "/headers", headers=headers)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    lines = [line.split(": ", 1) for line in text.splitlines()[1:] if ": " in line]
    return answer.status, [(name.lower(), value) for name, value in lines]


def prove(rig, peer, token, stamps):
    """Raises RuntimeError with the first thing that is not so."""
    status, seen = get(rig, peer.port, token)
    if status != 200:
        raise RuntimeError(f"a good token is answered {status}")
    for name, value in stamps.items():
        values = [text for known, text in seen if known == name.lower()]
        if values != [value]:
            raise RuntimeError(f"{name} reaches the upstream as {values}, not {value}")
    if any(value in SPOOFED.values() for _, value in seen):
        raise RuntimeError("a spoofed header reaches the upstream")
    if any(name == "authorization" for name, _ in seen):
        raise RuntimeError("the token reaches the upstream")
    bad = {"none": None, "a bad signature": tokens.with_bad_signature(token), "garbage": "garbage"}
    for what, spoilt in bad.items():
        status, _ = get(rig, peer.port, spoilt)
        if peer.checks and status != 401:
            raise RuntimeError(f"a token that is {what} is answered {status}")
