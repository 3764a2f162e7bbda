"""What committees send one another about an allegation: closed values and no text whatever.

A summary always speaks of an allegation, whatever was found since. A recall says nothing of
its reason, which would be about a person. What is written as bytes has one form only, so that
nothing can be hidden in another one; a peer that knows no newer value refuses it, so that a new
value is a new number of the kind. These modules never import a case: what is sent is read by
parts that see none.

Source: G 12, 16; N 14; what may be sent is ours, since no document lists it.
"""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sanjose.words.canonical import canonical
from sanjose.words.errors import Misuse, Unable
from sanjose.words.model import Kind
from sanjose.words.states import INVENTED, Region, name_of
from sanjose.words.tiers import (
    FAMILIES,
    GRAVEST,
    TELLS,
    Family,
    Half,
    Quarter,
    Tier,
    regions,
)
from sanjose.words.told import Told, body, fields_of, read, told, written

KINDS: dict[str, type[Any]] = {}
"""What an envelope may tell about cases, by its name; none of these is an event of a record."""

LONGEST = 2_048
"""Bytes of one body. Source: ours; three times what the longest needs."""

YEARS = range(1970, 2200)
"""Years of receipt. Source: ours; no committee is older, and a number is no place for a text."""

VERSIONS = range(2, 1_000)
"""Numbers of a revision; the summary itself is the first version. Source: ours; see above."""


class Support(StrEnum):
    """What committees can ask of one another and offer. Source: G 16, 17, 21, 24; N 16."""

    ADVICE = "advise on how to act"
    EXPERIENCE = "share experience of a like matter"
    LETTER = "write to the State party"
    LIST_OF_ISSUES = "raise it in a list of issues"
    DIALOGUE = "raise it in the dialogue with the State party"
    OBSERVATIONS = "raise it in concluding observations, decisions or views"
    STATEMENT = "consider a joint statement of the Chairs"
    MEETING = "put it on the agenda of the rapporteurs' meeting"


@body("case.sent")
class Sent:
    """What all of these have: the random id of a summary, and nothing but closed values."""

    summary: str = told("the random id of the summary")

    def __post_init__(self) -> None:
        """Refuse what is no closed value, and put answers of several in one order."""
        for one in fields_of(type(self)):
            object.__setattr__(self, one.name, _closed(one, getattr(self, one.name)))
        _check_id(self.summary)


@body("case.cell")
class Cell(Sent):
    """Where, when and what, as coarse as its tier: the fields of the tier and no other."""

    state: str | None = told("the State party, by its code", default=None)
    region: Region | None = told("the region of the State party", default=None)
    year: int = told("the year of receipt")
    half: Half | None = told("the half-year of receipt", default=None)
    quarter: Quarter | None = told("the quarter of receipt", default=None)
    family: Family | None = told("the family of the act", default=None)
    act: Kind | None = told("the act", default=None)

    def __post_init__(self) -> None:
        """Refuse what is of no tier."""
        Sent.__post_init__(self)
        wrong = {
            "year": self.year not in YEARS,
            "state": self.state is not None and self.state not in regions(),
            "region": self.region is Region.NONE,
            "act": self.act is not None and self.act not in GRAVEST.value,
        }
        for name in (name for name, so in wrong.items() if so):
            message = f"{name} is none that a summary can tell"
            raise Misuse(message)
        if frozenset(self.says) not in _TIERS:
            message = "a summary tells one of: " + "; ".join(TELLS.values())
            raise Misuse(message)

    @property
    def says(self) -> dict[str, Any]:
        """Return what it tells, by the names of the fields."""
        every = {name: getattr(self, name) for name in _CELL}
        return {name: value for name, value in every.items() if value is not None}

    @property
    def tier(self) -> Tier:
        """Return how much it tells."""
        return _TIERS[frozenset(self.says)]

    @property
    def states(self) -> frozenset[str]:
        """Return the codes of the States that it may be about."""
        return frozenset(
            code for code, its in regions().items() if code == self.state or its is self.region
        )

    @property
    def acts(self) -> frozenset[Kind]:
        """Return the acts that it may be about, as they are told."""
        if self.act is not None:
            return frozenset({self.act})
        families = FAMILIES.value.items()
        return frozenset(act for act, its in families if self.family in {None, its})

    @property
    def first(self) -> date:
        """Return the first day on which it may have been received."""
        return self._starts(0)

    @property
    def last(self) -> date:
        """Return the last day on which it may have been received."""
        return self._starts(1) - timedelta(days=1)

    def _starts(self, after: int) -> date:
        """Return the first day of the period, or of the one after it."""
        place, months = 0, 12
        if self.half is not None:
            place, months = [*Half].index(self.half), 6
        if self.quarter is not None:
            place, months = [*Quarter].index(self.quarter), 3
        years, month = divmod((place + after) * months, 12)
        return date(self.year + years, month + 1, 1)

    @property
    def words(self) -> str:
        """Return what it tells as it is read: place, time and act."""
        period = next((one for one in (self.half, self.quarter) if one), None)
        place = self.region if self.state is None else name_of(self.state)
        act = self.act or self.family
        time = f"{period} of {self.year}" if period else f"{self.year}"
        return ", ".join(str(one) for one in (place, time, act) if one)

    def within(self, other: "Cell") -> bool:
        """Return whether everything that this may be about, the other may be about as well."""
        return (
            self.states <= other.states
            and self.acts <= other.acts
            and other.first <= self.first
            and self.last <= other.last
        )


