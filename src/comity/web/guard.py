"""What holds for every request: to which host it may be addressed, which headers go back, and
what is kept of it in the server's log."""

import logging
import time
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from comity.web.errors import TOO_LARGE, problem
from comity.web.settings import Settings

_log = logging.getLogger("comity.web.access")

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""What every answer carries, unless its route says otherwise."""


class Guard:
    """Stands before the application."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app, self._hosts = app, settings.hosts
        self._headers = dict(HEADERS)
        if settings.secure:
            self._headers["Strict-Transport-Security"] = "max-age=31536000"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse one that was addressed to another host."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, status = time.monotonic(), 500

        async def guarded(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            app = self._app if self._is_ours(scope) else _MISDIRECTED
            await app(scope, receive, _explained(guarded))
        finally:
            _keep(scope, status, time.monotonic() - began)

    def _is_ours(self, scope: Scope) -> bool:
        # A page elsewhere can have its own host's name lead here (DNS rebinding); the browser
        # then takes us for that host, and tells so only in this header.
        named = Headers(scope=scope).getlist("host")
        return len(named) == 1 and _hostname(named[0]) in self._hosts


def _hostname(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


_MISDIRECTED = problem(421, "This server does not answer to that host's name.")


def _explained(send: Send) -> Send:
    """Put problem details in the place of what the framework says of a body that is too large."""
    replaced = False

    async def sending(message: Message) -> None:
        nonlocal replaced
        if message["type"] == "http.response.start" and message["status"] == TOO_LARGE.status_code:
            replaced = True
            await send({**message, "headers": TOO_LARGE.raw_headers})
            await send({"type": "http.response.body", "body": TOO_LARGE.body})
        elif not replaced:
            await send(message)

    return sending


def _keep(scope: Scope, status: int, seconds: float) -> None:
    """Log which kind of request it was: neither what it asked for nor what it showed of itself."""
    route = scope.get("route")
    state = scope.get("state", {})
    who = state.get("who")
    reader = who.bearer.reader if who else state.get("caller", "-")
    client = (scope.get("client") or ("-",))[0]
    path = getattr(route, "path", "-")
    took = f"{seconds * 1000:.0f} ms"
    _log.info("%s %s %s %s %s %s", client, reader, scope["method"], path, status, took)
