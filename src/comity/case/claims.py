"""Who says what; what is disputed; where sources give different figures."""

import re
from collections import Counter, defaultdict
from math import log
from typing import NamedTuple

from comity.case.view import Citation, View
from comity.model import EVENTS, Statement

_ALLEGATION = re.compile(
    r"\b(?:allegation|accusation|claim|charge|suggestion|assertion|statement|idea|notion)s?\s+"
    r"(?:that|of|about)\s+(?P<what>.+?)"
    r"(?=\s*(?:[“\"]|,\s|\s(?:is|are|was|were|as|have|has|had)\s(?:[“\"]|not\b|un|ir|in|false|base|ground)|$))",
    re.IGNORECASE | re.DOTALL,
)
_WORD = re.compile(r"[^\W_]{3,}")
_COMMON = frozenset(
    "the and for that this with was were are has have had been from its their his her they who "
    "which would could should not into than more most also over about after before said says "
    "there what when where case".split()
)
_ALIKE = 0.6  # of the weight of the shorter claim
_THAT = frozenset(("that", "this", "it", "so", "those", "these", "them"))
_TELLING = 2  # words, for a claim to say something by itself
_NEAR = 600  # code points


class Claim(NamedTuple):
    """What somebody is said to say.

    Attributes:
        id: the entity of the claim.
        content: what is said, in the words of the first document that reports it.
        speaker: label and entity; None where the source names and describes nobody.
        audience: labels of those it is said to.
        denied: whether the speaker denies the content; direct: whether the words are quoted.
        citations: where it stands; independent: how many independent sources report it.
        about: the named things in it, by label and entity.
    """

    id: str
    content: str
    speaker: tuple[str, str] | None
    audience: tuple[str, ...]
    denied: bool
    direct: bool
    citations: tuple[Citation, ...]
    independent: int
    about: tuple[tuple[str, str], ...]


class Dispute(NamedTuple):
    """A claim that some assert and some deny; neither side is a fact of the case."""

    content: str
    asserted: tuple[Claim, ...]
    denied: tuple[Claim, ...]


class Figure(NamedTuple):
    """A figure that sources give differently: its values, each with where it stands."""

    what: str
    values: tuple[tuple[str, tuple[Citation, ...]], ...]


def claims(view: View) -> list[Claim]:
    """Return the claims in the order in which they were published, the same one once."""
    known = view.entities(view.session.statements(view.case, schemata=["Claim"]))
    ids = {
        s.value
        for props in known.values()
        for p in ("speaker", "audience", "about")
        for s in props.get(p, ())
    }
    view.labels(ids)
    groups: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for entity, props in known.items():
        if props.get("content"):
            groups[_sameness(view, props)].append(entity)
    found = [_claim(view, [(e, known[e]) for e in group]) for group in groups.values()]
    return sorted(
        found,
        key=lambda c: (
            c.citations[0].published or "9",
            c.citations[0].document,
            c.citations[0].start,
        ),
    )


def disputes(known: list[Claim]) -> list[Dispute]:
    """Return what some deny, with those who assert the same, as far as any source says so.

    What is denied in a word ("China denies that") is what was said just before in that document.
    Claims are about the same where most of what the shorter one says stands in the other; a word
    counts for less, the more claims of the case have it.
    """
    rarity = _rarity(known)
    found: list[tuple[str, list[Claim], list[Claim]]] = []
    for denial in (c for c in known if c.denied):
        what = proposition(denial.content)
        asserted: list[Claim] = []
        if what.casefold() in _THAT and (before := _said_before(denial, known)):
            what, asserted = before.content, [before]
        words = _words(what)
        asserted += [
            c
            for c in known
            if not c.denied
            and c not in asserted
            and c.speaker != denial.speaker
            and _alike(words, _words(c.content), rarity)
        ]
        for content, side, denials in found:
            if _alike(words, _words(content), rarity):
                side += [c for c in asserted if c not in side]
                denials.append(denial)
                break
        else:
            found.append((what, asserted, [denial]))
    return [Dispute(what, tuple(side), tuple(denials)) for what, side, denials in found]


