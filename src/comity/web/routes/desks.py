"""The desk of who asks, for the routes of the exchange with partners."""

from typing import Annotated, NamedTuple

from fastapi import Depends
from pydantic import BaseModel, ConfigDict, Field

from comity.exchange import Desk
from comity.store import PackageRow
from comity.web.routes.given import Bench


def seated(bench: Bench) -> Desk:
    """Sit down at the desk of the node, as somebody who works on cases.

    Raises:
        Denied: the reader's roles permit no such thing.
    """
    bench.require("read")
    return Desk(bench)


def keeping(bench: Bench) -> Desk:
    """Sit down at the desk of the node, as somebody who works on cases or keeps its keys.

    Raises:
        Denied: the reader's roles permit neither.
    """
    if not bench.may("partner"):
        bench.require("read")
    return Desk(bench)


TheDesk = Annotated[Desk, Depends(seated)]
TheKeys = Annotated[Desk, Depends(keeping)]


class Asked(BaseModel):
    """What is asked for: nothing that is not described."""

    model_config = ConfigDict(extra="forbid")


class ToPartner(Asked):
    """To which partner something goes."""

    to: str = Field(description="The partner's name here.", examples=["cn"])


What = Annotated[
    tuple[str, ...],
    Field(
        description="all, a name, document:ID or statement:ID.",
        examples=[["Liu Yong", "document:7c1e55"]],
    ),
]
Purpose = Annotated[str, Field(description="What it may be used for; else this case.")]
Offence = Annotated[
    str, Field(description="The act, for dual criminality.", examples=["trafficking"])
]
Substance = Annotated[str, Field(description="For dual criminality.", examples=["fentanyl"])]
Date = Annotated[str, Field(description="An ISO day.", examples=["2026-12-31"])]


class Sealed(NamedTuple):
    """A package that was sealed: its id, its kind, and how it stands (sealed: it waits for
    approval; sent: it can go)."""

    package: str
    kind: str
    state: str


def sealed(desk: Desk, package: PackageRow) -> Sealed:
    """Return what was sealed, with how it stands."""
    return Sealed(package.id, package.kind, desk.state(package))
