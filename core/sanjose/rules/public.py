"""What everybody may see of a committee's record, item by item, and what they may see no more.

An item is a letter or a reply whose posting was decided and taken. It stays as long as nothing
stands against it: every reason that stood against posting it stands against leaving it there,
so that consent that is taken back takes it down. Only that the facts moved on since takes
nothing down: the officer is told to weigh it again. Of a case behind an item nothing else is
told, and its name in the site is made from what is public.

Source: G 26; N 12, 44, 46, annex II.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from sanjose.rules.measures import MEASURES
from sanjose.rules.published import Document, speaks
from sanjose.rules.view import Objection
from sanjose.words.committee import CommitteeRecord

MOVED_ON = "not-weighed"
"""The reason that takes nothing down: facts were added since the consequences were weighed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Posted:
    """A letter or a reply that was posted, as everybody sees it.

    Args:
        state: the State party, by its code.
        what: the kind of letter, by its key; of a reply, of the letter that it answers.
        written_on: the day of the letter or of the reply.
        symbol: of the document, where it has one.
        text: exactly what two persons released; None where no such text is kept here.
        digest: of that text as it was released, which stays when the text is erased.
    """

    state: str
    what: str
    of_reply: bool
    written_on: date | None
    posted_on: date
    symbol: str | None = None
    text: str | None = None
    digest: str | None = None

    @property
    def title(self) -> str:
        """Return what it is called."""
        letter = MEASURES[self.what].title if self.what in MEASURES else "letter"
        return f"reply to a {letter}" if self.of_reply else letter

    @property
    def name(self) -> str:
        """Return its name in the site, which is always the same for the same item.

        It goes by the digest of the text, so that a page is known when its text was erased.
        """
        said = self.digest
        if said is None:
            said = "\n".join((self.what, str(self.written_on), self.symbol or ""))
        kind = "reply" if self.of_reply else "letter"
        short = sha256(said.encode()).hexdigest()[:8]
        return f"{self.posted_on}-{self.state.lower()}-{kind}-{short}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """A posting in a case: what is posted, and what stands against its staying there.

    ``weigh_again`` is whether the facts moved on since the consequences were weighed.
    """

    reference: str
    label: str
    posted: Posted
    objections: tuple[Objection, ...] = ()
    weigh_again: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Public:
    """What the pages of a committee are made from, as far as it is open to this officer."""

    items: tuple[Item, ...] = ()
    documents: tuple[tuple[str, Document], ...] = ()
    trial: bool = False

    @property
    def shown(self) -> tuple[Posted, ...]:
        """Return what everybody may see, the latest first; nothing twice.

        The same text may stand in two cases: whoever takes it down in one takes it down.
        """
        down = {one.posted.name for one in self.withheld}
        free = {
            one.posted.name: one.posted for one in self.items if one.posted.name not in down
        }
        return tuple(free[name] for name in sorted(free, reverse=True))

    @property
    def withheld(self) -> tuple[Item, ...]:
        """Return what was posted and may not be seen any more."""
        return tuple(one for one in self.items if one.objections)


def staying(objections: Iterable[Objection]) -> tuple[tuple[Objection, ...], bool]:
    """Return what stands against an item's staying, and whether it has to be weighed again."""
    told = tuple(objections)
    against = tuple(one for one in told if one.key != MOVED_ON)
    return against, len(against) < len(told)


def spoken_documents(
    record: CommitteeRecord, committee: str, on: date
) -> tuple[tuple[str, Document], ...]:
    """Return the committee's own public documents with such paragraphs, by State, latest first.

    They are published documents and stand outside every wall. Source: N 44; floor 4.
    """
    found = {
        (entry.state or "", entry.title): Document(
            on=entry.ends or entry.starts,
            symbol=entry.title,
            what=str(entry.what),
            committee=committee,
            paragraphs=entry.reprisals or "",
        )
        for entry in record.calendar
        if speaks(entry) and (entry.ends or entry.starts) <= on
    }
    return tuple(
        (state, one)
        for (state, _), one in sorted(
            found.items(), key=lambda each: (-each[1].on.toordinal(), each[0])
        )
    )
