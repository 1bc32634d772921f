"""A case of any size to measure with: documents of 50 statements, as a report gives them.

People and organisations belong to their document, places and substances to all; each document
tells four events and one claim. A person comes in about 25 documents; of every fourth person these
are proposed to be one, and every twentieth document to be a reprint.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from hashlib import sha256
from random import Random
from typing import Any

from comity import extract
from comity.model import OPEN, REPRINT, SAME, Handling, Statement, entity_id
from comity.store import Case, DocumentRow, Filing, Session

STATEMENTS = 50  # a document
_METHOD = "rules 1, en_core_web_sm 3.8.0"
_BATCH = 32
_SUBSTANCES = [f"substance-{n}" for n in range(60)]
_PLACES = [f"Place {n}" for n in range(400)]
_OUTLETS = [f"The Wire {n}" for n in range(40)]
_EVENTS = {
    "Arrest": ("agency", "suspect"), "Seizure": ("agency", "holder"),
    "Charge": ("prosecutor", "defendant"), "Trial": ("court", "defendant"),
    "Sentence": ("court", "defendant"), "Shipment": ("sender", "recipient"),
}  # fmt: skip
_SYLLABLES = [x.split() for x in ("b d f g k l m n r s t w", "a e i o u", "b d g l m n r s t v",
    "a e i o u", "b d g k l m n r s t v", "a e i o", "k l m n r s t")]  # fmt: skip
_WORDS = (
    "court officers found parcels sent through several ports by a network that investigators had "
    "watched for months after a customer named the seller and led agents to the warehouse"
).split()


def fill(
    session: Session, case: Case, documents: int, conditions: Sequence[Handling] = (OPEN,)
) -> int:
    """Fill a case through the store's writer; return how many statements were read in documents.

    The documents have these conditions by turns.
    """
    random = Random(7)
    people = [f"{_name(random)} {_name(random)}" for _ in range(max(documents * 4 // 25, 8))]
    joined = set(people[::4])
    rows, total = [], 0
    before: dict[str, str] = {}
    links: list[Statement] = []
    for start in range(0, documents, _BATCH):
        filings = []
        for number in range(start, min(start + _BATCH, documents)):
            cast = random.sample(people, 4)
            report = _Report(number, cast, random, conditions[number % len(conditions)])
            filings.append(Filing(report.row, list(report.statements())))
            rows.append(report.row.id)
            for name in cast:
                entity = report.person(name)
                if name in before and name in joined:
                    links.append(_same(before[name], entity))
                before[name] = entity
        total += session.write.file(case, filings)
    links += [_reprint(*random.sample(rows, 2)) for _ in range(documents // 20)]
    session.write.state(case, "propose", links)
    return total


class _Report:
    """One document and its statements."""

    def __init__(self, number: int, cast: list[str], random: Random, handling: Handling) -> None:
        self.cast, self.random, self.handling = cast, random, handling
        published = date(2015, 1, 1) + timedelta(days=random.randrange(3000))
        self.outlet = random.choice(_OUTLETS)
        self.sentences = [self._sentence(number) for _ in range(6)]
        body = "\n".join(self.sentences)
        sha = sha256(f"{number} {body}".encode()).hexdigest()
        name = f"report-{number}.txt"
        self.row = DocumentRow(
            sha, handling, "X4", name, f"/in/{name}", "text/plain", "prose", "utf-8", "eng",
            len(body), f"Report {number}", published.isoformat(), None, (), body,
        )  # fmt: skip
        self.asserters = (extract.outlet_id(self.outlet),)
        self.published = published

    def person(self, name: str) -> str:
        """Return the id of a person of this document."""
        return entity_id(self.row.id, "person", name)

    def statements(self) -> Iterator[Statement]:
        """Yield the statements, 50 of them."""
        yield from self._head()  # 7
        for name in self.cast:  # 4 times 2
            yield self._say(self.person(name), "Person", "name", name)
            yield self._say(self.person(name), "Person", "weakAlias", name.split()[1])
        yield self._say(self.person(self.cast[0]), "Person", "position", "attaché")
        court = entity_id(self.row.id, "organisation", "Court")
        yield self._say(court, "PublicBody", "name", "Intermediate Court")
        for place in self.random.sample(_PLACES, 2):
            yield self._say(entity_id("Territory", "", "", place), "Territory", "name", place)
        for kind in self.random.sample(sorted(_EVENTS), 4):  # 4 times 6
            yield from self._event(kind, court)
        yield from self._claim()  # 6
        yield self._say(extract.report_id(self.row.id), "Report", "dateMentioned", "2018-03-04")

    def _head(self) -> Iterator[Statement]:
        report, row = extract.report_id(self.row.id), self.row
        for prop, value in (
            ("title", row.title), ("publisher", self.outlet), ("publishedAt", row.published),
            ("fileName", row.name), ("mimeType", row.media_type), ("language", "eng"),
        ):  # fmt: skip
            yield self._say(report, "Report", prop, value or "", start=-1)
        yield self._say(self.asserters[0], "Organization", "name", self.outlet)

    def _event(self, kind: str, court: str) -> Iterator[Statement]:
        at = self.random.randrange(900)
        event = entity_id(self.row.id, "event", kind, str(at))
        office, accused = _EVENTS[kind]
        day = self.published - timedelta(days=self.random.randrange(30))
        substance = entity_id("Substance", self.random.choice(_SUBSTANCES))
        words = self.random.choice(self.sentences)
        actor = self.person(self.cast[3]) if office == "sender" else court
        for prop, value in (
            ("name", kind.lower()), ("words", f"{words} ({at})"), ("date", day.isoformat()),
            (office, actor), (accused, self.person(self.random.choice(self.cast[:3]))),
            ("substance", substance),
        ):  # fmt: skip
            yield self._say(event, kind, prop, value, start=at)

    def _claim(self) -> Iterator[Statement]:
        claim, speaker = entity_id(self.row.id, "claim", "1"), self.person(self.cast[0])
        for prop, value in (
            ("content", self.sentences[0]), ("words", self.sentences[0]), ("stance", "asserts"),
            ("direct", "quoted"), ("speaker", speaker), ("about", self.person(self.cast[1])),
        ):  # fmt: skip
            asserters = (*self.asserters, speaker) if prop == "content" else self.asserters
            yield self._say(claim, "Claim", prop, value, asserters=asserters)

    def _say(self, entity: str, schema: str, prop: str, value: str, **more: Any) -> Statement:
        start = more.pop("start", None)
        start = self.random.randrange(900) if start is None else start
        return Statement(
            entity, schema, prop, value, "", self.row.id, start, start + 20 if start >= 0 else -1,
            **{"asserters": self.asserters, "method": _METHOD, "handling": self.handling} | more,
        )  # fmt: skip

    def _sentence(self, number: int) -> str:
        words = " ".join(self.random.sample(_WORDS, 18))
        return f"In {self.random.choice(self.cast)}'s case {number} {words}."


def _same(a: str, b: str) -> Statement:
    first, second = sorted((a, b))
    return Statement(first, "Thing", SAME, second, "0.85 same full name", method="resolve 1")


def _reprint(a: str, b: str) -> Statement:
    ids = extract.report_id(a), extract.report_id(b)
    return Statement(ids[0], "Report", REPRINT, ids[1], "90% shared", method="shingles 1")


def _name(random: Random) -> str:
    return "".join(random.choice(part) for part in _SYLLABLES).capitalize()
