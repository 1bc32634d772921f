"""Who is said to say what in a Chinese text.

Every word that reports speech (``verbs``) gets its speaker (``speakers``) and its content, which
goes up to the end of the sentence, or to where the next speaker begins. What 据 introduces, and a
name with a colon, are claims as well; a quotation that nobody is named for goes to who spoke last.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from comity.extract.chinese.sayings import speakers
from comity.extract.chinese.sayings.layout import QUOTED, Layout, Quote
from comity.extract.chinese.sayings.verbs import ASSERTION, Cue, cues, has_verb
from comity.extract.chinese.script import Word
from comity.extract.finding import Claim, Findings, Span

_SOURCE_VERB = (
    r"介绍|报道|通报|透露|称|说|所述|消息|说法|供述|供认|交代|证实|披露|公布|统计|判决书|起诉书|公诉书|起诉|裁定书"
    r"|公告|声明|报告|文件|资料|数据|调查|证词|诉状|通告|描述|回忆|分析|估计|估算|陈述|反映|讲述|记载|记录|了解|指控"
    r"|认定|援引|引述|爆料|文书|卷宗|材料"
)
_SOURCE = re.compile(
    rf"(?:^|(?<=[，,；;。“”：:\u3000\n但而又另]))(?:根据|依据|据)"
    rf"(?P<who>[^，,。；;：:“”\n]{{0,40}}?)(?P<verb>{_SOURCE_VERB})"
    r"(?P<said>[^，,。；;：:“”\n的]{0,6})(?P<mark>[，,：:]|(?=。)|(?<=[称说])(?=.))"
)
_DOCUMENT = re.compile(r"(?:判决书|起诉书|公诉书|裁定书|文件|证词|诉状|文书|卷宗|材料)$")
_SIBLING = re.compile(r"(?:但是|但|而|不过|然而|可是|却|与此同时|同时|另一方面|相反|反之)")
_ALSO = re.compile(r"(?:则|却|也|亦|还|又)")
_FALSE = re.compile(
    r"不实|不属实|毫无根据|没有根据|无根据|毫无依据|没有依据|纯属|子虚乌有|虚假|捏造|谣言|无中生有|荒谬|诬陷|抹黑|污蔑"
    r"|站不住脚|不符合事实|与事实不符|不是事实|并非事实|不真实|是假的|莫须有|栽赃"
)
_LABELS = re.compile(
    r"(?:记者|作者|编辑|来源|责编|责任编辑|摄影|原标题|时间|地点|出处|图|文|审校|校对|通讯员"
    r"|翻译|编译)"
)
_OBJECT = re.compile(
    r"(?:对于|对|就|将)(?P<what>[^，。；：]{2,40}?)"
    r"(?:均|都|予以|加以|表示|坚决|断然|全部|全盘|一概|一一|全面|明确|矢口|再次|多次|逐一|进行了?"
    r"|提出了?|作出|做出|并|始终|一直)*$"
)
_FOUND = frozenset("查明 认定 认为".split())
"""What a court says in one sentence, whatever others say in it."""

_CRIME = re.compile("(?:罪|罪名|罪行|指控|事实)$")
_LISTENER = re.compile(r"[\u4e00-\u9fff]{1,8}(?=[，：])")
_MANY = 50  # acts of speech; who spoke before as many others does not go on
_LEAD = " ，,：:、\u3000"
_TRAIL = " ，,。；;：:！!？?、\u3000\n"


class _Attribution(NamedTuple):
    """A cue with its speaker, and where its own words begin and end: from subject to verb.

    ``own`` says whether the speaker stands in its clause, ``audience`` to whom it is said.
    """

    cue: Cue
    speaker: Span | None
    start: int
    end: int
    own: bool
    audience: Span | None


def find(text: str, simple: str, words: Sequence[Word], found: Findings) -> list[Claim]:
    """Return the claims of a text in its order, outer ones before those within them.

    ``simple`` is the text in simplified characters, of the same length, and ``words`` are its
    words. Every span lies in the text, is not empty, and never holds all of its own speaker.
    """
    if len(text) != len(simple):
        raise ValueError("the simplified text must have the length of the text")
    layout = Layout(simple, words, found)
    made = _attributions(layout)
    claims: dict[tuple[int, int], Claim] = {}
    for number, attribution in enumerate(made):
        for claim in _claims(attribution, made[number + 1 : number + _MANY], layout):
            _keep(claim, claims, layout)
    for claim in (*_colons(layout, made), *_unattributed(layout, list(claims.values()))):
        _keep(claim, claims, layout)
    return _with_antecedents(sorted(claims.values(), key=lambda c: (c.start, -c.end)), layout)


def _keep(claim: Claim, claims: dict[tuple[int, int], Claim], layout: Layout) -> None:
    speaker = claim.speaker
    within = speaker is not None and claim.start <= speaker.start and speaker.end <= claim.end
    if not within and any(map(str.isalnum, layout.text[claim.start : claim.end])):
        claims.setdefault((claim.start, claim.end), claim)


def _attributions(layout: Layout) -> list[_Attribution]:
    """Return who speaks by which word, in order."""
    sources = list(_sources(layout))
    made: list[_Attribution] = []
    for cue in cues(layout):
        last = bisect_right(sources, cue.start, key=lambda s: s.start)
        past = sources[max(0, last - _MANY) : last]
        if any(cue.start < s.end for s in past):
            continue
        before = [s for s in (*made[-_MANY:], *past) if s.start <= cue.start]
        one = _attribution(layout, cue, sorted(before))
        if one is None:
            continue
        if made and not one.own and _continues(layout, made[-1], one):
            made.pop()  # 表示否认: one act of speech
        made.append(one)
    return sorted((*made, *sources), key=lambda a: a.start)


def _continues(layout: Layout, earlier: _Attribution, one: _Attribution) -> bool:
    between = layout.masked[earlier.end : one.cue.start]
    return (
        earlier.end <= one.cue.start and len(between) < 5 and not re.search(r"[，：“。]", between)
    )


def _sources(layout: Layout) -> Iterator[_Attribution]:
    """Yield those whom 据 or 根据 introduces: 据警方介绍, 根据起诉书."""
    for sentence in layout.sentences:
        for match in _SOURCE.finditer(layout.masked, *sentence):
            start = match.start()
            who = Span(match.start("who"), match.end("who"))
            if _DOCUMENT.search(match["verb"]) or not match["who"]:
                who = Span(who.start, match.end("verb"))
            speaker = speakers.last(layout, *who)
            if speaker is None:
                continue
            cue = Cue(match.start("verb"), match.end("said"), match["verb"], "source", False)
            to = _audience(layout, who.start, who.end)
            if to == speaker:
                speaker = speakers.before(layout, *who) or speaker
            yield _Attribution(cue, speaker, start, match.end(), True, to)


def _attribution(layout: Layout, cue: Cue, earlier: Sequence[_Attribution]) -> _Attribution | None:
    """Return a cue with its speaker; None where it can have none."""
    sentence = layout.sentence(cue.start)
    same = [a for a in earlier if a.start >= sentence.start]
    floor = max([sentence.start, *(a.end for a in same if a.end <= cue.start)])
    start = layout.clause_start(cue.start, floor)
    if cue.form in ("hearsay", "charged"):
        return _Attribution(cue, None, cue.start, cue.end, True, None)
    if by := _by(layout, start, cue):
        return _Attribution(cue, by, start, cue.end, True, None)
    speaker = speakers.before(layout, start, cue.start)
    if cue.form == "shows" and not (
        speaker and speakers.DOCUMENTS.search(layout.text[speaker.start : speaker.end])
    ):
        return None
    speaker = speaker or speakers.unknown(layout, start, cue.start)
    own = speaker is not None
    if speaker is None:
        speaker = _shared(layout, start, sentence, same, earlier)
    audience = _audience(layout, start, cue.start)
    end = cue.end
    if cue.form == "tell" or cue.verb == "警告":
        told = _told(layout, cue, sentence)
        audience, end = (told, told.end) if told and cue.form == "tell" else (audience, end)
    if audience == speaker:
        audience = None
    if speaker is None and cue.form in (
        "mark",
        "accuse",
        "self",
        "tell",
        "plead",
        "quoted",
        "label",
    ):
        return None if cue.verb != "查明" else _Attribution(cue, None, start, end, own, audience)
    return _Attribution(cue, speaker, start, end, own, audience)


def _told(layout: Layout, cue: Cue, sentence: Span) -> Span | None:
    """Return to whom something is told: who stands after 告诉, or the words up to a stop."""
    known = speakers.at(layout, cue.end, layout.clause_end(cue.end, sentence.end))
    short = _LISTENER.match(layout.masked, cue.end)
    return known or (Span(cue.end, short.end()) if short else None)


def _by(layout: Layout, start: int, cue: Cue) -> Span | None:
    """Return who accuses in the passive: 被检方指控."""
    if cue.form != "accuse" and cue.verb != "认定":
        return None
    at = layout.masked.rfind("被", start, cue.start)
    who = speakers.at(layout, at + 1, cue.start) if at >= 0 else None
    return who if who and who.end == cue.start else None


def _shared(
    layout: Layout,
    start: int,
    sentence: Span,
    same: Sequence[_Attribution],
    earlier: Sequence[_Attribution],
) -> Span | None:
    """Return the speaker who stands in an earlier clause, or spoke before."""
    spoke = [a for a in same if a.speaker]
    if spoke:
        return spoke[-1].speaker
    at = start
    while at > sentence.start:
        before = layout.clause_start(at - 1, sentence.start)
        if before < at - 1 and (found := speakers.subject(layout, before, at - 1)):
            return found
        at = before if before < at else at - 1
    paragraph = layout.paragraph(start)
    past = [a for a in earlier if a.speaker and a.start >= paragraph.start]
    return past[-1].speaker if past else None


def _audience(layout: Layout, start: int, end: int) -> Span | None:
    """Return the people or body to whom somebody speaks: 对记者说, 向法庭供述."""
    return speakers.governed_by(layout, "[向对]", start, end)


def _claims(one: _Attribution, later: Sequence[_Attribution], layout: Layout) -> Iterator[Claim]:
    sentence = layout.sentence(one.cue.start)
    for span in _contents(one, later, layout, sentence):
        content, direct = _bare(span, layout)
        if content.end <= content.start:
            continue
        denied = one.cue.denied or (not direct and _is_denial(layout.text[slice(*content)]))
        around = Span(min(sentence.start, content.start), max(sentence.end, content.end))
        yield Claim(*content, one.speaker, None, one.audience, denied, direct, around)


def _is_denial(content: str) -> bool:
    """Return whether content calls something false that was said: 有关指控毫无根据."""
    said = re.search(ASSERTION, content[:40])
    return said is not None and _FALSE.search(content, said.end()) is not None


def _contents(
    one: _Attribution, later: Sequence[_Attribution], layout: Layout, sentence: Span
) -> list[Span]:
    cue = one.cue
    if cue.form in ("deny", "reject", "confess"):
        return _denied(one, layout, sentence)
    if cue.form == "plead":
        return [Span(cue.end - 1, cue.end)]
    before = _quoted_before(one, layout, sentence)
    passive = cue.form == "charged" or layout.masked[one.start : cue.start].find("被") >= 0
    limited = cue.form in ("charged", "label") or (passive and cue.form == "accuse")
    limited = limited or _admits_noun(cue, layout, sentence)
    end = layout.clause_end(one.end, sentence.end) if limited else sentence.end
    stop = _next_speaker(one, later, layout, end)
    after = _after(one.end, stop or end, layout)
    if not before and not stop and after is None and cue.form != "charged":
        lead = Span(sentence.start, one.start)
        return [lead] if one.own and lead.end - lead.start > 5 else []
    return [*before, *([after] if after else [])]


def _admits_noun(cue: Cue, layout: Layout, sentence: Span) -> bool:
    """Return whether a noun is admitted, and no clause: 承认两项罪名."""
    if cue.form != "admit" or layout.masked[cue.end : cue.end + 1] in tuple("，,：:“"):
        return False
    clause = layout.masked[cue.end : layout.clause_end(cue.end, sentence.end)]
    return _CRIME.search(clause) is not None or not has_verb(layout, cue)


def _after(start: int, end: int, layout: Layout) -> Span | None:
    """Return what follows a verb; where that begins with a whole quotation, the quotation."""
    while start < end and layout.masked[start] in _LEAD + "\ue000":
        start += 1
    quote = layout.quote_at(start)
    if quote and layout.masked[quote.outer.end : quote.outer.end + 1] in tuple("，,；;。"):
        joined = _quotes_joined(quote, end, layout)
        return Span(quote.outer.start, joined)
    return Span(start, end) if start < end and layout.masked[start] not in _TRAIL else None


def _quotes_joined(quote: Quote, end: int, layout: Layout) -> int:
    """Return where the last quotation ends of those that follow at once: “…”，“…”."""
    at = quote.outer.end
    while following := layout.quote_at(at + 1):
        if layout.masked[at] not in "，,、；;" or following.outer.end > end:
            break
        at = following.outer.end
    return at


def _quoted_before(one: _Attribution, layout: Layout, sentence: Span) -> list[Span]:
    """Return the quotation before a speaker, if it begins the sentence: “……”，他说."""
    at = one.start
    while at > sentence.start and layout.masked[at - 1] in _LEAD:
        at -= 1
    quote = layout.quote_to(at)
    if quote is None or quote.end - quote.start < 4 or not one.own:
        return []
    lead = layout.masked[sentence.start : quote.outer.start]
    return [Span(*quote.outer)] if not lead.strip(_TRAIL + "”“" + QUOTED) else []


def _next_speaker(
    one: _Attribution, later: Sequence[_Attribution], layout: Layout, end: int
) -> int | None:
    """Return where somebody else begins to speak in the same sentence, or the same one goes on.

    Who speaks within what is said (甲说，乙承认……) does not end it.
    """
    for other in later:
        if other.start >= end:
            break
        if other.start < one.end:
            continue
        if other.cue.form == "charged":
            continue
        lead = layout.masked[other.start : other.cue.start]
        before = layout.masked[one.end : other.start].rstrip()
        if not before.strip(_LEAD):
            if not other.own and "，" in layout.masked[one.end : other.start + 1]:
                return other.start  # 驳斥，称……: said once
            continue
        turned = _SIBLING.match(lead) or before.endswith(("；", ";", "”，", "”,", "但", "而"))
        after = layout.masked[other.speaker.end : other.cue.start] if other.speaker else ""
        if (
            other.own
            and other.cue.form == "clause"
            and "；" in before
            and one.cue.verb not in _FOUND
        ):
            return one.end + before.rindex("；")
        if (not other.own and other.speaker == one.speaker) or turned or (
            other.own and _ALSO.match(after) and other.cue.form != "source"
        ):  # fmt: skip
            return other.start
    return None


def _denied(one: _Attribution, layout: Layout, sentence: Span) -> list[Span]:
    """Return what somebody denies or confesses: after the verb, or before it with 对."""
    cue = one.cue
    end = layout.clause_end(cue.end, sentence.end)
    quote = layout.quote_at(cue.end + 1) if layout.masked[cue.end : cue.end + 1] in "，：" else None
    if quote:
        return [Span(*quote.outer)]
    if layout.masked[cue.end : end].strip() and cue.form != "confess":
        return [Span(cue.end, end)]
    start = layout.clause_start(cue.start, sentence.start)
    what = _OBJECT.search(layout.masked[start : cue.start])
    if what is None and start - 1 > sentence.start:  # 对于有关指控，中方予以否认
        start, stop = layout.clause_start(start - 1, sentence.start), start - 1
        what = re.fullmatch("(?:对于|对|针对|就)(?P<what>.{2,40})", layout.masked[start:stop])
    if what and what["what"] not in ("此", "于此", "这些", "上述"):
        return [Span(start + what.start("what"), start + what.end("what"))]
    return []


def _bare(span: Span, layout: Layout) -> tuple[Span, bool]:
    """Return content without the stops around it, and whether all of it is quoted."""
    start, end = span
    while start < end and layout.masked[start] in _LEAD:
        start += 1
    while end > start and layout.masked[end - 1] in _TRAIL:
        end -= 1
    quote = layout.quote_at(start)
    if quote and quote.outer.end >= end:
        inner = layout.text[quote.start : quote.end].rstrip(_TRAIL)
        return Span(quote.start, quote.start + len(inner)), True
    return Span(start, end), False


def _colons(layout: Layout, made: Sequence[_Attribution]) -> Iterator[Claim]:
    """Yield what follows a speaker's name and a colon, as in headlines and interviews."""
    for sentence in layout.sentences:
        colon = re.compile("[：:]").search(layout.masked, *sentence)
        if colon is None or colon.start() - sentence.start > 30:
            continue
        at = bisect_left(made, sentence.start, key=lambda a: a.start)
        if at < len(made) and made[at].start <= colon.start():
            continue
        if _LABELS.match(layout.masked, sentence.start):
            continue
        speaker = speakers.whole(layout, sentence.start, colon.start())
        content, direct = _bare(Span(colon.end(), sentence.end), layout)
        words = layout.words_in(*content)
        if speaker and len(words) > 2 and (direct or any(w.tag == "v" for w in words)):
            yield Claim(*content, speaker, None, None, False, direct, sentence)


