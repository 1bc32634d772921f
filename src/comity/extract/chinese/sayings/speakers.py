"""Who speaks: the words before a verb of saying that name its subject.

``speakers.csv`` beside this module is a table of words by kind, to be extended by hand: the nouns
for bodies, documents and people that can speak; ``rank``, what follows a name as its post;
``nobody``, nouns that end as those for people do and are none, or say too little alone;
``governs``, words whose noun is not the subject; ``adverb``, what may stand before the verb.
"""

import csv
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from comity.extract.chinese.sayings.layout import ASIDE, QUOTED, Layout
from comity.extract.chinese.script import Word, any_of
from comity.extract.finding import Name, Span


def _table() -> dict[str, list[str]]:
    """Return the words of each kind, as the table has them."""
    words: dict[str, list[str]] = {}
    with (Path(__file__).parent / "speakers.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            words.setdefault(row["kind"], []).extend(row["words"].split())
    return words


_WORDS = _table()
_PERSONAL = "他们 她们 他 她 其".split()
_PRONOUN = re.compile(
    r"他们|她们|我们|本人|对方|双方|他|她|我|此人|该人|二人|两人|三人|前者|后者"
    r"|(?<![尤与极及])其(?![中他它实余次间后])"
)
_NOUN = re.compile(any_of(_WORDS["body"] + _WORDS["document"] + _WORDS["person"] + _WORDS["rank"]))
_NOT_HUMAN = frozenset(_WORDS["nobody"])
_GOVERNS = frozenset(_WORDS["governs"])
_RANKS = frozenset(_WORDS["rank"])
_ADVERBS = re.compile(
    rf"(?:{any_of(_WORDS['adverb'])}|周[一二三四五六日天]|星期[一二三四五六日天]|[0-9]{{1,2}}日)*"
)
_HUMAN = re.compile(r".+(?:官|员|长|师|人|者|方|家|署|局|厅|院|委|媒|报|社|商|民|警|书|生|友|组)$")
DOCUMENTS = re.compile(
    r"(?:书|文件|报告|资料|数据|记录|通报|公告|声明|调查|结果|统计|材料|证据|档案|报道|消息|信息|文章|公报)$"
)
_NAME_TAGS = frozenset("n nr nrt nrfg nz ns ng zg a x q".split())
"""What jieba may take the parts of a name for that it does not know."""
_POST = re.compile("[官员长察任席理统记卿授警师]$")
_COMPOUND = frozenset("驻 的 副 兼 、 前 禁毒 缉毒 缉私 刑侦 侦查 执法 公诉 管制 管理 监察".split())
_BETWEEN = re.compile(r"(?:的|驻|兼|、|和|与|及|以及|或|暨|跟|同)+")
_JOINS = re.compile(r"[、和与及]|以及")
_PAPER = re.compile(r"(?<=《)[^《》\n]{2,14}(?:报|刊|志|网|论坛|电讯)(?=》)")
_OPENING = re.compile(r"^(?:一|这|该|那|另|多|两|三|几|[0-9]+|此|上述|有|某)?(?:名|位|个|些|家)?$")


class Speaker(NamedTuple):
    """Who may speak: the words; ``kind`` is that of a name, or ``noun`` or ``pronoun``."""

    start: int
    end: int
    kind: str


def before(layout: Layout, start: int, verb: int) -> Span | None:
    """Return the speaker in the clause from ``start`` to a verb: the words next to it, else first.

    Words that a preposition governs (向记者, 在警方) do not speak.
    """
    groups = _chains(layout, start, verb)
    for chain in reversed(groups):
        if _ADVERBS.fullmatch(_bare(layout, chain[-1].end, verb)) and not _governed(
            layout, start, chain[0], with_verbs=_is_document(layout, chain)
        ):
            return _said_by(layout, chain)
    if named := _unnamed(layout, start, groups, verb):
        return named
    free = (c for c in groups if not _governed(layout, start, c[0], with_verbs=True))
    return next((_said_by(layout, chain) for chain in free), None)


def unknown(layout: Layout, start: int, verb: int) -> Span | None:
    """Return all that a clause has before its verb, where that can only be a name."""
    words = layout.words_in(start, verb)
    while words and _ADVERBS.fullmatch(words[-1].text):
        words.pop()
    if not words or words[0].start < start or words[-1].end > verb:
        return None
    span = Span(words[0].start, words[-1].end)
    named = all(w.tag in _NAME_TAGS for w in words)
    short = re.fullmatch(r"[\u4e00-\u9fff·•]{2,8}", layout.masked[span.start : span.end])
    return span if named and short else None


def _unnamed(
    layout: Layout, start: int, groups: Sequence[Sequence[Speaker]], verb: int
) -> Span | None:
    """Return a name that was not found as one, between a body or a post and the verb."""
    last_one = groups[-1] if groups else []
    if not last_one or last_one[-1].kind == "pronoun":
        return None
    if _governed(layout, start, last_one[0], with_verbs=False):
        return None
    return unknown(layout, last_one[-1].end, verb)


def subject(layout: Layout, start: int, end: int) -> Span | None:
    """Return who is the subject of a clause: the first who is neither object nor governed."""
    for chain in _chains(layout, start, end):
        if not _governed(layout, start, chain[0], with_verbs=True):
            return _said_by(layout, chain)
    return None


def whole(layout: Layout, start: int, end: int) -> Span | None:
    """Return the speaker whose words fill a stretch of the text, as before a colon."""
    groups = _chains(layout, start, end)
    if len(groups) != 1 or _bare(layout, groups[0][-1].end, end).strip():
        return None
    lead = layout.masked[start : groups[0][0].start].strip()
    return _said_by(layout, groups[0]) if _OPENING.match(lead) else None


def last(layout: Layout, start: int, end: int) -> Span | None:
    """Return the last speaker in a stretch of the text."""
    groups = _chains(layout, start, end)
    return _said_by(layout, groups[-1]) if groups else None


def at(layout: Layout, start: int, end: int) -> Span | None:
    """Return the people or body that begins at ``start``, to whom something is said."""
    found = [c for c in _candidates(layout, start, end) if c.kind != "place"]
    first = next((c for c in found if _counts(layout.masked[start : c.start])), None)
    return Span(first.start, first.end) if first else None


def governed_by(layout: Layout, word: str, start: int, end: int) -> Span | None:
    """Return the people or body after a preposition: 对记者, 向法庭, 被检方."""
    found = None
    for match in re.finditer(word, layout.masked[start:end]):
        found = at(layout, start + match.end(), end) or found
    return found


def is_pronoun(words: str) -> bool:
    """Return whether words stand for somebody whom the text names elsewhere."""
    return words in _PERSONAL


def _counts(words: str) -> bool:
    return _OPENING.match(words) is not None


def _bare(layout: Layout, start: int, end: int) -> str:
    return re.sub(rf"[《》 {ASIDE}]", "", layout.masked[start:end])


def _candidates(layout: Layout, start: int, end: int) -> list[Speaker]:
    """Return what can speak in a clause, in order and without overlap."""
    names = [_of_name(n) for n in layout.names_in(start, end) if _is_sound(layout, n)]
    taken = {i for n in names for i in range(n.start, n.end)}
    others: list[Speaker] = []
    for match in _NOUN.finditer(layout.masked, start, end):
        ends = layout.masked[match.end() : match.end() + 1] not in tuple("官员")
        if ends and match.end() in (end, layout.word_at(match.end() - 1).end):
            others.append(Speaker(*match.span(), "noun"))
    for word in layout.words_in(start, end):
        if word.end <= end and _can_speak(word):
            others.append(Speaker(word.start, word.end, "noun"))
    for match in _PAPER.finditer(layout.masked, start, end):
        others.append(Speaker(*match.span(), "organisation"))
    for match in _PRONOUN.finditer(layout.masked, start, end):
        others.append(Speaker(*match.span(), "pronoun"))
    for other in sorted(others, key=lambda o: o.start - o.end):
        if not any(i in taken for i in range(other.start, other.end)):
            names.append(other)
            taken.update(range(other.start, other.end))
    return sorted(names)


def _of_name(name: Name) -> Speaker:
    return Speaker(name.start, name.end, name.kind)


def _is_sound(layout: Layout, name: Name) -> bool:
    """Return whether a place is one by jieba too: 联合 and 合作 are towns, and mostly are not."""
    if name.kind != "place":
        return True
    word = layout.word_at(name.start)
    return word.tag == "ns" and name.end - name.start < 8 and bool(name.country)


def _can_speak(word: Word) -> bool:
    if not word.tag.startswith("n") or word.text in _NOT_HUMAN or len(word.text) < 2:
        return False
    return _HUMAN.match(word.text) is not None


def _chains(layout: Layout, start: int, end: int) -> list[list[Speaker]]:
    """Return the candidates, those together that make up one phrase: body, post and person."""
    groups: list[list[Speaker]] = []
    for found in _candidates(layout, start, end):
        if groups and _joined(layout, groups[-1][-1], found):
            groups[-1].append(found)
        else:
            groups.append([found])
    return [g for g in groups if len(g) > 1 or g[0].kind != "place" or _is_state(layout, g[0], end)]


def _is_state(layout: Layout, place: Speaker, end: int) -> bool:
    """Return whether a place alone may speak, as a state does: it begins its clause."""
    return layout.masked[place.start - 1 : place.start] in ("", *"，。\n；：、”\u3000 ")


def _joined(layout: Layout, one: Speaker, other: Speaker) -> bool:
    between = _bare(layout, one.end, other.start)
    if not between or _BETWEEN.fullmatch(between):
        return one.kind != "pronoun" or other.kind == "noun" or between in "和与及"
    if len(between) > 12 or QUOTED in between or re.search(r"[在对向从被就引]", between):
        return False
    if other.kind == "person" and _POST.search(between) and "的" not in between:
        return True
    words = layout.words_in(one.end, other.start)
    return all(w.tag[0] in "nbjamqkh" or w.tag == "vn" or w.text in _COMPOUND for w in words)


def _governed(layout: Layout, start: int, found: Speaker, with_verbs: bool) -> bool:
    """Return whether a preposition stands before somebody, or a verb whose object they may be."""
    ahead = layout.words_in(start, found.start)
    while ahead and (ahead[-1].tag in ("m", "q", "b", "a") or _is_modifier(ahead[-1])):
        ahead.pop()
    if not ahead or ahead[-1].end <= start:
        return False
    word = ahead[-1]
    if word.text in _GOVERNS or (word.tag == "p" and word.text != "经"):
        return True
    if not with_verbs:
        return False
    verb = word.tag in ("v", "vd") and word.text not in ("经", "涉案", "涉毒", "有", "公诉", "时任")
    return verb and word.start > start


def _is_document(layout: Layout, chain: Sequence[Speaker]) -> bool:
    last_one = chain[-1]
    return last_one.kind == "noun" and (
        DOCUMENTS.search(layout.text[last_one.start : last_one.end]) is not None
    )


def _is_modifier(word: Word) -> bool:
    return word.text in (
        "该",
        "这",
        "那",
        "其",
        "某",
        "另",
        "这名",
        "该名",
        "一名",
        "上述",
        "有关",
    ) or (word.tag in ("n", "vn", "j", "nz") and not _can_speak(word))


def _said_by(layout: Layout, chain: Sequence[Speaker]) -> Span:
    """Return the words of a phrase that name the speaker: the name at its end, or the phrase."""
    if len(chain) > 1 and _is_post_after(layout, chain[-2], chain[-1]):
        chain = chain[:-1]
    end, final = chain[-1].end, chain[-1]
    first = final
    for one in reversed(chain[:-1]):
        between = _bare(layout, one.end, first.start)
        if final.kind in ("person", "organisation"):
            if one.kind == final.kind and _JOINS.fullmatch(between):
                first = one
                continue
            break
        if between and not _JOINS.fullmatch(between) and between != "的" and "驻" in between:
            break
        first = one
    if final.kind != "noun" or first is not final:
        return Span(first.start, end)
    start = first.start
    for word in reversed(layout.words_in(max(0, start - 12), start)):
        if word.end != start or not _extends(word) or layout.masked[word.start] in (ASIDE, QUOTED):
            break
        start = word.start
    return Span(start, end)


def _is_post_after(layout: Layout, one: Speaker, other: Speaker) -> bool:
    """Return whether a person's post follows the name: 张三警官; 张三律师 is another."""
    post = layout.text[other.start : other.end]
    return one.kind == "person" and one.end == other.start and post in _RANKS


def _extends(word: Word) -> bool:
    """Return whether a word belongs to the noun after it: 资深, 化学."""
    return word.tag in ("n", "b", "j", "vn", "nz", "ns") and re.fullmatch(
        r"[\u4e00-\u9fff]+", word.text
    ) is not None  # fmt: skip
