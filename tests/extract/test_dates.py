"""Dates: which words name one, and what they stand for on the day of publication."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.extract.english import language
from comity.extract.english.values import dates

PUBLISHED = "2019-11-09"  # a Saturday


def found(text: str, published: str = PUBLISHED) -> list[tuple[str, str]]:
    doc = next(iter(language.parse([text])))
    return [(text[d.start : d.end], d.value) for d in dates.find(doc, published)]


WRITTEN_IN_FULL = [
    ("November 9, 2019", "2019-11-09"),
    ("Nov. 9, 2019", "2019-11-09"),
    ("9 November 2019", "2019-11-09"),
    ("9th of November 2019", "2019-11-09"),
    ("Thursday, November 7, 2019", "2019-11-07"),
    ("Thu, 7 Nov 2019", "2019-11-07"),
    ("07-Nov-2019", "2019-11-07"),
    ("2019-11-07", "2019-11-07"),
    ("07.11.2019", "2019-11-07"),
    ("25/12/2018", "2018-12-25"),
    ("12/25/2018", "2018-12-25"),
    ("September 2018", "2018-09"),
    ("Feb 29, 2020", "2020-02-29"),
]


@pytest.mark.parametrize(("words", "value"), WRITTEN_IN_FULL)
@pytest.mark.parametrize("published", ["", PUBLISHED])
def test_a_date_in_full_needs_no_day_of_publication(words: str, value: str, published: str) -> None:
    assert found(f"The vessel was boarded ({words}) off Malta.", published) == [(words, value)]


OPEN = [
    ("Officers seized the ivory on Thursday.", "Thursday", "2019-11-07"),
    ("Officers seized the ivory on Saturday.", "Saturday", "2019-11-09"),
    ("He met them last Saturday.", "last Saturday", "2019-11-02"),
    ("He will appear in court next Friday.", "next Friday", "2019-11-15"),
    ("He will appear in court on Monday.", "Monday", "2019-11-11"),
    ("On Monday, a judge will hear arguments.", "Monday", "2019-11-11"),
    ("Prosecutors said Monday they will seek 20 years.", "Monday", "2019-11-04"),
    ("At a Thursday briefing, they spoke.", "Thursday", "2019-11-07"),
    ("He was held on Tuesday last week.", "Tuesday last week", "2019-10-29"),
    ("A jury convicted him in August.", "August", "2019-08"),
    ("A jury convicted him in December.", "December", "2018-12"),
    ("She will be sentenced in March.", "March", "2020-03"),
    ("The hearing is scheduled for December 3.", "December 3", "2019-12-03"),
    ("The trial begins Jan. 14.", "Jan. 14", "2020-01-14"),
    ("He must surrender by Jan. 6.", "Jan. 6", "2020-01-06"),
    ("Agents arrested her on Nov. 12.", "Nov. 12", "2018-11-12"),
    ("The judge put off the hearing until Dec. 3.", "Dec. 3", "2019-12-03"),
    ("He was told to appear on Dec. 3.", "Dec. 3", "2019-12-03"),
    ("Agents arrested her yesterday.", "yesterday", "2019-11-08"),
    ("The indictment was unsealed today.", "today", "2019-11-09"),
    ("They fled last month.", "last month", "2019-10"),
    ("Prices rose earlier this year.", "this year", "2019"),
    ("Prices rose late last year.", "last year", "2018"),
    ("Tariffs were announced over the summer.", "summer", "2019"),
    ("He left in the summer of 2016.", "summer of 2016", "2016"),
    ("They met in November last year.", "November last year", "2018-11"),
]


@pytest.mark.parametrize(("text", "words", "value"), OPEN)
def test_an_open_date_is_read_from_the_day_of_publication(
    text: str, words: str, value: str
) -> None:
    assert found(text) == [(words, value)]
    assert found(text, "") == ([(words, value)] if "2016" in words else [])


YEARS = [
    ("The market closed in 2013.", ["2013"]),
    ("The 2017 raid and his 2015 conviction", ["2017", "2015"]),
    ("the ring of 2015-2018", ["2015", "2018"]),
    ("from 2015 to early 2018, and again by mid-2019", ["2015", "2018", "2019"]),
    ("In 2000, 2000 tablets were found.", ["2000"]),
    ("the Misuse of Drugs Act 1971", []),
    ("the 2012 London Olympics", []),
    ("at 2019 Pennsylvania Avenue", []),
    ("call +1 202 555 2015 or 555-2015", []),
    ("case 17-cr-2018", []),
    ("https://example.org/2019/11/07/story", []),
]


@pytest.mark.parametrize(("text", "years"), YEARS)
def test_four_digits_are_a_year_only_where_they_name_one(text: str, years: list[str]) -> None:
    assert [words for words, _ in found(text)] == years


RANGES = [
    ("on July 5-7, 2018", [("July 5", "2018-07-05"), ("7, 2018", "2018-07-07")]),
    ("between 5 and 7 July 2018", [("5", "2018-07-05"), ("7 July 2018", "2018-07-07")]),
    ("in June and July 2018", [("June", "2018-06"), ("July 2018", "2018-07")]),
    ("December and January 2018", [("December", "2017-12"), ("January 2018", "2018-01")]),
    ("From Jan. 1 through Oct. 31", [("Jan. 1", "2019-01-01"), ("Oct. 31", "2019-10-31")]),
    (
        "arrested on May 3, 2016, and sentenced on June 10",
        [("May 3, 2016", "2016-05-03"), ("June 10", "2016-06-10")],
    ),
    (
        "The case dates to 2016; the tip came in October of that year.",
        [("2016", "2016"), ("October of that year", "2016-10")],
    ),
]


@pytest.mark.parametrize(("text", "ends"), RANGES)
def test_each_end_of_a_range_is_a_date(text: str, ends: list[tuple[str, str]]) -> None:
    assert found(text) == ends


NO_DATES = [
    "a two-year term for three months at age 20 in the 1990s",
    "She may appeal, and protesters march.",
    "April Smith and June Jones met Mr. May.",
    "the September 11 attacks",
    "Black Friday, the Sunday Times, every Monday, on a Friday",
    "over the last year and the next month",
    "on 11/07/2019",  # of November, or of July
    "February 30, 2019",
    "In a cell 2000 people were held.",
]


@pytest.mark.parametrize("text", NO_DATES)
def test_these_are_no_dates(text: str) -> None:
    assert found(text) == []


def test_another_date_of_the_text_tells_the_order_of_numbers() -> None:
    assert found("on 11/07/2019 and 12/25/2019")[0] == ("11/07/2019", "2019-11-07")
    assert found("on 11/07/2019 and 25/12/2019")[0] == ("11/07/2019", "2019-07-11")


@given(
    st.dates(date(1950, 1, 1), date(2090, 12, 31)),
    st.sampled_from(["%Y-%m-%d", "%B %d, %Y", "%d %b %Y", "%A, %d %B %Y", "%d.%m.%Y"]),
)
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=40)
def test_every_day_is_read_as_it_is_written(day: date, form: str) -> None:
    words = day.strftime(form)
    assert found(f"Dated: {words}") == [(words, day.isoformat())]


@given(
    st.lists(
        st.sampled_from(
            (
                "May march 7 2019 31 Feb. Nov. , - – / . of to last this year the summer Friday "
                "11/07/2019 will on 30 00 today that following next \n"
            ).split(" ")
        ),
        max_size=14,
    ),
    st.sampled_from(["", "2020-02-29", "2019-11", "not a day"]),
)
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
def test_any_text_gives_possible_dates_within_it(words: list[str], published: str) -> None:
    text = " ".join(words)
    doc = next(iter(language.parse([text])))
    last = 0
    for d in dates.find(doc, published):
        assert last <= d.start < d.end <= len(text)
        date.fromisoformat((d.value + "-01-01")[:10])
        last = d.end
