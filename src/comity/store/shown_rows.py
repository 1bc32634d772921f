"""What is kept of the shared record, as plain data."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple


class Heard(NamedTuple):
    """What a partner has told us of what it has seen of our log.

    Attributes:
        size: the largest head of ours that it cosigned; 0 for none.
        number: the last of our entries about it that it has seen; 0 for none.
        asks: sizes of heads of ours that it wants tied to the newest.
        theirs: the size of its own head when it told us.
        whole: whether it then showed all of its entries about us that it had not shown before.
    """

    size: int = 0
    number: int = 0
    asks: tuple[int, ...] = ()
    theirs: int = 0
    whole: bool = True


class Offer(NamedTuple):
    """What we show a partner in one record.

    Attributes:
        size: the size of the head of our log.
        number, place: the last of our entries that it is shown, and its index; -1 for none.
        seen: the last of its own entries that we say we have seen.
    """

    size: int
    number: int
    place: int
    seen: int


class Seen(NamedTuple):
    """A head of a partner's log.

    Attributes:
        size, root: of the log's tree.
        checkpoint: the signed note.
        own: how long our log was when it came.
        tied: whether it was proven, when it came, to continue all heads seen before.
    """

    size: int
    root: bytes
    checkpoint: str
    own: int = 0
    tied: bool = False


class ShownEntry(NamedTuple):
    """An entry of a partner's log about us: the one at ``place`` (its index) of that log.

    ``path`` leads from it to the head of ``size`` entries.
    """

    number: int
    place: int
    entry: bytes
    act: str
    package: str
    size: int
    path: tuple[bytes, ...]

    @property
    def what(self) -> Mapping[str, Any]:
        """What the entry says."""
        found: Mapping[str, Any] = json.loads(self.entry)["what"]
        return found


class Sent(NamedTuple):
    """A package that was sent from here, and the acts that are kept of it."""

    id: str
    partner: str
    kind: str
    level: int
    acts: tuple[str, ...]


class News(NamedTuple):
    """What a record adds to what is kept: all of it, or nothing.

    Attributes:
        seen: heads of the partner's log.
        tied: sizes of heads seen before that are now proven to belong to the same log.
        entries: entries of its log.
        cosigned: heads of our log with its cosignature, by their size.
        heard: what it told us.
        disagreement: what does not agree: its kind, a sentence, and the record's text.
    """

    seen: Sequence[Seen] = ()
    tied: Sequence[int] = ()
    entries: Sequence[ShownEntry] = ()
    cosigned: Mapping[int, str] = {}
    heard: Heard | None = None
    disagreement: tuple[str, str, str] | None = None


class State(NamedTuple):
    """How things stand with a partner.

    Attributes:
        heard: what it has told us; its ``asks`` are those of its newest page.
        offered: the sizes of the heads of our log that were last shown to it, the largest first.
        last_offered: the number of the last entry that was shown to it; 0 for none.
        last_confirmed: up to which of its entries it was told that we have seen them.
        last_number: the number of the last of its entries that we have seen; 0 for none.
        head: the largest head of its log that is tied to all before it.
        untied: the heads that are not tied to the others, the smallest first.
    """

    heard: Heard
    offered: tuple[int, ...]
    last_offered: int
    last_confirmed: int
    last_number: int
    head: Seen | None
    untied: tuple[Seen, ...]
