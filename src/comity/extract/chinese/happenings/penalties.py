"""Penalties in a Chinese text: what a court imposes, with all that it imposes together.

The kinds are those of the Criminal Law of the People's Republic of China, Articles 33 to 35 (main
and additional penalties) and 48 (a death sentence with a reprieve of two years), and what courts
elsewhere impose: imprisonment, caning, community service.
"""

import re
from collections.abc import Iterator

from comity.extract.finding import Span

_N = "(?:[0-9０-９]{1,4}|[零一二三四五六七八九十百两廿]{1,5}|数)"
_YEARS = rf"{_N}年(?:零|又|半|另)?(?:{_N}个?半?月)?(?:零?{_N}[日天])?"
_TIME = rf"(?:{_YEARS}|{_N}个?半?月(?:零?{_N}[日天])?|{_N}[日天周](?!元))"
_RANGE = rf"(?:{_TIME}|{_N})(?:[至到~—–-]{_TIME}|或{_TIME})?(?<=[年月日天周半])"
_LONG = rf"{_RANGE}(?:[、和及与]{_RANGE})*(?:不等)?"
_CURRENCY = (
    "美元|美金|欧元|港元|港币|新?台币|英镑|日[元圆]|澳元|加元|元|令吉|林吉特|泰铢|比索|卢比|卢布|韩元"
    "|先令|兰特|里拉|第纳尔|迪拉姆|奈拉|克朗|瑞士法郎|越南盾|里亚尔|坚戈|比特币"
)
_SUM = (
    rf"(?:各)?(?:人民币|新?台币|港币)?[0-9０-９.．,，零一二三四五六七八九十百千万亿两余多]{{0,20}}"
    rf"[0-9０-９零一二三四五六七八九十百千万亿两余多](?:{_CURRENCY})(?:人民币)?"
)
_SUM = rf"{_SUM}(?:[至到]{_SUM})?"
_ADDED = (
    r"缓期(?:[两二2]年)?执行(?:死刑)?|缓刑(?:" + _LONG + r")?|缓期(?:[两二2]年)"
    r"|剥夺政治权利(?:终身|" + _LONG + r")?|没收(?:其|违法)?(?:个人)?(?:全部|部分|所有)?财产"
    rf"(?:{_SUM})?|(?:罚金|罚款)(?:{_SUM})?|没收{_SUM}|驱逐出境|限制减刑|不得(?:减刑、)?假释"
    r"|立即执行|终身监禁"
)
_MAIN = (
    r"死刑(?!犯|案|复核|制度|政策|适用|问题)|死缓|无期徒刑"
    rf"|有期徒刑(?:{_LONG})?|拘役(?:{_LONG})?|管制{_LONG}"
    rf"|终身监禁|终身徒刑|(?:{_N}[次个]|多[次个])终身监禁|(?:监禁|监|囚禁|入狱|坐牢|坐监|囚){_LONG}"
    rf"|{_LONG}的?(?:有期徒刑|徒刑|监禁|刑期|牢狱|社会服务令)|绞刑|枪决|鞭刑(?:{_N}[下鞭])?"
    rf"|鞭打{_N}[下鞭]|鞭笞{_N}[下鞭]|社会服务(?:令)?{_N}小时|{_N}小时(?:的)?社[会区]服务(?:令)?"
    rf"|(?:罚金|罚款){_SUM}|没收(?:个人)?(?:全部|部分|所有)?财产(?:{_SUM})?"
    r"|剥夺政治权利(?:终身|" + _LONG + r")"
)
_JOINT = r"[，、]?(?:并|且|同时|另|和|以及|附加|合并|被|判处|[处科]以?|[，、])*"
_MORE = rf"(?:{_JOINT}(?:{_ADDED}))*"
PENALTY = re.compile(rf"(?<!废除)(?<!反对)(?<!取消)(?:{_MAIN}){_MORE}(?!以上|以下|的?最高刑)")
TERM = re.compile(rf"(?:{_LONG}|{_SUM}){_MORE}(?!以上|以下)")
"""Words that are a penalty only right after a verb such as 获刑: 四年, 六个月至二年."""

_BETWEEN = re.compile(r"(?:[了其处以刑为约逾共]|合共|超过|至少|将近|最少|长达)*")
_SAID = re.compile(
    r"维持|核准|执行|减为|减刑|改为|改判|裁定|宣告|宣布|驳回|判|获刑|决定|处以?$|并处|科|领刑|被处"
)
_GENERAL = re.compile(
    r"最高(?:可|刑|判|处)|可(?:被|能|以)?(?:判|处|并处)|可能|面临|应当|应(?:判|处)|法定刑|规定|量刑"
    r"|建议|请求|要求|是否|如果|一旦|[的之]者，?$|情节(?:特别)?(?:严重|较轻)的|，处$|呼吁|对判处|将被判|或被判"
)
_STOP = re.compile(r"[。；！？\n]")
_AND = re.compile("[、和及与]")


def find(simple: str, direct: list[Span]) -> list[Span]:
    """Return the penalties that a text in simplified characters says were imposed, in its order.

    ``direct`` are those that verbs of judgment impose (see ``events``). Others count where their
    sentence says that they were confirmed, changed or carried out: 维持, 核准, 执行.
    """
    found = list(direct)
    taken = {at for s in direct for at in range(s.start, s.end)}
    for m in PENALTY.finditer(simple):
        before = _STOP.split(simple[max(0, m.start() - 40) : m.start()])[-1]
        apart = taken.isdisjoint(range(*m.span()))
        if apart and _SAID.search(before) and not _GENERAL.search(before):
            found.append(Span(*m.span()))
    return sorted(found)


def possible(simple: str) -> list[Span]:
    """Return all words in a text that speak of a penalty, whether imposed or not."""
    return [Span(*m.span()) for m in PENALTY.finditer(simple)]


def after(simple: str, start: int, end: int, told: str, apart: bool = False) -> Iterator[Span]:
    """Yield the penalties between two places, the first of which follows the verb ``told``.

    A term or a sum alone (四年) is one where it follows a verb that needs no more. ``apart`` says
    that the terms of a list are each another's: 分别获刑7年和3年.
    """
    between = _BETWEEN.match(simple, start, end)
    at = between.end() if between else start
    term = TERM.match(simple, at, end)
    first = PENALTY.match(simple, at, end)
    if term and not first and _can_be_alone(told, term[0]):
        yield from _each(simple, term, apart)
        at = term.end()
    for m in PENALTY.finditer(simple, at, end):
        yield Span(*m.span())


def _each(simple: str, term: re.Match[str], apart: bool) -> Iterator[Span]:
    ends = [m.start() for m in _AND.finditer(term[0])] if apart else []
    at = 0
    for end in (*ends, len(term[0])):
        yield Span(term.start() + at, term.start() + end)
        at = end + 1


def _can_be_alone(told: str, words: str) -> bool:
    money = re.search(_CURRENCY, words) is not None
    return ("罚" in told) if money else told[-1] not in "罚处以"
