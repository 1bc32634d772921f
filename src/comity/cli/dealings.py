"""The commands about leads, requests for assistance, and assurances."""

from datetime import date
from typing import Annotated

import typer
from rich.markup import escape

from comity.case import Case
from comity.cli import output
from comity.cli.app import Json, Slug, app, node
from comity.cli.changes import Code
from comity.cli.sending import Expires, Message, Offence, Purpose, Substance, To, What
from comity.exchange import (
    ANSWERS,
    ASSURANCE,
    LEAD,
    REQUEST,
    SIDES,
    Becomes,
    Desk,
    Draft,
    Wish,
)
from comity.model import grade
from comity.store import PackageRow

leads = typer.Typer(no_args_is_help=True, help="Tips that agencies give each other.")
requests = typer.Typer(no_args_is_help=True, help="Requests for assistance.")
assurances = typer.Typer(no_args_is_help=True, help="What agencies promise, permit, consent to.")
app.add_typer(leads, name="lead")
app.add_typer(requests, name="request")
app.add_typer(assurances, name="assure")

Id = Annotated[str, typer.Argument(metavar="ID", help="The beginning of its id.")]
Grade = Annotated[
    str, typer.Option("--grade", help="4x4: source A, B, C or X, information 1 to 4.")
]
Deadline = Annotated[str, typer.Option(help="Answer by this day, as 2019-12-31.")]


@leads.command("new", epilog="Example: comity lead new xingtai --to cn --about 'A phone number'")
def lead_new(
    ctx: typer.Context,
    slug: Slug,
    to: To,
    about: Annotated[str, typer.Option(help="What it is about, in a line.")],
    words: Annotated[str, typer.Option("--words", help="What was said.")] = "",
    what: What = None,
    source: Annotated[
        str, typer.Option(help="Who told it: a name of the case. It never leaves this node.")
    ] = "",
    conditions: Annotated[str, typer.Option(help="What you ask of whoever uses it.")] = "",
    deadline: Deadline = "",
    mark: Grade = grade.UNKNOWN,
    code: Code = None,
    purpose: Purpose = "",
    expires: Expires = "",
) -> None:
    """Give a partner a lead: what, how far it can be trusted, and under which conditions."""
    with node(ctx) as bench:
        desk, case = Desk(bench), bench.case(slug)
        props = {
            "name": about,
            "description": words,
            "conditions": conditions,
            "deadline": deadline,
            "tipster": case.find(source) if source else "",
        }
        draft = Draft(LEAD, props, mark, bench.handling("public", code or ()))
        sides = bench.agency, desk.partner(to).card.agency
        wish = Wish(to, tuple(what or ()), about, purpose, files=False, expires=expires)
        sent = desk.start(case, draft, sides, wish)
        _sent(desk, sent, to)


@leads.command("list", epilog="Example: comity lead list xingtai")
def lead_list(ctx: typer.Context, slug: Slug, json: Json = False) -> None:
    """List the leads given and received, with their deadlines and what came of them."""
    return _list(ctx, slug, LEAD, json)


@leads.command("close", epilog="Example: comity lead close xingtai 3fa9 --to us 'Two arrests'")
def lead_close(
    ctx: typer.Context,
    slug: Slug,
    lead: Id,
    outcome: Annotated[str, typer.Argument(help="What came of it.")],
    to: To,
) -> None:
    """State what came of a lead, and tell the partner."""
    with node(ctx) as bench:
        desk, case = Desk(bench), bench.case(slug)
        found = desk.dealing(case, LEAD, lead)
        wish = Wish(to, (), outcome, files=False, kind="answer")
        sent = desk.tell(case, found, Draft(LEAD, {"outcome": outcome}), wish)
        _sent(desk, sent, to)


