"""What two logs can disagree in."""

from comity.model import ComityError

KINDS = {
    "signature": "what was shown is not signed with the key of that log",
    "fork": "two signed heads of one log that cannot both be true",
    "rollback": "the log is shorter than it was, as after an older backup was restored",
    "rewrite": "an entry that was shown has become another",
    "gap": "an entry was left out",
    "proof": "a proof does not lead to the signed head",
    "own": "the partner has seen more of this node's own log than this node has",
}


class Disagreement(ComityError):
    """A log does not show what it should: the text says what, ``kind`` is one of ``KINDS``."""

    def __init__(self, kind: str, text: str) -> None:
        super().__init__(text)
        self.kind = kind
