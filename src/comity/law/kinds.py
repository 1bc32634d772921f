"""The kinds of rows that the law's files hold, and what each says. Plain data.

A row is one rule, in our own plain words, with where it stands and since when. Its file is
``<jurisdiction>/<kind>.yaml`` beside this module; docs/law.md explains each key to a lawyer.
Days are ISO dates; ``since`` is the first day in force (``from`` in the files), ``until`` the
last one, empty while it is in force.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Row:
    """What every row has.

    Attributes:
        id: short name within its file; rows of one id are the same rule at different times.
        says: the rule in our own words.
        article: article or section.
        source: official name of the act.
        since: first day in force, ISO; in the files ``from``.
        checked: day when somebody last compared the row with its source, ISO.
        until: last day in force, ISO; empty while it is in force.
        address: official address of the text, where known.
        official: the term or title in the law's own language, where that is not English.
        note: what a reader must know about how far the row can be relied on.
        jurisdiction: the folder the row is in.
        place: file and row, for messages.
    """

    id: str
    says: str
    article: str
    source: str
    since: str
    checked: str
    until: str = ""
    address: str = ""
    official: str = ""
    note: str = ""
    jurisdiction: str = ""
    place: str = ""

    def in_force(self, on: str) -> bool:
        """Whether the rule applied on that day (ISO date)."""
        return self.since <= on and (not self.until or on <= self.until)


@dataclass(frozen=True, kw_only=True)
class Offence(Row):
    """An offence.

    Attributes:
        acts: what one must do, in words of ``acts.yaml``.
        object: what it must be done with: ``drug``, ``precursor``, ``proceeds``, or empty.
        mental: what the statute asks of the mind; empty if it was not found to say.
        penalties: ids of the penalties that it can bring.
    """

    acts: tuple[str, ...]
    object: str = ""
    mental: str = ""
    penalties: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Threshold(Row):
    """From how much of a substance on an offence is punished within a certain range.

    Attributes:
        substance: id in ``substances.csv``.
        offence: id of the offence.
        tier: what the law calls the amount.
        at_least: lowest amount, with its unit, as "125 g".
        below: amount from which the next tier begins, with its unit; empty for the highest.
        weight: what is weighed: "mixture" (with what it is cut with) or "substance".
        sentence: the range of punishment.
    """

    substance: str
    offence: str
    at_least: str
    sentence: str
    tier: str = ""
    below: str = ""
    weight: str = ""


@dataclass(frozen=True, kw_only=True)
class Penalty(Row):
    """A punishment or measure.

    Attributes:
        name: what it is called in English.
        also: its other names, in any language.
        usually: what usually follows, and when.
        is_not: what it is easily mistaken for.
    """

    name: str
    also: tuple[str, ...] = ()
    usually: str = ""
    is_not: str = ""


@dataclass(frozen=True, kw_only=True)
class Control(Row):
    """That substances are controlled.

    Attributes:
        substances: ids in ``substances.csv``.
        listed: the schedule, table or catalogue.
        kind: ``drug``, ``precursor`` (a chemical to make drugs of) or ``analogue`` (treated as
            a drug under conditions only).
        family: the substances' family in ``substances.csv`` if the row controls a whole class
            by its structure; whether one substance belongs to it, an expert must say.
    """

    substances: tuple[str, ...]
    listed: str
    kind: str = "drug"
    family: str = ""


@dataclass(frozen=True, kw_only=True)
class Treaty(Row):
    """A treaty.

    Attributes:
        name: its usual short name.
        parties: jurisdictions known to be bound, each with the first day on which it was.
        reservations: jurisdictions, each with what it declared or excepted.
        provisions: articles, each with what it says.
    """

    name: str
    parties: dict[str, str] = field(default_factory=dict)
    reservations: dict[str, str] = field(default_factory=dict)
    provisions: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Refusal(Row):
    """A ground on which a request for help can be refused.

    Attributes:
        duty: ``may`` or ``must`` be refused.
        treaty: id of the treaty it is part of; empty if it is part of a jurisdiction's own law.
    """

    duty: str
    treaty: str = ""


@dataclass(frozen=True, kw_only=True)
class Limit(Row):
    """A limit on sending evidence, data or persons abroad, or on their use there.

    Attributes:
        consent: whose consent lifts it; empty if none is named.
        treaty: id of the treaty it is part of, if it is.
    """

    consent: str = ""
    treaty: str = ""


@dataclass(frozen=True, kw_only=True)
class Code(Row):
    """A handling code or label.

    Attributes:
        code: as it is written on the information.
        scheme: which set of codes it belongs to.
    """

    code: str
    scheme: str


@dataclass(frozen=True, kw_only=True)
class Assurance(Row):
    """A promise that one side can ask of the other, by its ``id``; ``says`` is its sentence."""


KINDS: dict[str, type[Row]] = {
    "offences": Offence,
    "thresholds": Threshold,
    "penalties": Penalty,
    "control": Control,
    "treaties": Treaty,
    "refusal": Refusal,
    "limits": Limit,
    "handling": Code,
    "assurances": Assurance,
}
"""File name (without ``.yaml``) to the kind of its rows."""

WORDS = {
    "object": ("drug", "precursor", "proceeds"),
    "kind": ("drug", "precursor", "analogue"),
    "duty": ("may", "must"),
}
"""Keys that take one of a few words only."""
