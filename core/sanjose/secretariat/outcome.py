"""What the door answers: done, or refused with reasons; and what is waiting next."""

from dataclasses import dataclass

from sanjose.rules.view import Objection
from sanjose.words.due import Due
from sanjose.words.errors import Misuse


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """The answer to one act; with objections it was refused and nothing was changed.

    ``label`` is that of a measure, a person or a file that the act made; ``notes`` are
    sentences that the officer should read. With ``waits`` nothing was done yet: under that
    label, as A1, it waits for a second person.
    """

    verb: str
    reference: str | None = None
    label: str | None = None
    waits: str | None = None
    objections: tuple[Objection, ...] = ()
    notes: tuple[str, ...] = ()
    due: tuple[Due, ...] = ()

    @property
    def refused(self) -> bool:
        """Return whether something stood against it."""
        return bool(self.objections)


class NoSuchCase(Misuse):
    """There is no case with this reference, or none that this officer may know of."""

    def __init__(self) -> None:
        super().__init__("there is no case with this reference; see `sanjose cases`")