def _said_before(denial: Claim, known: list[Claim]) -> Claim | None:
    """Return what was said last before a denial in its document, if near enough to be meant."""
    at = denial.citations[0]
    near = [
        (c.start, claim)
        for claim in known
        if not claim.denied
        for c in claim.citations
        if c.document == at.document and at.start - _NEAR <= c.start < at.start
    ]
    return max(near, key=lambda pair: pair[0])[1] if near else None


def figures(view: View) -> list[Figure]:
    """Return the amounts that sources give differently for one kind of event and substance.

    An amount belongs to a substance where one phrase gives both ("11.9 kilograms of fentanyl").
    """
    acts = view.session.statements(view.case, schemata=EVENTS, props=["quantity", "substance"])
    phrases: dict[tuple[str, str, int, int], dict[str, list[Statement]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for s in acts:
        phrases[s.entity, s.document, s.start, s.end][s.prop].append(s)
    values: dict[tuple[str, str], dict[str, list[Statement]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for props in phrases.values():
        if len(props.get("substance", ())) == 1 and len(props.get("quantity", ())) == 1:
            amount, substance = props["quantity"][0], props["substance"][0]
            values[amount.schema, view.identity.of(substance.value)][amount.value].append(amount)
    labels = view.labels(substance for _, substance in values)
    return [
        Figure(
            f"{kind}: {labels[substance]}",
            tuple(
                (v, tuple(view.cite(ss)))
                for v, ss in sorted(given.items(), key=lambda x: (-len(x[1]), x[0]))
            ),
        )
        for (kind, substance), given in sorted(
            values.items(), key=lambda x: (x[0][0], labels[x[0][1]])
        )
        if len(given) > 1
    ]


def proposition(content: str) -> str:
    """Return what a denial is about: in "allegations that X are false" it is X."""
    match = _ALLEGATION.search(content)
    return match["what"].strip() if match else content


def _claim(view: View, same: list[tuple[str, dict[str, list[Statement]]]]) -> Claim:
    props: dict[str, list[Statement]] = defaultdict(list)
    for _, given in same:
        for prop, statements in given.items():
            props[prop] += statements
    citations = view.cite(props["content"])
    first = next(s for s in props["content"] if s.id == citations[0].statement)
    speaker = next((s.value for s in props["speaker"]), None)
    about = dict.fromkeys(view.identity.of(s.value) for s in props["about"])
    return Claim(
        same[0][0],
        first.value,
        (view.label(speaker), view.identity.of(speaker)) if speaker else None,
        tuple(dict.fromkeys(view.label(s.value) for s in props["audience"])),
        any(s.denied for s in props["content"]),
        all(s.value == "quoted" for s in props["direct"]),
        tuple(citations),
        view.independent(props["content"]),
        tuple((view.label(entity), entity) for entity in about),
    )


def _sameness(view: View, props: dict[str, list[Statement]]) -> tuple[object, ...]:
    """Return what the reports of one claim have in common: the words, the speaker, the stance."""
    content = props["content"][0]
    speaker = next((view.label(s.value).casefold() for s in props.get("speaker", ())), "")
    return speaker, " ".join(_WORD.findall(content.value.casefold())), content.denied


def _words(text: str) -> frozenset[str]:
    """Return the words of a text that say something, without endings, so that forms of one meet."""
    return frozenset(w[:6] for w in _WORD.findall(text.casefold()) if w not in _COMMON)


def _rarity(known: list[Claim]) -> dict[str, float]:
    """Return how much each word tells: the logarithm of how few of the claims have it."""
    counts = Counter(word for c in known for word in _words(c.content))
    return {word: log((1 + len(known)) / count) for word, count in counts.items()}


def _alike(a: frozenset[str], b: frozenset[str], rarity: dict[str, float]) -> bool:
    most = max(rarity.values(), default=1.0)

    def weight(words: frozenset[str]) -> float:
        return sum(rarity.get(word, most) for word in words)

    return min(len(a), len(b)) >= _TELLING and weight(a & b) >= _ALIKE * min(weight(a), weight(b))
