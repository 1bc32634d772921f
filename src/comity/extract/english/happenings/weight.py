"""What weight an event has: how it ended, whether it is only alleged, and for which offence.

All of it is read in the sentence that tells the event. What takes weight away ("wrongly
convicted", "charges dropped", "released") is looked for widely: to miss it would do harm.
"""

import re
from collections.abc import Iterator

from comity.extract.finding import Span

_OUTCOMES = {
    "Trial": (
        ("acquit", "acquittal"),
        ("found not guilty", "acquittal"),
        ("not guilty verdict", "acquittal"),
        ("cleared", "acquittal"),
        ("plea", "plea"),
        ("pled", "plea"),
        ("convict", "conviction"),
        ("guilty", "conviction"),
    ),
}
"""The outcome by what the trigger has in it; the first that fits."""

_WORDS_UNDONE = {
    "Trial": (
        r"\b(?:wrongly|wrongfully)\s+(?:convicted|jailed|imprisoned|sentenced)|\bexonerat|\bquash"
        r"|\boverturn|\bvacated?\b|\bset aside|\bannul|\bpardon|\bconviction\b.{0,40}\brevers"
        r"|\brevers\w+.{0,40}\bconviction",
        "overturned",
    ),
    "Charge": (
        r"\b(?:charges?|indictments?|case|complaints?)\b.{0,120}?\b(?:dropped|dismissed|withdrawn"
        r"|thrown out)|\b(?:drop|dropped|dropping|dismiss|dismissed|withdr[ae]w\w*|threw out)\b"
        r".{0,60}\b(?:charges?|indictments?|case)\b",
        "dropped",
    ),
    "Arrest": (
        r"\blet (?:him|her|them) go\b"
        r"|\b(?:released|freed|let go)\b(?!\s+(?:a|the|his|her|its|their|new)\b)"
        r"|\bwithout\s+(?:being\s+)?charged?\b|\bnever\s+charged\b",
        "released",
    ),
}
_WORDS_UNDONE["Sentence"] = _WORDS_UNDONE["Trial"]
"""Words in the sentence of an event that take its weight away, and the outcome they make."""

_UNDONE = {
    schema: (re.compile(words, re.IGNORECASE), outcome)
    for schema, (words, outcome) in _WORDS_UNDONE.items()
}
_FOUND = re.compile(r"(?:find|finds|found|finding)\b[^.;]{0,200}?\bguilty\b", re.IGNORECASE)
_BUT_GUILTY = re.compile(r"\bbut\b.{0,60}\b(?:guilty|convicted)\b", re.IGNORECASE)
_TOLD = ("Shipment", "Seizure", "Lead", "Payment")
"""The schemata for which an allegation is told as such; the others are acts of an authority."""

_ALLEGED = re.compile(
    r"\b(?:allegedly|alleged|reportedly|purportedly|accused|suspected|believed|thought|said"
    r"|understood|rumou?red|charged|claimed)\b(?=[^.;]{0,60}$)",
    re.IGNORECASE,
)
_BEFORE_OFFENCE = {
    "Charge": r"\s+(?:\w+ly\s+)?(?:with|over|for)\s+",
    "Trial": r"\s+(?:guilty\s+)?(?:\w+ly\s+)?(?:of|to|for|on)\s+",
    "Sentence": r"[^,;:.]{0,60}?\s+(?:for|after being convicted of)\s+",
}
_OFFENCE_WORDS = (
    r"(?P<offence>(?:(?!charges?\b|counts?\b|both\b|all\b|\d)[\w'’-]+)(?:\s+[\w'’-]+){0,11}?)"
    r"(?=\s*(?:[,.;:()“\"]|$)|\s+(?:in|on|at|by|after|before|and\s+(?:was|were|is|are|will|sentenced"
    r"|ordered)|who|which|that|when|while|because|under|since|last|this|from|between)\b)"
)
_OFFENCE = {schema: re.compile(words + _OFFENCE_WORDS) for schema, words in _BEFORE_OFFENCE.items()}
_CRIME = re.compile(
    r"\b(?:smuggl|traffic|conspir|launder|fraud|theft|robb|murder|kill|manslaughter|brib|corrupt"
    r"|import|export|distribut|possess|suppl|deal|manufactur|produc|mak|sell|forg|extort|kidnap"
    r"|rack|terror|assault|hack|tax|evad|evasion|perjur|obstruct|crime|offen[cs]e|drug|weapon|arms"
    r"|counterfeit|poach|embezzl|money|bank|wire|violat|abus|rap|arson|burglar|membership)",
    re.IGNORECASE,
)


def of(schema: str, sentence: str, trigger: Span) -> Iterator[tuple[str, Span, str | None]]:
    """Yield properties of an event with their words in the sentence, and values (None: the words).

    ``trigger`` is the span of the event's trigger in the sentence.
    """
    pattern, undone = _UNDONE.get(schema, (None, ""))
    if pattern and (match := pattern.search(sentence)):
        yield "outcome", Span(*match.span()), undone
    elif outcome := _outcome(schema, _words(sentence, trigger)):
        yield "outcome", trigger, outcome
    if schema in _TOLD and (cue := alleged(sentence[: trigger.start])):
        yield "status", cue, "alleged"
    found = _OFFENCE[schema].match(sentence, trigger.end) if schema in _OFFENCE else None
    if found and _CRIME.search(found["offence"]):
        yield "offence", Span(*found.span("offence")), None


def _words(sentence: str, trigger: Span) -> str:
    """Return the words that tell an outcome: a trigger's, for "found A not guilty" all of these."""
    words = sentence[trigger.start : trigger.end].lower()
    found = _FOUND.match(sentence, trigger.start)
    if not (found and found.end() > trigger.end):
        return words
    if "not" not in found[0].split():
        return "found guilty"
    return "" if _BUT_GUILTY.search(sentence, found.end()) else "found not guilty"


def alleged(before: str) -> Span | None:
    """Return the last words, in the sentence before something, that make it an allegation."""
    part = re.split(r"[.;]\s|\n", before)[-1]
    match = _ALLEGED.search(part)
    return moved(Span(*match.span()), len(before) - len(part)) if match else None


def moved(span: Span, by: int) -> Span:
    """Return a span moved to the right."""
    return Span(span.start + by, span.end + by)


def _outcome(schema: str, trigger: str) -> str:
    return next((outcome for stem, outcome in _OUTCOMES.get(schema, ()) if stem in trigger), "")
