"""Organisations by name in a Chinese text: courts, procuratorates, police, agencies, companies.

A name ends in a word that says what kind of body it is, and goes back over the places, bodies and
proper names before that word, and over the fields that such bodies work in (禁毒, 缉私). The kind
alone (法院, 公安机关) names none.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from comity.extract.chinese import bodies
from comity.extract.chinese.bodies import Body
from comity.extract.chinese.places import PROPER
from comity.extract.chinese.script import Word, any_of
from comity.extract.finding import Span

_FILLERS = frozenset("n vn b l ng j an nz nt s f a i".split())
"""jieba's tags for what may stand within a company's name."""

_STOPS = frozenset(
    "被告人 被告 负责人 犯罪 嫌疑人 民警 记者 中方 美方 双方 有关 当地 该 其 本 副 主任 案件 案"
    " 一家 发言人 相关 所有 各地 我国 上述 国内 外国 部分 部门 法定代表人 代表 男子 女子 同伙"
    " 老板 员工 某 总经理 董事长 客户 买家 卖家 警方 法院 公安机关 公安 检方 货物 毒品 旗下 名下"
    " 之间 期间 线索 当事人 单位 被害 原告 上诉人 公诉机关 消息 资料 境外 境内 国外 全国 以上"
    " 其中 另外 此案 本案 简称 名称 全称 合同 文件 地址 账户 资金 一审 二审 终审 裁定 判决 联合"
    " 官员 专员 司法鉴定".split()
)
"""What is no part of a name, whatever jieba's tag."""

_AFTER = {
    "局": "长面部势限中里外域", "处": "长理罚于分在置境", "署": "长名", "厅": "长",
    "办": "理案公事法", "委": "员托任派会", "中心": "城区地", "公司": "法债", "集团": "军化",
    "大学": "生", "银行": "卡账帐", "日报": "道告警名", "时报": "道告警名复", "晚报": "道告",
    "晨报": "道", "早报": "道", "周报": "告", "法庭": "上内外审", "支队": "伍长", "大队": "伍长",
    "中队": "伍长", "总队": "伍长", "组织": "者", "法院": "院", "检察院": "院", "分局": "面",
    "顺丰": "车", "白宫": "殿", "总局": "面", "监狱": "长", "科": "技学长员目研幻",
}  # fmt: skip
"""What does not follow an ending: 局长 is a person, 办理 a verb."""

_IN_SHORT = re.compile(r"(?:简称|又称|俗称)[为是]?[“\"「『‘]$")
"""Before a second name that the text gives: it is an alias, not one more body."""

_ORDINAL = re.compile(r"第[一二三四五六七八九十\d]{1,3}$")
_IN_BRACKETS = re.compile(r"[（(]([\u3400-\u9fff]{2,6})[）)]$")
_SHORT = re.compile(
    r"[（(](?:以下)?(?:统|合)?简?称为?[：:]?[“\"「『‘](?P<short>[\w·]{2,12})[”\"」』’]"
)
_SECTION = re.compile(r"(?:英文版|中文版|海外版|网)")
_BRANCHES = (
    "派出所",
    "一分局",
    "二分局",
    "三分局",
    "四分局",
    "警分局",
    "分局",
    "公安分局",
    "分行",
    "支行",
    "分公司",
    "看守所",
    "监狱",
    "法庭",
)
_OUTLET = re.compile(
    r"^(?:Outlet|来源|媒体|消息来源)[:：][ \u3000]*(?P<name>[^\n（(|]{2,20})", re.M
)
_JOINS = re.compile(
    r"[的在被由向与和将从对为是了并经于至到把给及等一某家该]|注册|成立|经营|开设|控制"
)
_DIVISION = re.compile(r"[区县市旗]$")
_LONGEST = 40  # characters before an ending
_HAN = re.compile(r"[\u3400-\u9fff]+")


class Found(NamedTuple):
    """Where an organisation is named, and its FollowTheMoney schema.

    ``whole`` is where its whole name stands, of a mention by the short one that the text gives.
    """

    span: Span
    schema: str
    whole: Span | None = None


