"""A sentence as the events in it are read: its clauses, what each mentions, and its verbs."""

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from typing import NamedTuple, TypeVar

from comity.extract.chinese.happenings import parties
from comity.extract.chinese.happenings.clauses import Clause, Sentence, said
from comity.extract.chinese.happenings.parties import Unit
from comity.extract.chinese.happenings.triggers import Trigger
from comity.extract.finding import Spanned

S = TypeVar("S", bound=Spanned)
_ASIDE = re.compile(r"^(?:也就是|即|其中|包括|含|另有|价值|共计|涉案|约合)")
_SAYS = re.compile(
    r"(?:表示|说道?|称|指出|透露|介绍|通报|认为|查明|认定|宣布|获悉|了解到?|证实|公布|披露|强调|指控|声称|写道|显示)$"
)
_PRONOUN = re.compile(
    r"^(?:但|而|后|并|且|因为?|由于|据|当|称|说|指控|指出|表示|认为|控告)*"
    r"(?:[他她]们?|此人|该犯|后者|前者|二者|[该此]人|其(?=[向从将把被曾先多通以于因]))"
)
_BY = re.compile(r"被|遭到?|受到|获(?=改判|判处)")
_ON = re.compile(
    r"(?:并|后|且|又|再|同时|、|或|及|和|以及|随即|当场|随后|先后|共|还|[中内]|(?<!同)时)$"
)

_LONGEST = 6  # characters that a word of ``_ON`` and what is looked for before it may have
_MOST = 200  # verbs that are read in one sentence: what has more is no text


class Scene(NamedTuple):
    """A sentence of the text ``flat``, the units of each clause, and its triggers."""

    flat: str
    sentence: Sentence
    units: tuple[tuple[Unit, ...], ...]
    triggers: tuple[Trigger, ...]


class View(NamedTuple):
    """What a trigger sees: its clause and what stands on either side of it.

    Attributes:
        number: which clause of its sentence.
        high: where the part of the clause ends that belongs to the trigger.
        passive: where 被 stands before it in its clause, or -1.
    """

    scene: Scene
    trigger: Trigger
    number: int
    high: int
    passive: int

    @property
    def clause(self) -> Clause:
        """The clause of the trigger."""
        return self.scene.sentence.clauses[self.number]

    @property
    def before(self) -> str:
        """The words of the clause before the trigger."""
        return said(self.scene.flat[self.clause.start : self.trigger.start])

    @property
    def modifies(self) -> bool:
        """Whether 的 follows: 查获的毒品."""
        return re.match("了?的", self.scene.flat[self.trigger.end :]) is not None

    def left(self) -> list[Unit]:
        """The units of the clause before the trigger."""
        return [u for u in self.scene.units[self.number] if u.end <= self.trigger.start]

    def right(self) -> list[Unit]:
        """The units of the clause after the trigger, as far as it reaches."""
        own = self.scene.units[self.number]
        return [u for u in own if u.start >= self.trigger.end and u.end <= self.high]


def read(flat: str, sentence: Sentence, units: Sequence[Unit], told: Sequence[Trigger]) -> Scene:
    """Return the scene of a sentence from the units and triggers of the whole text."""
    of_clauses = []
    here = inside(units, *sentence.span)
    for clause in sentence.clauses:
        own = inside(here, clause.start, clause.end)
        of_clauses.append(tuple(parties.in_cases(flat, clause.start, own)))
    verbs = tuple(inside(told, *sentence.span)[:_MOST])
    return Scene(flat, sentence, tuple(of_clauses), verbs)


def inside(ordered: Sequence[S], start: int, end: int) -> list[S]:
    """Return those of things in the order of the text that lie between two places."""
    low = bisect_left(ordered, start, key=lambda one: one.start)
    high = bisect_left(ordered, end, key=lambda one: one.start)
    return [one for one in ordered[low:high] if one.end <= end]


def view(scene: Scene, trigger: Trigger) -> View | None:
    """Return what a trigger sees, or None where it stands in no clause."""
    for number, clause in enumerate(scene.sentence.clauses):
        if clause.start <= trigger.start and trigger.end <= clause.end:
            return View(
                scene, trigger, number, _reach(scene, clause, trigger),
                _passive(scene, number, trigger),
            )  # fmt: skip
    return None


def _reach(scene: Scene, clause: Clause, trigger: Trigger) -> int:
    """Return where the next verb that goes on (并缴获) ends a trigger's part of its clause."""
    for other in inside(scene.triggers, trigger.end, clause.end):
        between = scene.flat[max(trigger.end, other.start - _LONGEST) : other.start]
        if _ON.search(between):
            return other.start
    return clause.end


def _passive(scene: Scene, number: int, trigger: Trigger) -> int:
    clause = scene.sentence.clauses[number]
    if scene.flat[trigger.start : trigger.end] == "被控":
        return trigger.start
    held = {at for u in scene.units[number] for at in range(u.start, u.end)}
    found = [
        m.start()
        for m in _BY.finditer(scene.flat, clause.start, trigger.start)
        if m.start() not in held
    ]
    return found[-1] if found else -1


def subjects(
    seen: View, sorts: Collection[str], cases: Collection[str] = (), until: int = -1
) -> list[Unit]:
    """Return who does what a trigger tells: before it in its clause, else in the clauses before.

    ``cases`` are those that do as well as none; ``until`` is where to stop in the clause.
    """
    scene, number = seen.scene, seen.number
    end = seen.trigger.start if until < 0 else until
    own = scene.units[number]
    fits = [i for i, u in enumerate(own) if u.end <= end and _fits(u, sorts, cases)]
    if seen.modifies and until < 0 and (near := adjacent(seen, sorts)):
        return near
    if fits:
        return parties.chain(own, fits[-1])
    if _PRONOUN.search(seen.before):
        return []
    while number and not scene.sentence.clauses[number].opens:
        number -= 1
        own = scene.units[number]
        clause = scene.sentence.clauses[number]
        words = said(scene.flat[clause.start : clause.end])
        if _ASIDE.match(words):
            continue
        if _SAYS.search(words):
            bare = [i for i, u in enumerate(own) if u.case == "" and not u.owns]
            speaks = bool(bare) and own[bare[-1]].sort in sorts
            return parties.chain(own, bare[-1]) if speaks else []
        if fits := [i for i, u in enumerate(own) if _fits(u, sorts, ("被", "由", *cases))]:
            bare = [i for i in fits if own[i].case == ""] or fits
            return parties.chain(own, bare[0])
    return []


def adjacent(seen: View, sorts: Collection[str]) -> list[Unit]:
    """Return who stands right before a verb, but for a date: 某局去年提供的线索."""
    left = [u for u in seen.left() if u.sort != "date"]
    if not left or left[-1].sort not in sorts:
        return []
    gap = seen.scene.flat[left[-1].end : seen.trigger.start]
    dates = [u for u in seen.left() if u.sort == "date" and u.start >= left[-1].end]
    for date in dates:
        gap = gap.replace(seen.scene.flat[date.start : date.end], "")
    return parties.chain(left, len(left) - 1) if len(said(gap)) <= 3 else []


def _fits(unit: Unit, sorts: Collection[str], cases: Collection[str]) -> bool:
    return unit.sort in sorts and not unit.owns and (unit.case == "" or unit.case in cases)


def in_case(units: Sequence[Unit], cases: Collection[str], sorts: Collection[str]) -> list[Unit]:
    """Return the units that a word such as 向 or 给 governs."""
    return [u for u in units if u.case in cases and u.sort in sorts and not u.owns]
