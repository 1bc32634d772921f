"""Who may read here, who may do what, and by which tokens."""

from http import HTTPStatus
from typing import Annotated, NamedTuple

from fastapi import Path, Response
from pydantic import BaseModel, ConfigDict, Field

from comity.case import PERMISSIONS, Permission
from comity.store import ROLES, Person, Token
from comity.web.errors import refusing
from comity.web.records import Routes
from comity.web.routes.given import Bench

routes = Routes(tags=["people"])

Name = Annotated[str, Path(description="A reader's name.", examples=["li"])]


class _Asked(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ReaderChange(_Asked):
    """What is to hold of a reader from now on; what is left out stays, or is least."""

    clearance: str | None = Field(None, examples=["restricted"])
    roles: list[str] | None = Field(None, examples=[["analyst"]])


class NewToken(_Asked):
    """A token to make: what you call it, for how many days, and for what it is to be good."""

    name: str = Field(examples=["nightly report"])
    days: int = Field(90, examples=[30])
    may: list[str] | None = Field(None, description="Else all you may.", examples=[["read"]])


class Reader(NamedTuple):
    """What holds, or held, of a reader: clearance and roles, by whom and since when (``at``)."""

    name: str
    clearance: str
    roles: list[str]
    active: bool
    by: str
    at: str


class Made(NamedTuple):
    """A new token, which is shown this once."""

    token: str


@routes.get("/readers")
def readers(bench: Bench) -> list[Reader]:
    """List the readers with their clearance and roles."""
    return list(map(_reader, bench.people()))


@routes.get("/roles")
def roles() -> list[Permission]:
    """Show what each role may do, and why."""
    return list(PERMISSIONS.values())


@routes.put("/readers/{name}")
def put(bench: Bench, name: Name, asked: ReaderChange) -> Reader:
    """Add a reader, or give one another clearance or other roles."""
    return _reader(bench.add_reader(name, asked.clearance, asked.roles))


@routes.get("/readers/{name}/history")
def history(bench: Bench, name: Name) -> list[Reader]:
    """Show all that ever held of a reader, by whom and since when, oldest first."""
    return list(map(_reader, bench.history(name)))


@routes.delete("/readers/{name}", status_code=HTTPStatus.NO_CONTENT)
def remove(bench: Bench, name: Name) -> Response:
    """Have somebody be a reader no more: open sessions see nothing, tokens end."""
    with refusing(HTTPStatus.CONFLICT):
        bench.remove_reader(name)
    return Response(status_code=HTTPStatus.NO_CONTENT)


@routes.get("/tokens")
def tokens(bench: Bench) -> list[Token]:
    """List your tokens, or everybody's if you manage people: never the tokens themselves."""
    return bench.tokens()


@routes.post("/tokens", status_code=HTTPStatus.CREATED)
def new_token(bench: Bench, asked: NewToken) -> Made:
    """Make a token of your own. It is shown this once; a token cannot make one."""
    return Made(bench.new_token(asked.name, asked.days, asked.may))


@routes.delete("/tokens/{reader}/{token}", status_code=HTTPStatus.NO_CONTENT)
def revoke(bench: Bench, reader: Name, token: str) -> Response:
    """End a token: your own, or, if you manage people, another's."""
    with refusing(HTTPStatus.NOT_FOUND):
        bench.revoke_token(token, reader)
    return Response(status_code=HTTPStatus.NO_CONTENT)


def _reader(person: Person) -> Reader:
    roles = sorted(person.roles, key=ROLES.index)
    return Reader(person.name, person.clearance, roles, person.active, person.by, person.at)
