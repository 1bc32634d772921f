"""The commands that write: a node, cases, files, notes, reports; and what checks them."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape

import comity
from comity import exchange
from comity.cli import output, papers
from comity.cli.app import FAILED, Json, Slug, Thing, app, cases, node
from comity.cli.progress import bar
from comity.model import ComityError, grade, handling

Classification = Annotated[str, typer.Option(help=f"One of {', '.join(handling.CLASSIFICATIONS)}.")]
Code = Annotated[
    list[str] | None,
    typer.Option(help="Handling code: H0 to H3, TLP:…, INFORMANT, …; may be repeated."),
]


@app.command(epilog='Example: comity init --agency "Hebei desk" --jurisdiction cn')
def init(
    ctx: typer.Context,
    agency: Annotated[str, typer.Option(help="The agency whose node this is.")],
    jurisdiction: Annotated[str, typer.Option(help="Whose law it obeys: us, cn, ...")],
) -> None:
    """Make a node: one agency's installation, in COMITY_HOME."""
    home, reader = ctx.obj
    with comity.create(agency, jurisdiction, home, reader) as bench:
        output.line(f"{agency} has a node; its first reader is {bench.reader}.")
        output.line('Next: comity case new NAME "The case\'s title"')


@cases.command("new", epilog='Example: comity case new xingtai "Xingtai fentanyl case"')
def case_new(
    ctx: typer.Context,
    slug: Slug,
    title: Annotated[str, typer.Argument(help="The case's title.")] = "",
    classification: Classification = "public",
) -> None:
    """Open a case."""
    with node(ctx) as bench:
        bench.new_case(slug, title, classification)
        output.line(f"The case {slug} is open. Next: comity add {slug} FOLDER")


@cases.command("list", epilog="Example: comity case list")
def case_list(ctx: typer.Context, json: Json = False) -> None:
    """List the cases that you may see."""
    with node(ctx) as bench:
        found = [{"case": c.slug, "title": c.title, **c.count()} for c in bench.cases()]
        if json:
            return output.as_json(found)
        for row in found:
            output.line(
                f"[bold]{row['case']}[/]  {row['title']}  [dim]{row['documents']} documents[/]"
            )
        if not found:
            output.line('No cases yet. Open one: comity case new NAME "Title"')
    return None


@app.command(epilog="Example: comity add xingtai reports/ 'more/*.pdf' --grade B2")
def add(
    ctx: typer.Context,
    slug: Slug,
    paths: Annotated[
        list[str] | None, typer.Argument(help="Files, folders, globs; - for standard input.")
    ] = None,
    mark: Annotated[
        str, typer.Option("--grade", help="4x4: source A, B, C or X, information 1 to 4.")
    ] = grade.UNKNOWN,
    classification: Classification = "public",
    code: Code = None,
    failed: Annotated[bool, typer.Option("--failed", help="List the files that failed.")] = False,
    json: Json = False,
) -> None:
    """Add files to a case. Safe to run again: what is there already stays as it is."""
    with node(ctx) as bench:
        case = bench.case(slug)
        if failed:
            rows = case.failed()
            return output.as_json(rows) if json else _failures(rows)
        if not paths:
            raise ComityError(f"Nothing to add. Give files or folders: comity add {slug} FOLDER")
        handled = bench.handling(classification, code or ())
        try:
            with bar() as progress:
                found = case.add(*paths, mark=mark, handling=handled, progress=progress)
        except KeyboardInterrupt:
            kept = case.count()["documents"]
            output.errors.print(f"Stopped. The case has {kept} documents; run it again to go on.")
            raise typer.Exit(130) from None
        if json:
            output.as_json(found)
        else:
            _added(found)
    if found.failures:
        raise typer.Exit(FAILED)
    return None


