"""Leads, requests for assistance and assurances: made, answered, given, listed."""

from http import HTTPStatus
from typing import Annotated, Literal

from fastapi import Path
from pydantic import Field

from comity.case import Case
from comity.exchange import ASSURANCE, LEAD, REQUEST, Dealing, Desk, Draft, How, Wish
from comity.model import grade
from comity.web.errors import refusing
from comity.web.records import Routes
from comity.web.routes.desks import (
    Asked,
    Date,
    Offence,
    Purpose,
    Sealed,
    Substance,
    TheDesk,
    ToPartner,
    What,
    sealed,
)
from comity.web.routes.given import Bench, TheCase

routes = Routes(prefix="/exchange/cases/{slug}", tags=["leads, requests, assurances"])

Id = Annotated[str, Path(description="The beginning of its id.", examples=["3fa9c02b"])]
_Text = Annotated[str, Field(description="What to tell the partner.")]


class NewLead(ToPartner):
    """A tip: what, from whom, under which conditions."""

    about: str = Field(description="What it is about, in a line.", examples=["A phone number"])
    words: str = Field("", description="What was said.")
    what: What = ()
    source: str = Field("", description="Who told it: a name of the case. It is never sent.")
    conditions: str = Field("", description="What you ask of whoever uses it.")
    deadline: Date = ""
    grade: str = Field(grade.UNKNOWN, description="4x4.", examples=["B2"])
    code: list[str] = Field([], description="Handling codes.", examples=[["H1"]])
    purpose: Purpose = ""
    expires: Date = ""


class CloseLead(ToPartner):
    """What came of a lead."""

    outcome: str = Field(min_length=1, examples=["Two arrests"])


class NewRequest(ToPartner):
    """A request for assistance, with the contents that the treaties ask for."""

    about: str = Field(description="What it is about, in a line.", examples=["Bank records"])
    authority: str = Field(description="The authority that conducts the case.")
    nature: str = Field(description="Investigation, prosecution or trial, and of what.")
    facts: str = Field(description="A summary of the facts.")
    assistance: str = Field(description="The assistance that is sought.")
    aim: str = Field(description="What the evidence is sought for.")
    concerned: str = Field("", description="Persons concerned, where known.")
    procedure: str = Field("", description="A procedure that should be followed.")
    legal_basis: str = Field("", description="Treaty and article.")
    confidential: str = Field("", description="Why it must be kept secret.")
    urgency: str = Field("", description="Why it is urgent.")
    deadline: Date = ""
    what: What = ()
    offence: Offence = ""
    substance: Substance = ""
    purpose: Purpose = ""


class Answer(ToPartner):
    """How a request is answered, and with what; all but ``executed`` needs a ground."""

    how: How
    ground: str = Field("", examples=["cn/refusal/not-a-crime"])
    what: What = ()
    text: _Text = ""
    offence: Offence = ""
    substance: Substance = ""


class AskAssurance(ToPartner):
    """An assurance to ask for, or a permission (permission:AGENCY)."""

    term: str = Field(min_length=1, examples=["no-death-sentence"])
    text: _Text = ""


class Give(ToPartner):
    """What becomes of an assurance: whoever was asked gives, refuses or withdraws it; whoever was
    given it tells that something was done in reliance on it."""

    state: Literal["given", "refused", "withdrawn", "relied upon"]
    until: Date = ""
    text: _Text = ""


class Consent(Asked):
    """A consent of a court or an authority, as a limit of law asks for; it is not sent."""

    row: str = Field(description="The row of law.", examples=["us/limits/grand-jury"])
    by: str = Field(min_length=1, examples=["The court"])
    words: str = Field("", description="Where it is written: order, date.")
    until: Date = ""


@routes.get("/leads")
def leads(desk: TheDesk, case: TheCase) -> list[Dealing]:
    """List the leads given and received, with their deadlines and what came of them."""
    return desk.dealings(case, LEAD)


@routes.post("/leads", status_code=HTTPStatus.CREATED)
def new_lead(desk: TheDesk, bench: Bench, case: TheCase, asked: NewLead) -> Sealed:
    """Give a partner a lead: what, how far it can be trusted, and under which conditions."""
    bench.require("release", case=case.slug)
    props = {
        "name": asked.about,
        "description": asked.words,
        "conditions": asked.conditions,
        "deadline": asked.deadline,
        "tipster": case.find(asked.source) if asked.source else "",
    }
    draft = Draft(LEAD, props, asked.grade, bench.handling("public", asked.code))
    sides = bench.agency, _agency(desk, asked.to)
    wish = Wish(
        asked.to, asked.what, asked.about, asked.purpose, files=False, expires=asked.expires
    )
    return sealed(desk, desk.start(case, draft, sides, wish))


