"""Where a Chinese text names places: countries, regions and cities, down to the town and village.

Each unit is a place by itself: 广东 and 陆丰市. What the gazetteer does not have is a place where
it follows one that it has, or a word that jieba takes for a name, and ends as a division does:
陆丰市甲西镇. Airports and crossings by name are places too.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from comity.extract.chinese import bodies, gazetteer
from comity.extract.chinese.people import SOUNDS
from comity.extract.chinese.script import Word, is_word
from comity.extract.finding import Span

PROPER = frozenset("ns nr nrt nrfg nz x j".split())
"""jieba's tags for names of places, people and other things, and for what it does not know."""

_NOT_WITHIN = "一某各两几多该全本等在的和与及被把从到由向是有为了将对于至或这那我此另因每"
_UNIT = (
    r"(?:街道|[镇乡村县旗]|(?<![地社小市城郊山景校厂辖片库园牧林灾居住民专选农])区|工业园|产业园|科技园|园区"
    r"|高新技术(?:产业)?开发区|经济技术开发区|经济开发区|开发区|高新区|经济特区|自贸区|保税区)"
)
_INNER = re.compile(rf"(?:[^\W\d_{_NOT_WITHIN}]{{1,4}}?)??{_UNIT}")
_STATE = re.compile(r"(?:[省州府邦郡县岛](?![长政内委])|港(?![口币元府人商交警股澳区]))")
"""Ends the name of a foreign state or island whose first part the gazetteer knows: 清莱府."""

_CLOSED = re.compile(rf"[{_NOT_WITHIN}曾已经人派的]|[^\w]|$")
_OF_THE_CITY = re.compile(
    r"(?:高新技术(?:产业)?|经济技术|经济)?开发区|高新区|工业园区?|经济特区|特区|自贸区|保税区"
)
_GENERIC = re.compile(
    r".*(?:示范|城中|住宅|农|乡|行政|自然|贫困|边境|沿海|周边|各|本|全|县级|地级|直辖)[省市县村镇乡]"
    r"|.*(?:地|山|景|住宅|开发|工业|保税|特|社|小|城|郊|市|校|厂|灾|库|园|行政|辖|战|疫|禁|片|商业)区"
    r"|.*(?:城市|城镇|都市|超市|集市|股市|楼市|黑市|夜市|门市)"
)
_ENDS_AS_ONE = re.compile(r"..+(?:[省市县區区州旗盟镇乡村岛]|街道)")
_STATION = re.compile(
    r"(?:国际)?机场(?:T\d|[一二三四1-4]号)?(?:航站楼)?|口岸|公路|车站|火车站|高铁站|客运站"
)
_PEOPLE = re.compile(r"人(?![民员口士事物大])|裔")
_PARTS = ("tw", "hk", "mo")
"""Whose people are named by the place, not by a nation: 台湾人."""

_FOREIGN = re.compile(
    rf"[{''.join(sorted(SOUNDS))}]{{3,8}}(?:工业园区?|郡|港|岛|州|省|镇|县|市)(?![长民])"
)
_NO_PLACES = frozenset("海关 回国 境外 境内 国外 国内 我国 全国 机场 外国 各国 两国".split())


def find(text: str, words: Sequence[Word]) -> list[Span]:
    """Return where places are named in a text in simplified characters, in its order."""
    found = _joined(text, _gazetted(text, words), words)
    stations = list(_stations(text, words, found))
    inside = _covered(stations)
    return sorted([*stations, *(s for s in found if s.start not in inside)])


def _covered(spans: Sequence[Span]) -> set[int]:
    return {at for span in spans for at in range(*span)}


