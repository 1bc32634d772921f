"""Amounts of goods, sums of money and counted people in Chinese texts.

Weights are also given in grams: the market jin (斤) is 500 g and the liang (两) 50 g, as in
mainland China; the pound is 453.59237 g by definition (agreement of 1959). Currencies are ISO
4217, and BTC for bitcoin.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from comity.extract.chinese import numbers
from comity.extract.finding import Group, Money, Quantity

_UNITS = {
    "公斤": ("kg", "1000"), "千克": ("kg", "1000"), "kg": ("kg", "1000"), "KG": ("kg", "1000"),
    "毫克": ("mg", "0.001"), "克": ("g", "1"), "公克": ("g", "1"), "g": ("g", "1"),
    "公吨": ("t", "1000000"), "公噸": ("t", "1000000"), "吨": ("t", "1000000"),
    "噸": ("t", "1000000"), "斤": ("斤", "500"), "市斤": ("斤", "500"), "磅": ("lb", "453.59237"),
    "毫升": ("ml", ""), "升": ("l", ""), "公升": ("l", ""),
}  # fmt: skip
_NOUNS = "片 粒 颗 顆 瓶 袋 包 箱 支 件 个包裹 個包裹 件包裹 个邮包 個郵包 件邮包 件郵包".split()
_DRUG = r"(?=的?(?:海洛因|冰毒|鸦片|鴉片|可卡因|大麻|毒品|氯胺酮|芬太尼))"
_BEFORE = rf"(?<![{numbers.NUMERALS}第])(?<![0-9０-９][.．,，])"


def _any(words: list[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


_AMOUNT = re.compile(
    rf"{_BEFORE}(?P<number>{numbers.BARE}|半(?=公斤|千克|公?[吨噸]|斤|磅|公?升))\s?"
    rf"(?:(?P<unit>{_any(list(_UNITS))})(?![A-Za-z拉])|(?P<liang>[两兩]){_DRUG}"
    rf"|(?P<noun>{_any(_NOUNS)})(?![括含裝装庄围圍持撑援付事案队隊区區]))"
)
_NAMES = {
    "CNY": ["元人民币", "元人民幣", "人民币", "人民幣"],
    "USD": ["美元", "美金"], "HKD": ["港元", "港币", "港幣", "元港币", "元港幣"],
    "TWD": ["新台币", "新台幣", "新臺幣", "台币", "台幣", "元新台币", "元新台幣"],
    "EUR": ["欧元", "歐元"], "JPY": ["日元", "日圆", "日圓"], "GBP": ["英镑", "英鎊"],
    "AUD": ["澳元"], "CAD": ["加元"], "BTC": ["枚比特币", "枚比特幣", "个比特币", "個比特幣",
    "比特币", "比特幣"],
}  # fmt: skip
_CODES = {word: code for code, words in _NAMES.items() for word in words}
_SIGNS = {
    "US$": "USD", "HK$": "HKD", "NT$": "TWD", "¥": "CNY", "￥": "CNY", "€": "EUR", "£": "GBP",
}  # fmt: skip
_PREFIXES = {w: c for w, c in _CODES.items() if w[0] not in "元枚个個"} | _SIGNS
_MONEY = re.compile(
    rf"(?P<prefix>{_any(list(_PREFIXES))})\s?(?P<sum>{numbers.BARE})(?:元|圆|圓)?"
    rf"|{_BEFORE}(?P<number>{numbers.BARE})\s?(?:(?P<name>{_any(list(_CODES))})|(?P<yuan>元))"
)
_OTHER = re.compile(r"新?[台臺][币幣]|港[元币幣]|日[元圆圓]|新[台臺]幣")
_YEN = re.compile(r"日[元圆圓]|日本")
_PERSON = _any(
    "人 被告人 被告 犯罪嫌疑人 嫌疑人 嫌犯 罪犯 中国人 中國人 中国公民 中國公民 男子 女子 同伙 "
    "同夥 受害人 被害人 受害者 成员 成員 警察 民警 证人 證人 外国人 外國人 男性 女性 毒贩 毒販 "
    "毒枭 毒梟 主犯 从犯 從犯 涉案人员 涉案人員 美国人 美國人".split()
)
_NOUN = "犯罪嫌疑人|嫌疑人|被告人|嫌犯|男子|女子|成员|成員"
_KIND = r"(?:(?![的和与與及等被])[\u4e00-\u9fff]){0,8}?"
_GROUP = re.compile(
    rf"{_BEFORE}(?P<number>{numbers.BARE})(?:[名位个個](?:{_PERSON})|[名位]{_KIND}(?:{_NOUN})|人)"
    r"(?![民工均次类類体體口份])"
    rf"|(?:犯罪)?(?:嫌疑人|被告人|嫌犯)(?P<after>{numbers.BARE})[名人]"
)


def find(text: str) -> list[Quantity]:
    """Return the amounts of goods in the order of the text.

    The span goes from the number to the unit; ``unit`` is kg, g, mg, t, lb, l or ml, else the
    words as written. ``grams`` is given for weights.
    """
    return list(_amounts(text))


def _amounts(text: str) -> Iterator[Quantity]:
    for m in _AMOUNT.finditer(text):
        number = numbers.value(m["number"])
        if not number:
            continue
        unit, factor = _UNITS[m["unit"]] if m["unit"] else (m["noun"] or m["liang"], "")
        factor = "50" if m["liang"] else factor
        grams = numbers.plain(number * Decimal(factor)) if factor else ""
        yield Quantity(*m.span(), numbers.plain(number), unit, grams)


def find_money(text: str) -> list[Money]:
    """Return the sums of money in the order of the text, with the currency's name or sign.

    元 alone is CNY where the text names no other currency called so, ¥ where it is no yen.
    """
    return list(_sums(text))


def _sums(text: str) -> Iterator[Money]:
    other, yen = bool(_OTHER.search(text)), bool(_YEN.search(text))
    for m in _MONEY.finditer(text):
        number = numbers.value(m["number"] or m["sum"])
        unsure = other if m["yuan"] else yen if m["prefix"] in ("¥", "￥") else False
        if not number or unsure:
            continue
        code = "CNY" if m["yuan"] else _CODES[m["name"]] if m["name"] else _PREFIXES[m["prefix"]]
        yield Money(*m.span(), numbers.plain(number), code)


def find_counts(text: str) -> list[Group]:
    """Return the people who are counted and not named; from number to noun, or 嫌疑人18名."""
    found = ((m, numbers.value(m["number"] or m["after"])) for m in _GROUP.finditer(text))
    return [Group(*m.span(), int(n)) for m, n in found if n and n == int(n)]
