"""What a case shows: the listings of the command line, with the same JSON."""

from http import HTTPStatus
from typing import Annotated, NamedTuple

from fastapi import Query

from comity import network as net
from comity.case import Claim, Dispute, Figure, Happening, Hit, Party, Shown, Source
from comity.web.errors import refusing
from comity.web.records import Routes
from comity.web.routes.given import Day, TheCase, Thing, day

routes = Routes(prefix="/cases/{slug}", tags=["views"])


class Said(NamedTuple):
    """Who says what, what some deny, and the figures that differ."""

    claims: list[Claim]
    disputes: list[Dispute]
    figures: list[Figure]


class Network(NamedTuple):
    """The graph of a case, its rings, and its key players with reasons."""

    graph: net.Graph
    rings: list[net.Ring]
    key_players: list[net.KeyPlayer]


@routes.get("/timeline")
def timeline(case: TheCase) -> list[Happening]:
    """Show what happened when, each with its sources."""
    return case.timeline()


@routes.get("/parties")
def parties(case: TheCase, on: Day = "") -> list[Party]:
    """Show parties and groups with their status, as it stood on a day."""
    return case.who(day(on))


@routes.get("/claims")
def claims(case: TheCase) -> Said:
    """Show who says what; where sources disagree, side by side."""
    return Said(case.claims(), case.disputes(), case.figures())


@routes.get("/network")
def network(
    case: TheCase, everyone: Annotated[bool, Query(description="With the authorities.")] = False
) -> Network:
    """Show rings and key players, with reasons."""
    graph = case.network(everyone=everyone)
    return Network(graph, net.rings(graph), net.key_players(graph))


@routes.get("/sources")
def sources(case: TheCase) -> list[Source]:
    """Show the documents, and which of them tell the same report again."""
    return case.sources()


@routes.get("/things/{thing}")
def thing(case: TheCase, thing: Thing) -> Shown:
    """Show one thing whole: every value with document, span, quote, grade and asserter."""
    with refusing(HTTPStatus.NOT_FOUND):
        return case.show(thing)


@routes.get("/search")
def search(
    case: TheCase,
    q: Annotated[str, Query(description='Words; "a phrase" in order.', examples=["diana phone"])],
    limit: Annotated[int, Query(ge=1, le=1000, description="Most hits.")] = 50,
) -> list[Hit]:
    """Search words, names and phrases in a case."""
    return case.search(q, limit)
