"""Read the law's files into rows, and say exactly where something is wrong with them."""

import re
from collections.abc import Iterator
from dataclasses import MISSING, Field, dataclass, fields
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from comity.law.kinds import KINDS, WORDS, Row
from comity.model import ComityError

HOME = Path(__file__).parent
"""The folder of the rows that come with Comity."""

_OTHER = ("about", "release_tests")
"""Files of a jurisdiction that hold no rows of law."""

_OURS = ("jurisdiction", "place")
_DAYS = ("since", "until", "checked")
_ISO = re.compile(r"\d{4}-\d\d-\d\d")


class Problem(NamedTuple):
    """Something to put right: in which file, which row, and what."""

    file: str
    row: str
    text: str

    def __str__(self) -> str:
        return ", ".join(part for part in (self.file, self.row) if part) + f": {self.text}"


@dataclass(frozen=True)
class Book:
    """All rows of all jurisdictions, as they stand in the files.

    Attributes:
        names: jurisdiction id to its name.
        acts: act to the words that mean the same.
        rows: in the order of the files.
        problems: what could not be read; such rows are not in ``rows``.
    """

    names: dict[str, str]
    acts: dict[str, tuple[str, ...]]
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]


def read(home: Path = HOME) -> Book:
    """Read a folder of jurisdictions.

    Never raises for what is in the files: that is in ``problems``.

    Raises:
        ComityError: the folder is not there.
    """
    if not home.is_dir():
        raise ComityError(f"There is no folder {home}.")
    problems: list[Problem] = []
    names: dict[str, str] = {}
    rows: list[Row] = []
    for folder in sorted(p for p in home.iterdir() if p.is_dir() and any(p.glob("*.yaml"))):
        names[folder.name] = _jurisdiction(folder / "about.yaml", home, problems)
        for path in sorted(folder.glob("*.yaml")):
            if path.stem not in _OTHER:
                rows.extend(_rows(path, home, problems))
    acts = _acts(home, problems)
    return Book(names, acts, tuple(rows), tuple(problems))


def _jurisdiction(path: Path, home: Path, problems: list[Problem]) -> str:
    about = parse(path, home, problems) if path.is_file() else None
    name = about.get("name") if isinstance(about, dict) else None
    if not name or not isinstance(name, str):
        problems.append(Problem(_name(path, home), "", "must say 'name: …', the jurisdiction's."))
        return ""
    return name


@cache
def _loader() -> Any:
    import yaml  # noqa: PLC0415  (slow to import, and most commands read no law)

    # BaseLoader keeps every value as it is written: no date, number or "no" is guessed at.
    base: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

    class Once(base):  # type: ignore[misc]
        """Takes no key twice, where YAML's loaders keep the last and say nothing."""

        def construct_mapping(self, node: Any, deep: bool = False) -> Any:
            keys = [key.value for key, _ in node.value if isinstance(key.value, str)]
            for key in {key for key in keys if keys.count(key) > 1}:
                text = f"the key {key!r} stands twice in one row"
                raise yaml.constructor.ConstructorError(None, None, text, node.start_mark)
            return super().construct_mapping(node, deep)

    return Once


def parse(path: Path, home: Path, problems: list[Problem]) -> Any:
    """Return what a YAML file holds, every value as text; None, and a problem, if it is none."""
    import yaml  # noqa: PLC0415

    try:
        return yaml.load(path.read_text("utf-8"), Loader=_loader())  # noqa: S506
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        problems.append(Problem(_name(path, home), "", _unreadable(error)))
        return None