@requests.command(
    "new",
    epilog="Example: comity request new xingtai --to cn --about 'Bank records' --facts '…' …",
)
def request_new(
    ctx: typer.Context,
    slug: Slug,
    to: To,
    about: Annotated[str, typer.Option(help="What it is about, in a line.")],
    authority: Annotated[str, typer.Option(help="The authority that conducts the case.")],
    nature: Annotated[str, typer.Option(help="Investigation, prosecution or trial, and of what.")],
    facts: Annotated[str, typer.Option(help="A summary of the facts.")],
    assistance: Annotated[str, typer.Option(help="The assistance that is sought.")],
    aim: Annotated[str, typer.Option(help="What the evidence is sought for.")],
    concerned: Annotated[str, typer.Option(help="Persons concerned, where known.")] = "",
    procedure: Annotated[str, typer.Option(help="A procedure that should be followed.")] = "",
    legal_basis: Annotated[str, typer.Option(help="Treaty and article.")] = "",
    confidential: Annotated[str, typer.Option(help="Why it must be kept secret.")] = "",
    urgency: Annotated[str, typer.Option(help="Why it is urgent.")] = "",
    deadline: Deadline = "",
    what: What = None,
    offence: Offence = "",
    substance: Substance = "",
    purpose: Purpose = "",
) -> None:
    """Ask a partner for assistance, with the contents that the treaties ask for."""
    with node(ctx) as bench:
        desk, case = Desk(bench), bench.case(slug)
        props = {
            "name": about, "authority": authority, "nature": nature, "facts": facts,
            "assistance": assistance, "aim": aim, "concerned": concerned, "procedure": procedure,
            "legalBasis": legal_basis, "confidential": confidential, "urgency": urgency,
            "deadline": deadline, "offence": offence,
        }  # fmt: skip
        draft = Draft(REQUEST, props)
        sides = bench.agency, desk.partner(to).card.agency
        wish = Wish(to, tuple(what or ()), about, purpose, offence, substance, as_evidence=True)
        sent = desk.start(case, draft, sides, wish)
        _sent(desk, sent, to)


@requests.command("list", epilog="Example: comity request list xingtai")
def request_list(ctx: typer.Context, slug: Slug, json: Json = False) -> None:
    """List the requests made and received, and how they were answered."""
    return _list(ctx, slug, REQUEST, json)


@app.command(epilog="Example: comity answer xingtai 3fa9 executed --to us --what document:7c1e")
def answer(
    ctx: typer.Context,
    slug: Slug,
    request: Id,
    how: Annotated[str, typer.Argument(help=f"One of: {', '.join(ANSWERS)}.")],
    to: To,
    ground: Annotated[
        str, typer.Option(help="Why it is refused, postponed or done in part: a row, or words.")
    ] = "",
    what: What = None,
    message: Message = "",
    offence: Offence = "",
    substance: Substance = "",
) -> None:
    """Answer a request: executed, partly executed, refused, postponed; with what was asked for."""
    with node(ctx) as bench:
        desk, case = Desk(bench), bench.case(slug)
        found = desk.dealing(case, REQUEST, request)
        wish = Wish(to, tuple(what or ()), message, "", offence, substance)
        sent = desk.answer(case, found, (how, ground), wish)
        _sent(desk, sent, to)


@assurances.command("ask", epilog="Example: comity assure ask xingtai no-death-sentence --to cn")
def assure_ask(
    ctx: typer.Context,
    slug: Slug,
    term: Annotated[str, typer.Argument(help="no-death-sentence, this-case-only, …")],
    to: To,
    message: Message = "",
) -> None:
    """Ask a partner for an assurance, or for leave to pass something on (permission:AGENCY)."""
    with node(ctx) as bench:
        desk, case = Desk(bench), bench.case(slug)
        sent = desk.ask_assurance(case, term, Wish(to, (), message, files=False))
        _sent(desk, sent, to)


