"""Why a package is refused."""

from comity.model import ComityError


class Refused(ComityError):
    """A package that is not taken in; nothing of it is kept.

    ``reason`` is one stable word; the text says what is wrong and what to do:

    - ``not-a-package``: the file is of another kind;
    - ``newer-format``: made by a later version;
    - ``wrong-recipient``: sealed to somebody else, or signed for somebody else;
    - ``unknown-signer``, ``revoked-signer``: no key that is trusted for that sender signed it;
    - ``truncated``, ``changed``: not whole, or not as it was signed;
    - ``path``: it would write where it must not;
    - ``too-large``: over the limits, or over what it declares;
    - ``malformed``: the format's rules are broken in another way.

    Those who look into what a package says have reasons of their own.
    """

    def __init__(self, reason: str, text: str) -> None:
        super().__init__(text)
        self.reason = reason


def malformed(what: str) -> Refused:
    """Return the refusal of a package whose form is wrong."""
    return Refused(
        "malformed", f"The package is malformed: {what}. Ask the sender to seal it anew."
    )
