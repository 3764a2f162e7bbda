"""What everybody may see: gathered from the record by an officer, and narrowed for the pages.

Nothing is published here. The pages are files that a person puts up; this says what may stand
in them today. Source: G 26; N 12, 44, 46.
"""

from collections.abc import Iterator
from datetime import date

from sanjose.keeping.keyring import NoKey
from sanjose.rules import authority
from sanjose.rules.disclosure import Purpose, view_for
from sanjose.rules.public import Item, Posted, Public, spoken_documents, staying
from sanjose.rules.published import POSTING
from sanjose.rules.steps import step
from sanjose.rules.view import Objection
from sanjose.secretariat.desk import Desk
from sanjose.secretariat.releasing import telling
from sanjose.words.approvals import TextReleased
from sanjose.words.case import Case
from sanjose.words.events import AllegationReceived, FactsAdded, MeasureTaken, PersonErased
from sanjose.words.measures import Measure
from sanjose.words.provenance import guidelines, ours

MOVED = ours("a letter was posted as one to another State than the record has by now")


class Publishing(Desk):
    """The verb about what everybody may see."""

    def public(self, *, on: date | None = None) -> Public:
        """Return what everybody may see on a day, as far as it is open to this officer.

        What is agreed to today decides, whatever the day: what was taken back is back.

        Raises:
            Misuse: the office that the key belongs to reads no lists.
            Unable: the committee is out of service, so that its rule cannot be asked.
        """
        day = self.day(on)
        self.may_list()
        self.archive.catch_up()
        items = tuple(
            item for case in self._with_postings(day) for item in self._items(case, day)
        )
        documents = spoken_documents(self.record(), self.committee.slug, day)
        return Public(items=items, documents=documents, trial=self.trial)

    def _with_postings(self, day: date) -> Iterator[Case]:
        """Give the cases open to this officer in which something was posted."""
        actor, record = self.actor(), self.record()
        for case_id in self.archive.register.case_ids_with(POSTING):
            wall = authority.wall_for(record, *self.archive.wall(case_id))
            if authority.may(actor, "read", wall):
                continue
            try:
                # What is known today decides: a consent taken back since is taken back.
                case = self.archive.case(case_id)
            except NoKey:
                continue
            if case is not None and case.received_on <= day:
                yield case

    def _items(self, case: Case, day: date) -> Iterator[Item]:
        for one in case.measures:
            if one.key != POSTING or one.taken_on is None or one.taken_on > day:
                continue
            asked = step(
                "take",
                self.committee.kinds[one.key],
                one.proposal,
                case,
                self.record(),
                self.today(),
                decision=one.decision,
                kinds=self.committee.kinds,
            )
            state, erased = self._since(case, one)
            stands = (*self.plugin.objections(asked), *erased)
            if state != case.received.state:
                reason = "the State was corrected since it was posted"
                stands += (Objection("moved", reason, MOVED),)
            objections, weigh_again = staying(stands)
            yield Item(
                reference=case.reference,
                label=one.label,
                posted=_posted(case, one, state),
                objections=objections,
                weigh_again=weigh_again,
            )

    def _since(self, case: Case, one: Measure) -> tuple[str, tuple[Objection, ...]]:
        """Return the State at which an item was posted, and who was erased since its release.

        What they agreed to went with them.
        """
        state, then, free = "", "", False
        gone: list[str] = []
        for event in self.archive.events(case.case_id):
            match event.body:
                case AllegationReceived(state=str(told)) | FactsAdded(state=str(told)):
                    state = told
                case TextReleased(label=one.label):
                    free, gone = True, []
                case MeasureTaken(label=one.label):
                    free, then = True, state
                case PersonErased(person=person) if free:
                    gone.append(person)
                case _:
                    pass
        return then, tuple(
            Objection(
                "erased",
                f"{person} was erased since, and with them what they agreed to",
                guidelines("5 (e)"),
            )
            for person in gone
        )


def _posted(case: Case, one: Measure, state: str) -> Posted:
    """Return an item as everybody sees it: its State, its days and the text that was released."""
    seen = view_for(Purpose.PAGE, case)
    assert one.taken is not None and one.taken_on is not None  # noqa: S101, PT018 - the caller asked
    about = case.measure(one.proposal.about or "")
    letter = seen.measure(one.proposal.about)
    written = letter.taken_on if letter is not None else None
    if one.proposal.of_reply:
        # What came after the posting is another reply, which nobody agreed to tell of.
        there = [on for on, _ in about.replies if on <= one.taken_on] if about else []
        written = there[-1] if there else None
    return Posted(
        state=state,
        what=letter.key if letter is not None else "",
        of_reply=one.proposal.of_reply,
        written_on=written,
        posted_on=one.taken_on,
        symbol=_symbol(case, one.taken.symbol),
        text=_text(case, one),
        digest=one.released.digest if one.released is not None else None,
    )


def _symbol(case: Case, symbol: str | None) -> str | None:
    """Return the symbol of what was posted, unless what was typed there tells who somebody is."""
    from sanjose.guard.guard import findings
    from sanjose.guard.known import Known

    if symbol is None:
        return None
    shapes = set(findings(symbol, Known()))  # symbols look like numbers and addresses
    return None if set(findings(symbol, Known(telling(case, ())))) - shapes else symbol


def _text(case: Case, one: Measure) -> str | None:
    """Return exactly the text that two persons released, or None where it is not kept here."""
    if one.released is None:
        return None
    for asked in case.approvals:
        if asked.label == one.released.approved and asked.digest == one.released.digest:
            return asked.exact.decode("utf-8-sig")
    return None
