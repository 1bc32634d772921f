"""Is it a crime in both countries? Two laws compared, element by element.

Dual criminality is a condition of much mutual legal assistance and of most extradition. The
comparison only lines up what the rows say; whether the element is fulfilled in a case, and
whether two offences match closely enough, a lawyer decides.
"""

from collections.abc import Iterator
from typing import NamedTuple

from comity.law.kinds import Control, Offence
from comity.law.looking import act as act_of
from comity.law.looking import control, offences
from comity.law.substance import substance as find


class Element(NamedTuple):
    """One element of an offence, in one jurisdiction.

    Attributes:
        name: ``conduct``, ``object`` or ``mind``.
        jurisdiction: whose law.
        met: whether the law there has it for this act, substance and day; None if not known.
        says: the rule, or what is not known.
        articles: where it stands.
        offence: id of the offence; empty if none was found.
    """

    name: str
    jurisdiction: str
    met: bool | None
    says: str
    articles: tuple[str, ...]
    offence: str


class Dual(NamedTuple):
    """The comparison.

    Attributes:
        act: the act of ``acts.yaml`` that was compared.
        substance: as it was asked for.
        on: the day, ISO.
        holds: conduct and object were found in every jurisdiction.
        elements: jurisdiction by jurisdiction, offence by offence.
        unknown: what is not known, in words.
    """

    act: str
    substance: str
    on: str
    holds: bool
    elements: tuple[Element, ...]
    unknown: tuple[str, ...]


def dual(act: str, substance: str, jurisdictions: tuple[str, ...], on: str) -> Dual:
    """Compare the offences of jurisdictions for one act with one substance on one day.

    Args:
        act: a word of ``acts.yaml``, as "trafficking".
        substance: id, CAS number or any name in ``substances.csv``.
        jurisdictions: two or more, as ``("us", "cn")``.
        on: day of the act, ISO.

    Raises:
        ComityError: no such act or jurisdiction, or not a date.
    """
    name = act_of(act)
    elements: list[Element] = []
    holds = bool(jurisdictions)
    for jurisdiction in jurisdictions:
        found = tuple(_elements(name, substance, jurisdiction, on))
        elements.extend(found)
        holds = holds and _complete(found)
    unknown = dict.fromkeys(f"{e.jurisdiction}: {e.says}" for e in elements if e.met is None)
    return Dual(name, substance, on, holds, tuple(elements), tuple(unknown))


def _complete(elements: tuple[Element, ...]) -> bool:
    """Whether some offence has both the conduct and the object."""
    met = {(e.name, e.offence) for e in elements if e.met}
    return any(("conduct", key) in met and ("object", key) in met for _, key in met)


def _elements(act: str, substance: str, jurisdiction: str, on: str) -> Iterator[Element]:
    found = [row for row in offences(jurisdiction, on) if act in row.acts]
    if not found:
        text = f"no offence of {act} is known here on {on}"
        yield Element("conduct", jurisdiction, None, text, (), "")
    for offence in found:
        where = (offence.article,)
        yield Element("conduct", jurisdiction, True, offence.says, where, offence.id)
        yield _object(offence, substance, on)
        yield _mind(offence)


def _object(offence: Offence, substance: str, on: str) -> Element:
    def element(met: bool | None, says: str, articles: tuple[str, ...]) -> Element:
        return Element("object", offence.jurisdiction, met, says, articles, offence.id)

    if offence.object not in ("drug", "precursor"):
        says = offence.object or "nothing that must be controlled"
        return element(True, says, (offence.article,))
    listed = [row for row in control(substance, offence.jurisdiction, on) if _fits(row, offence)]
    articles = tuple(f"{row.article}, {row.source}" for row in listed)
    named = [row for row in listed if row.kind != "analogue" and not _by_class(row, substance)]
    if named:
        return element(True, "; ".join(f"{r.listed}: since {r.since}" for r in named), articles)
    if listed:
        says = f"{substance}: only under a condition: " + "; ".join(row.says for row in listed)
        return element(None, says, articles)
    says = f"{substance} is not known to be controlled as a {offence.object} on {on}"
    return element(None, says, ())


def _fits(row: Control, offence: Offence) -> bool:
    return (row.kind == "precursor") == (offence.object == "precursor")


def _by_class(row: Control, substance: str) -> bool:
    found = find(substance)
    return bool(row.family) and (found is None or found.id not in row.substances)


def _mind(offence: Offence) -> Element:
    says = offence.mental or f"what {offence.id} asks of the mind is not known here"
    met = True if offence.mental else None
    where = (offence.article,) if offence.mental else ()
    return Element("mind", offence.jurisdiction, met, says, where, offence.id)
