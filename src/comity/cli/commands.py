"""The commands. Each opens the node, asks the case, and shows what it says."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape

import comity
from comity import network as net
from comity.case import SIDES
from comity.cli import output, review
from comity.cli.main import FAILED
from comity.model import ComityError, grade, handling

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
app.add_typer(cases, name="case")
app.add_typer(readers, name="reader")

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


@app.command(epilog='Example: comity init --agency "Hebei desk" --jurisdiction cn')
def init(
    ctx: typer.Context,
    agency: Annotated[str, typer.Option(help="The agency whose node this is.")],
    jurisdiction: Annotated[str, typer.Option(help="Whose law it obeys: us, cn, ...")],
) -> None:
    """Make a node: one agency's installation, in COMITY_HOME."""
    home, reader = ctx.obj
    with comity.create(agency, jurisdiction, home, reader) as node:
        output.line(f"{agency} has a node; its first reader is {node.reader}.")
        output.line('Next: comity case new xingtai "Xingtai fentanyl case"')


@cases.command("new", epilog='Example: comity case new xingtai "Xingtai fentanyl case"')
def case_new(
    ctx: typer.Context,
    slug: Slug,
    title: Annotated[str, typer.Argument(help="The case's title.")] = "",
    classification: Annotated[
        str, typer.Option(help=f"One of {', '.join(handling.CLASSIFICATIONS)}.")
    ] = "public",
) -> None:
    """Open a case."""
    with _node(ctx) as node:
        node.new_case(slug, title, classification)
        output.line(f"The case {slug} is open. Next: comity add {slug} FOLDER")


@cases.command("list", epilog="Example: comity case list")
def case_list(ctx: typer.Context, json: Json = False) -> None:
    """List the cases that you may see."""
    with _node(ctx) as node:
        found = [{"case": c.slug, "title": c.title, **c.count()} for c in node.cases()]
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
        str, typer.Option("--grade", help="4x4: source A-D or X, information 1-4.")
    ] = grade.UNKNOWN,
    classification: Annotated[
        str, typer.Option(help=f"One of {', '.join(handling.CLASSIFICATIONS)}.")
    ] = "public",
    code: Annotated[
        list[str] | None, typer.Option(help="SIENA handling code, H0 to H3; may be repeated.")
    ] = None,
    failed: Annotated[bool, typer.Option("--failed", help="List the files that failed.")] = False,
    json: Json = False,
) -> None:
    """Add files to a case. Safe to run again: what is there already stays as it is."""
    with _node(ctx) as node:
        case = node.case(slug)
        if failed:
            rows = case.failed()
            return output.as_json(rows) if json else _failures(rows)
        if not paths:
            raise ComityError(f"Nothing to add. Give files or folders: comity add {slug} FOLDER")
        unknown = sorted(set(code or ()) - set(handling.CODES))
        if unknown:
            raise ComityError(f"{unknown[0]} is no handling code. Use {', '.join(handling.CODES)}.")
        handled = handling.Handling(
            handling.level(classification),
            tuple(sorted(set(code or ()))),
            node.agency if code else "",
        )
        with _progress() as progress:
            found = case.add(*paths, mark=mark, handling=handled, progress=progress)
        if json:
            output.as_json(found)
        else:
            _added(found)
    if found.failures:
        raise typer.Exit(FAILED)
    return None


@app.command(epilog="Example: comity timeline xingtai --json")
def timeline(ctx: typer.Context, slug: Slug, json: Json = False) -> None:
    """Show what happened when, each line with its sources."""
    with _node(ctx) as node:
        found = node.case(slug).timeline()
        if json:
            return output.as_json(found)
        for happening in found:
            output.happening(happening)
        _none(found, "No events were found in this case's documents.")
    return None


