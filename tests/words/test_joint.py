"""What a committee did about joint statements, folded from its own entries."""

from datetime import UTC, date, datetime

from sanjose.words.events import CommitteeOpened, Event
from sanjose.words.joint import (
    Joint,
    JointAuthorised,
    JointDrafted,
    JointProposed,
    JointRevised,
    JointWithdrawn,
    after,
    next_label,
)
from sanjose.words.sealed import Sealed

DAY = date(2026, 3, 2)


def folded(*facts: object) -> Joint:
    joint = Joint()
    for seq, fact in enumerate(facts):
        event = Event(
            event_id=bytes(16),
            seq=seq,
            subject=bytes(16),
            on=DAY,
            recorded_at=datetime(2026, 3, 2, tzinfo=UTC),
            actor="officer-1",
            by=None,
            persons=(),
            body=fact,
        )
        joint = after(joint, event)
    return joint


def a_draft(text: str = "One.", **changes: object) -> JointDrafted:
    fields = {
        "state": "UTO",
        "signatories": ("cat", "ced"),
        "expires": DAY,
        "embargo": DAY,
        "text": Sealed(text),
    }
    return JointDrafted(**(fields | changes))


def frozen(label: str, document: str) -> JointProposed:
    return JointProposed(label=label, document=document, paper=Sealed("{}"))


def test_each_draft_is_revised_and_frozen_by_its_own_label():
    joint = folded(
        a_draft("One."),
        a_draft("Two.", label="J2", grounds=Sealed("Why.")),
        JointRevised(label="J2", text=Sealed("Three."), signatories=("cat", "cerd")),
        frozen("J1", "aa"),
        frozen("J1", "bb"),
    )

    first, second = joint.drafts
    assert (first.text, first.documents, first.open) == ("One.", ("aa", "bb"), False)
    assert (second.text, second.signatories, second.open) == ("Three.", ("cat", "cerd"), True)
    assert second.grounds == Sealed("Why.")
    assert [one.reveal() for one in second.texts] == ["Two.", "Three."]
    assert next_label(joint) == "J3"


def test_a_revised_draft_is_open_again():
    joint = folded(a_draft(), frozen("J1", "aa"), JointRevised(label="J1", text=Sealed("Two.")))

    assert joint.frozen_as("aa") is joint.draft("J1")
    assert joint.draft("J1").open
    assert joint.frozen_as("bb") is None
    assert joint.draft("J9") is None


def test_the_latest_decision_on_a_text_stands():
    joint = folded(
        JointAuthorised(matter="m", measure="M1"),
        JointAuthorised(matter="other", measure="M2"),
        JointAuthorised(matter="m", measure="M3"),
        JointWithdrawn(document="aa"),
    )

    assert joint.authorised("m").fact.measure == "M3"
    assert joint.authorised("none") is None
    assert len(joint.done) == 4


def test_what_is_about_something_else_changes_nothing():
    assert folded(CommitteeOpened(committee="cat")) == Joint()


def test_a_text_never_prints_itself():
    joint = folded(a_draft("One about somebody."))

    assert "somebody" not in repr(joint)
