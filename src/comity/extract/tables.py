"""Tables: what a row tells is dated by the row's own date."""

from comity.extract.finding import Event, Findings


def dated(text: str, findings: Findings) -> Findings:
    """Return the findings with each event that has no date dated by the first cell of its row.

    The first cell counts where it is a date as a whole.
    """
    rows = {d.start: d for d in findings.dates if d.end < len(text) and text[d.end] == "\t"}

    def date(event: Event) -> Event:
        row = rows.get(text.rfind("\n", 0, event.start) + 1)
        return event._replace(date=row.value) if row and not event.date else event

    return findings._replace(events=tuple(map(date, findings.events)))
