"""Chinese is found in either script and by its sound, and old cases are found so too."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.store import Case, Node, Session, pinyin, words
from comity.store.node import migrate

from .making import document, file, file_name, open_case, person, said, stated

SIMPLE = "被告人刘勇和蒋菊华在北京被判刑，西安的单某另案处理。吕某是女士。"
TRADITIONAL = "被告人劉勇和蔣菊華在北京被判刑，西安的單某另案處理。呂某是女士。"


@pytest.mark.parametrize("body", [SIMPLE, TRADITIONAL], ids=["simplified", "traditional"])
@pytest.mark.parametrize(
    "query",
    [
        "刘勇",
        "劉勇",
        "刘勇 蔣菊華",
        '"和蔣菊華"',
        "liu yong",
        "liuyong",
        "Liú Yǒng",
        "LIU Yong",
        '"liu yong"',
        "liu yong jiang juhua",
        "juhua",
        "ju hua",
        "JU-HUA",
        "beijing liuyong",
        "Xi'an",
        "xi an",
        "shan mou",
        "dan mou",
        "lv mou",
        "lü mou",
        "nvshi",
        "nüshi",
        "刘勇 beijing",
    ],
)
def test_found(node: Node, chief: Session, case: Case, body: str, query: str) -> None:
    file(node, case, (row := document(body), []))
    assert [hit[1] for hit in chief.search(case, query)] == [row.id]


@pytest.mark.parametrize(
    "query", "an he you can de liu yong 刘菊 yongliu|yong liu|liu fentanyl|can you".split()
)
def test_not_found(node: Node, chief: Session, case: Case, query: str) -> None:
    file(node, case, (document(SIMPLE), []))
    for one in query.split("|"):
        assert chief.search(case, one) == []


def test_what_is_written_comes_before_what_is_heard(node: Node, chief: Session, case: Case) -> None:
    heard = document(SIMPLE * 5 + "刘勇" * 50 + " parcel" * 50)
    filler = "Nothing else is told of any such matter here. " * 200
    written = document(f"Liu was met. {filler} Yong was met. A parcel. {filler}")
    both = document("Liu Yong (刘勇) was met with a parcel.")
    part = document("Liu was met with a parcel; 刘勇 was not.")  # yong is heard alone
    file(node, case, *((row, []) for row in (heard, part, written, both)))
    for query in ("liu yong", "liu yong parcel", "parcel liu yong"):
        found = chief.search(case, query)
        assert {hit[1] for hit in found[:2]} == {both.id, written.id}, query
        assert {hit[1] for hit in found[2:]} == {heard.id, part.id}, query
        ranks = [rank for _, _, rank in found]
        assert ranks == sorted(ranks, reverse=True)
        assert [rank > 0 for rank in ranks] == [True, True, False, False]
    assert [hit[1] for hit in chief.search(case, "liu yong", limit=1)] in ([both.id], [written.id])


def test_names_are_found_by_their_sound_behind_those_so_written(
    node: Node, chief: Session, case: Case
) -> None:
    row = document("x")
    names = {"a": "刘勇", "b": "劉勇", "c": "Liu Yong", "d": "柳永", "e": "Yong Liu", "f": "刘"}
    file(node, case, (row, [said(row, person(key), name) for key, name in names.items()]))

    def found(query: str) -> list[str]:
        keys = {person(key): key for key in names}
        return [keys[key] for _, key, _ in chief.search(case, query)]

    assert set(found("刘勇")) == set(found("劉勇")) == {"a", "b"}
    assert set(found("liuyong")) == {"a", "b", "d"}
    assert set(found("liu yong")[:2]) == {"c", "e"}
    assert set(found("liu yong")[2:]) == {"a", "b", "d"}
    assert set(found('"liu yong"')) == {"a", "b", "c", "d"}


def test_a_withdrawn_chinese_name_is_not_found_by_its_sound(
    node: Node, chief: Session, case: Case
) -> None:
    row = document("x")
    wrong, right = said(row, person("a"), "刘勇"), said(row, person("a"), "刘永")
    file(node, case, (row, [wrong, right]))
    withdrawal = stated(person("a"), wrong.id, "comity:withdraws", schema="Thing")
    node.writer("chief").state(case, "undo", [withdrawal])
    assert chief.search(case, "劉勇") == []
    assert [hit[1] for hit in chief.search(case, "liu yong")] == [person("a")]
    assert [hit[1] for hit in chief.search(case, "劉永")] == [person("a")]


def test_an_entity_is_named_by_its_own_name_only(node: Node, chief: Session, case: Case) -> None:
    row = document("x")
    file(
        node,
        case,
        (row, [said(row, person(n), n) for n in ("刘勇", "劉勇", "Liu Yong")]),
    )
    for name in ("刘勇", "劉勇", "Liu Yong"):
        assert chief.entities_named(case, name) == [person(name)]


def test_syllables_are_found_in_every_part_of_a_long_text(
    node: Node, chief: Session, case: Case
) -> None:
    body = (
        "".join(f"十是事{'市使世'[n % 3]}时{n}" for n in range(3000))
        + "刘勇"
        + "史" * 5000
        + "菊花"
    )
    parts = list(words.tsvectors(body))
    assert len(parts) > 20
    for part in parts:
        for lexeme in part.split(" "):
            assert lexeme.count(",") < 255
    file(node, case, (row := document(body), []))
    for query in (
        "liu yong juhua",
        "shi shi liu yong",
        "yong shi shi shi",
        "劉勇 菊花",
        '"时2999刘勇史"',
    ):
        assert [hit[1] for hit in chief.search(case, query)] == [row.id], query


READ = {c: read for c, read in pinyin.readings().items() if "\u4e00" <= c <= "\u9fff"}


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(st.sampled_from(sorted(READ)), min_size=2, max_size=8), data=st.data())
def test_every_run_of_characters_is_found_by_its_sound(
    node: Node, chief: Session, case: Case, text: str, data: st.DataObject
) -> None:
    file(node, case, (row := document(f"x {text} y", name="x"), []))
    start = data.draw(st.integers(0, len(text) - 2))
    end = data.draw(st.integers(start + 2, len(text)))
    heard = " ".join(data.draw(st.sampled_from(READ[c])) for c in text[start:end])
    for query in (heard, f'"{heard}"', text[start:end]):
        assert row.id in [hit[1] for hit in chief.search(case, query, limit=10_000)]


# What was kept before: no syllables, each character as it was written.
_OLD = re.compile(r"[a-z0-9]+|[\u3400-\u9fff]")


def old(text: str) -> str:
    return " ".join(f"'{t}':{n}" for n, t in enumerate(_OLD.findall(text.lower()), 1))


def rows(node: Node) -> list[tuple[object, ...]]:
    columns = "case_id, level, kind, key, tokens::text"
    with node._owner.connect() as owner:
        found = owner.exec_driver_sql(f"SELECT {columns} FROM token ORDER BY {columns}")
        return [tuple(row) for row in found]


def bring_up(node: Node) -> None:
    roles = (str(node._app.url.username), str(node._writer.url.username))
    migrate(node._owner, roles, node._settings["passwords"])


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Node]:
    with Node.create(tmp_path / "node", "Test Agency", "us", "chief") as made:
        yield made


def test_an_old_case_is_found_by_the_new_rules_even_if_interrupted(
    own: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, secret = open_case(own), open_case(own, 3)
    texts = {}
    for n in range(70):
        row = document(f"劉勇 {n} parcel", level=n % 4, title=f"第{n}")
        file(own, secret if n % 7 == 0 else case, (row, [said(row, person(f"{n % 9}"), "劉勇")]))
        texts[row.id] = f"第{n} {row.name}\n{row.body}"
    file_name(own, case, "Liu Yong")
    english = document("No Chinese here.", title="中文")
    file(own, case, (english, []))
    texts[english.id] = f"中文 {english.name}\n{english.body}"
    long = document("劉勇走私" * 1500)
    file(own, case, (long, []))
    own.writer("chief").state(case, "note", [stated(person("0"), "六哥", "alias")])
    new = rows(own)

    with own._owner.begin() as owner:
        owner.exec_driver_sql("UPDATE alembic_version SET version_num = '0004'")
        for key, text in texts.items():
            owner.execute(
                sa.text("UPDATE token SET tokens = CAST(:t AS tsvector) WHERE key = :k"),
                {"t": old(text), "k": key},
            )
        owner.exec_driver_sql("UPDATE token SET tokens = '''劉'':1 ''勇'':2' WHERE kind = 'entity' "
                              "AND tokens @@ '~yong'")  # fmt: skip
    changed = rows(own)
    assert changed != new
    make = words.tsvectors
    done = 0

    def interrupted(text: str) -> Iterator[str]:
        nonlocal done
        done += 1
        if done > 60:
            raise KeyboardInterrupt
        return make(text)

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(words, "tsvectors", interrupted)
        bring_up(own)
    between = rows(own)
    assert changed != between != new
    keys = [{row[3] for row in some} for some in (changed, between, new)]
    assert keys[0] == keys[1] == keys[2]  # nothing was lost for a while
    noted = {row[:4] for row in new if "~" in str(row[4])}
    with own._owner.connect() as owner:
        left = owner.exec_driver_sql("SELECT count(*) FROM reindex").scalar() or 0
    assert 0 < left == len(noted) - 50  # what was done stays done
    bring_up(own)
    assert rows(own) == new
    with own._owner.connect() as owner:
        assert owner.exec_driver_sql("SELECT to_regclass('reindex')").scalar() is None
        assert owner.exec_driver_sql("SELECT to_regclass('token_key')").scalar() is None
    with own.session("chief") as session:
        found = {key for _, key, _ in session.search(case, "liuyong", 1000)}
        assert found >= {long.id, *(person(f"{n}") for n in range(9))}
        assert session.search(case, "刘勇走私")[0][1] == long.id
