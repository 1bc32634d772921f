"""The words that report speech, and where a text has them.

``verbs.csv`` beside this module is the table, to be read and extended by hand: each row has the
``form`` in which its words report, and whether they deny. The forms:

    clause   a clause follows, or a stop or quotation and what is said
    admit    the same; a noun will do (承认罪行)
    accuse   the same; whom is accused may follow, and 被 X 指控 is its passive
    tell     the same, after the one to whom it is said
    self     what somebody says to be (自称是警察); a quotation after it is a name
    mark     only before a stop, a colon or a quotation, or with 称, 说 or 道 (介绍说)
    shows    what a document says
    quoted   only beside a quotation
    confess  what is confessed stands before it (对犯罪事实供认不讳)
    deny     what is denied follows, or stands before it (对指控予以否认)
    reject   the same, where it is something that was said (驳斥有关说法)
    plead    somebody does not plead guilty
    label    what somebody or something is called, or with 被 said to be by nobody named
    hearsay  nobody is named who says it
    charged  nobody is named who says it; it ends with its clause
"""

import csv
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from comity.extract.chinese.sayings.layout import Layout
from comity.extract.chinese.script import any_of

ASSERTION = (
    r"(?:指控|说法|报道|指责|传闻|消息|言论|谣言|指称|控罪|主张|论调|批评|猜测|传言|质疑|观点|意见"
    r"|抹黑|污蔑|诬陷)"
)
"""Something that somebody said, and that another may deny."""

_TABLE = Path(__file__).parent / "verbs.csv"
_TAIL = r"(?P<tail>说|称|道|到|了|过|了解)?"
_NO_START = re.compile(
    r"(?:不|没有|没|未|未能|尚未|并未|拒绝|拒不|无法|不愿|不肯|不能|不会|是否|能否|可|可以|应|应当|必须|要求|若|如果"
    r"|一旦|难以|所|请|希望|想|将|(?<![委员协议商学])会|愿意|需要|需|有待|等待|打算|准备)(?:公开|再|予以|对外|进一步|直接|明确|加以|向\w{1,6}?)?$"
)
_NOUN_BEFORE = re.compile(
    r"(?:的|该|此|这一|一份|份|上述|一项|项|有关|相关|面临|提出|所有|发布|发表|虚假|据)$"
)
_PREFIX = re.compile(
    r"(?:本院|他们|她们|他|她|其|又|还|也|则|均|并|曾|再|都|仍|亦|只|就|时|后|中|经|可|且|地)+"
)
_NO_MORE = {
    "称": re.compile(r"为|之为|作(?!案)|号|呼|赞|重|得上|霸|王|雄|病|职|谓|道(?!歉)|帝|奇"),
    "说": re.compile(r"明|法|服|话|辞|客|教|出|不定|起|谎|来|到底|是非"),
    "表示": re.compile(r"着"),
    "认定": re.compile(r"事实|书|为"),
    "指责": re.compile(r"声"),
    "报告": re.compile(r"会|书"),
    "被指": re.compile(r"定|派|使|挥|认|示|为|控"),
    "被控": re.compile(r"制(?![造毒作售贩])"),
    "指": re.compile(
        r"定|派|使|挥|认|示|导|向|引|数|标|南|甲|纹|着|明|望|的是|在|日可待|挥部|令|点|环|针|战"
    ),
    "问": re.compile(r"题|世|及"),
    "答": re.compile(r"案|辩|复"),
    "写": re.compile(r"作"),
    "主张": re.compile(r"权利"),
}
_REJECTED_BEFORE = re.compile(
    rf"(?:对[^，。；：]*{ASSERTION}[^，。；：]*|对[^，。；：]*{ASSERTION}，[^，。；：]*)(?:予以|加以|表示|进行|作出)$"
)
_SUFFIXES = frozenset(
    "说 称 道 了 过 到 其 这是 是 有 这 该 此 此案 他 她 在 会 将 与 对 已".split()
)
_BREAK = "，,；;：:。“” "
_WRITINGS = frozenset("报告 通报 声明 公告 报道 通告".split())
_PREDICATES = frozenset("v vd d i l zg".split())
_MARK = re.compile(r"[\ue000]*[，,：:“\"]")
_REJECTED = re.compile(rf"[^，。；：]{{0,30}}{ASSERTION}")
_ATTITUDE = re.compile(
    r"(?:极大|强烈|高度|坚决|坚定|深切|深深|诚挚|衷心|由衷|非常|十分|深感|严重|极为|充分|热烈|一定|乐于)?的?"
    r"(?:遗憾|感谢|不满|关切|欢迎|反对|支持|赞赏|满意|祝贺|慰问|哀悼|歉意|理解|同意|谴责|抗议|关注|尊重|怀疑|担忧"
    r"|认可|肯定|敬意|异议|无异议|没有异议|不服|认罪|悔罪|悔意|愤怒|震惊|谢意|认同|道歉|赞同|失望|惊讶"
    r"|忏悔|后悔|钦佩|同情|乐观|悲观|担心|否认|反驳)[^，。；：]{0,8}(?=[，。；]|$)"
)


