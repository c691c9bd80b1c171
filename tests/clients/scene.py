# What the script of every client from PyPI stands on: what the test has set up, the person who consents, and the API.
import os

from person import Person

ISSUER = os.environ["ISSUER"]
CLIENT_ID = os.environ["CLIENT_ID"]
CLIENT_SECRET = os.environ["CLIENT_SECRET"]
REDIRECT_URI = os.environ["REDIRECT_URI"]
SCOPE = os.environ["SCOPE"]
# What is called through the gateway.
API = f"{ISSUER}/anything"
# How often a confidential client uses one refresh token: seeds store the first one and no other.
RENEWALS = 5


def somebody():
    """A person who has an account and is signed in nowhere."""
    account = (os.environ["EMAIL"], os.environ["PASSWORD"], os.environ["REQUESTS_CA_BUNDLE"])
    Person(*account).set_up(os.environ["SET_UP_LINK"])
    return Person(*account, leaves=REDIRECT_URI)
