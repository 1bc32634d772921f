"""One entry's proof as a text (C2SP tlog-proof, v1): index, path, and the signed checkpoint."""

import re
from typing import NamedTuple

from comity.audit import note
from comity.audit.proof import verify_inclusion
from comity.audit.tree import HASH, leaf_hash
from comity.model import ComityError

HEADER = "c2sp.org/tlog-proof@v1"
_EXTRA = "extra "
_INDEX = re.compile(r"index (0|[1-9][0-9]{0,18})")
_MOST = 64  # hashes of a path: the tree is no higher


class LogProof(NamedTuple):
    """That an entry stands in a log.

    Attributes:
        number: which entry of the log, from 0 (its index).
        path: the hashes from the entry's neighbour up to the root's child.
        checkpoint: the log's signed head, with the cosignatures under it.
        extra: what the application adds; it is not covered by any signature.
    """

    number: int
    path: tuple[bytes, ...]
    checkpoint: str
    extra: bytes = b""

    def dump(self) -> str:
        """Return the proof's text."""
        extra = [f"extra {note.encode(self.extra)}"] if self.extra else []
        lines = [HEADER, *extra, f"index {self.number}", *map(note.encode, self.path)]
        return "\n".join(lines) + "\n\n" + self.checkpoint

    def holds(self, entry: bytes, size: int, root: bytes) -> bool:
        """Return whether it proves that ``entry`` stands in the log with this size and root."""
        return verify_inclusion(leaf_hash(entry), (self.number, size), self.path, root)


def load_proof(text: str) -> LogProof:
    """Return the proof in a text; nothing is verified.

    Raises:
        ComityError: it is no proof.
    """
    head, _, checkpoint = text.partition("\n\n")
    header, *lines = head.split("\n")
    extra, has_extra = b"", bool(lines) and lines[0].startswith(_EXTRA)
    if has_extra:
        extra = note.decode(lines.pop(0).removeprefix(_EXTRA))
    index = _INDEX.fullmatch(lines.pop(0)) if lines else None
    path = tuple(map(note.decode, lines))
    good = header == HEADER and checkpoint and bool(extra) == has_extra and len(path) <= _MOST
    if not good or index is None or any(len(step) != HASH for step in path):
        raise ComityError("that is no proof that an entry stands in a log (C2SP tlog-proof)")
    return LogProof(int(index[1]), path, checkpoint, extra)
