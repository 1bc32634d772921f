"""Which entities are one: what follows from decisions first, then from proposals, surest first."""

from collections.abc import Iterable
from typing import NamedTuple


class Link(NamedTuple):
    """That two entities are one: a person's decision has the score 1."""

    a: str
    b: str
    score: float


class Identity:
    """A reader's view of who is who.

    Of two entities that somebody decided to be different none is ever joined to the other, over
    however many links: the weakest link of such a chain is left out. Nor are two that were found to
    be different, unless somebody decided that they are one. ``used`` are the links that joined two
    who were not one yet, ``refused`` those that were left out.
    """

    def __init__(
        self,
        links: Iterable[Link] = (),
        different: Iterable[tuple[str, str]] = (),
        found_different: Iterable[tuple[str, str]] = (),
    ) -> None:
        self._block: dict[str, list[str]] = {}
        self._apart: dict[str, set[str]] = {}
        self.used: list[Link] = []
        self.refused: list[Link] = []
        self._part(different)
        known = sorted(links, key=lambda link: (-link.score, link.a, link.b))
        decided = [link for link in known if link.score >= 1]
        for link in decided:
            self._join(link)
        self._part(
            (a, b)
            for a, b in found_different
            if a not in self._block or self._block[a] is not self._block.get(b)
        )
        for link in known[len(decided) :]:
            self._join(link)
        self._least = {id(block): min(block) for block in self._block.values()}

    def of(self, entity: str) -> str:
        """Return the id that stands for an entity and all that are one with it: the least."""
        block = self._block.get(entity)
        return self._least[id(block)] if block else entity

    def members(self, entity: str) -> list[str]:
        """Return all entities that are one with an entity, itself among them, sorted."""
        return sorted(self._block.get(entity, [entity]))

    def _part(self, pairs: Iterable[tuple[str, str]]) -> None:
        for a, b in pairs:
            self._apart.setdefault(a, set()).add(b)
            self._apart.setdefault(b, set()).add(a)

    def _join(self, link: Link) -> None:
        ours = self._block.get(link.a, [link.a])
        theirs = self._block.get(link.b, [link.b])
        if ours is theirs or link.a == link.b:
            return
        if len(ours) < len(theirs):
            ours, theirs = theirs, ours
        if self._differ(theirs, ours):
            self.refused.append(link)
            return
        self.used.append(link)
        ours.extend(theirs)
        for one in theirs:
            self._block[one] = ours
        self._block[link.a] = self._block[link.b] = ours

    def _differ(self, few: list[str], many: list[str]) -> bool:
        """Return whether one of a few is different from one of many."""
        return any(
            other == many[0] or self._block.get(other) is many
            for one in few
            for other in self._apart.get(one, ())
        )
