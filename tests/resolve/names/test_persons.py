"""Two names of people: which words belong together, and what else a name says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.resolve import compare
from comity.resolve.names import judge
from comity.resolve.names.persons import align, read


def features(a: str, b: str) -> set[str]:
    return {signal.feature for signal, _ in judge(a, b).signals}


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Mr. John Smith", "john smith"), ("Prof. Dr. Hans Müller", "hans muller"),
        ("Mr Liu Yong", "liu yong"), ("刘勇先生", "刘勇"), ("王小明教授", "王小明"),
        ("John Smith Jr.", "john smith"), ("John Smith III", "john smith"),
        ("Jean-Pierre Dupont", "jean pierre dupont"), ("Abd al-Rahman", "abdalrahman"),
        ("王××", "王某某"), ("王xx", "王某某"), ("王*", "王某"),
        ("Mr", "mr"), ("Sir", "sir"),  # a title alone is all there is
    ],
)  # fmt: skip
def test_the_words_that_are_compared(name: str, kept: str) -> None:
    assert " ".join(w.text for w in read(name).divided) == kept


@pytest.mark.parametrize(
    ("name", "generation"),
    [
        ("John Smith Jr", "jr"), ("John Smith, Jr.", "jr"), ("John Smith junior", "jr"),
        ("John Smith Sr.", "sr"), ("John Smith II", "2"), ("John Smith III", "3"),
        ("John Smith IV", "4"), ("John Smith", ""), ("Junior Smith", ""),
    ],
)  # fmt: skip
def test_which_of_a_family(name: str, generation: str) -> None:
    assert read(name).generation == generation


@pytest.mark.parametrize(
    ("name", "family", "first"),
    [
        ("Smith, John", {"smith"}, "john"),
        ("García Márquez, Gabriel José", {"garcia", "marquez"}, "gabriel"),
        ("van Dijk, Jan", {"dijk"}, "jan"),
        ("John Smith", set(), ""), ("Smith, John, Leeds", set(), ""), ("Smith,", set(), ""),
    ],
)  # fmt: skip
def test_the_surname_before_a_comma(name: str, family: set[str], first: str) -> None:
    assert (set(read(name).family), read(name).first) == (family, first)


@pytest.mark.parametrize(
    ("a", "b", "pairs", "left", "right"),
    [
        ("Ivan Petrov", "PETROV, Ivan", "ivan=ivan petrov=petrov", "", ""),
        ("Ivan Petrov", "Petrov Ivan Sergeevich", "ivan=ivan petrov=petrov", "", "sergeevich"),
        ("Jean-Pierre Dupont", "Jean Dupont", "dupont=dupont jean=jean", "pierre", ""),
        ("De La Cruz", "Dela Cruz", "cruz=cruz dela=dela", "", ""),
        ("Van der Berg", "Vanderberg", "vanderberg=vanderberg", "", ""),
        ("Ivan Petrov", "Иван Петров", "ivan=иван petrov=петров", "", ""),
        ("J. R. Smith", "John Robert Smith", "j=john r=robert smith=smith", "", ""),
        ("Bill Gates", "William Gates", "bill=william gates=gates", "", ""),
        ("约翰逊", "Boris Johnson", "约翰逊=johnson", "", "boris"),
        ("唐纳德·特朗普", "Trump Donald", "唐纳德=donald 特朗普=trump", "", ""),
    ],
)  # fmt: skip
def test_which_words_belong_together(a: str, b: str, pairs: str, left: str, right: str) -> None:
    found = align(a, b)
    assert found is not None
    assert " ".join(sorted(f"{part.a}={part.b}" for part in found.parts)) == pairs
    assert (" ".join(found.left), " ".join(found.right)) == (left, right)


def test_a_name_without_words_is_not_aligned() -> None:
    assert align("", "Liu Yong") is None and align("Liu Yong", "...") is None


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("John Smith", "SMITH, John"), ("John Smith", "Smith John"),
        ("Mr. John Smith", "John Smith"),
        ("José García", "Jose Garcia"), ("Müller", "Mueller"), ("Straße", "Strasse"),
        ("Maria Garcia Lopez", "Garcia Lopez, Maria"),
        ("Ludwig van Beethoven", "Ludwig Beethoven"), ("De La Cruz", "Dela Cruz"),
        ("O'Brien", "OBrien"), ("Mac Donald", "MacDonald"),
        ("Jean-Pierre Dupont", "Jean Pierre Dupont"), ("Anna Maria Smith", "Annamaria Smith"),
        # short forms, initials
        ("Bill Gates", "William Gates"), ("Liz Taylor", "Elizabeth Taylor"), ("Bob", "Robert"),
        ("Sasha Ivanov", "Aleksandr Ivanov"),
        ("I. Petrov", "Ivan Petrov"), ("J. R. Smith", "John Robert Smith"),
        # letters that are written in two ways, or read wrong by a machine
        ("Sergei Lavrov", "Sergey Lawrow"), ("Smith", "Smyth"), ("Gorbachev", "Gorbatschow"),
        ("Catherine Brown", "Katherine Brown"), ("J0hn Smith", "John Smith"),
        ("John Srnith", "John Smith"),
        # by sound
        ("Johnson", "约翰逊"), ("Austin Moore", "奥斯汀·摩尔"), ("Elon Musk", "埃隆·马斯克"),
        ("Joe Biden", "乔·拜登"), ("Marina", "玛丽娜"),
        ("Ivan Petrov", "Иван Петров"), ("Khrushchev", "Хрущёв"), ("Tchaikovsky", "Чайковский"),
        ("Petrov Ivan Sergeevich", "Иван Сергеевич Петров"),
        ("Donald Trump", "ドナルド・トランプ"), ("Donald Trump", "도널드 트럼프"),
        ("Donald Trump", "دونالد ترامب"), ("Иван Петров", "Іван Петров"),
        ("Γιώργος Παπαδόπουλος", "Giorgos Papadopoulos"),
    ],
)  # fmt: skip
def test_two_writings_of_one_name(a: str, b: str) -> None:
    assert compare(a, b, "Person").score >= 0.8


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("John Smith", "Jane Smith"), ("John Smith", "John Jones"), ("Maria Lopez", "Marta Lopez"),
        # a letter makes another given name, of a woman for a man's
        ("Daniel Lopez", "Daniela Lopez"), ("Paul Lopez", "Paula Lopez"),
        ("Antonio Lopez", "Antonia Lopez"), ("Mario Lopez", "Maria Lopez"),
        ("Michael Jackson", "Michelle Jackson"), ("J. Smith", "Peter Smith"),
        ("Ivan Petrov", "Ivan Petrovich"), ("Ivan Petrov", "Иван Сидоров"),
        ("Ivan Petrov", "Пётр Петров"), ("Johnson", "刘勇"),
        ("Joe Biden", "唐纳德·特朗普"), ("John Smith Jr", "John Smith Sr"),
        ("John Smith II", "John Smith III"), ("Jan van Dijk", "Jan van Eyck"),
        ("Ana dos Santos", "Ana da Silva"), ("Agent 47", "Agent 48"), ("玛丽娜", "Ivanov"),
    ],
)  # fmt: skip
def test_two_names(a: str, b: str) -> None:
    assert compare(a, b, "Person").score <= 0.3


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Ivаn Petrov", "Ivan Petrov"), ("Pаvel", "Pavel"), ("Pаvel Smirnov", "Pavel Smirnov"),
        ("Liu Yоng", "Liu Yong"), ("Ivаn", "Иван"), ("Petrоv", "Петров"), ("Gοrge", "Gorge"),
    ],
)  # fmt: skip
def test_a_word_of_two_alphabets_looks_like_what_it_is_not(a: str, b: str) -> None:
    assert {s.part.how for s, _ in judge(a, b).signals} >= {"mixed alphabets"}
    assert compare(a, b, "Person").score <= 0.3


def test_who_marks_the_surname_says_more() -> None:
    assert "surnames exchanged" in features("Perez, Gomez", "Gomez, Perez")
    exchanged, same = (
        compare("Perez, Gomez", "Gomez, Perez"),
        compare("Perez, Gomez", "Perez, Gomez"),
    )
    assert exchanged.score < same.score


def test_one_more_word_says_less_than_the_whole_name() -> None:
    whole = compare("Ivan Petrov", "Ivan Petrov").score
    one, two = (compare("Ivan Petrov", f"Ivan {more} Petrov").score for more in ("S", "S. Kuzmich"))
    assert whole > one > two


def test_a_generation_in_one_name_only_hardly_matters_and_two_conflict() -> None:
    alone, same = compare("John Smith Jr", "John Smith"), compare("John Smith", "John Smith")
    assert 0.8 <= alone.score <= same.score
    assert compare("John Smith Jr", "John Smith Sr").score <= 0.2


@pytest.mark.parametrize("title", ["Mr", "Dr.", "Prof.", "Mrs", "Sir"])
def test_a_title_is_no_part_of_a_name(title: str) -> None:
    assert (
        compare(f"{title} John Smith", "John Smith").score
        == compare("John Smith", "John Smith").score
    )
    assert compare(f"{title} John Smith", f"{title} Peter Jones").score <= 0.3


@pytest.mark.parametrize("name", "佐々木健 佐々木 奈々 𠮷野 﨑 〇 ヶ ㄱ 가 ー ʻ".split())
@pytest.mark.parametrize("other", ["Peter Jones", "Иван", "刘勇", "김영수", "محمد", "タナカ", "𠮷"])
def test_rare_characters_are_compared_with_anything(name: str, other: str) -> None:
    assert compare(name, other, "Person").score == compare(other, name, "Person").score < 0.5


_WORDS = st.sampled_from(
    "Ivan Petrov Иван Петров 刘 勇 刘勇 Liu Yong LIU 김정은 Kim Jong-un محمد bin van de J. Jr , - '"
    " 某 × Nguyễn Văn An 佐藤 健 タナカ Ōno 佐々木 Ivаn 々 ー".split()
)


@given(st.lists(_WORDS, max_size=6).map(" ".join), st.lists(_WORDS, max_size=6).map(" ".join))
def test_any_words_are_aligned(a: str, b: str) -> None:
    found, turned = align(a, b), align(b, a)
    assert (found is None) == (turned is None) == (not read(a).words or not read(b).words)
    if found:
        assert all(-5 <= part.evidence <= 5 for part in found.parts)
        assert all(part.kind and part.how for part in found.parts)
