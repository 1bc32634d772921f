"""Amounts of goods and sums of money, normalised beside the words.

Weights are also given in grams, exactly: the avoirdupois pound is 453.59237 g by definition
(international yard and pound agreement of 1959; NIST Handbook 44, appendix C), the ounce a
sixteenth of it, and "ton" is read as the tonne of 1,000 kg, since news rarely says which ton it
means. Currencies are ISO 4217; coins that it does not list have the code of their market (BTC).
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from comity.extract.english.happenings import sorts
from comity.extract.english.values import numbers
from comity.extract.english.values.currencies import CODES, CURRENCIES, RUPEES, SHORT_SCALES, SIGNS
from comity.extract.finding import Money, Quantity

_MEASURES = {
    "kg": r"kgs?|kilos?|kilogram(?:me)?s?",
    "g": r"g|gms?|gram(?:me)?s?",
    "mg": r"mg|milligram(?:me)?s?",
    "t": r"(?:metric[ -]|short[ -])?ton(?:ne)?s?|t",
    "lb": r"lbs?\.?|pounds?",
    "oz": r"oz\.?|ounces?",
    "l": r"l|lit(?:re|er)s?",
    "ml": r"ml|millilit(?:re|er)s?",
    "gallons": r"gallons?",
}
_GRAMS = {
    "kg": Decimal(1000),
    "g": Decimal(1),
    "mg": Decimal("0.001"),
    "t": Decimal(1_000_000),
    "lb": Decimal("453.59237"),
    "oz": Decimal("28.349523125"),
}
_GOODS = frozenset(
    (
        "ampoules ampules antiquities artefacts artifacts artworks bales banknotes bombs idols "
        "bricks bullets capsules cartons cartridges cigarettes containers crates "
        "detonators diamonds doses drums explosives firearms grenades guns handguns horns "
        "lifejackets ingots kegs launchers manuscripts microdots missiles mortars packages packets "
        "paintings pallets pangolins parcels passports pelts pills pistols presses relics "
        "revolvers rifles rockets rounds sachets sacks sculptures seedlings shotguns "
        "silencers statues suppressors syringes tablets tortoises turtles tusks vials "
        "wafers weapons wraps"
    ).split()
)
_PROPERTY = frozenset(
    (
        "animals bags barrels bars birds boats books bottles boxes buses canisters "
        "carcasses cards cars carvings coins devices documents drones eggs flats handsets "
        "icons jars laptops licences licenses logs lorries machines magazines motorcycles "
        "objects phones pieces planes plants servers shells skins sticks suitcases tabs "
        "telephones trucks vans vases vehicles vessels watches yachts"
    ).split()
)
"""Goods whose names are common words: only in a sentence with one of ``_HANDLED``."""

_HANDLED = re.compile(
    r"\b(?:seiz|confiscat|recover|smuggl|traffick|contraband|stolen|forfeit|impound|hidden|conceal"
    r"|counterfeit|fake|intercept|found|discover|hid\b|loot|stole|theft|illegal|illicit|import|export"
    r"|shipp|deliver|transport|poach|cargo|return|haul|cache|detain|tanker|carrying|netted)",
    re.IGNORECASE,
)
_VAGUE = frozenset(
    """asset bar bitcoin cash charcoal cocaine contraband currency domain file fund good goods item
    land load luxury machine narcotics ndash one part proceeds product property round sample
    site spare substance supply technology""".split()
)
_PLURALS = frozenset(
    f"{w[:-1]}ies" if w.endswith("y") else f"{w}es" if w[-1] in "xsh" else f"{w}s"
    for w in (sorts.GOODS | sorts.CRAFT) - _VAGUE
)
_WORKS = frozenset(("chemical", "power", "manufacturing", "production", "nuclear", "processing"))
"""Before "plants", these make a factory of them."""
_BETWEEN = frozenset(("JJ", "JJR", "NN", "NNP", "VBN", "VBG", "HYPH", "CD", "POS"))
_NOUNS = frozenset(("NN", "NNS", "NNP", "NNPS"))


def _named(table: dict[str, str]) -> str:
    return "|".join(f"(?P<{name}>{words})" for name, words in table.items())


_ONE = {
    re.sub(r"(?<=x|s)es$|(?<=ch)es$|s$", "", re.sub("ies$", "ys", word)): word
    for word in _GOODS | _PROPERTY | _PLURALS
} | {"vase": "vases", "dose": "doses"}
_MEASURE = re.compile(rf"(?:\s+|-)?(?:{_named(_MEASURES)})(?![\w'’/])", re.IGNORECASE)
_ONE_OF = re.compile(
    r"(?<![\w-])(?<!half )(?<!quarter of )(?<!\d )an? "
    r"(?P<unit>(?:metric )?ton(?:ne)?|kilo(?:gram(?:me)?)?)(?= of\b)",
    re.IGNORECASE,
)
_OF_THE = re.compile(r" of (?:the|these|those|its|his|her|their) ")
_TALKS = re.compile(r"rounds\s+of\s+(?!\w*\s?ammunition|ammo|live)", re.IGNORECASE)
_SCALE = r"(?P<scale>(?:k|mn?|bn?|tn)\b|\s(?:mn|bn|tn)\b)?"
_SIGN = re.compile(
    rf"(?<![\w$€£])(?P<sign>{'|'.join(map(re.escape, sorted(SIGNS, key=len, reverse=True)))}|¥"
    rf"|(?:{'|'.join(CODES)})(?=\s?\d))\s?(?P<number>(?i:{numbers.BARE}{_SCALE}))"
    r"(?!\.\d{3}\b)(?!\s?[-–]\s?[\d.]+\s?(?i:million|billion|thousand|[mb]n?\b))"
)
_CURRENCY = re.compile(
    rf"{_SCALE}(?:\s+|-)(?:{_named(CURRENCIES)})\b"
    r"(?!\s+(?:address|wallet|atm|account|exchange|transaction|payment|mixer|miner|kiosk|note"
    r"|bill))",
    re.IGNORECASE,
)
_YEN = re.compile(r"\b(?:yen|Japan)", re.IGNORECASE)
_YUAN = re.compile(r"\b(?:yuan|renminbi|RMB|CNY|China|Chinese)\b")


def find(doc: Any) -> list[Quantity]:
    """Return the amounts of goods in the order of the text.

    The span goes from the number to the unit, with what stands between ("200 fentanyl pills");
    "more than" stays outside. ``unit`` is a key of the measures (kg, g, mg, t, lb, oz, l, ml,
    gallons), or else the noun in lower case.
    """
    text, found, end = doc.text, list[Quantity](), 0
    for number in numbers.scan(text):
        quantity = number.start >= end and (_weighed(text, number) or _counted(doc, text, number))
        if quantity:
            found.append(quantity)
            end = quantity.end
    held = {q.end for q in found}
    single = [_single(m) for m in _ONE_OF.finditer(text) if m.end("unit") not in held]
    return sorted(found + single) if single else found


def _single(m: re.Match[str]) -> Quantity:
    """Return the amount of "a ton of cocaine"."""
    unit = _MEASURE.fullmatch(m["unit"])
    name = unit.lastgroup if unit and unit.lastgroup else m["unit"]
    grams = numbers.plain(_GRAMS[name]) if name in _GRAMS else ""
    return Quantity(m.start(), m.end("unit"), "1", name, grams)


def _weighed(text: str, number: numbers.Number) -> Quantity | None:
    m = _MEASURE.match(text, number.end)
    unit = m.lastgroup if m else None
    if not (m and unit) or _CURRENCY.match(text, number.end):
        return None
    letter = m[0].strip(" -")
    if len(letter) == 1 and not (
        text[number.end - 1].isdigit() and (letter.islower() or unit == "l")
    ):
        return None
    grams = numbers.plain(number.value * _GRAMS[unit]) if unit in _GRAMS else ""
    return Quantity(number.start, m.end(), numbers.plain(number.value), unit, grams)


def _counted(doc: Any, text: str, number: numbers.Number) -> Quantity | None:
    first = numbers.token_at(doc, number.end)
    if first is None or not text[number.end : number.end + 1].isspace():
        return None
    of = _OF_THE.match(text, number.end)
    begin = first.i + (first.idx < number.end) + (2 if of else 0)  # "fifty of the boats"
    for token in doc[begin : begin + 8]:
        word = token.lower_
        plural = _ONE.get(word) if number.value == 1 else word
        if plural in _GOODS or (plural in _PROPERTY | _PLURALS and _handled(token, text)):
            if _is_goods(token, text):
                return Quantity(
                    number.start, token.idx + len(token), numbers.plain(number.value), word
                )
            return None
        joined = token.i and token.nbor(-1).text == "-"  # "surface-to-air missiles"
        if token.tag_ not in _BETWEEN and not token.is_space and not joined:
            return None
    return None


def _handled(token: Any, text: str) -> bool:
    """Say whether the sentence tells of goods that are seized, smuggled, found and the like."""
    return bool(_HANDLED.search(text, token.sent.start_char, token.sent.end_char))


def _is_goods(token: Any, text: str) -> bool:
    doc, i = token.doc, token.i
    if (i and doc[i - 1].lower_ in _WORKS) or _TALKS.match(text, token.idx):
        return False
    return i + 1 == len(doc) or doc[i + 1].tag_ not in _NOUNS


def find_money(doc: Any) -> list[Money]:
    """Return the sums of money in the order of the text, with the sign or name of the currency.

    A bare "$" is read as US dollars, and "¥" as the one currency of the two that the text
    speaks of; where it speaks of neither or both, the sum is left out.
    """
    text = doc.text
    signed = list(_signed(text))
    found, ends = list(signed), [s.end for s in signed]
    for number in numbers.scan(text):
        m = _CURRENCY.match(text, number.end)
        at = bisect_left(ends, number.end)
        if m and not (at < len(ends) and signed[at].start < number.end):
            scale = m["scale"]
            code = next(k for k, v in m.groupdict().items() if v and k != "scale")
            found.append(Money(number.start, m.end(), _value(number.value, scale), code))
    return sorted(found)


def _signed(text: str) -> Iterator[Money]:
    for m in _SIGN.finditer(text):
        sign, number, scale = m["sign"], m["number"], m["scale"] or ""
        code = _yuan_or_yen(text) if sign == "¥" else SIGNS.get(sign, sign)
        code = _whose_rupees(text) if code == "rupees" else code
        if code:
            value = numbers.value(number[: len(number) - len(scale)])
            yield Money(*m.span(), _value(value, scale), code)


def _value(number: Decimal, scale: str | None) -> str:
    return numbers.plain(number * SHORT_SCALES.get((scale or "").strip().lower(), 1))


def _whose_rupees(text: str) -> str:
    others = [] if "India" in text else [c for land, c in RUPEES.items() if land in text]
    return "INR" if not others else others[0] if len(others) == 1 else ""


def _yuan_or_yen(text: str) -> str:
    yen, yuan = _YEN.search(text), _YUAN.search(text)
    return "" if bool(yen) == bool(yuan) else "JPY" if yen else "CNY"
