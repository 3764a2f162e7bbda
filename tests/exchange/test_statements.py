"""A joint statement is adopted by signatures, and nothing takes them back."""

import contextlib
import itertools
import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanjose.exchange.canonical import NotGenuine, canonical, strict, text_of
from sanjose.exchange.directory import Holder, Last
from sanjose.exchange.envelope import Envelope, Kind
from sanjose.exchange.fold import (
    Standing,
    certificate_of,
    concur_body,
    dated_body,
    propose_body,
    proposed,
    statements,
)
from sanjose.exchange.statements import (
    Concurrence,
    Document,
    How,
    certificate,
    counted,
    verify_certificate,
)
from sanjose.keeping.envelopes import opened
from tests.exchange.committees import (
    WORDS,
    Node,
    Pair,
    attested,
    concurrence,
    document,
    following,
    founding,
    member,
    sealing,
)
from tests.exchange.test_log import twin

FIRST = founding("cat", "ced", "cerd", "spt")
PAPER = document(FIRST, "cat", "ced", "cerd")
YES = (concurrence(PAPER, "cat"), attested(PAPER, "ced"), attested(PAPER, "cerd"))


def test_a_certificate_is_checked_with_the_directory_alone():
    raw = certificate(PAPER, WORDS, reversed(YES), FIRST)

    shown = verify_certificate(raw, FIRST)

    assert shown.text == WORDS
    assert [(one.signatory, one.how) for one in shown.concurrences] == [
        ("cat", How.KEY),
        ("ced", How.MAIL),
        ("cerd", How.MAIL),
    ]
    assert raw == certificate(PAPER, WORDS, YES, FIRST)


def test_every_flipped_byte_of_a_certificate_is_refused():
    raw = certificate(PAPER, WORDS, YES, FIRST)

    for at in range(len(raw)):
        with pytest.raises(NotGenuine):
            verify_certificate(raw[:at] + bytes([raw[at] ^ 2]) + raw[at + 1 :], FIRST)


@pytest.mark.parametrize("missing", range(3))
def test_one_missing_concurrence_is_enough_to_have_no_certificate(missing):
    rest = [one for n, one in enumerate(YES) if n != missing]

    with pytest.raises(NotGenuine, match="not every committee"):
        certificate(PAPER, WORDS, rest, FIRST)


def test_a_concurrence_more_than_is_named_is_refused():
    found = strict(certificate(PAPER, WORDS, YES, FIRST))
    found["concurrences"].append(concurrence(PAPER, "spt").written())

    with pytest.raises(NotGenuine, match="another document"):
        verify_certificate(canonical(found), FIRST)


@pytest.mark.parametrize(
    "words",
    [
        "",
        " \n ",
        "One\tTwo",
        "One\rTwo",
        "shown \u202ereversed",
        "nothing\u200bshows",
        "soft\u00adhyphen",
        "a tag\U000e0041",
        "its own\ue000 letter",
        "x" * 16_001,
        "\u6587" * 5_334,
    ],
)
def test_a_text_of_which_something_does_not_show_is_no_statement(words):
    paper = document(FIRST, "cat", "ced", words=words)
    yes = (concurrence(paper, "cat"), attested(paper, "ced"))

    with pytest.raises(NotGenuine, match="text"):
        certificate(paper, words, yes, FIRST)
    with pytest.raises(NotGenuine, match="text"):
        proposed(propose_body(paper, words))
    with pytest.raises(NotGenuine, match="text"):
        proposed(propose_body(PAPER, WORDS, words or "\t"))


@pytest.mark.parametrize("words", ["x" * 16_000, "نص عربي\n\u200cبنیم‌فاصله", "文本\n\nÉté"])
def test_a_text_in_any_script_is_proposed_in_one_envelope(words):
    paper = document(FIRST, "cat", "ced", words=words)
    grounds = "".join(chr(0x4E00 + n * 7919 % 20_000) for n in range(2_000))

    node = Node("cat", FIRST)
    node.write(Kind.PROPOSE, propose_body(paper, words, grounds))

    found = node.state().statements[paper.hash]
    assert (found.text, found.grounds) == (words, (("cat", grounds),))


