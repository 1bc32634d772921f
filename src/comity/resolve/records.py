"""Files of people and companies → entities that can be compared, one at a time.

Two forms are read, whatever a file is called:

- FollowTheMoney entities as JSON, one a line or all in one array
  (https://followthemoney.tech/docs/: ``{"id", "schema", "properties": {name: [values]}}``);
- tables (CSV) whose first row names the columns, in English or Chinese or as FollowTheMoney
  names its properties. A cell may hold several values, with ``;`` between them. A row without
  an id, or with one that was before, is known by its line.

>>> entity({"id": "a", "schema": "Person", "properties": {"name": ["刘勇"], "gender": ["男"]}})[:3]
('a', 'Person', ('刘勇',))
"""

import csv
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple, TextIO

from comity.extract import place, simplified
from comity.model import ComityError
from comity.resolve.entity import Entity
from comity.resolve.names import schema_of

SCHEMATA = frozenset(
    "Person Group Organization Company PublicBody LegalEntity Thing Vessel Airplane Vehicle Address"
    " BankAccount CryptoWallet UserAccount Security Territory Substance".split()
)
"""The FollowTheMoney schemata that are compared; others link these or tell of them."""

_IDENTIFIERS = frozenset(
    "idNumber passportNumber socialSecurityNumber taxNumber vatCode registrationNumber uscCode"
    " innCode ogrnCode okpoCode leiCode dunsCode permId cikCode bvdId uniqueEntityId cageCode"
    " npiCode icijId wikidataId imoNumber mmsi callSign serialNumber licenseNumber swiftBic bic"
    " accountNumber iban isinCode publicKey phone email website identifier".split()
)  # kppCode and okvedCode, which many companies share, are left out
_FIELDS = {
    "aliases": ("alias", "previousName", "abbreviation"),  # weakAlias is too common
    "titles": ("position",),
    "births": ("birthDate", "incorporationDate", "buildDate"),
    "genders": ("gender",),
    "countries": ("nationality", "citizenship", "country", "jurisdiction", "mainCountry", "flag"),
    "places": ("address", "full", "city", "birthPlace"),
}
_PARTS = ("firstName", "secondName", "middleName", "fatherName", "lastName")
PROPERTIES = frozenset({"name", *_IDENTIFIERS, *(p for props in _FIELDS.values() for p in props)})
"""The FollowTheMoney properties that are compared."""

_COLUMNS = {
    "id": "id|entity id|record id|编号|序号",
    "schema": "schema|type|kind|entity type|类型|类别",
    "name": "name|full name|fullname|person name|company name|entity name|姓名|名称|名字|全名"
    "|中文名|公司名称|企业名称|单位名称",
    "firstName": "first name|given name|forename|名",
    "middleName": "middle name",
    "lastName": "last name|surname|family name|姓|姓氏",
    "alias": "alias|aliases|aka|also known as|other name|nickname|别名|曾用名|化名|绰号|又名"
    "|外文名|英文名",
    "birthDate": "birth date|date of birth|dob|born|birthday|birth year|出生日期|出生年月|生日",
    "incorporationDate": "incorporation date|founded|date of incorporation|成立日期|注册日期",
    "gender": "gender|sex|性别",
    "nationality": "nationality|citizenship|国籍",
    "country": "country|countries|jurisdiction|country of registration|flag|国家|国家地区|注册地",
    "idNumber": "id number|id no|identity number|identity card|id card|national id|身份证号"
    "|身份证|身份证号码|公民身份号码|证件号码|证件号",
    "passportNumber": "passport|passport no|passport number|护照号|护照|护照号码",
    "phone": "phone|telephone|tel|mobile|phone number|mobile number|电话|手机|手机号|手机号码"
    "|电话号码|联系电话",
    "email": "email|e mail|email address|邮箱|电子邮箱|电子邮件",
    "address": "address|residence|addresses|地址|住址|住所|户籍地址|注册地址|家庭住址",
    "position": "position|post|job title|occupation|role|职务|职位|职业",
    "registrationNumber": "registration number|registration no|reg no|company number"
    "|company no|注册号",
    "uscCode": "usc code|uscc|unified social credit code|统一社会信用代码|社会信用代码|信用代码",
    "imoNumber": "imo|imo number|imo no|imo号",
    "mmsi": "mmsi",
    "taxNumber": "tax number|tax id|tin|vat number|税号|纳税人识别号",
    "identifier": "identifiers|identifier",
    "website": "website|url|网址|网站",
}
_WORDS = {
    "Person": "person individual natural 个人 自然人 人 人员",
    "Company": "company corporation business 公司 企业 法人",
    "Organization": "organization organisation entity 机构 组织 单位 团体",
    "Vessel": "vessel ship boat 船 船舶 船只",
}
_OF_PEOPLE = ("birthDate", "gender", "passportNumber", "idNumber", *_PARTS)
_OF_COMPANIES = ("registrationNumber", "uscCode", "incorporationDate")
_GENDERS = {"m": "male", "male": "male", "man": "male", "男": "male", "男性": "male",
            "f": "female", "female": "female", "woman": "female", "女": "female",
            "女性": "female"}  # fmt: skip

