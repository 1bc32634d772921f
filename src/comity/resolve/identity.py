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
    however many links: the weakest link of such a chain is left out.
    """

    def __init__(
        self, links: Iterable[Link] = (), different: Iterable[tuple[str, str]] = ()
    ) -> None:
        self._block: dict[str, list[str]] = {}
        self._apart: dict[str, set[str]] = {}
        self.refused: list[Link] = []
        for a, b in different:
            self._apart.setdefault(a, set()).add(b)
            self._apart.setdefault(b, set()).add(a)
        for link in sorted(links, key=lambda link: (-link.score, link.a, link.b)):
            self._join(link)
        self._least = {id(block): min(block) for block in self._block.values()}

    def of(self, entity: str) -> str:
        """Return the id that stands for an entity and all that are one with it: the least."""
        block = self._block.get(entity)
        return self._least[id(block)] if block else entity

    def members(self, entity: str) -> list[str]:
        """Return all entities that are one with an entity, itself among them, sorted."""
        return sorted(self._block.get(entity, [entity]))

    def _join(self, link: Link) -> None:
        ours = self._block.get(link.a, [link.a])
        theirs = self._block.get(link.b, [link.b])
        if ours is theirs or link.a == link.b:
            return
        if self._apart and any(self._apart.get(one, set()) & set(theirs) for one in ours):
            self.refused.append(link)
            return
        if len(ours) < len(theirs):
            ours, theirs = theirs, ours
        ours.extend(theirs)
        for one in theirs:
            self._block[one] = ours
        self._block[link.a] = self._block[link.b] = ours
