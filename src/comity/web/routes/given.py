"""What routes are given: the workbench of who asks, and the case that the path names."""

from collections.abc import Iterator
from datetime import date
from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, Path, Query

from comity.case import Case, Denied, Workbench
from comity.model import ComityError
from comity.web.errors import Refused
from comity.web.served import TheServed
from comity.web.signing_in import Asking, unknown

Slug = Annotated[str, Path(description="The case's short name.", examples=["xingtai"])]
Thing = Annotated[
    str, Path(description="A name, or the beginning of an id.", examples=["Liu Yong"])
]
Day = Annotated[str, Query(description="An ISO day, as 2018-08-29.", examples=["2018-08-29"])]


def opened(served: TheServed, who: Asking) -> Iterator[Workbench]:
    """Open the node for who asks, for this request alone: a session is no two threads' at once."""
    try:
        bench = Workbench(served.node, who.bearer, shared=True)
    except ComityError:
        raise unknown(f"{who.bearer.reader} is no longer a reader here.") from None
    with bench:
        yield bench


Bench = Annotated[Workbench, Depends(opened, scope="function")]


def named(bench: Bench, slug: Slug) -> Case:
    """Return the case that the path names, if who asks may see it."""
    try:
        return bench.case(slug)
    except Denied:
        raise
    except ComityError:  # which lists the commands to go on with
        said = f"There is no case {slug!r} that you may see."
        raise Refused(HTTPStatus.NOT_FOUND, said) from None


TheCase = Annotated[Case, Depends(named, scope="function")]


def day(on: str) -> str:
    """Return a day as it is asked for, if it is one.

    Raises:
        ComityError: it is not.
    """
    try:
        return date.fromisoformat(on).isoformat() if on else ""
    except ValueError:
        raise ComityError(f"{on!r} is not a day. Give it as 2018-08-29.") from None
