"""Every command: to import this adds them all."""

from comity.cli import (
    changes,
    dealings,
    demo,
    exhibits,
    matching,
    partners,
    people,
    receiving,
    sending,
    serve,
    statute,
    views,
)

__all__ = [
    "changes",
    "dealings",
    "demo",
    "exhibits",
    "matching",
    "partners",
    "people",
    "receiving",
    "sending",
    "serve",
    "statute",
    "views",
]
