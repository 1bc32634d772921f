"""Names of companies, bodies, ships and addresses: each feature where it is to be, and nowhere
else; what the features add up to."""

import csv
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.resolve.names import judge, odds, wording
from comity.resolve.names.acronyms import stands_for
from comity.resolve.names.common import telling
from comity.resolve.names.judging import SORTS, compared
from comity.resolve.names.things import read

COMPANY, BODY, SHIP, PLACE = "Company", "Organization", "Vessel", "Address"

FEATURES = [
    ("same word", COMPANY, "Acme Trading", "Acme Logistics"),
    ("like word", COMPANY, "Northwind Shipping", "Nortwind Shipping"),
    ("like word", COMPANY, "华森物流有限公司", "Huasen Logistics Co., Ltd."),
    ("like word", COMPANY, "雪龙航运有限公司", "Snow Dragon Shipping Co., Ltd."),
    ("like pinyin", COMPANY, "Huasen Logistics", "Huasheng Logistics"),
    ("other word", COMPANY, "Acme Trading", "Apex Trading"),
    ("other characters", COMPANY, "华森物流有限公司", "华盛物流有限公司"),
    ("other characters", COMPANY, "华森物流有限公司", "Huatai Logistics Co., Ltd."),
    ("initial agrees", COMPANY, "J Northwind", "Jones Northwind"),
    ("initial differs", COMPANY, "J Northwind", "Kones Northwind"),
    ("particle", COMPANY, "Abu Northwind", "Abu Northwind"),
    ("slip agrees", COMPANY, "Intemational Northwind", "International Northwind"),
    ("slip agrees", BODY, "Army of Syyria", "Army of Syria"),
    ("letters agree", COMPANY, "Acme Trading", "Acme Tradings Plus"),
    ("word in one only", COMPANY, "Siemens", "Siemens Healthineers"),
    ("kind agrees", COMPANY, "Acme Trading", "Acme Trade"),
    ("kind agrees", COMPANY, "삼성전자", "Samsung Electronics"),
    ("kind differs", COMPANY, "Acme Trading", "Acme Shipping"),
    ("missing kind", COMPANY, "Acme", "Acme Shipping"),
    ("further kind", COMPANY, "Acme Trading", "Acme Shipping and Trading"),
    ("missing light kind", COMPANY, "Acme Shipping", "Acme International Shipping"),
    ("side differs", BODY, "Northern Court of Acme", "Southern Court of Acme"),
    ("side agrees", BODY, "Northern Court of Acme", "Northern Bank of Acme"),
    ("missing side", BODY, "Court of Acme", "Northern Court of Acme"),
    ("further side", BODY, "Northern Court of Acme", "Northern and Western Court of Acme"),
    ("place agrees", COMPANY, "Huasen Logistics (Shenzhen)", "Shenzhen Huasen Logistics"),
    ("place agrees", BODY, "Army of Iran", "Iranian Army"),
    ("place differs", COMPANY, "Shanghai Huasen", "Shenzhen Huasen"),
    ("missing place", COMPANY, "Huasen Logistics", "Shenzhen Huasen Logistics"),
    ("further place", BODY, "Bank of China", "Bank of China Hong Kong"),
    ("number agrees", COMPANY, "No. 3 Factory", "Factory 3"),
    ("number agrees", COMPANY, "沈阳第三机床厂", "Shenyang No. 3 Machine Tool Works"),
    ("number differs", COMPANY, "No. 3 Factory", "No. 5 Factory"),
    ("number differs", COMPANY, "First Ocean Line", "Second Ocean Line"),
    ("missing number", COMPANY, "Acme", "Acme 3"),
    ("legal form differs", COMPANY, "Acme GmbH", "Acme AG"),
    ("body differs", COMPANY, "Acme GmbH", "Acme Foundation"),
    ("group and member", COMPANY, "Huasen Group", "Huasen Shipping Co., Ltd."),
    ("branch", COMPANY, "Huasen Ltd Shanghai Branch", "Huasen Ltd"),
    ("branch", COMPANY, "中国银行上海分行", "中国银行"),
    ("acronym agrees", BODY, "IRISL", "Islamic Republic of Iran Shipping Lines"),
    ("acronym agrees", BODY, "FBI", "联邦调查局"),
    ("all agrees", COMPANY, "Acme Trading", "Acme Trading"),
    ("all is alike", SHIP, "Grace Ocean", "Grace Oceen"),
    ("own name agrees", COMPANY, "Acme", "Acme Trading"),
    ("vessel number agrees", SHIP, "OCEAN STAR 3", "M/V Ocean Star III"),
    ("vessel number differs", SHIP, "OCEAN STAR 3", "OCEAN STAR 8"),
    ("vessel number differs", SHIP, "远望五号", "Yuan Wang 6"),
    ("missing vessel number", SHIP, "OCEAN STAR", "OCEAN STAR 8"),
    ("street agrees", PLACE, "12 High Street, Leeds", "12 High St, Leeds"),
    ("street agrees", PLACE, "北京市建国路88号", "88 Jianguo Road, Beijing"),
    ("street agrees", PLACE, "香港弥敦道1号", "1 Nathan Road, Hong Kong"),
    ("street differs", PLACE, "12 High Street, Leeds", "12 Park Street, Leeds"),
    ("missing street", PLACE, "12 High Street, Leeds", "12, Leeds"),
    ("street kind agrees", PLACE, "12 High Street", "12 High St"),
    ("street kind differs", PLACE, "12 High Street", "12 High Road"),
    ("street kind differs", PLACE, "体育西路3号", "体育东路3号"),
    ("missing street kind", PLACE, "12 High Street", "12 High"),
    ("further street kind", PLACE, "12 High Street", "12 High Street East"),
    ("house number agrees", PLACE, "12 High Street", "High Street 12"),
    ("house number differs", PLACE, "12 High Street", "14 High Street"),
    ("missing house number", PLACE, "12 High Street", "High Street"),
    ("unit agrees", PLACE, "Flat 3, 12 High Street", "12 High Street, Apt. 3"),
    ("unit differs", PLACE, "Flat 3, 12 High Street", "Flat 8, 12 High Street"),
    ("missing unit", PLACE, "Flat 3, 12 High Street", "12 High Street"),
    ("postcode agrees", PLACE, "12 High St LS1 4AB", "12 High Street, LS1 4AB"),
    ("postcode differs", PLACE, "12 High St LS1 4AB", "12 High Street, LS6 2XY"),
    ("missing postcode", PLACE, "12 High St LS1 4AB", "12 High Street"),
    ("area agrees", PLACE, "北京朝阳区建国路88号", "88 Jianguo Rd, Chaoyang District, Beijing"),
    ("area differs", PLACE, "深圳市南山区科技路1号", "深圳市福田区科技路1号"),
    ("building agrees", PLACE, "Zenith House, 1 High Street", "Zenith House, High Street"),
    ("building differs", PLACE, "Zenith House, 1 High Street", "Gamma House, 1 High Street"),
    ("place differs", PLACE, "12 High Street, Leeds, UK", "12 High Street, London, UK"),
    ("place differs", PLACE, "1 Main St, Springfield, IL", "1 Main St, Springfield, MA"),
]  # fmt: skip


