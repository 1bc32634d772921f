"""Chinese sentences and the events, offences, penalties and relations that they tell, or do not."""

import re
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.extract import read
from comity.extract.chinese import titles
from comity.extract.chinese.happenings import events, offences, penalties, relations
from comity.extract.chinese.script import simplified, words
from comity.extract.finding import (
    Date,
    Event,
    Findings,
    Group,
    Money,
    Name,
    Quantity,
    Relation,
    Span,
)
from comity.intake import Document
from comity.model import EVENTS

_MARK = re.compile(r"\{([^|{}]+)\|([^{}]+)\}")
_NAMES = {"person": "person", "org": "organisation", "place": "place", "drug": "substance"}

TOLD = """
{甲市中级人民法院|org}以走私毒品罪判处被告人{李建国|person}死刑，剥夺政治权利终身，并处没收个人全部财产；以非法持有毒品罪判处{王小明|person}有期徒刑八年，并处罚金{人民币五万元|money}。
    Sentence 判处: court 甲市中级人民法院; offence 走私毒品罪; defendant 李建国; penalty 死刑，剥夺政治权利终身，并处没收个人全部财产
    Sentence 判处: court 甲市中级人民法院; offence 非法持有毒品罪; defendant 王小明; penalty 有期徒刑八年，并处罚金人民币五万元
被告人{孔某|person}、{曹某|person}犯走私、贩卖毒品罪，被判处死刑，缓期二年执行。
    Sentence 判处: defendant 孔某; defendant 曹某; offence 走私、贩卖毒品罪; penalty 死刑，缓期二年执行
{臺北地方法院|org}依販賣第二級毒品罪判處{陳大文|person}有期徒刑七年六月。
    Sentence 判處: court 臺北地方法院; offence 販賣第二級毒品罪; defendant 陳大文; penalty 有期徒刑七年六月
{6月3日|2021-06-03}，{乙省高级人民法院|org}就此案作出判决，{7名被告人|group}获刑，{周某|person}获刑三年至五年。
    Sentence 获刑 2021-06-03: court 乙省高级人民法院; defendant 7名被告人
    Sentence 获刑 2021-06-03: court 乙省高级人民法院; defendant 周某; penalty 三年至五年
首犯判死緩
    Sentence 判: defendant 首犯; penalty 死緩
{陈某|person}被控洗黑钱罪，在{区域法院|org}认罪，被判囚六年。
    Charge 被控: defendant 陈某; offence 洗黑钱罪
    Trial 认罪: defendant 陈某; offence 洗黑钱罪
    Sentence 判囚: defendant 陈某; offence 洗黑钱罪; court 区域法院; penalty 六年
{丙市人民法院|org}{5日|2021-03-05}对{三名毒贩|group}公开宣判。
    Trial 宣判 2021-03-05: court 丙市人民法院; defendant 三名毒贩
{丙市人民法院|org}对此案作出一审判决。
    Trial 判决: court 丙市人民法院
{2023年3月5日|2023-03-05}，警方在{甲港|place}抓获犯罪嫌疑人{陈某|person}、{周某|person}等{5人|group}，缴获{海洛因|drug}约{12千克|amount}和{冰毒|drug}{300克|amount}。
    Arrest 抓获 2023-03-05: agency 警方; place 甲港; suspect 陈某; suspect 周某; suspect 5人
    Seizure 缴获 2023-03-05: agency 警方; place 甲港; object 海洛因约12千克; object 冰毒300克
{一名男子|group}在{九龍|place}被警員拘捕。
    Arrest 拘捕: suspect 一名男子; place 九龍; agency 警員
警方于{4月8日|2020-04-08}将嫌疑人{赵某|person}抓获归案。
    Arrest 抓获归案 2020-04-08: agency 警方; suspect 赵某
{海關|org}在貨櫃內檢獲{象牙|goods}{115根|amount}、重{584公斤|amount}。
    Seizure 檢獲: agency 海關; object 象牙115根
{某检察院|org}以诈骗罪对{吴某|person}提起公诉。
    Charge 提起公诉: agency 某检察院; offence 诈骗罪; defendant 吴某
{王某|person}把毒品从{甲国|place}走私出境，再将{冰毒|drug}{2千克|amount}寄给买家{张某|person}。
    Shipment 走私出境: sender 王某; object 毒品; place 甲国
    Shipment 寄给: sender 王某; object 冰毒2千克; recipient 张某
{泰國警察總署|org}向{公安部|org}提供了兩條線索。
    Lead 提供: giver 泰國警察總署; recipient 公安部; object 兩條線索
案件源于{甲国海关|org}{2015年|2015}提供的情报。
    Lead 提供 2015: giver 甲国海关; object 情报
警方接到群众举报。
    Lead 举报: recipient 警方; giver 群众
{王某|person}从{甲国|place}乘机抵达{乙机场|place}，海关关员在其行李内查获{冰毒|drug}{2千克|amount}。
    Seizure 查获: place 乙机场; agency 海关关员; object 冰毒2千克
经{丙县人民检察院|org}提起公诉，被告人{李某|person}、{赵某|person}被法院判处有期徒刑五年。
    Charge 提起公诉: agency 丙县人民检察院; defendant 李某; defendant 赵某
    Sentence 判处: defendant 李某; defendant 赵某; court 法院; penalty 有期徒刑五年
检方起诉{甲国|place}籍男子{阮某|person}、{乙国|place}籍的{陈某|person}。
    Charge 起诉: agency 检方; defendant 阮某; defendant 陈某
民警把驾驶货车的{周某|person}逮捕。
    Arrest 逮捕: agency 民警; suspect 周某
这批象牙来自{甲国|place}，先运到{乙港|place}。
    Shipment 运到: object 象牙; place 甲国; place 乙港
{周某|person}付给蛇头约{2万美元|money}。
    Payment 付给: giver 周某; recipient 蛇头; object 2万美元
{丁市人民法院|org}宣判{某某犯罪集团|org}案，{39人|group}获刑。
    Trial 宣判: court 丁市人民法院
    Sentence 获刑: court 丁市人民法院; defendant 39人
{丁市人民法院|org}对{吴某|person}诈骗一案开庭审理，随后当庭宣判。
    Trial 开庭审理: court 丁市人民法院; defendant 吴某
    Trial 宣判: court 丁市人民法院; defendant 吴某
{冯某|person}被控{洗钱罪|offence}，案件由{戊区法院|org}审理。
    Charge 被控: defendant 冯某; offence 洗钱罪; court 戊区法院
海关将{3名男子|group}扣查。
    Arrest 扣查: agency 海关; suspect 3名男子
{周某|person}获无期徒刑。
    Sentence 获: defendant 周某; penalty 无期徒刑
{甲某|person}和{乙某|person}分别获刑三年、五年半。
    Sentence 获刑: defendant 甲某; defendant 乙某; penalty 三年; penalty 五年半
{高某|person}被判监禁15年。
    Sentence 判: defendant 高某; penalty 监禁15年
{高某|person}{4月2日|2020-04-02}被裁定谋杀罪成立。
    Trial 裁定 2020-04-02: defendant 高某; offence 谋杀罪
{5月1日|2020-05-01}，警方发现，{齐某|person}把毒品寄给买家{方某|person}。
    Shipment 寄给: sender 齐某; object 毒品; recipient 方某
{丁县人民法院|org}{8日|2020-06-08}对{某某商贸公司|org}走私一案不公开开庭审理。
    Trial 不公开开庭审理 2020-06-08: court 丁县人民法院; defendant 某某商贸公司
{甲市人民法院|org}判处{某某商贸公司|org}罚金{五十万元|money}。
    Sentence 判处: court 甲市人民法院; defendant 某某商贸公司; penalty 罚金五十万元
民警随即通报{乙县公安局|org}。
    Lead 通报: giver 民警; recipient 乙县公安局
{张某|person}向{刘某|person}支付货款{20万元|money}。
    Payment 支付: giver 张某; recipient 刘某; object 货款20万元
"""  # noqa: E501

