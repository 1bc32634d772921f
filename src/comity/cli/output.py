"""How things are shown in a terminal, and as JSON."""

import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding

from comity import law
from comity.case import (
    Citation,
    Claim,
    Dispute,
    Figure,
    Happening,
    Party,
    Shown,
    ShownDocument,
    Source,
    Standing,
)
from comity.model import CLASSIFICATIONS, grade, handling

_STATUS = {
    "convicted": "bold",
    "charged": "bold",
    "suspected": "bold",
    "acquitted": "bold green",
    "cleared": "bold green",
}
_MOST = 3  # sources shown under a line of a listing; ``comity show`` gives them all

_LONG = 100_000  # columns where no person looks: one line a fact, for other programs

console = Console(highlight=False, width=None if sys.stdout.isatty() else _LONG)
errors = Console(stderr=True, highlight=False, width=None if sys.stderr.isatty() else _LONG)


def as_json(found: Any) -> None:
    """Print plain data as JSON: records as objects with the names of their fields."""
    json.dump(_plain(found), sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")


def line(text: str = "") -> None:
    """Print a line with rich's markup."""
    console.print(text)


def under(text: str, indent: int = 4) -> None:
    """Print text set in from the left."""
    console.print(Padding(text, (0, 0, 0, indent), expand=False))


def happening(h: Happening) -> None:
    """Print one line of the timeline and where it stands."""
    flag = " [red](denied by some)[/]" if h.denied else ""
    flag = flag or (" [yellow](as somebody says)[/]" if h.alleged else "")
    line(f"[bold cyan]{h.date or 'undated':<11}[/][bold]{h.kind}[/]{flag}")
    roles = {role: _listed(label for label, _ in who) for role, who in h.parties.items()}
    roles |= {name: "; ".join(values) for name, values in h.details.items() if name != "amount"}
    for name, things in (("substance", h.substances), ("place", h.places)):
        if things:
            roles[name] = _listed(label for label, _ in things)
    for role, text in roles.items():
        under(f"{role}: {escape(text)}", 11)
    citations(h.citations, h.independent, 11)


def citations(found: Sequence[Citation], independent: int, indent: int = 4) -> None:
    """Print where something stands: the first few sources with their words."""
    under(f"[dim]{sources(found, independent)}[/]", indent)
    for c in found[:_MOST]:
        under(f"[dim]{_cited(c)}[/]", indent + 2)
    if len(found) > _MOST:
        under(f"[dim]… and {len(found) - _MOST} more[/]", indent + 2)


def sources(found: Iterable[Citation], independent: int) -> str:
    """Say how many documents there are, and how many of them are independent."""
    documents = len({c.document for c in found})
    text = f"{documents} document{'' if documents == 1 else 's'}"
    many = f"{independent} independent source{'' if independent == 1 else 's'}"
    return many if documents == independent else f"{text}, {many}"


def party(p: Party) -> None:
    """Print a party: its status, its names, where it stands."""
    size = f" [dim]({p.size} unnamed)[/]" if p.size else ""
    part = f" [dim]part of: {escape(p.part_of[0])}[/]" if p.part_of else ""
    status = f"[{_STATUS.get(p.status, 'dim')}]{_stands(p.standing[0])}[/]"
    line(f"{status}  [bold]{escape(p.label)}[/]{size}{part}  [dim]{p.id[:12]}[/]")
    for standing in p.standing[1:-1]:
        under(f"also {_stands(standing)}")
    if also := "; ".join((*p.positions, *p.names)):
        under(f"[dim]{escape(also)}[/]")
    if p.joined:
        under(f"[dim]{len(p.joined) + 1} mentions in documents taken as one; see who --review[/]")
    for c in p.standing[0].citations[:1]:
        under(f"[dim]{_cited(c)}[/]")
    under(f"[dim]{sources(p.citations, p.independent)}[/]")


def _stands(s: Standing) -> str:
    """Say a standing: the status, since when, and for what."""
    since = f" since {s.since}" if s.since and s.since < "9999" else ""
    what = f" ({escape('; '.join(s.offences[:2]))})" if s.offences else ""
    return f"{s.status}{since}{what}"


def claim(c: Claim) -> None:
    """Print who says what."""
    speaker = escape(c.speaker[0]) if c.speaker else "[dim]not named[/]"
    audience = f" to {escape(_listed(c.audience))}" if c.audience else ""
    verb = "[red]denied[/]" if c.denied else "said"
    words = f"“{escape(c.content)}”" if c.direct else escape(c.content)
    line(f"[bold]{speaker}[/] {verb}{audience}: {words}")
    under(f"[dim]{_names(c.citations)}; {sources(c.citations, c.independent)}[/]")


def dispute(d: Dispute) -> None:
    """Print the two sides of a disputed claim."""
    line(f"[bold yellow]Disputed:[/] {escape(d.content)}")
    for title, side in (("asserted", d.asserted), ("denied", d.denied)):
        if not side:
            under(f"[bold]{title}[/] by whom the sources do not say")
        for c in side:
            who = escape(c.speaker[0] if c.speaker else "somebody not named")
            where = f"[dim]{_names(c.citations)}[/]"
            under(f"[bold]{title}[/] by {who}: “{escape(c.content)}” {where}")


def figure(f: Figure) -> None:
    """Print a figure that sources give differently."""
    line(f"[bold yellow]Figures differ:[/] {escape(f.what)}")
    for value, found in f.values:
        under(f"[bold]{escape(value)}[/]  [dim]{_names(found)}[/]")


def thing(s: Shown) -> None:
    """Print one thing whole."""
    line(f"[bold]{escape(s.label)}[/]  {s.schema}  [dim]{s.id}[/]")
    for v in s.values:
        count = f"[dim]{sources(v.citations, v.independent)}[/]"
        line(f"  [cyan]{v.prop}[/]  {escape(v.value)}  {count}")
        for c in v.citations:
            under(f"[dim]{_cited(c)} · {_source(c)}[/]", 6)
    for prop, label, entity in s.referring:
        line(f"  [cyan]{prop} of[/]  {escape(label)}  [dim]{entity[:12]}[/]")
    for a, b, why in s.joined:
        line(f"  [cyan]taken as one[/]  [dim]{a[:12]} = {b[:12]}: {escape(why)}[/]")


def document(s: ShownDocument) -> None:
    """Print one document: what it is, its custody, its text, its facts."""
    d = s.document
    line(f"[bold]{escape(d.title or d.name)}[/]  [dim]{d.id}[/]")
    language = d.language or "language unknown"
    line(f"  {escape(d.origin)} · {d.media_type} · {d.size:,} bytes · {language}")
    line(f"  published {d.published or 'unknown'} · {CLASSIFICATIONS[d.handling.level]}")
    line(f"  {d.grade}: {grade.describe(d.grade)}")
    line(f"  added by {escape(d.added_by)}, {d.added_at}")
    for _, name in s.same:
        line(f"  tells the same as {escape(name)}")
    for entry in map(json.loads, s.custody):
        line(f"  [dim]log: {entry['at']} {entry['kind']} by {escape(entry['author'])}[/]")
    line()
    console.print(d.body, markup=False)
    line()
    for f in s.facts:
        span = f"{f.start}-{f.end}" if f.start >= 0 else "metadata"
        under(f"[dim]{span:>11}[/] {f.schema}.{f.prop} = {escape(f.value)}", 2)


def source(s: Source, same: list[str]) -> None:
    """Print a document as a source, and the names of those that tell the same."""
    d = s.document
    level = f" · {CLASSIFICATIONS[d.handling.level]}" if d.handling.level else ""
    line(f"[bold]{escape(d.title or d.name)}[/]  [dim]{d.id[:12]}[/]")
    about = (s.outlet, d.published or "no date", d.name, d.grade)
    under(f"[dim]{escape(' · '.join(part for part in about if part))}{level}[/]")
    if same:
        under(f"tells the same as {escape(', '.join(same))}")


def row(r: law.Row, title: str) -> None:
    """Print a row of law: what it says, since when, and where it stands."""
    line(f"[bold]{escape(title)}[/]")
    under(escape(r.says))
    until = f" until {r.until}" if r.until else ""
    under(f"[dim]{escape(r.article)}, {escape(r.source)}; since {r.since}{until}[/]")
    if r.note:
        under(f"[dim]Note: {escape(r.note)}[/]")


def entry(e: dict[str, Any]) -> None:
    """Print one entry of the log."""
    case = f" {e['case']}" if e["case"] else ""
    what = ", ".join(f"{k}: {_short(v)}" for k, v in sorted(e["what"].items()))
    line(f"[dim]{e['at']}[/] [bold]{e['kind']}[/]{escape(case)} by {escape(e['author'])}")
    under(f"[dim]{escape(what)}[/]")


def _short(value: Any) -> str:
    text = str(len(value)) if isinstance(value, list) else str(value)
    return text if len(text) <= 64 else text[:61] + "…"


def _source(c: Citation) -> str:
    """Say where a value stands, how it is graded and handled, who read it, and its statement."""
    span = f"{c.start}-{c.end}" if c.start >= 0 else ""
    parts = (span, c.grade, escape(c.method), c.statement[:12])
    return " · ".join(part for part in parts if part)


def _cited(c: Citation) -> str:
    by = (
        f" ({'denied' if c.denied else 'said'} by {escape(_listed(c.said_by))})"
        if c.said_by
        else ""
    )
    under_ = f" [{escape(handling.words(c.handling))}]" if any(c.handling) else ""
    return f"{escape(c.source)}{by}: “{escape(' '.join(c.quote.split()))}”{escape(under_)}"


def _names(found: Iterable[Citation]) -> str:
    return escape(", ".join(dict.fromkeys(c.source for c in found)))


def _listed(labels: Iterable[str]) -> str:
    return ", ".join(labels)


def _plain(value: Any) -> Any:
    """Return named tuples as objects, tuples as lists, at every depth."""
    if hasattr(value, "_asdict"):
        return {name: _plain(item) for name, item in value._asdict().items()}
    if hasattr(value, "__dataclass_fields__"):
        return {name: _plain(getattr(value, name)) for name in value.__dataclass_fields__}
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, frozenset):
        return sorted(value)
    return value
