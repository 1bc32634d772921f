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
            made = case.decide(question.a.entity, question.b.entity, same=key == "s")
            decided += 1
            output.line(f"  decided by {made.author}")
        elif key == "u":
            later.add(question.statement)
        elif key == "z":
            if decided:
                output.line(f"  taken back: {case.undo().what}")
                decided -= 1
        elif key == "q":
            break
        else:
            output.line("  Type s, d, u, z or q, then Enter.")
    output.line(f"{decided} decided; {len(case.questions())} open.")


def _show(q: Question, left: int) -> None:
    a, b = escape(q.a.label), escape(q.b.label)
    output.line(f"\n[bold]{a}[/]  =  [bold]{b}[/] ?  [dim]{left} left[/]")
    output.under(f"{q.score:.2f}: {escape(q.reasons)}")
    for side in (q.a, q.b):
        where = f"{side.schema} in {side.source}" if side.source else side.schema
        output.under(f"[dim]{side.entity[:12]}  {escape(side.label)}: {escape(where)}[/]")


def _key() -> str:
    try:
        return input(f"  {_KEYS} > ").strip().lower()[:1]
    except EOFError:
        return "q"