_BLOCK = 1 << 16  # characters read at once
_LONGEST = 1 << 24  # characters of one record: more is no record
_LINES = 100  # of one row of a table: more is an open quotation mark
_TOLD = 3  # mistakes that are told in full
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U000323af]+")
_ASCII = re.compile("[\0-\x7f]+")
_SURROGATE = re.compile("[\ud800-\udfff]")


class Mistake(NamedTuple):
    """What could not be read: the line (or in an array the number of the entity), and why."""

    line: int
    why: str


class Records:
    """The entities of one file, read anew each time that they are gone through.

    Attributes:
        path: the file. count: entities read. bad: how many lines or rows could not be read;
        mistakes: the first of them. left_out: how many entities there were of each schema that
        is not compared. All four are of the last time that the file was read.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._clear()

    def _clear(self) -> None:
        self.count = self.bad = 0
        self.mistakes: list[Mistake] = []
        self.left_out: Counter[str] = Counter()

    def __iter__(self) -> Iterator[Entity]:
        """Yield the entities.

        Raises:
            ComityError: the file cannot be read, or nothing in it can be used.
        """
        self._clear()
        try:
            for found in self._read():
                self.count += 1
                yield found
        except OSError as error:
            raise ComityError(f"{self.path} cannot be read: {error.strerror}.") from None
        except UnicodeError:  # UTF-16 that is cut: where it goes on is not known
            raise ComityError(f"{self.path} is broken as UTF-16: save it as UTF-8.") from None
        if not self.count:
            raise ComityError(self._nothing())

    def told(self) -> list[str]:
        """Return sentences on what was not read, for the person who gave the file."""
        said = []
        if self.bad:
            first = "; ".join(f"line {m.line}: {m.why}" for m in self.mistakes)
            more = "; …" if self.bad > len(self.mistakes) else ""
            said.append(f"{self.path.name}: {self.bad:,} could not be read ({first}{more})")
        if self.left_out:
            kinds = ", ".join(f"{kind} {n:,}" for kind, n in self.left_out.most_common(5))
            said.append(f"{self.path.name}: left out, as they are not compared: {kinds}")
        return said

    def _nothing(self) -> str:
        why = f" {' '.join(one + '.' for one in self.told())}" if self.told() else " It is empty."
        return (
            f"{self.path} has nothing that can be compared.{why} Give FollowTheMoney entities as "
            "JSON lines, or a CSV table whose first row names its columns: name, alias, birth "
            "date, nationality, id number …"
        )

    def _read(self) -> Iterator[Entity]:
        with self.path.open(
            encoding=_encoding(self.path), errors="surrogateescape", newline=""
        ) as file:
            start = _first(file)
            file.seek(0)
            if start == "[":
                yield from self._entities(self._array(file))
            elif start == "{":
                yield from self._entities(self._lines(file))
            else:
                yield from self._table(file)

    def _wrong(self, line: int, why: str) -> None:
        self.bad += 1
        if len(self.mistakes) < _TOLD:
            self.mistakes.append(Mistake(line, why))

    def _entities(self, found: Iterable[tuple[int, Any]]) -> Iterator[Entity]:
        for line, record in found:
            why = _fault(record)
            if why:
                self._wrong(line, why)
            elif record["schema"] not in SCHEMATA:
                self.left_out[_text(record["schema"])[:40]] += 1
            else:
                yield entity(record)

    def _lines(self, file: TextIO) -> Iterator[tuple[int, Any]]:
        number = 0
        while line := file.readline(_LONGEST):
            number += 1
            whole = line
            while len(whole) == _LONGEST and not whole.endswith("\n"):
                whole = file.readline(_LONGEST)  # the rest of what is too long
            if not line.strip():
                continue
            if whole is not line:
                self._wrong(number, "longer than any record")
            elif _SURROGATE.search(line):
                self._wrong(number, "in no encoding known here: save it as UTF-8")
            else:
                try:
                    yield number, json.loads(line)
                except (ValueError, RecursionError):
                    self._wrong(number, "not JSON")

    def _array(self, file: TextIO) -> Iterator[tuple[int, Any]]:
        """Yield the items of one array, of which no more than one is held at a time."""
        decoder, number = json.JSONDecoder(), 0
        text = _after(file.read(_BLOCK), "[")
        while True:
            text = text.lstrip(" \t\r\n,")
            if text.startswith("]"):
                return
            try:
                item, end = decoder.raw_decode(text)
            except (ValueError, RecursionError):
                more = file.read(max(_BLOCK, len(text))) if len(text) < _LONGEST else ""
                if not more:
                    self._wrong(number + 1, "not JSON from here on; what comes before was read")
                    return
                text += more
                continue
            number += 1
            yield number, item
            text = text[end:]

    def _table(self, file: TextIO) -> Iterator[Entity]:
        head, before = file.readline(_BLOCK), 1
        while head and not head.strip("\ufeff \t\r\n,;|"):
            head, before = file.readline(_BLOCK), before + 1
        mark, columns = _header(head)
        if not {*columns} - {"", "id", "schema"}:
            if head:
                self._wrong(before, f"no column has a known name: {_text(head)[:80]}")
            return
        reader = csv.reader(file, delimiter=mark)
        seen: set[int] = set()
        while True:
            line = reader.line_num + before + 1  # where the row begins
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                self._wrong(line, f"not CSV ({error})")
                continue
            if not any(cell.strip() for cell in row):
                continue
            if (last := reader.line_num + before) > line + _LINES:
                self._wrong(line, f"a quotation mark is not closed; lost up to line {last}")
                continue
            if any(_SURROGATE.search(cell) for cell in row):
                self._wrong(line, "in no encoding known here: save it as UTF-8")
                continue
            record = _record(columns, row, line)
            if (
                known := hash(record["id"])
            ) in seen:  # a column of another's number, such as a case
                record["id"] += f" (row {line})"
            seen.add(known)
            if record["properties"]:
                yield from self._entities([(line, record)])
            else:
                self._wrong(line, "no known column is filled")


def entity(record: Mapping[str, Any]) -> Entity:
    """Return a FollowTheMoney entity as it is compared; what is of no use is left out.

    Args:
        record: ``{"id", "schema", "properties"}``; a property has a list of texts, or one text.
    """
    given = record.get("properties")
    props = given if isinstance(given, Mapping) else {}
    values = {prop: _values(found) for prop, found in props.items()}

    def of(field: str) -> list[str]:
        return [v for prop in _FIELDS[field] for v in values.get(prop, ())]

    schema = str(record.get("schema", ""))
    names = values.get("name") or _composed(values) or _values(record.get("caption"))
    if schema == "Address" and not names:
        names = values.get("full") or []
    return Entity(
        id=_text(record.get("id", "")),
        schema=schema,
        names=_unique(names),
        aliases=_unique(of("aliases")),
        titles=_unique(of("titles")),
        identifiers=_unique(
            (p, v) for p in sorted(_IDENTIFIERS & values.keys()) for v in values[p]
        ),
        births=_unique(filter(None, map(day, of("births")))),
        genders=_unique(filter(None, (_GENDERS.get(v.casefold()) for v in of("genders")))),
        countries=_unique(filter(None, map(country, of("countries")))),
        places=_unique(of("places")),
    )


@lru_cache(maxsize=20_000)
def country(written: str) -> str:
    """Return the ISO 3166 code, in lower case, of a country by its code, name or people in English
    or Chinese; empty for what is none. A part of a country gives the country.

    >>> country("中国籍"), country("Chinese"), country("US-CA"), country("Atlantis")
    ('cn', 'cn', 'us', '')
    """
    from rigour.territories import lookup_territory  # noqa: PLC0415  (reads its tables, 1 s)

    plain = simplified(_text(written))
    for way in (plain, re.sub(r"(?<=..)(?:国籍|籍|人)$", "", plain)):
        found = lookup_territory(way) or lookup_territory(place(way))
        if found is not None:
            return str(found.ftm_country or found.code)[:2]
    return ""


@lru_cache(maxsize=50_000)
def day(written: str) -> str:
    """Return a date as ISO 8601, as precise as it surely is; empty for what is none.

    Of 05/03/1980 only the year is sure, as some write the day first and others the month.

    >>> day("1980年5月3日"), day("19800503"), day("3.5.1980"), day("05/03/1980"), day("1980-05")
    ('1980-05-03', '1980-05-03', '1980-05-03', '1980', '1980-05')
    """
    plain = unicodedata.normalize("NFKC", written).strip()
    if found := re.match(r"(\d{4})(\d\d)(\d\d)$", plain):
        return _iso(*found.groups())
    pattern = r"(\d{4})(?:\s*[-/.年]\s*(\d{1,2})(?:\s*[-/.月]\s*(\d{1,2}))?)?(?=\D|$)"
    if found := re.match(pattern, plain):
        return _iso(*found.groups())
    if found := re.match(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?=\D|$)", plain):
        one, mark, two, year = found.groups()
        if mark == "." or int(one) > 12 or one == two:
            return _iso(year, two, one)
        return _iso(year, one, two) if int(two) > 12 else _iso(year)
    return ""


def _iso(year: str, month: str | None = None, of_month: str | None = None) -> str:
    """Return what of a date is possible: 1980-00-00, as some write, is 1980."""
    try:
        whole = date(int(year), int(month or 1), int(of_month or 1)).isoformat()
    except ValueError:
        return _iso(year, month) if of_month else _iso(year) if month else ""
    return whole if of_month else whole[:7] if month else whole[:4]


def _fault(record: Any) -> str:
    """Return why a record is no entity; empty if it is one."""
    if not isinstance(record, dict) or not isinstance(record.get("properties"), dict):
        return "no FollowTheMoney entity: it has no properties"
    if not isinstance(record.get("schema"), str) or not record["schema"]:
        return "no FollowTheMoney entity: it has no schema"
    if not isinstance(record.get("id"), str | int) or not str(record["id"]).strip():
        return "no FollowTheMoney entity: it has no id"
    return ""


def _composed(values: Mapping[str, list[str]]) -> list[str]:
    """Return the full name that the parts of a name make, in the order of its script."""
    parts = [values[part][0] for part in _PARTS if values.get(part)]
    if len(parts) == 2 and all(_HAN.fullmatch(p) for p in parts):
        return [parts[1] + parts[0]]
    return [" ".join(parts)] if parts else []


def _values(found: Any) -> list[str]:
    texts = found if isinstance(found, list) else [found]
    return [t for t in (_text(v) for v in texts if isinstance(v, str | int)) if t]


def _text(value: object) -> str:
    """Return a value on one line, as it can be stored and shown anywhere."""
    return " ".join(_SURROGATE.sub("\ufffd", str(value)).replace("\0", " ").split())


def _unique(found: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(found))


def _encoding(path: Path) -> str:
    """Return UTF-8, or GB18030 if all of a file is that and not UTF-8, or as its mark says."""
    with path.open("rb") as file:
        start = file.read(2)
    if start in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    if _wide(path, "utf-8") is not None:
        return "utf-8-sig"
    # Other one-byte encodings often read as GB18030 too, but as rare characters: of Chinese text
    # most are in GB 2312, the common ones.
    wide, common = _wide(path, "gb18030") or (0, 0)
    return "gb18030" if 2 * common > wide else "utf-8-sig"


def _wide(path: Path, encoding: str) -> tuple[int, int] | None:
    """Return how many characters of a file are beyond ASCII in an encoding, and how many of them
    are in GB 2312; None if the file is not in that encoding."""
    wide = common = 0
    try:
        with path.open(encoding=encoding) as file:
            while text := file.read(_BLOCK):
                beyond = _ASCII.sub("", text) if encoding == "gb18030" else ""
                wide += len(beyond)
                common += len(beyond.encode("gb2312", "ignore")) // 2
    except UnicodeError:
        return None
    return wide, common


def _first(file: TextIO) -> str:
    """Return the first character that is no space."""
    while text := file.read(_BLOCK):
        if plain := text.lstrip("\ufeff \t\r\n"):
            return plain[0]
    return ""


def _after(text: str, mark: str) -> str:
    return text.partition(mark)[2]


def _header(head: str) -> tuple[str, list[str]]:
    """Return what parts the cells of a table, and the property of each column, empty if unknown."""
    found = []
    for mark in ",;\t|":
        try:
            row = next(csv.reader([head], delimiter=mark), [])
        except csv.Error:
            continue
        found.append((mark, [_property(cell) for cell in row]))
    return max(found, key=lambda one: sum(map(bool, one[1])), default=(",", []))


def _property(cell: str) -> str:
    return _properties().get(_plain(cell), "")


@lru_cache(maxsize=1)
def _properties() -> dict[str, str]:
    """Return the names of columns, without case and spaces, → property."""
    known = {*PROPERTIES, *_PARTS}
    named = {_plain(prop): prop for prop in known}
    return named | {_plain(w): p for p, words in _COLUMNS.items() for w in words.split("|")}


def _plain(cell: str) -> str:
    """Return a column's name without case, spaces, marks and what stands in brackets."""
    text = simplified(unicodedata.normalize("NFKC", _text(cell))).casefold()
    return re.sub(r"[\W_]", "", re.sub(r"\(.*?\)", "", text))


