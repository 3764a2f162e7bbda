"""What a person reads before a summary is sent, and the bytes agreed to."""

import json
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from sanjose.rules.preview import preview
from sanjose.rules.sharing import revised
from sanjose.words.canonical import canonical
from sanjose.words.events import FactsAdded
from sanjose.words.model import Kind
from sanjose.words.tiers import Tier
from tests.rules.told import ELSEWHERE, ID, NAMED, OTHER, THIRD, case_of, plan, revision, shared


def test_a_preview_shows_the_fields_the_committees_the_sender_and_the_day():
    case = case_of(NAMED)

    seen = preview(case, plan(case, Tier.STATE, to=("crc", "ced")), "cat", ())

    assert seen.kind == "case.summary/1"
    assert seen.fields == (
        ("act", "threat"),
        ("quarter", "first quarter"),
        ("state", "FRA"),
        ("summary", ID),
        ("year", "2026"),
    )
    assert seen.to == ("ced", "crc")
    assert (seen.committee, seen.leaves) == ("cat", date(2026, 3, 3))
    assert seen.known == ()


def test_the_bytes_agreed_to_hold_all_of_it():
    case = case_of(NAMED)
    planned = plan(case, Tier.STATE, to=("crc", "ced"))

    exact = preview(case, planned, "cat", ()).exact

    assert json.loads(exact) == {
        "body": {
            "act": "threat",
            "quarter": "first quarter",
            "state": "FRA",
            "summary": ID,
            "year": 2026,
        },
        "committee": "cat",
        "kind": "case.summary/1",
        "leaves": "2026-03-03",
        "to": ["ced", "crc"],
    }
    assert exact == canonical(json.loads(exact))
    others = (
        preview(case, replace(planned, to=("ced",)), "cat", ()),
        preview(case, replace(planned, at_once=True), "cat", ()),
        preview(case, planned, "spt", ()),
        preview(case, plan(case, Tier.STATE, to=("crc", "ced"), text=OTHER), "cat", ()),
        preview(case, revision(case, Tier.STATE, shared(case, to=("crc", "ced"))), "cat", ()),
    )
    assert exact not in {one.exact for one in others}


def test_what_names_a_state_or_leaves_at_once_is_read_by_two():
    case = case_of(NAMED)

    def needed(tier, **how):
        return preview(case, plan(case, tier, **how), "cat", ()).approvals

    assert [needed(tier) for tier in Tier] == [1, 1, 2]
    assert [needed(tier, at_once=True) for tier in Tier] == [2, 2, 2]


@pytest.mark.parametrize(
    ("tier", "decided", "at_once", "said"),
    [
        (Tier.STATE, (2026, 3, 30), False, "it was received by 2026-03-30"),
        (Tier.STATE, (2026, 3, 31), False, "nothing that the fields do not"),
        (Tier.STATE, (2026, 4, 2), False, "nothing that the fields do not"),
        (Tier.STATE, (2026, 3, 30), True, "it was received by 2026-03-30"),
        (Tier.STATE, (2026, 3, 31), True, "nothing that the fields do not"),
        (Tier.FAMILY, (2026, 3, 2), False, "nothing that the fields do not"),
        (Tier.FAMILY, (2026, 3, 2), True, "it was received by 2026-03-02"),
        (Tier.REGION, (2026, 3, 2), False, "it was received by 2026-06-30"),
        (Tier.REGION, (2026, 8, 2), False, "nothing that the fields do not"),
    ],
)
def test_a_preview_says_what_the_day_tells_besides(tier, decided, at_once, said):
    case = case_of(NAMED)

    seen = preview(case, plan(case, tier, on=date(*decided), at_once=at_once), "cat", ())

    assert seen.day_tells.endswith(said)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "no other summary"),
        (1, "one other summary"),
        (2, "two others"),
        (3, "three others"),
        (4, "four others"),
        (5, "5 others"),
        (12, "12 others"),
    ],
)
def test_a_few_summaries_that_are_like_it_are_a_warning_in_words(number, words):
    case = case_of(NAMED)
    others = [
        shared(case, Tier.STATE, text=str(uuid4()), case_id=bytes([n + 1] * 16))
        for n in range(number)
    ]

    assert preview(case, plan(case), "cat", others).similar == words


def test_only_what_is_surely_within_it_hides_a_summary():
    case, other = case_of(NAMED), case_of(NAMED, kinds=(Kind.KILLING,))
    coarser = shared(case, Tier.REGION, text=OTHER, case_id=ELSEWHERE)
    same = shared(case, Tier.FAMILY, text=OTHER, case_id=ELSEWHERE)
    another_act = shared(other, Tier.STATE, text=OTHER, case_id=ELSEWHERE)

    def similar(*others, heard=()):
        return preview(case, plan(case), "cat", others, heard).similar

    assert similar(coarser) == similar(another_act) == "no other summary"
    assert similar(same) == "one other summary"
    assert similar(replace(same, recalled=True)) == "no other summary"
    assert similar(shared(case, text=OTHER, recalled=True)) == "no other summary"
    assert similar(shared(case, text=OTHER)) == "no other summary"
    assert similar(same, heard=[same.body, coarser.body]) == "two others"


def test_one_case_told_to_several_committees_is_one():
    case = case_of(NAMED)
    twice = [
        shared(case, text=OTHER, case_id=ELSEWHERE),
        shared(case, text=THIRD, case_id=ELSEWHERE, to=("crc",)),
    ]

    assert preview(case, plan(case), "cat", twice).similar == "one other summary"


def test_of_a_summary_its_last_version_counts():
    case, killed = case_of(NAMED), case_of(NAMED, FactsAdded(kinds=(Kind.KILLING,)))
    first = shared(case, text=OTHER, case_id=ELSEWHERE)
    second = shared(killed, body=revised(killed, Tier.FAMILY, first), case_id=ELSEWHERE)

    for both in ((first, second), (second, first)):
        assert preview(case, plan(case), "cat", both).similar == "no other summary"


def test_a_preview_shows_what_the_committees_know_of_the_case_already():
    case = case_of(NAMED)
    earlier = (
        shared(case, Tier.STATE, to=("CRC", "cat"), leaves=date(2026, 8, 1), recalled=True),
        shared(case, Tier.REGION, to=("ced", "crc"), text=OTHER),
        shared(case, Tier.REGION, to=("cat",), text=THIRD),
        shared(case, Tier.REGION, to=("ced",), text=THIRD, case_id=ELSEWHERE),
    )

    seen = preview(case, plan(case, to=("ced", "crc")), "spt", earlier)

    assert seen.known == (
        "2026-07-01: Western European and other States, 2026 (ced, crc)",
        "2026-08-01: France, first quarter of 2026, threat (CRC, recalled)",
    )
