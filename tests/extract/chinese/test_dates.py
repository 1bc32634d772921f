"""Dates in Chinese texts."""

import pytest

from comity.extract.chinese import dates

DATES = {
    "2019年11月7日，7日、当日、次日、同年8月": [
        "2019-11-07", "2019-11-07", "2019-11-07", "2019-11-08", "2019-08",
    ],
    "二〇一九年十一月七日": ["2019-11-07"],
    "２０１９年": ["2019"],
    "民國108年11月7日": ["2019-11-07"],
    "2017年8月至2018年4月": ["2017-08", "2018-04"],
    "2019-11-07、2019/11/7、2019.11.07": ["2019-11-07"] * 3,
    "去年底、上个月、昨日、上週四、星期四": [
        "2018", "2019-10", "2019-11-07", "2019-10-31", "2019-11-07",
    ],
    "2016年上半年，今年37岁": ["2016"],
    "12月3日": ["2018-12-03"],
    "有期徒刑十年，三个月，二十年来，两年，日前": [],
    "2019年2月30日": [],
    "2018年6月底、今晨、昨晚": ["2018-06", "2019-11-08", "2019-11-07"],
    "2016年12月3日开庭，4日休庭。\n5日，警方通报": ["2016-12-03", "2016-12-04", "2019-11-05"],
}  # fmt: skip


@pytest.mark.parametrize("text", DATES)
def test_dates(text: str) -> None:
    assert [d.value for d in dates.find(text, "2019-11-08")] == DATES[text]


def test_without_publication_relative_dates_are_left_out() -> None:
    assert dates.find("去年底、昨日、星期四、11月7日", "") == []


def test_the_span_is_the_words() -> None:
    text = "法院于2019年11月7日宣判"
    assert [text[d.start : d.end] for d in dates.find(text, "")] == ["2019年11月7日"]