def test_the_largest_text_that_does_not_shrink_fits_into_one_envelope():
    chance = random.Random(7)
    words = "".join(chr(chance.randrange(0x4E00, 0x9FA0)) for _ in range(5_333))
    paper = document(FIRST, "cat", "ced", words=words)
    node = Node("cat", FIRST)

    node.write(Kind.PROPOSE, propose_body(paper, words))

    assert node.state().statements[paper.hash].text == words


@pytest.mark.parametrize("change", [{"text": 1}, {"more": ""}, {"grounds": None}])
def test_a_proposal_in_another_form_is_refused(change):
    body = canonical(strict(propose_body(PAPER, WORDS)) | change)

    with pytest.raises(NotGenuine):
        proposed(body)


def test_another_text_is_another_statement():
    with pytest.raises(NotGenuine, match="not the one that was agreed"):
        certificate(PAPER, WORDS + ".", YES, FIRST)


def test_a_certificate_goes_by_the_version_that_its_document_names():
    raw = certificate(PAPER, WORDS, YES, FIRST)
    forged = founding("cat", "ced", "cerd", "spt", cat=member("cat", homeserver="x"))

    for other in (following(FIRST), forged):
        with pytest.raises(NotGenuine, match="another version of the directory"):
            verify_certificate(raw, other)


@pytest.mark.parametrize("raw", [b"", b"{}", b"x" * 300_000])
def test_what_is_no_certificate_is_refused(raw):
    with pytest.raises(NotGenuine):
        verify_certificate(raw, FIRST)


def test_a_certificate_of_a_later_version_is_refused():
    found = strict(certificate(PAPER, WORDS, YES, FIRST)) | {"v": 2}

    with pytest.raises(NotGenuine):
        verify_certificate(canonical(found), FIRST)


OTHER = replace(PAPER, state="XYZ")


@pytest.mark.parametrize(
    ("one", "why"),
    [
        (concurrence(OTHER, "cat"), "another document"),
        (concurrence(PAPER, "spt"), "another document"),
        (concurrence(PAPER, "cat", on=date(2027, 1, 1)), "after the last day"),
        (concurrence(PAPER, "cat", on=date(2025, 12, 31)), "nobody in the directory"),
        (concurrence(PAPER, "cat", seed="ced chair"), "nobody in the directory"),
        (concurrence(PAPER, "cat", seed="cat"), "nobody in the directory"),
        (concurrence(PAPER, "cat", holder=Holder.VICE), "nobody in the directory"),
        (concurrence(PAPER, "cat", officers=("a", "b")), "nobody in the directory"),
        (concurrence(PAPER, "cat", sign=Pair("ced chair").sign), "not genuine"),
        (attested(PAPER, "cat", officers=("officer-1",)), "nobody in the directory"),
        (attested(PAPER, "cat", officers=("officer-1", "officer-1")), "nobody in the"),
        (attested(PAPER, "cat", officers=("a", "b", "b")), "nobody in the directory"),
        (attested(PAPER, "cat", seed="ced"), "nobody in the directory"),
        (attested(PAPER, "cat", seed="cat chair"), "nobody in the directory"),
        (attested(PAPER, "cat", sign=Pair("ced").sign), "not genuine"),
        (replace(YES[0], signature=YES[1].signature), "not genuine"),
    ],
)
def test_a_concurrence_that_does_not_count_says_why(one, why):
    with pytest.raises(NotGenuine, match=why):
        one.check(PAPER, FIRST)
    assert counted(PAPER, FIRST, [one]) == {}


@pytest.mark.parametrize(
    "one",
    [
        concurrence(PAPER, "cat"),
        concurrence(PAPER, "cat", seed="cat vice", holder=Holder.VICE),
        concurrence(PAPER, "cat", on=PAPER.expires),
        attested(PAPER, "cat", how=How.SESSION),
        attested(PAPER, "cat", holder=Holder.VICE),
    ],
)
def test_a_chair_a_vice_chair_or_two_officers_concur(one):
    one.check(PAPER, FIRST)