@pytest.mark.parametrize(("feature", "schema", "a", "b"), FEATURES)
def test_a_feature_is_found(feature: str, schema: str, a: str, b: str) -> None:
    found = [s for s in compared(a, b, schema) if s.feature == feature]
    assert found and found[0].value > 0
    assert "{" not in wording(found[0])


def test_every_feature_with_a_weight_has_a_case_here() -> None:
    table = files("comity.resolve") / "data" / "weights.tsv"
    with table.open(encoding="utf-8") as lines:
        rows = list(csv.reader((line for line in lines if line[0] != "#"), delimiter="\t"))
    known = {row[1] for row in rows if row[0] in ("thing", *(sort.lower() for sort in SORTS))}
    counts = {feature for feature in known if feature[0].isdigit()}
    assert known - counts - {"bias"} - {feature for feature, *_ in FEATURES} == set()


@pytest.mark.parametrize(
    ("feature", "schema", "a", "b"),
    [
        ("legal form differs", COMPANY, "深圳华森股份有限公司", "Shenzhen Huasen Co., Ltd."),
        ("legal form differs", COMPANY, "Acme Société Anonyme", "Acme S.A."),
        ("legal form differs", COMPANY, "ООО Ромашка", "Romashka LLC"),
        ("legal form differs", COMPANY, "PT Surya Tbk", "PT. SURYA TBK."),
        ("number differs", SHIP, "OCEAN STAR 03", "OCEAN STAR 3"),
        ("vessel number differs", SHIP, "YARD NO. DY905", "YARD DY 905"),
        ("other word", COMPANY, "Airbagan", "Air Bagan"),
        ("word in one only", COMPANY, "Naftiran Intertrade Co. (NIC)", "Naftiran Intertrade Co."),
        ("slip agrees", BODY, "Qinghai University", "Qinghua University"),
        ("street kind differs", PLACE, "中关村大街27号", "27 Zhongguancun Street"),
        ("house number differs", PLACE, "12 Park Rd, #05-01", "12 Park Road, 05-01"),
        ("place differs", PLACE, "12 High Street, Leeds, England", "12 High St, Leeds, UK"),
        ("place differs", PLACE, "Leeds, 12 High Street", "12 High Street, Leeds"),
    ],
)
def test_a_feature_is_not_found(feature: str, schema: str, a: str, b: str) -> None:
    assert feature not in {s.feature for s in compared(a, b, schema)}


