"""Agencies for the tests: nodes that know each other, what they hold, and what breaks between them.

A node takes seconds to make, so they are made once for a module and each test takes fresh cases.
"""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import count, permutations
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from comity.case import Case, Workbench, create
from comity.exchange import ASSURANCE, Desk, Draft, Wish, record
from comity.exchange.sealed.opening import Limits, open_package
from comity.model import OPEN, ComityError, Handling, Statement, entity_id
from comity.store import DocumentRow, Filing, Packages
from comity.store.files import Files, digest
from comity.store.shown import Shown
from comity.store.writer import Writer

_numbers = count(1)

POLICE_INFORMATION = "consent:cn/limits/police-information"
"""What whoever sends from China needs."""


class Agency:
    """An agency of the tests: its node, and the desk of its first reader, who has all roles.

    ``word`` is what partners call it.
    """

    def __init__(self, home: Path, word: str, name: str, law: str) -> None:
        self.word, self.name, self.law, self.home = word, name, law, home
        self._first = create(name, law, home, f"{word}-one")
        self._first.add_reader(f"{word}-two", "secret", ("supervisor", "liaison"))
        self.bench: Workbench = self._first
        self.desk = Desk(self.bench)
        self.second = Desk(self._first.as_reader(f"{word}-two"))
        """The desk of a second person, who approves."""

    def close(self) -> None:
        self.second._office.bench.close()
        if self.bench is not self._first:
            self.bench.close()
        self._first.close()

    def restart(self) -> None:
        """Begin anew, as a process does after another was killed: nothing in memory is left."""
        if self.bench is not self._first:
            self.bench.close()
        self.bench = self._first.as_reader(self._first.reader)
        self.desk = Desk(self.bench)

    def case(self, level: str = "public") -> Case:
        """A new case, which outlives a restart."""
        return self._first.new_case(f"case-{next(_numbers)}", classification=level)

    def state(self, case: Case, *statements: Statement) -> list[str]:
        """Keep statements as they are given, and return their ids."""
        self.bench.session.write.state(case.row, "note", list(statements))
        return [statement.id for statement in statements]

    def file(self, case: Case, words: str, *said: Statement, handling: Handling = OPEN) -> str:
        """Keep a document with what was read in it, all under its conditions; return its id."""
        path = self.home / f"document-{next(_numbers)}.txt"
        path.write_text(words, "utf-8")
        sha256 = digest(path)
        self.bench.session.files.keep(path, sha256)
        path.unlink()
        row = DocumentRow(
            sha256, handling, "B2", f"{sha256[:8]}.txt", f"{sha256[:8]}.txt", "text/plain", "text",
            "utf-8", "en", len(words.encode()), None, "2017-08-01", None, (), words,
        )  # fmt: skip
        read = [
            s._replace(
                document=sha256, start=0, end=len(words), handling=handling, method="rules 1"
            )
            for s in said
        ]
        self.bench.session.write.file(case.row, [Filing(row, read)])
        return sha256

    def consent(self, case: Case, partner: "Agency") -> None:
        """Record what the law here asks for before anything goes out."""
        if self.law == "cn":
            draft = Draft(ASSURANCE, {"term": POLICE_INFORMATION, "state": "given"})
            self.desk.begin(case, draft, giver="The Ministry", receiver=partner.name)

    def share(self, case: Case, to: "Agency", *what: str, **more: Any) -> str:
        """Share, after what the law asks for was recorded; return the package's id."""
        self.consent(case, to)
        return self.desk.share(case, Wish(to.word, what or ("all",), **more)).id

    def wrong(self) -> list[str]:
        """What a verification of this node finds."""
        return [wrong for finding in self.bench.verify() for wrong in finding.wrong]

    def holds(self, *canaries: str) -> list[str]:
        """Return those texts that stand anywhere in the database or the folder of this node."""
        found = _dump(self.bench.node._owner)
        return [c for c in canaries if _stands(c, found) or _stands_in(c, self.home)]


AGENCIES = (("us", "DEA", "us"), ("cn", "NNCC", "cn"), ("ice", "ICE", "us"))


def agencies(folder: Path, number: int) -> list[Agency]:
    """Return the first of ``AGENCIES``, which have confirmed each other's cards."""
    made = [Agency(folder / of[0], *of) for of in AGENCIES[:number]]
    for one in made:
        for other in made:
            if one is not other:
                meet(one, other)
    return made


def meet(one: Agency, other: Agency) -> None:
    """Have one take the other's card, whose fingerprint is confirmed."""
    card = other.desk.card
    one.desk.add_partner(card.dump(), name=other.word, fingerprint=card.fingerprint)


def reunite(*parties: Agency) -> None:
    """Have all know each other's newest cards, and let what still waits come, or be lost."""
    pairs = list(permutations(parties, 2))
    for one, other in pairs:
        known = next(p for p in one.desk.partners() if p.name == other.word)
        if known.state != "trusted":
            other.desk.rotate()
    for one, other in pairs:
        meet(one, other)
    for one, other in pairs:
        with suppress(ComityError):
            carry(one, other)


