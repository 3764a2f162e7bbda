"""Letters taken back in, and what went out with its proof.

Nothing is sent here. A letter is drafted as a file; an officer edits it, and it is read against
every case that is open to them before it is kept, and again before it is recorded as sent: a
case may have come in between. Source: G 11, 13, 19; N 11; floors 6, 7 and 11.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from sanjose.keeping import attachments
from sanjose.secretariat.outcome import Outcome
from sanjose.secretariat.papers.addressing import Meant, contact_of, typed
from sanjose.secretariat.papers.strangers import Drafts, Screening
from sanjose.secretariat.releasing import Released
from sanjose.words.correspondence import LetterKept, Sort, TransmissionProved
from sanjose.words.errors import Misuse
from sanjose.words.events import MeasureTaken
from sanjose.words.model import Channel, Post
from sanjose.words.sealed import Sealed

Reader = Callable[[bytes], str]
"""Every word of a file, also what was deleted in it; it refuses what it cannot read."""

Named = Callable[[str, date], date | None]
"""The one day after another that words name; None where they name none, or several."""

UNREAD = "no text of"
"""How the note begins that a text was read by no guard: a letter was."""


class Corresponding(Screening):
    """The verbs about letters."""

    def keep_letter(
        self,
        reference: str,
        which: str,
        content: bytes,
        read: Reader,
        *,
        person: str | None = None,
        overrule: Sealed | None = None,
        drafts: Drafts | None = None,
        on: date | None = None,
    ) -> Released:
        """Take an officer's edited letter in, unless it names somebody whom it must not name.

        Args:
            overrule: why it may be kept in spite of what the guard finds; a second person
                decides, and it is handed in again after that.
            drafts: gives the lines that a draft of it has from the house.

        Raises:
            Misuse: as ``letter_facts``, or the file cannot be read.
        """
        day, words = self.day(on), read(attachments.checked(content))
        with self.archive.writing():
            meant = self.meant(reference, which, person)
            stopped = self.screened(meant, words, overrule, day, drafts)
            if stopped is not None:
                return stopped
            fact = LetterKept(sort=meant.sort, label=meant.label)
            self.enter(meant.case.case_id, "draft", fact, day, content=content)
        return Released(outcome=self.done("draft", meant.case, label=meant.label))

    def letter_sent(
        self,
        reference: str,
        which: str,
        read: Reader,
        *,
        means: str,
        content: bytes | None = None,
        proof: bytes | None = None,
        person: str | None = None,
        reply_by: date | None = None,
        named: Named | None = None,
        drafts: Drafts | None = None,
        by: Post | None = None,
        on: date | None = None,
    ) -> Released:
        """Record that a person sent a letter: the very text, how it went, and the proof.

        Args:
            means: how it went, in a few words.
            content: what went out; the file that was taken in last where none is given.
            proof: a receipt, a slip or a message that shows that it went.
            reply_by: the last day for a reply; else what ``named`` finds in a letter with one.

        Raises:
            Misuse: as ``keep_letter``, no file was ever taken in, it does not say how, or the
                last day for a reply cannot be told from the letter.
        """
        day = self.day(on)
        if not means.strip():
            message = "say how it went, in a few words: by note, by hand, by e-mail …"
            raise Misuse(message)
        with self.archive.writing():
            meant = self.meant(reference, which, person)
            final = content if content is not None else self._last(meant)
            words = read(attachments.checked(final))
            stopped = self.screened(meant, words, None, day, drafts)
            if stopped is not None:
                return stopped
            if meant.sort is Sort.DEADLINE and reply_by is None and named is not None:
                reply_by = _asked_by(named(words, day))
            outcome = self._gone(meant, final, means, reply_by, by, day)
            if outcome.refused:
                return Released(outcome=outcome)
            fact = TransmissionProved(
                sort=meant.sort, label=meant.label, of=attachments.digest(final), means=means
            )
            self.enter(meant.case.case_id, "take", fact, day, content=proof)
        told = [one for one in outcome.notes if not one.startswith(UNREAD)]
        if meant.person is not None and meant.person.channel is not Channel.NONE:
            told.append(
                f"the channel marked safe for {meant.person.label} is: "
                f"{meant.person.channel}; if it went another way, see that no harm comes of it"
            )
        if proof is None:
            told.append(
                "no proof was handed in; when there is one: sanjose letter proof "
                f"{meant.case.reference} {meant.typed} --file PATH"
            )
        return Released(outcome=replace(outcome, notes=tuple(told)))

    def letter_proved(
        self,
        reference: str,
        which: str,
        proof: bytes,
        *,
        means: str | None = None,
        on: date | None = None,
    ) -> Outcome:
        """Record a proof that came after a letter went out.

        Raises:
            Misuse: it has not gone out, as far as the record knows.
        """
        day = self.day(on)
        with self.archive.writing():
            case, wall = self.opened(reference, "take", day)
            sort, label = typed(which)
            sent = [
                one
                for _, one in case.transmissions
                if (one.sort is sort if sort is not None else one.label == label)
            ]
            if not sent:
                message = (
                    "it has not gone out, as far as the record knows: `sanjose letter sent`"
                )
                raise Misuse(message)
            if objections := self.may("take", wall):
                return self.refuse("take", objections, case, day)
            fact = replace(sent[-1], means=means or sent[-1].means, digest=None)
            self.enter(case.case_id, "take", fact, day, content=proof)
        return self.done("take", case, label=label)

    # -- what went out ----------------------------------------------------------------------------

    def _last(self, meant: Meant) -> bytes:
        """Return the file that was taken in last.

        Raises:
            Misuse: none was.
        """
        kept = [
            one
            for one in self.archive.events(meant.case.case_id)
            if isinstance(one.body, LetterKept)
            and (one.body.sort, one.body.label) == (meant.sort, meant.label)
        ]
        if not kept:
            message = (
                "no file of this letter was taken in: hand in what went out, with --file, or "
                "take it in first: `sanjose letter take-in`"
            )
            raise Misuse(message)
        return self.archive.fetch(kept[-1], kept[-1].body.digest or "")

    def _gone(
        self,
        meant: Meant,
        final: bytes,
        means: str,
        reply_by: date | None,
        by: Post | None,
        day: date,
    ) -> Outcome:
        """Record the act itself: a measure is taken, a person is contacted, or neither."""
        reference = meant.case.reference
        if meant.measure is not None:
            taken = MeasureTaken(label=meant.measure.label, means=means, reply_by=reply_by)
            outcome = self.take(reference, taken, on=day, by=by, content=final)
        else:
            fact = LetterKept(sort=meant.sort, label=meant.label)
            self.enter(meant.case.case_id, "draft", fact, day, content=final)
            outcome = self.done("take", meant.case, label=meant.label)
        if meant.person is None or outcome.refused:
            return outcome
        told = self.contact(reference, contact_of(meant.person), on=day)
        return told if told.refused else replace(told, label=meant.label, notes=outcome.notes)


def _asked_by(named: date | None) -> date:
    """Return the day by which a letter asks for a reply.

    Raises:
        Misuse: it names none, or several.
    """
    if named is None:
        message = (
            "the letter names no one day for a reply that could be read: give it as it stands "
            "there, with --reply-by"
        )
        raise Misuse(message)
    return named