@app.command(epilog='Example: comity note xingtai "Liu Yong" nationality cn --grade A1')
def note(
    ctx: typer.Context,
    slug: Slug,
    thing: Thing,
    prop: Annotated[str, typer.Argument(help="A property of FollowTheMoney, such as alias.")],
    value: str,
    mark: Annotated[str, typer.Option("--grade", help="4x4 grade.")] = grade.UNKNOWN,
    classification: Classification = "public",
    code: Code = None,
) -> None:
    """State what you know, or correct something, in your name. Take it back with `comity undo`."""
    with node(ctx) as bench:
        conditions = bench.handling(classification, code or ())
        made = bench.case(slug).note(thing, prop, value, mark, conditions)
        output.line(f"Stated by {made.author}: {made.prop} = {made.value}  [dim]{made.id[:12]}[/]")


@app.command(epilog="Example: comity undo xingtai 3fa9c02b11d0")
def undo(
    ctx: typer.Context,
    slug: Slug,
    statement: Annotated[
        str, typer.Argument(help="The beginning of a statement's id; else your last one.")
    ] = "",
) -> None:
    """Take back your last note or decision, or withdraw any statement. The record keeps both."""
    with node(ctx) as bench:
        undone = bench.case(slug).undo(statement)
        output.line(f"Taken back: {undone.what}")
        output.line(f"[dim]Bring it back with: comity undo {slug} {undone.by[:12]}[/]")


@app.command(epilog="Example: comity report xingtai -o case.html")
def report(
    ctx: typer.Context,
    slug: Slug,
    out: Annotated[Path, typer.Option("-o", "--output", help=".html, .json, .graphml or .csv")],
) -> None:
    """Write the case: one printable page, or FollowTheMoney, GraphML, CSV for other tools."""
    with node(ctx) as bench:
        bench.case(slug).report(out)
        output.line(f"Written: {out}")


@app.command(epilog="Example: comity log --last 20")
def log(
    ctx: typer.Context,
    last: Annotated[int, typer.Option(min=1, help="How many entries.")] = 20,
    json: Json = False,
) -> None:
    """Show the last entries of the log: who did what, when."""
    with node(ctx) as bench:
        found = bench.log(last)
    if json:
        return output.as_json(found)
    for entry in found:
        output.entry(entry)
    return None


@app.command(epilog="Example: comity verify")
def verify(
    ctx: typer.Context,
    partner: Annotated[
        str, typer.Option(help="Check this partner's log against yours instead.")
    ] = "",
    head: Annotated[
        Path | None, typer.Option(help="First compare a head of its log that another was shown.")
    ] = None,
    json: Json = False,
) -> None:
    """Check that files, statements and log are unchanged, and say what is not."""
    with node(ctx) as bench:
        desk = exchange.Desk(bench)
        if head is not None:
            desk.compare(partner, papers.read(head))
        found = desk.verify(partner) if partner else bench.verify()
    if json:
        output.as_json(found)
    else:
        for finding in found:
            mark = "[red]changed[/]" if finding.wrong else "[green]unchanged[/]"
            output.line(f"{finding.checked:>9,} {finding.what}: {mark}")
            for wrong in finding.wrong:
                output.under(wrong, 10)
    if any(finding.wrong for finding in found):
        raise typer.Exit(FAILED)


def _added(found: "comity.case.Added") -> None:
    output.line(
        f"{found.documents} documents added with {found.statements:,} statements; "
        f"{found.known} were there already."
    )
    if found.reprints:
        output.line(f"{found.reprints} links between documents that tell the same report.")
    if found.proposals:
        output.line(f"{found.proposals} new proposals on who is who: comity who CASE --review")
    for name in found.foreign:
        said = "Only phones, addresses and numbers were read in it."
        output.line(f"Neither English nor Chinese: {escape(name)}. {said}")
    if found.failures:
        output.errors.print(f"{len(found.failures)} files could not be read:")
        _failures(list(found.failures), sys.stderr)


def _failures(rows: list[Any], stream: Any = None) -> None:
    console = output.errors if stream is sys.stderr else output.console
    for row in rows:
        console.print(f"  {row.origin} {row.reason}", markup=False)
    if not rows and stream is None:
        output.line("Every file could be read.")