@app.command(epilog="Example: comity who xingtai --on 2018-08-29")
def who(  # noqa: PLR0913
    ctx: typer.Context,
    slug: Slug,
    on: Annotated[str, typer.Option(metavar="DATE", help="As it stood on this day.")] = "",
    everyone: Annotated[bool, typer.Option("--all", help="The merely described too.")] = False,
    ask: Annotated[bool, typer.Option("--review", help="Decide who is one with whom.")] = False,
    json: Json = False,
) -> None:
    """Show parties and groups with their status, or review proposals on who is who."""
    with _node(ctx) as node:
        case = node.case(slug)
        if ask:
            return output.as_json(case.questions()) if json else review.review(case)
        found = case.who(_day(on))
        if json:
            return output.as_json(found)
        shown = [p for p in found if everyone or _telling(p)]
        for side in SIDES:
            there = [p for p in shown if p.side == side]
            if there and side:
                output.line(f"\n[bold underline]{SIDES[side]}[/]")
            for party in there:
                output.party(party)
        if len(shown) < len(found):
            output.line(
                f"[dim]{len(found) - len(shown)} more are only described; see them with --all[/]"
            )
        _none(found, "Nobody is named in this case's documents.")
    return None


@app.command(epilog="Example: comity claims xingtai")
def claims(ctx: typer.Context, slug: Slug, json: Json = False) -> None:
    """Show who says what; where sources disagree, side by side."""
    with _node(ctx) as node:
        case = node.case(slug)
        said, disputed, figures = case.claims(), case.disputes(), case.figures()
        if json:
            return output.as_json({"claims": said, "disputes": disputed, "figures": figures})
        for dispute in disputed:
            output.dispute(dispute)
        for figure in figures:
            output.figure(figure)
        for claim in said:
            output.claim(claim)
        _none(said, "Nobody is quoted in this case's documents.")
    return None


@app.command(epilog="Example: comity network xingtai --all --json")
def network(
    ctx: typer.Context,
    slug: Slug,
    everyone: Annotated[bool, typer.Option("--all", help="With the authorities.")] = False,
    json: Json = False,
) -> None:
    """Show rings and key players, with reasons."""
    with _node(ctx) as node:
        graph = node.case(slug).network(everyone=everyone)
        rings, players = net.rings(graph), net.key_players(graph)
        if json:
            return output.as_json({"graph": graph, "rings": rings, "key_players": players})
        labels = {n.id: n.label for n in graph.nodes}
        for ring in rings:
            names = ", ".join(labels[m] for m in ring.members)
            output.line(f"[bold]Ring {ring.number}[/]: {escape(names)}")
            output.under(f"[dim]{escape(ring.why)}[/]")
        for number, player in enumerate(players[:10], 1):
            output.line(f"[bold]{number}. {escape(player.node.label)}[/]  {player.score:.2f}")
            for reason in player.reasons:
                output.under(f"[dim]{escape(reason.text)}[/]")
        _none(graph.edges, "The sources link nobody to anybody.")
    return None


@app.command(epilog='Example: comity show xingtai "Liu Yong"')
def show(ctx: typer.Context, slug: Slug, thing: Thing, json: Json = False) -> None:
    """Show one thing or document whole: every value with document, span, quote, grade, asserter."""
    with _node(ctx) as node:
        case = node.case(slug)
        found: Any = case.document(thing) if case.is_document(thing) else case.show(thing)
        if json:
            return output.as_json(found)
        if hasattr(found, "document"):
            output.document(found)
        else:
            output.thing(found)
    return None


@app.command(epilog="Example: comity search xingtai '\"phone number\" diana'")
def search(ctx: typer.Context, slug: Slug, query: str, json: Json = False) -> None:
    """Search words, names and "phrases" in a case."""
    with _node(ctx) as node:
        found = node.case(slug).search(query)
        if json:
            return output.as_json(found)
        for hit in found:
            output.line(f"[bold]{escape(hit.label)}[/]  [dim]{hit.kind} {hit.id[:12]}[/]")
            if hit.quote:
                output.under(f"… {escape(hit.quote)} …")
        _none(found, f"Nothing in the case has all of these words: {query}")
    return None


