"""Sentences: who is sentenced by which court for what to which penalty."""

import re

from comity.extract.chinese.happenings import cast, parties, penalties, scene
from comity.extract.chinese.happenings.parties import PEOPLE, Unit
from comity.extract.chinese.happenings.scene import View
from comity.extract.finding import Participant, Span

_NEEDS_NONE = ("判处", "获刑", "判刑", "判囚", "判监", "领刑")
_ORDER = re.compile(r"(?:支付|赔偿|退赔|退还|返还|缴纳|上缴|缴付|交出|没收|偿还)[^，。；]*")
_ONLY = re.compile(r"[了处囚监以刑为：]*")


def read(seen: View) -> list[Participant] | None:
    """Return the participants of a sentence, or None where the words tell none."""
    row, flat = seen.trigger.row, seen.scene.flat
    word = flat[seen.trigger.start : seen.trigger.end]
    if row.needs == "order":
        imposed = _ordered(seen)
    else:
        apart = seen.before.endswith("分别")
        imposed = list(penalties.after(flat, seen.trigger.end, seen.high, word, apart))
    if not imposed and (row.needs == "order" or word not in _NEEDS_NONE):
        return None
    if word not in _NEEDS_NONE and row.needs != "order" and not _follows(seen, imposed[0]):
        return None
    found = [Participant(*span, "penalty") for span in imposed]
    found += cast.court(seen)
    found += cast.roles(_accused(seen, imposed), "defendant")
    return cast.once(found)


def _ordered(seen: View) -> list[Span]:
    match = _ORDER.search(seen.scene.flat, seen.trigger.end, seen.high)
    return [Span(*match.span())] if match and cast.court(seen) else []


def _follows(seen: View, penalty: Span) -> bool:
    """Return whether nothing but who is sentenced stands between a verb and its penalty."""
    between = seen.scene.flat[seen.trigger.end : penalty.start]
    for unit in seen.right():
        if unit.sort in PEOPLE:
            between = between.replace(seen.scene.flat[unit.start : unit.end], "")
    return _ONLY.fullmatch(re.sub("[、和与等各人]", "", between)) is not None


def _accused(seen: View, imposed: list[Span]) -> list[Unit]:
    people = PEOPLE - {"organisation"}
    if seen.passive >= 0:
        if before := scene.subjects(seen, people, ("将", "对"), until=seen.passive):
            return before
        return _modified(seen, imposed)
    end = imposed[0].start if imposed else seen.high
    after = [u for u in seen.right() if u.sort in PEOPLE and u.end <= end and not u.owns]
    if after:
        return after
    if to := scene.in_case(seen.left(), ("对", "将", "把"), people):
        return to
    return scene.subjects(seen, people) or _modified(seen, imposed)


def _modified(seen: View, imposed: list[Span]) -> list[Unit]:
    """Return whom a sentence modifies: 被判处死刑的毒贩."""
    end = imposed[-1].end if imposed else seen.trigger.end
    own = [u for u in seen.right() if u.start >= end and u.sort in PEOPLE]
    follows = seen.scene.flat[end : end + 1] == "的"
    return parties.chain(own, 0) if own and follows else []
