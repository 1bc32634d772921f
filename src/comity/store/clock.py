"""The time, as records have it."""

from datetime import UTC, datetime
from typing import Literal


def now(timespec: Literal["milliseconds", "microseconds"] = "milliseconds") -> str:
    """Return the time in UTC as RFC 3339 has it, as fine as told.

    What is compared with one another must be as fine: these texts sort by time only then.
    """
    return datetime.now(UTC).isoformat(timespec=timespec).replace("+00:00", "Z")