@assurances.command("give", epilog="Example: comity assure give xingtai 3fa9 --to us")
def assure_give(
    ctx: typer.Context,
    slug: Slug,
    assurance: Id,
    to: To,
    refuse: Annotated[bool, typer.Option("--refuse", help="Refuse it instead.")] = False,
    withdraw: Annotated[bool, typer.Option("--withdraw", help="Take it back instead.")] = False,
    until: Annotated[str, typer.Option(help="How long it holds, as 2025-12-31.")] = "",
    message: Message = "",
) -> None:
    """Give, refuse or take back an assurance that a partner asked for."""
    state: Becomes = "refused" if refuse else "withdrawn" if withdraw else "given"
    with node(ctx) as bench:
        desk, case = Desk(bench), bench.case(slug)
        found = desk.dealing(case, ASSURANCE, assurance)
        sent = desk.decide(case, found, (state, until), Wish(to, (), message, files=False))
        _sent(desk, sent, to)


@assurances.command("rely", epilog="Example: comity assure rely xingtai 3fa9 --to cn")
def assure_rely(
    ctx: typer.Context, slug: Slug, assurance: Id, to: To, message: Message = ""
) -> None:
    """Tell the one who gave an assurance that something was done in reliance on it."""
    with node(ctx) as bench:
        desk, case = Desk(bench), bench.case(slug)
        found = desk.dealing(case, ASSURANCE, assurance)
        sent = desk.rely(case, found, Wish(to, (), message, files=False))
        _sent(desk, sent, to)


@assurances.command(
    "record", epilog="Example: comity assure record xingtai us/limits/grand-jury --by 'The court'"
)
def assure_record(
    ctx: typer.Context,
    slug: Slug,
    row: Annotated[str, typer.Argument(help="The row of law whose consent was given.")],
    by: Annotated[str, typer.Option(help="Who consented: the court, the authority.")],
    words: Annotated[str, typer.Option("--words", help="Where it is written: order, date.")] = "",
    until: Annotated[str, typer.Option(help="How long it holds, as 2025-12-31.")] = "",
) -> None:
    """Record that a court or an authority has consented, as a limit of law asks for."""
    with node(ctx) as bench:
        desk, case = Desk(bench), bench.case(slug)
        made = desk.consent(case, row, by, description=words, until=until)
    output.line(f"Recorded: {escape(by)} consents to {row}  [dim]{made.id[:12]}[/]")


@assurances.command("list", epilog="Example: comity assure list xingtai")
def assure_list(ctx: typer.Context, slug: Slug, json: Json = False) -> None:
    """List the assurances, permissions and consents of a case, and whether they stand."""
    return _list(ctx, slug, ASSURANCE, json)


def _sent(desk: Desk, sent: PackageRow, to: str) -> None:
    about = str(sent.header["about"])[:12]
    output.line(f"{sent.kind.capitalize()} {about}, sealed as {sent.id[:12]}.")
    if desk.state(sent) == "sealed":
        output.line(f"It waits for a second person: comity approve {sent.id[:12]}")
    else:
        output.line(f"Send it: comity send {to}")


def _list(ctx: typer.Context, slug: str, schema: str, json: bool) -> None:
    with node(ctx) as bench:
        case: Case = bench.case(slug)
        found = Desk(bench).dealings(case, schema)
    if json:
        return output.as_json(found)
    today = date.today().isoformat()
    for one in found:
        sides = " → ".join(filter(None, map(one.last, SIDES[schema])))
        state = one.last("answer") or one.last("state") or one.last("outcome") or "open"
        output.line(f"[bold]{one.id[:12]}[/]  {escape(one.name)}  [cyan]{escape(state)}[/]")
        output.under(f"[dim]{escape(sides)} · {one.last('date')}[/]", 14)
        for prop in ("deadline", "conditions", "ground", "until"):
            if said := one.last(prop):
                over = prop in ("deadline", "until") and said < today and state == "open"
                output.under(f"{prop}: {escape(said)}" + (" [red]is over[/]" if over else ""), 14)
    if not found:
        output.line("None yet.")
    return None
