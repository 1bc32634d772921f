"""Cases: list them, open one, state something, take it back, decide who is who."""

from http import HTTPStatus
from typing import Annotated, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from comity.case import Case, Question, Undone
from comity.model import Statement, grade
from comity.web.errors import Refused, refusing
from comity.web.records import Routes
from comity.web.routes.given import Bench, TheCase

routes = Routes(prefix="/cases", tags=["cases"])


class CaseRow(NamedTuple):
    """A case in a list, with how much the reader sees in it."""

    case: str
    title: str
    documents: int
    statements: int
    entities: int
    sources: int


class Stated(NamedTuple):
    """What somebody stated or decided; ``id`` takes it back."""

    id: str
    statement: Statement


Id = Annotated[str, Field(pattern=r"^[^\x00]+$", examples=["7a573ce0450b3d25d3601cb76514f265"])]
"""An entity's id: any text, but for the sign that no database keeps."""


class _Asked(BaseModel):
    model_config = ConfigDict(extra="forbid")


class NewCase(_Asked):
    """A case to open."""

    slug: str = Field(description="A short name: a-z, 0-9 and -.", examples=["xingtai"])
    title: str = Field("", examples=["Xingtai fentanyl case"])
    classification: str = Field("public", examples=["restricted"])


class Note(_Asked):
    """Something to state of a thing of the case."""

    thing: str = Field(description="A name, or the beginning of an id.", examples=["Liu Yong"])
    prop: str = Field(description="A property of FollowTheMoney.", examples=["nationality"])
    value: str = Field(examples=["cn"])
    grade: str = Field(grade.UNKNOWN, description="4x4.", examples=["A1"])


class Decision(_Asked):
    """Whether two entities are one, by their ids."""

    a: Id
    b: Id
    same: bool


class Undo(_Asked):
    """What to take back: the beginning of a statement's id; empty for one's own last one."""

    statement: str = Field("", examples=["3fa9c02b11d0"])


@routes.get("")
def listed(bench: Bench) -> list[CaseRow]:
    """List the cases that you may see."""
    return [_row(case) for case in bench.cases()]


@routes.post("", status_code=HTTPStatus.CREATED)
def new(bench: Bench, asked: NewCase) -> CaseRow:
    """Open a case."""
    if asked.slug in (case.slug for case in bench.cases()):
        raise Refused(HTTPStatus.CONFLICT, f"There is a case {asked.slug!r} already.")
    return _row(bench.new_case(asked.slug, asked.title, asked.classification))


@routes.get("/{slug}")
def one(case: TheCase) -> CaseRow:
    """Show one case."""
    return _row(case)


@routes.post("/{slug}/notes", status_code=HTTPStatus.CREATED)
def note(case: TheCase, asked: Note) -> Stated:
    """State what you know, or correct something, in your name."""
    with refusing(HTTPStatus.NOT_FOUND):
        thing = case.find(asked.thing)
    return _stated(case.note(thing, asked.prop, asked.value, asked.grade))


@routes.post("/{slug}/undo")
def undo(case: TheCase, asked: Undo) -> Undone:
    """Take back your last note or decision, or withdraw any statement. The record keeps both."""
    with refusing(HTTPStatus.CONFLICT):
        return case.undo(asked.statement)


@routes.get("/{slug}/questions")
def questions(case: TheCase) -> list[Question]:
    """List the proposals on who is who that nobody has decided."""
    return case.questions()


@routes.post("/{slug}/decisions", status_code=HTTPStatus.CREATED)
def decide(case: TheCase, asked: Decision) -> Stated:
    """Decide whether two entities are one."""
    with refusing(HTTPStatus.NOT_FOUND):
        return _stated(case.decide(asked.a, asked.b, same=asked.same))


def _row(case: Case) -> CaseRow:
    return CaseRow(case.slug, case.title, **case.count())


def _stated(made: Statement) -> Stated:
    return Stated(made.id, made)
