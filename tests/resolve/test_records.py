"""Files → entities: both forms, both languages, every encoding, and what cannot be read."""

import json
import tracemalloc
from pathlib import Path

import pytest

from comity.model import ComityError
from comity.resolve import Entity
from comity.resolve.records import Records, country, day, entity

LIU = {"id": "p1", "schema": "Person", "properties": {"name": ["刘勇"], "alias": ["Liu Yong"]}}
ACME = {"id": "c1", "schema": "Company", "properties": {"name": ["Acme Ltd"]}}
OWNS = {"id": "o1", "schema": "Ownership", "properties": {"owner": ["p1"], "asset": ["c1"]}}


def _file(folder: Path, data: str | bytes, name: str = "a.data") -> Records:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return Records(path)


def _lines(*records: object) -> str:
    return "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records)


def test_every_field_of_an_entity() -> None:
    found = entity(
        {
            "id": "p1",
            "schema": "Person",
            "properties": {
                "name": ["Liu Yong", "刘勇", "Liu Yong"], "alias": ["Ah Yong"],
                "weakAlias": ["Yong"], "position": ["manager"], "birthDate": ["1970-01"],
                "gender": ["Male", "unknown"], "nationality": ["cn"], "country": ["us-ca"],
                "idNumber": ["TEST-1"], "phone": ["+1 555 0100"], "kppCode": ["770801001"],
                "address": ["1 Main St"], "notes": ["left out"],
            },
        }
    )  # fmt: skip
    assert found == Entity(
        id="p1", schema="Person", names=("Liu Yong", "刘勇"), aliases=("Ah Yong",),
        titles=("manager",), births=("1970-01",), genders=("male",), countries=("cn", "us"),
        identifiers=(("idNumber", "TEST-1"), ("phone", "+1 555 0100")), places=("1 Main St",),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("properties", "name"),
    [
        ({"firstName": "Ana", "lastName": "Diaz"}, "Ana Diaz"),
        ({"firstName": ["勇"], "lastName": ["刘"]}, "刘勇"),
        ({"firstName": ["Ana"], "name": ["Ana María Diaz"]}, "Ana María Diaz"),
        ({"name": [" Ana\n Diaz \ud800"]}, "Ana Diaz \ufffd"),
    ],
    ids=["western", "chinese", "full name first", "one line"],
)
def test_names_whole_or_in_parts(properties: dict[str, object], name: str) -> None:
    assert entity({"id": 1, "schema": "Person", "properties": properties}).names == (name,)


def test_lines_and_an_array_say_the_same(tmp_path: Path) -> None:
    lines = list(_file(tmp_path, "\n" + _lines(LIU, ACME, OWNS), "lines"))
    array = list(_file(tmp_path, json.dumps([LIU, ACME, OWNS], indent=2), "array"))
    marked = list(_file(tmp_path, b"\xef\xbb\xbf" + _lines(LIU, ACME).encode(), "bom"))
    assert lines == array == marked
    assert [e.id for e in lines] == ["p1", "c1"]


def test_bad_lines_are_told_and_the_rest_is_read(tmp_path: Path) -> None:
    text = _lines(LIU) + "{broken\n" + _lines(["x"], {"id": "a", "properties": {}}, OWNS, ACME)
    found = _file(tmp_path, text.encode() + b'{"id": "\xff"}\n')
    assert [e.id for e in found] == ["p1", "c1"]
    assert (found.count, found.bad, dict(found.left_out)) == (2, 4, {"Ownership": 1})
    assert [(m.line, m.why.split(":")[0]) for m in found.mistakes] == [
        (2, "not JSON"), (3, "no FollowTheMoney entity"), (4, "no FollowTheMoney entity"),
    ]  # fmt: skip
    bad, left = found.told()
    assert "4 could not be read (line 2: not JSON" in bad and "Ownership 1" in left


def test_an_array_that_breaks_is_read_up_to_there(tmp_path: Path) -> None:
    found = _file(tmp_path, json.dumps([LIU, ACME])[:-20])
    assert [e.id for e in found] == ["p1"]
    assert found.bad == 1


def test_a_file_is_read_anew_each_time(tmp_path: Path) -> None:
    found = _file(tmp_path, _lines(LIU) + "x\n")
    assert list(found) == list(found)
    assert (found.count, found.bad) == (1, 1)


ENGLISH = (
    "id,Full Name,aka,DOB,Sex,Nationality,Passport No.,Phone,Comments\n"
    '7,Liu Yong,"Ah Yong; Yong, A.",03/14/1970,M,Chinese,TEST-1,555-0100,none\n'
)
CHINESE = (
    "编号，姓名，别名\n".replace("，", ",").strip() + ",出生日期,性别,国籍,护照号,手机,备注\n"
    "7,Liu Yong,Ah Yong；Yong A.,1970年3月14日,男,中国,TEST-1,555-0100,无\n"
)


def test_a_table_in_either_language(tmp_path: Path) -> None:
    [a] = _file(tmp_path, ENGLISH, "en.csv")
    [b] = _file(tmp_path, CHINESE, "zh.csv")
    assert a.aliases == ("Ah Yong", "Yong, A.") and b.aliases == ("Ah Yong", "Yong A.")
    assert a._replace(aliases=()) == b._replace(aliases=()) == Entity(
        id="7", schema="Person", names=("Liu Yong",), births=("1970-03-14",), genders=("male",),
        countries=("cn",), identifiers=(("passportNumber", "TEST-1"), ("phone", "555-0100")),
    )  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