@app.command(epilog='Example: comity note xingtai "Liu Yong" nationality cn --grade A1')
def note(  # noqa: PLR0913
    ctx: typer.Context,
    slug: Slug,
    thing: Thing,
    prop: Annotated[str, typer.Argument(help="A property of FollowTheMoney, such as alias.")],
    value: str,
    mark: Annotated[str, typer.Option("--grade", help="4x4 grade.")] = grade.UNKNOWN,
) -> None:
    """State what you know, or correct something, in your name. Take it back with `comity undo`."""
    with _node(ctx) as node:
        made = node.case(slug).note(thing, prop, value, mark)
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
    with _node(ctx) as node:
        output.line(f"Taken back: {node.case(slug).undo(statement).what}")


@app.command(epilog="Example: comity report xingtai -o case.html")
def report(
    ctx: typer.Context,
    slug: Slug,
    out: Annotated[Path, typer.Option("-o", "--output", help=".html, .json, .graphml or .csv")],
) -> None:
    """Write the case: one printable page, or FollowTheMoney, GraphML, CSV for other tools."""
    with _node(ctx) as node:
        node.case(slug).report(out)
        output.line(f"Written: {out}")


@app.command(epilog="Example: comity verify")
def verify(ctx: typer.Context, json: Json = False) -> None:
    """Check that files, statements and log are unchanged, and say what is not."""
    with _node(ctx) as node:
        found = node.verify()
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


@readers.command("add", epilog="Example: comity reader add li --clearance restricted")
def reader_add(
    ctx: typer.Context,
    name: str,
    clearance: Annotated[str, typer.Option(help=f"One of {', '.join(handling.CLASSIFICATIONS)}.")],
) -> None:
    """Add a reader, or change one's clearance."""
    with _node(ctx) as node:
        node.add_reader(name, clearance)
        output.line(f"{name} may read up to {clearance}.")


@readers.command("list", epilog="Example: comity reader list")
def reader_list(ctx: typer.Context, json: Json = False) -> None:
    """List the readers and their clearance."""
    with _node(ctx) as node:
        found = node.readers()
        if json:
            return output.as_json(found)
        for name, clearance in found.items():
            output.line(f"{name}  {clearance}")
    return None


def _node(ctx: typer.Context) -> "comity.Workbench":
    home, reader = ctx.obj
    return comity.open(home, reader)


def _progress() -> Any:
    from comity.cli.progress import bar  # noqa: PLC0415

    return bar()


def _telling(party: Any) -> bool:
    """Return whether a party says something by itself: a name, or people who stand accused."""
    return bool(party.schema != "Group" or (party.size and party.status != "mentioned"))


def _day(on: str) -> str:
    from datetime import date  # noqa: PLC0415

    try:
        return date.fromisoformat(on).isoformat() if on else ""
    except ValueError:
        raise ComityError(f"{on!r} is not a day. Give it as 2018-08-29.") from None


def _added(found: "comity.case.Added") -> None:
    output.line(
        f"{found.documents} documents added with {found.statements:,} statements; "
        f"{found.known} were there already."
    )
    if found.reprints:
        output.line(f"{found.reprints} links between documents that tell the same report.")
    if found.proposals:
        output.line(f"{found.proposals} new proposals on who is who: comity who CASE --review")
    if found.failures:
        output.errors.print(f"{len(found.failures)} files could not be read:")
        _failures(list(found.failures), sys.stderr)


def _failures(rows: list[Any], stream: Any = None) -> None:
    console = output.errors if stream is sys.stderr else output.console
    for row in rows:
        console.print(f"  {row.origin} {row.reason}", markup=False)
    if not rows and stream is None:
        output.line("Every file could be read.")


def _none(found: Any, text: str) -> None:
    if not found:
        output.line(text)
