"""The routes, by what they are for. All under ``/api/v1`` ask who is there; the others do not."""

from comity.web.records import Routes
from comity.web.routes import (
    cases,
    dealings,
    documents,
    exchange,
    home,
    law,
    log,
    me,
    nodes,
    people,
    views,
)

SIGNED_IN: tuple[Routes, ...] = (
    me.routes, cases.routes, documents.routes, views.routes, people.routes, law.routes, log.routes,
    exchange.routes, dealings.routes,
)  # fmt: skip
"""Under ``/api/v1``, for readers who are signed in."""

OPEN: tuple[Routes, ...] = (home.routes, nodes.routes)
"""At the root: signing in, and what partners send, who prove who they are in other ways."""

__all__ = ["OPEN", "SIGNED_IN"]
