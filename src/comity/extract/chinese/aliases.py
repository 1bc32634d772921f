"""Second names that a Chinese text gives: 绰号, 化名, 英文名, a name in brackets, 简称.

``aliases.csv`` is the table of the words that introduce one, for people and for organisations.
"""

import csv
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TypeVar

from comity.extract.chinese.script import Word, any_of
from comity.extract.finding import Alias, Findings, Name, Span

_Found = TypeVar("_Found", Name, Word)

_TABLE = Path(__file__).parent / "aliases.csv"
_VERBS = r"(?:为|是|叫|叫做|叫作|作|有|使用|用|分别为|名为)?[：:，]?\s?"
_QUOTED = r"[“「『\"‘](?P<quoted>[^”」』\"’\n]{1,24})[”」』\"’]"
_LATIN = r"(?P<latin>[A-Z][\w.'’&-]*(?: (?:of |the |de |and |for )?[A-Z][\w.'’&-]*){0,6})"
_HAN = r"(?P<han>[\u4e00-\u9fff]{1,8}(?:[·•・‧][\u4e00-\u9fff]{1,8}){0,3})"
_ITEM = re.compile(rf"{_QUOTED}|{_LATIN}|{_HAN}")
_NEXT = re.compile(rf"(?:、|及|和|或|以及|，又名|、又名|，)?{_QUOTED}|(?:、|及|和|或)(?:{_LATIN})")
_QUOTED_ONLY = frozenset("自称 人称 被称为 被称作 又叫 也叫 又称 也称 代号 前身为".split())
_ENDS_NAME = re.compile(r"[，,。；;、）)（(：:\n]|的|$")
_BRACKETED = re.compile(
    r"\s?[（(](?:(?:英文名?|英语|英文姓名|外文名|英|俄语|西班牙语|音译|译音|原文)[：:]?\s?)?"
    rf"(?:[“「\"](?P<mark>[^”」\"\n]{{2,30}})[”」\"]|{_LATIN})(?:[，,；;、]\s?[^（）()\n]{{0,40}})?[）)]"
)
_SHORT = re.compile(
    r"\s?[（(](?:以下|下文|下)?(?:统?简?称)(?:为|作)?[：:]?\s?[“「『\"《]?(?P<name>[^“”「」『』\"《》（）()，,\n]{1,20})"
)
_OTHERS = re.compile(
    r"卖家|买家|男子|女子|嫌疑人|嫌犯|团伙|客户|同伙|毒贩|网站|平台|公司|被告人|被告|主犯|账户|账号|头目|毒枭|药物|物质|毒品|商品"
)
_OWNER = re.compile(r"[”」』\"’]?的(?:犯罪嫌疑人|嫌疑人|被告人|男子|女子|毒贩)?")
_BODY_WORD = re.compile(
    r"(?P<body>[\u4e00-\u9fff]{2,20}(?:报|社|署|局|部|院|会|公司|集团|组织|银行|网|台|办|中心|大学|联盟|警方|基金))$"
)
_FAR = 400  # characters: no name further before its second name is its own
_LONGEST = 12  # characters of a second name without quotation marks
_SENTENCE = re.compile(r"[。！？\n]")


def find(text: str, simple: str, words: Sequence[Word], found: Findings) -> list[Alias]:
    """Return the second names in the order of the text, each with a mention of the first.

    ``simple`` is the text in simplified characters, of the same length, and ``words`` its words.
    A second name without a first one in its sentence is none.
    """
    aliases: dict[Span, Alias] = {}
    taken: set[int] = set()
    things = [n for n in found.names if n.kind in ("person", "organisation", "place")]
    found_here = (*_introduced(simple, words, things), *_bracketed(text, simple, words, things))
    for span, of in found_here:
        same = simple[slice(*span)] == simple[slice(*of)]
        if not same and taken.isdisjoint(range(*span)):
            aliases[span] = Alias(*span, of)
            taken.update(range(*span))
    return sorted(aliases.values())


@cache
def _cues() -> dict[str, list[str]]:
    """Return the words that introduce a second name, each with the kinds of what it names."""
    cues: dict[str, list[str]] = {}
    with _TABLE.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            for word in row["words"].split():
                cues.setdefault(word, []).append(row["of"])
    return cues


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"(?P<cue>{any_of(_cues())}){_VERBS}")


def _introduced(
    simple: str, words: Sequence[Word], things: Sequence[Name]
) -> Iterator[tuple[Span, Span]]:
    """Yield the names that a word such as 绰号 introduces."""
    for match in _pattern().finditer(simple):
        items = list(_items(simple, words, things, match))
        of = _of(simple, things, match, items[-1].end) if items else None
        if of:
            yield from ((item, Span(of.start, of.end)) for item in items)


