"""The exchange with partners, as a person does it: cards, previews, packages, decisions, recalls."""

from http import HTTPStatus
from typing import Annotated, NamedTuple

from fastapi import Depends, Query
from pydantic import BaseModel, ConfigDict, Field

from comity.exchange import (
    ASSURANCE,
    LEAD,
    REQUEST,
    Card,
    Change,
    Dealing,
    Desk,
    Draft,
    Entered,
    Partner,
    Preview,
    Standing,
    Wish,
)
from comity.store import DocumentRow
from comity.web.errors import Refused, refusing
from comity.web.records import Routes
from comity.web.routes.given import Bench, TheCase

routes = Routes(prefix="/exchange", tags=["exchange"])

_SCHEMATA = {"leads": LEAD, "requests": REQUEST, "assurances": ASSURANCE}


def seated(bench: Bench) -> Desk:
    """Sit down at the desk of the node, as who asks."""
    return Desk(bench)


TheDesk = Annotated[Desk, Depends(seated)]


class _Asked(BaseModel):
    model_config = ConfigDict(extra="forbid")


class NewPartner(_Asked):
    """A partner's card, with the fingerprint that the partner told a person by another way."""

    card: str = Field(description="The text of the card's file.")
    name: str = Field("", examples=["cn"])
    fingerprint: str = Field("", examples=["3fa9 c02b 11d0 …"])


class Share(_Asked):
    """What to share with a partner, and on what terms."""

    to: str = Field(examples=["cn"])
    what: list[str] = Field(["all"], examples=[["Liu Yong", "document:7c1e55"]])
    text: str = ""
    purpose: str = ""
    offence: str = Field("", examples=["trafficking"])
    substance: str = Field("", examples=["fentanyl"])
    as_evidence: bool = False
    files: bool = True
    expires: str = Field("", examples=["2026-12-31"])

    def wish(self) -> Wish:
        """Return it as the exchange takes it."""
        return Wish(**(self.model_dump() | {"what": tuple(self.what)}))


class Given(Share):
    """What would change if these were given."""

    given: list[str] = Field(examples=[["assurance:no-death-sentence"]])


class Begin(_Asked):
    """A lead, request or assurance to be made, and to whom it goes."""

    to: str = Field(examples=["cn"])
    props: dict[str, str] = Field(examples=[{"name": "A phone number"}])
    asked_of_partner: bool = Field(False, description="The partner is to give it: an assurance.")


class Add(_Asked):
    """What came of a lead, request or assurance, and to whom that goes."""

    to: str = Field(examples=["cn"])
    props: dict[str, str] = Field(examples=[{"outcome": "Two arrests"}])


class Accept(_Asked):
    """The case that a package enters."""

    case: str = Field(examples=["xingtai"])


class Refuse(_Asked):
    """Why a package is refused: a row of law, or words. The partner is told."""

    ground: str = Field(examples=["cn/refusal/not-a-crime"])


class Recall(_Asked):
    """Why something is recalled."""

    text: str = ""


class Sealed(NamedTuple):
    """A package that was sealed and waits in the outbox."""

    package: str
    kind: str


class Looked(NamedTuple):
    """What a package carries."""

    documents: list[DocumentRow]
    statements: list[dict[str, str]]


@routes.get("/card")
def card(desk: TheDesk) -> Card:
    """Show this node's own card."""
    return desk.card


@routes.get("/partners")
def partners(desk: TheDesk) -> list[Partner]:
    """List the partners."""
    return desk.partners()


@routes.post("/partners", status_code=HTTPStatus.CREATED)
def add_partner(desk: TheDesk, asked: NewPartner) -> Partner:
    """Take a partner's card, whose fingerprint a person has confirmed."""
    return desk.add_partner(asked.card, name=asked.name, fingerprint=asked.fingerprint)


@routes.post("/partners/{name}/revoke")
def revoke(desk: TheDesk, name: str) -> Partner:
    """Trust a partner no more."""
    with refusing(HTTPStatus.NOT_FOUND):
        return desk.revoke(name)


@routes.post("/cases/{slug}/preview")
def preview(desk: TheDesk, case: TheCase, asked: Share) -> Preview:
    """Show what would go out, what not, and why. Nothing is sent."""
    return desk.preview(case, asked.wish())


@routes.post("/cases/{slug}/what-if")
def what_if(desk: TheDesk, case: TheCase, asked: Given) -> list[Change]:
    """Show what would change with assurances, permissions or consents."""
    wish = Share(**asked.model_dump(exclude={"given"})).wish()
    return desk.what_if(case, wish, asked.given)