def _record(columns: list[str], row: list[str], line: int) -> dict[str, Any]:
    """Return a row of a table as a FollowTheMoney entity."""
    values: dict[str, list[str]] = {}
    for prop, cell in zip(columns, row, strict=False):
        parts = [part.strip() for part in ([cell] if prop == "id" else re.split("[;；]", cell))]
        if prop and (given := [part for part in parts if part]):
            values.setdefault(prop, []).extend(given)
    name = values.pop("id", [""])[0] or f"row {line}"
    kind = values.pop("schema", [""])[0]
    schema = _schema(kind) or _guessed(values)
    return {"id": name, "schema": schema, "properties": values}


@lru_cache(maxsize=1000)
def _schema(kind: str) -> str:
    """Return the schema that a cell names, by FollowTheMoney's word or a usual one; empty if it
    names none."""
    plain = kind.casefold()
    named = next((s for s in SCHEMATA if s.casefold() == plain), "")
    return named or next((s for s, words in _WORDS.items() if plain in words.split()), "")


def _guessed(values: Mapping[str, list[str]]) -> str:
    """Return the schema that what is known of something speaks for."""
    if "imoNumber" in values or "mmsi" in values:
        return "Vessel"
    if any(prop in values for prop in _OF_COMPANIES):
        return "Company"
    if any(prop in values for prop in _OF_PEOPLE):
        return "Person"
    return schema_of(*values.get("name", [])[:3])
