"""Days as ISO 8601, as precise as what is known of them."""

from datetime import date


def day(published: str) -> date | None:
    """Return the day at the beginning of an ISO 8601 date or time, or None."""
    try:
        return date.fromisoformat(published[:10])
    except ValueError:
        return None


def iso(year: int, month: int, day: int) -> str:
    """Return a year, month or day, as ``month`` and ``day`` are 0 or not; "" if there is none."""
    try:
        whole = date(year, month or 1, day or 1).isoformat()
    except ValueError:
        return ""
    return whole[: 10 if day else 7 if month else 4]
