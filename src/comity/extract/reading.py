"""A text → what is found in it, in its own language."""

from collections.abc import Iterable, Iterator

from comity.extract import english
from comity.extract.chinese import reading as chinese
from comity.extract.finding import Findings
from comity.extract.values import identifiers

ENGLISH, CHINESE = "eng", "zho"
"""What is read whole, in ISO 639-3."""


def reads(language: str | None) -> bool:
    """Return whether a language is read whole; a text of none that is known is read as English."""
    return (language or ENGLISH) in (ENGLISH, CHINESE)


def find(text: str, published: str = "", language: str = ENGLISH) -> Findings:
    """Return what is found in a text.

    ``published`` is the day of publication (ISO 8601), to which relative dates refer; without it
    they are not resolved and not given. ``language`` is an ISO 639-3 code.
    """
    return next(find_all([(text, published, language)]))


def find_all(texts: Iterable[tuple[str, str, str]]) -> Iterator[Findings]:
    """Yield the findings of each ``(text, published, language)``, in their order.

    English texts are parsed many at once. Of a language that is not read only what is found in
    any: identifiers.
    """
    queue = list(texts)
    in_english = english.find_all((t, day) for t, day, language in queue if language == ENGLISH)
    for text, published, language in queue:
        if language == ENGLISH:
            yield next(in_english)
        elif language == CHINESE:
            yield chinese.find(text, published)
        else:
            yield Findings(identifiers=tuple(identifiers.find(text)))


def method(language: str | None) -> str:
    """Return who reads a language beside the rules, for the statements to name; or nothing."""
    return english.model_name() if (language or ENGLISH) == ENGLISH else ""
