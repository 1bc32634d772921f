"""People by name in a Chinese text: full names, names that a court has hidden, foreign ones.

A name begins with a surname. What jieba takes for a person is one; so is what stands in a list
after a word such as 被告人. 王某某 and 刘某甲 are names as courts publish them (Supreme People's
Court, rules on publishing judgments, Fa Shi [2016] No. 19, Article 8): who is meant is hidden,
and each counts for its own document only. A foreign name has a point: 奥斯汀·摩尔.
"""

import re
from collections.abc import Iterator, Sequence

from comity.extract.chinese.script import Word
from comity.extract.finding import Span, touches

_COMPOUND = (
    "欧阳 司马 上官 诸葛 司徒 东方 独孤 南宫 夏侯 皇甫 尉迟 公孙 慕容 令狐 宇文 长孙 司空 端木 呼延"
    " 轩辕 澹台 万俟 申屠 太史 淳于 赫连 钟离 闻人 东郭 西门 百里 拓跋"
).split()
_SINGLE = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程"
    "魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾"
    "龚邵万覃武钱戴严莫孔向常汤康易乔赖文兰葛洪殷安颜倪庞伍岳欧温鲁梅聂甘祝柯单阮房柴路辛焦俞"
    "耿游毕季鲍岑凌邢霍翟纪费盛牛尤苗成包骆齐关柳喻涂左宁管童莘裴项符车邬詹解仇盖区查缪冉卫滕"
    "屈臧卞舒阎景褚祁简刁娄宫仲饶牟靳柏敖蒙鄢窦苟褟占全木朴迟谷晏郜桂商涂隋米井麦匡应宿鞠羊裘"
)
SURNAME = f"(?:{'|'.join(_COMPOUND)}|[{_SINGLE}])"

_HIDDEN = re.compile(
    rf"{SURNAME}某(?:某{{1,2}}|[甲乙丙丁戊己庚辛一二三四五]|\d|(?P<shown>[\u4e00-\u9fff])(?P<end>[、，。；：）（]|$)"
    rf")?(?![公单地些种类日月年人市县区])"
)
_FULL = re.compile(rf"{SURNAME}[\u4e00-\u9fff]{{1,2}}")
_CUE = re.compile(
    r"(?:被告人|被告|嫌疑人|罪犯|主犯|从犯|毒贩|证人|被害人|男子|女子|记者|法官|检察官|律师|同伙|叫|名为)[：:]?$"
)
_PERSON_TAGS = frozenset(("nr", "nrfg", "nrt"))
_AND = ("、", "和", "与", "及")


def find(words: Sequence[Word], text: str) -> list[Span]:
    """Return where people are named in a text in simplified characters, in its order."""
    found = {*_foreign(words), *_hidden(text)}
    found |= {span for span in _full(words, text) if not touches(span, found)}
    names = {text[s.start : s.end] for s in found if "某" not in text[s.start : s.end]}
    for name in sorted((n for n in names if len(n) > 2), key=len, reverse=True):
        again = {Span(m.start(), m.end()) for m in re.finditer(re.escape(name), text)}
        found |= {span for span in again if not touches(span, found)}
    return sorted(found)


def _hidden(text: str) -> Iterator[Span]:
    """Yield names that a court has hidden, with what it shows of them: 陈某彬."""
    shown = {m[0][: -len(m["end"]) or None] for m in _HIDDEN.finditer(text) if m["shown"]}
    for m in _HIDDEN.finditer(text):
        end = m.start("shown") if m["shown"] else m.end()
        whole = text[m.start() : end + 1]
        yield Span(m.start(), end + 1 if whole in shown else end)


def _full(words: Sequence[Word], text: str) -> Iterator[Span]:
    listed = False
    for before, word in zip((None, *words), words, strict=False):
        follows = (
            before is not None
            and _CUE.search(text[max(0, word.start - 4) : word.start]) is not None
        )
        joined = before is not None and before.text in _AND and listed
        named = _FULL.fullmatch(word.text) is not None
        listed = named and (word.tag in _PERSON_TAGS or follows or joined)
        if listed:
            yield Span(word.start, word.end)
        elif word.text in _AND:
            listed = bool(before and _FULL.fullmatch(before.text) and before.tag in _PERSON_TAGS)


def _foreign(words: Sequence[Word]) -> Iterator[Span]:
    """Yield names written by their sound, their parts joined by points."""
    number = 1
    while number < len(words) - 1:
        if words[number].text not in "·•・‧" or not _han(words[number - 1].text):
            number += 1
            continue
        start, end = words[number - 1].start, number
        while end < len(words) - 1 and words[end].text in "·•・‧" and _han(words[end + 1].text):
            end += 2
        yield Span(start, words[end - 1].end)
        number = end + 1


def _han(text: str) -> bool:
    return re.fullmatch(r"[\u4e00-\u9fff]+", text) is not None
