"""A made-up country, Atlantis, whose law fits on one page: a folder to try policies in."""

import shutil
from pathlib import Path

from comity.law.rows import HOME

_ROW = """
  says: Open.
  article: rule of this system
  source: Comity, rules of release
  from: 2000-01-01
  checked: 2026-11-25
"""

COUNTRY = {
    "un/about.yaml": "name: Everywhere\n",
    "un/limits.yaml": f"- id: released{_ROW}",
    "un/assurances.yaml": f"- id: promise{_ROW}",
    "un/release.cedar": """
@id("released")
@says("What no rule stops may go out.")
@row("un/limits/released")
permit (principal, action == Action::"release", resource);
""",
    "un/release_tests.yaml": """
- test: It goes.
  outcome: released
  policies: [released]
""",
    "at/about.yaml": "name: Atlantis\n",
    "at/handling.yaml": """
- id: pearl
  code: PEARL
  scheme: Atlantis
  says: About pearls.
  article: Section 1
  source: Pearl Act
  from: 2000-01-01
  checked: 2026-11-25
""",
    "at/limits.yaml": """
- id: pearls
  says: What is about pearls stays.
  consent: the diver
  article: Section 1
  source: Pearl Act
  from: 2000-01-01
  checked: 2026-11-25
""",
    "at/release.cedar": """
// One rule.
@id("pearls")
@says("What is about pearls stays.")
@row("at/limits/pearls")
@asks("consent:at/limits/pearls")
forbid (principal, action == Action::"release", resource)
when { resource.codes.contains("PEARL") }
unless { context.consents.contains("at/limits/pearls") };
""",
    "at/release_tests.yaml": """
- test: Pearls stay.
  matter: {codes: [PEARL]}
  outcome: held
  policies: [pearls]
""",
}
"""Its files."""


def country(home: Path, changes: dict[str, tuple[str, str]] | None = None) -> Path:
    """Write Atlantis to a folder, with a piece of some files exchanged; return the folder."""
    for name, text in COUNTRY.items():
        old, new = (changes or {}).get(name, ("", ""))
        assert old in text, old
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace(old, new) if old else text, "utf-8")
    shutil.copy(HOME / "release.cedarschema", home)
    return home
