"""What two names say of each other, part by part."""

from typing import NamedTuple

MOST = 5.0
"""The strongest evidence of one part, in natural logarithms of odds, for or against."""

AGREES = 0.8
"""The evidence from which on a part is said to agree."""


class Part(NamedTuple):
    """A part of one name beside a part of the other.

    Attributes:
        kind: "surname", "given name", "word", "initial", "tone", "number", "legal form", …
        a, b: what is compared, as each name has it; empty where one has nothing.
        evidence: natural logarithm of odds that these are one, from -``MOST`` to ``MOST``.
        how: in what way they agree or differ: "same letters", "Cantonese", "by sound", ….
    """

    kind: str
    a: str
    b: str
    evidence: float
    how: str
