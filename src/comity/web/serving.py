"""Run the server."""

import logging
import signal
import socket
import sys
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import uvicorn

from comity.model import ComityError
from comity.web.app import create_app
from comity.web.served import Served
from comity.web.settings import LOOPBACK, check_safe


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
    if not named and listening.host not in LOOPBACK and not listening.certificate:
        raise ComityError(
            f"Others could reach a server at {listening.host}. Say by which name they do: "
            "--address https://comity.agency.example"
        )
    scheme = "https" if listening.certificate else "http"
    host = f"[{listening.host}]" if ":" in listening.host else listening.host
    found = (named or f"{scheme}://{host}:{listening.port}").rstrip("/")
    check_safe(found, "The address (--address)")
    return found


def server(served: Served, listening: Listening) -> uvicorn.Server:
    """Return the server for an application, not yet running."""
    return uvicorn.Server(
        uvicorn.Config(
            create_app(served),
            host=listening.host,
            port=listening.port,
            ssl_certfile=listening.certificate,
            ssl_keyfile=listening.key,
            access_log=False,  # it would hold what stands in addresses; ours does not
            server_header=False,
            # A proxy on this machine says whom it speaks for; without one, nobody is believed.
            proxy_headers=served.settings.secure and listening.certificate is None,
            log_level="warning",
        )
    )


def bind(listening: Listening) -> socket.socket:
    """Return a socket at the place where to listen.

    Raises:
        ComityError: the place is taken, or not this machine's.
    """
    family = socket.AF_INET6 if ":" in listening.host else socket.AF_INET
    # Unless the protocol is named, asyncio lets each answer wait for 40 ms (Nagle's algorithm).
    found = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((listening.host, listening.port))
        found.listen()  # who follows the link before we are ready waits, and is not turned away
    except OSError as error:
        found.close()
        raise ComityError(
            f"Nothing can listen at {listening.host}, port {listening.port}: {error.strerror}. "
            "Choose another with --host and --port."
        ) from error
    return found


def serve(served: Served, listening: Listening, bound: socket.socket) -> None:
    """Serve a node until the process is told to stop."""
    logging.basicConfig(format="%(asctime)s %(message)s")
    logging.getLogger("comity.web").setLevel(logging.INFO)
    # Being told to stop must not cut off who opened the node from closing it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with suppress(KeyboardInterrupt):
        server(served, listening).run([bound])
