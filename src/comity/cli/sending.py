"""The commands by which packages go out: share, approve, send, ask for an overlap, recall."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from comity import exchange, law
from comity.case import Case
from comity.cli import output
from comity.cli.app import Json, Slug, app, node
from comity.model import ComityError
from comity.store import DocumentRow

To = Annotated[str, typer.Option("--to", help="The partner, such as cn.")]
What = Annotated[
    list[str] | None,
    typer.Option("--what", help="all, a name, document:ID or statement:ID; may be repeated."),
]
Package = Annotated[str, typer.Argument(metavar="PACKAGE", help="The beginning of its id.")]
Message = Annotated[str, typer.Option("--message", "-m", help="What to tell the partner.")]
Purpose = Annotated[str, typer.Option(help="What it may be used for; else this case.")]
Offence = Annotated[str, typer.Option(help="The act, for dual criminality: trafficking, …")]
Substance = Annotated[str, typer.Option(help="The substance, for dual criminality.")]
Expires = Annotated[str, typer.Option(help="Last day to take it in, as 2019-12-31.")]
_STATES = {"sent": "ready", "sealed": "for approval"}
_COLOURS = {"released": "green", "redacted": "yellow", "held": "red"}


@app.command(epilog="Example: comity share xingtai --to cn --what 'Liu Yong' --preview")
def share(
    ctx: typer.Context,
    slug: Slug,
    to: To,
    what: What = None,
    preview: Annotated[
        bool, typer.Option("--preview", help="Show what would go; send nothing.")
    ] = False,
    each: Annotated[bool, typer.Option("--each", help="In the preview, list every item.")] = False,
    given: Annotated[
        list[str] | None,
        typer.Option("--if", help="What would change with this: assurance:no-death-sentence, …"),
    ] = None,
    message: Message = "",
    purpose: Purpose = "",
    offence: Offence = "",
    substance: Substance = "",
    as_evidence: Annotated[
        bool, typer.Option("--as-evidence", help="Meant as evidence, not as police information.")
    ] = False,
    files: Annotated[bool, typer.Option("--files/--no-files", help="Send the files too.")] = True,
    expires: Expires = "",
    code: Annotated[
        list[str] | None, typer.Option(help="A handling code on top: H1, …; may be repeated.")
    ] = None,
    until: Annotated[str, typer.Option(help="Last day of use, as 2027-12-31.")] = "",
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask after the preview.")] = False,
    json: Json = False,
) -> None:
    """Share what a case holds: a preview of what the law lets out, then one sealed package."""
    with node(ctx) as bench:
        desk, case = exchange.Desk(bench), bench.case(slug)
        terms = bench.handling("public", code or ())._replace(purpose=purpose, until=until)
        wish = exchange.Wish(
            to, tuple(what or ("all",)), message, purpose, offence, substance, as_evidence, files,
            expires, terms=terms,
        )  # fmt: skip
        if given:
            return _changes(desk.what_if(case, wish, given), json)
        found = desk.preview(case, wish)
        if preview and json:
            return output.as_json(found)
        _previewed(found)
        if each:
            _each(desk, case, wish)
        if preview:
            return None
        if not yes and not typer.confirm("Seal this for the partner?", err=True):
            output.line("Nothing was sealed.")
            return None
        package = desk.share(case, wish)
    output.line(f"Sealed: {package.id[:12]}.")
    if found.approval:
        output.line(f"It waits for a second person: comity approve {package.id[:12]}")
    else:
        output.line(f"Send it: comity send {to}, or with --folder to a USB stick")
    return None


@app.command(epilog="Example: comity approve 3fa9c02b11d0")
def approve(ctx: typer.Context, package: Package) -> None:
    """Approve, as a second person, a package that waits in the outbox."""
    with node(ctx) as bench:
        found = exchange.Desk(bench).approve(package)
    output.line(f"Approved: {found.id[:12]} can be sent.")


@app.command(epilog="Example: comity outbox --partner cn")
def outbox(
    ctx: typer.Context,
    partner: Annotated[str, typer.Option(help="Only for this partner.")] = "",
    json: Json = False,
) -> None:
    """List what was sealed for partners, and how it stands."""
    with node(ctx) as bench:
        found = exchange.Desk(bench).outbox(partner)
        return output.as_json(found) if json else listed(found, "The outbox is empty.")


@app.command(epilog="Example: comity send cn --folder /media/usb")
def send(
    ctx: typer.Context,
    partner: Annotated[str, typer.Argument(help="The partner, such as cn.")],
    folder: Annotated[
        Path | None, typer.Option(help="Copy to this folder, such as a USB stick.")
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Copy also what the partner has not confirmed yet.")
    ] = False,
) -> None:
    """Send what waits for a partner: to its node's address, or to a folder."""
    with node(ctx) as bench:
        desk = exchange.Desk(bench)
        if folder is None:
            passed = desk.deliver(partner)
            output.line(f"To {partner}: {passed.sent} delivered, {passed.came} fetched.")
            if passed.refused:
                raise ComityError("Refused, and still waiting:\n  " + "\n  ".join(passed.refused))
            return
        copied = desk.copy_to(partner, folder, again=again)
        for path in copied:
            output.line(f"Copied: {escape(str(path))}")
        if not copied:
            output.line("Nothing waits. What a lost stick carried is copied with --again.")


