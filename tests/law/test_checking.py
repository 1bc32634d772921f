"""check() finds each fault that a lawyer may leave in the files, and none in those shipped."""

import shutil
from pathlib import Path

import pytest

from comity import law
from comity.law.__main__ import main
from comity.law.rows import HOME


def test_the_shipped_law_has_none() -> None:
    assert law.check() == []


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for path in HOME.rglob("*.yaml"):
        target = tmp_path / path.relative_to(HOME)
        target.parent.mkdir(exist_ok=True)
        shutil.copy(path, target)
    return tmp_path


FAULTS = [
    # file, what is right there, the planted fault, what check() says
    ("cn/limits.yaml", "  from: 2018-10-26\n", "", "lacks 'from'"),
    ("us/control.yaml", "  source: Final rule, 79 FR 37623\n", "", "lacks 'source'"),
    ("cn/offences.yaml", "acts: [laundering]", "acts: [washing]", "unknown act 'washing'"),
    ("cn/offences.yaml", "penalties: [death, ", "penalties: [deaht, ", "unknown penalty 'deaht'"),
    ("cn/thresholds.yaml", "substance: ketamine", "substance: sugar", "unknown substance 'sugar'"),
    (
        "cn/thresholds.yaml",
        "offence: drug-trafficking",
        "offence: drugs",
        "unknown offence 'drugs'",
    ),
    ("cn/control.yaml", "[u-47700, mt-45]", "[u-47701, mt-45]", "unknown substance 'u-47701'"),
    ("cn/control.yaml", "family: nitazenes", "family: zenes", "unknown family of substances"),
    ("un/treaties.yaml", "    us: 1990-11-11\n", "    usa: 1990-11-11\n", "unknown jurisdiction"),
    (
        "un/treaties.yaml",
        "    us: 1990-11-11\n",
        "    us: 1990-02-20\n",
        "bound (1990-02-20) before the treaty",
    ),
    ("cn/refusal.yaml", "duty: may", "duty: may\n  treaty: un-1999", "unknown treaty 'un-1999'"),
    ("us/control.yaml", "  until: 2018-04-19\n", "", "overlaps"),
    ("us/control.yaml", "  until: 2018-04-19\n", "  until: 2018-04-20\n", "overlaps"),
    ("us/control.yaml", "  until: 2018-04-19\n", "  until: 2018-04-01\n", "leaves a gap"),
    ("us/control.yaml", "  until: 2019-10-28\n", "  until: 2016-10-28\n", "is before 'from'"),
    ("eu/limits.yaml", "https://", "http://", "must begin with https://"),
    ("eu/about.yaml", "name: European Union", "name:", "must say 'name"),
    ("acts.yaml", "laundering: [money laundering", "laundry: [money laundering", "unknown act"),
]


@pytest.mark.parametrize(("file", "right", "wrong", "says"), FAULTS)
def test_a_planted_fault_is_found(copy: Path, file: str, right: str, wrong: str, says: str) -> None:
    text = (copy / file).read_text("utf-8")
    assert right in text
    (copy / file).write_text(text.replace(right, wrong, 1), "utf-8")
    found = [str(problem) for problem in law.check(copy)]
    assert any(says in problem for problem in found), found


def test_a_problem_names_file_and_row(copy: Path) -> None:
    path = copy / "cn/control.yaml"
    path.write_text(path.read_text("utf-8").replace("mt-45]", "mt-46]"), "utf-8")
    (problem,) = law.check(copy)
    assert problem.file == "cn/control.yaml"
    assert problem.row.endswith("(u-47700-2017)")


def test_the_command_says_so_too(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(copy)]) == 0
    assert "Nothing to put right." in capsys.readouterr().out
    (copy / "us/about.yaml").unlink()
    assert main([str(copy)]) == 1
    assert "us/about.yaml" in capsys.readouterr().out


def test_another_jurisdiction_is_only_data(copy: Path) -> None:
    (copy / "xx").mkdir()
    (copy / "xx/about.yaml").write_text("name: Exland\n", "utf-8")
    (copy / "xx/offences.yaml").write_text(
        "- {id: sale, says: Selling drugs., acts: [trafficking], object: drug,"
        " article: Section 1, source: Drugs Act, from: 2020-01-01, checked: 2026-11-24}\n",
        "utf-8",
    )
    assert law.check(copy) == []
