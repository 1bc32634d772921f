"""The penalties that a sentence of a text speaks of: "life in prison", "a nine-year sentence"."""

import re
from typing import Any

from comity.extract.finding import Span

_TIME = r"(?:years?|months?|days?|weeks?|decades?)"
_NUMBER = (
    r"(?:(?!(?:19|20)\d\d\b)\d[\d,.]*|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen"
    r"|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty"
    r"|seventy|eighty|ninety|several|consecutive|concurrent)"
)
_COUNT = rf"{_NUMBER}(?:[\s-](?:{_NUMBER}|and|a half|half))*"
_DURATION = rf"(?:between\s+)?{_COUNT}(?:\s+{_TIME})?(?:\s+(?:to|and|or)\s+{_COUNT})?[\s-]+{_TIME}"
_NOT_BEFORE = "".join(rf"(?<!{w}\s)" for w in ("over", "past", "last", "during", "within", "first"))
_NOT_AFTER = (
    r"(?!\s+(?:ago|old|later|earlier|after|before|of\s+age"
    r"|(?:prison\s+|jail\s+)?(?:sentence|term)s?)\b|-old)"
)
_HOW = (
    r"(?:\s+(?:in|behind)\s+(?:(?:a|federal|state|high-security|the)\s+)*"
    r"(?:prison|jail|bars|custody|detention|labou?r camps?|penal colony)"
    r"|(?:'|’)?\s+(?:of\s+)?(?:(?:rigorous|simple|strict)\s+)?(?:imprisonment|probation"
    r"|supervised release|community service|hard labou?r|house arrest|incarceration|detention"
    r"|jail time)"
    r"|\s+with(?:out)?\s+(?:the\s+possibility\s+of\s+)?(?:parole|(?:a\s+)?[\w-]+\s+reprieve)"
    r"|\s+suspended)"
)
_BEFORE = (
    r"(?:(?:death|life|prison|jail|suspended|lengthy|long|stiff|maximum|severe|severest|lighter"
    r"|toughest|most|harsh|heavy|mandatory|minimum|custodial|consecutive|concurrent|reduced"
    r"|lenient|\w+[\s-](?:year|month|day)|criminal|combined|total|federal|civil)\s+)"
)
_NAMED = (
    rf"(?:(?:record\s+)?[$£€][\d,.]+(?:\s+(?:m|b|tr)illion)?\s+)?{_BEFORE}*(?:(?:sentence|term|punishment|fine)s?|penalt(?:y|ies)|imprisonment|probation)\b"
    rf"(?:\s+of\s+(?:(?:up to|about)\s+)?(?:{_DURATION}|life|death)\b)?"
)
_LIFE = (
    r"(?:multiple\s+)?life(?:\s+terms?|\s+sentences?)?(?!\s+(?:of|savings|insurance|story)\b|[\w-])"
)
_DEATH = r"death(?!\s+(?:of|toll|threats?|squads?|row|bed)\b|[\w-])"
_STROKES = rf"{_NUMBER}\s+(?:strokes of the cane|lashes)"
_PENALTY = re.compile(
    rf"\b(?:time served|{_STROKES}|{_NAMED}|{_LIFE}|{_DEATH}|{_NOT_BEFORE}{_DURATION}{_NOT_AFTER}"
    rf"(?:'|’)?){_HOW}*"
    rf"(?:\s+plus\s+{_DURATION})?",
    re.IGNORECASE,
)
_AND = re.compile(r",? and (?:an? )?|, (?:an? )?")
_NOMINAL = frozenset("DET ADJ NOUN PROPN NUM PRON SYM PART".split())
_OWN = ("acl", "relcl", "pcomp", "amod", "dobj", "pobj", "dative", "compound")
"""Dependencies of verbs within the words of a penalty."""


def all_in(text: str, start: int, end: int) -> list[Span]:
    """Return the penalties that the words between two offsets of a text speak of."""
    return [Span(*match.span()) for match in _PENALTY.finditer(text, start, end)]


def is_one(text: str, span: Span) -> bool:
    """Return whether a span of a text speaks of a penalty."""
    return _PENALTY.search(text, span.start, span.end) is not None


def after(verb: Any, nearby: bool, objects: list[Any], said: int) -> list[Span]:
    """Return the penalties that follow a verb in its sentence and clause.

    ``nearby`` wants the first of them to be one of the verb's ``objects``, or to follow what was
    ``said`` with no other words than a noun and its modifiers between, and gives no other.
    """
    found: list[Span] = []
    sentence, text = verb.sent, verb.doc.text
    for span in all_in(text, verb.idx, sentence.end_char):
        if span.start > verb.idx and not _clause_between(found, verb, span):
            found.append(span)
    if not (nearby and found):
        return found
    first = found[0]
    between = [t for t in verb.doc[verb.i + 1 : verb.sent.end] if said <= t.idx < first.start]
    given = (
        len(between) <= 2
        or all(t.pos_ in _NOMINAL or t.dep_ in ("dobj", "dative") for t in between)
        or any(first.start <= t.idx < first.end for t in objects)
    )
    if not given:
        return []
    second = found[1:2]  # "a suspended sentence and a fine of $500"
    joined = second and _AND.fullmatch(text, first.end, second[0].start)
    return [first, *second] if joined else [first]


def _clause_between(found: list[Span], verb: Any, span: Span) -> bool:
    """Return whether another clause stands between a verb, or its last penalty, and the next."""
    end = found[-1].end if found else 0
    for token in verb.doc[verb.i + 1 : verb.sent.end]:
        if token.idx >= span.start:
            return False
        if token.idx >= end and token.pos_ in ("VERB", "AUX") and token.dep_ not in _OWN:
            return True
    return False
