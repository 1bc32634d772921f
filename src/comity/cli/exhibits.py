"""The commands about exhibits: a small file that proves the history of a package, offline."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from comity import exchange
from comity.cli import output, papers
from comity.cli.app import FAILED, app, node
from comity.model import ComityError

exhibits = typer.Typer(no_args_is_help=True, help="Prove, to anybody, what became of a package.")
app.add_typer(exhibits, name="exhibit")


@exhibits.command("make", epilog="Example: comity exhibit make 3fa9c02b11d0 -o exhibit.txt")
def make(
    ctx: typer.Context,
    package: Annotated[str, typer.Argument(help="The beginning of a package's id.")],
    out: Annotated[Path, typer.Option("-o", "--output", help="The file to write.")],
    part: Annotated[
        str, typer.Option(help="A statement's id as it was sent, or data/files/… in the package.")
    ] = "",
) -> None:
    """Write what both logs say of a package, with proofs, so that anybody can check it."""
    with node(ctx) as bench:
        desk = exchange.Desk(bench)
        row = desk.received(package) if desk.has_received(package) else desk.sent(package)
        text = desk.exhibit(row, part)
    papers.write(out, text)
    output.line(f"Written: {escape(str(out))}")


@exhibits.command(
    "check", epilog="Example: comity exhibit check exhibit.txt --card us.json --card cn.json"
)
def check(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="The exhibit.")],
    card: Annotated[list[Path], typer.Option(help="The agencies' cards; may be repeated.")],
) -> None:
    """Check an exhibit with the agencies' cards alone: no node and no network are needed."""
    keys = [exchange.load_card(papers.read(one)).log for one in card]
    try:
        for sentence in exchange.check_exhibit(papers.read(path), keys):
            output.line(escape(sentence))
    except ComityError as error:
        output.errors.print(f"It does not hold: {error}", markup=False)
        raise typer.Exit(FAILED) from None
