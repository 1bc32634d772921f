"""Precision, recall and F1 of the extraction for each kind of statement, against the gold files.

    python -m benchmarks.gold [seen|unseen|zh/seen|zh/unseen] [--errors KIND]

``tests/gold/README.md`` says how the gold was annotated and how spans are compared: a finding is
right where its kind is and its span overlaps that of one gold row (each used once), and, for the
stricter figure in brackets, where the span is the same. The fields are then scored among those
whose span is right.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from comity import extract

GOLD = Path(__file__).parent.parent / "tests" / "gold"
FOLDERS = ("seen", "unseen", "zh/seen", "zh/unseen")
_FIELDS = {
    "date": ("value",),
    "amount": ("value", "unit"),
    "money": ("value", "currency"),
    "identifier": ("scheme", "value"),
    "event": ("type", "date"),
    "participant": ("event", "role"),
    "relation": ("type", "source", "target"),
    "claim": ("speaker", "stance", "direct"),
    "group": ("size", "part_of"),
    "alias": ("of",),
}
_ALSO_MATCHED = {"event": ("type",), "participant": ("event", "role"), "relation": ("type",)}
Row = dict[str, Any]


def read(path: Path) -> tuple[str, str, list[Row]]:
    """Return a gold file's text, its date of publication and its rows."""
    head, *rows = (json.loads(line) for line in path.read_text("utf-8").splitlines())
    name = head["file"]
    root = GOLD.parent.parent if name.startswith("../") else path.parent
    return (root / name).read_text("utf-8"), head["published"], rows


def _is_here(path: Path) -> bool:
    """Return whether the text of a gold file is at hand; one report is not ours to keep here."""
    name = json.loads(path.read_text("utf-8").splitlines()[0])["file"]
    root = GOLD.parent.parent if name.startswith("../") else path.parent
    if not (root / name).exists():
        print(f"left out: {path.name}, whose text {name} is not here")
        return False
    return True


def found(text: str, published: str, language: str = "eng") -> list[Row]:
    """Return what the extraction finds in a text, in the form of gold rows."""
    rows = _rows(text, extract.find(text, published, language))
    return sorted(rows, key=lambda r: (r["start"], r["end"]))


def _rows(text: str, findings: extract.Findings) -> Iterator[Row]:
    def row(kind: str, span: Any, **fields: Any) -> Row:
        return {"kind": kind, "start": span.start, "end": span.end,
                "quote": text[span.start : span.end], **fields}  # fmt: skip

    def words(span: Any) -> str | None:
        return text[span.start : span.end] if span else None

    groups = {(g.start, g.end): g.size for g in findings.groups}
    for name in findings.names:
        yield row(name.kind, name)
    for title in findings.titles:
        yield row("title", title)
    keys = {(n.start, n.end): n.key for n in findings.names}
    for alias in findings.aliases:
        yield row("alias", alias, of=keys.get(alias.of, words(alias.of)))
    for date in findings.dates:
        yield row("date", date, value=date.value)
    for quantity in findings.quantities:
        yield row("amount", quantity, value=quantity.number, unit=quantity.unit)
    for money in findings.sums:
        yield row("money", money, value=money.number, currency=money.currency)
    for identifier in findings.identifiers:
        yield row("identifier", identifier, scheme=identifier.scheme, value=identifier.value)
    for group in findings.groups:
        part = groups.get((group.part_of.start, group.part_of.end)) if group.part_of else None
        yield row("group", group, size=group.size, part_of=part)
    for event in findings.events:
        yield row("event", event, type=event.schema, date=event.date or None)
        for p in event.participants:
            if p.role != "offence":  # which the gold has by itself
                yield row("participant", p, event=event.schema, role=p.role)
    for relation in findings.relations:
        source, target = words(relation.source), words(relation.target)
        yield row("relation", relation, type=relation.kind, source=source, target=target)
    for kind, spans in (("offence", findings.offences), ("penalty", findings.penalties)):
        for span in spans:
            yield row(kind, span)
    for claim in findings.claims:
        yield row("claim", claim, speaker=words(claim.speaker),
                  stance="denies" if claim.denied else "asserts", direct=claim.direct)  # fmt: skip


