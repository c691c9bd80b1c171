# requests-oauthlib's OAuth2Session, a confidential client that knows three addresses: PKCE, state; by Basic and by POST.
from urllib.parse import parse_qs, urlsplit

import requests
from oauthlib.oauth2 import InvalidGrantError
from requests.auth import HTTPBasicAuth
from requests_oauthlib import OAuth2Session

from scene import API, CLIENT_ID, CLIENT_SECRET, ISSUER, REDIRECT_URI, RENEWALS, SCOPE, somebody

TOKEN_URL = f"{ISSUER}/oauth/token"
BASIC = HTTPBasicAuth(CLIENT_ID, CLIENT_SECRET)
IN_BODY = {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET}
person = somebody()


def flow(by_basic):
    session = OAuth2Session(CLIENT_ID, redirect_uri=REDIRECT_URI, scope=SCOPE.split(), pkce="S256")
    ask, _ = session.authorization_url(f"{ISSUER}/oauth/authorize")
    back = person.sign_in_and_allow(ask).url
    assert parse_qs(urlsplit(back).query)["iss"] == [ISSUER], back

    first = session.fetch_token(
        TOKEN_URL, authorization_response=back, client_secret=CLIENT_SECRET, include_client_id=not by_basic
    )
    assert session.get(API).status_code == 200

    def renew():
        by = {"auth": BASIC} if by_basic else IN_BODY
        return session.refresh_token(TOKEN_URL, refresh_token=first["refresh_token"], **by)

    for _ in range(RENEWALS):
        renewed = renew()
        assert renewed["access_token"] != first["access_token"]
        assert session.get(API).status_code == 200

    # The library prepares this request and leaves sending it to others.
    url, headers, body = session._client.prepare_token_revocation_request(
        f"{ISSUER}/oauth/revoke", first["refresh_token"], "refresh_token", **({} if by_basic else IN_BODY)
    )
    revoked = requests.post(url, headers=headers, data=body, auth=BASIC if by_basic else None)
    assert revoked.status_code == 200, revoked.text
    for token in (first, renewed):
        bearer = {"Authorization": f"Bearer {token['access_token']}"}
        assert requests.get(API, headers=bearer).status_code == 401
    try:
        renew()
    except InvalidGrantError:
        pass
    else:
        raise AssertionError("a revoked refresh token was taken")


for by_basic in (True, False):
    flow(by_basic)
    print(f"ok requests-oauthlib {'basic' if by_basic else 'post'}")
