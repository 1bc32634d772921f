"""The commands that show a case: listings, each also as JSON."""

from datetime import date
from typing import Annotated, Any

import typer
from rich.markup import escape

from comity import network as net
from comity.case import SIDES, Case, Hit
from comity.cli import output, review
from comity.cli.app import Json, Slug, Thing, app, node
from comity.model import ComityError


@app.command(epilog="Example: comity timeline xingtai --json")
def timeline(ctx: typer.Context, slug: Slug, json: Json = False) -> None:
    """Show what happened when, each line with its sources."""
    with node(ctx) as bench:
        case = bench.case(slug)
        found = case.timeline()
        if json:
            return output.as_json(found)
        for happening in found:
            output.happening(happening)
        _none(case, found, "No events were found in this case's documents.")
    return None


@app.command(epilog="Example: comity who xingtai --on 2018-08-29")
def who(
    ctx: typer.Context,
    slug: Slug,
    on: Annotated[str, typer.Option(metavar="DATE", help="As it stood on this day.")] = "",
    everyone: Annotated[bool, typer.Option("--all", help="The merely described too.")] = False,
    ask: Annotated[bool, typer.Option("--review", help="Decide who is one with whom.")] = False,
    json: Json = False,
) -> None:
    """Show parties and groups with their status, or review proposals on who is who."""
    with node(ctx) as bench:
        case = bench.case(slug)
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
        _none(case, found, "Nobody is named in this case's documents.")
    return None


@app.command(epilog="Example: comity claims xingtai")
def claims(ctx: typer.Context, slug: Slug, json: Json = False) -> None:
    """Show who says what; where sources disagree, side by side."""
    with node(ctx) as bench:
        case = bench.case(slug)
        said, disputed, figures = case.claims(), case.disputes(), case.figures()
        if json:
            return output.as_json({"claims": said, "disputes": disputed, "figures": figures})
        for dispute in disputed:
            output.dispute(dispute)
        for figure in figures:
            output.figure(figure)
        for claim in said:
            output.claim(claim)
        _none(case, said, "Nobody is quoted in this case's documents.")
    return None


@app.command(epilog="Example: comity network xingtai --all --json")
def network(
    ctx: typer.Context,
    slug: Slug,
    everyone: Annotated[bool, typer.Option("--all", help="With the authorities.")] = False,
    json: Json = False,
) -> None:
    """Show rings and key players, with reasons."""
    with node(ctx) as bench:
        case = bench.case(slug)
        graph = case.network(everyone=everyone)
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
        _none(case, graph.edges, "The sources link nobody to anybody.")
    return None


@app.command(epilog="Example: comity sources xingtai")
def sources(ctx: typer.Context, slug: Slug, json: Json = False) -> None:
    """Show the documents, and which of them tell the same report again."""
    with node(ctx) as bench:
        case = bench.case(slug)
        found = case.sources()
        if json:
            return output.as_json(found)
        names = {s.document.id: s.document.name for s in found}
        for source in found:
            output.source(source, [names[i] for i in source.same])
        count = case.count()
        output.line(f"{count['documents']} documents, {count['sources']} independent sources")
    return None


@app.command(epilog='Example: comity show xingtai "Liu Yong"')
def show(ctx: typer.Context, slug: Slug, thing: Thing, json: Json = False) -> None:
    """Show one thing or document whole: every value with document, span, quote, grade, asserter."""
    with node(ctx) as bench:
        case = bench.case(slug)
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
    with node(ctx) as bench:
        case = bench.case(slug)
        found = case.search(query)
        if json:
            return output.as_json(found)
        for hit in found:
            output.line(f"[bold]{escape(hit.label)}[/]  [dim]{hit.kind} {hit.id[:12]}[/]")
            if hit.quote:
                output.under(f"… {_marked(hit)} …")
        _none(case, found, f"Nothing in the case has all of these words: {query}")
    return None


def _marked(hit: Hit) -> str:
    """Return a hit's quote with the words that were asked for in bold."""
    shown, at = "", 0
    for start, end in hit.marks:
        shown += f"{escape(hit.quote[at:start])}[bold]{escape(hit.quote[start:end])}[/]"
        at = end
    return shown + escape(hit.quote[at:])


def _telling(party: Any) -> bool:
    """Return whether a party says something by itself: a name, or people who stand accused."""
    return bool(party.schema != "Group" or (party.size and party.status != "mentioned"))


def _day(on: str) -> str:
    try:
        return date.fromisoformat(on).isoformat() if on else ""
    except ValueError:
        raise ComityError(f"{on!r} is not a day. Give it as 2018-08-29.") from None


def _none(case: Case, found: Any, text: str) -> None:
    """Say why there is nothing to show, where there is nothing."""
    if not found:
        empty = not case.count()["documents"]
        output.line(f"No documents yet. Next: comity add {case.slug} FOLDER" if empty else text)
