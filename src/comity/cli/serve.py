"""The command that serves a node over HTTP."""

import os
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from comity.cli import output
from comity.cli.app import app


@app.command(epilog="Example: comity serve --port 8765")
def serve(
    ctx: typer.Context,
    host: Annotated[str, typer.Option(help="Where to listen.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8765,
    address: Annotated[
        str, typer.Option(help="By which others reach it: https://… (COMITY_ADDRESS).")
    ] = "",
    certificate: Annotated[
        Path | None, typer.Option(help="For HTTPS without a proxy: a PEM file.")
    ] = None,
    key: Annotated[Path | None, typer.Option(help="The certificate's key: a PEM file.")] = None,
    receiver: Annotated[
        str,
        typer.Option(help="As whom partners' packages are taken in; else the node's first reader."),
    ] = "",
) -> None:
    """Serve the HTTP API. For one person, open the link that it prints; it opens once."""
    from comity import exchange, web  # noqa: PLC0415  (0.5 s, which others need not take)
    from comity.case import Workbench  # noqa: PLC0415
    from comity.store import Node, default_home  # noqa: PLC0415

    home, reader = ctx.obj
    listening = web.Listening(host, port, certificate, key)
    settings = web.Settings(
        web.address(listening, address or os.environ.get("COMITY_ADDRESS", "")),
        web.OpenIdSettings.from_environment(),
        receiver=receiver or os.environ.get("COMITY_RECEIVER", ""),
    )
    with Node(home or default_home()) as node, web.bind(listening) as bound:
        with Workbench(node, settings.receiver or None, shared=True) as bench:
            exchange.Desk(bench).settle()  # also what a server that was killed has left
        served = web.Served(node, settings)
        output.line(f"{escape(node.agency)} is served at {settings.address}. Stop: Ctrl-C.")
        if settings.openid:
            output.line("Sign in:")
            print(f"  {settings.address}/sign-in")
        else:
            with node.session(reader) as session:
                name = session.reader
            output.line(f"Sign in as {escape(name)}; this opens once, within an hour:")
            # As it is: a link that is broken over two lines opens nothing.
            print(f"  {settings.address}/sign-in?link={served.links.put(name)}", flush=True)
        web.serve(served, listening, bound)