class Cue(NamedTuple):
    """A word that reports speech, ``start`` to ``end``; ``form`` as in the table."""

    start: int
    end: int
    verb: str
    form: str
    denied: bool


@cache
def _forms() -> dict[str, list[tuple[str, bool]]]:
    """Return the forms of each word, and whether it denies, as the table has them."""
    forms: dict[str, list[tuple[str, bool]]] = {}
    with _TABLE.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            for word in row["words"].split():
                forms.setdefault(word, []).append((row["form"], row["denied"] == "yes"))
    return forms


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(f"(?P<verb>{any_of(_forms())}){_TAIL}")


def cues(layout: Layout) -> list[Cue]:
    """Return the words that report speech, in order; none is quoted or in brackets."""
    found, at = [], 0
    while match := _pattern().search(layout.masked, at):
        cue = _cue(layout, match)
        found += [cue] if cue else []
        at = cue.end if cue else match.start() + 1
    return found


def _cue(layout: Layout, match: re.Match[str]) -> Cue | None:
    masked, verb, start = layout.masked, match["verb"], match.start()
    end = match.end("verb")
    if not _aligned(layout, start, end) or (verb in _NO_MORE and _NO_MORE[verb].match(masked, end)):
        return None
    ahead = masked[layout.sentence(start).start : start]
    form, denied = _forms()[verb][0]
    if form == "label":
        return Cue(start, end, verb, "charged" if ahead.endswith("被") else "label", False)
    if form in ("hearsay", "charged"):
        cue = Cue(start, end, verb, form, denied)
        if verb == "被控" and layout.is_offence(end):
            return None  # 被控诈骗罪: what is formally charged, and nobody's words
        return cue if form == "charged" or _introduces(layout, cue, ahead) else None
    named = any(n.end == start for n in layout.names_in(max(0, start - 40), start))
    if (_NO_START.search(ahead) and not named) or ahead.endswith("被"):
        return None
    return _active(layout, match, ahead)


def _introduces(layout: Layout, cue: Cue, ahead: str) -> bool:
    """Return whether words such as 据悉 begin their clause."""
    first = not ahead or ahead[-1] in _BREAK or ahead.endswith(("但", "另", "而", "又"))
    after = layout.masked[cue.end : cue.end + 1]
    return first and after != "的" and (after in "，：" or cue.verb not in ("经查", "据查"))


def _active(layout: Layout, match: re.Match[str], ahead: str) -> Cue | None:
    """Return a cue of what somebody says, in the first of its verb's forms that fits."""
    verb, tail = match["verb"], match["tail"] or ""
    start, end = match.start(), match.end("verb")
    noun = _NOUN_BEFORE.search(ahead) is not None
    first = not ahead or ahead[-1] in _BREAK
    noun = noun or (first and verb in _WRITINGS)
    if tail in ("说", "称", "道") and not _goes_on(tail, layout.masked, end + 1):
        # 法院的通报称, 报告称: the document says it.
        said_by_noun = noun and not ahead.endswith("据")
        return Cue(end if said_by_noun else start, match.end(), verb + tail, "clause", False)
    if noun and not first:
        return None
    end = match.end() if tail in ("了", "过", "到") else end
    forms = (Cue(start, end, verb, form, denied) for form, denied in _forms()[verb])
    return next((cue for cue in forms if _reports(layout, cue, tail)), None)


