"""The law, by jurisdiction and day: as the command line gives it."""

from datetime import date
from functools import cache
from typing import Annotated, NamedTuple

from fastapi import Query

from comity import law
from comity.web.records import Routes

routes = Routes(prefix="/law", tags=["law"])

Where = Annotated[
    str, Query(alias="in", description="A jurisdiction: us, cn, un, eu.", examples=["cn"])
]
On = Annotated[str, Query(description="An ISO day; else today.", examples=["2017-08-01"])]


class Controlled(NamedTuple):
    """What a substance is, whether it was controlled on a day, and which amounts matter.

    An empty list means "not known here", never "allowed".
    """

    substance: law.Substance | None
    control: list[law.Control]
    thresholds: list[law.Threshold]


@routes.get("/substance")
def substance(
    name: Annotated[str, Query(description="In any language.", examples=["fentanyl"])],
    where: Where,
    on: On = "",
) -> Controlled:
    """Show what a substance is, whether it was controlled on a day, and which amounts matter."""
    when = on or date.today().isoformat()
    return Controlled(
        law.substance(name), law.control(name, where, when), law.thresholds(name, where, when)
    )


@routes.get("/dual")
def dual(
    act: Annotated[str, Query(examples=["trafficking"])],
    substance: Annotated[str, Query(description="In any language.", examples=["fentanyl"])],
    between: Annotated[str, Query(description="Jurisdictions.", examples=["us,cn"])],
    on: On = "",
) -> law.Dual:
    """Compare two laws, element by element: is it a crime in both?"""
    parties = tuple(part.strip() for part in between.split(",") if part.strip())
    return law.dual(act, substance, parties, on or date.today().isoformat())


@routes.get("/penalty")
def penalty(
    name: Annotated[str, Query(examples=["death with two-year reprieve"])],
    where: Where,
    on: On = "",
) -> law.Penalty | None:
    """Show what a penalty is, what usually follows, and what it is not; null if not known here."""
    return law.penalty(name, where, on)


@routes.get("/check")
def check() -> list[law.Problem]:
    """Check the law's files: sources, dates, overlaps, gaps, dead references."""
    return _checked()


@cache
def _checked() -> list[law.Problem]:
    return list(law.check())  # takes seconds, and the files stay as they are while we run
