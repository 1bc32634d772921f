"""The one error that users meet."""


class ComityError(Exception):
    """Something that the user can put right: its text says what is wrong and what to do.

    ``exit_code`` is what the command line returns for it.
    """

    exit_code = 2