NOT_TOLD = """
如果罪名成立，{张某|person}最高可被判处无期徒刑。
检察机关建议判处有期徒刑十年。
走私毒品罪的最高刑罚是死刑。
警方尚未抓获主犯。
法院将于{6月|2021-06}宣判。
犯罪嫌疑人已被移送审查起诉。
{张某|person}计划将毒品运往{甲国|place}。
{最高人民法院|org}通报，此案涉及多省。
{某市|place}向灾民提供了协助。
警方發出逮捕令。
单位犯前款罪的，对单位判处罚金。
某某公司行贿一案引起关注。
他没有立即报警。
举报请拨打热线。
打击走私犯罪团伙的行动仍在继续。
"""

RELATED = """
{外交部|org}发言人{毛某|person}表示，此事与中方无关。
    works for 发言人: 毛某 > 外交部
{公安部禁毒局|org}局长{李某|person}和副局长{王某|person}出席。
    leads 局长: 李某 > 公安部禁毒局
{英國打擊犯罪局|org}駐{河內|place}聯絡官{約翰|person}說。
    works for 聯絡官: 約翰 > 英國打擊犯罪局
{钱某|person}、{孔某|person}取得货物，转卖给{何某|person}和{吕某|person}。
    supplies 转卖给: 钱某 > 何某
    supplies 转卖给: 钱某 > 吕某
    supplies 转卖给: 孔某 > 何某
    supplies 转卖给: 孔某 > 吕某
{施某|person}從{魏某|person}和{陶某|person}處購買大麻。
    supplies 購買: 魏某 > 施某
    supplies 購買: 陶某 > 施某
{甲市公安局|org}刑侦支队支队长{李某|person}到场。
    works for 支队长: 李某 > 甲市公安局
{甲示例公司|org}总监{拿督|org}在场，{关税局|org}总监拿督{许明|person}发言。
    leads 总监: 许明 > 关税局
{甲法院刑事审判庭|org}庭长{方某|person}主审。
    leads 庭长: 方某 > 甲法院刑事审判庭
{甲示例公司|org}走私象牙。该公司原总经理{马某|person}被捕。
    leads 总经理: 马某 > 甲示例公司
{张某|person}2015年3月出任{乙示例银行|org}行长后受贿。
    leads 行长: 张某 > 乙示例银行
{甲国缉毒局|org}代表{史某|person}在场。
    works for 代表: 史某 > 甲国缉毒局
{甲示例公司|org}供应商{赵某|person}被捕。
该贩毒集团头目{孙某|person}落网。
    leads 头目: 孙某 > 贩毒集团
{刘某|person}将{冰毒|drug}寄给{何某|person}。
    sends to 寄给: 刘某 > 何某
{田某|person}受雇于{甲公司|org}。
    works for 受雇于: 田某 > 甲公司
"""

