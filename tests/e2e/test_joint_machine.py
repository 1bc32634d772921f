"""Two and three agencies at work, with files lost, doubled, late and out of order, keys changed,
partners dropped, and processes killed: nothing held gets out, nothing is lost, nothing comes twice.

``COMITY_LONG=1`` runs it for minutes rather than seconds.
"""

import os
import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from itertools import combinations, count, permutations
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from tests.exchange.making import (
    AGENCIES,
    Agency,
    Killed,
    agencies,
    canary,
    inside,
    killed_at,
    meet,
    person,
)

from comity.exchange import ASSURANCE, LEAD, Draft, Refused, Wish
from comity.model import ComityError, Handling, Statement

LONG = bool(os.environ.get("COMITY_LONG"))
OPEN = ((), ("H0",), ("H1",), ("TLP:GREEN",), ("TLP:CLEAR",))
HELD = (
    ("GRAND-JURY",), ("SEALED",), ("TLP:RED",), ("INFORMANT-IDENTITY",), ("WITNESS-IDENTITY",),
    ("NOBODY-KNOWS-THIS",), ("INFORMANT-JOINED", "H1"),
)  # fmt: skip
STRIPPED = (("INFORMANT",), ("UNDERCOVER",), ("WITNESS",), ("MINOR",), ("VICTIM",))
LEVELS = st.integers(0, 3)
FATES = ("come", "come", "turn", "double", "wait", "lose")
"""What becomes of what is sent."""
HOW = ("",) * 6 + ("late", "lost", "lost late")
"""How keys are changed."""
SIDES = st.integers(0, 2)
MOMENTS = st.integers(0, 40)

_OnRoad = tuple[Agency, Agency, Path]
"""From whom to whom, and the sealed file."""


class World:
    """The agencies, which serve one example after another as long as nothing goes wrong."""

    kept: ClassVar[dict[int, "World"]] = {}

    def __init__(self, number: int) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="joint-"))
        self.folder.chmod(0o755)  # as root, the server runs as another user
        self.agencies = agencies(self.folder, number)
        self.sound = True
        self.exposed: set[str] = set()
        """Packages under way whose keys have been changed or lost since."""

    @classmethod
    def of(cls, number: int) -> "World":
        found = cls.kept.pop(number, None)
        if found is not None and not found.sound:
            found.close()
            found = None
        return cls.kept.setdefault(number, found or cls(number))

    def close(self) -> None:
        for one in self.agencies:
            one.close()
        shutil.rmtree(self.folder, ignore_errors=True)


@pytest.fixture(scope="module", autouse=True)
def worlds() -> Any:
    yield
    while World.kept:
        World.kept.popitem()[1].close()


