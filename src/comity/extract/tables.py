"""Tables: what a row tells is dated by the row's own date."""

import re

from comity.extract.finding import Event, Findings

_DAY = re.compile(r"^(\d{4}(?:-\d\d(?:-\d\d)?)?)\t", re.MULTILINE)


def dated(text: str, findings: Findings) -> Findings:
    """Return the findings with each event dated by the first cell of its row, if that is a date.

    The cell counts where it is a date in ISO 8601 as a whole, and its row gives no other.
    """
    rows = {row.start(): row[1] for row in _DAY.finditer(text)}

    def date(event: Event) -> Event:
        day = rows.get(text.rfind("\n", 0, event.start) + 1)
        return event._replace(date=day) if day and not event.date else event

    return findings._replace(events=tuple(map(date, findings.events)))