OFFENCES = [
    ("因犯走私、贩卖、运输、制造毒品罪被判刑", ["走私、贩卖、运输、制造毒品罪"]),
    ("其行为构成非法持有毒品罪、容留他人吸毒罪", ["非法持有毒品罪", "容留他人吸毒罪"]),
    ("因走私、洗钱、非法经营等罪获刑", ["走私", "洗钱", "非法经营"]),
    ("犯運輸第三級毒品罪", ["運輸第三級毒品罪"]),
    ("以非法运输毒品罪判刑", ["非法运输毒品罪"]),
    ("因犯聚众扰乱社会秩序罪", ["聚众扰乱社会秩序罪"]),
    ("谋杀罪名成立", ["谋杀"]),
    ("诈骗罪犯和犯罪嫌疑人当庭认罪，法院认定其有罪", []),
]

PENALTIES = [
    ("最高人民法院核准死刑。", ["死刑"]),
    ("罪犯刘某被依法执行死刑。", ["死刑"]),
    ("維持死緩判決。", ["死緩"]),
    ("该罪可判处死刑，废除死刑的呼声不断。", []),
    ("对判处死刑的案件应当慎重。", []),
]


def _cases(table: str) -> list[tuple[str, list[str]]]:
    found: list[tuple[str, list[str]]] = []
    for line in table.strip().split("\n"):
        if line.startswith(" "):
            found[-1][1].append(line.strip())
        else:
            found.append((line, []))
    return found


def _read(marked: str) -> tuple[str, Findings]:
    """Return a sentence without its marks, with what they mark and what is found beside."""
    text, at = "", 0
    marks = []
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        marks.append((len(text), len(text) + len(mark[1]), mark[1], mark[2]))
        text += mark[1]
        at = mark.end()
    text += marked[at:]
    found = Findings(
        names=tuple(Name(a, b, _NAMES[k], w, "") for a, b, w, k in marks if k in _NAMES),
        groups=tuple(Group(a, b, 2) for a, b, _, k in marks if k == "group"),
        sums=tuple(Money(a, b, "1", "CNY") for a, b, _, k in marks if k == "money"),
        quantities=tuple(Quantity(a, b, "1", "kg") for a, b, _, k in marks if k == "amount"),
        dates=tuple(Date(a, b, k) for a, b, _, k in marks if k[0].isdigit()),
    )
    return text, _with_happenings(text, found)


def _with_happenings(text: str, found: Findings) -> Findings:
    simple = simplified(text)
    tagged = words(simple)
    found = found._replace(titles=tuple(titles.find(text, simple, tagged, found)))
    found = found._replace(offences=tuple(offences.find(simple, found.names)))
    found = found._replace(events=tuple(events.find(text, simple, tagged, found)))
    return found._replace(relations=tuple(relations.find(text, simple, tagged, found)))