@routes.post("/leads/{lead}", status_code=HTTPStatus.CREATED)
def close_lead(desk: TheDesk, bench: Bench, case: TheCase, lead: Id, asked: CloseLead) -> Sealed:
    """State what came of a lead, and tell the partner."""
    bench.require("release", case=case.slug)
    found = _found(desk, case, LEAD, lead)
    wish = Wish(asked.to, (), asked.outcome, files=False, kind="answer")
    return sealed(desk, desk.tell(case, found, Draft(LEAD, {"outcome": asked.outcome}), wish))


@routes.get("/requests")
def requests(desk: TheDesk, case: TheCase) -> list[Dealing]:
    """List the requests made and received, and how they were answered."""
    return desk.dealings(case, REQUEST)


@routes.post("/requests", status_code=HTTPStatus.CREATED)
def new_request(desk: TheDesk, bench: Bench, case: TheCase, asked: NewRequest) -> Sealed:
    """Ask a partner for assistance, with the contents that the treaties ask for."""
    bench.require("release", case=case.slug)
    said = asked.model_dump(include=_CONTENTS)
    props = said | {"name": asked.about, "legalBasis": asked.legal_basis}
    sides = bench.agency, _agency(desk, asked.to)
    wish = Wish(
        asked.to, asked.what, asked.about, asked.purpose, asked.offence, asked.substance, True
    )
    return sealed(desk, desk.start(case, Draft(REQUEST, props), sides, wish))


@routes.post("/requests/{request}", status_code=HTTPStatus.CREATED)
def answer(desk: TheDesk, bench: Bench, case: TheCase, request: Id, asked: Answer) -> Sealed:
    """Answer a request: executed, partly executed, refused, postponed; with what was asked for."""
    bench.require("release", case=case.slug)
    found = _found(desk, case, REQUEST, request)
    wish = Wish(asked.to, asked.what, asked.text, "", asked.offence, asked.substance)
    return sealed(desk, desk.answer(case, found, (asked.how, asked.ground), wish))


@routes.get("/assurances")
def assurances(desk: TheDesk, case: TheCase) -> list[Dealing]:
    """List the assurances, permissions and consents of a case, and whether they stand."""
    return desk.dealings(case, ASSURANCE)


@routes.post("/assurances", status_code=HTTPStatus.CREATED)
def ask_assurance(desk: TheDesk, bench: Bench, case: TheCase, asked: AskAssurance) -> Sealed:
    """Ask a partner for an assurance, or for leave to pass something on."""
    bench.require("release", case=case.slug)
    _agency(desk, asked.to)  # else it is not found
    wish = Wish(asked.to, (), asked.text, files=False)
    return sealed(desk, desk.ask_assurance(case, asked.term, wish))


@routes.post("/assurances/{assurance}", status_code=HTTPStatus.CREATED)
def give(desk: TheDesk, bench: Bench, case: TheCase, assurance: Id, asked: Give) -> Sealed:
    """Give, refuse or withdraw an assurance that a partner asked for, or rely on one."""
    bench.require("release", case=case.slug)
    found = _found(desk, case, ASSURANCE, assurance)
    wish = Wish(asked.to, (), asked.text or asked.state, files=False)
    if asked.state == "relied upon":
        return sealed(desk, desk.rely(case, found, wish))
    return sealed(desk, desk.decide(case, found, (asked.state, asked.until), wish))


@routes.post("/consents", status_code=HTTPStatus.CREATED)
def record(desk: TheDesk, case: TheCase, asked: Consent) -> Dealing:
    """Record that a court or an authority has consented, as a limit of law asks for."""
    return desk.consent(case, asked.row, asked.by, description=asked.words, until=asked.until)


_CONTENTS = {
    *("authority", "nature", "facts", "assistance", "aim", "concerned", "procedure"),
    *("confidential", "urgency", "deadline", "offence"),
}


def _agency(desk: Desk, to: str) -> str:
    with refusing(HTTPStatus.NOT_FOUND):
        return desk.partner(to).card.agency


def _found(desk: Desk, case: Case, schema: str, prefix: str) -> Dealing:
    with refusing(HTTPStatus.NOT_FOUND):
        return desk.dealing(case, schema, prefix)