@contextmanager
def meeting(factory: pytest.TempPathFactory, number: int) -> Iterator[list[Agency]]:
    """Agencies for a module of tests."""
    made = agencies(factory.mktemp("agencies"), number)
    try:
        yield made
    finally:
        for one in made:
            one.close()


def outgoing(sender: Agency, receiver: Agency, folder: Path) -> list[Path]:
    """Return the sealed files that wait for a partner, copied to a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    return sender.desk.copy_to(receiver.word, folder)


def carry(sender: Agency, receiver: Agency) -> list[str]:
    """Carry what waits to the receiver, and return the ids of what came."""
    folder = sender.home / f"stick-{next(_numbers)}"
    try:
        paths = outgoing(sender, receiver, folder)
        return [receiver.desk.receive(path).package.id for path in paths]
    finally:
        shutil.rmtree(folder)


def settle(*parties: Agency, rounds: int = 10) -> None:
    """Carry both ways until nobody has anything to say to anybody."""
    for _ in range(rounds):
        came = [carry(a, b) for a, b in permutations(parties, 2)]
        if not any(came):
            return
    raise AssertionError("they never come to rest")


def pass_on(sender: Agency, case: Case, receiver: Agency, into: Case, *what: str) -> str:
    """Share, carry and accept; return the package's id."""
    package = sender.share(case, receiver, *what)
    carry(sender, receiver)
    receiver.desk.accept(package, into)
    return package


def person(name: str, prop: str = "name", value: str = "", **more: Any) -> Statement:
    """Return a statement about a person of that name."""
    return Statement(
        entity_id("person", name), "Person", prop, value or name, author="one",
        made="2017-08-01T00:00:00Z", **more,
    )  # fmt: skip


def canary(word: str = "canary") -> str:
    """Return a word that stands nowhere else."""
    letters = "".join(chr(97 + int(digit)) for digit in str(next(_numbers)))
    return f"Zq{word}{letters}x"


def inside(agency: Agency, path: Path) -> str:
    """Return all of a sealed file as its recipient finds it, names of files included, as text."""
    office = agency.desk._office
    folder = agency.home / f"opened-{next(_numbers)}"
    folder.mkdir()
    try:
        open_package(
            path, office.keys.incoming, office.verifiers, office.origin, Limits(), folder / "bag"
        )
        return "\n".join(
            f"{file.relative_to(folder)}\n{file.read_text('utf-8')}"
            for file in sorted(folder.rglob("*"))
            if file.is_file()
        )
    finally:
        shutil.rmtree(folder)


# --- what is killed ------------------------------------------------------------------------------


class Killed(BaseException):
    """The process ends here."""


_MOMENTS: tuple[tuple[Any, str], ...] = (
    (os, "replace"),
    (os, "rename"),
    (shutil, "copyfile"),
    (Files, "keep"),
    (Packages, "record"),
    (Writer, "_append"),
    (Writer, "state"),
    (Shown, "keep"),
    (Shown, "offer"),
    (record, "take_in"),
)
"""Before and after each of these a process may be killed."""


@contextmanager
def killed_at(number: int) -> Iterator[None]:
    """Kill whatever runs, at the moment of that number, counted from 0."""
    left = [number]

    def dying(work: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **named: Any) -> Any:
            _pass(left)
            found = work(*args, **named)
            _pass(left)
            return found

        return run

    with pytest.MonkeyPatch.context() as patch:
        for owner, name in _MOMENTS:
            patch.setattr(owner, name, dying(getattr(owner, name)))
        yield


def _pass(left: list[int]) -> None:
    left[0] -= 1
    if left[0] == -1:
        raise Killed


def survive(agency: Agency, work: Callable[[], Any]) -> int:
    """Kill a piece of work at each of its moments, and run it again until it is done.

    Returns how often it was killed.
    """
    for number in count():
        try:
            with killed_at(number):
                work()
            return number
        except Killed:
            agency.restart()
    raise AssertionError


# --- what is searched ----------------------------------------------------------------------------


def _dump(owner: sa.Engine) -> str:
    """Return all that stands in all tables, bytes as hex."""
    with owner.begin() as connection:
        tables = connection.execute(
            sa.text("SELECT table_name FROM information_schema.tables "
                    "WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'")
        )  # fmt: skip
        names = [row[0] for row in tables]
        rows: list[str] = []
        for name in names:
            rows += connection.execute(sa.text(f'SELECT CAST(t AS text) FROM "{name}" t')).scalars()
    return "\n".join(rows).casefold()


def _stands(word: str, text: str) -> bool:
    return word.casefold() in text or word.encode().hex() in text


def _stands_in(word: str, folder: Path) -> bool:
    wanted = word.encode()
    return any(wanted in data for data in _contents(folder))


def _contents(folder: Path) -> Iterable[bytes]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".pid":
            try:
                yield path.read_bytes()
            except FileNotFoundError:
                continue