class _Before(NamedTuple):
    """What a name has before its ending: where it begins, and what is among it.

    ``proper`` is where its first proper name begins, or -1; ``words`` are fields and other words.
    """

    start: int
    place: str = ""
    body: bool = False
    number: bool = False
    proper: int = -1
    words: tuple[str, ...] = ()


def find(text: str, words: Sequence[Word], places: Sequence[Span]) -> list[Found]:
    """Return the organisations that a text in simplified characters names, in its order.

    ``places`` are those that the text names; one within an organisation's name is part of it.
    """
    reader = _Reader(text, words, places)
    for m in bodies.pattern().finditer(text):
        reader.read(Span(*m.span()), m[0])
    _add_short_names(reader.found, text)
    named = {f.span.start for f in reader.found}
    for m in _OUTLET.finditer(text):
        start, end = m.start("name"), m.start("name") + len(m["name"].rstrip())
        if not any(at in named for at in range(start, end)):
            reader.found.append(Found(Span(start, end), "Organization"))
    return sorted(reader.found, key=lambda f: f.span)


def _add_short_names(found: list[Found], text: str) -> None:
    """Add the mentions of bodies by the short names that the text gives them in brackets."""
    short = {}
    for one in found:
        if m := _SHORT.match(text, one.span.end):
            short[m["short"]] = (one, m.span("short"))
    if not short:
        return
    taken = {at for one in found for at in range(*one.span)}
    given = {span for _, span in short.values()}
    for m in re.finditer(any_of(short), text):
        if m.span() not in given and taken.isdisjoint(range(*m.span())):
            whole = short[m[0]][0]
            found.append(Found(Span(*m.span()), whole.schema, whole.span))


