"""How far a source and its information are trusted: Europol's 4x4 system.

The first mark is the reliability of the source (A, B, C, X), the second the credibility of the
information (1 to 4). The marks are defined in the Europol Information System user manuals and in
the Europol Regulation (EU) 2016/794, Article 29.
"""

from comity.model.errors import ComityError

SOURCE = {
    "A": "no doubt of the authenticity, trustworthiness and competence of the source",
    "B": "the source has in most instances proved reliable",
    "C": "the source has in most instances proved unreliable",
    "X": "the reliability of the source cannot be assessed",
}
INFORMATION = {
    "1": "accuracy not in doubt",
    "2": "known personally to the source, not to the person who passes it on",
    "3": "not known personally to the source, but corroborated by other information",
    "4": "not known personally to the source, and cannot be corroborated",
}
UNKNOWN = "X4"

# The 6x6 system has no official table to 4x4; the cautious reading keeps every doubt.
_FROM_6X6_SOURCE = {"A": "A", "B": "B", "C": "B", "D": "C", "E": "C", "F": "X"}
_FROM_6X6_INFORMATION = {"1": "1", "2": "2", "3": "3", "4": "4", "5": "4", "6": "4"}


def parse(text: str) -> str:
    """Return a 4x4 grade such as ``"B2"`` from what a person typed.

    Raises:
        ComityError: the text is not a grade; the message lists the marks.
    """
    mark = text.strip().upper()
    if len(mark) == 2 and mark[0] in SOURCE and mark[1] in INFORMATION:
        return mark
    raise ComityError(
        f"{text!r} is not a grade. Give the source's mark (A, B, C or X) and the information's "
        "(1 to 4) together, for example B2; X4 means that neither can be judged."
    )


def from_6x6(text: str) -> str:
    """Map a 6x6 grade (A-F, 1-6) to 4x4, keeping the more doubtful mark where two would do.

    Raises:
        ComityError: the text is not a 6x6 grade.
    """
    mark = text.strip().upper()
    if len(mark) == 2 and mark[0] in _FROM_6X6_SOURCE and mark[1] in _FROM_6X6_INFORMATION:
        return _FROM_6X6_SOURCE[mark[0]] + _FROM_6X6_INFORMATION[mark[1]]
    raise ComityError(f"{text!r} is not a 6x6 grade: give a letter A to F and a figure 1 to 6.")


def describe(grade: str) -> str:
    """Say a 4x4 grade in words."""
    return f"{SOURCE[grade[0]]}; {INFORMATION[grade[1]]}"
