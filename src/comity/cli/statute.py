"""The commands that look up the law: substances, offences in two laws, penalties."""

from datetime import date
from typing import Annotated

import typer
from rich.markup import escape

from comity import law
from comity.cli import output
from comity.cli.app import FAILED, Json, statutes
from comity.model import ComityError

In = Annotated[str, typer.Option("--in", metavar="JURISDICTION", help="us, cn, un, eu.")]
On = Annotated[str, typer.Option(metavar="DATE", help="The day that counts; else today.")]


@statutes.command(epilog="Example: comity law substance fentanyl --in cn --on 2017-08-01")
def substance(name: str, where: In, on: On = "", json: Json = False) -> None:
    """Show what a substance is, whether it was controlled on a day, and which amounts matter."""
    day = on or date.today().isoformat()
    known = law.substance(name)
    control = law.control(name, where, day)
    amounts = law.thresholds(name, where, day)
    if json:
        return output.as_json({"substance": known, "control": control, "thresholds": amounts})
    if known is None:
        raise ComityError(f"{name!r} is not in the table of substances.")
    line = " · ".join(
        x for x in (*known.names_zh, known.cas and f"CAS {known.cas}", known.family) if x
    )
    output.line(f"[bold]{escape(known.name)}[/]  {escape(line)}")
    for row in control:
        output.row(row, f"Controlled: {row.listed}")
    for amount in amounts:
        output.row(amount, f"{amount.tier}, {amount.at_least} or more: {amount.sentence}")
    if not control:
        output.line(f"Whether it was controlled in {where} on {day} is not known here.")
    return None


@statutes.command(
    epilog="Example: comity law dual trafficking --substance fentanyl --between us,cn "
    "--on 2017-08-01"
)
def dual(
    act: str,
    substance: Annotated[str, typer.Option(help="A name, in any language.")],
    between: Annotated[str, typer.Option(help="Jurisdictions, as us,cn.")],
    on: On = "",
    json: Json = False,
) -> None:
    """Compare two laws, element by element: is it a crime in both?"""
    parties = tuple(part.strip() for part in between.split(",") if part.strip())
    found = law.dual(act, substance, parties, on or date.today().isoformat())
    if json:
        return output.as_json(found)
    verdict = "[green]found in each[/]" if found.holds else "[yellow]not found in each[/]"
    output.line(f"[bold]{escape(found.act)}[/], {escape(substance)}, {found.on}: {verdict}")
    for e in found.elements:
        mark = {True: "[green]yes[/]", False: "[red]no[/]", None: "[yellow]not known[/]"}[e.met]
        output.under(f"{e.jurisdiction} · {e.name}: {mark}  {escape(e.says)}")
        output.under(f"[dim]{escape('; '.join(e.articles))}[/]", 8)
    output.line("[dim]The rows are lined up; whether they match, a lawyer decides.[/]")
    return None


@statutes.command(epilog='Example: comity law penalty "life imprisonment" --in cn --for us')
def penalty(
    name: str,
    where: In,
    on: On = "",
    reader: Annotated[
        str, typer.Option("--for", help="Whose law you know: show its penalty beside it.")
    ] = "",
    json: Json = False,
) -> None:
    """Show what a penalty is, what usually follows, and what it is not."""
    found = law.penalty(name, where, on)
    if json:
        return output.as_json(found)
    if found is None:
        raise ComityError(f"The penalty {name!r} is not known here for {where}.")
    output.row(found, found.name)
    for title, text in (("Usually", found.usually), ("It is not", found.is_not)):
        if text:
            output.under(f"[bold]{title}:[/] {escape(text)}")
    if reader:
        _beside(law.penalty(name, reader, on), reader)
    return None


def _beside(own: law.Penalty | None, reader: str) -> None:
    """Show what the reader's own law calls so, or that it is not known to have it."""
    if own is None:
        output.under(f"[bold]In {reader}:[/] no penalty of that name is known here.")
    else:
        output.under(f"[bold]In {reader}, by that name:[/]")
        output.row(own, own.name)


@statutes.command(epilog="Example: comity law check")
def check(json: Json = False) -> None:
    """Check the law's files: sources, dates, overlaps, gaps, dead references."""
    found = law.check()
    if json:
        output.as_json(found)
    for problem in () if json else found:
        output.line(escape(str(problem)))
    if not json and not found:
        output.line("Every row has its source and dates, every policy its row and its tests.")
    if found:
        raise typer.Exit(FAILED)
