"""Who is who in a whole case at once, and why two of its parties may be one."""

import shutil
from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import product
from pathlib import Path
from typing import NamedTuple

from comity.case import matching
from comity.case.view import View
from comity.model import DIFFERENT, SAME, ComityError, Handling, Statement
from comity.resolve import ASK, JOIN, Comparison, Entity, compare, engines, named, proposal

_TRIED = 5  # entities of a name that are tried as what is meant


class Explained(NamedTuple):
    """Two parties of a case, what they say of each other, and what was decided or proposed of them:
    "", or who said it and whether they are one."""

    a: Entity
    b: Entity
    found: Comparison
    said: str


def resolve(view: View, engine: str, home: Path, progress: engines.Progress) -> int:
    """Compare all parties of a case, and propose who may be one; return how many new proposals.

    What was proposed or decided before stays as it is. A run that was stopped goes on from what is
    in ``home``, as long as the case has the same documents.

    Raises:
        ComityError: there is no such engine, or what it needs is not installed.
    """
    folder = _folder(view, engine, home)
    made = _proposals(view, engine, folder, progress)
    view.session.write.match(view.case, (), (), made)
    shutil.rmtree(folder, ignore_errors=True)
    return len(made)


def _folder(view: View, engine: str, home: Path) -> Path:
    """Return the folder of a run; those of the case as it was before are removed."""
    state = sha256("\n".join(sorted(d.id for d in view.session.documents(view.case))).encode())
    folder = home / f"{view.case.slug}-{engine}-{state.hexdigest()[:16]}"
    for other in folder.parent.glob(f"{view.case.slug}-{engine}-*"):
        if other != folder:
            shutil.rmtree(other, ignore_errors=True)
    return folder


def _proposals(
    view: View, engine: str, folder: Path, progress: engines.Progress
) -> list[Statement]:
    conditions: dict[str, Handling] = {}
    scored = engines.engine(engine)(_parties(view, conditions), folder, ASK, progress)
    known = {
        frozenset((s.entity, s.value))
        for s in view.session.statements(view.case, props=[SAME, DIFFERENT])
    }
    pairs = [(a, b) for a, b, _ in scored if frozenset((a, b)) not in known]
    parties = _some(view, {one for pair in pairs for one in pair})
    return [
        matching.statement(proposal((a, b), compare(parties[a], parties[b])), conditions)
        for a, b in pairs
    ]


def explain(view: View, a: str, b: str) -> Explained:
    """Compare two parties, each given by a name or the beginning of an id; of several that are
    called so, the two that fit best.

    Raises:
        ComityError: nobody is called so, or both are one entity only.
    """
    ours, theirs = (_meant(view, words) for words in (a, b))
    parties = _some(view, {*ours, *theirs})
    pairs = [
        (compare(parties[x], parties[y]), x, y)
        for x, y in product(ours, theirs)
        if x != y and x in parties and y in parties
    ]
    if not pairs:
        raise ComityError(f"{a!r} and {b!r} are one entity, or no parties that can be compared.")
    found, x, y = max(pairs, key=lambda pair: (pair[0].score, pair[1], pair[2]))
    return Explained(parties[x], parties[y], found, _said(view, x, y))


def _meant(view: View, words: str) -> list[str]:
    found = view.session.entities_named(view.case, words) or _alike(view, words)
    if not found:
        raise ComityError(
            f"Nothing in this case is called {words!r}. See comity who {view.case.slug}."
        )
    return found[:_TRIED]


def _alike(view: View, words: str) -> list[str]:
    """Return who has a name that may be written so: 劉勇 for 刘勇."""
    asked = [Entity("", schema, (words,)) for schema in ("Person", "Organization")]
    found = view.session.alike(view.case, {one for entity in asked for one in named(entity)})
    likely = [
        (max(compare(words, name).score for name in entity.names), entity.id)
        for entity in _some(view, found).values()
        if entity.names
    ]
    best = max(likely, default=(0.0, ""))[0]
    return sorted(one for score, one in likely if score > JOIN and score > best - 0.002)


def _said(view: View, a: str, b: str) -> str:
    pair = {a, b}
    for s in view.session.statements(view.case, entities=pair, props=[SAME, DIFFERENT]):
        if {s.entity, s.value} == pair:
            what = "one" if s.prop == SAME else "different"
            return f"{s.author} decided: {what}" if s.method == "person" else f"proposed: {what}"
    return ""


def _some(view: View, wanted: Iterable[str]) -> dict[str, Entity]:
    said = view.session.statements(view.case, entities=set(wanted))
    return {entity.id: entity for entity in matching.entities(view, said)}


def _parties(view: View, conditions: dict[str, Handling]) -> Iterator[Entity]:
    """Yield all parties of a case, in bounded memory, and note under which conditions each is."""
    for said in matching.batches(view):
        conditions |= matching.conditions(said)
        yield from matching.entities(view, said)
