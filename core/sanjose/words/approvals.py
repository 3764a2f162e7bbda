"""What needs two persons, and how far each asking has come: asked, given, declined, lapsed.

Whoever asks says what exactly would happen, as bytes; somebody else says yes to those bytes and
to nothing else. The fold is pure and believes no entry that the rule forbids: a yes from whoever
asked, or to other bytes, counts for nothing. What was asked about a case stands in that case, so
that its wall and its erasure hold for it too; the committee's own record has only its label, the
case's random id and that it is settled.

Source: ours; no document asks for two persons. G 5 (e), 12 and 13 ask for confidentiality and
for no harm, and a slip in what is named here cannot be taken back.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import Any

from sanjose.words.events import Event
from sanjose.words.sealed import Sealed
from sanjose.words.told import body, told


class Act(StrEnum):
    """What is done only when a second person has approved exactly that."""

    SHARE = "share with the State's name"
    AT_ONCE = "send at once"
    OVERRULE = "overrule the guard"
    RELEASE = "release for publication"
    ERASE = "erase"
    ATTEST = "attest a concurrence"
    PUBLISH = "publish a joint statement"


class Ended(StrEnum):
    """How an asking ended without a yes, or after one that came too late."""

    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


@body("approval.asked/1")
class ApprovalAsked:
    """Somebody asked for a second person's yes to exactly this. Source: ours; see the module."""

    label: str = told("the label, given when it was asked for")
    act: Act = told("what is to be done")
    says: Sealed = told("what would happen, in a sentence")
    exact: Sealed = told(
        "what exactly would happen: the text that leaves, or what is destroyed"
    )
    digest: str = told("the digest of that, as bytes")
    coded: bool = told("whether that is written in base64, being no text", default=False)
    document: Sealed = told("what it is carried out with")
    states: tuple[str, ...] = told("the States it is about, beside the case's", default=())
    persons: tuple[str, ...] = told("whom it speaks of, as P1", default=())


@body("approval.given/1")
class ApprovalGiven:
    """A second person said yes to exactly that. Source: ours; see the module."""

    label: str = told("to what, as A1")
    digest: str = told("the digest of what was shown")


@body("approval.declined/1")
class ApprovalDeclined:
    """It was declined or withdrawn, or it lapsed as facts changed. Source: ours; see the module."""

    label: str = told("what, as A1")
    ended: Ended = told("how it ended", default=Ended.DECLINED)
    reason: Sealed | None = told("why", default=None)


@body("approval.placed/1")
class ApprovalPlaced:
    """Where an asking about a case stands, so that it is found. Source: ours; see the module."""

    label: str = told("the label, as A1")
    case_id: str = told("the case, by its random id")


@body("approval.settled/1")
class ApprovalSettled:
    """What was asked about a case waits no more. Source: ours; see the module."""

    label: str = told("the label, as A1")


@body("text.released/1")
class TextReleased:
    """A text passed the guard, or two persons let it past. Source: ours; see the module."""

    label: str = told("of which measure, as M1")
    digest: str = told("the digest of the text")
    approved: str | None = told("what two persons agreed to, as A1", default=None)


@body("guard.overruled/1")
class GuardOverruled:
    """Two persons let a text past the guard. Source: ours; see the module."""

    digest: str = told("the digest of the text")
    approved: str | None = told("what they agreed to, as A1", default=None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiting:
    """An act that waits for a second person's yes, or had it.

    Args:
        fact: what was asked for, sealed.
        seq: the entry that asked.
        case_id: the case it is about; None for what is the committee's own.
        given_by: who said yes; an act is carried out once, so that nobody does again.
    """

    fact: ApprovalAsked
    seq: int
    case_id: bytes | None
    asked_by: str
    asked_on: date
    given_by: str | None = None
    ended: Ended | None = None

    @property
    def label(self) -> str:
        """Return the label, as A1; empty where no second person is needed."""
        return self.fact.label

    @property
    def act(self) -> Act:
        """Return what is to be done."""
        return self.fact.act

    @property
    def says(self) -> str:
        """Return what would happen, in a sentence for whoever may read it."""
        return self.fact.says.reveal()

    @property
    def exact(self) -> bytes:
        """Return the exact bytes that are approved, for whoever may read them."""
        text = self.fact.exact.reveal()
        return b64decode(text) if self.fact.coded else text.encode()

    @property
    def digest(self) -> str:
        """Return the digest of the exact bytes, as that of a file is written."""
        return self.fact.digest

    @property
    def document(self) -> Mapping[str, Any]:
        """Return what it is carried out with."""
        found: Mapping[str, Any] = json.loads(self.fact.document.reveal())
        return found

    @property
    def waits(self) -> bool:
        """Return whether it still waits for somebody's yes."""
        return self.given_by is None and self.ended is None

    @property
    def given(self) -> bool:
        """Return whether a second person said yes, and nothing ended it since."""
        return self.given_by is not None and self.ended is None


Step = ApprovalAsked | ApprovalGiven | ApprovalDeclined


def asking(
    label: str,
    act: Act,
    exact: bytes,
    says: str,
    document: Mapping[str, Any],
    states: tuple[str, ...] = (),
    persons: tuple[str, ...] = (),
) -> ApprovalAsked:
    """Return the body that asks for a yes to exact bytes; a text stays readable as one."""
    try:
        text, coded = exact.decode(), False
    except UnicodeDecodeError:
        text, coded = b64encode(exact).decode("ascii"), True
    return ApprovalAsked(
        label=label,
        act=act,
        says=Sealed(says),
        exact=Sealed(text),
        digest="sha256:" + sha256(exact).hexdigest(),
        coded=coded,
        document=Sealed(json.dumps(dict(document), ensure_ascii=False, sort_keys=True)),
        states=states,
        persons=persons,
    )


def after(
    askings: tuple[Waiting, ...], event: Event, fact: Step, *, case_id: bytes | None = None
) -> tuple[Waiting, ...]:
    """Return the askings of a case, or of the committee, after one more event."""
    if isinstance(fact, ApprovalAsked):
        asked = Waiting(
            fact=fact,
            seq=event.seq,
            case_id=case_id,
            asked_by=event.actor,
            asked_on=event.on,
        )
        return (*askings, asked)
    return tuple(
        _changed(one, event, fact) if one.label == fact.label else one for one in askings
    )


def _changed(one: Waiting, event: Event, fact: ApprovalGiven | ApprovalDeclined) -> Waiting:
    if isinstance(fact, ApprovalGiven):
        second = event.actor != one.asked_by and fact.digest == one.digest
        return replace(one, given_by=event.actor) if one.waits and second else one
    if one.waits or (one.given and fact.ended is Ended.LAPSED):
        return replace(one, ended=fact.ended)
    return one