@app.command(epilog="Example: comity overlap cn --case linden --kinds phone,email,wallet,passport")
def overlap(
    ctx: typer.Context,
    partner: Annotated[str, typer.Argument(help="The partner, such as cn.")],
    kinds: Annotated[
        str, typer.Option(help=f"Some of {', '.join(exchange.KINDS)}, with commas.")
    ] = ",".join(exchange.KINDS),
    case: Annotated[str, typer.Option(help="The case to ask from; else the only one.")] = "",
    whole: Annotated[bool, typer.Option("--whole", help="Ask from the beginning.")] = False,
) -> None:
    """Ask which identifiers you both hold. Neither side learns the rest; each match is a lead."""
    with node(ctx) as bench:
        known = bench.cases()
        if not case and len(known) != 1:
            raise ComityError(f"Say from which case: --case {known[0].slug if known else 'NAME'}")
        asked = exchange.Desk(bench).overlap(
            bench.case(case or known[0].slug), partner, kinds.split(","), whole=whole
        )
    output.line(f"Asked: {asked.id[:12]}. Send it: comity send {partner}")
    output.line("What both hold stands in `comity lead list` when the answer has come.")


@app.command(epilog="Example: comity recall 3fa9c02b11d0 -m 'The number was misread'")
def recall(
    ctx: typer.Context,
    what: Annotated[
        str, typer.Argument(metavar="PACKAGE|STATEMENT", help="The beginning of its id.")
    ],
    message: Message = "",
    case: Annotated[str, typer.Option(help="The statement's case; else all are searched.")] = "",
) -> None:
    """Recall a package, or one statement, from every partner that has it."""
    with node(ctx) as bench:
        desk = exchange.Desk(bench)
        if desk.has_sent(what):
            found = [desk.recall_package(what, message)]
            if found[0].kind != "recall":
                output.line("Stopped: it had not been sent, so nobody has it.")
                return
        else:
            found = desk.recall_statement(_case_of(bench.cases(), what, case), what, message)
    output.line(f"Recalled: {len(found)} package{'' if len(found) == 1 else 's'} to send.")


def listed(found: Sequence[exchange.Standing], empty: str) -> None:
    """List packages, and how each stands."""
    for one in found:
        header = one.package.header
        who = header["sender"] if one.package.incoming else header["recipient"]
        state = _STATES.get(one.state, one.state)
        output.line(
            f"[bold]{one.package.id[:12]}[/]  {one.package.kind:<9} {state:<12} "
            f"{escape(str(who))}  [dim]{one.package.added_at[:16]}[/]"
        )
        if header.get("text"):
            output.under(escape(str(header["text"])), 14)
        for act in one.acts:
            if act.act == "refused":
                output.under(f"[red]refused: {escape(str(act.what.get('ground', '')))}[/]", 14)
    if not found:
        output.line(empty)


def _case_of(cases: Sequence[Case], statement: str, slug: str) -> Case:
    found = [c for c in cases if (c.slug == slug if slug else c.has_statement(statement))]
    if len(found) != 1:
        raise ComityError(
            f"{len(found) or 'No'} case has a statement that begins with {statement!r}, and no "
            "package sent does. See: comity outbox"
        )
    return found[0]


def _previewed(found: exchange.Preview) -> None:
    for count in found.counts:
        decision = count.decision
        colour = _COLOURS[decision.outcome]
        output.line(
            f"[{colour}]{decision.outcome:<9}[/] {count.statements:>7,} statements "
            f"{count.files:>5,} files"
        )
        for reason in decision.reasons:
            output.under(escape(reason.says), 10)
            output.under(f"[dim]{escape(_where(reason))}[/]", 10)
            if reason.asks:
                output.under(f"[cyan]would be lifted by {escape(reason.asks)}[/]", 10)
    if found.approval:
        output.line("[yellow]A second person must approve before it is sent.[/]")


def _where(reason: law.Reason) -> str:
    return " · ".join(part for part in (reason.policy, reason.article, reason.source) if part)


def _each(desk: exchange.Desk, case: Case, wish: exchange.Wish) -> None:
    for line in desk.lines(case, wish):
        outcome = f"[{_COLOURS[line.decision.outcome]}]{line.decision.outcome:<9}[/]"
        if isinstance(line.what, DocumentRow):
            output.line(f"{outcome} file      {escape(line.what.name)}")
        else:
            said = line.what
            label = case.labels([said.entity])
            output.line(
                f"{outcome} statement {said.id[:12]}  {escape(next(iter(label.values())))}: "
                f"{said.prop} = {escape(said.value)}"
            )


def _changes(found: Sequence[exchange.Change], json: bool) -> None:
    if json:
        return output.as_json(found)
    for change in found:
        output.line(f"{change.before.outcome} → [bold]{change.after.outcome}[/]")
        for reason in change.before.reasons:
            output.under(escape(reason.says), 4)
    if not found:
        output.line("Nothing would change.")
    return None
