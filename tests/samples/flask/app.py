"""The backend of a page that embeds the frame: a one-time token for whoever is signed in."""

import os

import requests
from dotenv import load_dotenv
from flask import Flask, abort, g, jsonify, request
from werkzeug.exceptions import HTTPException

load_dotenv()
URL = os.environ["WICKETGATE_URL"]
CREDENTIALS = (os.environ["WICKETGATE_CLIENT_ID"], os.environ["WICKETGATE_CLIENT_SECRET"])
PAGE_ORIGIN = os.environ["PAGE_ORIGIN"]
app = Flask(__name__)


def signed_in_user():
    # YOURS: return the id of the user whose session the request carries, or None. DEMO_USER is for a trial.
    return os.environ.get("DEMO_USER")


def ask(path, body, member, kind):
    """Asks the gateway and answers with one member of its JSON, or with 502 and why."""
    try:
        response = requests.post(URL + path, json=body, auth=CREDENTIALS, timeout=10, allow_redirects=False)
        answer = response.json()
    except requests.RequestException:
        return jsonify(error="the gateway cannot be reached"), 502
    answer = answer if isinstance(answer, dict) else {}
    if response.status_code == 200 and isinstance(answer.get(member), kind):
        return jsonify({member: answer[member]})
    return jsonify(error="the gateway refused", code=answer.get("code"), request_id=answer.get("request_id")), 502


@app.before_request
def admit():
    origin, site = request.headers.get("Origin"), request.headers.get("Sec-Fetch-Site")
    # The browser sends the user's cookie for other sites' pages too: they must not get a token by it.
    if site == "cross-site" or origin not in (None, PAGE_ORIGIN):
        abort(403, "only the own page may ask")
    g.user = signed_in_user()
    if not g.user:
        abort(401, "nobody is signed in")


@app.post("/api/ott")
def ott():
    sent = request.get_json() if request.content_length else {}
    if not isinstance(sent, dict):
        abort(400, "the body must be a JSON object")
    bound = {name: sent[name] for name in ("dpop_jkt", "code_challenge") if name in sent}
    return ask("/auth/iframe-token", {**bound, "external_user_id": g.user}, "ott", str)


@app.post("/api/logout")
def logout():
    return ask("/auth/sessions/revoke", {"external_user_id": g.user}, "revoked", int)


@app.errorhandler(HTTPException)
def as_json(error):
    return jsonify(error=error.description), error.code


@app.after_request
def no_store(response):
    response.headers["Cache-Control"] = "no-store"
    return response


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(os.environ.get("PORT", 3000)))
