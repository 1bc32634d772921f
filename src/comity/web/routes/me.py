"""Who asks."""

from typing import NamedTuple

from comity.case import PERMISSIONS
from comity.web.records import Routes
from comity.web.routes.given import Bench
from comity.web.signing_in import Asking

routes = Routes(tags=["sign-in"])


class Me(NamedTuple):
    """Who is signed in.

    Attributes:
        reader: the reader's name; clearance: up to which level they may read.
        may: what they may do, by their roles and by the token that they came with.
        agency: whose node this is.
        csrf: what a browser sends with every write in the header X-Comity-CSRF; else empty.
    """

    reader: str
    clearance: str
    may: tuple[str, ...]
    agency: str
    csrf: str


@routes.get("/me")
def me(bench: Bench, who: Asking) -> Me:
    """Show who is signed in."""
    clearance = bench.readers()[bench.reader]
    may = tuple(filter(bench.may, PERMISSIONS))
    return Me(bench.reader, clearance, may, bench.agency, who.csrf)
