"""Who is who without a case: any two files matched, any two names compared."""

import csv
import io
import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NamedTuple

import typer
from rich.markup import escape

from comity.case import write_whole
from comity.cli import output, papers, progress, review
from comity.cli.app import Json, Slug, app, node
from comity.model import ComityError
from comity.resolve import Comparison, Entity, compare, engines, picture, records

_COLUMNS = ("a", "a_name", "b", "b_name", "score", "reasons")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What makes a spreadsheet compute a cell (owasp.org/www-community/attacks/CSV_Injection)."""


class _Engine(StrEnum):
    memory = "memory"
    duckdb = "duckdb"
    spark = "spark"


class _Match(NamedTuple):
    a: Entity
    b: Entity
    found: Comparison


@app.command(epilog="Example: comity match suspects.csv sanctions.ftm.json -o matches.csv")
def match(
    a: Annotated[Path, typer.Argument(metavar="A", help="FollowTheMoney JSON lines, or CSV.")],
    out: Annotated[Path, typer.Option("-o", "--output", help="The file to write: .csv or .json.")],
    b: Annotated[
        Path | None, typer.Argument(metavar="B", help="Another; without it, A with itself.")
    ] = None,
    least: Annotated[float, typer.Option(min=0.0, max=1.0, help="Leave out lower scores.")] = 0.5,
    engine: Annotated[
        _Engine, typer.Option(help="What finds the pairs; duckdb and spark for millions.")
    ] = _Engine.memory,
    work: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Keep duckdb's or spark's work here, to go on later."),
    ] = None,
) -> None:
    """Find who in one file is in another, with scores and reasons; no case is needed.

    CSV columns are known by their usual names in English or Chinese. The result is CSV, or JSON
    lines where the output is called .json or .jsonl; cells of CSV that a spreadsheet would take
    for formulas begin with an apostrophe.
    """
    sides = [records.Records(path) for path in (a, b) if path is not None]
    for side in sides:
        if out.exists() and side.path.exists() and out.samefile(side.path):
            raise ComityError(f"{out} is read, so it is not written. Name another output.")
    with _folder(work) as folder:
        pairs = _pairs(sides, engine, folder, least)
    for sentence in _told(sides):
        output.errors.print(sentence, markup=False)
    matches = _explained(sides, pairs)
    lines = (
        _lines(matches) if out.suffix.lower() in (".json", ".jsonl", ".ndjson") else _rows(matches)
    )
    _write(out, lines)
    number = f"{len(matches):,} {'match' if len(matches) == 1 else 'matches'}"
    read = " and ".join(f"{side.count:,}" for side in sides)
    output.line(f"{number} among {read} entities. Written: {escape(str(out))}")


@app.command("compare", epilog='Example: comity compare "Liu Yong" 刘勇 --picture liu.svg')
def compare_(
    a: Annotated[str, typer.Argument(metavar="NAME", help="A name, in any script.")],
    b: Annotated[str, typer.Argument(metavar="NAME", help="Another.")],
    schema: Annotated[
        str, typer.Option(help="What bears them: Person, Company, Vessel …; else as they look.")
    ] = "",
    to: Annotated[
        Path | None, typer.Option("--picture", metavar="FILE", help="Draw it as SVG as well.")
    ] = None,
    json: Json = False,
) -> None:
    """Say how likely two names are writings of one name, and why."""
    if schema and schema not in records.SCHEMATA:
        known = ", ".join(sorted(records.SCHEMATA))
        raise ComityError(f"{schema!r} is no schema that is compared. These are: {known}.")
    found = compare(a, b, schema)
    if to is not None:
        papers.write(to, picture.svg(a, b, found))
    if json:
        return output.as_json(found)
    for line in picture.table(found):
        output.line(escape(line))
    if to is not None:
        output.line(f"Drawn: {escape(str(to))}")
    return None


@app.command(epilog="Example: comity resolve xingtai --review")
def resolve(
    ctx: typer.Context,
    slug: Slug,
    engine: Annotated[
        _Engine, typer.Option(help="What finds the pairs; spark for more than one machine holds.")
    ] = _Engine.duckdb,
    ask: Annotated[
        bool, typer.Option("--review", help="Decide what was proposed: the least sure first.")
    ] = False,
) -> None:
    """Compare all parties of a case, and propose who may be one; or decide on the proposals.

    What is added is compared at once. This compares everything anew, and finds what that left out.
    A run that was stopped goes on where it was.
    """
    with node(ctx) as bench:
        case = bench.case(slug)
        if ask:
            review.review(case)
            return
        with progress.steps() as step:
            made = case.resolve(engine.value, step)
        output.line(
            f"{made:,} new proposals on who is who; {len(case.questions()):,} are open. "
            f"Decide on them with: comity resolve {slug} --review"
        )


@app.command(epilog='Example: comity explain xingtai 刘勇 "Liu Yong" --picture liu.svg')
def explain(
    ctx: typer.Context,
    slug: Slug,
    a: Annotated[str, typer.Argument(metavar="A", help="A name, or the beginning of an id.")],
    b: Annotated[str, typer.Argument(metavar="B", help="Another.")],
    to: Annotated[
        Path | None, typer.Option("--picture", metavar="FILE", help="Draw it as SVG as well.")
    ] = None,
    json: Json = False,
) -> None:
    """Say why two parties of a case may be one: what agrees, what conflicts, what each adds."""
    with node(ctx) as bench:
        told = bench.case(slug).explain(a, b)
    if to is not None:
        papers.write(to, picture.svg(told.a, told.b, told.found))
    if json:
        return output.as_json(told)
    output.line(f"[bold]{escape(_called(told.a))}[/]  and  [bold]{escape(_called(told.b))}[/]")
    output.line(f"[dim]{told.a.id[:12]}  {told.b.id[:12]}  {escape(told.said)}[/]")
    for line in picture.table(told.found):
        output.line(escape(line))
    if to is not None:
        output.line(f"Drawn: {escape(str(to))}")
    return None


def _called(entity: Entity) -> str:
    return next(iter((*entity.names, *entity.aliases)), entity.id[:12])


def _pairs(
    sides: Sequence[records.Records], name: str, folder: Path, least: float
) -> list[tuple[str, str, float]]:
    """Return the pairs that match, across two files or within one, the best first."""
    with progress.steps() as step:
        found = engines.engine(name)(
            _entities(sides), folder, least, step, processes=os.cpu_count() or 1
        )
        across = [
            (min(x, y), max(x, y), score)
            for x, y, score in found
            if len(sides) == 1 or _side(x) != _side(y)
        ]
    return sorted(across, key=lambda pair: (-pair[2], pair[0], pair[1]))


def _entities(sides: Iterable[records.Records]) -> Iterator[Entity]:
    """Yield the entities of all files; an id begins with the number of its file."""
    for number, side in enumerate(sides):
        for entity in side:
            yield entity._replace(id=f"{number} {entity.id}")


def _side(marked: str) -> str:
    return marked.partition(" ")[0]


def _explained(
    sides: Sequence[records.Records], pairs: Sequence[tuple[str, str, float]]
) -> list[_Match]:
    """Return matches with their reasons: of all entities only those that match are held."""
    needed = {one for x, y, _ in pairs for one in (x, y)}
    known: dict[str, Entity] = {}
    for entity in _entities(sides) if needed else ():
        if entity.id in needed:
            known.setdefault(entity.id, entity)  # of one id the first counts, as for the engines
    return [
        _Match(_plain(known[x]), _plain(known[y]), compare(known[x], known[y])) for x, y, _ in pairs
    ]


def _plain(entity: Entity) -> Entity:
    return entity._replace(id=entity.id.partition(" ")[2])


def _told(sides: Iterable[records.Records]) -> Iterator[str]:
    for side in sides:
        yield from side.told()


def _rows(matches: Iterable[_Match]) -> Iterator[str]:
    """Yield the lines of a CSV file."""
    yield _row(_COLUMNS)
    for a, b, found in matches:
        reasons = "; ".join(f"{r.text} ({r.points:+.2f})" for r in found.reasons)
        yield _row((a.id, _name(a), b.id, _name(b), f"{found.score:.4f}", reasons))


def _row(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow([f"'{c}" if c.startswith(_FORMULA) else c for c in cells])
    return line.getvalue()


def _lines(matches: Iterable[_Match]) -> Iterator[str]:
    """Yield the lines of a JSON lines file."""
    for a, b, found in matches:
        reasons = [r._asdict() | {"points": round(r.points, 4)} for r in found.reasons]
        cells = (a.id, _name(a), b.id, _name(b), round(found.score, 4), reasons)
        yield json.dumps(dict(zip(_COLUMNS, cells, strict=True)), ensure_ascii=False) + "\n"


def _name(entity: Entity) -> str:
    return next(iter((*entity.names, *entity.aliases)), "")


def _write(path: Path, lines: Iterable[str]) -> None:
    """Write a file whole or not at all.

    Raises:
        ComityError: it cannot be written.
    """
    try:
        write_whole(path, lines)
    except OSError as error:
        raise ComityError(f"{path} cannot be written: {error.strerror}.") from None


@contextmanager
def _folder(given: Path | None) -> Iterator[Path]:
    if given is not None:
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="comity-match-") as folder:
        yield Path(folder)
