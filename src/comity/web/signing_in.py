"""Who asks: by an API token, an access token of the team's provider, or a browser's session."""

from http import HTTPStatus
from typing import Annotated, NamedTuple
from urllib.parse import urlsplit

from fastapi import Depends, Request, Security
from fastapi.concurrency import run_in_threadpool
from fastapi.security import APIKeyCookie, HTTPBearer
from starlette.types import ASGIApp, Receive, Scope, Send

from comity.model import ComityError
from comity.store import Bearer
from comity.web.errors import BUSY, Refused, explain
from comity.web.served import Served
from comity.web.sessions import same

CSRF = "X-Comity-CSRF"
"""The header in which a browser shows, for a write, the word that ``GET /api/v1/me`` gave it."""

_READING = ("GET", "HEAD", "OPTIONS")
_BEARER = HTTPBearer(
    auto_error=False, description="An API token (`comity_…`), or the provider's access token."
)
_COOKIE = APIKeyCookie(
    name="comity",
    auto_error=False,
    description=f"Set by signing in at `/sign-in`. Writes also need the header `{CSRF}`.",
)


class Who(NamedTuple):
    """Who asks, and by what; ``csrf`` is set where a browser's cookie says so."""

    bearer: Bearer
    csrf: str = ""


class Door:
    """Stands before all under ``/api/``: who is not signed in goes no further.

    It comes before the routes, so that none can forget it, and before the body is read, so that a
    stranger cannot fill the disk.
    """

    def __init__(self, app: ASGIApp, served: Served) -> None:
        self._app, self._desk = app, served

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through with who sent it, or refuse it."""
        app = self._app
        if scope["type"] == "http" and scope["path"].startswith("/api/"):
            try:
                who = await run_in_threadpool(sign_in, Request(scope), self._desk)
                scope.setdefault("state", {})["who"] = who
            except (ComityError, *BUSY) as error:
                app = explain(error)
        await app(scope, receive, send)


def sign_in(request: Request, served: Served) -> Who:
    """Return who sent a request.

    Raises:
        Refused: nobody is signed in (401), the token is not good (401), there were too many
            failures (429), or a write lacks what shows that the reader's own page sent it (403).
    """
    who = _by_header(request, served) or _by_cookie(request, served)
    if who is None:
        raise unknown("Sign in first, or send a token: Authorization: Bearer comity_…")
    return who


def asking(
    request: Request,
    _bearer: Annotated[object, Security(_BEARER)],
    _cookie: Annotated[object, Security(_COOKIE)],
) -> Who:
    """Return who asks, whom the door has let through."""
    who = request.state.who
    assert isinstance(who, Who)
    return who


Asking = Annotated[Who, Depends(asking)]


def unknown(sentence: str) -> Refused:
    """Return the error that nobody is signed in (RFC 9110, 11.6.1)."""
    return Refused(HTTPStatus.UNAUTHORIZED, sentence, {"WWW-Authenticate": 'Bearer realm="comity"'})


def address(request: Request) -> str:
    """Return where a request comes from."""
    return request.client.host if request.client else ""


def check_tries(request: Request, served: Served) -> None:
    """Refuse an address from which too many have failed to sign in.

    Raises:
        Refused: 429, with how long to wait.
    """
    if wait := served.tries.wait(address(request)):
        said = f"Too many sign-ins failed from here. Wait {wait} seconds."
        raise Refused(HTTPStatus.TOO_MANY_REQUESTS, said, {"Retry-After": str(wait)})


def _by_header(request: Request, served: Served) -> Who | None:
    header = request.headers.get("authorization")
    if header is None:
        return None
    check_tries(request, served)
    scheme, _, token = header.partition(" ")
    try:
        if scheme.lower() != "bearer":
            raise ComityError("Only bearer tokens are taken: Authorization: Bearer comity_…")
        return Who(_bearer(served, token.strip()))
    except Refused:
        raise  # the provider is away: nobody's fault here
    except ComityError as error:
        served.tries.failed(address(request))
        raise unknown(str(error)) from error


def _bearer(served: Served, token: str) -> Bearer:
    if served.openid and token.count(".") == 2:  # a JSON Web Signature (RFC 7515), as none of ours
        return Bearer(served.openid.reader_of(served.node, served.openid.access(token)))
    found = served.node.people.tokens.bearer(token)
    if found is None:
        raise ComityError("The token is not known, or no longer good. Make another one.")
    return found


def _by_cookie(request: Request, served: Served) -> Who | None:
    session = served.sessions.find(request.cookies.get(served.settings.cookie, ""))
    if session is None:
        return None
    if request.method not in _READING:
        _check_own_page(request, session.csrf)
    return Who(Bearer(session.reader), session.csrf)


def _check_own_page(request: Request, csrf: str) -> None:
    """Refuse a write that another site's page may have had the browser send."""
    origin = request.headers.get("origin")
    elsewhere = origin is not None and urlsplit(origin).netloc != request.headers.get("host")
    if elsewhere or not same(request.headers.get(CSRF, ""), csrf):
        raise Refused(
            HTTPStatus.FORBIDDEN,
            f"A write from a browser needs the header {CSRF} with the word from /api/v1/me.",
        )
