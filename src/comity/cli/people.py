"""The commands about people: readers with their roles and clearance, and API tokens."""

from typing import Annotated

import typer
from rich.markup import escape

from comity.case import PERMISSIONS
from comity.cli import output
from comity.cli.app import Json, app, node, readers
from comity.model import handling
from comity.store import ROLES, Person, Token

tokens = typer.Typer(no_args_is_help=True, help="API tokens, by which programs come in for you.")
app.add_typer(tokens, name="token")

Name = Annotated[str, typer.Argument(help="The reader's name.")]
Roles = Annotated[list[str], typer.Argument(help=f"One or more of {', '.join(ROLES)}.")]


@readers.command("add", epilog="Example: comity reader add li --clearance restricted")
def reader_add(
    ctx: typer.Context,
    name: Name,
    clearance: Annotated[
        str | None, typer.Option(help=f"One of {', '.join(handling.CLASSIFICATIONS)}.")
    ] = None,
    role: Annotated[
        list[str] | None,
        typer.Option(help=f"One of {', '.join(ROLES)}; may be repeated. Default: investigator."),
    ] = None,
) -> None:
    """Add a reader, or change one's clearance. Without --clearance it has no role yet."""
    with node(ctx) as bench:
        made = bench.add_reader(name, clearance, role or None)
    output.line(_said(made))
    if not made.roles:
        output.line(f"A supervisor says what for: comity reader give {escape(name)} investigator")


@readers.command("list", epilog="Example: comity reader list")
def reader_list(ctx: typer.Context, json: Json = False) -> None:
    """List the readers with their clearance and roles."""
    with node(ctx) as bench:
        found = bench.people()
    if json:
        return output.as_json([_plain(person) for person in found])
    for person in found:
        output.line(_said(person))
    return None


@readers.command("give", epilog="Example: comity reader give li analyst liaison")
def reader_give(ctx: typer.Context, name: Name, roles: Roles) -> None:
    """Give a reader more roles."""
    with node(ctx) as bench:
        output.line(_said(bench.give_roles(name, *roles)))


@readers.command("take", epilog="Example: comity reader take li analyst")
def reader_take(ctx: typer.Context, name: Name, roles: Roles) -> None:
    """Take roles from a reader."""
    with node(ctx) as bench:
        output.line(_said(bench.take_roles(name, *roles)))


@readers.command("remove", epilog="Example: comity reader remove li")
def reader_remove(ctx: typer.Context, name: Name) -> None:
    """Have somebody be a reader no more: open sessions and tokens end. The record stays."""
    with node(ctx) as bench:
        bench.remove_reader(name)
        output.line(f"{escape(name)} is no reader any more.")


@readers.command("history", epilog="Example: comity reader history li")
def reader_history(ctx: typer.Context, name: Name, json: Json = False) -> None:
    """Show what somebody's roles and clearance were, since when, and by whom."""
    with node(ctx) as bench:
        found = bench.history(name)
    if json:
        return output.as_json([_plain(person) for person in found])
    for person in found:
        output.line(f"{person.at}  {_said(person)}  [dim]by {escape(person.by or 'the node')}[/]")
    return None


@readers.command("roles", epilog="Example: comity reader roles")
def reader_roles(json: Json = False) -> None:
    """Show what each role may do, and why."""
    if json:
        return output.as_json(list(PERMISSIONS.values()))
    for permission in PERMISSIONS.values():
        output.line(f"[bold]{permission.name}[/]  {permission.what}")
        output.under(f"{', '.join(permission.roles)}. [dim]{permission.why}[/]", 2)
    return None


@tokens.command("new", epilog="Example: comity token new --name laptop --days 90 --may read")
def token_new(
    ctx: typer.Context,
    name: Annotated[str, typer.Option(help="What you call it.")],
    days: Annotated[int, typer.Option(help="For how many days it is good.")] = 90,
    may: Annotated[
        list[str] | None,
        typer.Option(help=f"Only this; may be repeated: {', '.join(PERMISSIONS)}."),
    ] = None,
) -> None:
    """Make an API token of yours and print it, this once."""
    with node(ctx) as bench:
        print(bench.new_token(name, days, may or None))
    output.errors.print("Keep it as you would a password: it cannot be shown again.")


@tokens.command("list", epilog="Example: comity token list")
def token_list(ctx: typer.Context, json: Json = False) -> None:
    """List your tokens, or everybody's if you manage people."""
    with node(ctx) as bench:
        found = bench.tokens()
    if json:
        rows = [t._asdict() | {"may": t.may and sorted(t.may)} for t in found]
        return output.as_json(rows)
    for token in found:
        output.line(f"{escape(token.name)}  {escape(token.reader)}  {_state(token)}")
    if not found:
        output.line("There are no tokens. Make one: comity token new --name NAME")
    return None


@tokens.command("revoke", epilog="Example: comity token revoke laptop")
def token_revoke(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help="What the token is called.")],
    of: Annotated[str | None, typer.Option(help="Whose it is, if not yours.")] = None,
) -> None:
    """End a token at once."""
    with node(ctx) as bench:
        bench.revoke_token(name, of)
        output.line(f"The token {escape(name)} is no longer good.")


def _said(person: Person) -> str:
    roles = ", ".join(sorted(person.roles, key=ROLES.index)) or "no role yet"
    state = "" if person.active else "  [dim](left)[/]"
    return f"[bold]{escape(person.name)}[/]  {person.clearance}  {roles}{state}"


def _plain(person: Person) -> dict[str, object]:
    roles = sorted(person.roles, key=ROLES.index)
    return {"name": person.name, "clearance": person.clearance, "roles": roles} | {
        key: value for key, value in person._asdict().items() if key in ("active", "by", "at")
    }


def _state(token: Token) -> str:
    limit = f"only {', '.join(sorted(token.may))}" if token.may is not None else "all you may"
    until = f"until {token.expires[:10]}" if token.good else "[dim]no longer good[/]"
    return f"{limit}  {until}"