def _unattributed(layout: Layout, claims: Sequence[Claim]) -> Iterator[Claim]:
    """Yield the quotations that fill their sentence, as said by who spoke last in the paragraph."""
    ordered = sorted(claims, key=lambda c: c.start)
    for quote in layout.quotes:
        sentence = layout.sentence(quote.outer.start)
        rest = (
            layout.masked[sentence.start : quote.outer.start]
            + layout.masked[quote.outer.end : sentence.end]
        )
        if rest.strip(_TRAIL) or quote.end - quote.start < 6:
            continue
        last = bisect_right(ordered, quote.end, key=lambda c: c.start)
        near = ordered[max(0, last - _MANY) : last]
        if any(c.start < quote.end and quote.start < c.end for c in near):
            continue
        floor = layout.paragraph(quote.start).start
        spoke = [c for c in near if floor <= c.start and c.end <= quote.start and c.speaker]
        if spoke:
            content, direct = _bare(Span(*quote.outer), layout)
            yield spoke[-1]._replace(
                start=content.start, end=content.end, direct=direct, denied=False, sentence=sentence
            )


def _with_antecedents(claims: Sequence[Claim], layout: Layout) -> list[Claim]:
    """Return the claims, each pronoun that speaks with whom it most likely stands for."""
    done: list[Claim] = []
    for claim in sorted(claims, key=lambda c: (c.sentence.start, c.start)):
        done.append(claim._replace(antecedent=_antecedent(claim, done[-_MANY:], layout)))
    return sorted(done, key=lambda c: (c.start, -c.end))


def _antecedent(claim: Claim, earlier: Sequence[Claim], layout: Layout) -> Span | None:
    speaker = claim.speaker
    if speaker is None or not speakers.is_pronoun(layout.text[speaker.start : speaker.end]):
        return None
    here = layout.paragraph(speaker.start)
    spoke = [c for c in earlier if c.speaker and here.start <= c.speaker.start < speaker.start]
    if spoke:
        return spoke[-1].antecedent or (
            spoke[-1].speaker if not _is_same_pronoun(spoke[-1], layout) else None
        )
    sentence = layout.sentence(speaker.start)
    named = [n for n in layout.names_in(here.start, speaker.start) if n.kind == "person"]
    near = [n for n in named if n.start >= sentence.start] or named
    last = near[-1] if near and len({n.key for n in near}) == 1 else None
    return Span(last.start, last.end) if last else None


def _is_same_pronoun(claim: Claim, layout: Layout) -> bool:
    return claim.speaker is not None and speakers.is_pronoun(layout.text[slice(*claim.speaker)])
