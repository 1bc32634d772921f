"""Our records as documented models: what ``--json`` prints, described for other programs.

A route says which record it returns; the model of the answer follows from the record, so that
the two cannot drift apart.
"""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from fastapi import APIRouter, Response
from fastapi.datastructures import DefaultPlaceholder
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, create_model


class Record(BaseModel):
    """A record of ours: its attributes are read from a named tuple or a dataclass."""

    model_config = ConfigDict(from_attributes=True)


class Routes(APIRouter):
    """A router whose answers are documented by the records that its functions return."""

    def add_api_route(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        """Add a route; its response model is that of the endpoint's return annotation."""
        if isinstance(options.get("response_model"), DefaultPlaceholder):
            options["response_model"] = answer(endpoint)
        super().add_api_route(path, endpoint, **options)


def answer(endpoint: Callable[..., Any]) -> Any:
    """Return the model of what a function returns; None where that is no data."""
    kind = get_type_hints(endpoint, include_extras=True).get("return")
    if kind in (None, NoneType) or (isinstance(kind, type) and issubclass(kind, Response)):
        return None
    return documented(kind)


def documented(kind: Any) -> Any:
    """Return a type with a model in the place of every record in it."""
    if _is_record(kind):
        return _model(kind)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return Annotated[documented(arguments[0]), *arguments[1:]]
    if origin is frozenset:
        return Annotated[list[documented(arguments[0])], BeforeValidator(sorted)]  # type: ignore[misc]
    if origin is None:
        return kind
    inner = tuple(a if a is ... else documented(a) for a in arguments)
    return Union[inner] if origin in (Union, UnionType) else origin[inner]  # noqa: UP007


def _is_record(kind: Any) -> bool:
    named = isinstance(kind, type) and issubclass(kind, tuple) and hasattr(kind, "_fields")
    return named or (isinstance(kind, type) and is_dataclass(kind))


@cache
def _model(kind: Any) -> type[Record]:
    hints = get_type_hints(kind, include_extras=True)
    names = [f.name for f in fields(kind)] if is_dataclass(kind) else kind._fields
    said = {}
    for name in names:
        # Pydantic keeps some names for itself, "schema" and "json" among them.
        taken = hasattr(BaseModel, name)
        said[name + "_" if taken else name] = (
            documented(hints[name]),
            Field(alias=name) if taken else Field(),
        )
    made: Any = create_model
    model: type[Record] = made(
        kind.__name__, __base__=Record, __doc__=_doc(kind), __module__=kind.__module__, **said
    )
    return model


def _doc(kind: Any) -> str:
    return "\n".join(line.strip() for line in (kind.__doc__ or kind.__name__).splitlines())