def _ends_in_verb(layout: Layout, cue: Cue) -> bool:
    """Return whether a clause, and no noun, follows 通报 after a name: 警方通报案件侦查终结."""
    named = any(n.end == cue.start for n in layout.names_in(max(0, cue.start - 40), cue.start))
    end = layout.clause_end(cue.end, layout.sentence(cue.start).end)
    words = layout.words_in(cue.end, end)
    noun = layout.masked[cue.end : cue.end + 1] in ("的", "了")
    return named and not noun and len(words) > 1 and words[-1].tag in ("v", "l", "i")


def _goes_on(word: str, text: str, end: int) -> bool:
    """Return whether a word is the beginning of another: 称为, 说明."""
    return word in _NO_MORE and _NO_MORE[word].match(text, end) is not None


def _reports(layout: Layout, cue: Cue, tail: str) -> bool:
    """Return whether what follows a verb is what its form needs."""
    rest = layout.masked[cue.end : layout.sentence(cue.start).end]
    marked = _MARK.match(rest) is not None
    match cue.form:
        case "deny" | "plead" | "confess":
            fits = not rest.startswith(("的", "者"))
        case "reject":
            fits = _REJECTED.match(rest) is not None or _against(layout, cue)
        case "quoted":
            fits = re.match(r"[：:，,]?[“\"]", rest) is not None
        case "self":
            fits = not marked and not re.match(r"为?[“\"]", rest) and has_verb(layout, cue)
        case "mark" | "shows":
            fits = marked and tail not in ("了", "过", "到")
            fits = fits or (cue.verb == "通报" and not tail and _ends_in_verb(layout, cue))
        case _:
            admits = cue.form == "admit"
            fits = (
                (admits or tail not in ("了", "过")) if marked else _has_clause(layout, cue, rest)
            )
    return fits


def _has_clause(layout: Layout, cue: Cue, rest: str) -> bool:
    """Return whether a clause follows a verb at once; or what is said stood before it."""
    if not rest or rest[0] in "。；;！":
        ahead = layout.masked[layout.sentence(cue.start).start : cue.start]
        return cue.form == "clause" and re.search("[，”]", ahead[-30:]) is not None
    if rest[0] in "的？所者、）" or (cue.verb == "表示" and _ATTITUDE.match(rest)):
        return False
    another_name = cue.verb == "称" and layout.masked[cue.start - 1] in "又也亦"
    return cue.form in ("admit", "tell") or (not another_name and has_verb(layout, cue))


def _against(layout: Layout, cue: Cue) -> bool:
    """Return whether what is rejected stands before its verb: 对有关说法加以驳斥."""
    ahead = layout.masked[layout.sentence(cue.start).start : cue.start]
    return _REJECTED_BEFORE.search(ahead) is not None


def has_verb(layout: Layout, cue: Cue) -> bool:
    """Return whether a clause follows a cue, and no mere noun (强调重要性).

    Some verbs take nothing else; else a verb shows it, or an adverb (对此毫不知情).
    """
    end = layout.clause_end(cue.end, layout.sentence(cue.start).end)
    if cue.verb.endswith("称") and cue.form == "clause":
        return end - cue.end > 2
    words = layout.words_in(cue.end, end)
    return any(w.tag in _PREDICATES or w.text in ("是", "系", "为", "被") for w in words)


def _aligned(layout: Layout, start: int, end: int) -> bool:
    """Return whether a verb is a word of its own, but for a pronoun or adverb before it (他称).

    Where a name ends or begins the words are parted, even if they were not found so.
    """
    first, last = layout.word_at(start), layout.word_at(end - 1)
    head = first.text[: start - first.start]
    rest = last.text[end - last.start :]
    names = layout.names_in(max(0, start - 16), min(len(layout.text), end + 16))
    free = not head or _PREFIX.fullmatch(head) or any(n.end == start for n in names)
    return bool(free) and (not rest or rest in _SUFFIXES or any(n.start == end for n in names))
