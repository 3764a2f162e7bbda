"""What ten Chairs tell each other of between their meetings: how the system develops, and no case.

The words are a closed list, with a day and at most a number, so that nothing else can come in,
whoever writes a committee's part. What is read back is held against the same list. Neither a
State nor a case, nor how many allegations there are, has a place in it.

Source: N 46; G 8, 9, 17, 33; floor 10.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sanjose.words import practices
from sanjose.words.errors import Misuse
from sanjose.words.events import Event, OfficeFilled
from sanjose.words.joint import JointPublished
from sanjose.words.model import Calendar, Post
from sanjose.words.network import DirectoryAccepted
from sanjose.words.provenance import Chosen

FORM = "sanjose-developments/1"

AHEAD = Chosen(92, because="a quarter: Chairs arrange what they do together that far ahead")
"""Days ahead for which sessions are told."""

MOST = 1000
"""Of a kind in one period. Source: ours; more is a slip."""

FOCAL = frozenset({Post.RAPPORTEUR, Post.ALTERNATE, Post.BUREAU, Post.VISIT})


class Kind(StrEnum):
    """What can be told."""

    APPOINTED = "rapporteur or focal point appointed"
    VACANT = "nobody is rapporteur or focal point"
    SESSION = "session"
    PRACTICES = "good practices noted"
    STATEMENT = "joint statement published"
    DIRECTORY = "directory of committees renewed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Development:
    """One thing: what, on which day, and how many of it."""

    kind: Kind
    on: date
    number: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """What one committee tells of a period; both days count."""

    committee: str
    since: date
    until: date
    developments: tuple[Development, ...] = ()


def part(
    committee: str,
    offices: Iterable[OfficeFilled],
    events: Iterable[Event],
    period: tuple[date, date],
) -> Part:
    """Return what a committee's own record has of a period; both days count."""
    since, until = period
    entries, held = tuple(events), [one for one in offices if one.post in FOCAL]
    found = {*_offices(held, since, until), *_entered(entries, since, until)}
    noted = [one for one in practices.practices(entries) if since <= one.on <= until]
    if noted:
        last = max(one.on for one in noted)
        found.add(Development(kind=Kind.PRACTICES, on=last, number=len(noted)))
    ordered = sorted(found, key=lambda one: (one.on, one.kind))
    return Part(committee=committee, since=since, until=until, developments=tuple(ordered))


def _offices(held: list[OfficeFilled], since: date, until: date) -> Iterator[Development]:
    for one in held:
        if since <= one.since <= until:
            yield Development(kind=Kind.APPOINTED, on=one.since)
    serving = (one.since <= until and (one.until is None or until <= one.until) for one in held)
    if not any(serving):
        yield Development(kind=Kind.VACANT, on=until)


def _entered(entries: Iterable[Event], since: date, until: date) -> Iterator[Development]:
    for event in entries:
        if since <= event.on <= until and isinstance(event.body, JointPublished):
            yield Development(kind=Kind.STATEMENT, on=event.on)
        elif since <= event.on <= until and isinstance(event.body, DirectoryAccepted):
            yield Development(kind=Kind.DIRECTORY, on=event.on)


def sessions(entries: Iterable[Any], until: date) -> Iterator[Development]:
    """Give the sessions that begin in the time ahead, of a committee's calendar."""
    for one in entries:
        ahead = until < one.starts <= until + timedelta(days=AHEAD.value)
        if one.what is Calendar.SESSION and ahead:
            yield Development(kind=Kind.SESSION, on=one.starts)


def plain(one: Part) -> dict[str, Any]:
    """Return a part as it is handed to whoever joins the parts."""
    return {
        "form": FORM,
        "committee": one.committee,
        "since": one.since.isoformat(),
        "until": one.until.isoformat(),
        "developments": [
            {"kind": each.kind.value, "on": each.on.isoformat(), "number": each.number}
            for each in one.developments
        ],
    }


def read(found: Mapping[str, Any], committees: Iterable[str]) -> Part:
    """Return a part that a committee handed in; nothing but the listed words comes through.

    Raises:
        Misuse: it is none, or something in it has no place there.
    """
    fault = "this is no part of a joined digest: `sanjose digest system` writes them"
    try:
        made = Part(
            committee=found["committee"],
            since=date.fromisoformat(found["since"]),
            until=date.fromisoformat(found["until"]),
            developments=tuple(_development(one) for one in found["developments"]),
        )
        known = made.committee in set(committees)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise Misuse(fault) from None
    if plain(made) != found or not known:
        raise Misuse(fault)
    return made


def _development(one: Mapping[str, Any]) -> Development:
    number = one["number"]
    if type(number) is not int or not 0 < number <= MOST:
        raise ValueError(number)
    return Development(kind=Kind(one["kind"]), on=date.fromisoformat(one["on"]), number=number)