def _event(text: str, event: Event) -> str:
    head = " ".join(filter(None, (event.schema, text[event.start : event.end], event.date)))
    cast = "; ".join(f"{p.role} {text[p.start : p.end]}" for p in event.participants)
    return f"{head}: {cast}"


def _relation(text: str, relation: Relation) -> str:
    ends = " > ".join(text[slice(*end)] for end in (relation.source, relation.target))
    return f"{relation.kind} {text[relation.start : relation.end]}: {ends}"


def _in_order(line: str) -> str:
    head, _, cast = line.partition(": ")
    return f"{head}: {'; '.join(sorted(cast.split('; ')))}"


@pytest.mark.parametrize(("marked", "expected"), _cases(TOLD), ids=count())
def test_who_does_what_to_whom(marked: str, expected: list[str]) -> None:
    text, found = _read(marked)
    told = [_in_order(_event(text, e)) for e in found.events]
    assert told == [_in_order(line) for line in expected]


@pytest.mark.parametrize("marked", NOT_TOLD.strip().split("\n"), ids=count())
def test_what_may_or_did_not_happen_is_no_event(marked: str) -> None:
    text, found = _read(marked)
    assert [_event(text, e) for e in found.events] == []


@pytest.mark.parametrize(("marked", "expected"), _cases(RELATED), ids=count())
def test_who_leads_supplies_and_works_for_whom(marked: str, expected: list[str]) -> None:
    text, found = _read(marked)
    assert sorted(_relation(text, r) for r in found.relations) == sorted(expected)


@pytest.mark.parametrize(("text", "expected"), OFFENCES, ids=count())
def test_an_offence_is_its_name_only(text: str, expected: list[str]) -> None:
    assert [text[slice(*s)] for s in offences.find(simplified(text))] == expected


@pytest.mark.parametrize(("text", "expected"), PENALTIES, ids=count())
def test_a_penalty_counts_where_it_was_confirmed_or_carried_out(
    text: str, expected: list[str]
) -> None:
    assert [text[slice(*s)] for s in penalties.find(simplified(text), [])] == expected


def test_a_penalty_that_a_verb_imposes_is_found_once() -> None:
    span = Span(4, 6)
    assert penalties.find("王某被判死缓。", [span]) == [span]


def _statements(text: str) -> set[tuple[str, str, str]]:
    document = Document(
        sha256="0" * 64, size=1, name="a.txt", origin="a.txt", path=Path("a.txt"),
        media_type="text/plain", language="zho", text=text,
    )  # fmt: skip
    ((_, found),) = read([document])
    return {(s.schema, s.prop, s.value) for s in found}


def test_offence_penalty_and_amount_become_statements() -> None:
    told = _statements("法院以運輸毒品罪判處王某某無期徒刑。警方查獲海洛因約12公斤。")
    assert ("Sentence", "offence", "運輸毒品罪") in told
    assert ("Sentence", "penalty", "無期徒刑") in told
    assert ("Seizure", "quantity", "12 kg") in told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("法院宣告被告人無罪。", ("Trial", "outcome", "acquittal")),
        ("被告人当庭认罪。", ("Trial", "outcome", "plea")),
        ("王某某被裁定謀殺罪成立。", ("Trial", "outcome", "conviction")),
        ("王某某被裁定謀殺罪名不成立。", ("Trial", "outcome", "acquittal")),
        ("警方逮捕了王某某，后将其释放。", ("Arrest", "outcome", "released")),
        ("检察院对王某某提起公诉，后撤回起诉。", ("Charge", "outcome", "dropped")),
        ("據稱，王某某將毒品運往泰國。", ("Shipment", "status", "alleged")),
    ],
    ids=count(),
)
def test_weight_is_told_with_the_event(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in _statements(text)


def test_what_people_are_suspected_of_makes_no_seizure_alleged() -> None:
    told = _statements("王某某涉嫌贩毒被抓，警方查获冰毒5克。")
    assert ("Seizure", "name", "查获") in told
    assert not any(prop == "status" for _, prop, _ in told)


_BITS = """警方 抓获 判处 死刑 走私 毒品 罪 被 把 将 从 向 给 的 、 和 ， 。 ； （ ） 等 5人
有期徒刑 十年 并处 罚金 运往 提供 线索 王某 法院 查获 公斤 对 宣判 　 卖给 局长 未 可""".split()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(_BITS), max_size=40).map("".join))
def test_any_text_gives_events_within_their_sentences(text: str) -> None:
    found = _with_happenings(text, Findings())
    for event in found.events:
        assert event.schema in EVENTS
        assert event.sentence.start <= event.start < event.end <= event.sentence.end
        for part in event.participants:
            assert event.sentence.start <= part.start < part.end <= event.sentence.end
