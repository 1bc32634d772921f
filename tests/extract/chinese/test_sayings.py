"""Who says what in Chinese sentences; people, bodies and places are marked: {name|kind}."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.extract.chinese.sayings import claims
from comity.extract.chinese.script import Word, simplified, words
from comity.extract.finding import Claim, Findings, Name, Span

_PIECES = [*"警方 周某 说 称 ， 。 ： “ ” 「 」 （ ） 据 介绍 被控 否认 他 但 走私".split(), "\n"]
_MARK = re.compile(r"\{([^|{}]+)\|(\w+)\}")


def marked(sentence: str) -> tuple[str, str, list[Word], Findings]:
    """Return a sentence without its marks, simplified, its words, and the names marked."""
    names, text, at = [], "", 0
    for mark in _MARK.finditer(sentence):
        text += sentence[at : mark.start()]
        country = "xx" if mark[2] == "place" else ""
        end = len(text) + len(mark[1])
        names.append(Name(len(text), end, mark[2], mark[1], "Thing", country))
        text, at = text + mark[1], mark.end()
    text += sentence[at:]
    simple = simplified(text)
    return text, simple, words(simple), Findings(names=tuple(names))


def said(sentence: str) -> list[tuple[str | None, str]]:
    """Return who says what; what is denied begins with "-", what is quoted with a mark."""
    text, simple, tokens, found = marked(sentence)
    return [
        (
            text[slice(*c.speaker)] if c.speaker else None,
            "-" * c.denied + '"' * c.direct + text[c.start : c.end],
        )
        for c in claims.find(text, simple, tokens, found)
    ]


def one(sentence: str) -> tuple[str, Claim]:
    """Return a sentence without its marks and its last claim."""
    text, simple, tokens, found = marked(sentence)
    return text, claims.find(text, simple, tokens, found)[-1]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("检方指出，包裹内藏有毒品。", [("检方", "包裹内藏有毒品")]),
        ("{甲版权委员会|organisation}认定，两者相同。", [("甲版权委员会", "两者相同")]),
        ("{甲市公安局|organisation}通报此案侦查终结。", [("甲市公安局", "此案侦查终结")]),
        ("海關相信，該男子負責運送。", [("海關", "該男子負責運送")]),
        ("涉案男子报称任职司机。", [("男子", "任职司机")]),
        ("{周立|person}表示服从判决。", [("周立", "服从判决")]),
        ("檢方指出，包裹內藏有毒品。", [("檢方", "包裹內藏有毒品")]),
        ("{周立|person}称此案是误会。", [("周立", "此案是误会")]),
        ("法院认定被告人犯走私罪。", [("法院", "被告人犯走私罪")]),
        ("警方介绍，全案已侦破。", [("警方", "全案已侦破")]),
        ("辯護人提出，被告系從犯，有自首情節。", [("辯護人", "被告系從犯，有自首情節")]),
        ("本院认为，罪名成立。", [("本院", "罪名成立")]),
        ("报告称，产量创下纪录。", [("报告", "产量创下纪录")]),
        ("其妻{周立|person}则称对此毫不知情。", [("周立", "对此毫不知情")]),
        ("甲国缉毒局局长约瑟芬称，案件已破。", [("约瑟芬", "案件已破")]),
        ("控方指，被告收取報酬2萬元。", [("控方", "被告收取報酬2萬元")]),
        ("起诉书显示，两人共同出资。", [("起诉书", "两人共同出资")]),
        ("发布的通报称，该团伙分工明确。", [("通报", "该团伙分工明确")]),
        ("英国《示例报》称，工厂已经关闭。", [("示例报", "工厂已经关闭")]),
        ("{周立|person}承认两项罪名，{何平|person}则被定罪。", [("周立", "两项罪名")]),
        ("{周立|person}供认，货是买来的。", [("周立", "货是买来的")]),
        ("{周立|person}自称是化工厂老板。", [("周立", "是化工厂老板")]),
        ("嫌疑人{周立|person}对犯罪事实供认不讳。", [("周立", "犯罪事实")]),
        ("{周立|person}将此案形容为“闹剧”。", [("周立", '"闹剧')]),
        ("{乙国|place}此前指责{甲国|place}没有采取行动。", [("乙国", "甲国没有采取行动")]),
        ("知情人士告诉{示例社|organisation}，调查还在继续。", [("知情人士", "调查还在继续")]),
    ],
)  # fmt: skip
def test_a_verb_reports_what_its_subject_says(
    sentence: str, expected: list[tuple[str | None, str]]
) -> None:
    assert said(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "{甲省公安厅|organisation}发言人{周立|person}10日在发布会上表示，案件已破。",
            [("周立", "案件已破")],
        ),
        ("{周立|person}的妻子说，丈夫是无辜的。", [("周立的妻子", "丈夫是无辜的")]),
        ("{周立|person}警官对记者说，线索来自群众。", [("周立", "线索来自群众")]),
        ("{周立|person}在庭上认罪，说钱是借来的。", [("周立", "钱是借来的")]),
        ("这名官员说，船已靠岸。", [("官员", "船已靠岸")]),
        (
            "某郡警方侦缉总督察{约翰·多伊|person}（John Doe）对记者说，他们有罪。",
            [("约翰·多伊", "他们有罪")],
        ),
        ("庭审中，{周立|person}和{何平|person}称不知情。", [("周立和何平", "不知情")]),
        ("一名不愿具名的律师透露，案件将重审。", [("律师", "案件将重审")]),
        ("{周立|person}被警方抓获后称，毒品不是他的。", [("周立", "毒品不是他的")]),
        ("警方抓获的嫌疑人称，毒品不是他的。", [("嫌疑人", "毒品不是他的")]),
    ],
)  # fmt: skip
def test_the_speaker_stands_before_the_verb(
    sentence: str, expected: list[tuple[str | None, str]]
) -> None:
    assert said(sentence)[-1:] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("{周立|person}说：“我没有做。”", [("周立", '"我没有做')]),
        ("{周立|person}說：「我沒有做。我不認識他。」", [("周立", '"我沒有做。我不認識他')]),
        ("“我没有做。”{周立|person}对记者说。", [("周立", '"我没有做')]),
        (
            "“我没有做，”{周立|person}说，“钱是借的。”",
            [("周立", '"我没有做'), ("周立", '"钱是借的')],
        ),
        ("法官说被告人“毫无悔意”。", [("法官", "被告人“毫无悔意”")]),
        ("法官答：『可以上訴。』", [("法官", '"可以上訴')]),
        ("{周立|person}说“我没有做”，随后离开。", [("周立", '"我没有做')]),
        (
            "法院指出：「行為嚴重。」法官並強調，必須重判。",
            [("法院", '"行為嚴重'), ("法官", "必須重判")],
        ),
        ("官员说，“他说他要走。”", [("官员", '"他说他要走')]),
    ],
)  # fmt: skip
def test_quotations(sentence: str, expected: list[tuple[str | None, str]]) -> None:
    assert said(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("{周立|person}否认参与走私。", [("周立", "-参与走私")]),
        ("{周立|person}否認控罪，案件押後審訊。", [("周立", "-控罪")]),
        ("{周立|person}当庭不认罪。", [("周立", "-罪")]),
        ("对于检方的指控，{周立|person}予以坚决否认。", [("周立", "-检方的指控")]),
        ("部長駁斥了有關官員受賄的說法。", [("部長", "-有關官員受賄的說法")]),
        ("律师称，检方的指控毫无根据。", [("律师", "-检方的指控毫无根据")]),
        ("律师反驳称，检方没有证据。", [("律师", "检方没有证据")]),
        (
            "对于有关报道，发言人予以驳斥，称这没有依据。",
            [("发言人", "-有关报道"), ("发言人", "这没有依据")],
        ),
        ("{周立|person}拒不承认参与走私。", [("周立", "-参与走私")]),
    ],
)
def test_denials(sentence: str, expected: list[tuple[str | None, str]]) -> None:
    assert said(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("据信，主谋仍在逃。", [(None, "主谋仍在逃")]),
        ("据估算，产量有两吨。", [(None, "产量有两吨")]),
        ("據了解，工廠已經關閉。", [(None, "工廠已經關閉")]),
        ("经审理查明，两人走私毒品。", [(None, "两人走私毒品")]),
        ("两人被控走私毒品，第三人获释。", [(None, "走私毒品")]),
        ("{周立|person}被描述为团伙的“银行家”。", [(None, "团伙的“银行家”")]),
        ("{周立|person}被检方指控洗钱，案件待审。", [("检方", "洗钱")]),
        ("据{甲国公安部|organisation}介绍，全案已侦破。", [("甲国公安部", "全案已侦破")]),
        ("據{示例社|organisation}報道，疑犯已獲釋。", [("示例社", "疑犯已獲釋")]),
        ("据{周立|person}的律师介绍，她病了。", [("周立的律师", "她病了")]),
        ("根据起诉书，两人于2017年相识。", [("起诉书", "两人于2017年相识")]),
        ("警方：两人已落网", [("警方", "两人已落网")]),
    ],
)  # fmt: skip
def test_hearsay_sources_and_colons(sentence: str, expected: list[tuple[str | None, str]]) -> None:
    assert said(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "{周立|person}说，警方称毒品是他的。",
            [("周立", "警方称毒品是他的"), ("警方", "毒品是他的")],
        ),
        (
            "检方称，他是主犯，但律师坚称他是从犯。",
            [("检方", "他是主犯"), ("律师", "他是从犯")],
        ),
        (
            "警方最初说，死者是船员；11月，{周立|person}改口称，死者是乘客。",
            [("警方", "死者是船员"), ("周立", "死者是乘客")],
        ),
        (
            "检方称，他是主犯；律师则表示，他是从犯。",
            [("检方", "他是主犯"), ("律师", "他是从犯")],
        ),
        (
            "{周立|person}表示不知情，并称钱是借的。",
            [("周立", "不知情"), ("周立", "钱是借的")],
        ),
    ],
)
def test_who_speaks_within_what_another_says_and_who_takes_over(
    sentence: str, expected: list[tuple[str | None, str]]
) -> None:
    assert said(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "该公司名称为示例化工，简称示化。",
        "这种物质俗称“中国白”，又称类似物。",
        "警方查明了毒品来源。",
        "{甲市公安局|organisation}通报案件情况。",
        "警方向对方通报了案情。",
        "警方通报的案情引发关注。",
        "双方就合作表示满意。",
        "他无法说明钱款来源。",
        "当局尚未证实这一消息。",
        "局长拒绝透露嫌犯身份。",
        "根据有关法律规定，处十五年有期徒刑。",
        "根据线索，警方抓获一人。",
        "记者从法院获悉，案件已宣判。",
        "法院宣布休庭。",
        "他被控制后离开现场。",
        "编辑：周立与何平为本文供稿",
    ],
)
def test_no_claim(sentence: str) -> None:
    assert said(sentence) == []


def test_a_pronoun_stands_for_who_spoke_before() -> None:
    text, claim = one("检察官{周立|person}说，案件复杂。他补充说，调查仍在继续。")
    assert claim.speaker and claim.antecedent
    assert text[slice(*claim.speaker)] == "他"
    assert text[slice(*claim.antecedent)] == "周立"


def test_a_pronoun_stands_for_nobody_where_two_may_be_meant() -> None:
    _, claim = one("{周立|person}和{何平|person}走私毒品。他说，货是买来的。")
    assert claim.antecedent is None


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("{周立|person}对法官说，他只负责开车。", "法官"),
        ("知情人士告诉{示例社|organisation}，调查还在继续。", "示例社"),
        ("她的父亲告诉该台，他借过钱。", "该台"),
        ("副局长{周立|person}向媒體通報稱，今年查獲象牙。", "媒體"),
    ],
)
def test_to_whom_it_is_said(sentence: str, expected: str) -> None:
    text, claim = one(sentence)
    assert claim.audience and text[slice(*claim.audience)] == expected


def test_the_sentence_tells_the_claim() -> None:
    text, claim = one("两人被捕。警方说，船已靠岸。案件待审。")
    assert text[slice(*claim.sentence)] == "警方说，船已靠岸。"


def test_texts_of_two_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="length"):
        claims.find("警方说", "警方", [], Findings())


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(_PIECES)))
def test_spans_are_sound_whatever_the_text(pieces: list[str]) -> None:
    text = "".join(pieces)
    names = tuple(
        Name(m.start(), m.end(), "person", "周某", "Person") for m in re.finditer("周某", text)
    )
    for claim in claims.find(text, text, words(text), Findings(names=names)):
        assert 0 <= claim.start < claim.end <= len(text)
        assert claim.sentence.start <= claim.start and claim.end <= claim.sentence.end
        speaker = claim.speaker or Span(-1, -1)
        assert not (claim.start <= speaker.start and speaker.end <= claim.end)
