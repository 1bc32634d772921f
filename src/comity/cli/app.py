"""The command ``comity``: what its commands have in common."""

from pathlib import Path
from typing import Annotated

import typer

import comity

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
    help="The open workbench for investigations that cross borders: every fact shows where it "
    'came from.\n\nStart with: `comity init --agency "Your agency" --jurisdiction us`',
)
cases = typer.Typer(no_args_is_help=True, help="Open a case, or list the cases.")
readers = typer.Typer(no_args_is_help=True, help="Who may read here, and up to which level.")
statutes = typer.Typer(no_args_is_help=True, help="Look up the law, by jurisdiction and day.")
app.add_typer(cases, name="case")
app.add_typer(readers, name="reader")
app.add_typer(statutes, name="law")

FAILED = 1
"""The exit code where some files could not be read, or something is not as it was written."""

Slug = Annotated[str, typer.Argument(metavar="CASE", help="The case's short name.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON instead.")]
Thing = Annotated[str, typer.Argument(help="A name, or the beginning of an id.")]


@app.callback()
def start(
    ctx: typer.Context,
    as_reader: Annotated[
        str | None, typer.Option("--as", metavar="READER", help="Read and write as this reader.")
    ] = None,
    home: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="The node's folder (COMITY_HOME).")
    ] = None,
) -> None:
    """Remember as whom, and where."""
    ctx.obj = (home, as_reader)


def node(ctx: typer.Context) -> "comity.Workbench":
    """Open the node that the command line names, as its reader.

    Raises:
        ComityError: there is no node, or no such reader.
    """
    home, reader = ctx.obj
    return comity.open(home, reader)
