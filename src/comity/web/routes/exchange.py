"""The exchange with partners, as a person does it: cards, packages, decisions, recalls."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from itertools import islice
from pathlib import Path
from typing import Annotated, Any, NamedTuple

from fastapi import Query, UploadFile
from fastapi.responses import FileResponse, PlainTextResponse
from pydantic import Field

from comity import exchange
from comity.case import Workbench
from comity.exchange import (
    KINDS,
    Allowance,
    Away,
    Card,
    Change,
    Confirm,
    Desk,
    Entered,
    Line,
    Partner,
    Passed,
    Preview,
    Rested,
    Standing,
    Wish,
)
from comity.model import ComityError, Statement
from comity.store import DocumentRow, Finding, PackageRow
from comity.web.errors import Refused, refusing
from comity.web.records import Routes
from comity.web.routes.desks import (
    Asked,
    Date,
    Offence,
    Purpose,
    Sealed,
    Substance,
    TheDesk,
    TheKeys,
    ToPartner,
    What,
    sealed,
)
from comity.web.routes.given import Bench, TheCase, day
from comity.web.settings import UPLOAD

routes = Routes(prefix="/exchange", tags=["exchange"])

_OCTETS = "application/octet-stream"
_LARGE = 1_000_000_000
_EXHIBIT = 32 << 20  # bytes of an exhibit with its cards
OfPartner = Annotated[str, Query(description="Only this partner's.", examples=["cn"])]


class NewPartner(Asked):
    """A partner's card, with the fingerprint that the partner told a person by another way."""

    card: str = Field(description="The text of the card's file.")
    name: str = Field("", description="What to call it here; else its country.", examples=["cn"])
    fingerprint: str = Field("", examples=["3fa9 c02b 11d0 …"])


class Reach(Asked):
    """Where the node can be reached by partners' nodes; empty where it cannot."""

    address: str = Field(examples=["https://comity.agency.example"])


class Rotate(Asked):
    """Whether the old keys were lost or stolen: then they are revoked."""

    lost: bool = False


class Allow(Asked):
    """How much a partner may ask by overlap, so that fishing is refused."""

    most: int = Field(200_000, ge=1, le=_LARGE, description="Identifiers in one ask, at most.")
    least: int = Field(10, ge=1, le=_LARGE, description="Identifiers in one ask, at least.")
    asks: int = Field(10, ge=0, le=_LARGE, description="Asks within the days.")
    answered: int = Field(500_000, ge=0, le=_LARGE, description="New ones within the days.")
    days: int = Field(30, ge=1, le=_LARGE, description="The days that are looked back on.")


class Share(ToPartner):
    """What to share with a partner, and on what terms."""

    what: What = ("all",)
    text: str = Field("", description="What to tell the partner.")
    purpose: Purpose = ""
    offence: Offence = ""
    substance: Substance = ""
    as_evidence: bool = Field(False, description="Meant as evidence, not as police information.")
    files: bool = Field(True, description="Send the files too.")
    expires: Date = ""
    code: list[str] = Field([], description="Handling codes on top.", examples=[["H1"]])
    until: str = Field("", description="Last day of use.", examples=["2027-12-31"])

    def wish(self, bench: Workbench) -> Wish:
        """Return it as the exchange takes it."""
        said = self.model_dump(exclude={"given", "code", "until"})
        terms = bench.handling("public", self.code)
        return Wish(**said, terms=terms._replace(purpose=self.purpose, until=day(self.until)))


class Given(Share):
    """What would change if these were given."""

    given: list[str] = Field(examples=[["assurance:no-death-sentence"]])


class Ask(ToPartner):
    """Of which kinds of identifiers to ask which both sides hold; ``whole``: from the beginning."""

    kinds: list[str] = Field(list(KINDS), examples=[["phone", "email"]])
    whole: bool = False


class Accept(Asked):
    """The case that a package enters; if not told, the one of the name that its sender uses."""

    case: str = Field("", examples=["xingtai"])


class Refuse(Asked):
    """Why a package is refused: a row of law, or words. The partner is told."""

    ground: str = Field(examples=["cn/refusal/not-a-crime"])


class Question(Asked):
    """What to ask the partner about a package, before deciding on it."""

    question: str = Field(min_length=1, examples=["Is the number from the parcel?"])