class Joint(RuleBasedStateMachine):
    """What may happen between agencies, and what must hold of it in the end."""

    number = 2

    @initialize()
    def begin(self) -> None:
        self.world = World.of(self.number)
        self.world.sound = False  # until all has ended well
        self.sides = self.world.agencies
        self.cases = {one: one.case("secret") for one in self.sides}
        for one, other in permutations(self.sides, 2):
            one.consent(self.cases[one], other)
        self.road: list[_OnRoad] = []
        self.secrets: dict[str, Agency] = {}
        """What must never stand anywhere but at its agency."""
        self.owners: dict[str, Agency] = {}
        self.freed: dict[str, set[Agency]] = {}
        """What may stand at some agencies, and nowhere else."""
        self.sent: dict[str, tuple[Agency, Agency, set[str]]] = {}
        self.before = {one: {s.package.id for s in one.desk.outbox()} for one in self.sides}
        self.withdrawn: dict[str, set[str]] = defaultdict(set)
        """Which words of each package its sender has recalled."""
        self.accepted: set[str] = set()
        self.exposed = self.world.exposed
        self.changes: dict[str, int] = defaultdict(int)
        self.late: set[tuple[Agency, Agency]] = set()
        self.dropped: set[tuple[Agency, Agency]] = set()
        """Who trusts whom no more."""
        self.moment = -1
        self.folder = Path(tempfile.mkdtemp(dir=self.world.folder))
        self.names = count()

    # --- what people do ----------------------------------------------------------------------

    @rule(at=SIDES, level=LEVELS, codes=st.sampled_from(OPEN))
    def know(self, at: int, level: int, codes: tuple[str, ...]) -> None:
        one, word = self._side(at), canary()
        self._free(one, word)
        one.state(self.cases[one], self._said(one, word, level, codes))

    @rule(at=SIDES, level=LEVELS, codes=st.sampled_from(HELD))
    def know_a_secret(self, at: int, level: int, codes: tuple[str, ...]) -> None:
        one, word = self._side(at), canary("held")
        self.secrets[word] = one
        one.state(self.cases[one], self._said(one, word, level, codes))

    @rule(at=SIDES, codes=st.sampled_from(STRIPPED))
    def be_told(self, at: int, codes: tuple[str, ...]) -> None:
        """Somebody who must be protected says something: that goes, its words do not."""
        one, word, words = self._side(at), canary("told"), canary("words")
        self._free(one, word)
        self.secrets[words] = one
        told = self._said(one, word, 1, codes)
        one.state(self.cases[one], told._replace(original=words))

    @rule(at=SIDES, level=LEVELS)
    def read(self, at: int, level: int) -> None:
        """A document that may go."""
        one, word, words = self._side(at), canary("read"), canary("text")
        self._free(one, word, words)
        said = person(word)
        one.file(self.cases[one], f"{words} {word}", said, handling=Handling(level))

    @rule(at=SIDES, codes=st.sampled_from((*HELD, *STRIPPED)))
    def read_a_secret(self, at: int, codes: tuple[str, ...]) -> None:
        """A document whose words must stay, whatever becomes of what was read in it."""
        one, word, words = self._side(at), canary("read"), canary("secret")
        self.secrets[words] = one
        if codes in HELD:
            self.secrets[word] = one
        else:
            self._free(one, word)
        document = one.file(
            self.cases[one], f"{words} says {word}", person(word, "notes", word),
            handling=self._marked(one, 1, codes),
        )  # fmt: skip
        self.secrets[document] = one

    @rule(at=SIDES, to=SIDES)
    def give_a_lead(self, at: int, to: int) -> None:
        one, other = self._pair(at, to)
        case, name, about = self.cases[one], canary("tipster"), canary("lead")
        self._free(one, about)
        self.secrets[name] = one
        tipster = person(name, handling=Handling(0, ("INFORMANT-IDENTITY",), one.name))
        one.state(case, tipster)
        made = one.desk.begin(
            case, Draft(LEAD, {"name": about, "tipster": tipster.entity}), giver=one.name,
            receiver=other.name,
        )  # fmt: skip
        self._try(one, other, lambda: one.desk.send(case, made, Wish(other.word, (), files=False)))

    @rule(
        at=SIDES, to=SIDES, files=st.booleans(), sends=st.sampled_from(("", *FATES)),
        accepts=st.booleans(),
    )  # fmt: skip
    def share(self, at: int, to: int, files: bool, sends: str, accepts: bool) -> None:
        one, other = self._pair(at, to)
        wish = Wish(other.word, ("all",), files=files)
        if self._try(one, other, lambda: one.desk.share(self.cases[one], wish)) and sends:
            self.approve(at)
            self.send(at, to, False, sends)
        if accepts:
            self.decide(self.sides.index(other), 0, 1)

    @rule(at=SIDES, to=SIDES)
    def permit(self, at: int, to: int) -> None:
        """Allow a partner to pass on to the third."""
        one, other = self._pair(at, to)
        third = AGENCIES[3 - self.sides.index(one) - self.sides.index(other)]
        case, term = self.cases[one], f"permission:{third[1]}"
        made = one.desk.begin(
            case, Draft(ASSURANCE, {"term": term, "state": "given"}), giver=one.name,
            receiver=other.name,
        )  # fmt: skip
        self._try(one, other, lambda: one.desk.send(case, made, Wish(other.word, (), files=False)))

    @rule(at=SIDES)
    def approve(self, at: int) -> None:
        one = self._side(at)
        for standing in one.desk.outbox():
            if standing.package.id in self.sent and standing.state == "sealed":
                one.second.approve(standing.package.id)

    @rule(at=SIDES, number=st.integers(0, 5), accepts=st.integers(0, 3))
    def decide(self, at: int, number: int, accepts: int) -> None:
        one = self._side(at)
        open_ = [
            s.package
            for s in one.desk.inbox()
            if s.state == "received" and s.package.id in self.sent and s.package.kind != "recall"
        ]
        if not open_:
            return
        package = open_[number % len(open_)]
        if accepts:
            self._accept(one, package.id)
        else:
            self._do(one, lambda: one.desk.refuse(package.id, "not ours"))

    @rule(number=st.integers(0, 9))
    def recall(self, number: int) -> None:
        known = [p for p in self.sent if self.sent[p][2] - self.withdrawn[p]]
        if known:
            package = known[number % len(known)]
            one, other, words = self.sent[package]
            if self._try(one, other, lambda: one.desk.recall_package(package), known=True):
                self.withdrawn[package] = set(words)

    @rule(number=st.integers(0, 9))
    def recall_a_statement(self, number: int) -> None:
        known = sorted({w for p, (_, _, words) in self.sent.items() for w in words})
        if not known:
            return
        word = known[number % len(known)]
        for one in self.sides:
            case = self.cases[one]
            own = [
                s for s in one.bench.session.statements(case.row)
                if s.value == word and s.handling.originator in ("", one.name)
            ]  # fmt: skip
            for statement in own:
                with suppress(ComityError):  # nobody has it
                    self._do(one, partial(one.desk.recall_statement, case, statement.id))
                    self._note_recall(one, word)

    # --- what happens on the way -------------------------------------------------------------

    @rule(at=SIDES, to=SIDES, again=st.booleans(), fate=st.sampled_from(FATES))
    def send(self, at: int, to: int, again: bool, fate: str) -> None:
        one, other = self._pair(at, to)
        try:
            found = self._send(one, other, again=again)
        except ComityError:
            assert (one, other) in self.dropped
            return
        arriving = {"come": found, "turn": found[::-1], "double": [*found, *found[::-1]]}
        for what in arriving.get(fate, ()):
            self._arrive(what)
        if fate == "wait":
            self.road += found

    @rule(number=st.integers(0, 20), double=st.booleans())
    def arrive(self, number: int, double: bool) -> None:
        if self.road:
            at = number % len(self.road)
            self._arrive(self.road[at] if double else self.road.pop(at))

    @rule(moment=MOMENTS)
    def die_soon(self, moment: int) -> None:
        """Whoever does something next is killed at that moment, and begins again."""
        self.moment = moment

    # --- keys --------------------------------------------------------------------------------

    @rule(at=SIDES, how=st.sampled_from(HOW))
    def change_keys(self, at: int, how: str) -> None:
        one, lost, late = self._side(at), "lost" in how, "late" in how
        serial = one.desk.card.serial
        for package, (*pair, _) in self.sent.items():
            if one in pair and not self._know_each_other(*pair):
                self.exposed.add(package)
        self._do(one, lambda: one.desk.rotate(lost=lost))
        for package, (*pair, _) in self.sent.items():
            if one in pair:
                self.changes[package] += one.desk.card.serial - serial  # killed: it changes twice
                if lost or self.changes[package] > 1:  # of a partner the last two cards count
                    self.exposed.add(package)
        for other in self.sides:
            if other is not one and (other, one) not in self.dropped:
                self.late.add((other, one))
                if not late:
                    self._hand_over(other, one)

    @rule()
    def hand_over_cards(self) -> None:
        for pair in sorted(self.late, key=self._order):
            self._hand_over(*pair)

    @rule(at=SIDES, to=SIDES)
    def drop(self, at: int, to: int) -> None:
        one, other = self._pair(at, to)
        one.desk.revoke(other.word)
        self.dropped.add((one, other))
        self.late.discard((one, other))

    @rule()
    def make_up(self) -> None:
        for one, other in sorted(self.dropped, key=self._order):
            self.change_keys(self.sides.index(other), "")
            meet(one, other)
            self.dropped.discard((one, other))

    # --- the end -----------------------------------------------------------------------------

    def teardown(self) -> None:
        if sys.exc_info()[0] or not hasattr(self, "sides"):
            return  # it has failed before
        self.moment = -1
        self.make_up()
        self.hand_over_cards()
        for at in range(len(self.sides)):
            self.approve(at)
        while self.road:
            self._arrive(self.road.pop())
        for again in (True, True, False, False, False):
            for one, other in permutations(self.sides, 2):
                for what in self._send(one, other, again=again):
                    self._arrive(what)
        assert all(self._know_each_other(*pair) for pair in combinations(self.sides, 2))
        self._check_packages()
        self._check_words()
        self._check_records()
        # What was sealed to keys that are lost would be sent again for ever.
        self.world.sound = not self.exposed

    def _check_packages(self) -> None:
        """Each package that was sent came once, and both sides say the same of it."""
        for one, other in permutations(self.sides, 2):
            here = {s.package.id: s for s in one.desk.outbox(other.word)}
            there = [s for s in other.desk.inbox(one.word) if s.package.id not in self.before[one]]
            ids = [s.package.id for s in there]
            assert len(ids) == len(set(ids))
            stood = {s.package.id: s.state for s in there}
            assert set(stood) <= set(here)
            for package, standing in here.items():
                acts = {act.act for act in standing.acts}
                if package in self.before[one] or "delivered" not in acts:
                    continue
                if package not in stood:
                    # Lost on the way for good: recalled, or sealed with keys that are no more.
                    assert "recalled" in acts or package in self.exposed, (package, acts)
                    continue
                state = {"received": "acknowledged"}.get(stood[package], stood[package])
                assert standing.state == state, (standing.package.kind, acts, state)

    def _check_words(self) -> None:
        """What must stay has stayed; what was recalled is gone; the rest is there."""
        for one in self.sides:
            foreign = [w for w, owner in self.secrets.items() if owner is not one]
            foreign += [w for w, allowed in self.freed.items() if one not in allowed]
            out = one.holds(*foreign)
            assert not out, out
            given = [
                (word, self.sent[package][0])
                for package in self.accepted
                if self.sent[package][1] is one
                for word in self.sent[package][2] - self.withdrawn[package]
            ]
            # What was passed on stands as long as it does with whoever passed it on.
            may = {w for w, by in given if self.owners[w] is by or w in self._shown(by)}
            must = {w for w, by in given if self.owners[w] is by}
            found = self._shown(one)
            assert must <= found <= may, (must - found, found - may)

    def _shown(self, one: Agency) -> set[str]:
        """Which words of others stand in a case."""
        said = one.bench.session.statements(self.cases[one].row)
        words = {s.value for s in said if s.handling.originator not in ("", one.name)}
        return words & set(self.freed)

    def _check_records(self) -> None:
        for one in self.sides:
            wrong = one.wrong()
            for other in self.sides:
                if other is not one:
                    found = one.desk.verify(other.word)
                    wrong += [f"{one.word}: {w}" for finding in found for w in finding.wrong]
            assert not wrong, wrong

    # --- within ------------------------------------------------------------------------------

    def _side(self, at: int) -> Agency:
        return self.sides[at % self.number]

    def _pair(self, at: int, to: int) -> tuple[Agency, Agency]:
        one = self._side(at)
        others = [other for other in self.sides if other is not one]
        return one, others[to % len(others)]

    def _know_each_other(self, *pair: Agency) -> bool:
        """Whether two agencies have each other's newest cards."""
        return all(
            known.card.serial == other.desk.card.serial
            for one, other in permutations(pair, 2)
            for known in one.desk.partners()
            if known.name == other.word
        )

    def _order(self, pair: tuple[Agency, Agency]) -> tuple[int, ...]:
        return tuple(map(self.sides.index, pair))

    def _free(self, one: Agency, *words: str) -> None:
        for word in words:
            self.owners[word], self.freed[word] = one, {one}

    def _said(self, one: Agency, word: str, level: int, codes: tuple[str, ...]) -> Statement:
        return person(word, handling=self._marked(one, level, codes))

    def _marked(self, one: Agency, level: int, codes: tuple[str, ...]) -> Handling:
        # A code of another law is sent if a second person agrees; ours is held.
        known = {"SEALED" if code == "GRAND-JURY" and one.law != "us" else code for code in codes}
        return Handling(level, tuple(sorted(known)), one.name)

    def _do(self, one: Agency, work: Callable[[], Any]) -> Any:
        """Do something; if it is to be killed, kill it and do it again."""
        moment, self.moment = self.moment, -1
        if moment < 0:
            return work()
        try:
            with killed_at(moment):
                return work()
        except Killed:
            one.restart()
            return work()

    def _try(
        self, one: Agency, other: Agency, work: Callable[[], Any], *, known: bool = False
    ) -> bool:
        """Seal something, unless that cannot be done now, and note what is in it."""
        try:
            self._do(one, work)
            return True
        except ComityError as error:
            words = str(error)
            revoked = (one, other) in self.dropped and "revoked" in words
            assert revoked or "Nothing of this" in words or (known and "already" in words), words
            return known and "already" in words
        finally:
            self._note_sent()

    def _note_sent(self) -> None:
        """Note which words went into the packages that are new, whatever was killed."""
        for one in self.sides:
            office = one.desk._office
            by_origin = {other.desk.card.origin: other for other in self.sides}
            for standing in one.desk.outbox():
                package = standing.package
                if package.id in self.before[one] or package.id in self.sent:
                    continue
                other = by_origin[package.partner]
                ids = [c.own.hex() for c in office.packages.carried(package)]
                said = office.session.of_ids(self.cases[one].row, ids)
                new = (s for s in said if s.handling.originator != other.name)
                words = {s.value for s in new if s.value in self.freed}
                self.sent[package.id] = (one, other, words)
                if not self._know_each_other(one, other):
                    self.exposed.add(package.id)
                for word in self.freed:
                    if any(word in s.value for s in said):
                        self.freed[word].add(other)
                for document in {s.document for s in said if s.document}:
                    self._note_document(one, other, document)

    def _note_document(self, one: Agency, other: Agency, document: str) -> None:
        body = one.bench.session.bodies(self.cases[one].row, [document]).get(document, "")
        for word in body.split():
            if word in self.freed:
                self.freed[word].add(other)

    def _note_recall(self, one: Agency, word: str) -> None:
        for package, (_, _, words) in self.sent.items():
            if word in words:
                self.withdrawn[package].add(word)

    def _accept(self, one: Agency, package: str) -> None:
        try:
            self._do(one, lambda: one.desk.accept(package, self.cases[one]))
        except ComityError as error:
            if (one, self.sent[package][0]) in self.dropped:
                return
            assert "accepted by" in str(error), error  # before the kill
        self.accepted.add(package)

    def _hand_over(self, one: Agency, other: Agency) -> None:
        meet(one, other)
        self.late.discard((one, other))

    def _send(self, one: Agency, other: Agency, *, again: bool) -> list[_OnRoad]:
        folder = self.folder / str(next(self.names))
        folder.mkdir()
        self._do(one, lambda: one.desk.copy_to(other.word, folder, again=again))
        self._note_sent()
        order = [p.id[:16] for p in one.desk._office.packages.packages(incoming=False)]
        found = sorted(folder.glob("*.comity"), key=lambda path: order.index(path.stem))
        return [(one, other, path) for path in found]

    def _arrive(self, what: _OnRoad) -> None:
        one, other, path = what
        try:
            text = inside(other, path)
            self._do(other, lambda: other.desk.receive(path))
        except Refused as error:
            self._check_refusal(one, other, path, error)
            return
        never = [w for w, owner in self.secrets.items() if owner is not other and w in text]
        assert not never, never
        self._note_sent()

    def _check_refusal(self, one: Agency, other: Agency, path: Path, error: Refused) -> None:
        exposed = any(package.startswith(path.stem) for package in self.exposed)
        late = {(one, other), (other, one)} & self.late
        assert error.reason in ("unknown-signer", "revoked-signer", "wrong-recipient"), error
        excused = exposed or late or (other, one) in self.dropped or self._is_receipt(one, path)
        assert excused, (error, one.desk.sent(path.stem))

    def _is_receipt(self, one: Agency, path: Path) -> bool:
        """Whether it is a receipt, which may get lost: what it says, the next one says too."""
        return one.desk.sent(path.stem).kind == "receipt"


class JointOfThree(Joint):
    number = 3

    @rule()
    def pass_on(self) -> None:
        """What one gives goes on to the third, with leave."""
        self.know(0, 1, ())
        self.permit(0, 0)
        self.share(0, 0, True, "come", True)
        self.share(1, 1, True, "come", True)


_QUICK = settings(
    max_examples=6, stateful_step_count=30, deadline=None, derandomize=True, database=None,
    phases=[Phase.generate], suppress_health_check=list(HealthCheck),
)  # fmt: skip
_LONG = settings(
    _QUICK, max_examples=120, stateful_step_count=50, derandomize=False,
    phases=[Phase.generate, Phase.shrink],
)  # fmt: skip

TestTwo = Joint.TestCase
TestTwo.settings = _LONG if LONG else _QUICK
TestThree = JointOfThree.TestCase
TestThree.settings = settings(TestTwo.settings, max_examples=TestTwo.settings.max_examples // 2)
