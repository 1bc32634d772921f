"""Posts and occupations beside a person's name in a Chinese text.

A post stands before the name (公安局副局长张三), after it (张三副局长), in apposition or with
a verb (张三，某公司经理；张三是医生). The body that it is a post in is no part of it; what the
post itself is called by (缉毒局长, 新闻发言人) is. ``posts.txt`` is the table of posts.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from comity.extract.chinese.script import Word
from comity.extract.finding import Findings, Name, Span, Title

_TABLE = Path(__file__).parent / "posts.txt"
_RANK = (
    r"(?:(?:常务副|执行副|第一副|联合|首席|高级|资深|助理|代理|副|代|总|主任|执行|名誉|荣誉|特别|特命全权|全权|候任|候补"
    r"|调查|侦查|肃毒|缉毒|禁毒|反毒|缉私|反诈|情报|行动|警务"
    r"|当选|联邦|地区|地方|州|新闻|刑事|国际|技术|财务|销售|市场|运营|行政|采购|化学|生物|一级|二级|三级|四级|见习)"
    r"(?:(?<=主任)(?=检察官|法官|医师)|(?<!主任)))*"
)
_UNIT_HEAD = re.compile(r"(?P<unit>[局厅部处科所队院庭署司股组关站校社厂店州省市县区镇乡村])长$")
_BODY_END = re.compile(
    r"[局厅部处科所队院庭署司股组关站会办社校行台网店厂省市县区镇乡村州国]$|公司|集团|中心$"
)
_SINCE = r"(?:于|自|从)?(?:[0-9]{4}年|同年|次年|去年|今年)(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?"
_SERVES = (
    r"(?:（[^）\n]{0,30}）(?=[，是系为任时现曾担]))?(?:，|,|（|\()?(?:(?:男|女)，)?(?:\d{1,2}岁，)?"
    r"(?P<verb>时任|现任|曾任|历任|原任|担任|是|系|为|任|曾是|曾担任|后任"
    rf"|{_SINCE}(?:起|开始|后)?(?:出任|担任|就任|接任|升任|获任|调任|任|成为)|出任|就任|接任|升任|获任|调任)?"
)
_AFTER = re.compile(_SERVES)
_CLAUSE = re.compile(r"[^，,。；;：:！？（）()“”「」\n、\u3000]{1,30}")
_NOT_AFTER = frozenset(
    "律师 辩护人 辩护律师 代理律师 辩护 助手 助理 秘书 司机 老师 会计 记者 公诉人 老板 翻译 雇员 "
    "员工".split()
)
"""Who stands after a name may be another: 张三律师 is also "Zhang's lawyer"."""
_AFTERWARDS = re.compile(r"(?:以来|之后|期间|后(?![勤台备])|时(?![报代尚]))")
_STYLE = re.compile(r"(?:拿督斯里|拿督|丹斯里|拿汀)$")
"""What Malaysia sets between a post and a name; it is neither."""

_OF_BODY = frozenset(("代表",))
"""Words that are a post right after the name of a body, and else mostly a verb."""

_TELLS = re.compile(r"[在把被向对称说所]")
_LINKS = frozenset("前 原 时任 现任 该 这名 一名 其 的 由 是 叫 为 与 和 、 及 ， 。 ； ：".split())


def find(text: str, simple: str, words: Sequence[Word], found: Findings) -> list[Title]:
    """Return the titles in the order of the text, each with the mention of its holder.

    ``simple`` is the text in simplified characters, of the same length, and ``words`` its words.
    """
    titles: dict[Span, Title] = {}
    for number, person in enumerate(found.names):
        if person.kind != "person":
            continue
        near = found.names[max(0, number - 6) : number + 7]
        for span in (_before(simple, words, person, near), _after(simple, person, near)):
            if span:
                titles.setdefault(span, Title(*span, Span(person.start, person.end)))
    return sorted(titles.values())


@cache
def _posts() -> tuple[str, ...]:
    lines = _TABLE.read_text("utf-8").splitlines()
    words = {w for line in lines if not line.startswith("#") for w in line.split()}
    return tuple(sorted(words, key=len, reverse=True))


@cache
def _pattern() -> re.Pattern[str]:
    post = rf"{_RANK}(?:{'|'.join(_posts())})"
    return re.compile(rf"{post}(?:兼?{post})?")


def _before(simple: str, words: Sequence[Word], person: Name, names: Sequence[Name]) -> Span | None:
    """Return the post that ends where a name begins."""
    end = person.start
    if simple[end - 1 : end] in (" ", "\u00a0"):
        end -= 1
    if style := _STYLE.search(simple, max(0, end - 6), end):
        end = style.start()
    floor = max([simple.rfind("\n", 0, end) + 1, end - 16, *(n.end for n in names if n.end <= end)])
    if simple[floor:end] in _OF_BODY and any(
        n.end == floor and n.kind == "organisation" for n in names
    ):
        return Span(floor, end)
    if floor == end or simple[floor:end] == "长":
        return _of_body(simple, words, names, floor, end)
    start = _post_start(simple, floor, end)
    if start is None:
        return None
    return Span(_with_field(simple, words, floor, start, end), end)


def _post_start(simple: str, floor: int, end: int) -> int | None:
    """Return where the longest post begins that ends at ``end``."""
    return next((at for at in range(floor, end - 1) if _pattern().fullmatch(simple, at, end)), None)


def _of_body(
    simple: str, words: Sequence[Word], names: Sequence[Name], floor: int, end: int
) -> Span | None:
    """Return the post whose unit was taken for a part of a body's name: 司法部|长."""
    body = next((n for n in names if n.end == floor and n.kind == "organisation"), None)
    if body is None or simple[floor:end] != "长":
        return None
    last = _words_in(words, body.start, body.end)[-1:]
    return Span(last[0].start if last else floor - 1, end)


