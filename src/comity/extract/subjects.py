"""Whom and what the words of one text mean: the entities of a document.

People and organisations belong to their document until somebody decides that two are one; places
and substances come from tables, and are the same in every document. Who is counted or described
and not named ("nine people", "a court") is a ``Group``: nobody is invented.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from comity.extract.finding import Findings, Group, Name, Span
from comity.model import entity_id

_ACCUSED = {"defendant", "suspect"}
_COVER = 0.6  # a name means the words around it where it makes up most of them


class Subject(NamedTuple):
    """An entity: its id and schema."""

    id: str
    schema: str


class Subjects:
    """The entities of one document, found by the words that mean them."""

    def __init__(self, document: str, text: str, findings: Findings) -> None:
        self._document, self._text = document, text
        self._names = findings.names
        self._starts = [name.start for name in findings.names]
        self._groups = {Span(g.start, g.end): g for g in findings.groups}
        self._accused = _accused(findings)
        courts = {n.key for n in findings.names if n.schema == "PublicBody" and "Court" in n.key}
        self._courts = [n for n in findings.names if n.key in courts] if len(courts) == 1 else []
        self.described: dict[Subject, Span] = {}

    def of_name(self, name: Name) -> Subject:
        """Return the entity that a name means."""
        return _subject(self._document, name)

    def of_group(self, group: Group) -> Subject:
        """Return the entity of counted people: one number in one capacity is one group."""
        capacity = self._capacity(group)
        part = self._groups.get(group.part_of) if group.part_of else None
        whole = str(part.size) if part else ""
        return Subject(
            entity_id(self._document, "group", str(group.size), capacity, whole), "Group"
        )

    def named(self, span: Span) -> Subject | None:
        """Return the named thing, or the counted group, that words mean; None if there is none."""
        if span in self._groups:
            return self.of_group(self._groups[span])
        name = self._name(span)
        return self.of_name(name) if name else None

    def party(self, span: Span) -> Subject:
        """Return who words mean: named, counted, or else only described by them."""
        if found := self.named(span):
            return found
        for group in self._groups.values():
            if group.start < span.end and span.start < group.end:
                return self.of_group(group)
        words = self._words(span)
        if words == "court" and self._courts:
            return self.of_name(self._courts[0])
        subject = Subject(entity_id(self._document, "described", words), "Group")
        self.described.setdefault(subject, span)
        return subject

    def names_within(self, span: Span) -> Iterator[Name]:
        """Yield the names that stand within words."""
        for name in self._names[bisect_left(self._starts, span.start) :]:
            if name.start >= span.end:
                break
            if name.end <= span.end:
                yield name

    def _name(self, span: Span) -> Name | None:
        """Return the name at a span, around it, or that makes up most of it."""
        last = bisect_right(self._starts, span.end)
        best, covered = None, 0.0
        for name in self._names[max(0, last - 12) : last]:
            shared = min(name.end, span.end) - max(name.start, span.start)
            share = shared / max(span.end - span.start, 1)
            if share >= _COVER and share > covered:
                best, covered = name, share
        return best

    def _capacity(self, group: Group) -> str:
        if group.part_of or Span(group.start, group.end) in self._accused:
            return "accused"
        return self._words(Span(group.start, group.end)).rsplit(" ", 1)[-1]

    def _words(self, span: Span) -> str:
        return " ".join(self._text[span.start : span.end].lower().split())


def _subject(document: str, name: Name) -> Subject:
    if name.schema in ("Territory", "Substance"):
        parts = (name.country, name.within) if name.schema == "Territory" else ()
        return Subject(entity_id(name.schema, *parts, name.key), name.schema)
    return Subject(entity_id(document, name.kind, name.key), name.schema)


def _accused(findings: Findings) -> set[Span]:
    """Return the spans of the groups that some event names as suspects or defendants."""
    parts = {
        Span(p.start, p.end)
        for event in findings.events
        for p in event.participants
        if p.role in _ACCUSED
    }
    return parts | {group.part_of for group in findings.groups if group.part_of}
