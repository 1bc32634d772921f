"""Leads, requests and assurances: what agencies ask and tell each other, as statements of a case.

Each is an entity of the case (``Lead``, ``Request``, ``Assurance``); what becomes of it is a
further statement about it, by whichever side. So it stands in the timeline with its sources, is
seen by those who may see it, and goes out and comes in as all else does.
"""

import secrets
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from comity.case import Case
from comity.exchange.office import Office
from comity.exchange.releasing import IDENTITY, Release
from comity.exchange.selection import Selection, select
from comity.exchange.sharing import Wish, check, circumstances, dispatch
from comity.model import ComityError, Handling, Statement, entity_id, grade, vocabulary
from comity.store import PackageRow, now

LEAD, REQUEST, ASSURANCE = "Lead", "Request", "Assurance"
KINDS = {LEAD: "lead", REQUEST: "request", ASSURANCE: "assurance"}
SIDES = {
    LEAD: ("giver", "receiver"),
    REQUEST: ("requester", "requested"),
    ASSURANCE: ("giver", "receiver"),
}
"""The properties that name who gives or asks, and who receives or is asked."""

_PROTECTED = ("tipster",)


class Draft(NamedTuple):
    """A lead, request or assurance to be made, or what is added to one.

    Attributes:
        schema: ``Lead``, ``Request`` or ``Assurance``.
        props: properties of the schema, with their values as people give them.
        mark: 4x4 grade.
        handling: conditions of what is stated.
    """

    schema: str
    props: Mapping[str, str]
    mark: str = grade.UNKNOWN
    handling: Handling = Handling()


class Step(NamedTuple):
    """Something that was said of a dealing: by whom, when, which property, which value."""

    by: str
    at: str
    prop: str
    value: str
    statement: str


class Dealing(NamedTuple):
    """A lead, request or assurance as a reader sees it: all that was said of it, oldest first."""

    id: str
    schema: str
    steps: tuple[Step, ...]

    def last(self, prop: str) -> str:
        """Return the newest value of a property; empty where there is none."""
        return next((s.value for s in reversed(self.steps) if s.prop == prop), "")

    @property
    def name(self) -> str:
        """What it is about, in a line."""
        return self.last("name") or self.last("term")


def begin(office: Office, case: Case, draft: Draft, *, giver: str, receiver: str) -> str:
    """State a new lead, request or assurance between two agencies; return its id.

    Raises:
        ComityError: a value does not fit its property.
    """
    entity = entity_id(draft.schema, office.origin, secrets.token_hex(16))
    agencies = dict(zip(SIDES[draft.schema], (giver, receiver), strict=True))
    props = {"date": now()[:10], **draft.props}
    made = _statements(office, case, entity, draft._replace(props=props))
    # What an agency is called is no secret of this lead.
    plain = draft._replace(handling=Handling())
    for role, agency in agencies.items():
        made += [
            _made(office, case, draft, (entity, draft.schema, role, agency_id(agency))),
            _made(office, case, plain, (agency_id(agency), "PublicBody", "name", agency)),
        ]
    office.session.write.state(case.row, KINDS[draft.schema], made)
    return entity


def add(office: Office, case: Case, entity: str, draft: Draft) -> None:
    """State something more of a lead, request or assurance: what came of it, an answer."""
    made = _statements(office, case, entity, draft)
    office.session.write.state(case.row, KINDS[draft.schema], made)


def listed(office: Office, case: Case, schema: str) -> list[Dealing]:
    """Return the leads, requests or assurances of a case, oldest first."""
    said = office.session.statements(case.row, schemata=[schema])
    agencies = {s.value for s in said if s.prop in _AGENCIES}
    names = {
        s.entity: s.value
        for s in office.session.statements(case.row, entities=agencies, props=["name"])
    }
    found: dict[str, list[Step]] = {}
    for s in sorted(said, key=lambda s: (s.made, s.prop)):
        value = names.get(s.value, s.value)
        found.setdefault(s.entity, []).append(Step(_by(s), s.made, s.prop, value, s.id))
    dealings = [Dealing(entity, schema, tuple(steps)) for entity, steps in found.items()]
    return [d for d in dealings if _AGENCIES & {step.prop for step in d.steps}]


