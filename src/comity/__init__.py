"""Comity: the open workbench for investigations that cross borders.

Everything known is a statement with its source; everything shown is a view of statements.

    >>> import comity
    >>> with comity.open() as node:                                     # doctest: +SKIP
    ...     for happening in node.case("xingtai").timeline():
    ...         print(happening.date, happening.kind, happening.independent)
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from comity.case import Case, Workbench, create, open
    from comity.model import ComityError, Handling

__all__ = ["Case", "ComityError", "Handling", "Workbench", "create", "open"]


def __getattr__(name: str) -> Any:
    """Import what is asked for only then: the layers below take time that few commands need."""
    from importlib import import_module  # noqa: PLC0415

    if name in __all__:
        package = "comity.model" if name in ("ComityError", "Handling") else "comity.case"
        return getattr(import_module(package), name)
    raise AttributeError(f"module 'comity' has no attribute {name!r}")
