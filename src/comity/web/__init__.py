"""The HTTP API: what the command line can do with a case, for other programs and the browser.

``create_app`` makes the application for an open node; ``serve`` runs it.
"""

from comity.web.app import create_app
from comity.web.served import Served
from comity.web.serving import Listening, address, bind, serve, server
from comity.web.settings import OpenIdSettings, Settings

__all__ = [
    "Listening",
    "OpenIdSettings",
    "Served",
    "Settings",
    "address",
    "bind",
    "create_app",
    "serve",
    "server",
]