def find(office: Office, case: Case, schema: str, prefix: str) -> Dealing:
    """Return one by the beginning of its id.

    Raises:
        ComityError: none, or more than one, begins so.
    """
    known = listed(office, case, schema)
    found = [d for d in known if prefix and d.id.startswith(prefix.lower())]
    if len(found) == 1:
        return found[0]
    word = KINDS[schema]
    shown = "".join(f"\n  {d.id[:12]}  {d.name}" for d in known[:10])
    raise ComityError(
        f"{len(found) or 'No'} {word} of the case {case.slug} has an id that begins with "
        f"{prefix!r}." + (f" There is:{shown}" if shown else "")
    )


def send(office: Office, case: Case, dealing: Dealing, wish: Wish) -> PackageRow:
    """Send a lead, request or assurance, as it now stands here, and what ``wish`` adds to it.

    Raises:
        ComityError: the law does not let it out.
    """
    partner = office.partner(wish.to)
    known = [s for s in dealing.steps if s.prop in _AGENCIES]
    more = select(office, case, wish.what) if wish.what else Selection()
    own = {dealing.id, *(agency_id(step.value) for step in known)}
    selection = more._replace(entities=more.entities | own)
    under = circumstances(office, case, partner, wish)
    found = Release(office, case, selection, under, wish.manner)
    wish = wish._replace(
        kind=wish.kind or KINDS[dealing.schema],
        text=wish.text or dealing.name,
        about=dealing.id,
    )
    return dispatch(office, case, found, wish)


def start(
    office: Office, case: Case, draft: Draft, sides: tuple[str, str], wish: Wish
) -> PackageRow:
    """State a new lead, request or assurance, and send it: both, or neither.

    ``sides`` are the agencies that give it and receive it.

    Raises:
        ComityError: the law would not let it out, or the reader may not share; nothing is stated.
    """
    _check(office, case, draft, wish)
    giver, receiver = sides
    entity = begin(office, case, draft, giver=giver, receiver=receiver)
    return send(office, case, find(office, case, draft.schema, entity), wish)


def tell(office: Office, case: Case, dealing: Dealing, draft: Draft, wish: Wish) -> PackageRow:
    """State what came of a lead, request or assurance, and send it: both, or neither.

    Raises:
        ComityError: the law would not let it out, or the reader may not share; nothing is stated.
    """
    _check(office, case, draft, wish)
    add(office, case, dealing.id, draft)
    return send(office, case, find(office, case, dealing.schema, dealing.id), wish)


def agency_id(name: str) -> str:
    """Return the id of an agency as a party of a case: the same on both sides."""
    return entity_id("agency", name.casefold())


_AGENCIES = {role for roles in SIDES.values() for role in roles}


def _check(office: Office, case: Case, draft: Draft, wish: Wish) -> None:
    """Check that what is about to be stated could go out."""
    office.bench.require("release", case=case.slug)
    level = max(draft.handling.level, case.row.level)
    under = circumstances(office, case, office.partner(wish.to), wish)
    check(under, draft.handling._replace(level=level), grade.parse(draft.mark))


def _by(statement: Statement) -> str:
    return statement.handling.originator or statement.author


def _statements(office: Office, case: Case, entity: str, draft: Draft) -> list[Statement]:
    said: list[Statement] = []
    for prop, value in draft.props.items():
        if not value:
            continue
        made = _made(office, case, draft, (entity, draft.schema, prop, _clean(draft, prop, value)))
        if prop in _PROTECTED:
            codes = tuple(sorted({*made.handling.codes, IDENTITY}))
            made = made._replace(handling=made.handling._replace(codes=codes))
        said.append(made)
    return said


def _clean(draft: Draft, prop: str, value: str) -> str:
    if vocabulary.property_type(draft.schema, prop) == "entity":
        return value
    return vocabulary.clean(draft.schema, prop, value)


def _made(office: Office, case: Case, draft: Draft, said: Sequence[str]) -> Statement:
    entity, schema, prop, value = said
    level = max(draft.handling.level, case.row.level)
    return Statement(
        entity, schema, prop, value, author=office.session.reader, made=now("microseconds"),
        grade=grade.parse(draft.mark), handling=draft.handling._replace(level=level),
    )  # fmt: skip
