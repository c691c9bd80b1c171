"""The backend of a page that embeds the frame: a one-time token for whoever is signed in."""

import os
from typing import Annotated

import httpx
import uvicorn
from dotenv import load_dotenv
from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException as AnyHTTPException

load_dotenv()
URL = os.environ["WICKETGATE_URL"]
CREDENTIALS = (os.environ["WICKETGATE_CLIENT_ID"], os.environ["WICKETGATE_CLIENT_SECRET"])
PAGE_ORIGIN = os.environ["PAGE_ORIGIN"]
NO_STORE = {"Cache-Control": "no-store"}
app = FastAPI()


class Binding(BaseModel):
    dpop_jkt: str | None = None
    code_challenge: str | None = None


def signed_in_user(request: Request) -> str:
    origin, site = request.headers.get("origin"), request.headers.get("sec-fetch-site")
    # The browser sends the user's cookie for other sites' pages too: they must not get a token by it.
    if site == "cross-site" or origin not in (None, PAGE_ORIGIN):
        raise HTTPException(403, "only the own page may ask")
    # YOURS: the id of the user whose session the request carries, or None. DEMO_USER is for a trial.
    user = os.environ.get("DEMO_USER")
    if not user:
        raise HTTPException(401, "nobody is signed in")
    return user


User = Annotated[str, Depends(signed_in_user)]


async def ask(path: str, body: dict, member: str, kind: type) -> JSONResponse:
    """Asks the gateway and answers with one member of its JSON, or with 502 and why."""
    try:
        async with httpx.AsyncClient(timeout=10) as client:
            response = await client.post(URL + path, json=body, auth=CREDENTIALS)
        answer = response.json()
    except (httpx.HTTPError, ValueError):
        return JSONResponse({"error": "the gateway cannot be reached"}, 502, NO_STORE)
    answer = answer if isinstance(answer, dict) else {}
    if response.status_code == 200 and isinstance(answer.get(member), kind):
        return JSONResponse({member: answer[member]}, 200, NO_STORE)
    why = {"error": "the gateway refused", "code": answer.get("code"), "request_id": answer.get("request_id")}
    return JSONResponse(why, 502, NO_STORE)


@app.post("/api/ott")
async def ott(user: User, sent: Binding = Binding()):
    return await ask("/auth/iframe-token", {**sent.model_dump(exclude_none=True), "external_user_id": user}, "ott", str)


@app.post("/api/logout")
async def logout(user: User):
    return await ask("/auth/sessions/revoke", {"external_user_id": user}, "revoked", int)


@app.exception_handler(AnyHTTPException)
async def as_json(request: Request, error: AnyHTTPException):
    return JSONResponse({"error": error.detail}, error.status_code, NO_STORE)


if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(os.environ.get("PORT", 3000)))
