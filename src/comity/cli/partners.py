"""The commands about partners: our card and keys, theirs, and whom we trust."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from comity import exchange
from comity.cli import output, papers
from comity.cli.app import Json, app, node
from comity.model import ComityError

partners = typer.Typer(no_args_is_help=True, help="Partners: whose packages are taken, and sent.")
app.add_typer(partners, name="partner")

Name = Annotated[str, typer.Argument(help="The partner's name here, such as cn.")]


@partners.command("card", epilog="Example: comity partner card -o us.card.json")
def card(
    ctx: typer.Context,
    out: Annotated[
        Path | None, typer.Option("-o", "--output", help="The file to write; else the terminal.")
    ] = None,
    address: Annotated[
        str | None, typer.Option(help="Where your node can be reached, such as https://….")
    ] = None,
) -> None:
    """Write your own card, to be given to a partner, and print its fingerprint."""
    with node(ctx) as bench:
        desk = exchange.Desk(bench)
        own = desk.card if address is None else desk.reach(address)
    if out is None:
        print(own.dump(), end="")
    else:
        papers.write(out, own.dump())
        output.line(f"Written: {escape(str(out))}. Give it to your partner.")
    output.errors.print(f"Fingerprint, to be read out by telephone: [bold]{own.fingerprint}[/]")


@partners.command("add", epilog="Example: comity partner add cn.card.json --name cn")
def add(
    ctx: typer.Context,
    path: Annotated[Path, typer.Argument(metavar="CARD", help="The card's file.")],
    name: Annotated[str, typer.Option(help="What to call it here; else its country.")] = "",
    fingerprint: Annotated[
        str, typer.Option(help="The fingerprint as the partner told you; else you are asked.")
    ] = "",
) -> None:
    """Take a partner's card, after you have compared its fingerprint with the partner."""
    with node(ctx) as bench:
        desk, text = exchange.Desk(bench), papers.read(path, "a card")
        try:
            made = desk.add_partner(text, name=name, fingerprint=fingerprint)
        except exchange.Confirm as confirm:
            output.errors.print(str(confirm), markup=False)
            if not typer.confirm("Did the partner read out the same?", err=True):
                raise ComityError("Nothing was added: the fingerprint was not confirmed.") from None
            shown = str(confirm).rsplit(": ", 1)[1]
            made = desk.add_partner(text, name=name, fingerprint=shown)
    output.line(f"{made.name} is a partner: {escape(made.card.agency)}, {made.card.jurisdiction}.")


@partners.command("list", epilog="Example: comity partner list")
def listing(ctx: typer.Context, json: Json = False) -> None:
    """List the partners, with their fingerprints and whether they are trusted."""
    with node(ctx) as bench:
        found = exchange.Desk(bench).partners()
    if json:
        return output.as_json([p._replace(card=p.card._asdict()) for p in found])  # type: ignore[arg-type]
    for one in found:
        flag = "" if one.state == "trusted" else f" [red]{one.state}[/]"
        output.line(f"[bold]{one.name}[/]  {escape(one.card.agency)}{flag}")
        output.under(
            f"[dim]{one.card.fingerprint} · card {one.card.serial} · {one.added_at[:10]}[/]"
        )
    if not found:
        output.line("No partners yet. Exchange cards: comity partner card, comity partner add FILE")
    return None


@partners.command("revoke", epilog="Example: comity partner revoke cn")
def revoke(ctx: typer.Context, name: Name) -> None:
    """Trust a partner no more: nothing is sent to it, and nothing of it is taken in."""
    with node(ctx) as bench:
        found = exchange.Desk(bench).revoke(name)
    output.line(f"{found.name} is trusted no more. To trust it again, add a new card of its.")


@partners.command("rotate", epilog="Example: comity partner rotate --lost")
def rotate(
    ctx: typer.Context,
    lost: Annotated[
        bool, typer.Option("--lost", help="The old keys were lost or stolen: revoke them.")
    ] = False,
) -> None:
    """Change your node's own keys. Give partners the new card: comity partner card."""
    with node(ctx) as bench:
        own = exchange.Desk(bench).rotate(lost=lost)
    output.line(
        f"New keys: card {own.serial}. Give it to your partners: comity partner card -o FILE"
    )
    if lost:
        output.line("As the old key no longer vouches for it, they compare the fingerprint again:")
    output.line(own.fingerprint)


@partners.command("head", epilog="Example: comity partner head cn -o cn.head")
def head(
    ctx: typer.Context,
    name: Name,
    out: Annotated[Path, typer.Option("-o", "--output", help="The file to write.")],
) -> None:
    """Write the head that a partner has shown of its log, for another agency to compare.

    Two agencies that were shown two logs find it so: comity verify --partner cn --head FILE
    """
    with node(ctx) as bench:
        found = exchange.Desk(bench).head(name)
    if not found:
        raise ComityError(f"{name} has shown nothing of its log yet.")
    papers.write(out, found)
    output.line(f"Written: {escape(str(out))}")


@partners.command("allow", epilog="Example: comity partner allow cn --least 5 --asks 2")
def allow(
    ctx: typer.Context,
    name: Name,
    most: Annotated[int, typer.Option(min=1, help="Identifiers in one ask, at most.")] = 200_000,
    least: Annotated[int, typer.Option(min=1, help="Identifiers in one ask, at least.")] = 10,
    asks: Annotated[int, typer.Option(min=0, help="Asks within the days.")] = 10,
    answered: Annotated[int, typer.Option(min=0, help="New ones within the days.")] = 500_000,
    days: Annotated[int, typer.Option(min=1, help="The days that are looked back on.")] = 30,
) -> None:
    """Set how much a partner may ask by `comity overlap`, so that fishing is refused."""
    with node(ctx) as bench:
        allowed = exchange.Allowance(most, least, asks, answered, days)
        exchange.Desk(bench).allow(name, allowed)
    output.line(f"{name} may ask {asks} times in {days} days, with {least:,} to {most:,} each.")