@pytest.mark.parametrize(
    ("schema", "a", "b"),
    [
        (
            COMPANY,
            "深圳市华森国际物流有限公司",
            "Shenzhen Huasen International Logistics Co., Ltd.",
        ),
        (COMPANY, "ООО «Ромашка»", "Romashka LLC"),
        (COMPANY, "Samsung Electronics Co., Ltd.", "Samsung Electronics"),
        (COMPANY, "Smith & Sons Ltd", "SMITH AND SONS LIMITED"),
        (COMPANY, "Petronas Bhd", "Petronas Berhad"),
        (COMPANY, "PT Astra Tbk", "Astra"),
        (COMPANY, "Air Bagan Ltd", "Airbagan Limited"),
        (BODY, "IRISL", "Islamic Republic of Iran Shipping Lines"),
        (BODY, "公安部", "Ministry of Public Security of the People's Republic of China"),
        (SHIP, "M/V OCEAN STAR 3", "Ocean Star No. 3"),
        (SHIP, "远望5号", "Yuan Wang 5"),
        (PLACE, "北京市朝阳区建国路88号", "88 Jianguo Road, Chaoyang District, Beijing"),
        (PLACE, "12 High Street, Leeds", "12 HIGH ST, LEEDS"),
    ],
)
def test_one_thing(schema: str, a: str, b: str) -> None:
    assert odds(a, b, schema) > 0.5


@pytest.mark.parametrize(
    ("schema", "a", "b"),
    [
        (COMPANY, "深圳市华森国际物流有限公司", "广州市华森国际物流有限公司"),
        (COMPANY, "Shenzhen Huasen Logistics", "Shenzhen Huatai Logistics"),
        (COMPANY, "Huasen Co., Ltd.", "Huasen Trading Co., Ltd."),
        (COMPANY, "No. 3 Machine Factory", "No. 5 Machine Factory"),
        (COMPANY, "Bosch GmbH", "Bosch AG"),
        (BODY, "北京市第一中级人民法院", "Beijing No. 2 Intermediate People's Court"),
        (SHIP, "OCEAN STAR 3", "OCEAN STAR 8"),
        (SHIP, "SANA", "SANIA"),
        (SHIP, "GULF FALCON", "GULF GLORY"),
        (PLACE, "12 High Street, Leeds", "12 High Street, London"),
        (PLACE, "12 High Street, Leeds", "14 High Street, Leeds"),
        (PLACE, "Flat A, 12 High Street, Leeds", "Flat B, 12 High Street, Leeds"),
        (PLACE, "上海市南京西路1266号", "1266 Nanjing East Road, Shanghai"),
    ],
)
def test_two_things(schema: str, a: str, b: str) -> None:
    assert odds(a, b, schema) < 0.5


def test_a_slip_counts_less_in_a_short_name() -> None:
    long = {s.feature: s.value for s in compared("Grace Ocean", "Grace Oceen", SHIP)}
    short = {s.feature: s.value for s in compared("Sana", "Sania", SHIP)}
    assert long["all is alike"] > short.get("all is alike", 0.0)


def test_ships_that_share_nothing_are_not_one() -> None:
    # Many ships of a watchlist were renamed; that is no reason to take any two for one.
    assert odds("HELM", "MILLIONAIRE", SHIP) < -2.0


@pytest.mark.parametrize(
    ("name", "own", "form"),
    [
        ("Acme Trading Pte. Ltd.", ["acme"], "llc"), ("株式会社日立", ["日立"], "plc"),
        ("Obshchestvo s ogranichennoi otvetstvennostyu 'Vektor'", ["vektor"], "llc"),
        ("Open Joint Stock Company Vektor", ["vektor"], "plc"),
        ("Vektor Sdn Bhd", ["vektor"], "llc"), ("상신 주식회사", ["상신"], "plc"),
        ("Acme Revolving Guard (ARG)", ["acme", "revolving", "guard"], ""),
    ],
)  # fmt: skip
def test_what_is_a_name_of_its_own(name: str, own: list[str], form: str) -> None:
    found = read(name, COMPANY)
    assert [w.text for w in found.own] == own
    assert found.form == form


@pytest.mark.parametrize(
    ("short", "words", "forms", "fits"),
    [
        ("nico", ["naftiran", "intertrade"], ["company"], 1.0),
        ("ceiec", ["china", "national", "electronics", "import", "export"], ["corp"], 0.6),
        ("who", ["world", "trade", "organization"], [], 0.0),
        ("eu", ["european", "union"], [], 0.6),
        ("abc", [], [], 0.0),
        ("abc", ["acme", "x", "y", "bank", "court"], [], 0.0),
    ],
)
def test_initials(short: str, words: list[str], forms: list[str], fits: float) -> None:
    assert stands_for(short, words, forms) == fits


def test_a_word_of_many_names_tells_little() -> None:
    assert telling("trading") < telling("islamic") < telling("huasen") <= 1.0
    assert telling("东") < telling("东升") <= 1.0


_any = st.one_of(
    st.sampled_from([name for _, _, *names in FEATURES for name in names]), st.text(max_size=40)
)


@given(_any, _any, st.sampled_from([COMPANY, BODY, SHIP, PLACE]))
def test_the_order_makes_no_difference(a: str, b: str, schema: str) -> None:
    assert odds(a, b, schema) == odds(b, a, schema) == judge(a, b, schema).odds


@pytest.mark.parametrize("schema", [COMPANY, BODY, SHIP, PLACE])
@pytest.mark.parametrize("bad", ["", "\x00", "\ud800", "号", "#", "12", "有限公司", "x" * 9_999])
def test_what_is_no_name_does_no_harm(bad: str, schema: str) -> None:
    assert odds(bad, "Acme Trading", schema) < 0
