"""What a run keeps in its folder whatever the engine: what it is of, and the entities in batches.

``run.json`` says what the run is of. ``entities/000001.jsonl`` and so on have a line for each
entity, a JSON object: ``number`` (from 1, as they were given), ``id``, and ``entity``, which is
JSON again. A file is complete or not there.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from hashlib import blake2b
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import accumulate, count, islice
from pathlib import Path
from typing import Any

from comity.model import ComityError
from comity.resolve.entity import Entity

Progress = Callable[[str, int, int], None]
"""Called with the step, how much of it is done, and of how much (0: not known)."""

EACH = 10_000
"""Entities in a file."""

_LONGEST = 1_000  # characters of a value; FollowTheMoney allows 384 for a name
_MOST = 10_000  # characters of all values of a kind


def quiet(step: str, done: int, of: int) -> None:
    """Show no progress."""


def begin(folder: Path, engine: str, least: float) -> None:
    """Make the folder of a run, or see that it has this run.

    Raises:
        ComityError: it has another, or was begun with another version or other tables.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # it will have personal data
    here = folder / "run.json"
    said = {"engine": engine, "least": least, "version": version("comity"), "basis": basis()}
    if here.exists():
        if json.loads(here.read_text("utf-8")) != said:
            raise _other(folder)
        return
    _write(here, json.dumps(said))


@cache
def basis() -> str:
    """Return a digest of the code and the tables that keys and scores come from: parts that were
    made on another basis do not belong together. It reads some 3 MB, in some 20 milliseconds."""
    found = blake2b(digest_size=16)
    for package in ("comity.resolve", "comity.extract"):
        for name, content in _contents(files(package)):
            found.update(f"{name} {len(content)}\n".encode() + content)
    return found.hexdigest()


def _contents(folder: Traversable) -> Iterator[tuple[str, bytes]]:
    for one in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if one.is_dir():
            yield from _contents(one)
        elif one.name.endswith((".py", ".tsv")):
            yield one.name, one.read_bytes()


def store(entities: Iterable[Entity], folder: Path, progress: Progress = quiet) -> list[Path]:
    """Write the entities that can be compared, in batches; return the files.

    Raises:
        ComityError: the folder has other entities.
    """
    within = folder / "entities"
    within.mkdir(exist_ok=True)
    files: list[Path] = []
    for file, text in _batches(entities, within):
        if not file.exists():
            _write(file, text)
        elif file.read_text("utf-8") != text:
            raise _other(folder)
        files.append(file)
        progress("entities", len(files) * EACH, 0)
    if set(within.glob("*.jsonl")) != set(files):
        raise _other(folder)
    return files


def _batches(entities: Iterable[Entity], within: Path) -> Iterator[tuple[Path, str]]:
    known = filter(None, map(sound, entities))
    lines = (
        json.dumps({"number": number, "id": one.id, "entity": written(one)}) + "\n"
        for number, one in enumerate(known, 1)
    )
    for number in count(1):
        if not (batch := list(islice(lines, EACH))):
            return
        yield within / f"{number:06}.jsonl", "".join(batch)


def _write(file: Path, text: str) -> None:
    """Write a file so that it is there only when it is complete."""
    part = file.with_name(f".{file.name}.part")
    part.write_text(text, "utf-8", newline="\n")
    part.replace(file)


def _other(folder: Path) -> ComityError:
    return ComityError(f"{folder} has a run of other entities, of another engine, of another "
                       "version or with another least score: name another folder, or delete this "
                       "one")  # fmt: skip


def sound(entity: Entity) -> Entity | None:
    """Return an entity without the values that no register holds; None if it has no usable id.

    Left out are values over 1,000 characters, with NUL, and with half a surrogate pair, which is
    not Unicode text and cannot be stored; and what is beyond 10,000 characters of a kind.
    """
    if not (entity.id and _good(entity.id) and _good(entity.schema)):
        return None
    kept = {field: _kept(value) for field, value in zip(entity._fields, entity, strict=True)}
    return Entity(**kept)


def _kept(value: Any) -> Any:
    if isinstance(value, str):
        return value if _good(value) else ""
    good = [one for one in value if _good(one)]
    ends = accumulate(len("".join(one)) + 1 for one in good)
    return tuple(one for one, end in zip(good, ends, strict=True) if end <= _MOST)


def _good(value: Any) -> bool:
    if isinstance(value, tuple):
        return all(map(_good, value))
    if not isinstance(value, str) or len(value) > _LONGEST or "\0" in value:
        return False
    return value.isascii() or not any("\ud800" <= c <= "\udfff" for c in value)


def written(entity: Entity) -> str:
    """Return an entity as JSON: an object of what it has."""
    has = {field: value for field, value in entity._asdict().items() if value}
    return json.dumps(has, ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=20_000)
def read(text: str) -> Entity:
    """Return the entity that ``written`` wrote."""
    return Entity(**{field: _frozen(value) for field, value in json.loads(text).items()})


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value
