"""What is found in a text, before it becomes statements: plain data with exact spans.

Every finding begins with ``start`` and ``end``: code points in the text that was read. Where a
finding speaks of another (who is sentenced, who speaks) it gives the words' ``Span``, and
``statements`` looks up which named thing, if any, those words are.
"""

from collections.abc import Iterable
from typing import NamedTuple, Protocol


class Span(NamedTuple):
    """Code points ``start`` to ``end`` of the text."""

    start: int
    end: int


class Spanned(Protocol):
    """Whatever stands somewhere in the text."""

    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102


def touches(one: Spanned, others: Iterable[Spanned]) -> bool:
    """Return whether one of the others has a code point in common with a finding."""
    return any(one.start < other.end and other.start < one.end for other in others)


class Name(NamedTuple):
    """A mention of a person, organisation, place or substance by name.

    Attributes:
        kind: ``person``, ``organisation``, ``place`` or ``substance``.
        key: the fullest form of the name in the text (``Austin Moore`` for a mention "Moore"), the
            same for all mentions of one thing; for a substance its id in the table of law; for a
            place its name in the gazetteer, or as written where that does not know it.
        schema: FollowTheMoney schema: Person, Organization, Company, PublicBody, Territory,
            Substance.
        country: ISO 3166 code in lower case, of a place or of what its name tells; or empty.
        within: for a place, the name of the place that it lies in; or empty.
    """

    start: int
    end: int
    kind: str
    key: str
    schema: str
    country: str = ""
    within: str = ""


class Title(NamedTuple):
    """A post or occupation beside a person's name; ``holder`` is that mention of the name."""

    start: int
    end: int
    holder: Span


class Alias(NamedTuple):
    """A second name that the text gives to somebody; ``of`` is a mention of the first."""

    start: int
    end: int
    of: Span


class Date(NamedTuple):
    """A day, month or year: ``value`` is ISO 8601, as precise as the words."""

    start: int
    end: int
    value: str


class Quantity(NamedTuple):
    """A number with a unit of goods: ``number`` as a decimal, ``unit`` as in the gold rules.

    ``grams`` is the same normalised, for weights; else empty.
    """

    start: int
    end: int
    number: str
    unit: str
    grams: str = ""


class Money(NamedTuple):
    """A sum: ``number`` as a decimal, ``currency`` in ISO 4217 (bitcoin: BTC)."""

    start: int
    end: int
    number: str
    currency: str


class Identifier(NamedTuple):
    """A number or address that names one thing, and was checked; ``scheme`` says its kind."""

    start: int
    end: int
    scheme: str
    value: str


class Group(NamedTuple):
    """People who are counted and not named; ``part_of`` is the span of the group they belong to."""

    start: int
    end: int
    size: int
    part_of: Span | None = None


class Participant(NamedTuple):
    """Who or what takes part in an event: the words, and in which role."""

    start: int
    end: int
    role: str


class Event(NamedTuple):
    """Something that is said to have happened; the span is the trigger's.

    ``schema`` is one of ``comity.model.EVENTS``; ``date`` is ISO 8601 or empty; ``sentence`` is
    the sentence that tells it.
    """

    start: int
    end: int
    schema: str
    date: str
    participants: tuple[Participant, ...]
    sentence: Span


class Relation(NamedTuple):
    """One is said to lead, work for, supply, send to or own another; the span is the words'."""

    start: int
    end: int
    kind: str
    source: Span
    target: Span


class Claim(NamedTuple):
    """What somebody is said to say; the span is the content's.

    Attributes:
        speaker: the words that name the speaker; None where the text names nobody.
        antecedent: where ``speaker`` is a pronoun, the words that it most likely stands for.
        audience: to whom it is said.
        denied: whether the speaker denies the content.
        direct: whether all of it is quoted.
        sentence: the sentence or sentences that tell it.
    """

    start: int
    end: int
    speaker: Span | None
    antecedent: Span | None
    audience: Span | None
    denied: bool
    direct: bool
    sentence: Span


class Findings(NamedTuple):
    """All that is found in one text, each kind in the order of the text.

    ``offences`` and ``penalties`` are found by themselves in Chinese texts only. Those that belong
    to an event are also its participants, with the roles ``offence`` and ``penalty``.
    """

    names: tuple[Name, ...] = ()
    titles: tuple[Title, ...] = ()
    aliases: tuple[Alias, ...] = ()
    dates: tuple[Date, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    sums: tuple[Money, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    groups: tuple[Group, ...] = ()
    events: tuple[Event, ...] = ()
    relations: tuple[Relation, ...] = ()
    claims: tuple[Claim, ...] = ()
    offences: tuple[Span, ...] = ()
    penalties: tuple[Span, ...] = ()