class CompareHead(Asked):
    """A signed head of a partner's log, as another agency was shown it."""

    head: str


class Recall(Asked):
    """Why something is recalled."""

    text: str = ""


class RecallStatement(Recall):
    """A statement to be recalled from every partner that has it: the beginning of its id."""

    statement: str = Field(pattern=r"^[0-9a-fA-F]{6,64}$", examples=["3fa9c02b11d0"])


class CheckExhibit(Asked):
    """An exhibit, and the cards of the agencies whose logs it speaks of: the files' texts."""

    exhibit: str
    cards: list[str] = Field(min_length=1, max_length=100)


class Looked(NamedTuple):
    """What a package says and carries."""

    message: dict[str, Any]
    content: list[Statement | DocumentRow]


class Effect(NamedTuple):
    """What a recall withdrew from a case, and what rested on it there."""

    case: str
    withdrawn: int
    rested: Rested


class Head(NamedTuple):
    """The newest signed head that a partner has shown of its log."""

    head: str


class Came(NamedTuple):
    """A package that was taken in; ``new`` is false if it had been before."""

    package: str
    kind: str
    new: bool


class Checked(NamedTuple):
    """Whether an exhibit holds, and what it proves, or why it does not."""

    holds: bool
    says: list[str]


# --- partners ------------------------------------------------------------------------------------


@routes.get("/card")
def card(desk: TheKeys) -> Card:
    """Show this node's own card."""
    return desk.card


@routes.put("/card")
def reach(desk: TheKeys, asked: Reach) -> Card:
    """State where partners' nodes reach this one; the card is a new one."""
    return desk.reach(asked.address)


@routes.post("/card/rotate")
def rotate(desk: TheKeys, asked: Rotate) -> Card:
    """Change the node's keys; partners are given the new card."""
    return desk.rotate(lost=asked.lost)


@routes.get("/partners")
def partners(desk: TheKeys) -> list[Partner]:
    """List the partners."""
    return desk.partners()


@routes.post("/partners", status_code=HTTPStatus.CREATED)
def add_partner(desk: TheKeys, asked: NewPartner) -> Partner:
    """Take a partner's card, whose fingerprint a person has confirmed; else 409, which tells it."""
    try:
        return desk.add_partner(asked.card, name=asked.name, fingerprint=asked.fingerprint)
    except Confirm as error:
        raise Refused(HTTPStatus.CONFLICT, str(error)) from error


@routes.post("/partners/{name}/revoke")
def revoke(desk: TheKeys, name: str) -> Partner:
    """Trust a partner no more."""
    with refusing(HTTPStatus.NOT_FOUND):
        return desk.revoke(name)


@routes.get("/partners/{name}/allowance")
def allowance(desk: TheKeys, name: str) -> Allowance:
    """Show how much a partner may ask by overlap."""
    with refusing(HTTPStatus.NOT_FOUND):
        return desk.allowance(name)


@routes.put("/partners/{name}/allowance")
def allow(desk: TheKeys, name: str, asked: Allow) -> Allowance:
    """Set how much a partner may ask by overlap."""
    with refusing(HTTPStatus.NOT_FOUND):
        desk.allow(name, Allowance(**asked.model_dump()))
        return desk.allowance(name)


@routes.post("/partners/{name}/deliver")
def deliver(desk: TheDesk, name: str) -> Passed:
    """Send what waits for a partner to its node, and fetch what waits there for us."""
    with refusing(HTTPStatus.NOT_FOUND):
        desk.partner(name)
    with refusing(HTTPStatus.CONFLICT):
        try:
            return desk.deliver(name)
        except Away as error:
            raise Refused(HTTPStatus.BAD_GATEWAY, str(error)) from error


@routes.get("/partners/{name}/verify")
def verify(desk: TheDesk, name: str) -> list[Finding]:
    """Check this node's log and what the partner has shown of its own against each other."""
    with refusing(HTTPStatus.NOT_FOUND):
        return desk.verify(name)


@routes.get("/partners/{name}/head")
def head(desk: TheDesk, name: str) -> Head:
    """Show the head that a partner has shown of its log, for another agency to compare."""
    with refusing(HTTPStatus.NOT_FOUND):
        found = desk.head(name)
    if not found:
        raise Refused(HTTPStatus.NOT_FOUND, f"{name} has shown nothing of its log yet.")
    return Head(found)