def _with_field(simple: str, words: Sequence[Word], floor: int, start: int, end: int) -> int:
    """Return where a post begins with the noun that it has before it: 缉毒|局长, 特勤|组长.

    A body that ends as the post's unit does (缉毒局|局长) is no part of it.
    """
    head = _UNIT_HEAD.search(simple, start, end)
    if head is None or simple[start] != head["unit"]:
        return start
    if simple[floor:start].endswith((head["unit"], "副")):
        return start
    for word in reversed(_words_in(words, floor, end)):
        if word.start >= start:
            continue
        if word.end > start:  # one word: 司法部长
            start = word.start
            continue
        fits = word.tag in ("n", "vn", "b", "j", "nz", "l", "v") and len(word.text) < 5
        if not fits or _BODY_END.search(word.text) or word.text in _LINKS:
            break
        start = word.start
    return start


def _after(simple: str, person: Name, names: Sequence[Name]) -> Span | None:
    """Return the post after a name: at once, in apposition, or after 是 or 时任."""
    direct = _pattern().match(simple, person.end)
    if direct and direct[0] not in _NOT_AFTER and simple[direct.end() : direct.end() + 1] != "的":
        return Span(*direct.span())
    lead = _AFTER.match(simple, person.end)
    clause = _CLAUSE.match(simple, lead.end()) if lead and lead.end() > person.end else None
    if lead is None or clause is None:
        return None
    end = clause.end()
    if lead["verb"] and (later := _AFTERWARDS.search(simple, clause.start(), end)):
        end = later.start()  # 出任总经理后
    start = _post_start(simple, clause.start(), end)
    if start is None:
        return None
    described = _describes(
        simple[clause.start() : start], (clause.start(), end), lead["verb"], names
    )
    return Span(start, end) if described else None


def _describes(
    ahead: str, clause: tuple[int, int], verb: str | None, names: Sequence[Name]
) -> bool:
    """Return whether the words before a post say only where it is: 某公司, 在 and others do not."""
    within = [n.kind for n in names if clause[0] <= n.start < clause[1]]
    if "person" in within or _TELLS.search(ahead):
        return False
    return bool(verb or not ahead or within or "公司" in ahead)


def _words_in(words: Sequence[Word], start: int, end: int) -> Sequence[Word]:
    first = bisect_left(words, start, key=lambda w: w.start)
    return words[first : bisect_left(words, end, key=lambda w: w.start)]