def pair(gold: list[Row], ours: list[Row]) -> list[tuple[Row | None, Row | None]]:
    """Pair gold rows with ours of the same kind, those with the same span first."""
    pairs: list[tuple[Row | None, Row | None]] = []
    left = list(ours)
    waiting = []
    for row in gold:
        same = next((o for o in left if _alike(row, o) and _span(o) == _span(row)), None)
        if same:
            left.remove(same)
            pairs.append((row, same))
        else:
            waiting.append(row)
    for row in waiting:
        near = [o for o in left if _alike(row, o) and _overlap(row, o) > 0]
        best = max(near, key=lambda o: _overlap(row, o), default=None)
        if best:
            left.remove(best)
        pairs.append((row, best))
    return pairs + [(None, o) for o in left]


def _alike(a: Row, b: Row) -> bool:
    return a["kind"] == b["kind"] and all(
        a[field] == b[field] for field in _ALSO_MATCHED.get(a["kind"], ())
    )


def _span(row: Row) -> tuple[int, int]:
    return row["start"], row["end"]


def _overlap(a: Row, b: Row) -> int:
    return int(min(a["end"], b["end"]) - max(a["start"], b["start"]))


def _same_field(gold: Row, ours: Row, field: str) -> bool:
    a, b = gold.get(field), ours.get(field)
    if gold["kind"] in ("relation", "claim") and isinstance(a, str) and isinstance(b, str):
        return a.casefold() in b.casefold() or b.casefold() in a.casefold()
    if field == "value" and gold["kind"] in ("amount", "money"):
        return float(str(a).replace(",", "")) == float(str(b))
    return bool(a == b)


def _alike_in_all(gold: Row, ours: Row) -> bool:
    fields = _FIELDS.get(gold["kind"], ())
    return _span(gold) == _span(ours) and all(_same_field(gold, ours, f) for f in fields)


def score(files: list[Path], errors: str | None = None) -> dict[str, list[float]]:
    """Return, for each kind: gold, ours, overlapping, exact, fields right, fields compared."""
    table: dict[str, list[float]] = {}
    for path in filter(_is_here, files):
        text, published, gold = read(path)
        language = "zho" if path.parent.parent.name == "zh" else "eng"
        for row, ours in pair(gold, found(text, published, language)):
            kind = (row or ours or {})["kind"]
            counts = table.setdefault(kind, [0.0] * 6)
            counts[0] += row is not None
            counts[1] += ours is not None
            if row and ours:
                counts[2] += 1
                counts[3] += _span(row) == _span(ours)
                for field in _FIELDS.get(kind, ()):
                    counts[4] += _same_field(row, ours, field)
                    counts[5] += 1
            if errors == kind and not (row and ours and _alike_in_all(row, ours)):
                print(path.stem, "\n   gold", row, "\n   ours", ours)
    return table


def _f1(hits: float, gold: float, ours: float) -> tuple[float, float, float]:
    precision, recall = hits / ours if ours else 0.0, hits / gold if gold else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall or 1.0)


def main() -> None:
    """Print the table of one folder of the gold, or of both."""
    arguments = sys.argv[1:]
    errors = arguments[arguments.index("--errors") + 1] if "--errors" in arguments else None
    for folder in [a for a in arguments if a in FOLDERS] or FOLDERS:
        files = sorted((GOLD / folder).glob("*.jsonl"))
        table = score(files, errors)
        print(f"\n{folder}: {len(files)} documents")
        print(
            f"{'kind':<14}{'gold':>6}{'found':>7}   precision  recall  F1 (F1 exact)   fields right"
        )
        for kind, (gold, ours, near, exact, right, compared) in sorted(table.items()):
            p, r, f = _f1(near, gold, ours)
            strict = _f1(exact, gold, ours)[2]
            fields = f"{right / compared:.2f}" if compared else ""
            print(
                f"{kind:<14}{gold:>6.0f}{ours:>7.0f}{p:>12.2f}{r:>8.2f}"
                f"  {f:.2f} ({strict:.2f}){fields:>15}"
            )


if __name__ == "__main__":
    main()
