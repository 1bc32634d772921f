"""Who told it never crosses, nor what would give it away: not in a package, not at the partner."""

from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.exchange.making import Agency, canary, carry, inside, outgoing, person

from comity.exchange import LEAD, Draft, Wish
from comity.model import ComityError, Handling, Statement, entity_id

TOLD = ("INFORMANT", "UNDERCOVER", "WITNESS")
_made = count()

PLACES = st.integers(0, 3)
"""Which of a few things is meant."""

ONE = st.tuples(
    st.sampled_from(("told", "named", "open", "document", "linked")),
    PLACES,
    PLACES,
    st.sampled_from(TOLD),
)


def graph(one: Agency, drawn: list[tuple[str, int, int, str]]) -> tuple[str, list[str], list[str]]:
    """Make a case of what was drawn; return its name, what may not cross, and what may."""
    case, seed = one.case(), next(_made)
    things = [person(f"{canary('thing')}{seed}") for _ in range(4)]
    spies = [canary("spy") for _ in range(2)]
    ids = [entity_id("person", spy) for spy in spies]
    secret, may = [*spies, *ids], []
    for kind, a, b, code in drawn:
        thing, spy, name = things[a], ids[b % 2], spies[b % 2]
        coded = Handling(0, (code,), one.name)
        word, words = canary("word"), canary("words")
        if kind == "told":
            one.state(case, thing._replace(
                prop="notes", value=word, original=f"{words} {name}", asserters=(spy,),
                author=name, handling=coded,
            ))  # fmt: skip
            secret.append(words)
        elif kind == "named":
            hidden = Handling(0, (f"{code}-IDENTITY",), one.name)
            one.state(case, person(name, handling=hidden))
            one.state(case, person(name, "notes", words, handling=hidden))
            secret.append(words)
        elif kind == "open":
            one.state(case, thing, thing._replace(prop="notes", value=word))
            may.append(word)
        elif kind == "document":
            said = thing._replace(prop="notes", value=word, asserters=(spy,))
            secret.append(words)
            secret.append(one.file(case, f"{words}: {name} told of {word}", said, handling=coded))
        else:
            # Of the few who were there one must have told: it may stand only at home.
            hidden = Handling(0, (f"{code}-IDENTITY",), one.name)
            link = Statement(
                entity_id("meeting", word), "Event", "involved", spy, author="one", made="2017",
                handling=hidden,
            )  # fmt: skip
            one.state(case, link, link._replace(
                prop="summary", value=words, handling=coded, asserters=(spy,)
            ))  # fmt: skip
    return case.slug, secret, may


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn=st.lists(ONE, min_size=1, max_size=8))
def test_who_told_it_never_crosses(
    two: list[Agency], drawn: list[tuple[str, int, int, str]]
) -> None:
    us, cn = two
    slug, secret, may = graph(us, drawn)
    with TemporaryDirectory(dir=us.home) as folder:
        try:
            us.desk.share(us.bench.case(slug), Wish("cn", ("all",)))
        except ComityError as error:
            assert "Nothing of this" in str(error) and not may
            return
        (path,) = outgoing(us, cn, Path(folder))
        text = inside(cn, path)
        assert not [word for word in secret if word in text]
        assert not [word for word in may if word not in text]


def test_nothing_of_it_stands_at_the_partner(two: list[Agency]) -> None:
    us, cn = two
    every = [(kind, i, i, code) for i, code in enumerate(TOLD)
             for kind in ("told", "named", "open", "document", "linked")]  # fmt: skip
    slug, secret, may = graph(us, every)
    package = us.share(us.bench.case(slug), cn)
    carry(us, cn)
    cn.desk.accept(package, cn.case())
    assert cn.holds(*secret) == []
    assert cn.holds(*may) == may


def test_a_file_goes_only_whole(two: list[Agency], tmp_path: Path) -> None:
    """A file of which anything that was read in it is kept back does not go."""
    us, cn = two
    case, words = us.case(), canary("words")
    sha256 = us.file(case, f"{words} and more", person(canary()))
    said = us.bench.session.statements(case.row)[0]
    us.desk.share(case, Wish("cn", ("all",)))
    (path,) = outgoing(us, cn, tmp_path / "a")
    assert words in inside(cn, path)
    hidden = said._replace(value=canary(), handling=Handling(0, ("GRAND-JURY",), us.name))
    other = us.file(case, f"{words} again", said, handling=Handling(0, ("INFORMANT",), us.name))
    us.state(case, hidden._replace(document=""))
    us.desk.share(case, Wish("cn", ("all",)))
    (path,) = outgoing(us, cn, tmp_path / "b")
    text = inside(cn, path)
    assert sha256 in text and other not in text and f"{words} again" not in text


def test_what_he_said_is_kept_where_it_would_show_who_he_is(two: list[Agency]) -> None:
    """A spy who stands openly at a meeting, and what he alone told of that meeting."""
    us, _ = two
    case, name, told = us.case(), canary("spy"), canary("told")
    meeting = Statement(entity_id(told), "Event", "involved", entity_id("person", name),
                        author="one", made="2017")  # fmt: skip
    us.state(
        case,
        person(name),
        meeting,
        meeting._replace(
            prop="summary", value=told, asserters=(entity_id("person", name),),
            handling=Handling(0, ("INFORMANT",), us.name),
        ),
    )  # fmt: skip
    lines = list(us.desk.lines(case, Wish("cn", ("all",))))
    outcomes = {str(line.what[3]): line.decision for line in lines}
    assert outcomes[told].outcome == "held"
    assert {r.policy for r in outcomes[told].reasons} >= {"informant-joined"}
    assert outcomes[name].outcome == "released"


def test_a_lead_says_not_from_whom_it_is(two: list[Agency], tmp_path: Path) -> None:
    us, cn = two
    case, name, words = us.case(), canary("tipster"), canary("words")
    tipster = person(name, handling=Handling(0, ("INFORMANT-IDENTITY",), us.name))
    us.state(case, tipster)
    draft = Draft(LEAD, {"name": words, "tipster": tipster.entity}, "B2")
    lead = us.desk.begin(case, draft, giver=us.name, receiver=cn.name)
    us.desk.send(case, lead, Wish("cn", ("all",)))
    (path,) = outgoing(us, cn, tmp_path / "a")
    text = inside(cn, path)
    assert words in text
    assert name not in text and tipster.entity not in text
