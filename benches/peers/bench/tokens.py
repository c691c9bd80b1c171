"""Tokens and keys in the forms that the peers want them in."""

import base64
import json
import textwrap

# SubjectPublicKeyInfo of a P-256 key, up to its point (RFC 5480).
SPKI = bytes.fromhex("3059301306072a8648ce3d020106082a8648ce3d030107034200") + b"\4"


def decode(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def part(token, number):
    """The header (0) or the claims (1) of a token."""
    return json.loads(decode(token.split(".")[number]))


def identity(token):
    """The headers that say who calls, by the claims of a token."""
    claims = part(token, 1)
    names = {"X-Workspace-Id": "workspace_id", "X-Client-Id": "client_id", "X-Session-Id": "sid"}
    return {header: claims[claim] for header, claim in names.items()}


def with_bad_signature(token):
    signed, signature = token.rsplit(".", 1)
    spoilt = bytearray(decode(signature))
    spoilt[40] ^= 1
    return signed + "." + base64.urlsafe_b64encode(spoilt).rstrip(b"=").decode()


class Key:
    """A public key as a JWKS document and as PEM, and an issuer's name."""

    def __init__(self, issuer, audience, jwk, folder, name):
        self.issuer, self.audience = issuer, audience
        self.jwks = json.dumps({"keys": [jwk]})
        der = SPKI + decode(jwk["x"]) + decode(jwk["y"])
        body = "\n".join(textwrap.wrap(base64.b64encode(der).decode(), 64))
        self.pem = folder / f"{name}.pub.pem"
        self.pem.write_text(f"-----BEGIN PUBLIC KEY-----\n{body}\n-----END PUBLIC KEY-----\n")