def test_a_retired_key_attests_nothing_in_a_version_that_says_so():
    old = replace(member("cat").keys[0], last=Last(n=0, hash=b""))
    new = replace(old, public=Pair("new").public, last=None)
    second = following(FIRST, cat=member("cat", keys=(old, new)))
    paper = document(second, "cat", "ced")

    with pytest.raises(NotGenuine, match="nobody in the directory"):
        attested(paper, "cat").check(paper, second)
    attested(paper, "cat", seed="new").check(paper, second)


def test_a_committee_that_is_not_in_the_directory_cannot_be_named():
    paper = document(FIRST, "cat", "cmw")

    with pytest.raises(NotGenuine, match="a committee that is not in the directory"):
        paper.check(FIRST)
    with pytest.raises(NotGenuine, match="nobody in the directory"):
        concurrence(paper, "cmw").check(paper, FIRST)
    with pytest.raises(NotGenuine, match="nobody in the directory"):
        attested(paper, "cmw").check(paper, FIRST)


def test_an_own_key_is_shown_before_officers_whatever_came_first():
    both = (
        attested(PAPER, "cat"),
        concurrence(PAPER, "cat"),
        concurrence(PAPER, "cat", seed="cat vice", holder=Holder.VICE),
    )
    shown = {counted(PAPER, FIRST, order)["cat"].raw for order in itertools.permutations(both)}

    (raw,) = shown
    assert b'"how":"own key"' in raw


@pytest.mark.parametrize(
    "change",
    [
        {"v": 2},
        {"signatories": ["cat"]},
        {"signatories": ["ced", "cat"]},
        {"signatories": ["cat", "cat"]},
        {"signatories": "cat ced"},
        {"state": "uto"},
        {"expires": "soon"},
        {"embargo": "never"},
        {"more": 1},
    ],
)
def test_a_document_in_another_form_is_refused(change):
    with pytest.raises(NotGenuine):
        Document.from_bytes(canonical(strict(PAPER.to_bytes()) | change))


@pytest.mark.parametrize("change", [{"v": 2}, {"how": "by hand"}, {"officers": ["O'Neil"]}])
def test_a_concurrence_in_another_form_is_refused(change):
    raw, kid, signature = YES[0].written()
    changed = canonical(strict(YES[0].raw) | change)

    with pytest.raises(NotGenuine):
        Concurrence.read([text_of(changed), kid, signature])
    with pytest.raises(NotGenuine):
        Concurrence.read([raw, kid])


class Meeting:
    """Four committees, one of which only looks on."""

    def __init__(self) -> None:
        self.nodes = {one: Node(one, FIRST) for one in ("cat", "ced", "cerd", "spt")}
        self.sent = []

    def says(self, origin: str, kind: str, body: bytes):
        envelope = self.nodes[origin].write(kind, body)
        self.sent.append(envelope)
        return envelope

    def adopts(self):
        self.says("cat", Kind.PROPOSE, propose_body(PAPER, WORDS))
        self.says("cat", Kind.CONCUR, concur_body(YES[0]))
        self.says("ced", Kind.ATTEST, concur_body(YES[1]))
        self.says("cerd", Kind.ATTEST, concur_body(YES[2]))

    def seen(self, *envelopes):
        node = Node("spt", FIRST)
        if envelopes or self.sent:
            node.take(*(envelopes or self.sent))
        return node


@pytest.fixture
def meeting():
    return Meeting()


def statement(node: Node):
    return node.state().statements[PAPER.hash]


def test_it_is_adopted_once_every_named_committee_concurred(meeting):
    meeting.adopts()
    standings = [
        statement(meeting.seen(*meeting.sent[: n + 1])).standing
        for n in range(len(meeting.sent))
    ]

    assert standings == [Standing.OPEN, Standing.OPEN, Standing.OPEN, Standing.ADOPTED]
    node = meeting.seen()
    assert statement(node).may_be_published(PAPER.embargo)
    assert not statement(node).may_be_published(PAPER.embargo - timedelta(days=1))
    assert verify_certificate(certificate_of(statement(node), node.log), FIRST).text == WORDS