_CELL = ("state", "region", "year", "half", "quarter", "family", "act")
_TIERS: Mapping[frozenset[str], Tier] = {
    frozenset({"region", "year"}): Tier.REGION,
    frozenset({"region", "year", "half", "family"}): Tier.FAMILY,
    frozenset({"state", "year", "quarter", "act"}): Tier.STATE,
}


@body("case.summary/1", among=KINDS)
class CaseSummary(Cell):
    """An allegation, as coarsely as the persons concerned agreed. Source: G 16."""


@body("case.revise/1", among=KINDS)
class CaseRevised(Cell):
    """A summary as it is from now on, in place of all that was told of it before."""

    version: int = told("the number of this version; the summary itself is the first")

    def __post_init__(self) -> None:
        """Refuse a number that no revision has."""
        Cell.__post_init__(self)
        if self.version not in VERSIONS:
            message = f"version is a number from {VERSIONS[0]} to {VERSIONS[-1]}"
            raise Misuse(message)


@body("case.retract/1", among=KINDS)
class CaseRetracted:
    """An envelope is recalled: whoever holds its body destroys it.

    Whoever carries it has to know which, and sees no body: so it names the envelope, and never
    the summary. Its reason is nobody's to know.
    """

    target: str = told("the random id of the envelope")

    def __post_init__(self) -> None:
        """Refuse what is no random id."""
        _check_id(self.target, "target")


@body("case.interest/1", among=KINDS)
class CaseInterest(Sent):
    """A committee speaks to the one that a summary came from. Source: G 16."""

    contact: bool = told("contact me about this one", default=False)
    asked: tuple[Support, ...] = told("the supportive action asked", default=())
    offered: tuple[Support, ...] = told("the supportive action offered", default=())

    def __post_init__(self) -> None:
        """Refuse an interest in nothing."""
        Sent.__post_init__(self)
        if not (self.contact or self.asked or self.offered):
            message = "ask for contact, or name the supportive action asked or offered"
            raise Misuse(message)


def fresh_id(fresh: Callable[[], UUID]) -> str:
    """Return the id of a new summary: random, and never made of anything about a case.

    Raises:
        Misuse: what was passed in makes ids that are not random.
    """
    made = str(fresh())
    _check_id(made)
    return made


def _check_id(text: str, field: str = "summary") -> None:
    try:
        made = UUID(text)
    except (AttributeError, TypeError, ValueError):
        made = UUID(int=0)
    if (made.version, str(made)) != (4, text):  # another variant has no version
        message = f"{field} is a random id, which is made and never written"
        raise Misuse(message) from None


def _closed(one: Told, given: Any) -> Any:
    """Return a field's value, if it is of the field's own type; several in the order of choices.

    Raises:
        Misuse: it is not; the sentence names the field and never what stood in it.
    """
    if given is None and not one.required and one.default is None:
        return None
    several = given if one.many and isinstance(given, tuple) else (given,)
    if any(type(item) is not one.kind for item in several):
        message = f"{one.name} is no value of this field: {one.help}"
        raise Misuse(message)
    return tuple(choice for choice in one.kind if choice in several) if one.many else given


# -- as bytes ----------------------------------------------------------------------------------


def kind_of(sent: Any) -> str:
    """Return the kind of what is sent, by its name."""
    return str(sent.NAME)


def packed(sent: Any) -> bytes:
    """Return the body of an envelope as bytes, from which its hash is taken."""
    return canonical(written(sent))


def arrived(kind: str, raw: bytes, *, trial: bool = False) -> Any:
    """Return what came in an envelope, if it is exactly what its kind allows.

    Args:
        trial: whether this installation is for training, where the invented States count too.

    Raises:
        Unable: the kind is unknown, or the bytes are too many, or in another form, or hold a
            field or a value that is not in the schema; no word of theirs is repeated.
    """
    wanted = KINDS.get(kind)
    if wanted is None:
        message = (
            "an envelope is of a kind that this version does not know: only its header is kept"
        )
        raise Unable(message)
    sent = _exactly(wanted, raw) if len(raw) <= LONGEST else None
    if sent is None or (not trial and _invented(sent)):
        message = f"the body of an envelope is not what {kind} allows: it is set aside unread"
        raise Unable(message)
    return sent


def _exactly(wanted: type[Any], raw: bytes) -> Any | None:
    """Return what the bytes say, None unless they say it in the one form that it has."""
    with suppress(Misuse, ValueError, RecursionError):
        plain = json.loads(raw.decode())
        if isinstance(plain, dict):
            sent = read(wanted, plain)
            return sent if packed(sent) == raw else None
    return None


def _invented(sent: Any) -> bool:
    return isinstance(sent, Cell) and sent.state in {one.code for one in INVENTED}
