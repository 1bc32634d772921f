"""JSON from outside (RFC 8259), read strictly: I-JSON (RFC 7493), and no deeper than need be.

Two readers of a text with a name given twice can each find another value in it; so such a text is
refused, and so is what JSON does not know (NaN), what it cannot carry faithfully (a number too
large, half of a surrogate pair), what databases cannot keep (a zero character), and what is nested
to overwhelm its reader.
"""

import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import rfc8785

from comity.exchange.sealed.refusal import Refused, malformed

DEPTH = 32
"""How deep arrays and objects may be nested."""


def parse(data: bytes) -> Any:
    """Return what a JSON text says.

    Raises:
        ValueError: it is not JSON, or not strict.
    """
    text = data.decode("utf-8")
    try:
        found = _DECODER.decode(text)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    if text.count("[") + text.count("{") > DEPTH and _depth(found) > DEPTH:
        raise ValueError("it is nested too deeply")
    if "\\u" in text:
        _check_escapes(found)
    return found


def text(data: bytes, name: str) -> Any:
    """Return what a file that is one JSON text says.

    Raises:
        Refused: it is not strict JSON.
    """
    try:
        return parse(data)
    except ValueError as error:
        raise malformed(f"{name} is no strict JSON ({_brief(error)})") from None


def message(data: bytes) -> dict[str, Any]:
    """Return the object in a message, which is in canonical form (RFC 8785).

    Raises:
        Refused: it is no such thing.
    """
    found = text(data, "its message")
    try:
        canonical = rfc8785.dumps(found)
    except ValueError:
        canonical = b""
    if not isinstance(found, dict) or canonical != data:
        raise malformed("its message is not in canonical form")
    return found


def lines(path: Path, longest: int) -> Iterator[Any]:
    """Yield what each line of a file of JSON texts says; no line is over ``longest`` bytes.

    Raises:
        Refused: a line is too long, not ended, or no strict JSON.
    """
    number, name = 0, path.name
    with path.open("rb") as stream:
        while line := stream.readline(longest + 1):
            number += 1
            if not line.endswith(b"\n"):
                raise _line(f"line {number} of {name}", long=len(line) > longest)
            yield text(line, f"line {number} of {name}")


def _line(name: str, *, long: bool) -> Refused:
    if long:
        return Refused("too-large", f"The package is refused: {name} is too long.")
    return malformed(f"{name} is not ended")


def _brief(error: ValueError) -> str:
    return str(error)[:80]


def _depth(value: Any) -> int:
    depth, level = 0, [value]
    while level := [v for v in level if isinstance(v, dict | list)]:
        depth += 1
        level = [x for v in level for x in (v.values() if isinstance(v, dict) else v)]
    return depth


def _check_escapes(value: Any) -> None:
    text = json.dumps(value, ensure_ascii=False)
    text.encode()  # half of a surrogate pair is a UnicodeEncodeError, which is a ValueError
    if "\\u0000" in text.replace("\\\\", ""):
        raise ValueError("a text has a zero character")


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name is given twice")
    return found


def _constant(name: str) -> Any:
    raise ValueError(f"{name} is no number of JSON")


def _float(text: str) -> float:
    found = float(text)
    if not math.isfinite(found):
        raise ValueError("a number is too large")
    return found


_DECODER = json.JSONDecoder(object_pairs_hook=_pairs, parse_constant=_constant, parse_float=_float)
