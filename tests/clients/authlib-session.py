# Authlib's OAuth2Session, a confidential client: metadata checked by RFC 8414, PKCE, state; by Basic and by POST.
from urllib.parse import parse_qs, urlsplit

import requests
from authlib.common.security import generate_token
from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oauth2.rfc8414 import AuthorizationServerMetadata, get_well_known_url

from scene import API, CLIENT_ID, CLIENT_SECRET, ISSUER, REDIRECT_URI, RENEWALS, SCOPE, somebody

metadata = AuthorizationServerMetadata(requests.get(get_well_known_url(ISSUER, external=True)).json())
metadata.validate()
assert metadata["issuer"] == ISSUER, metadata
person = somebody()


def flow(method):
    session = OAuth2Session(
        CLIENT_ID,
        CLIENT_SECRET,
        scope=SCOPE,
        redirect_uri=REDIRECT_URI,
        code_challenge_method="S256",
        token_endpoint=metadata["token_endpoint"],
        token_endpoint_auth_method=method,
        revocation_endpoint_auth_method=method,
    )
    verifier = generate_token(48)
    ask, state = session.create_authorization_url(metadata["authorization_endpoint"], code_verifier=verifier)
    back = person.sign_in_and_allow(ask).url
    assert parse_qs(urlsplit(back).query)["iss"] == [ISSUER], back

    first = session.fetch_token(authorization_response=back, state=state, code_verifier=verifier)
    assert first["token_type"] == "Bearer", "type"
    assert session.get(API).status_code == 200
    for _ in range(RENEWALS):
        renewed = session.refresh_token(refresh_token=first["refresh_token"])
        assert renewed["access_token"] != first["access_token"]
        assert session.get(API).status_code == 200
    assert session.introspect_token(metadata["introspection_endpoint"], renewed["access_token"]).json()["active"]

    revoked = session.revoke_token(metadata["revocation_endpoint"], first["refresh_token"], "refresh_token")
    assert revoked.status_code == 200, revoked.text
    for token in (first, renewed):
        bearer = {"Authorization": f"Bearer {token['access_token']}"}
        assert requests.get(API, headers=bearer).status_code == 401
    try:
        session.refresh_token(refresh_token=first["refresh_token"])
    except OAuthError as error:
        assert error.error == "invalid_grant", error
    else:
        raise AssertionError("a revoked refresh token was taken")


for method in ("client_secret_basic", "client_secret_post"):
    flow(method)
    print(f"ok Authlib {method}")
