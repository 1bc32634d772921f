"""The front door: what this is, signing in with a browser, and signing out."""

from http import HTTPStatus
from secrets import token_urlsafe
from typing import Annotated

from fastapi import Query, Request, Response
from fastapi.responses import RedirectResponse

from comity.model import ComityError
from comity.web.errors import Refused
from comity.web.openid import BACK
from comity.web.records import Routes
from comity.web.served import Served, TheServed
from comity.web.sessions import FLOW, SESSION, Session
from comity.web.signing_in import address, check_tries, sign_in, unknown

routes = Routes(include_in_schema=False)


@routes.get("/")
def home() -> dict[str, str]:
    """Say what this is, and where to go on."""
    return {"name": "Comity", "api": "/api/v1", "described": "/openapi.json", "sign_in": "/sign-in"}


@routes.get("/sign-in")
def enter(request: Request, served: TheServed, link: Annotated[str, Query()] = "") -> Response:
    """Sign in by the link that ``comity serve`` printed, or go to the team's provider."""
    check_tries(request, served)
    if link:
        reader = served.links.take(link)
        if reader is None:
            served.tries.failed(address(request))
            raise unknown("This link was used before, or is too old. Start comity serve again.")
        return _welcome(served, reader)
    if served.openid is None:
        raise unknown("Open the link that comity serve printed when it started, or send a token.")
    flow = served.openid.begin()
    response = RedirectResponse(flow.url, HTTPStatus.SEE_OTHER)
    _give(served, response, (_flow_cookie(served), served.flows.put(flow)), FLOW.longest)
    return response


@routes.get(BACK)
def back(request: Request, served: TheServed) -> Response:
    """Take who comes back from the provider, if it was from here that they went there."""
    check_tries(request, served)
    flow = served.flows.take(request.cookies.get(_flow_cookie(served), ""))
    try:
        if served.openid is None or flow is None:
            raise ComityError("This answers no sign-in that began here. Begin again: /sign-in")
        claims = served.openid.finish(flow, dict(request.query_params))
        reader = served.openid.reader_of(served.node, claims)
    except Refused:
        raise
    except ComityError as error:
        served.tries.failed(address(request))
        raise unknown(str(error)) from error
    response = _welcome(served, reader)
    response.delete_cookie(_flow_cookie(served), secure=served.settings.secure, httponly=True)
    return response


@routes.post("/sign-out", status_code=HTTPStatus.NO_CONTENT)
def sign_out(request: Request, served: TheServed) -> Response:
    """End the session of this browser."""
    sign_in(request, served)  # a write like any other: another site cannot sign anybody out
    served.sessions.take(request.cookies.get(served.settings.cookie, ""))
    response = Response(status_code=HTTPStatus.NO_CONTENT)
    response.delete_cookie(served.settings.cookie, secure=served.settings.secure, httponly=True)
    return response


def _welcome(served: Served, reader: str) -> Response:
    response = RedirectResponse("/", HTTPStatus.SEE_OTHER)
    secret = served.sessions.put(Session(reader, token_urlsafe(32)))
    _give(served, response, (served.settings.cookie, secret), SESSION.longest)
    return response


def _give(served: Served, response: Response, cookie: tuple[str, str], seconds: float) -> None:
    """Set a cookie that no script reads, and that other sites' pages do not have sent in writes."""
    response.set_cookie(
        *cookie,
        max_age=int(seconds),
        path="/",
        secure=served.settings.secure,
        httponly=True,
        samesite="lax",
    )


def _flow_cookie(served: Served) -> str:
    return served.settings.cookie + "_signing_in"