def test_a_withdrawal_stops_publication_and_undoes_nothing(meeting):
    meeting.adopts()
    meeting.says("ced", Kind.WITHDRAW, dated_body(PAPER.hash, "2026-11-23"))

    found = statement(meeting.seen())

    assert found.standing is Standing.STOPPED
    assert found.adopted
    assert not found.may_be_published(PAPER.expires)


def test_a_withdrawal_before_all_concurred_shows(meeting):
    meeting.says("cat", Kind.PROPOSE, propose_body(PAPER, WORDS))
    meeting.says("ced", Kind.WITHDRAW, dated_body(PAPER.hash, "2026-11-23"))

    assert statement(meeting.seen()).standing is Standing.WITHDRAWN


def test_only_whom_the_document_names_withdraws_or_publishes(meeting):
    meeting.adopts()
    for kind in (Kind.WITHDRAW, Kind.PUBLISH):
        meeting.says("spt", kind, dated_body(PAPER.hash, "2026-11-23"))

    assert statement(meeting.seen()).standing is Standing.ADOPTED


def test_published_stays_published(meeting):
    meeting.adopts()
    meeting.says("cat", Kind.PUBLISH, dated_body(PAPER.hash, "2026-11-23"))
    meeting.says("ced", Kind.WITHDRAW, dated_body(PAPER.hash, "2026-11-24"))

    found = statement(meeting.seen())

    assert found.standing is Standing.PUBLISHED
    assert found.published == ("cat",)


def test_adopted_stays_adopted_when_a_committee_is_frozen_and_its_key_retired(meeting):
    meeting.adopts()
    node = meeting.seen()
    node.take(twin(meeting.sent[2]))
    frozen = statement(node).standing
    old = replace(member("ced").keys[0], last=Last(n=0, hash=b""))
    new = replace(old, public=Pair("new").public, last=None)
    node.log.renew(following(FIRST, ced=member("ced", keys=(old, new))))

    assert node.log.alarms()
    assert (frozen, statement(node).standing) == (Standing.ADOPTED, Standing.ADOPTED)


def test_a_statement_waits_for_the_directory_that_it_goes_by(meeting):
    second = following(FIRST)
    ahead = document(second, "cat", "ced")
    forged = replace(PAPER, directory_hash=bytes(32))
    meeting.says("cat", Kind.PROPOSE, propose_body(ahead, WORDS))
    meeting.says("cat", Kind.PROPOSE, propose_body(forged, WORDS))
    node = meeting.seen()

    assert node.state().statements == {}
    node.log.renew(second)
    assert set(node.state().statements) == {ahead.hash}


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (Kind.PROPOSE, propose_body(PAPER, WORDS + "!")),
        (Kind.PROPOSE, b"x"),
        (Kind.CONCUR, concur_body(YES[1])),
        (Kind.ATTEST, concur_body(YES[0])),
        (Kind.WITHDRAW, dated_body(PAPER.hash, "soon")),
    ],
)
def test_a_paper_that_is_not_in_form_is_left_out_and_said(meeting, kind, body):
    meeting.adopts()
    meeting.says("spt", kind, body)
    state = meeting.seen().state()

    assert state.statements[PAPER.hash].standing is Standing.ADOPTED
    assert state.alarms == (
        ("spt sent a body at its number 1 that is not in the agreed form: it is left out"),
    )


def test_what_is_shared_is_seen_by_those_named_until_it_is_recalled():
    cat, ced, spt = (Node(one, FIRST) for one in ("cat", "ced", "spt"))
    one = cat.write(Kind.SUMMARY, b"for ced", ("ced",))
    two = cat.write(Kind.INTEREST, b"for both", ("ced", "spt"))
    for node in (ced, spt):
        node.take(one, two)

    assert [each.plain for each in ced.state().shared] == [b"for ced", b"for both"]
    assert [each.plain for each in spt.state().shared] == [None, b"for both"]
    assert ced.state().heads == {"cat": (2, two.hash)}

    spt.take(cat.write(Kind.RETRACT, canonical({"target": two.header.id})))
    assert [each.n for each in spt.state().shared] == [1]


