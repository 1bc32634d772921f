"""What weight an event of a Chinese text has: how it ended, and whether it is only alleged.

The same as for English texts: all is read in the sentence that tells the event, and what takes
weight away (撤回起诉, 宣告无罪) is looked for widely. The offence is a participant of the event.
"""

import re
from collections.abc import Iterator

from comity.extract.chinese.script import simplified
from comity.extract.finding import Span

_OUTCOMES = (
    (re.compile("无罪"), "acquittal"),
    (re.compile("认罪"), "plea"),
    (re.compile("定罪|判罪|罪名成立|罪成|有罪"), "conviction"),
)
"""The outcome of a trial by what the trigger has in it; the first that fits."""

_FOUND = re.compile(r"[^，。；\n]{0,30}?(?P<verdict>罪名?成立|罪名?不成立|罪成|[有无]罪)")
"""What a court finds after 裁定 or 判定."""

_OVERTURNED = (
    r"(?:宣告|改判|判决|宣判)[^，。]{0,6}无罪|冤案|错案|蒙冤|平反|推翻|发回重审|判决被撤销"
)
_UNDONE = {
    "Trial": (re.compile(r"冤案|错案|蒙冤|平反|推翻|发回重审|判决被撤销"), "overturned"),
    "Sentence": (re.compile(_OVERTURNED), "overturned"),
    "Charge": (
        re.compile(
            r"撤诉|撤控|(?:撤回|撤销)[^，。]{0,4}(?:起诉|指控|控罪|公诉|案件)|不起诉|不予起诉"
        ),
        "dropped",
    ),
    "Arrest": (re.compile(r"获释|释放|放人|放回家|撤销案件|解除(?:拘留|羁押)"), "released"),
}
"""Words in the sentence of an event that take its weight away, and the outcome they make."""

_TOLD = ("Shipment", "Seizure", "Lead", "Payment")
"""The schemata for which an allegation is told as such; the others are acts of an authority."""

_ALLEGED = re.compile(
    r"(?:涉嫌|据称|据信|据说|被控|指控|控告|疑似|被指|怀疑|传闻|声称)(?=[^。；\n]{0,40}$)"
)
_OF_OTHERS = frozenset("涉嫌 被控 指控 控告 怀疑".split())
"""Words that say what people are accused of, and nothing of what was seized or passed on."""


def of(schema: str, sentence: str, trigger: Span) -> Iterator[tuple[str, Span, str | None]]:
    """Yield properties of an event with their words in the sentence, and values (None: the words).

    ``trigger`` is the span of the event's trigger in the sentence.
    """
    simple = simplified(sentence)
    pattern, undone = _UNDONE.get(schema, (None, ""))
    if pattern and (match := pattern.search(simple)):
        yield "outcome", Span(*match.span()), undone
    elif schema == "Trial" and (outcome := _outcome(simple[trigger.start : trigger.end])):
        yield "outcome", trigger, outcome
    elif schema == "Trial" and (found := _FOUND.match(simple, trigger.end)):
        yield "outcome", Span(*found.span("verdict")), _verdict(found["verdict"])
    cue = alleged(simple[: trigger.start]) if schema in _TOLD else None
    own = schema in ("Shipment", "Payment")
    if cue and (own or simple[cue.start : cue.end] not in _OF_OTHERS):
        yield "status", cue, "alleged"


def alleged(before: str) -> Span | None:
    """Return the last words, in the sentence before something, that make it an allegation."""
    found = list(_ALLEGED.finditer(re.split(r"[。；\n]", simplified(before))[-1]))
    if not found:
        return None
    start = max(before.rfind(mark) for mark in "。；\n") + 1
    return Span(start + found[-1].start(), start + found[-1].end())


def _verdict(words: str) -> str:
    return "acquittal" if words[-3:] == "不成立" or words[0] == "无" else "conviction"


def _outcome(trigger: str) -> str:
    return next((outcome for words, outcome in _OUTCOMES if words.search(trigger)), "")
