"""Where a value comes from: a published paragraph, or a choice of ours.

No document gives a number of days for a reprisals letter, and few give a decider. Every value
that steers the software therefore says which it is: ``Given`` with its citation, or ``Chosen``
with its reason. A test holds every citation against the list of documents.
"""

from dataclasses import dataclass
from datetime import date
from typing import Generic, NamedTuple, TypeAlias, TypeVar

T_co = TypeVar("T_co", covariant=True)


class Citation(NamedTuple):
    """A place in a published document."""

    symbol: str
    place: str

    def __str__(self) -> str:
        """Return the citation as it is read aloud."""
        return f"{self.symbol}, {self.place}"


@dataclass(frozen=True, slots=True)
class Given(Generic[T_co]):
    """A value that a document gives; ``remark`` is what has to be read beside it."""

    value: T_co
    source: Citation
    remark: str = ""

    def __str__(self) -> str:
        """Return the source as it is printed beside the value."""
        return str(self.source)


@dataclass(frozen=True, slots=True)
class Chosen(Generic[T_co]):
    """A value that no document gives, so that we chose it and say why."""

    value: T_co
    because: str
    remark: str = ""

    def __str__(self) -> str:
        """Return the reason as it is printed beside the value."""
        return f"chosen: {self.because}"


Provision: TypeAlias = Given[T_co] | Chosen[T_co]


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """A document that values may be taken from.

    ``paragraphs`` is the number of its numbered paragraphs, or None where it is divided
    otherwise (articles, rules) or was not read; ``read`` says how much of it was readable.
    """

    symbol: str
    title: str
    dated: date | None
    read: str
    paragraphs: int | None = None


GUIDELINES = "HRI/MC/2015/6"
NOTE = "Secretariat note, 35th meeting of Chairs (2023)"

DOCUMENTS = (
    Document(
        symbol=GUIDELINES,
        title="Guidelines against Intimidation or Reprisals (San José Guidelines)",
        dated=date(2015, 6, 26),
        read="in full",
        paragraphs=35,
    ),
    Document(
        symbol=NOTE,
        title="Practices of the human rights treaty bodies on intimidation and reprisals",
        dated=date(2023, 5, 30),
        read="in full",
        paragraphs=50,
    ),
)


def guidelines(place: int | str) -> Citation:
    """Cite a paragraph of the San José Guidelines.

    >>> str(guidelines(12))
    'HRI/MC/2015/6, para. 12'
    """
    return Citation(GUIDELINES, f"para. {place}")


def note(place: int | str) -> Citation:
    """Cite a paragraph of the Secretariat's note for the 35th meeting of Chairs.

    >>> str(note("11 (e)"))
    'Secretariat note, 35th meeting of Chairs (2023), para. 11 (e)'
    """
    return Citation(NOTE, f"para. {place}")


def shortly(source: "Citation | Chosen[None]") -> str:
    """Return a source as it stands on a crowded line: G for the Guidelines, N for the note.

    >>> shortly(guidelines(13)), shortly(note("annex II"))
    ('G 13', 'N annex II')
    """
    if isinstance(source, Chosen):
        return "ours"
    place = source.place.removeprefix("para. ").removeprefix("paras ")
    letters = {GUIDELINES: "G", NOTE: "N"}
    return f"{letters[source.symbol]} {place}" if source.symbol in letters else str(source)


def ours(because: str) -> Chosen[None]:
    """Give the reason for a rule that no paragraph stands behind."""
    return Chosen(None, because)