def _gazetted(text: str, words: Sequence[Word]) -> Iterator[Span]:
    starts, tags = {w.start: w for w in words}, {w.end: w.tag for w in words}
    starts_in = {m.start(): m.end() for m in _FOREIGN.finditer(text)}
    at = last = 0
    while at < len(text):
        end = _longest(text, at, starts.get(at), tags) or starts_in.get(at, 0)
        if not end and at == last and (word := starts.get(at)) and _is_sure(word):
            end = word.end  # 烟台 after 山东, whatever jieba takes it for
        if end:
            yield Span(at, end)
        last = end or last
        at = end or at + 1


def _is_sure(word: Word) -> bool:
    if _ENDS_AS_ONE.fullmatch(word.text) and not _GENERIC.fullmatch(word.text):
        return "某" not in word.text and word.text[0] not in _NOT_WITHIN
    entries = gazetteer.table().get(word.text, ())
    return bool(entries) and bool(entries[0].code) and entries[0].sure


def _longest(text: str, at: int, word: Word | None, ends: dict[int, str]) -> int:
    """Return where the longest name of a place ends that begins at a code point; 0 if none does."""
    for size in gazetteer.sizes().get(text[at : at + 2], ()):
        name, end = text[at : at + size], at + size
        entries = gazetteer.table().get(name)
        if entries and _holds(entries[0], name, word, end in ends, text[end : end + 8]):
            abroad = entries[0].top and not (entries[0].code or entries[0].country in _PARTS)
            return 0 if abroad and _PEOPLE.match(text, end) else end
    if word and _named(word):
        return word.end
    return 0


def _holds(entry: gazetteer.Entry, name: str, word: Word | None, ends: bool, after: str) -> bool:
    """Return whether a name of the gazetteer is one here, by the words that jieba sees."""
    longer = word is not None and word.tag == "nt" and word.text.startswith(name)
    if word and entry.sure and (entry.top or bodies.pattern().match(after)):
        return True
    if longer and (entry.sure or not entry.code):
        return True
    if not entry.sure or len(name) == 2:
        foreign = entry.sure and not entry.code
        same = word is not None and word.text in (name, f"{name}港")
        return word is not None and same and (word.tag in PROPER or (foreign and word.tag == "n"))
    return (ends or len(name) > 3) if word else (ends and len(name) > 3)


def _named(word: Word) -> bool:
    """Return whether jieba takes a word for a name, and it ends as a division's does."""
    if word.tag not in PROPER or word.text in _NO_PLACES or "某" in word.text:
        return False
    if not _ENDS_AS_ONE.fullmatch(word.text) or _GENERIC.fullmatch(word.text):
        return False
    return word.tag == "ns" or not is_word(word.text)


def _joined(text: str, known: Iterator[Span], words: Sequence[Word]) -> list[Span]:
    """Return places with the units that follow them: 四会市, then 东城街道."""
    ends = {w.end for w in words}
    found: list[Span] = []
    for span in known:
        if found and span.start < found[-1].end:
            continue
        whole = _STATE.match(text, span.end)
        found.append(Span(span.start, whole.end()) if whole and whole.end() in ends else span)
        while m := _INNER.match(text, found[-1].end):
            of_it = _OF_THE_CITY.fullmatch(m[0])
            closed = m.end() in ends or _CLOSED.match(text, m.end())
            if not closed or (_GENERIC.fullmatch(m[0]) and not of_it):
                break
            found.append(Span(found.pop().start if of_it else m.start(), m.end()))
    return found


def _stations(text: str, words: Sequence[Word], places: list[Span]) -> Iterator[Span]:
    """Yield airports and crossings that have a name: 首都国际机场, 罗湖口岸."""
    starts = [w.start for w in words]
    by_end = {place.end: place.start for place in places}
    for m in _STATION.finditer(text):
        start, named = m.start(), False
        while start:
            word = words[bisect_left(starts, start) - 1]
            if start in by_end:
                start, named = by_end[start], True
            elif (
                word.tag in (*PROPER, "nt") and word.text not in _NO_PLACES
            ) or word.text == "首都":
                start, named = word.start, named or len(word.text) > 1
            else:
                break
        if named:
            yield Span(start, m.end())
