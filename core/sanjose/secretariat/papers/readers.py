"""The keys of those who read sheets, and the sheets once they are prepared for them.

A sheet is sealed to its reader's key and laid ready where the scheduler finds it, which opens
nothing; or the secretariat hands it over. Nothing leaves here, and of several sheets either all
are prepared or none. Whoever prepares has compared the key with its holder themselves.

Source: N 46; floors 4 and 7; ours.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from sanjose.keeping import sealing
from sanjose.keeping.archive import COMMITTEE
from sanjose.rules.authority import Wall
from sanjose.rules.digests import Reader, Sheet
from sanjose.rules.view import Objection
from sanjose.secretariat.outcome import Outcome
from sanjose.secretariat.papers.digests import Digesting
from sanjose.words.errors import Misuse
from sanjose.words.events import OfficeFilled
from sanjose.words.mentions import plain_name
from sanjose.words.model import Post
from sanjose.words.provenance import ours
from sanjose.words.readers import (
    DigestPrepared,
    Keyed,
    ReaderCompared,
    ReaderKeyed,
    ReaderUnkeyed,
    key_of,
    keys,
)
from sanjose.words.sealed import Sealed

TO_ONE = ours("a sheet is opened by its reader and by nobody else")
REACHED = ours("word of a sheet goes to an address of its reader")


@dataclass(frozen=True, kw_only=True, slots=True)
class Made:
    """A sheet and the file that it became; ``by_hand`` where the secretariat hands it over."""

    sheet: Sheet
    content: bytes = field(repr=False)
    by_hand: bool = False


class Preparing(Digesting):
    """The verbs about readers and their sheets."""

    def reader_keys(self) -> tuple[Keyed, ...]:
        """Return the keys that sheets are sealed to.

        Raises:
            Misuse: the office that the officer's key belongs to prepares no sheets.
        """
        if objections := self.may("digest", Wall()):
            raise Misuse(str(objections[0]))
        return keys(self.archive.events(COMMITTEE))

    def enter_key(self, post: Post, holder: str | None, raw: bytes) -> Outcome:
        """Enter the public key of an office-holder, in place of the one before.

        Args:
            holder: as listed; may be left out where one person holds the office.

        Raises:
            Misuse: nobody holds the office so, or it is no public key that is known here.
        """
        held, made = self._held(post, holder), sealing.public_key(raw)
        today = self.today()
        with self.archive.writing():
            objections = self.may("digest", Wall())
            if not objections and not made.lasts(today):
                objections = (_expired(post),)
            if objections:
                return self.refuse("digest", objections, None, today)
            fact = ReaderKeyed(
                post=post,
                holder=held.holder,
                kind=made.kind,
                public=Sealed(made.text),
                key=made.fingerprint,
                until=made.until,
            )
            self._register(_reader(held), fact)
            self.enter(COMMITTEE, "digest", fact, today)
        return Outcome(verb="digest", label=made.fingerprint)

    def key_to_compare(self, post: Post, holder: str | None = None) -> Keyed:
        """Return the key of an office-holder, as it is entered.

        Raises:
            Misuse: nobody holds the office so, no key of theirs is entered, or the office that
                the officer's key belongs to prepares no sheets.
        """
        if objections := self.may("digest", Wall()):
            raise Misuse(str(objections[0]))
        return self._keyed(post, holder)[1]

    def compare_key(
        self, post: Post, holder: str | None = None, *, key: str | None = None
    ) -> Outcome:
        """Record that this officer compared an office-holder's key with its holder.

        Args:
            key: the fingerprint that was compared, where it was shown before.

        Raises:
            Misuse: nobody holds the office so, no key of theirs is entered, or another one is.
        """
        held, there = self._keyed(post, holder)
        if key is not None and key != there.fact.key:
            raise Misuse("another key was entered meanwhile: compare that one")
        with self.archive.writing():
            if objections := self.may("digest", Wall()):
                return self.refuse("digest", objections, None, self.today())
            fact = ReaderCompared(post=post, holder=held, key=there.fact.key)
            self.enter(COMMITTEE, "digest", fact, self.today())
        return Outcome(verb="digest", label=there.fact.key)

    def withdraw_key(self, post: Post, holder: str | None = None) -> Outcome:
        """Seal nothing more to an office-holder's key; what lies ready for it goes as well.

        Raises:
            Misuse: nobody holds the office so, or no key of theirs is entered.
        """
        held, _ = self._keyed(post, holder)
        with self.archive.writing():
            if objections := self.may("digest", Wall()):
                return self.refuse("digest", objections, None, self.today())
            fact = ReaderUnkeyed(post=post, holder=held)
            named, known = plain_name(held), self._known_readers()
            for one in self.record().offices:
                theirs = one.post is post and plain_name(one.holder) == named
                if theirs and (str(post), one.address) in known:
                    self._register(_reader(one), None)
            self.enter(COMMITTEE, "digest", fact, self.today())
        return Outcome(verb="digest")

    def against_preparing(self, sheet: Sheet) -> tuple[Objection, ...]:
        """Return what stands against sealing a sheet to its reader and sending word of it."""
        return tuple(self._against_preparing(sheet.reader))

    def prepare(self, made: Iterable[Made]) -> Outcome:
        """Lay sheets ready, each sealed to its reader; all of them, or none.

        One that is handed over is not kept here, only that it was made.
        """
        listed, today = tuple(made), self.today()
        with self.archive.writing():
            objections = self.may("digest", Wall()) or tuple(
                each
                for one in listed
                if not one.by_hand
                for each in self._against_preparing(one.sheet.reader)
            )
            if objections:
                return self.refuse("digest", objections, None, today)
            for one in listed:
                self._lay(one)
                reader = one.sheet.reader
                fact = DigestPrepared(
                    post=reader.post,
                    holder=reader.holder,
                    day=one.sheet.day,
                    by_hand=one.by_hand,
                    digest=sha256(one.content).hexdigest(),
                )
                self.enter(COMMITTEE, "digest", fact, today)
        return Outcome(verb="digest")

    # -- together ------------------------------------------------------------------------------

    def _lay(self, made: Made) -> None:
        """Seal a sheet and lay it where the scheduler finds it."""
        reader, notices = made.sheet.reader, self.archive.notices
        there = self._key_of(reader.post, reader.holder)
        if made.by_hand:
            if reader.address and (str(reader.post), reader.address) in self._known_readers():
                notices.prepare(
                    str(reader.post), reader.address, made.sheet.day, made.sheet.count, None
                )
            return
        if there is None or reader.address is None:  # pragma: no cover - it was asked above
            return
        sealed = sealing.seal(made.content, there.fact.kind, there.fact.public.reveal())
        self._register(reader, there.fact)
        notices.prepare(
            str(reader.post), reader.address, made.sheet.day, made.sheet.count, sealed
        )

    def _known_readers(self) -> set[tuple[str, str | None]]:
        """Return who is sent digests: nobody becomes a reader by what is taken from them."""
        return {(one.role, one.address) for one in self.archive.notices.readers()}

    def _register(self, reader: Reader, fact: ReaderKeyed | None) -> None:
        """Let the scheduler know a reader and the kind of their key, if mail reaches them."""
        if not mailed(reader):
            return
        kind, public = ("", "") if fact is None else (fact.kind, fact.public.reveal())
        self.archive.notices.reader(
            str(reader.post), reader.address or "", str(kind), public, since=self.today()
        )

    def _against_preparing(self, reader: Reader) -> Iterator[Objection]:
        post = reader.post
        there = self._key_of(post, reader.holder)
        if not mailed(reader):
            reason = (
                f"the {post} has no e-mail address in the roster: enter it with `sanjose roster "
                "correct`, or hand the sheet over with --by-hand"
            )
            yield Objection("no-address", reason, REACHED)
        if there is None:
            reason = (
                f"no key of the {post} is entered: enter it with `sanjose digest key enter`, or "
                "hand the sheet over with --by-hand"
            )
            yield Objection("no-key", reason, TO_ONE)
        elif there.fact.until is not None and there.fact.until < self.today():
            yield _expired(post)
        elif self.actor().officer not in there.compared:
            reason = (
                f"another officer entered the key of the {post}: compare it with its holder, and "
                "say so with `sanjose digest key compare`"
            )
            yield Objection("not-compared", reason, TO_ONE)

    def _keyed(self, post: Post, holder: str | None) -> tuple[str, Keyed]:
        named = holder or self._held(post, None).holder
        there = self._key_of(post, named)
        if there is None:
            message = f"no key of the {post} is entered; see `sanjose digest key`"
            raise Misuse(message)
        return there.fact.holder, there

    def _key_of(self, post: Post, holder: str) -> Keyed | None:
        return key_of(self.archive.events(COMMITTEE), post, holder)

    def _held(self, post: Post, holder: str | None) -> OfficeFilled:
        """Return who holds an office today.

        Raises:
            Misuse: nobody does so, or several do and none was named.
        """
        found = [
            one
            for one in self.record().holding(post, self.today())
            if holder is None or plain_name(one.holder) == plain_name(holder)
        ]
        match found:
            case [only]:
                return only
            case []:
                message = f"nobody is {post} so today; see `sanjose roster`"
            case _:
                message = f"several hold the office of {post}: say which with --holder"
        raise Misuse(message)


def mailed(reader: Reader) -> bool:
    """Return whether a reader has an address that mail reaches; a telephone is none."""
    return "@" in (reader.address or "")


def _reader(held: OfficeFilled) -> Reader:
    return Reader(post=held.post, holder=held.holder, address=held.address)


def _expired(post: Post) -> Objection:
    reason = (
        f"the key of the {post} cannot be used any more: ask its holder for the new one, and "
        "enter it with `sanjose digest key enter`"
    )
    return Objection("key-expired", reason, TO_ONE)