def _unreadable(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    text = " ".join(str(getattr(error, "problem", None) or error).split())
    where = f", line {mark.line + 1}" if mark else ""
    hint = ". Put a text that has a colon and a blank in it in quotes" if "mapping" in text else ""
    return f"cannot be read as YAML{where}: {text}{hint}."


def _name(path: Path, home: Path) -> str:
    return path.relative_to(home).as_posix()


def _acts(home: Path, problems: list[Problem]) -> dict[str, tuple[str, ...]]:
    path = home / "acts.yaml"
    parsed = parse(path, home, problems) if path.is_file() else {}
    acts: dict[str, tuple[str, ...]] = {}
    for act, words in parsed.items() if isinstance(parsed, dict) else ():
        acts[str(act)] = tuple(map(str, words)) if isinstance(words, list) else ()
        if words and not isinstance(words, list):
            problems.append(Problem(path.name, str(act), "must be followed by a list: [one, two]."))
    return acts


def _rows(path: Path, home: Path, problems: list[Problem]) -> Iterator[Row]:
    file = _name(path, home)
    kind = KINDS.get(path.stem)
    if kind is None:
        known = ", ".join(f"{k}.yaml" for k in KINDS)
        problems.append(Problem(file, "", f"is not a kind of file. Use one of: {known}."))
        return
    parsed = parse(path, home, problems)
    if parsed is None:
        return
    if not isinstance(parsed, list):
        problems.append(Problem(file, "", "must be a list of rows, each beginning with '- id:'."))
        return
    for number, raw in enumerate(parsed, 1):
        title = raw.get("id", "without id") if isinstance(raw, dict) else "not a row"
        place = f"row {number} ({title})"
        wrong = list(_faults(raw, kind))
        problems.extend(Problem(file, place, text) for text in wrong)
        if not wrong:
            yield _row(raw, kind, path.parent.name, f"{file}, {place}")


def _key(item: Field[Any]) -> str:
    return "from" if item.name == "since" else item.name


def _columns(kind: type[Row]) -> dict[str, Field[Any]]:
    return {_key(item): item for item in fields(kind) if item.name not in _OURS}


def _required(item: Field[Any]) -> bool:
    return item.default is MISSING and item.default_factory is MISSING


def _faults(raw: object, kind: type[Row]) -> Iterator[str]:
    if not isinstance(raw, dict):
        yield "is not a row: write keys and values, beginning with '- id:'."
        return
    columns = _columns(kind)
    for key in raw.keys() - columns.keys():
        yield f"has an unknown key {key!r}. Known: {', '.join(columns)}."
    for key, item in columns.items():
        value = raw.get(key)
        if value in (None, "", [], {}):
            if _required(item):
                yield f"lacks {key!r}."
            continue
        yield from _wrong_value(key, item, value)


def _wrong_value(key: str, item: Field[Any], value: object) -> Iterator[str]:
    kind = str(item.type)
    if kind.startswith("dict"):
        if not isinstance(value, dict) or not all(isinstance(v, str) for v in value.values()):
            yield f"{key!r} must be lines of 'name: value'."
        elif key == "parties":
            yield from (f"'parties', {k}: {t}" for k, v in value.items() if (t := _not_a_day(v)))
    elif kind.startswith("tuple"):
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            yield f"{key!r} must be a list: [one, two]."
    elif not isinstance(value, str):
        yield f"{key!r} must be one text; put it in quotes if it has a colon in it."
    elif item.name in _DAYS and (text := _not_a_day(value)):
        yield f"{key!r}: {text}"
    elif key in WORDS and value not in WORDS[key]:
        yield f"{key!r} is {value!r}. Use one of: {', '.join(WORDS[key])}."


def _not_a_day(value: str) -> str:
    try:
        date.fromisoformat(value)
    except ValueError:
        return f"{value!r} is not a date. Write it as 2019-05-01."
    return "" if _ISO.fullmatch(value) else f"{value!r}: write the date as 2019-05-01."


def _row(raw: dict[str, Any], kind: type[Row], jurisdiction: str, place: str) -> Row:
    values: dict[str, Any] = {"jurisdiction": jurisdiction, "place": place}
    for key, item in _columns(kind).items():
        value = raw.get(key)
        if value in (None, "", [], {}):
            continue
        if isinstance(value, str):
            value = " ".join(value.split())
        elif isinstance(value, list):
            value = tuple(value)
        values[item.name] = value
    return kind(**values)