@routes.post("/partners/{name}/compare")
def compare(desk: TheDesk, name: str, asked: CompareHead) -> list[Finding]:
    """Compare a head of a partner's log that another agency was shown; then verify as above."""
    with refusing(HTTPStatus.CONFLICT):
        desk.compare(name, asked.head)
    return desk.verify(name)


# --- out -----------------------------------------------------------------------------------------


@routes.post("/cases/{slug}/preview")
def preview(desk: TheDesk, bench: Bench, case: TheCase, asked: Share) -> Preview:
    """Show what would go out, what not, and why. Nothing is sent."""
    return desk.preview(case, asked.wish(bench))


@routes.post("/cases/{slug}/preview/lines")
def lines(
    desk: TheDesk,
    bench: Bench,
    case: TheCase,
    asked: Share,
    limit: Annotated[int, Query(ge=1, le=100_000, description="Most lines.")] = 1000,
) -> list[Line]:
    """Show each statement and file of a preview, with the decision on it."""
    return list(islice(desk.lines(case, asked.wish(bench)), limit))


@routes.post("/cases/{slug}/what-if")
def what_if(desk: TheDesk, bench: Bench, case: TheCase, asked: Given) -> list[Change]:
    """Show what would change with assurances, permissions or consents."""
    return desk.what_if(case, asked.wish(bench), asked.given)


@routes.post("/cases/{slug}/share", status_code=HTTPStatus.CREATED)
def share(desk: TheDesk, bench: Bench, case: TheCase, asked: Share) -> Sealed:
    """Seal what the law lets out; it waits in the outbox."""
    return sealed(desk, desk.share(case, asked.wish(bench)))


@routes.post("/cases/{slug}/overlap", status_code=HTTPStatus.CREATED)
def overlap(desk: TheDesk, case: TheCase, asked: Ask) -> Sealed:
    """Ask which identifiers both hold. Neither side learns the rest; each match is a lead."""
    return sealed(desk, desk.overlap(case, asked.to, asked.kinds, whole=asked.whole))


@routes.post("/cases/{slug}/recalls", status_code=HTTPStatus.CREATED)
def recall_statement(desk: TheDesk, case: TheCase, asked: RecallStatement) -> list[Sealed]:
    """Recall a statement from every partner that has it."""
    with refusing(HTTPStatus.CONFLICT):
        return [sealed(desk, p) for p in desk.recall_statement(case, asked.statement, asked.text)]


@routes.get("/outbox")
def outbox(desk: TheDesk, partner: OfPartner = "") -> list[Standing]:
    """List what was sealed for partners, and how it stands."""
    return desk.outbox(partner)


@routes.post("/outbox/{package}/approve")
def approve(desk: TheDesk, package: str) -> Sealed:
    """Approve, as a second person, a package that waits for it."""
    row = _sent(desk, package)
    with refusing(HTTPStatus.CONFLICT):
        return sealed(desk, desk.approve(row.id))


@routes.post("/outbox/{package}/recall", status_code=HTTPStatus.CREATED)
def recall(desk: TheDesk, package: str, asked: Recall) -> Sealed:
    """Recall a package that was sent."""
    row = _sent(desk, package)
    with refusing(HTTPStatus.CONFLICT):
        return sealed(desk, desk.recall_package(row.id, asked.text))


@routes.post(
    "/outbox/{package}/copy",
    response_class=FileResponse,
    responses={200: {"content": {_OCTETS: {}}}},
)
def copy(desk: TheDesk, package: str) -> FileResponse:
    """Take a sealed package along, such as on a USB stick. It then waits no more."""
    row = _sent(desk, package)
    with refusing(HTTPStatus.CONFLICT):
        path = desk.hand_over(row.id)
    return FileResponse(path, media_type=_OCTETS, filename=f"{row.id[:16]}.comity")


# --- in ------------------------------------------------------------------------------------------


@routes.get("/inbox")
def inbox(desk: TheDesk, partner: OfPartner = "") -> list[Standing]:
    """List what partners sent, and how it stands."""
    return desk.inbox(partner)


