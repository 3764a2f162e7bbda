"""What can go wrong, by what the caller would do about it.

A refusal by the rules is not an error: it is an answer, with reasons. Messages end in logs
and on screens, so none of them carries a name, a text or a key.
"""


class SanJoseError(Exception):
    """Something a person can be told in one sentence; ``code`` is the exit code."""

    code = 3


class Misuse(SanJoseError):
    """What was entered cannot be understood: correct it and enter it again."""

    code = 2


class Missing(Misuse):
    """A text is missing that is asked for once nothing stands against the act."""


class Unable(SanJoseError):
    """The installation cannot do it now: store, key, disk, plugin or another writer."""
