"""Posts beside a person's name: 公安部禁毒局局长某某 leads it, its 副局长 works for it."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from comity.extract.chinese.happenings import tables
from comity.extract.chinese.script import any_of
from comity.extract.finding import Findings, Name, Relation, Span, Spanned, Title

_ABROAD = re.compile(r"(?:驻(?!地)[\u4e00-\u9fff]{2,8}?)?的?(?=[^驻的]+$)")
_IS = re.compile(r"(?:现任|曾任|时任|担任|出任|曾是|就任|[是为任系])")
_NO_POST = re.compile(r"[（(0-9在向和与及说称被把将对从，。；]")
_BODY = (
    r"(?:(?:走私|贩毒|贩运|贩卖|制毒|制售|诈骗|犯罪|跨国|跨境|洗钱|毒品|偷渡|黑社会|电信|网络|芬太尼|冰毒"
    r"|海洛因|可卡因)*)(?:团伙|犯罪集团|贩毒集团|集团|帮派|黑帮|犯罪组织|网络)"
)
_CHIEF = r"(?:头目|首领|首脑|老板|老大|主谋|组织者|领导者|头子|首要分子|幕后老板|总头目|负责人)"
_LEADER = re.compile(rf"(?P<body>{_BODY})的?(?P<post>(?:主要|幕后)?{_CHIEF})[：“「]?$")
_SAME_BODY = re.compile(
    r"该(?P<kind>公司|集团|银行|企业|厂|局|院|所|会|社|队|部|署|处|科)的?(?:原|前|时任|现任)?$"
)
"""A body that the text named before, beside a post in it."""

_GAP = re.compile(r"(?:(?![在向和与及说称被把将对从等是])[\u4e00-\u9fff]){0,10}")
_WORDS_OF_TIME = re.compile(r"的|前|原|时任|现任|时|驻[\u4e00-\u9fff]{2,8}")
_TRADERS = "商主客"
"""How those are called who trade with a body and hold no post in it: 供应商, 货主."""

_RECENT = 40  # bodies: one that was named before as many others is not meant by 该公司
_LONGEST = 14  # characters from the end of an organisation's name to a person's


def find(simple: str, found: Findings) -> Iterator[Relation]:
    """Yield who leads or works for an organisation by a post beside the name."""
    bodies = [n for n in found.names if n.kind == "organisation"]
    titles: dict[Span, list[Title]] = {}
    for title in found.titles:
        titles.setdefault(title.holder, []).append(title)
    for person in (n for n in found.names if n.kind == "person"):
        source = Span(person.start, person.end)
        before = simple[max(0, person.start - 30) : person.start]
        if match := _LEADER.search(before):
            start = person.start - len(before)
            target = Span(start + match.start("body"), start + match.end("body"))
            post = Span(start + match.start("post"), start + match.end("post"))
            yield Relation(*post, "leads", source, target)
        held = titles.get(source, [])
        if sure := [r for title in held if (r := _by_title(simple, bodies, title))]:
            yield from sure
            continue
        for body in _near(bodies, person):
            if post_before := _between(simple, body, person):
                yield _relation(simple, body, post_before, source)
            elif post_after := _after(simple, body, person):
                yield _relation(simple, body, post_after, source)


def _by_title(simple: str, bodies: list[Name], title: Title) -> Relation | None:
    """Return whom a title is a post in: the body right before it, or that 该公司 stands for."""
    if title.end - title.start > 1 and simple[title.end - 1] in _TRADERS:
        return None
    low = bisect_left(bodies, title.start - 60, key=lambda n: n.start)
    near = bodies[low : bisect_left(bodies, title.start, key=lambda n: n.start)]
    lead = _SAME_BODY.search(simple, max(0, title.start - 8), title.start)
    if lead:
        last = bisect_left(bodies, lead.start(), key=lambda n: n.start)
        past = bodies[max(0, last - _RECENT) : last]
        meant = [n for n in past if simple[n.start : n.end].endswith(lead["kind"])]
        return _relation(simple, meant[-1], title, title.holder) if meant else None
    if not near or near[-1].end > title.start or near[-1].end <= title.holder.start < title.start:
        return None
    gap = simple[near[-1].end : title.start]
    if not _GAP.fullmatch(gap) or near[-1].start >= title.holder.end + _LONGEST:
        return None
    of_part = bool(_WORDS_OF_TIME.sub("", gap))
    return _relation(simple, near[-1], title, title.holder, of_part)


def _near(bodies: list[Name], person: Name) -> list[Name]:
    """Return the organisations whose names begin not far from a person's."""
    low = bisect_left(bodies, person.start - 60, key=lambda n: n.start)
    return bodies[low : bisect_left(bodies, person.end + 6, key=lambda n: n.start)]


def _between(simple: str, body: Name, person: Name) -> Span | None:
    """Return the post between an organisation and a person: 外交部发言人某某."""
    if not 0 < person.start - body.end <= _LONGEST:
        return None
    gap = simple[body.end : person.start]
    away = _ABROAD.match(gap)
    start = body.end + (away.end() if away else 0)
    return Span(start, person.start) if _is_post(simple[start : person.start]) else None


def _after(simple: str, body: Name, person: Name) -> Span | None:
    """Return the post in "某某是外交部发言人"."""
    if not 0 < body.start - person.end <= 4:
        return None
    if not _IS.fullmatch(simple[person.end : body.start]):
        return None
    match = _post_here().match(simple, body.end)
    return Span(*match.span("post")) if match else None


def _is_post(words: str) -> bool:
    if not words or _NO_POST.search(words):
        return False
    return any(words.endswith(post) for post in _posts())


def _relation(
    simple: str, body: Name, post: Spanned, person: Span, of_part: bool = False
) -> Relation:
    """Return a relation; ``of_part`` says that the post is in a part of the body: 某局某科科长."""
    words, name = simple[post.start : post.end], simple[body.start : body.end]
    of = _posts().get(words, ("-",))
    leads = of != ("-",) and (not of or name.endswith(of)) and not of_part
    kind = "leads" if leads else "works for"
    return Relation(post.start, post.end, kind, person, Span(body.start, body.end))


@cache
def _posts() -> dict[str, tuple[str, ...]]:
    """Return by each post the endings of the organisations whose top one it is; ``-``: of none."""
    return {post: tuple(of.split()) for post, of in tables.rows("posts.csv")}


@cache
def _post_here() -> re.Pattern[str]:
    posts = any_of(_posts())
    return re.compile(rf"的?(?P<post>(?:[\u4e00-\u9fff]{{0,4}}?)(?:{posts}))(?![\u4e00-\u9fff])")
