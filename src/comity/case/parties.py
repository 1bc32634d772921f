"""The parties of a case: people, organisations and groups, and how they stand on a day."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from comity.case.timeline import Happening, timeline
from comity.case.view import Citation, View
from comity.model import PARTIES, Statement

STATUSES = ("mentioned", "suspected", "charged", "convicted", "acquitted")
"""In the order in which one follows the other; who is acquitted is no longer what came before."""

_OFFICES = ("court", "prosecutor", "agency", "giver", "receiver")
_STEP = {"Arrest": "suspected", "Charge": "charged", "Sentence": "convicted"}
_OUTCOME = {"conviction": "convicted", "acquittal": "acquitted"}


class Standing(NamedTuple):
    """A status, since when (as far as a source dates it, else the day by which it was reported)."""

    status: str
    since: str
    citations: tuple[Citation, ...]


class Party(NamedTuple):
    """A party as the reader sees it.

    Attributes:
        id: the entity; label: what to call it; schema: FollowTheMoney schema.
        names: other names and spellings; positions: posts.
        standing: how it stands, the last first; the last entry is ``mentioned``.
        official: whether it acts as an authority (a court, police, an agency) or speaks for one.
        size: for a group, how many people; part_of: the group it is a part of, by label and id.
        documents, independent: how many documents mention it, and how many independent sources.
        joined: the entities shown as this one, and whether a person has decided so.
        citations: where its name stands, one for each document.
    """

    id: str
    label: str
    schema: str
    names: tuple[str, ...]
    positions: tuple[str, ...]
    standing: tuple[Standing, ...]
    official: bool
    size: int
    part_of: tuple[str, str] | None
    documents: int
    independent: int
    joined: tuple[str, ...]
    citations: tuple[Citation, ...]

    @property
    def status(self) -> str:
        """The status now, or on the day asked for."""
        return self.standing[0].status


def parties(view: View, on: str = "", events: list[Happening] | None = None) -> list[Party]:
    """Return the parties by their status, those in most sources first.

    ``on`` is an ISO day: what happened later is left out. ``events`` is the timeline, if at hand.
    """
    happened = timeline(view) if events is None else events
    known = view.entities(view.session.statements(view.case, schemata=PARTIES))
    view.remember(known)
    standing = _standing(happened, on)
    official = officials(view, known, happened)
    found = [
        _party(view, entity, props, (standing.get(entity, []), entity in official))
        for entity, props in known.items()
        if not on or _known_by(view, props, on)
    ]
    return sorted(found, key=lambda p: (-_rank(p), -p.independent, -p.documents, p.label, p.id))


def officials(
    view: View, known: dict[str, dict[str, list[Statement]]], happened: list[Happening]
) -> set[str]:
    """Return the entities that act as authorities or outlets, or that work for one."""
    found = {e for h in happened for role in _OFFICES for _, e in h.parties.get(role, ())}
    accused = {
        e for h in happened for r in ("defendant", "suspect") for _, e in h.parties.get(r, ())
    }
    for entity, props in known.items():
        if any(s.schema == "PublicBody" for statements in props.values() for s in statements):
            found.add(entity)
    employed = view.entities(view.session.statements(view.case, schemata=["Employment"]))
    for props in employed.values():
        employers = {view.identity.of(s.value) for s in props.get("employer", ())}
        if employers & found:
            found |= {view.identity.of(s.value) for s in props.get("employee", ())}
    return found - accused


def _standing(happened: list[Happening], on: str) -> dict[str, list[Standing]]:
    found: dict[str, list[Standing]] = defaultdict(list)
    for h in happened:
        status = _OUTCOME.get(next(iter(h.details.get("outcome", ())), "")) or _STEP.get(h.kind)
        since = h.date or min((c.published for c in h.citations if c.published), default="")
        if status is None or h.denied or (on and (not since or since > on[: len(since)])):
            continue
        for role in ("defendant", "suspect"):
            for _, entity in h.parties.get(role, ()):
                found[entity].append(Standing(status, since, h.citations))
    for steps in found.values():
        steps.sort(key=lambda s: (STATUSES.index(s.status), s.since), reverse=True)
    return found


def _known_by(view: View, props: dict[str, list[Statement]], on: str) -> bool:
    days = {view.sources.published(s.document) for ss in props.values() for s in ss}
    return any(not day or day <= on for day in days)


def _party(
    view: View,
    entity: str,
    props: dict[str, list[Statement]],
    known: tuple[list[Standing], bool],
) -> Party:
    steps, official = known
    named = [
        s for prop in ("name", "alias", "weakAlias", "abbreviation") for s in props.get(prop, ())
    ]
    label = view.label(entity)
    cited = view.cite(_one_a_document(named))
    first = min((c.published for c in cited if c.published), default="")
    sizes = Counter(int(s.value) for s in props.get("size", ()))
    whole = next(iter(props.get("partOf", ())), None)
    schemata = Counter(s.schema for statements in props.values() for s in statements)
    return Party(
        entity,
        label,
        max(schemata, key=lambda s: (schemata[s], s)),
        tuple(n for n, _ in Counter(s.value for s in named).most_common() if n != label),
        tuple(p for p, _ in Counter(s.value for s in props.get("position", ())).most_common()),
        (*_distinct(steps), Standing("mentioned", first, tuple(cited[:1]))),
        official,
        sizes.most_common(1)[0][0] if sizes else 0,
        (view.label(whole.value), view.identity.of(whole.value)) if whole else None,
        len({s.document for s in named if s.document}),
        view.independent(named),
        tuple(m for m in view.identity.members(entity) if m != entity),
        tuple(cited),
    )


def _distinct(steps: Iterable[Standing]) -> Iterator[Standing]:
    """Yield the earliest standing of each status."""
    best: dict[str, Standing] = {}
    for step in steps:
        best[step.status] = min(best.get(step.status, step), step, key=lambda s: s.since or "9999")
    yield from best.values()


def _one_a_document(statements: Iterable[Statement]) -> list[Statement]:
    first: dict[str, Statement] = {}
    for s in statements:
        first.setdefault(s.document or s.id, s)
    return list(first.values())


def _rank(party: Party) -> int:
    return STATUSES.index(party.status)
