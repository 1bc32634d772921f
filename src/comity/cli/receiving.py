"""The commands by which packages come in: receive, look, ask, accept or refuse."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from comity import exchange
from comity.case import Case
from comity.cli import output
from comity.cli.app import FAILED, Json, app, node
from comity.cli.sending import Package, listed
from comity.model import ComityError, Statement
from comity.store import DocumentRow


@app.command(epilog="Example: comity inbox")
def inbox(
    ctx: typer.Context,
    partner: Annotated[str, typer.Option(help="Only from this partner.")] = "",
    json: Json = False,
) -> None:
    """List what partners sent, and how it stands."""
    with node(ctx) as bench:
        found = exchange.Desk(bench).inbox(partner)
        return output.as_json(found) if json else listed(found, "The inbox is empty.")


@app.command(epilog="Example: comity receive /media/usb/3fa9c02b11d0.comity")
def receive(
    ctx: typer.Context,
    paths: Annotated[list[Path], typer.Argument(metavar="FILE", help="Sealed files, or folders.")],
) -> None:
    """Take in sealed files. Nothing enters a case before somebody accepts it."""
    refused = 0
    with node(ctx) as bench:
        desk = exchange.Desk(bench)
        for path in _sealed(paths):
            try:
                arrival = desk.receive(path)
            except exchange.Refused as error:
                if path not in paths and error.reason == "wrong-recipient":
                    continue  # a stick may carry what is for others
                refused += 1
                output.errors.print(f"Refused: {path.name}: {error}", markup=False)
                continue
            _arrived(arrival)
    if refused:
        raise typer.Exit(FAILED)


@app.command(epilog="Example: comity look 3fa9c02b11d0")
def look(ctx: typer.Context, package: Package, json: Json = False) -> None:
    """Show what a package in the inbox carries, to decide on it."""
    with node(ctx) as bench:
        desk = exchange.Desk(bench)
        row, found = desk.received(package), list(desk.look(package))
        effects = desk.effects(package) if row.kind == "recall" else []
        if json:
            return output.as_json({"message": row.header, "content": found})
        _message(row.header)
        for case_, gone, rested in effects:
            _rested(case_, gone, rested)
    names = {s.entity: s.value for s in found if isinstance(s, Statement) and s.prop == "name"}
    for item in found:
        if isinstance(item, DocumentRow):
            output.line(f"document  {escape(item.name)}  [dim]{item.size:,} bytes[/]")
        else:
            value = names.get(item.value, item.value)
            who = names.get(item.entity, item.entity[:12])
            codes = " ".join((item.grade, item.handling.classification, *item.handling.codes))
            output.line(f"{escape(who)}: {item.prop} = {escape(value)}  [dim]{escape(codes)}[/]")
    return None


@app.command(epilog="Example: comity accept 3fa9c02b11d0 --case xingtai")
def accept(
    ctx: typer.Context,
    package: Package,
    case: Annotated[
        str, typer.Option(help="The case that it enters; else the one of its name.")
    ] = "",
) -> None:
    """Let what a package carries enter a case, under its originator's conditions."""
    with node(ctx) as bench:
        desk = exchange.Desk(bench)
        wanted = case or str(desk.received(package).header["reference"])
        if not wanted:
            raise ComityError("Say from which case to answer: --case NAME.")
        found = desk.accept(package, bench.case(wanted))
    if found.package.kind == "overlap":
        output.line("Answered. Send the answer: comity send PARTNER")
        return
    output.line(
        f"Accepted into {found.case}: {found.statements} statements, {found.documents} documents."
    )
    if found.proposals:
        output.line(
            f"{found.proposals} new proposals on who is who: comity who {found.case} --review"
        )


@app.command(epilog="Example: comity refuse 3fa9c02b11d0 --ground 'cn/refusal/sovereignty'")
def refuse(
    ctx: typer.Context,
    package: Package,
    ground: Annotated[str, typer.Option(help="Why: a row of law, or words.")],
) -> None:
    """Refuse a package; the partner is told the ground."""
    with node(ctx) as bench:
        desk = exchange.Desk(bench)
        found = desk.refuse(package, ground)
    output.line(f"Refused: {found.id[:12]}.")


@app.command(epilog="Example: comity ask 3fa9c02b11d0 'Is the number from the parcel?'")
def ask(
    ctx: typer.Context,
    package: Package,
    question: Annotated[str, typer.Argument(help="What you want to know.")],
) -> None:
    """Ask the partner about a package before you decide on it."""
    with node(ctx) as bench:
        asked = exchange.Desk(bench).ask(package, question)
    output.line(f"Sealed: {asked.id[:12]}. Send it: comity send PARTNER")


def _arrived(arrival: exchange.Arrival) -> None:
    package = arrival.package
    if not arrival.new:
        output.line(f"{package.id[:12]} came before: nothing changed.")
    elif package.kind == "receipt":
        output.line(f"A receipt from {escape(str(package.header['sender']))}.")
    else:
        sender = escape(str(package.header["sender"]))
        output.line(f"{package.id[:12]}  {package.kind} from {sender}")
        if package.kind in ("overlap", "question"):
            output.line(f"[dim]{escape(str(package.header['text']))}[/]")
        else:
            output.line(f"Look at it: comity look {package.id[:12]}")


def _rested(case: Case, gone: int, rested: exchange.Rested) -> None:
    """Show what a recall withdrew from a case, and what of ours rested on it."""
    output.line(f"[bold]{case.slug}[/]: {gone} statements are withdrawn.")
    labels = case.labels({s.entity for s in rested.statements})
    for said in rested.statements:
        by = said.author or said.method
        output.under(
            f"rests on it: {escape(labels.get(said.entity, ''))}: {said.prop} = "
            f"{escape(said.value)}  [dim]{escape(by)} · {said.id[:12]}[/]"
        )
    for package in rested.packages:
        output.under(f"was passed on in {package[:12]}, which is recalled too")
    for name in rested.exports:
        output.under(f"the case was written to {escape(name)}: see whether it must be written anew")


def _message(header: object) -> None:
    assert isinstance(header, dict)
    for name in ("kind", "sender", "made", "reference", "text", "purpose", "expires"):
        if header.get(name):
            output.line(f"{name:<10}{escape(str(header[name]))}")
    output.line()


def _sealed(paths: Sequence[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(path.glob("*.comity"))
        elif path.is_file():
            found.append(path)
        else:
            raise ComityError(f"There is no file {path}.")
    return found
