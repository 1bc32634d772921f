"""The queue of proposals on who is who: one key decides."""

from rich.markup import escape

from comity.case import Case, Question
from comity.cli import output

_KEYS = "s same · d different · u unsure, later · z undo · q stop"


def review(case: Case) -> None:
    """Ask about each open proposal, until none is left or the person stops."""
    later: set[str] = set()
    decided = 0
    while questions := [q for q in case.questions() if q.statement not in later]:
        question = questions[0]
        _show(question, len(questions))
        key = _key()
        if key in ("s", "d"):
            made = case.decide(question.a[1], question.b[1], same=key == "s")
            decided += 1
            output.line(f"  decided by {made.author}")
        elif key == "u":
            later.add(question.statement)
        elif key == "z" and decided:
            output.line(f"  taken back: {case.undo().what}")
            decided -= 1
        elif key == "q":
            break
    output.line(f"{decided} decided; {len(case.questions())} open.")


def _show(q: Question, left: int) -> None:
    output.line(f"\n[bold]{escape(q.a[0])}[/]  =  [bold]{escape(q.b[0])}[/] ?  [dim]{left} left[/]")
    output.under(f"{q.score:.2f}: {escape(q.reasons)}")
    output.under(f"[dim]{q.a[1][:12]}  {q.b[1][:12]}  (comity show tells all of each)[/]")


def _key() -> str:
    try:
        return input(f"  {_KEYS} > ").strip().lower()[:1]
    except EOFError:
        return "q"