def test_every_encoding_and_mark(tmp_path: Path, encoding: str, mark: str) -> None:
    text = "姓名,身份证号,地址\r\n刘勇,TEST-1,邢台市\r\n".replace(",", mark)
    [found] = _file(tmp_path, text.encode(encoding))
    assert (found.names, found.places) == (("刘勇",), ("邢台市",))
    assert found.identifiers == (("idNumber", "TEST-1"),)


def test_json_in_gb18030(tmp_path: Path) -> None:
    [found] = _file(tmp_path, _lines(LIU).encode("gb18030"))
    assert found.names == ("刘勇",)


def test_latin_letters_are_not_taken_for_chinese(tmp_path: Path) -> None:
    data = "name,country\nAna Diaz,Chile\nJuan García,Chile\n".encode("latin-1")
    found = _file(tmp_path, data)
    assert [e.names for e in found] == [("Ana Diaz",)]
    assert found.mistakes[0].line == 3 and "UTF-8" in found.mistakes[0].why


@pytest.mark.parametrize(
    ("head", "row", "schema"),
    [
        ("name,imo", "Harmony,TEST9", "Vessel"),
        ("名称,统一社会信用代码", "华为技术有限公司,TEST9", "Company"),
        ("name", "Huawei Technologies Co. Ltd.", "Company"),
        ("name,phone", "Ana Diaz,555-0100", "Person"),
        ("name,gender", "Harmony,f", "Person"),
        ("name,type", "Harmony,PublicBody", "PublicBody"),
        ("name,类型", "Harmony,机构", "Organization"),
        ("name,type,imo", "Harmony,cargo,TEST9", "Vessel"),
    ],
)
def test_what_a_row_is_of(tmp_path: Path, head: str, row: str, schema: str) -> None:
    assert [e.schema for e in _file(tmp_path, f"{head}\n{row}\n")] == [schema]


def test_rows_without_an_id_have_their_line(tmp_path: Path) -> None:
    assert [e.id for e in _file(tmp_path, "\nname,x\nA B,\n\nC D,\n")] == ["row 3", "row 5"]


def test_rows_with_one_id_are_told_apart(tmp_path: Path) -> None:
    found = _file(tmp_path, "编号,姓名\n7,刘勇\n7,王芳\n8,李娜\n")
    assert [e.id for e in found] == ["7", "7 (row 3)", "8"]


def test_a_quotation_mark_that_does_not_close_is_told(tmp_path: Path) -> None:
    rows = "".join(f"Ana Diaz {i},x\n" for i in range(300))
    found = _file(tmp_path, 'name,phone\nBo Li,1\n"Liu Yong,2\n' + rows)
    assert [e.names for e in found] == [("Bo Li",)]
    assert found.mistakes[0].line == 3 and "not closed" in found.mistakes[0].why


@pytest.mark.parametrize(
    "text",
    [
        "", "\n\n", "colour,size\nred,3\n", "id,type\n1,Person\n", "hello\n", "{]\n", "[]",
        _lines(OWNS),
    ],
    ids=["empty", "blank", "unknown columns", "no names", "text", "broken", "no items", "links"],
)  # fmt: skip
def test_a_file_with_nothing_usable_says_what_to_do(tmp_path: Path, text: str) -> None:
    with pytest.raises(ComityError, match="Give FollowTheMoney entities"):
        list(_file(tmp_path, text))


@pytest.mark.parametrize(
    "data",
    [
        b"n\xe9,x\xff\n1,2\n", b"\xff\xfen\x00a\x00\x00\xd8",
        b'{"id":"a","schema":"\\ud800","properties":{}}',
    ],
    ids=["header", "utf-16", "schema"],
)  # fmt: skip
def test_bytes_of_no_encoding_are_told_as_text(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(ComityError) as found:
        list(_file(tmp_path, data))
    assert str(found.value).encode("utf-8")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ComityError, match="cannot be read"):
        list(Records(tmp_path / "none.csv"))


@pytest.mark.parametrize("form", ["lines", "array", "table"])
def test_large_files_are_not_held(tmp_path: Path, form: str) -> None:
    row = {**LIU, "properties": {**LIU["properties"], "notes": ["x" * 1000]}}  # type: ignore[dict-item]
    path = tmp_path / form
    if form == "table":
        path.write_text("name,notes\n" + f"Liu Yong,{'x' * 1000}\n" * 10_000)
    elif form == "lines":
        path.write_text(_lines(row) * 10_000)
    else:
        path.write_text("[" + ",".join([json.dumps(row)] * 10_000) + "]")
    assert path.stat().st_size > 10_000_000
    records = Records(path)
    next(iter(records))  # what is read once for all
    tracemalloc.start()
    assert sum(1 for _ in records) == 10_000
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("1970-01-02", "1970-01-02"), ("1970/1/2", "1970-01-02"), ("1970", "1970"),
        ("1970-01-02 00:00", "1970-01-02"), ("1970-00-00", "1970"), ("1970-02-31", "1970-02"),
        ("31/1/1970", "1970-01-31"),
        ("1/2/1970", "1970"), ("1.2.1970", "1970-02-01"), ("１９７０年１月", "1970-01"),
        ("19700102", "1970-01-02"), ("unknown", ""), ("0000-01-01", ""), ("555-0100", ""),
    ],
)  # fmt: skip
def test_dates_as_precise_as_they_surely_are(written: str, iso: str) -> None:
    assert day(written) == iso


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("cn", "cn"), ("中國", "cn"), ("United Kingdom", "gb"), ("阿联酋", "ae"), ("美国籍", "us"),
        ("Oz", ""),
    ],
)  # fmt: skip
def test_countries_by_code_name_and_people(written: str, code: str) -> None:
    assert country(written) == code
