"""What is no longer in force in a case: what somebody withdrew, and what may be used no longer."""

from datetime import date

from comity.model import WITHDRAWS
from comity.store.asking import Asking
from comity.store.rows import Case, digests

# ``until`` is the last of the conditions; where it is empty their JSON ends so.
_OVER = "handling <> '' AND handling NOT LIKE '%\"\"]' AND CAST(handling AS jsonb) ->> 3 < :today"


class InForce(Asking):
    """Tells what is in force, of statements and of documents."""

    def withdrawn(self, case: Case) -> list[bytes]:
        """Return the ids of the statements and documents of a case that somebody withdrew.

        A withdrawal can itself be withdrawn: the newest word counts.
        """
        rows = self._run(
            "SELECT encode(id, 'hex'), value FROM statement WHERE case_id = :case "
            "AND prop LIKE 'comity:%' AND prop = :withdraws ORDER BY made DESC",
            case=case.id,
            withdraws=WITHDRAWS,
        )
        gone: set[str] = set()
        for statement, what in rows:
            if statement not in gone:
                gone.add(what)
        return sorted(digests(gone))

    def gone(self, case: Case) -> list[bytes]:
        """Return the ids of the statements that are not in force: withdrawn, or over.

        What its originator gave until a day may not be used after it.
        """
        rows = self._run(
            f"SELECT id FROM statement WHERE case_id = :case AND {_OVER}",  # noqa: S608
            case=case.id,
            today=date.today().isoformat(),
        )
        return self.withdrawn(case) + [bytes(row[0]) for row in rows]

    def gone_documents(self, case: Case) -> list[str]:
        """Return the ids of the documents that are not in force, among others."""
        rows = self._run(
            f"SELECT id FROM document WHERE case_id = :case AND {_OVER}",  # noqa: S608
            case=case.id,
            today=date.today().isoformat(),
        )
        return [one.hex() for one in self.withdrawn(case)] + [row[0] for row in rows]
