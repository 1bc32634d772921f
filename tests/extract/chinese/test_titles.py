"""Posts, second names and parts of groups in Chinese sentences; names are marked: {name|kind}."""

import pytest

from comity.extract.chinese import aliases, groups, quantities, titles

from .test_sayings import marked


def posts(sentence: str) -> list[tuple[str, str]]:
    """Return each title of a sentence and who holds it."""
    text, simple, tokens, found = marked(sentence)
    return [
        (text[t.start : t.end], text[slice(*t.holder)])
        for t in titles.find(text, simple, tokens, found)
    ]


def second_names(sentence: str) -> list[tuple[str, str]]:
    """Return each second name of a sentence and the first one."""
    text, simple, tokens, found = marked(sentence)
    return [
        (text[a.start : a.end], text[slice(*a.of)])
        for a in aliases.find(text, simple, tokens, found)
    ]


def counted(sentence: str) -> list[tuple[str, str | None]]:
    """Return each counted group of a sentence and the one that it is part of."""
    text, simple, tokens, found = marked(sentence)
    found = found._replace(groups=tuple(quantities.find_counts(text)))
    return [
        (text[g.start : g.end], text[slice(*g.part_of)] if g.part_of else None)
        for g in groups.find(text, simple, tokens, found)
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("{甲市公安局|organisation}禁毒支队支队长{刘山|person}说", "支队长"),
        ("{甲市|place}公安局长{刘山|person}说", "公安局长"),
        ("{甲国司法部|organisation}长{刘山|person}说", "司法部长"),
        ("{甲国警察总局|organisation}缉毒局副局长{刘山|person}说", "副局长"),
        ("{外交部|organisation}新聞發言人{劉山|person}說", "新聞發言人"),
        ("前总理{刘山|person}说", "总理"),
        ("{甲国国土安全部|organisation}驻{乙国|place}专员{刘山|person}称", "专员"),
        ("高級督察{劉山|person}說", "高級督察"),
        ("货车司机{刘山|person}被捕", "货车司机"),
        ("记者 {刘山|person} 报道", "记者"),
        ("局长助理{刘山|person}说", "局长助理"),
        ("{刘山|person}教授认为", "教授"),
        ("{甲局|organisation}毒品科調查主任{劉山|person}說", "調查主任"),
        ("肃毒总监拿督{刘山|person}说", "肃毒总监"),
        ("{甲国缉毒局|organisation}代表{刘山|person}在场", "代表"),
        ("運輸商{劉山|person}被捕", "運輸商"),
        ("{甲市警察局|organisation}警務正{劉山|person}說", "警務正"),
        ("{刘山|person}2015年3月出任{某集团|organisation}总经理后受贿。", "总经理"),
        ("被告人{刘山|person}，男，45岁，系某化工厂厂长。", "厂长"),
        ("{劉山|person}（又名Liu）是一家物流公司的總經理。", "總經理"),
        ("{刘山|person}曾任{某集团|organisation}董事长。", "董事长"),
        ("{刘山|person}，{某公司|organisation}经理，去年被捕。", "经理"),
    ],
)
def test_title(sentence: str, expected: str) -> None:
    assert [title for title, _ in posts(sentence)] == [expected]


@pytest.mark.parametrize(
    "sentence",
    [
        "被告人{刘山|person}受审",
        "团伙头目{刘山|person}落网",
        "{刘山|person}律师表示",
        "律师代表{刘山|person}出庭",
        "局长说，{刘山|person}在逃",
        "{刘山|person}是在局长",
        "{刘山|person}，男，45岁，农历五月生。",
    ],
)
def test_no_title(sentence: str) -> None:
    assert posts(sentence) == []


def test_each_post_has_its_holder() -> None:
    sentence = "副省长{刘山|person}、秘书长{王丽|person}出席。"
    assert posts(sentence) == [("副省长", "刘山"), ("秘书长", "王丽")]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("{刘山|person}（绰号“阿龙”）被捕。", [("阿龙", "刘山")]),
        ("{劉山|person}（綽號「阿龍」、「老大」）被捕。", [("阿龍", "劉山"), ("老大", "劉山")]),
        ("{刘山|person}，外号“蛇头”，在逃。", [("蛇头", "刘山")]),
        ("{刘山|person}化名{李海|person}藏身境外。", [("李海", "刘山")]),
        ("绰号“阿龙”的{刘山|person}被捕。", [("阿龙", "刘山")]),
        ("{刘山|person}在网上自称“小雪”。", [("小雪", "刘山")]),
        ("{刘山|person}，又名刘大山，在逃。", [("刘大山", "刘山")]),
        ("{刘山|person}（英文名David Liu）", [("David Liu", "刘山")]),
        ("{约翰·多伊|person}（John Doe，45岁）", [("John Doe", "约翰·多伊")]),
        (
            "{约翰·多伊|person}（John Doe，又名“教授”）",
            [("John Doe", "约翰·多伊"), ("教授", "约翰·多伊")],
        ),
        ("{某国缉毒局|organisation}（DEA）", [("DEA", "某国缉毒局")]),
        ("{某国禁毒委员会|organisation}（以下简称“禁毒委”）", [("禁毒委", "某国禁毒委员会")]),
        ("{某国调查局|organisation}（下稱某調局）", [("某調局", "某国调查局")]),
        ("示例日報（Example Daily）", [("Example Daily", "示例日報")]),
    ],
)  # fmt: skip
def test_second_names(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert second_names(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "{某国调查局|organisation}称，卖家自称“小雪”。",
        "{刘山|person}认识一名自称“小雪”的卖家。",
        "一名叫“小雪”的女子被捕。",
        "{刘山|person}（在逃）与{李海|person}（另案处理）合谋。",
        "{刘山|person}自称姓李。",
        "{刘山|person}走私芬太尼（fentanyl）。",
    ],
)
def test_no_second_name(sentence: str) -> None:
    assert second_names(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("抓获嫌疑人40名，其中25名来自甲国。", [("嫌疑人40名", None), ("25名", "嫌疑人40名")]),
        ("行動中拘捕12人，其中8人獲釋。", [("12人", None), ("8人", "12人")]),
        ("逮捕10人。其中，5人是女性。", [("10人", None), ("5人", "10人")]),
        ("共9人：其中6人在甲国，3人在乙国。", [("9人", None), ("6人", "9人"), ("3人", "9人")]),
        ("抓获20人；另案中，其中30人在逃。", [("20人", None), ("30人", None)]),
        ("20名被告人受审，其余15名被告人获释。", [("20名被告人", None), ("其余15名被告人", None)]),
        ("缴获海洛因两吨，其中3名船员受伤。", [("3名船员", None)]),
        ("警方说，这两人在逃。", []),
        ("扣留6人。警方说，当中2人是渔民。", [("6人", None), ("2人", "6人")]),
        ("一名男子被捕。", []),
        ("拘捕4人，其中一人获释。", [("4人", None), ("一人", "4人")]),
    ],
)  # fmt: skip
def test_groups(sentence: str, expected: list[tuple[str, str | None]]) -> None:
    assert counted(sentence) == expected
