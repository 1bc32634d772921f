"""People, organisations and places by name."""

from typing import Any

from comity.extract.finding import Findings, Name

_KINDS = {
    "PERSON": ("person", "Person"),
    "ORG": ("organisation", "Organization"),
    "GPE": ("place", "Territory"),
    "LOC": ("place", "Territory"),
    "FAC": ("place", "Territory"),
}


def find(doc: Any, found: Findings) -> list[Name]:
    """Return them in the order of the text."""
    names = []
    for entity in doc.ents:
        if entity.label_ not in _KINDS:
            continue
        kind, schema = _KINDS[entity.label_]
        start, end, text = entity.start_char, entity.end_char, entity.text
        for article in ("the ", "The "):
            if text.startswith(article):
                start, text = start + 4, text[4:]
        for possessive in ("'s", "’s"):
            if text.endswith(possessive):
                end, text = end - 2, text[:-2]
        names.append(Name(start, end, kind, text, schema))
    return names