# -- by property --------------------------------------------------------------------------------

MANY = tuple(
    one
    for origin in PAPER.signatories
    for one in (
        concurrence(PAPER, origin),
        concurrence(PAPER, origin, seed=f"{origin} vice", holder=Holder.VICE),
        attested(PAPER, origin),
        attested(PAPER, origin, how=How.SESSION, officers=("officer-2", "officer-3")),
        # and what counts for nothing, whoever brings it
        attested(PAPER, origin, officers=("officer-1", "officer-1")),
        concurrence(PAPER, origin, on=PAPER.expires + timedelta(days=1)),
        concurrence(PAPER, origin, seed="thief"),
        concurrence(PAPER, origin, holder=Holder.VICE),
        concurrence(replace(PAPER, embargo=PAPER.expires), origin),
    )
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(range(len(MANY)))))
def test_no_set_of_fewer_signatories_adopts(which):
    found = [MANY[one] for one in which]
    named = {one.signatory for one in found if one in counted(PAPER, FIRST, [one]).values()}

    if named == set(PAPER.signatories):
        verify_certificate(certificate(PAPER, WORDS, found, FIRST), FIRST)
    else:
        with pytest.raises(NotGenuine):
            certificate(PAPER, WORDS, found, FIRST)


def said_by_all() -> tuple[Envelope, ...]:
    """Everything that may happen to a statement, also behind forks and after retired keys."""
    meeting = Meeting()
    meeting.adopts()
    meeting.says("cat", Kind.ATTEST, concur_body(attested(PAPER, "cat")))
    meeting.says("ced", Kind.WITHDRAW, dated_body(PAPER.hash, "2026-11-23"))
    meeting.says("cerd", Kind.PUBLISH, dated_body(PAPER.hash, "2026-11-23"))
    meeting.says("spt", Kind.PROPOSE, propose_body(PAPER, WORDS, "we think so too"))
    return (*meeting.sent, *(twin(one) for one in meeting.sent[:4]))


SAID = said_by_all()
RENEWED = following(
    FIRST,
    **{
        one: member(
            one,
            keys=(
                replace(member(one).keys[0], last=Last(n=0, hash=b"")),
                replace(member(one).keys[0], public=Pair(f"new {one}").public),
            ),
        )
        for one in PAPER.signatories
    },
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(range(len(SAID)))), st.integers(0, 20))
def test_adopted_never_reverts_whatever_comes_in_whatever_order(come, renewed_at):
    node, before = Node("spt", FIRST), None
    for at, which in enumerate(come):
        if at == renewed_at:
            node.log.renew(RENEWED)
        with contextlib.suppress(NotGenuine):  # late, under a key that was retired since
            node.take(SAID[which])
        now = node.state().statements.get(PAPER.hash)
        if before is not None:
            assert now is not None
            assert now.adopted >= before.adopted
            assert set(now.withdrawn) >= set(before.withdrawn)
            assert set(now.published) >= set(before.published)
            assert {one.signatory for one in now.concurred} >= {
                one.signatory for one in before.concurred
            }
        before = now


@settings(max_examples=20, deadline=None)
@given(st.permutations(range(len(SAID))), st.permutations(range(len(SAID))))
def test_the_same_envelopes_give_the_same_statement(order, again):
    one, other = Node("spt", FIRST), Node("spt", FIRST)

    one.take(*(SAID[which] for which in order))
    other.take(*(SAID[which] for which in (*again, *order[:3])))

    assert one.state().statements == other.state().statements
    assert one.state().statements[PAPER.hash].adopted


def test_the_statements_alone_are_those_of_the_whole(meeting):
    meeting.adopts()
    node = meeting.seen()
    plain = {one.hash: opened(one, sealing("spt")[0]) for one in node.log.held()}

    assert statements(node.log, plain) == node.state().statements


def test_what_was_signed_for_another_day_or_embargo_is_another_document():
    for change in ({"expires": PAPER.embargo}, {"embargo": PAPER.expires}, {"state": "XYZ"}):
        with pytest.raises(NotGenuine, match="another document"):
            YES[0].check(replace(PAPER, **change), FIRST)