@routes.post("/inbox", status_code=HTTPStatus.CREATED, max_body_size=UPLOAD)
def receive(desk: TheDesk, file: UploadFile) -> Came:
    """Take in a sealed file. Nothing enters a case before somebody accepts it."""
    with _kept(file) as path, refusing(HTTPStatus.UNPROCESSABLE_ENTITY):
        package, new = desk.receive(path)
    return Came(package.id, package.kind, new)


@routes.get("/inbox/{package}")
def look(desk: TheDesk, package: str) -> Looked:
    """Show what a package carries, to decide on it."""
    row = _received(desk, package)
    with refusing(HTTPStatus.CONFLICT):
        return Looked(dict(row.header), list(desk.look(row.id)))


@routes.post("/inbox/{package}/accept")
def accept(desk: TheDesk, bench: Bench, package: str, asked: Accept) -> Entered:
    """Let what a package carries enter a case, under its originator's conditions."""
    row = _received(desk, package)
    with refusing(HTTPStatus.NOT_FOUND):
        case = bench.case(asked.case or str(row.header["reference"]))
    with refusing(HTTPStatus.CONFLICT):
        return desk.accept(row.id, case)


@routes.post("/inbox/{package}/refuse")
def refuse(desk: TheDesk, package: str, asked: Refuse) -> Standing:
    """Refuse a package; the partner is told the ground."""
    row = _received(desk, package)
    with refusing(HTTPStatus.CONFLICT):
        desk.refuse(row.id, asked.ground)
    return next(s for s in desk.inbox() if s.package.id == row.id)


@routes.post("/inbox/{package}/ask", status_code=HTTPStatus.CREATED)
def ask(desk: TheDesk, package: str, asked: Question) -> Sealed:
    """Ask the partner about a package before you decide on it."""
    row = _received(desk, package)
    with refusing(HTTPStatus.CONFLICT):
        return sealed(desk, desk.ask(row.id, asked.question))


@routes.get("/inbox/{package}/effects")
def effects(desk: TheDesk, package: str) -> list[Effect]:
    """Show what a recall withdrew, by case, and what of ours rested on it."""
    row = _received(desk, package)
    if row.kind != "recall":
        return []
    return [Effect(case.slug, gone, rested) for case, gone, rested in desk.effects(row.id)]


# --- exhibits ------------------------------------------------------------------------------------


@routes.get(
    "/exhibits/{package}",
    response_class=PlainTextResponse,
    responses={200: {"content": {"text/plain": {}}}},
)
def exhibit(
    desk: TheDesk,
    package: str,
    part: Annotated[
        str, Query(description="A statement's id as it was sent, or data/files/… in the package.")
    ] = "",
) -> PlainTextResponse:
    """Write what both logs say of a package, with proofs, so that anybody can check it."""
    try:
        row = desk.received(package)
    except ComityError:
        row = _sent(desk, package)
    with refusing(HTTPStatus.CONFLICT):
        text = desk.exhibit(row, part)
    name = f'attachment; filename="exhibit-{row.id[:12]}.txt"'
    return PlainTextResponse(text, headers={"Content-Disposition": name})


@routes.post("/exhibits/check", max_body_size=_EXHIBIT)
def check_exhibit(asked: CheckExhibit) -> Checked:
    """Check an exhibit with the agencies' cards alone."""
    keys = [exchange.load_card(text).log for text in asked.cards]
    try:
        return Checked(True, exchange.check_exhibit(asked.exhibit, keys))
    except ComityError as error:
        return Checked(False, [str(error)])


def _sent(desk: Desk, package: str) -> PackageRow:
    with refusing(HTTPStatus.NOT_FOUND):
        return desk.sent(package)


def _received(desk: Desk, package: str) -> PackageRow:
    with refusing(HTTPStatus.NOT_FOUND):
        return desk.received(package)


@contextmanager
def _kept(file: UploadFile) -> Iterator[Path]:
    """Write an upload to a file that goes when the block ends."""
    with tempfile.TemporaryDirectory(prefix="comity-sealed-") as folder:
        path = Path(folder, "sealed.comity")
        with path.open("wb") as target:
            shutil.copyfileobj(file.file, target, 1 << 20)
        yield path
