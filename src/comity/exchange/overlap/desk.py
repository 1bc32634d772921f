"""Where one side works at the overlaps with one partner: its secret, and what it has computed."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from comity.exchange.overlap.cache import Cache, write_private
from comity.exchange.overlap.intersection import outputs
from comity.exchange.overlap.secret import Key, Secret

_LAST = "asked.key"


class Desk(NamedTuple):
    """One side's desk.

    Attributes:
        secret: the node's secret for this partner.
        folder: what was computed is kept here; of this partner alone, and the node's own.
        today: ISO date.
        workers: threads that compute; 0 means one a core.
    """

    secret: Secret
    folder: Path
    today: str
    workers: int = 0

    def own(self, words: Sequence[str], key: Key) -> dict[str, bytes]:
        """Return F for our own identifiers under our own key; only what is new is computed."""
        cache = self._cache("own", key.public)
        known = cache.known(words)
        new = [word for word in words if word not in known]
        computed = outputs(new, bytes.fromhex(key.number), self.workers)
        found = dict(zip(new, computed, strict=True))
        cache.keep(found)
        self._tidy("own", {other.public for other in self.secret.keys})
        return known | found

    def asked(self, public: str) -> Cache:
        """Return what the partner has answered under its key of that name."""
        return self._cache("asked", public)

    def last_key(self) -> str:
        """Return the name of the partner's key under which more can be asked; empty for none."""
        try:
            key, until = (self.folder / _LAST).read_text("ascii").split()
        except (OSError, ValueError):
            return ""
        return key if self.today <= until else ""

    def remember_key(self, public: str, until: str) -> None:
        """Note under which key of the partner more can be asked; drop what was under others."""
        write_private(self.folder / _LAST, f"{public} {until}\n".encode())
        self._tidy("asked", {public})

    def _cache(self, whose: str, public: str) -> Cache:
        return Cache(self._path(whose, public), self.secret.part("cache"))

    def _path(self, whose: str, public: str) -> Path:
        return self.folder / f"{whose}-{public}.cache"

    def _tidy(self, whose: str, publics: set[str]) -> None:
        kept = {self._path(whose, public) for public in publics}
        for path in set(self.folder.glob(f"{whose}-*.cache")) - kept:
            path.unlink(missing_ok=True)
