"""The log: who did what, and whether all is as it was written."""

from typing import Annotated, Any

from fastapi import Query

from comity.store import Finding
from comity.web.records import Routes
from comity.web.routes.given import Bench

routes = Routes(tags=["log"])


@routes.get("/log")
def log(
    bench: Bench, last: Annotated[int, Query(ge=1, le=100_000, description="How many.")] = 20
) -> list[dict[str, Any]]:
    """Show the last entries of the log: who did what, when."""
    return bench.log(last)


@routes.get("/verify")
def verify(bench: Bench) -> list[Finding]:
    """Check that files, statements and log are unchanged, and say what is not."""
    return bench.verify()
