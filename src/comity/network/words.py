"""Small pieces of English for reasons that people read."""

from collections.abc import Sequence

ALLEGED = "by allegation only"


def listed(items: Sequence[str], most: int = 3, of: str = "") -> str:
    """Return "A", "A and B", "A, B and C" or, beyond ``most``, "A, B, C and 4 more".

    ``of`` names what there are more of, in the singular: "and 4 more parts".
    """
    shown = list(items[:most])
    more = len(items) - most
    if more > 0:
        shown.append(f"{more} more {counted(more, of).split(' ', 1)[1]}" if of else f"{more} more")
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def counted(count: int, one: str, many: str | None = None) -> str:
    """Return "1 source", "2 sources"."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def percent(share: float) -> str:
    """Return a share of one as "31%", and never as "0%" or "100%" what is not quite that."""
    if 0 < share < 0.01:
        return "under 1%"
    if 0.99 < share < 1:
        return "over 99%"
    return f"{share:.0%}"
