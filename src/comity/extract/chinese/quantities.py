"""Amounts of goods, sums of money and counted people in Chinese texts.

Weights are also given in grams: the market jin (斤) is 500 g and the liang (两) 50 g, as in
mainland China; the pound is 453.59237 g by definition (agreement of 1959). Currencies are ISO
4217, and BTC for bitcoin.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from comity.extract.chinese import numbers
from comity.extract.chinese.script import any_of
from comity.extract.finding import Group, Money, Quantity

_UNITS = {
    "公斤": ("kg", "1000"), "千克": ("kg", "1000"), "kg": ("kg", "1000"), "KG": ("kg", "1000"),
    "毫克": ("mg", "0.001"), "克": ("g", "1"), "公克": ("g", "1"), "g": ("g", "1"),
    "公吨": ("t", "1000000"), "公噸": ("t", "1000000"), "吨": ("t", "1000000"),
    "噸": ("t", "1000000"), "斤": ("斤", "500"), "市斤": ("斤", "500"), "磅": ("lb", "453.59237"),
    "毫升": ("ml", ""), "升": ("l", ""), "公升": ("l", ""),
}  # fmt: skip
_NOUNS = (
    "片 粒 颗 顆 瓶 袋 包 箱 支 件 个包裹 個包裹 件包裹 个邮包 個郵包 件邮包 件郵包"
    " 辆 輛 枚 根 盒 艘 桶 罐 株 棵 部 台 臺 张 張 把 块 塊 只 隻 枝 捆"
).split()
_LOOSE = frozenset("部 台 臺 张 張 把 块 塊 只 隻 根 枚".split())
"""Measure words that 一 makes no amount with: 一部法律, 一张网."""

_NO_GOODS = (
    r"(?![括含裝装庄围圍持撑援付事案队隊区區]"
    r"|(?<=[部台臺])[分委门門队隊长長下风風北中南湾灣商电電]"
    r"|(?<=[张張把块塊只隻根枚])[三四某是有要能在氏脸臉嘴地据據本头頭])"
)
"""What follows a measure word that counts no goods: 三部分, 两台湾人, 五只有."""

_CONTAINERS = "[货貨][柜櫃]|集[装裝]箱|行李箱|[纸紙木货貨]箱|背囊|背包|手提箱"
"""Goods that 个, which counts anything, is the measure word of."""
_DRUG = r"(?=的?(?:海洛因|冰毒|鸦片|鴉片|可卡因|大麻|毒品|氯胺酮|芬太尼))"
_BEFORE = rf"(?<![{numbers.NUMERALS}第])(?<![0-9０-９][.．,，])"

_AMOUNT = re.compile(
    rf"{_BEFORE}(?P<number>{numbers.BARE}|半(?=公斤|千克|公?[吨噸]|斤|磅|公?升))\s?"
    rf"(?:(?P<unit>{any_of(list(_UNITS))})(?![A-Za-z拉])|(?P<liang>[两兩]){_DRUG}"
    rf"|(?P<noun>{any_of(_NOUNS)}){_NO_GOODS}|(?P<one>[个個])(?={_CONTAINERS}))"
)
_NAMES = {
    "CNY": ["元人民币", "元人民幣", "人民币", "人民幣"],
    "USD": ["美元", "美金"], "HKD": ["港元", "港币", "港幣", "元港币", "元港幣"],
    "TWD": ["新台币", "新台幣", "新臺幣", "台币", "台幣", "元新台币", "元新台幣"],
    "EUR": ["欧元", "歐元"], "JPY": ["日元", "日圆", "日圓"], "GBP": ["英镑", "英鎊"],
    "AUD": ["澳元"], "CAD": ["加元", "加拿大元"], "CHF": ["瑞士法郎", "瑞郎"],
    "MYR": ["令吉", "林吉特", "马币", "馬幣"], "THB": ["泰铢", "泰銖"],
    "KRW": ["韩元", "韓元", "韩圆"], "SGD": ["新加坡元", "新币", "新幣", "坡币", "坡幣"],
    "VND": ["越南盾"], "IDR": ["印尼盾"], "RUB": ["卢布", "盧布"], "TRY": ["土耳其里拉"],
    "INR": ["印度卢比", "印度盧比"], "PKR": ["巴基斯坦卢比", "巴基斯坦盧比"],
    "PHP": ["菲律宾比索", "菲律賓比索"], "MXN": ["墨西哥比索"], "NGN": ["奈拉"],
    "MMK": ["缅元", "緬元", "缅币", "緬幣"], "MOP": ["澳门元", "澳門元", "澳门币", "澳門幣"],
    "NZD": ["新西兰元", "紐西蘭元", "纽元", "紐元"], "BRL": ["雷亚尔", "雷亞爾"],
    "AED": ["阿联酋迪拉姆"],
    "BTC": ["枚比特币", "枚比特幣", "个比特币", "個比特幣",
    "比特币", "比特幣"],
}  # fmt: skip
_CODES = {word: code for code, words in _NAMES.items() for word in words}
_SIGNS = {
    "US$": "USD", "HK$": "HKD", "NT$": "TWD", "¥": "CNY", "￥": "CNY", "€": "EUR", "£": "GBP",
}  # fmt: skip
_PREFIXES = {w: c for w, c in _CODES.items() if w[0] not in "元枚个個"} | _SIGNS
_MONEY = re.compile(
    rf"(?P<prefix>{any_of(list(_PREFIXES))})\s?(?P<sum>{numbers.BARE})(?:元|圆|圓)?"
    rf"|{_BEFORE}(?P<number>{numbers.BARE})\s?(?:(?P<name>{any_of(list(_CODES))})|(?P<yuan>元))"
)
_OTHER = re.compile(r"新?[台臺][币幣]|港[元币幣]|日[元圆圓]|新[台臺]幣")
_YEN = re.compile(r"日[元圆圓]|日本")
_PERSON = any_of(
    "人 男女 公民 死者 伤者 傷者 司机 司機 船员 船員 旅客 乘客 被告人 被告 犯罪嫌疑人 嫌疑人 "
    "嫌犯 罪犯 中国人 中國人 中国公民 中國公民 男子 女子 同伙 同夥 受害人 被害人 受害者 成员 "
    "成員 警察 民警 证人 證人 外国人 外國人 男性 女性 毒贩 毒販 "
    "毒枭 毒梟 主犯 从犯 從犯 涉案人员 涉案人員 美国人 美國人".split()
)
_NOUN = (
    "犯罪嫌疑人|嫌疑人|被告人|嫌犯|男子|女子|男女|成员|成員|公民|居民|工人|船员|船員|旅客"
    "|[运運卖賣毒参參组組害渡]者"
)
_KIND = r"(?:(?![的和与與及等被在向把将將是有为為来來])[\u4e00-\u9fff]){0,8}?"
_TAKEN = "被捕|被拘|被抓|被[判控扣押囚]|落[网網]|涉|遭|获刑|獲刑|受审|受審|认罪|認罪"
_TAKES = "逮捕|拘捕|起[诉訴]|抓[获獲]|通[缉緝]|检控|檢控"
"""Verbs beside the short words that headlines count people by: 兩漢被捕, 起訴3嫌."""
_GROUP = re.compile(
    rf"{_BEFORE}(?P<number>{numbers.BARE})(?:[名位个個](?:{_PERSON})|[名位]{_KIND}(?:{_NOUN})|人)"
    r"(?![民工均次类類体體口份])"
    rf"|(?:犯罪)?(?:嫌疑人|被告人|嫌犯)(?P<after>{numbers.BARE})[名人]"
    rf"|{_BEFORE}(?P<men>{numbers.BARE})男(?={numbers.BARE}女)|(?<=男)(?P<women>{numbers.BARE})女"
    rf"|{_BEFORE}(?P<short>{numbers.BARE})[汉漢嫌男女](?={_TAKEN})"
    rf"|(?<={_TAKES})(?P<held>{numbers.BARE})[汉漢嫌男女](?![疑犯人子性])"
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
        if not number or (m["number"] == "一" and m["noun"] in _LOOSE):
            continue
        other = m["noun"] or m["liang"] or m["one"]
        unit, factor = _UNITS[m["unit"]] if m["unit"] else (other, "")
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
    groups = ("number", "after", "men", "women", "short", "held")
    found = ((m, numbers.value(next(m[g] for g in groups if m[g]))) for m in _GROUP.finditer(text))
    return [Group(*m.span(), int(n)) for m, n in found if n and n == int(n)]
