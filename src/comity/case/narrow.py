"""A view of a few things of a case, however large it is: it reads only what concerns them."""

from collections.abc import Iterable
from functools import cached_property

from comity.case.sources import Sources, around
from comity.case.view import View, apart, score
from comity.model import DIFFERENT, SAME, Statement
from comity.resolve import JOIN, Identity, Link
from comity.store import Case as CaseRow
from comity.store import DocumentRow, Session


class Narrow(View):
    """A view that says of one thing what ``View`` says, and learns of others when asked.

    ``meet`` and ``know`` spare it from asking for each by itself.
    """

    @cached_property
    def identity(self) -> "Acquaintance":
        """Who is who, as far as somebody asked."""
        return Acquaintance(self.session, self.case)

    @cached_property
    def sources(self) -> "Shelf":
        """The documents that somebody asked for, and those that tell the same as they."""
        return Shelf(self.session, self.case)

    def meet(self, entities: Iterable[str]) -> None:
        """Learn at once who these entities are."""
        self.identity.meet(entities)

    def know(self, documents: Iterable[str]) -> None:
        """Learn at once which sources these documents are."""
        self.sources.know(documents)


class Acquaintance(Identity):
    """Who is who among the entities that were asked for, and all that are linked to them."""

    def __init__(self, session: Session, case: CaseRow) -> None:
        super().__init__()
        self._session, self._case = session, case
        self._links: list[Link] = []
        self._met: set[str] = set()
        different = session.statements(case, props=[DIFFERENT])
        self._different = apart(different)

    def of(self, entity: str) -> str:
        """Return the id that stands for an entity and all that are one with it."""
        self.meet([entity])
        return super().of(entity)

    def members(self, entity: str) -> list[str]:
        """Return all entities that are one with an entity."""
        self.meet([entity])
        return super().members(entity)

    def meet(self, entities: Iterable[str]) -> None:
        """Learn who entities are."""
        if not (new := set(entities) - self._met):
            return
        found = self._session.same(self._case, new)
        same = [s for statements in found.values() for s in statements if s.prop == SAME]
        self._met |= new.union(*((s.entity, s.value) for s in same))
        self._links += [Link(s.entity, s.value, score(s)) for s in same if score(s) >= JOIN]
        super().__init__(self._links, *self._different)


class Shelf(Sources):
    """The sources that were asked for, and all that tell the same as they."""

    def __init__(self, session: Session, case: CaseRow) -> None:
        super().__init__([], {}, [])
        self._session, self._case = session, case
        self._known: set[str] = set()
        self._read: tuple[list[DocumentRow], dict[str, str], list[Statement]] = [], {}, []

    def know(self, documents: Iterable[str]) -> None:
        """Learn which sources documents are."""
        if not (new := set(documents) - self._known - {""}):
            return
        rows, outlets, reprints = around(self._session, self._case, new)
        self._known |= new.union(row.id for row in rows)
        self._read[0].extend(rows)
        self._read[1].update(outlets)
        self._read[2].extend(reprints)
        super().__init__(*self._read)

    def name(self, document: str) -> str:
        """Return what to call a document."""
        self.know([document])
        return super().name(document)

    def published(self, document: str) -> str:
        """Return a document's day of publication, or nothing."""
        self.know([document])
        return super().published(document)

    def outlet(self, document: str) -> str:
        """Return the entity id of a document's outlet, or nothing."""
        self.know([document])
        return super().outlet(document)

    def family(self, document: str) -> str:
        """Return what stands for a document and all that tell the same report."""
        self.know([document])
        return super().family(document)
