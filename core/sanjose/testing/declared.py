"""What is asked of a profile, read as a table; each question gives one sentence per fault."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from sanjose.rules.profile import DAYS
from sanjose.testing.subject import NOT_YET, Subject, unreasoned
from sanjose.words.model import Decider
from sanjose.words.provenance import Chosen, Given


def every_value_was_looked_up(subject: Subject) -> Iterator[str]:
    """Find what a scaffold left open, and say where."""
    for place, value in places(subject.committee):
        if isinstance(value, Chosen) and value.because == NOT_YET:
            yield f"`{place}` is {NOT_YET}"
        elif isinstance(value, str) and NOT_YET in value:
            yield f"`{place}` says {NOT_YET!r}"


def every_given_value_cites_a_place_that_was_read(subject: Subject) -> Iterator[str]:
    """Find citations of what is not listed, was not readable or does not exist."""
    for value in subject.values(Given):
        if fault := subject.unread(value.source):  # type: ignore[attr-defined]  # it is Given
            yield fault


def every_chosen_value_has_its_reason(subject: Subject) -> Iterator[str]:
    """Find choices without a reason that somebody could answer."""
    for place, value in places(subject.committee):
        if isinstance(value, Chosen) and (fault := unreasoned(value)) and fault != NOT_YET:
            yield f"`{place}`: {fault}"


def no_number_of_days_is_given_by_a_document(subject: Subject) -> Iterator[str]:
    """Find a number of days for what no document gives one."""
    for key, value in subject.committee.days.items():
        if not isinstance(value, Chosen):
            yield f"no document gives a number of days for {key!r}: choose it, and say why"
    for key in DAYS:
        if not subject.committee.within(key).value:
            yield f"there is no number of days for {key!r}"


def every_document_is_listed_once(subject: Subject) -> Iterator[str]:
    """Find documents that are listed twice, or do not say how much of them was read."""
    seen = set()
    for one in subject.committee.documents:
        if one.symbol in seen:
            yield f"{one.symbol} is listed twice"
        seen.add(one.symbol)
        if not one.read.strip():
            yield f"{one.symbol} does not say how much of it was read"


def every_state_of_a_file_says_what_follows(subject: Subject) -> Iterator[str]:
    """Find states of a file that lead nowhere without saying so."""
    for kind in subject.committee.files:
        for state in sorted({to for states in kind.moves.values() for to in states}):
            if state not in kind.moves:
                yield f"file {kind.key!r} does not say what follows {state!r}"


def no_decider_is_below_the_common_minimum(subject: Subject) -> Iterator[str]:
    """Find a measure that the committee would decide more easily than the common procedure."""
    for key, own in subject.committee.decides.items():
        least = subject.committee.kinds[key].decider.value
        if own.value < least:
            yield f"{key} is decided by the {least.name.lower()} at least"
    for kind in subject.committee.measures:
        if kind.decider.value < Decider.RAPPORTEUR:
            yield f"{kind.key} is decided by the rapporteur at least"


def places(value: object, place: str = "") -> Iterator[tuple[str, object]]:
    """Give every value of a profile with its place in it, as ``procedures[report].source``."""
    yield place, value
    if isinstance(value, Given):
        yield from places(value.value, place)
    elif is_dataclass(value) and not isinstance(value, type | Chosen):
        for one in fields(value):
            yield from places(getattr(value, one.name), f"{place}.{one.name}".lstrip("."))
    elif isinstance(value, tuple | list):
        for number, item in enumerate(value):
            name = getattr(item, "key", None) or getattr(item, "symbol", None) or number
            yield from places(item, f"{place}[{name}]")
    elif hasattr(value, "items"):
        for key, item in value.items():
            yield from places(item, f"{place}[{key}]")
