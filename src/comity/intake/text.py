"""Bytes → text: encoding, canonical form, language."""

import codecs
import re
from functools import cache
from typing import Any

import charset_normalizer

from comity.intake.document import IntakeError, Limits, Marked

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Tried before all others: several of the Latin ones read the same bytes equally well.
_LIKELY = ["gb18030", "cp932", "big5", "cp949", "euc_jp", "cp1251", "cp1252"]
# What is written for it (left) is read as its superset, as browsers do: encoding.spec.whatwg.org
_SUPERSETS = {
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949",
    "iso8859-1": "cp1252", "ascii": "cp1252",
}  # fmt: skip
_SAMPLE = 1 << 16
_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
_BLANKS = {c: " " for c in (*range(32), 0x7F) if chr(c) not in "\t\n"}
_SURROGATES = re.compile("[\ud800-\udfff]")


def is_binary(sample: bytes) -> bool:
    """Whether the first bytes of a file are no text: more than 2 % of them are controls."""
    if sample.startswith(tuple(bom for bom, _ in _BOMS)):
        return False
    return len(_CONTROLS.findall(sample)) > max(2, len(sample) // 50)


def decode(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """The text of ``data`` in canonical form, and its encoding.

    A byte order mark decides; then UTF-8 if it fits (up to some broken characters), then the
    ``declared`` encoding, then the likeliest by charset_normalizer. Raises ``IntakeError`` if
    none fits.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return canonical(data.removeprefix(codecs.BOM_UTF8).decode(name, "replace")), name
    named = _codec(declared) or "utf-8"
    for encoding in (named, "utf-8") if data.isascii() else ("utf-8", named):
        try:
            return canonical(data.decode(encoding)), encoding
        except UnicodeError:
            continue
    text = data.decode("utf-8", "replace")
    # Of UTF-8 with some damage, nearly all bytes above 127 still form characters.
    if text.count("\ufffd") * 20 <= len(data) - len(text):
        return canonical(text), "utf-8"
    likely = _guess(data)
    return canonical(data.decode(likely, "replace")), likely


def canonical(text: str) -> str:
    """``text`` with ``\\n`` line ends, and controls (but tab) as spaces, lone surrogates as
    U+FFFD: it can be stored and shown anywhere."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if _SURROGATES.search(text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text.translate(_BLANKS)


def one_line(value: object) -> str:
    """``value`` as canonical text on one line, spaces single; empty for None."""
    return "" if value is None else " ".join(canonical(str(value)).split())


def located(value: object, text: str, within: int = 4000) -> Marked | None:
    """``value`` with its span among the first ``within`` characters of ``text``, if it is there;
    None if the value is empty."""
    line = one_line(value)
    at = text.find(line, 0, within)
    if not line:
        return None
    return Marked(line, at, at + len(line)) if at >= 0 else Marked(line)


def bounded(text: str, limits: Limits) -> str:
    """``text``, or ``IntakeError`` if it is longer than the limit."""
    if len(text) > limits.text_chars:
        raise too_long(limits)
    return text


def too_long(limits: Limits) -> IntakeError:
    """The error for a text beyond the limit."""
    return IntakeError(f"has more than {limits.text_chars:,} characters of text: split it")


def uncommented(source: str) -> str:
    """HTML without its comments, in linear time (patterns and html.parser take far longer on
    comments that do not end)."""
    head, *rest = source.split("<!--")
    return head + "".join(part.partition("-->")[2] for part in rest)


def language(text: str) -> str | None:
    """The ISO 639-3 code of the language of ``text``; None if too short or unsure.

    What is too short to be classified is Chinese if most of its letters are Han characters, and
    none are of the Japanese or the Korean script.
    """
    sample = re.sub(r"https?://\S+|[\d_]+", " ", text[:5000])
    letters = sum(c.isalpha() for c in sample)
    wide = sum("\u3040" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7af" for c in sample)
    by_script = (
        "zho" if 2 * len(_HAN.findall(sample)) > letters and not _OTHER.search(sample) else None
    )
    if letters + 3 * wide < 24:
        return by_script
    code, sure = _identifier().classify(sample)
    return _ISO_639_3.get(code) if sure >= 0.6 else by_script


_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U000323af]")
_OTHER = re.compile(r"[\u3041-\u3096\u30a1-\u30fa\uac00-\ud7af]")
"""Kana and Hangul."""


def _codec(declared: str | None) -> str | None:
    try:
        name = codecs.lookup((declared or "").strip(" \"'")).name
    except (LookupError, ValueError):
        return None
    if name.startswith(("utf-16", "utf-32")) or not _is_text(name):
        return None
    return _SUPERSETS.get(name, name)


def _is_text(name: str) -> bool:
    try:
        return isinstance(b"a".decode(name), str)
    except (LookupError, UnicodeError, ValueError):
        return False


def _guess(data: bytes) -> str:
    """The likeliest encoding, judged from around the first byte above 127."""
    first = next(re.finditer(rb"[\x80-\xff]", data)).start()
    start = data.rfind(b"\n", 0, first) + 1 if first > 1024 else 0
    sample = data[start : start + _SAMPLE]
    if len(data) > start + _SAMPLE:  # and no half of a character
        sample = sample[: sample.rfind(b"\n") + 1] or sample
    if found := _east_asian(sample):
        return found
    best = (
        charset_normalizer.from_bytes(sample, cp_isolation=_LIKELY).best()
        or charset_normalizer.from_bytes(sample).best()
    )
    if best is None or b"\0" in sample:
        raise IntakeError("is text in no encoding known here: save it as UTF-8")
    return _SUPERSETS.get(best.encoding, best.encoding)


# Where each has its signs and the characters that make up nearly all text: the Hangul of KS X 1001,
# the first levels of Big5 and of GB 2312, which are in the order of sound and hold what is common.
_COMMON = {
    "cp949": re.compile(rb"[\xa1-\xa3\xb0-\xc8][\xa1-\xfe]"),
    "big5": re.compile(rb"[\xa1-\xc6][\x40-\x7e\xa1-\xfe]"),
    "gb18030": re.compile(rb"[\xa1-\xa3\xb0-\xd7][\xa1-\xfe]"),
}
_NEARLY_ALL = 0.85
_PAIR = re.compile(rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]|[\x80-\xff]")
_RUN = re.compile(rb"(?:[\x81-\xfe][\x40-\x7e\x80-\xfe]){3}")
_KANA = re.compile(rb"[\xa4\xa5][\xa1-\xf6]")


def _east_asian(sample: bytes) -> str | None:
    """The Chinese or Korean encoding in which nearly all characters of a sample are common ones;
    None if there is none. What has kana is left to others, and so is what has bytes above 127 one
    by one before letters: Åke Åberg."""
    pairs = _PAIR.findall(sample)
    latin = not _RUN.search(sample) and 4 * sum(p[-1] > 0xA0 for p in pairs) < len(pairs)
    if len(pairs) < 3 or latin or 4 * sum(map(bool, map(_KANA.fullmatch, pairs))) > len(pairs):
        return None
    shares = {
        encoding: sum(map(bool, map(common.fullmatch, pairs))) / len(pairs)
        for encoding, common in _COMMON.items()
        if _reads(sample, encoding)
    }
    best = max(shares, key=lambda encoding: shares[encoding], default="")
    return best if shares.get(best, 0.0) >= _NEARLY_ALL else None


def _reads(sample: bytes, encoding: str) -> bool:
    try:
        sample.decode(encoding)
    except UnicodeError:
        return False
    return True


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415  (0.3 s)

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages({*_ISO_639_3, "zxx"} & set(identifier.labels))
    return identifier


# The languages told apart: iso639-3.sil.org. Left out are dialects, which would win by a hair over
# their languages; py3langid's "zxx" (no language) stays, and gives None.
_ISO_639_3 = dict(
    pair.split(":")
    for pair in """
    af:afr ba:bak fy:fry gd:gla ha:hau ig:ibo ln:lin om:orm sn:sna so:som st:sot tg:tgk tk:tuk
    tt:tat yo:yor am:amh an:arg ar:ara as:asm az:aze be:bel bg:bul bn:ben br:bre bs:bos ca:cat
    cs:ces cy:cym da:dan de:deu dz:dzo el:ell en:eng eo:epo es:spa et:est eu:eus fa:fas
    fi:fin fo:fao fr:fra ga:gle gl:glg gu:guj he:heb hi:hin hr:hrv ht:hat
    hu:hun hy:hye id:ind is:isl it:ita
    ja:jpn jv:jav ka:kat kk:kaz km:khm kn:kan ko:kor ku:kur ky:kir la:lat lb:ltz lo:lao lt:lit
    lv:lav mg:mlg mk:mkd ml:mal mn:mon mr:mar ms:msa mt:mlt my:mya nb:nob ne:nep nl:nld nn:nno
    no:nor oc:oci or:ori pa:pan pl:pol ps:pus pt:por qu:que ro:ron ru:rus rw:kin se:sme si:sin
    sk:slk sl:slv sq:sqi sr:srp sv:swe sw:swa ta:tam te:tel th:tha tl:tgl tr:tur ug:uig uk:ukr
    ur:urd uz:uzb vi:vie vo:vol wa:wln xh:xho zh:zho zu:zul
    """.split()
)
