"""Which files are found."""

import io
import sys
from pathlib import Path

import pytest

from comity.intake import IntakeError, digest, find, read

from .making import put


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b/2.txt", "b/1.txt", "a.txt", ".hidden/x.txt", "b/.hidden", "c[1].txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        put(tmp_path, name, "word")
    return tmp_path


def names(folder: Path, *paths: str) -> list[str]:
    return [str(path.relative_to(folder)) for path in find(paths)]


def test_folders_globs_and_files_once_each(folder: Path) -> None:
    assert names(folder, str(folder)) == ["a.txt", "b/1.txt", "b/2.txt", "c[1].txt"]
    assert names(folder, f"{folder}/b/*.txt", f"{folder}/b") == ["b/1.txt", "b/2.txt"]
    assert names(folder, f"{folder}/**/2*") == ["b/2.txt"]
    assert names(folder, f"{folder}/c[1].txt", f"{folder}/b/.hidden") == ["c[1].txt", "b/.hidden"]


def test_links_do_not_lead_out_or_round(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = put(tmp_path_factory.mktemp("outside"), "secret.txt", "word")
    (folder / "b/out.txt").symlink_to(outside)
    (folder / "b/round").symlink_to(folder)
    (folder / "b/in.txt").symlink_to(folder / "b/1.txt")
    (folder / "b/nowhere.txt").symlink_to(folder / "none")
    assert names(folder, f"{folder}/b") == ["b/1.txt", "b/2.txt", "b/in.txt"]


def test_what_matches_nothing_is_told_before_anything_is_given(folder: Path) -> None:
    for wrong in (f"{folder}/none.txt", f"{folder}/*.pdf"):
        with pytest.raises(IntakeError, match="no such file"):
            next(find([str(folder), wrong]))
    (folder / "empty").mkdir()
    with pytest.raises(IntakeError, match="holds no files"):
        list(find([f"{folder}/empty"]))


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Words from a pipe.")))
    for path in find(["-"]):
        (found,) = read(path)
        assert found.origin == "stdin"
        assert digest(path)[1] == 18
    assert not path.exists()
