"""Phones, addresses, wallets, accounts, passports, identity cards, companies, vessels, parcels.

What has a check digit or checksum is given only where that is right; a number without one is
given only beside the word that says what it is. The rules:

- phone: ITU-T E.164, by the ``phonenumbers`` library; also North American numbers with a cue;
- wallet: Base58Check (Bitcoin, Litecoin, Dogecoin, Tron) and BIP 173 and 350 (``bc1``, ``ltc1``);
  an Ethereum address by its form alone;
- iban: ISO 13616, with the lengths of its registry; container: ISO 6346; vessel: IMO resolution
  A.1117(30); tracking: UPU S10, and UPS "1Z" numbers;
- idNumber: GB 11643 (mainland China), Hong Kong's with its digit in brackets; registrationNumber:
  GB 32100 (China's unified social credit code). ``papers`` has their checks.
"""

import re
from bisect import bisect
from collections.abc import Callable
from hashlib import sha256

from comity.extract.finding import Identifier
from comity.extract.values import papers

_IBAN_LENGTHS = {
    code: int(length)
    for length, codes in {
        "15": "NO", "16": "BE", "18": "DK FI FK FO GL NL SD", "19": "MK SI",
        "20": "AT BA EE KZ LT LU MN XK", "21": "CH HR LI LV",
        "22": "BG BH CR DE GB GE IE ME RS VA", "23": "AE GI IL IQ OM SO TL",
        "24": "AD CZ ES MD PK RO SA SE SK TN VG", "25": "LY PT ST", "26": "IS TR",
        "27": "BI DJ FR GR IT MC MR SM", "28": "AL AZ BY CY DO GT HN HU LB NI PL SV",
        "29": "BR EG PS QA UA", "30": "JO KW MU YE", "31": "MT SC", "32": "LC", "33": "RU",
    }.items()
    for code in codes.split()
}  # fmt: skip
_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BASE58_VERSIONS = frozenset((0x00, 0x05, 0x30, 0x32, 0x1E, 0x41))
"""The first byte of an address: Bitcoin (two), Litecoin (two), Dogecoin, Tron."""
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_BECH32_SUMS = (1, 0x2BC830A3)  # of BIP 173 and of BIP 350
_ISO6346 = dict(
    zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", (n for n in range(10, 39) if n % 11), strict=True)
)
"""The values of the letters, from 10 on; the multiples of 11 are left out."""
_S10_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)

_PHONE_CUE = re.compile(
    r"\b(?:(?:tele)?phones?|tel|mobile|cell|fax|call|hotline|helpline|whatsapp|wechat|text|dial"
    r"|contact)\b[^\n;!?]{0,30}$",
    re.IGNORECASE,
)
_AMERICAN = re.compile(r"(?:1[-. ])?\(?\d{3}\)?[-. ]{1,2}\d{3}[-. ]\d{4}")
_SEPARATORS = re.compile(r"[\s.()-]+")


def find(text: str) -> list[Identifier]:
    """Return them in the order of the text; none of them overlap.

    ``value`` has no blanks: a phone is "+" and digits, a vessel its seven digits (the span holds
    "IMO" too), the others are as written.
    """
    found: list[Identifier] = []
    for scheme, pattern, check in _KINDS:
        for m in pattern.finditer(text):
            start, end, value = check(m)
            at = bisect(found, (end,))
            if value and not (at and found[at - 1].end > start):
                found.insert(at, Identifier(start, end, scheme, value))
    return found


_Checked = tuple[int, int, str]
_NOTHING: _Checked = (0, 0, "")


def _email(m: re.Match[str]) -> _Checked:
    return *m.span(), m[0]


def _url(m: re.Match[str]) -> _Checked:
    address = m[0].rstrip(".,;:!?'’*")
    while address.endswith(")") and address.count(")") > address.count("("):
        address = address[:-1].rstrip(".,;:!?'’")
    return m.start(), m.start() + len(address), address


def _wallet(m: re.Match[str]) -> _Checked:
    address = m[0]
    good = address.startswith("0x") or (
        _bech32_holds(address) if address[:3].lower() in ("bc1", "ltc") else _base58_holds(address)
    )
    return (*m.span(), address) if good else _NOTHING


