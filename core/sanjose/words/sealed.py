"""Text that is about somebody, held so that it cannot slip out by accident.

A name or a testimony is a ``Sealed`` value from the moment it is entered until the record
encrypts it, and again when it is read. Printing, formatting, pickling or serialising one
shows nothing; only ``reveal()``, which is easy to find in the code, gives the text.
"""

from typing import NoReturn, SupportsIndex


class Sealed:
    """A text that never prints, pickles or serialises itself.

    >>> statement = Sealed("They said they would come back.")
    >>> print(statement, f"{statement}", repr(statement))
    <sealed> <sealed> <sealed>
    >>> statement.reveal()
    'They said they would come back.'
    """

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """Return the text, to someone who may read it."""
        return self._text

    def __bool__(self) -> bool:
        return bool(self._text)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sealed) and self._text == other._text

    def __hash__(self) -> int:
        return hash(self._text)

    def __repr__(self) -> str:
        return "<sealed>"

    __str__ = __repr__

    def __format__(self, format_spec: str) -> str:
        return "<sealed>"

    def __reduce_ex__(self, protocol: SupportsIndex) -> NoReturn:
        message = "a sealed value is not written anywhere but into the record"
        raise TypeError(message)
