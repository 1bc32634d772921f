"""Names of the Muslim world: many writings of one name, and names of two or three words."""

import pytest

from comity.resolve import compare
from comity.resolve.names import arabic, judge
from comity.resolve.names.reading import words
from comity.resolve.names.spellings import rows

_TABLE = [(row[0].split(","), row[1].split(",")) for row in rows("arabic_names")]


def features(a: str, b: str) -> set[str]:
    return {signal.feature for signal, _ in judge(a, b).signals}


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Muhammad", "Mohammed"), ("Muhammad", "Mehmet"), ("Muhammad", "Mohd"),
        ("Muhammad", "Mamadou"), ("Muhammad", "Magomed"), ("Mahmoud", "Mehmood"),
        ("Osama", "Usama"), ("Ahmad", "Ahmet"), ("Muhammad", "محمد"), ("Mahmoud", "محمود"),
        ("محمد", "محمد"), ("أحمد", "احمد"), ("Ahmad", "احمد"),
    ],
)  # fmt: skip
def test_writings_of_one_name(a: str, b: str) -> None:
    assert compare(a, b, "Person").score >= 0.8
    assert compare(f"{a} Rahimi", f"{b} Rahimi", "Person").score >= 0.8


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Muhammad", "Mahmoud"), ("Mahmoud", "Mehmet"), ("Ahmad", "Hamad"), ("محمد", "محمود"),
        ("Muhammad", "محمود"), ("Salim", "Samil"),
    ],
)  # fmt: skip
def test_names_that_look_alike_and_are_two(a: str, b: str) -> None:
    assert "other word" in features(a, b)
    assert compare(a, b, "Person").score <= 0.3
    assert compare(f"{a} Rahimi", f"{b} Rahimi", "Person").score <= 0.3


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Abd al-Rahman Hassan", "Abdulrahman Hassan"),
        ("Abd al-Rahman Hassan", "Abdul Rahman Hassan"),
        ("Abd-ur-Rehman Hassan", "Abdel Rahman Hassan"),
        ("Salah al-Din Yusuf", "Salahuddin Yusuf"), ("Salah al-Din Yusuf", "Salah ad-Din Yusuf"),
        ("Mohammed Ali", "محمد علي"), ("Ahmad Hassan", "أحمد حسن"),
        ("Osama bin Laden", "أسامة بن لادن"),
        ("Usama bin Ladin", "Osama bin Laden"), ("Omar al-Baghdadi", "Umar Baghdadi"),
        ("al-Baghdadi", "Baghdadi"), ("Hosein Karimi", "Hossein Karimi"),
        ("Hossein Karimi", "حسین کریمی"), ("حسین کریمی", "حسين كريمي"),
        ("Khalid bin Abdullah", "Khaled bin Abdallah"),
        ("Khalid bin Abdullah", "Khalid ibn Abdullah"),
        ("Mohammed Ali", "Ali, Mohammed"),
    ],
)  # fmt: skip
def test_writings_of_one_whole_name(a: str, b: str) -> None:
    assert compare(a, b, "Person").score >= 0.8


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Mohammed Ali", "محمود علي"), ("Abdul Rahman Khan", "Abdul Rahim Khan"),
        ("Ali Hassan", "Ali Hussein"), ("Salim bin Ali", "Salman bin Ali"),
        ("Khalid bin Abdullah", "Abdullah bin Khalid"),
    ],
)  # fmt: skip
def test_two_whole_names(a: str, b: str) -> None:
    assert compare(a, b, "Person").score <= 0.3


@pytest.mark.parametrize("son_of", ["bin", "ibn", "ben"])
def test_father_and_son_are_two(son_of: str) -> None:
    a, b = f"Khalid {son_of} Abdullah", f"Abdullah {son_of} Khalid"
    assert "order differs" in features(a, b) and "order differs" not in features(a, a)
    assert compare(a, b, "Person").score <= 0.2


@pytest.mark.parametrize(
    ("name", "joined"),
    [
        ("Abd al Rahman Hassan", ["abdalrahman", "hassan"]), ("Abdul Rahman", ["abdulrahman"]),
        ("Salah al Din", ["salahaldin"]), ("Hassan Ali", ["hassan", "ali"]),
        ("Abdul", ["abdul"]), ("Abd", ["abd"]), ("Ali al Din", ["alialdin"]),
        ("al Din", ["al", "din"]),
    ],
)  # fmt: skip
def test_names_of_two_or_three_words_are_joined(name: str, joined: list[str]) -> None:
    assert [w.text for w in arabic.joined(words(name))] == joined


@pytest.mark.parametrize(
    ("a", "b", "one"),
    [
        ("muhammad", "mehmet", True), ("muhammad", "محمد", True), ("muhammad", "mahmoud", False),
        ("محمد", "محمود", False), ("muhammad", "smith", None), ("smith", "jones", None),
        ("احمد", "أحمد", True), ("حسین", "حسين", True), ("", "", None),
    ],
)  # fmt: skip
def test_what_the_table_says_of_two_words(a: str, b: str, one: bool | None) -> None:
    assert arabic.one(a, b) is one and arabic.one(b, a) is one


@pytest.mark.parametrize(("writings", "latin"), _TABLE, ids=[row[0][0] for row in _TABLE])
def test_each_name_of_the_table_is_found_in_all_its_writings(
    writings: list[str], latin: list[str]
) -> None:
    first = latin[0]
    for other in (*writings, *latin):
        assert arabic.one(first, other), other