def _base58_holds(address: str) -> bool:
    """Check the last four of 25 bytes: the first four of the double SHA-256 of the others."""
    number = 0
    for letter in address:
        number = number * 58 + _BASE58.index(letter)
    if number >> 200:
        return False
    raw = number.to_bytes(25, "big")
    return raw[0] in _BASE58_VERSIONS and sha256(sha256(raw[:21]).digest()).digest()[:4] == raw[21:]


def _bech32_holds(address: str) -> bool:
    if address not in (address.lower(), address.upper()):
        return False
    prefix, data = address.lower().split("1", 1)
    values = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]
    values += [_BECH32.index(c) for c in data]
    sum_ = 1
    for value in values:
        top, sum_ = sum_ >> 25, (sum_ & 0x1FFFFFF) << 5 ^ value
        for i, generator in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            sum_ ^= generator if top >> i & 1 else 0
    return sum_ in _BECH32_SUMS


def _iban(m: re.Match[str]) -> _Checked:
    end = _after(m, _IBAN_LENGTHS.get(m[0][:2], 0))
    value = m.string[m.start() : end].replace(" ", "")
    if not end or not value.isascii() or not value.isalnum() or m.string[end : end + 1].isalnum():
        return _NOTHING
    digits = "".join(str(int(c, 36)) for c in value[4:] + value[:4])
    return (m.start(), end, value) if int(digits) % 97 == 1 else _NOTHING


def _after(m: re.Match[str], length: int) -> int:
    """Return where the account ends that begins here: ``length`` characters, blanks not counted."""
    seen = 0
    for at, letter in enumerate(m[0], m.start()):
        seen += letter != " "
        if seen == length:
            return at + 1
    return 0


def _container(m: re.Match[str]) -> _Checked:
    value = _SEPARATORS.sub("", m[0])
    total = sum((_ISO6346.get(c) or int(c)) << i for i, c in enumerate(value[:10]))
    return (*m.span(), value) if total % 11 % 10 == int(value[10]) else _NOTHING


def _vessel(m: re.Match[str]) -> _Checked:
    digits = m["value"]
    total = sum(int(d) * weight for d, weight in zip(digits[:6], range(7, 1, -1), strict=True))
    return (*m.span(), digits) if total % 10 == int(digits[6]) else _NOTHING


def _parcel(m: re.Match[str]) -> _Checked:
    value = m[0].replace(" ", "")
    total = sum(int(d) * w for d, w in zip(value[2:10], _S10_WEIGHTS, strict=True))
    check = {10: 0, 11: 5}.get(11 - total % 11, 11 - total % 11)
    return (*m.span(), value) if check == int(value[10]) else _NOTHING


def _ups(m: re.Match[str]) -> _Checked:
    value = m[0].replace(" ", "")
    digits = [int(c) if c.isdigit() else (ord(c) - 63) % 10 for c in value[2:]]
    total = sum(digits[:15:2]) + 2 * sum(digits[1:15:2])
    return (*m.span(), value) if -total % 10 == digits[15] else _NOTHING


def _chinese_id(m: re.Match[str]) -> _Checked:
    value = m[0].upper()
    return (*m.span(), value) if papers.is_chinese_id(value) else _NOTHING


def _hong_kong_id(m: re.Match[str]) -> _Checked:
    value = re.sub(r"[ ()]", "", m[0])
    return (*m.span(), value) if papers.is_hong_kong_id(value) else _NOTHING


def _chinese_company(m: re.Match[str]) -> _Checked:
    return (*m.span(), m[0]) if papers.is_chinese_company(m[0]) else _NOTHING


def _beside_its_word(m: re.Match[str]) -> _Checked:
    value = _SEPARATORS.sub("", m["value"])
    enough = sum(c.isdigit() for c in value) >= 6
    return (*m.span("value"), value) if enough else _NOTHING


def _phone(m: re.Match[str]) -> _Checked:
    import phonenumbers  # noqa: PLC0415  (0.1 s, and only texts with a phone need it)

    words, region = m[0], None
    if not words.startswith("+"):
        cue = _PHONE_CUE.search(m.string, max(0, m.start() - 60), m.start())
        american = _AMERICAN.fullmatch(words)
        if not cue and not (american and words.startswith("(")):
            return _NOTHING
        region = "US" if american else "CN"
    try:
        number = phonenumbers.parse(words, region)
    except phonenumbers.NumberParseException:
        return _NOTHING
    if not phonenumbers.is_valid_number(number):
        return _NOTHING
    return *m.span(), phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