@routes.post("/cases/{slug}/share", status_code=HTTPStatus.CREATED)
def share(desk: TheDesk, case: TheCase, asked: Share) -> Sealed:
    """Seal what the law lets out; it waits in the outbox."""
    package = desk.share(case, asked.wish())
    return Sealed(package.id, package.kind)


@routes.get("/outbox")
def outbox(desk: TheDesk, partner: Annotated[str, Query()] = "") -> list[Standing]:
    """List what was sealed for partners, and how it stands."""
    return desk.outbox(partner)


@routes.post("/outbox/{package}/approve")
def approve(desk: TheDesk, package: str) -> Sealed:
    """Approve, as a second person, a package that waits for it."""
    with refusing(HTTPStatus.CONFLICT):
        found = desk.approve(package)
    return Sealed(found.id, found.kind)


@routes.post("/outbox/{package}/recall", status_code=HTTPStatus.CREATED)
def recall(desk: TheDesk, package: str, asked: Recall) -> Sealed:
    """Recall a package that was sent."""
    with refusing(HTTPStatus.CONFLICT):
        found = desk.recall_package(package, asked.text)
    return Sealed(found.id, found.kind)


@routes.post("/partners/{name}/deliver")
def deliver(desk: TheDesk, name: str) -> int:
    """Send what waits for a partner to its node, and fetch what waits there; return how many."""
    with refusing(HTTPStatus.BAD_GATEWAY):
        return desk.deliver(name)


@routes.get("/inbox")
def inbox(desk: TheDesk, partner: Annotated[str, Query()] = "") -> list[Standing]:
    """List what partners sent, and how it stands."""
    return desk.inbox(partner)


@routes.get("/inbox/{package}")
def look(desk: TheDesk, package: str) -> Looked:
    """Show what a package carries, to decide on it."""
    with refusing(HTTPStatus.NOT_FOUND):
        found = list(desk.look(package))
    documents = [item for item in found if isinstance(item, DocumentRow)]
    said = [item for item in found if not isinstance(item, DocumentRow)]
    return Looked(
        documents, [{"id": s.id, "entity": s.entity, "prop": s.prop, "value": s.value} for s in said]
    )


@routes.post("/inbox/{package}/accept")
def accept(desk: TheDesk, bench: Bench, package: str, asked: Accept) -> Entered:
    """Let what a package carries enter a case, under its originator's conditions."""
    with refusing(HTTPStatus.NOT_FOUND):
        case = bench.case(asked.case)
    with refusing(HTTPStatus.CONFLICT):
        return desk.accept(package, case)


@routes.post("/inbox/{package}/refuse")
def refuse(desk: TheDesk, package: str, asked: Refuse) -> Sealed:
    """Refuse a package; the partner is told the ground."""
    with refusing(HTTPStatus.CONFLICT):
        found = desk.refuse(package, asked.ground)
    return Sealed(found.id, found.kind)


@routes.get("/cases/{slug}/{kind}")
def listed(desk: TheDesk, case: TheCase, kind: str) -> list[Dealing]:
    """List the leads, requests or assurances of a case."""
    return desk.dealings(case, _schema(kind))


@routes.post("/cases/{slug}/{kind}", status_code=HTTPStatus.CREATED)
def begin(desk: TheDesk, bench: Bench, case: TheCase, kind: str, asked: Begin) -> Sealed:
    """Make a lead, request or assurance, and seal it for the partner."""
    with refusing(HTTPStatus.NOT_FOUND):
        partner = desk.partner(asked.to).card.agency
    sides = (partner, bench.agency) if asked.asked_of_partner else (bench.agency, partner)
    draft = Draft(_schema(kind), asked.props)
    made = desk.begin(case, draft, giver=sides[0], receiver=sides[1])
    package = desk.send(case, made, Wish(asked.to, (), made.name, files=False))
    return Sealed(package.id, package.kind)


@routes.post("/cases/{slug}/{kind}/{dealing}", status_code=HTTPStatus.CREATED)
def add_to(desk: TheDesk, case: TheCase, kind: str, dealing: str, asked: Add) -> Sealed:
    """State what came of a lead, request or assurance, and seal it for the partner."""
    with refusing(HTTPStatus.NOT_FOUND):
        found = desk.dealing(case, _schema(kind), dealing)
    found = desk.add_to(case, found, asked.props)
    package = desk.send(case, found, Wish(asked.to, (), found.name, files=False), "answer")
    return Sealed(package.id, package.kind)


def _schema(kind: str) -> str:
    if kind not in _SCHEMATA:
        raise Refused(HTTPStatus.NOT_FOUND, f"There is no {kind!r}: {', '.join(_SCHEMATA)}.")
    return _SCHEMATA[kind]
