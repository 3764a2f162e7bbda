"""A paper before it is laid out: blocks of words, tables and charts, and nothing of how they look.

Word, PDF, plain text and HTML are made from one and the same paper, so that they say the same.
A paragraph of the body is numbered as such documents number theirs; a table or a chart carries
its caption, and a chart its numbers as a table. Words are plain strings, or a tuple of strings
and marks where one has a footnote or is stressed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

RIGHT_TO_LEFT = frozenset({"ar"})


@dataclass(frozen=True, slots=True)
class Foot:
    """A footnote at this place: most often the symbol of a document."""

    text: str


@dataclass(frozen=True, slots=True)
class Stressed:
    """Words in italics, as titles of documents are set."""

    text: str


Words = str | tuple[str | Foot | Stressed, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; ``level`` 1 is a section of the paper, whose title stands above all."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Numbered:
    """A paragraph with a running number."""

    words: Words


@dataclass(frozen=True, slots=True)
class Plain:
    """A paragraph without a number."""

    words: Words


@dataclass(frozen=True, slots=True)
class Items:
    """A list; ``ordered`` gives it letters, as (a), (b)."""

    items: tuple[Words, ...]
    ordered: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """A table with a caption and a head; every row is as long as the head.

    ``numbers`` are the columns, counted from 0, whose cells stand at the end of the line.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int] = frozenset()
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Chart:
    """Bars with their numbers; None is a number that is not published, and has no bar.

    ``said`` is what a reader sees who sees no bars.
    """

    caption: str
    bars: tuple[tuple[str, int | None], ...]
    said: str
    head: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows stands on a page of its own."""


Block = Heading | Numbered | Plain | Items | Table | Chart | NewPage


@dataclass(frozen=True, kw_only=True, slots=True)
class Paper:
    """A paper.

    Args:
        title: what it is called; also the title in the properties of the file.
        language: its code, which says the direction too.
        masthead: lines above the title, such as the committee's name and the session.
        symbol: the document's symbol, where it has one.
        dated: the day that it bears.
        handling: what stands on each page, such as "Confidential: for the closed meeting".
        copy: which copy it is, on each page, such as "Copy 3 of 5".
    """

    title: str
    blocks: tuple[Block, ...]
    language: str = "en"
    masthead: tuple[str, ...] = ()
    symbol: str = ""
    dated: date | None = None
    handling: str = ""
    copy: str = ""

    @property
    def backwards(self) -> bool:
        """Return whether it is written from right to left."""
        return self.language in RIGHT_TO_LEFT


def spoken(words: Words) -> str:
    """Return words without their marks and footnotes.

    >>> spoken(("See ", Stressed("the note"), Foot("HRI/MC/2015/6."), "."))
    'See the note.'
    """
    if isinstance(words, str):
        return words
    return "".join(
        one if isinstance(one, str) else one.text for one in words if not isinstance(one, Foot)
    )


def feet(blocks: Sequence[Block]) -> tuple[str, ...]:
    """Return every footnote, in the order in which they stand."""
    found: list[str] = []
    for block in blocks:
        for words in _words(block):
            if not isinstance(words, str):
                found += (one.text for one in words if isinstance(one, Foot))
    return tuple(found)


def _words(block: Block) -> tuple[Words, ...]:
    match block:
        case Numbered(words) | Plain(words):
            return (words,)
        case Items(items):
            return items
        case _:
            return ()
