"""Small text files that a command reads or writes: cards, exhibits, heads of logs."""

from pathlib import Path

from comity.model import ComityError


def read(path: Path, what: str = "") -> str:
    """Return the text of a file.

    Raises:
        ComityError: it cannot be read; ``what`` says as what it should have been.
    """
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise ComityError(f"{path} cannot be read{what and f' as {what}'}.") from None


def write(path: Path, text: str) -> None:
    """Write a text to a file.

    Raises:
        ComityError: it cannot be written.
    """
    try:
        path.write_text(text, "utf-8")
    except OSError as error:
        raise ComityError(f"{path} cannot be written: {error.strerror}.") from None
