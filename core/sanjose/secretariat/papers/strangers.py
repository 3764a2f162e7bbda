"""The guard over letters: nobody of another case is named, and of its own only who may be.

A letter to the State in confidence names persons, so that it cannot be read as what is published
is: dates, addresses and references of its own stay. What it tells of others stops it, unless
two persons let exactly these words past. Source: G 12, 13; N 11; that letters are guarded is ours.

What the letter says of the house itself tells of nobody, though a part of it may sound like a
name: symbols of listed documents, its own reference, the mailbox, and who stands in the roster;
and the lines that stand in it as the house drafted them. A line in which a word was changed is
an officer's.
"""

import re
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from sanjose.keeping.keyring import NoKey
from sanjose.rules import authority
from sanjose.rules.correspondence import LetterFacts
from sanjose.rules.view import Objection
from sanjose.secretariat.papers.addressing import Meant, in_order
from sanjose.secretariat.papers.lettering import Lettering
from sanjose.secretariat.releasing import GUARD, Released, Span, beside_own
from sanjose.words.case import Case
from sanjose.words.letters import plain_words
from sanjose.words.mentions import names
from sanjose.words.provenance import DOCUMENTS
from sanjose.words.sealed import Sealed

if TYPE_CHECKING:
    from sanjose.guard.findings import Finding
    from sanjose.guard.identifiers import Identifier


Drafts = Callable[[LetterFacts], Collection[str]]
"""Gives what a draft of a letter says in the house's own words, line by line."""

_AGAIN = (
    "nothing is kept yet: whoever asked hands the same file in again, unchanged, with `sanjose "
    "letter take-in {reference} {letter} --file FILE`, or once it went out with `sanjose letter "
    "sent`"
)
_WHOLE = r"(?<!\w)(?<!\w[-‐‑/]){}(?![-‐‑/]?\w)"  # noqa: RUF001 - hyphens as people write them
_BLANK = re.compile(r"^2000-01-01T00:00:00Z$", re.MULTILINE)
"""The day that every Word file from here bears, alone on its line: no day of anybody."""


class Screening(Lettering):
    """Reading a letter before it is kept or recorded as sent."""

    def screened(
        self,
        meant: Meant,
        words: str,
        overrule: Sealed | None,
        day: date,
        drafts: Drafts | None = None,
    ) -> Released | None:
        """Return why a letter is neither kept nor sent, or None where it may be.

        Args:
            drafts: gives the lines that a draft of it has from the house, in every language.
        """
        in_order(meant, day, None)
        case = meant.case
        if against := self.against_letter(meant, day):
            return Released(outcome=self.refuse("draft", against, case, day, meant.key))
        named = self.named_in(meant, day)
        known = tuple(self._telling_of_others(case, named))
        lines = () if drafts is None else drafts(self.facts_of(meant, day, None))
        own = (*self._own_words(words, case, known, day), *_where(lines, words))
        found = _strangers_in(words, known, own)
        if not found or self.overruled(words, case_id=case.case_id):
            return None
        if overrule is not None:
            asked = self.overrule(
                words,
                overrule,
                case_id=case.case_id,
                covered=named,
                own=own,
                then=_AGAIN.format(reference=case.reference, letter=meant.typed),
            )
            return Released(outcome=asked, findings=found, text=words)
        stops = (_stop(len(found)),)
        refused = self.refuse("draft", stops, case, day, meant.key)
        return Released(outcome=refused, findings=found, text=words)

    def _own_words(
        self, words: str, case: Case, known: "Collection[Identifier]", day: date
    ) -> Iterator[Span]:
        """Give where a letter speaks of the house: a part of that is no name of a person.

        Whoever stands in the roster under the full name of somebody in a case is not given.
        """
        from sanjose.guard.identifiers import Tells

        persons = [
            set(plain_words(one.text.reveal())) for one in known if one.tells is Tells.NAME
        ]
        full = [one for one in persons if len(one) > 1]
        said = {one.symbol for one in (*DOCUMENTS, *self.committee.documents)}
        said |= {case.reference, self.committee.mailbox.value or ""}
        for one in self.record().offices:
            holder = set(plain_words(one.holder))
            serves = one.since <= day and (one.until is None or day <= one.until)
            if serves and not any(name <= holder for name in full):
                said.add(one.holder)
        for each in sorted(said):
            if parts := each.split():
                written = r"\s+".join(map(re.escape, parts))
                for found in re.finditer(_WHOLE.format(written), words):
                    yield found.span()
        for found in _BLANK.finditer(words):
            yield found.span()

    def _telling_of_others(self, own: Case, named: Collection[str]) -> "Iterator[Identifier]":
        """Give what tells of persons whom a letter must not name, in every open case.

        Somebody who is in several cases, and may be named in this one, is named.
        """
        from sanjose.guard.identifiers import Tells

        free = {one.name for one in own.persons if one.label in named}
        words = {word for one in free for word in names(one)}
        actor, record = self.actor(), self.record()
        for each in self.archive.cases():
            wall = authority.wall_for(record, *self.archive.wall(each))
            if authority.may(actor, "read", wall):
                continue
            case = own if each == own.case_id else None
            with suppress(NoKey):
                case = case or self.archive.case(each)
            for one in _telling(case, own, named):
                known = set(plain_words(one.text.reveal())) <= words
                if not (one.tells is Tells.NAME and known):
                    yield one


def _where(lines: Collection[str], words: str) -> Iterator[Span]:
    """Give where a text has one of some lines, wherever it breaks them."""
    for each in sorted(set(lines)):
        if parts := each.split():
            for found in re.finditer(r"\s+".join(map(re.escape, parts)), words):
                yield found.span()


def _strangers_in(
    words: str, known: "Collection[Identifier]", own: Collection[Span]
) -> "tuple[Finding, ...]":
    """Return where a letter tells who somebody is whom it must not name."""
    from sanjose.guard.dates import days
    from sanjose.guard.findings import in_order
    from sanjose.guard.known import Known
    from sanjose.guard.pages import page
    from sanjose.guard.search import found_on

    read = page(words)
    found = found_on(read, Known(known), tuple(days(read.text)))
    return in_order(beside_own(found, own))


def _telling(case: Case | None, own: Case, named: Collection[str]) -> "Iterator[Identifier]":
    """Give what tells of persons in a case, but for those whom its own letter may name."""
    from sanjose.guard.identifiers import Tells, identifiers

    if case is None:
        return
    if case.case_id == own.case_id:
        kept = tuple(one for one in case.persons if one.label not in named)
        case = replace(case, persons=kept)
        apart = {Tells.PLACE, Tells.DAY, Tells.REFERENCE}
    else:
        apart = {Tells.PLACE, Tells.DAY}
    yield from (one for one in identifiers(case) if one.tells not in apart)


def _stop(number: int) -> Objection:
    places = "1 place" if number == 1 else f"{number} places"
    reason = (
        f"the letter tells at {places} of somebody whom it must not name, of this case or of "
        "another: nothing was kept; take it out, or say with --overrule why it may stay, and a "
        "second person decides"
    )
    return Objection("guard", reason, GUARD)