def _of(simple: str, things: Sequence[Name], cue: re.Match[str], end: int) -> Name | None:
    """Return whose second name ends at ``end``: the next in 绰号“阿龙”的张三, else an earlier."""
    owner = _OWNER.match(simple, end)
    if owner is None:
        return _main(simple, things, cue["cue"], cue.start())
    following = _from(things, owner.end(), owner.end() + 1)
    return next((n for n in following if n.kind in _cues()[cue["cue"]]), None)


def _items(
    simple: str, words: Sequence[Word], things: Sequence[Name], cue: re.Match[str]
) -> Iterator[Span]:
    """Yield one or more names after a cue: in quotation marks, in letters, or a short word."""
    item = _ITEM.match(simple, cue.end())
    if item is None:
        return
    if item["han"]:
        if span := _plain(simple, words, things, cue, item.end()):
            yield span
        return
    while item:
        group = "quoted" if item["quoted"] else "latin"
        yield Span(*item.span(group))
        item = _NEXT.match(simple, item.end())


def _plain(
    simple: str, words: Sequence[Word], things: Sequence[Name], cue: re.Match[str], limit: int
) -> Span | None:
    """Return a name without quotation marks: what is found as a name, or a word up to a stop."""
    start = cue.end()
    here = _from(things, start, start + 1)
    known = next((n for n in here if n.kind != "place"), None)
    if known:
        return Span(known.start, known.end)
    if cue["cue"] in _QUOTED_ONLY:
        return None
    stop = _ENDS_NAME.search(simple, start, start + _LONGEST + 1)
    end = stop.start() if stop else limit
    if end - start <= 1 or end - start > _LONGEST:
        return None
    inside = _from(words, start, end)
    if any(w.tag in ("p", "v", "d", "c") for w in inside[1:]):
        end = next(w.start for w in inside[1:] if w.tag in ("p", "v", "d", "c"))
    return Span(start, end) if end - start > 1 else None


def _main(simple: str, things: Sequence[Name], cue: str, at: int) -> Name | None:
    """Return whose second name it is: the name just before, or the subject of the sentence.

    Between the two stands nobody else whom the second name may belong to.
    """
    stops = [m.end() for m in _SENTENCE.finditer(simple, max(0, at - _FAR), at)]
    floor = stops[-1] if stops else max(0, at - _FAR)
    near = [n for n in _from(things, floor, at) if n.end <= at]
    kinds = _cues()[cue]
    last = next((n for n in reversed(near) if n.kind in kinds), None)
    if last is None:
        return None
    between = simple[last.end : at]
    plain = re.sub(r"[（(][^（）()]*[）)]", "", between)
    if kinds == ["organisation"] and len(plain.strip("（(，, “")) > 3:
        return None
    if (
        len(plain) > 30
        or _OTHERS.search(plain)
        or plain.endswith(("名", "位", "个"))
        or (last.kind != "person" and len(plain) > 4)
    ):
        return None
    return last


def _bracketed(
    text: str, simple: str, words: Sequence[Word], things: Sequence[Name]
) -> Iterator[tuple[Span, Span]]:
    """Yield the names in brackets after a name: 约翰·史密斯（John Smith）, 某某局（简称“某局”）."""
    for match in re.finditer(r"[（(]", text):
        of = _ending_at(simple, words, things, match.start())
        if of is None:
            continue
        if short := _SHORT.match(simple, match.start()):
            yield Span(*short.span("name")), of
        elif bracketed := _BRACKETED.match(text, match.start()):
            yield Span(*bracketed.span("mark" if bracketed["mark"] else "latin")), of


def _ending_at(simple: str, words: Sequence[Word], things: Sequence[Name], end: int) -> Span | None:
    """Return the name that ends before a bracket, or the words there that are a body's."""
    near = _from(things, end - 40, end)
    name = next((n for n in near if n.end == end), None)
    if name:
        return Span(name.start, name.end)
    if any(n.end > end for n in near):
        return None
    start = end
    for word in reversed(_from(words, end - 20, end)):
        if word.end != start or word.tag[0] not in "njb" or word.text[0] < "\u4e00":
            break
        start = word.start
    body = _BODY_WORD.fullmatch(simple, start, end)
    return Span(start, end) if body else None


def _from(found: Sequence[_Found], start: int, end: int) -> Sequence[_Found]:
    """Return those that begin within a stretch of the text; they are in its order."""
    first = bisect_left(found, start, key=lambda x: x.start)
    return found[first : bisect_left(found, end, key=lambda x: x.start)]