_EDGE, _EDGE_AFTER = r"(?<![\w.+-])", r"(?![\w-])"
_PATH = r"[^\s<>\"“”‘\[\]{}|\u3000-\u303f\uff00-\uff65]"
"""What an address is made of: no blanks, quotes or brackets, no Chinese punctuation."""

_KINDS: list[tuple[str, re.Pattern[str], Callable[[re.Match[str]], _Checked]]] = [
    (
        "url",
        re.compile(
            rf"(?<![@\w.-])(?:(?:https?|ftp)://{_PATH}+|www\.[\w-]+\.{_PATH}+"
            rf"|[a-z2-7]{{16}}(?:[a-z2-7]{{40}})?\.onion\b(?:/{_PATH}*)?"
            rf"|(?:[a-z0-9-]{{1,63}}\.){{1,4}}(?:com|org|net|gov|edu|info|cn|uk|eu)/{_PATH}*)"
        ),
        _url,
    ),
    (
        "email",
        re.compile(
            rf"{_EDGE}[A-Za-z0-9._%+-]{{1,64}}@(?:[A-Za-z0-9-]{{1,63}}\.){{1,8}}[A-Za-z]{{2,24}}\b"
        ),
        _email,
    ),
    (
        "wallet",
        re.compile(
            rf"\b(?:0x[0-9a-fA-F]{{40}}|(?:bc1|BC1|ltc1|LTC1)[{_BECH32}{_BECH32.upper()}]{{11,71}}"
            rf"|[13LMDT][{_BASE58}]{{25,34}})\b"
        ),
        _wallet,
    ),
    ("iban", re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}"), _iban),
    ("idNumber", re.compile(rf"{_EDGE}[1-8]\d{{16}}[\dXx]{_EDGE_AFTER}"), _chinese_id),
    ("idNumber", re.compile(rf"{_EDGE}[A-Z]{{1,2}}\d{{6}} ?\([\dA]\)"), _hong_kong_id),
    (
        "registrationNumber",
        re.compile(
            rf"{_EDGE}(?:9[1-3]|[159][1-9](?=\d{{6,15}}[A-Z]))\d{{6}}[0-9A-HJ-NPQRTUWXY]{{10}}"
            rf"{_EDGE_AFTER}"
        ),
        _chinese_company,
    ),
    ("container", re.compile(rf"\b[A-Z]{{3}}[UJZ][ -]?\d{{6}}[ -]?\d{_EDGE_AFTER}"), _container),
    (
        "vessel",
        re.compile(r"\bIMO(?:\s+(?:[Nn]o\.?|[Nn]umber))?[\s:#-]*(?P<value>\d{7})\b"),
        _vessel,
    ),
    ("tracking", re.compile(r"\b[A-Z]{2} ?\d{3} ?\d{3} ?\d{3} ?[A-Z]{2}\b"), _parcel),
    ("tracking", re.compile(r"\b1Z(?: ?[0-9A-Z]){16}\b"), _ups),
    (
        "tracking",
        re.compile(
            r"\b(?:[Tt]racking|[Ww]aybill|[Cc]onsignment|AWB)"
            r"(?:\s+(?:no\.?|numbers?|code|ID|is|was))*\s*[:#(]?\s*"
            r"(?P<value>[A-Z0-9][A-Z0-9 -]{6,32}[A-Z0-9])\b"
        ),
        _beside_its_word,
    ),
    (
        "passport",
        re.compile(
            r"\b[Pp]assports?(?:\s+(?:[Nn]o\.?|[Nn]umbers?|[Nn]r\.?|is|was))*\s*[:#(]?\s*"
            r"(?P<value>[A-Z]{0,3} ?\d{6,9}[A-Z]?)\b"
        ),
        _beside_its_word,
    ),
    (
        "phone",
        re.compile(
            r"(?<![\w+.-])(?:\+\d(?:[ .()-]{0,2}\d){7,14}"
            r"|(?:1[-. ])?\(?\d{3}\)?[-. ]{1,2}\d{3}[-. ]\d{4}|1[3-9]\d{9})(?![\w-]|[.,]\d)"
        ),
        _phone,
    ),
]
