"""An address → its levels, in Latin letters and in Chinese."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.resolve.names.addresses import han_number, read


@pytest.mark.parametrize(
    ("address", "street", "kinds", "places", "areas", "numbers", "units", "codes"),
    [
        ("12 Harbour Rd., Hong Kong", "harbour", "road", "Hong Kong SAR", "", "12", "", ""),
        ("12 Harbour Road Hong Kong", "harbour", "road", "Hong Kong SAR", "", "12", "", ""),
        ("45 High Street, Lewes LS1 4AB", "high", "street", "", "lewes", "45", "", "ls14ab"),
        ("5th Avenue 350, New York", "5", "avenue", "New York", "", "350", "", ""),
        ("350 Fifth Ave, New York 10118", "5", "avenue", "New York", "", "350", "", "10118"),
        ("15 Keji Lu, Nanshan Qu, Shenzhen", "keji", "road", "Shenzhen", "nanshan", "15", "", ""),
        ("No. 20 Zhongshan East 1st Road", "zhongshan", "1 east road", "", "", "20", "", ""),
        ("ул. Ленина, д. 10, Москва", "ленина", "street", "Moscow", "", "10", "", ""),
        ("12, avenue des Champs", "champs", "avenue", "", "", "12", "", ""),
        ("Hauptstr. 7, 10115 Berlin", "hauptstrasse", "", "Berlin", "", "7", "", "10115"),
        ("Marktplatz 5, Bremen", "marktplatz", "", "Bremen", "", "5", "", ""),
        ("3/F, Tower 2, 25 Hill Road", "hill", "road", "", "", "25", "block 2,floor 3", ""),
        ("2/12 Church Street", "church", "street", "", "", "12", "room 2", ""),
        ("P.O. Box 123, Dubai", "", "", "Dubai", "", "", "box 123", ""),
        ("北京朝阳区建国路88号5层502室", "建国", "road", "Beijing", "朝阳", "88",
         "floor 5,room 502", ""),
        ("朝阳区建国路八十八号", "建国", "road", "", "朝阳", "88", "", ""),
        ("上海市中山东一路20号", "中山", "1 east road", "Shanghai", "", "20", "", ""),
        ("广东省广州市体育西路3号", "体育", "road west", "Guangdong Guangzhou", "", "3", "", ""),
        ("武汉市武昌区八一路299号", "八一", "road", "Wuhan", "武昌", "299", "", ""),
        ("北京市海淀区中关村大街27号", "中关村", "avenue", "Beijing", "海淀", "27", "", ""),
        ("青岛市市南区香港中路10号", "香港", "middle road", "Qingdao", "市南", "10", "", ""),
        ("香港皇后大道中2号", "皇后", "avenue middle", "Hong Kong SAR", "", "2", "", ""),
        ("台北市信義區信義路五段7號", "信义", "road", "Taipei", "信义", "7", "section 5", ""),
        ("建国路甲88号", "建国", "road", "", "", "甲88", "", ""),
        ("上海市张江路100弄", "张江", "road", "Shanghai", "", "", "lane 100", ""),
    ],
)  # fmt: skip
def test_levels(
    address: str, street: str, kinds: str, places: str, areas: str, numbers: str, units: str,
    codes: str,
) -> None:  # fmt: skip
    found = read(address)
    assert [w.text for w in found.street] == street.split()
    assert " ".join(found.kinds) == kinds
    assert " ".join(found.places) == places
    assert [w.text for w in found.areas] == areas.split()
    assert list(found.numbers) == numbers.split()
    assert ",".join(found.units) == units
    assert list(found.codes) == codes.split()


@pytest.mark.parametrize(
    ("address", "town"),
    [
        ("12 High Street, Leeds, UK", "Leeds"), ("Leeds, 12 High Street", "Leeds"),
        ("广东省广州市体育西路3号", "Guangzhou"), ("12 High Street", ""),
    ],
)  # fmt: skip
def test_the_smallest_place(address: str, town: str) -> None:
    assert read(address).town == town


@pytest.mark.parametrize(
    ("text", "number"),
    [("八", "8"), ("十", "10"), ("十二", "12"), ("二十", "20"), ("三百零五", "305"),
     ("一百二十", "120"), ("二〇三", "203")],
)  # fmt: skip
def test_numbers_in_characters(text: str, number: str) -> None:
    assert han_number(text) == number


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    read(text)
    read(f"{text}路{text}号{text}, 12 {text} Street #{text}")
