"""The fold of what two persons agree to believes no entry that the rule forbids."""

from datetime import UTC, date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from sanjose.words.approvals import (
    Act,
    ApprovalDeclined,
    ApprovalGiven,
    Ended,
    after,
    asking,
)
from sanjose.words.events import Event

DAY = date(2026, 3, 2)
ACTORS = ("officer-1", "officer-2", "officer-3")
EXACT = (b"one text", b"another text", b"\xff\xfe no text")


def asked(label: str, exact: bytes = EXACT[0]):
    return asking(label, Act.ERASE, exact, "something is destroyed", {"person": "P1"})


def event(seq: int, actor: str, body: object) -> Event:
    return Event(
        event_id=bytes(16),
        seq=seq,
        subject=bytes(16),
        on=DAY,
        recorded_at=datetime(2026, 3, 2, tzinfo=UTC),
        actor=actor,
        by=None,
        persons=(),
        body=body,
    )


def folded(*told: tuple[str, object]):
    found = ()
    for seq, (actor, body) in enumerate(told):
        found = after(found, event(seq, actor, body), body)
    return found


labels = st.sampled_from(["A1", "A2"])
digests = st.sampled_from([asked("A1", one).digest for one in EXACT])
answers = st.builds(ApprovalGiven, label=labels, digest=digests) | st.builds(
    ApprovalDeclined, label=labels, ended=st.sampled_from(Ended)
)
histories = st.lists(st.tuples(st.sampled_from(ACTORS), answers), max_size=8).map(
    lambda told: [
        ("officer-1", asked("A1", EXACT[0])),
        ("officer-2", asked("A2", EXACT[1])),
        *told,
    ]
)


@settings(deadline=None)
@given(histories)
def test_nobody_approves_their_own_and_nobody_approves_other_bytes(told):
    found = folded(*told)

    for one in found:
        said = [
            body
            for actor, body in told[2:]
            if isinstance(body, ApprovalGiven)
            and body.label == one.label
            and (actor, body.digest) == (one.given_by, one.digest)
        ]
        assert one.given_by != one.asked_by
        assert bool(said) is (one.given_by is not None) or one.given_by is None


@settings(deadline=None)
@given(histories, st.data())
def test_what_is_settled_stays_settled_but_for_a_yes_that_lapses(told, data):
    at = data.draw(st.integers(2, len(told)))

    for before, now in zip(folded(*told[:at]), folded(*told), strict=True):
        if before.ended is not None:
            assert (now.ended, now.given_by) == (before.ended, before.given_by)
        if before.given_by is not None:
            assert now.given_by == before.given_by
            assert now.ended in {None, Ended.LAPSED}


def test_what_is_asked_for_waits_until_somebody_else_says_yes_to_exactly_that():
    right = asked("A1")
    yes = ApprovalGiven(label="A1", digest=right.digest)

    for actor, body, waits in (
        ("officer-1", yes, True),
        ("officer-2", ApprovalGiven(label="A1", digest=asked("A1", EXACT[1]).digest), True),
        ("officer-2", ApprovalGiven(label="A2", digest=right.digest), True),
        ("officer-2", yes, False),
    ):
        (one,) = folded(("officer-1", right), (actor, body))
        assert (one.waits, one.given) == (waits, not waits)


def test_a_yes_comes_once_and_a_no_is_final():
    yes = ApprovalGiven(label="A1", digest=asked("A1").digest)

    (twice,) = folded(("officer-1", asked("A1")), ("officer-2", yes), ("officer-3", yes))
    (late,) = folded(
        ("officer-1", asked("A1")),
        ("officer-2", ApprovalDeclined(label="A1")),
        ("officer-3", yes),
    )

    assert twice.given_by == "officer-2"
    assert (late.given_by, late.ended) == (None, Ended.DECLINED)


def test_what_is_approved_comes_back_byte_by_byte_and_prints_nothing():
    for exact in EXACT:
        (one,) = folded(("officer-1", asked("A1", exact)))

        assert one.exact == exact
        assert one.document == {"person": "P1"}
        assert one.says == "something is destroyed"
        assert "text" not in repr(one)
        assert "P1" not in repr(one)