class _Reader:
    """Reads the organisations of one text, from its beginning to its end."""

    def __init__(self, text: str, words: Sequence[Word], places: Sequence[Span]) -> None:
        self.text, self.words = text, words
        self.starts = [w.start for w in words]
        self.places = {p.end: p for p in places}
        self.found: list[Found] = []

    def read(self, ending: Span, word: str) -> None:
        """Add the organisation that ends in a word, if it is named."""
        body = bodies.kinds()[word]
        after = self.text[ending.end : ending.end + 1]
        if after and after in _AFTER.get(word, _AFTER.get(word[-1], "")):
            return
        if _IN_SHORT.search(self.text, max(0, ending.start - 8), ending.start):
            return
        before = self._before(ending, word, body)
        if word.endswith("公司") and not before.place:
            before = self._from_place(before)
        if not self._is_named(before, ending, word, body):
            return
        start, end = before.start, ending.end
        if body.needs == "any" and (section := _SECTION.match(self.text, end)):
            end = section.end()
        while self.found and self.found[-1].span.end > start:
            self.found.pop()
        self.found.append(Found(Span(start, end), body.schema))

    def _before(self, ending: Span, word: str, body: Body) -> _Before:
        seen = _Before(ending.start)
        while seen.start and ending.start - seen.start < _LONGEST:
            step = self._step(seen, word, body)
            if step is None:
                break
            seen = step
        return self._trimmed(seen, ending, body)

    def _from_place(self, seen: _Before) -> _Before:
        """Return a company's name from the place on that stands a few characters before it."""
        for at in range(seen.start, max(0, seen.start - 6), -1):
            place = self.places.get(at)
            own = self.text[at : seen.start]
            if place and (not own or (_HAN.fullmatch(own) and not _JOINS.search(own))):
                return seen._replace(start=place.start, place="place", words=(own, *seen.words))
        return seen

    def _step(self, seen: _Before, word: str, body: Body) -> _Before | None:
        """Return what is seen one word further back, or None where the name begins."""
        at, text = seen.start, self.text
        if self.found and self.found[-1].span.end == at:
            return seen._replace(start=self.found[-1].span.start, body=True)
        if at in self.places:
            place = self.places[at]
            return seen._replace(start=place.start, place=seen.place or text[slice(*place)])
        if seen.place and text[at - 1] == "驻":
            return seen._replace(start=at - 1)
        if seen.body or seen.place:
            return self._owner_before(seen, body)
        return self._within(seen) or self._word_before(seen, word, body)

    def _within(self, seen: _Before) -> _Before | None:
        """Return what is seen with a place in brackets, a number or a field before it, or None."""
        at, text = seen.start, self.text
        if (m := _IN_BRACKETS.search(text, max(0, at - 10), at)) and m.end(1) in self.places:
            return seen._replace(start=m.start(), words=(m[1], *seen.words))
        if m := _ORDINAL.search(text, max(0, at - 5), at):
            return seen._replace(start=m.start(), number=True)
        field = _field_before(text, at)
        return seen._replace(start=at - len(field), words=(field, *seen.words)) if field else None

    def _owner_before(self, seen: _Before, body: Body) -> _Before | None:
        """Return a company's name with what stands before its country: 示例药业（中国）公司."""
        found = self.words[bisect_left(self.starts, seen.start) - 1]
        proper = found.tag in PROPER - {"ns", "j"} and _HAN.fullmatch(found.text)
        if body.schema != "Company" or not proper or seen.body or "某" in found.text:
            return None
        return seen._replace(start=found.start, proper=found.start)

    def _word_before(self, seen: _Before, word: str, body: Body) -> _Before | None:
        at = seen.start
        found = self.words[bisect_left(self.starts, at) - 1]
        said = self.text[found.start : at]
        if said in _STOPS or "某" in said or not _HAN.fullmatch(said):
            return None
        inside = found.end > at and len(said) > 1  # 黄埔海关 is one word to jieba
        proper = found.tag in PROPER
        if inside and word == "海关" and proper:
            return seen._replace(start=found.start, proper=found.start)
        free = body.needs in ("any", "proper") or word in _BRANCHES
        after_body = bool(self.found) and self.found[-1].span.end == found.start
        named = found.start in self.places or (after_body and body.needs == "place")
        beside = len(word) > 2 and named and found.tag in _FILLERS
        if found.tag == "vn" and said not in bodies.trades() and not beside:
            return None
        if beside or (free and (proper or (found.tag in _FILLERS and body.needs != "place"))):
            known = proper and said not in bodies.trades()
            first = found.start if known else seen.proper
            return seen._replace(start=found.start, proper=first, words=(said, *seen.words))
        return None

    def _trimmed(self, seen: _Before, ending: Span, body: Body) -> _Before:
        """Return what is seen without the words before it that are no part of its name."""
        if self.text[seen.start] == "驻":
            return seen._replace(start=seen.start + 1)
        if self.text[seen.start] in "（(":
            words = seen.words[1:]
            return seen._replace(start=ending.start - sum(map(len, words)), words=words)
        if seen.place or seen.body:
            return seen
        if seen.proper >= 0:
            return seen._replace(start=seen.proper)
        if body.needs in ("any", "proper") or seen.number:
            return seen
        return seen._replace(start=ending.start, words=())

    def _is_named(self, seen: _Before, ending: Span, word: str, body: Body) -> bool:
        if body.needs == "nothing":
            return True
        if body.needs == "place":
            enough = bool(seen.place or seen.body or seen.number or seen.proper >= 0)
            return enough and (len(word) > 1 or (bool(seen.words) and not seen.number))
        if body.needs == "division":
            known = bool(seen.place or seen.number)
            return bool(_DIVISION.search(seen.place)) or (bool(seen.words) and known)
        others = [w for w in seen.words if w not in bodies.trades()]
        if body.needs == "proper":
            own = any(w not in bodies.fields() for w in others)
            if seen.number or any(w[-1] in "家帮氏" and len(w) > 1 for w in others):
                return True
            return seen.proper >= 0 or seen.body or bool(seen.place and own)
        return bool(seen.place or seen.body or seen.proper >= 0 or others)


def _field_before(text: str, at: int) -> str:
    """Return the longest field of work that ends at a code point, or nothing."""
    known = bodies.fields()
    sizes = range(min(8, at), 0, -1)
    return next((text[at - n : at] for n in sizes if text[at - n : at] in known), "")
