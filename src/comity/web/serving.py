"""Run the server."""

import logging
from pathlib import Path
from typing import NamedTuple

import uvicorn

from comity.web.app import create_app
from comity.web.desk import Desk
from comity.web.settings import check_safe


class Listening(NamedTuple):
    """Where to listen: ``certificate`` and ``key`` are PEM files, for HTTPS without a proxy."""

    host: str = "127.0.0.1"
    port: int = 8765
    certificate: Path | None = None
    key: Path | None = None


def address(listening: Listening, named: str = "") -> str:
    """Return the address by which a server is reached.

    Raises:
        ComityError: others can reach it, and what they send could be read on its way.
    """
    scheme = "https" if listening.certificate else "http"
    host = f"[{listening.host}]" if ":" in listening.host else listening.host
    found = (named or f"{scheme}://{host}:{listening.port}").rstrip("/")
    check_safe(found, "The address (--address)")
    return found


def server(desk: Desk, listening: Listening) -> uvicorn.Server:
    """Return the server for an application, not yet running."""
    return uvicorn.Server(
        uvicorn.Config(
            create_app(desk),
            host=listening.host,
            port=listening.port,
            ssl_certfile=listening.certificate,
            ssl_keyfile=listening.key,
            access_log=False,  # it would hold what stands in addresses; ours does not
            server_header=False,
            # A proxy on this machine says whom it speaks for; without one, nobody is believed.
            proxy_headers=desk.settings.secure and listening.certificate is None,
            log_level="warning",
        )
    )


def serve(desk: Desk, listening: Listening) -> None:
    """Serve a node until the process is told to stop."""
    logging.basicConfig(format="%(asctime)s %(message)s")
    logging.getLogger("comity.web").setLevel(logging.INFO)
    server(desk, listening).run()
