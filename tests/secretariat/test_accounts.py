"""Accounts of cases for reports: whose agreement carries them, and who releases them.

Source: G 25; N 11 (g), 32-35, 39; floors 3, 4 and 10.
"""

from datetime import date, timedelta

import pytest

from sanjose.rules.reports import Sort
from sanjose.secretariat import NoSuchCase
from sanjose.words.errors import Misuse
from sanjose.words.events import FactsAdded, OfficeLeft, RecusalDeclared
from sanjose.words.model import Answer, Assessment, Post, Standing, Use
from tests.secretariat.house import (
    a_person,
    a_weighing,
    an_assessment,
    consent,
    done,
    ready,
    taken,
    why,
)

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
BARE = b"The Committee received allegations of intimidation against a person."
NAMING = b"The Committee received allegations against Ada Quill of Sampleland."


def of(door, *uses, finding=Assessment.REPRISAL, state="XXB"):
    """Return a case that was assessed, with the agreement to some uses."""
    reference = ready(door, state)
    if uses:
        done(door.consent(reference, consent(*uses)))
    by = Post.ALTERNATE if state == "XXA" else Post.RAPPORTEUR
    done(door.assess(reference, an_assessment(finding), by=by))
    return reference


def released(door, reference, text=BARE, **facts):
    known = {"use": Use.ANNUAL_REPORT, "first": FIRST, "last": LAST, "by": Post.RAPPORTEUR}
    return door.release_account(reference, text, **known | facts).outcome


def standing(door, sort=Sort.ANNUAL, since=FIRST, until=LAST):
    return [one.text for one in door.accounts(sort, since, until)[0]]


def test_an_account_stands_in_a_report_once_it_is_agreed_to_and_released(door):
    """N 32, 34; floor 10."""
    reference = of(door, Use.ANNUAL_REPORT)

    assert standing(door) == []
    done(released(door, reference))

    assert standing(door) == [BARE.decode()]
    assert standing(door, Sort.UPDATE) == [BARE.decode()]


def test_without_agreement_to_that_very_use_there_is_no_account_however_it_is_worded(door):
    """N 11: whoever agreed to a letter agreed to no account of it."""
    reference = of(door)

    outcome = released(door, reference)

    assert "no-basis" in why(outcome)
    assert standing(door) == []


@pytest.mark.parametrize(
    ("use", "sort"),
    [
        (Use.ANNUAL_REPORT, Sort.CHAIRS),
        (Use.ANNUAL_REPORT, Sort.SESSION),
        (Use.ANNUAL_REPORT, Sort.SECRETARY_GENERAL),
        (Use.PUBLISH, Sort.ANNUAL),
        (Use.PUBLISH, Sort.SECRETARY_GENERAL),
    ],
)
def test_what_was_agreed_for_one_report_stands_in_no_other(door, use, sort):
    reference = of(door, use)

    done(released(door, reference, use=use))

    assert standing(door, sort) == []


def test_an_account_leaves_every_report_when_the_agreement_is_taken_back(door):
    reference = of(door, Use.ANNUAL_REPORT)
    done(released(door, reference))

    done(door.consent(reference, consent(Use.ANNUAL_REPORT, answer=Answer.WITHDRAWN)))

    found, lacking = door.accounts(Sort.ANNUAL, FIRST, LAST)
    assert found == ()
    assert {(told, one.key) for told, one in lacking} == {(reference, "refused")}


def test_everybody_whom_the_case_concerns_has_to_agree(door):
    reference = ready(door, "XXB", a_person(), a_person("Cora Plume"))
    done(door.consent(reference, consent(Use.ANNUAL_REPORT, person="P1")))
    done(door.assess(reference, an_assessment()))

    outcome = released(door, reference)

    assert why(outcome) == {"no-basis"}
    assert "P2" in str(outcome.objections[0])


def test_the_secretariat_releases_nothing_by_itself(door):
    """Floor 10: one by one, by the rapporteur."""
    reference = of(door, Use.ANNUAL_REPORT)

    assert why(released(door, reference, by=None)) == {"not-authorised"}
    assert why(released(door, reference, by=Post.CHAIR)) == {"not-authorised"}
    assert standing(door) == []


def test_the_rapporteur_releases_with_the_key_of_the_office(door, door_of):
    reference = of(door, Use.ANNUAL_REPORT)

    done(released(door_of("officer-5"), reference, by=None))

    assert standing(door) == [BARE.decode()]


@pytest.mark.parametrize("text", [NAMING, b"It concerns Sampleland.", b"Ada Quill was heard."])
def test_an_account_that_names_nobody_names_neither_a_state_nor_a_person(door, text):
    reference = of(door, Use.ANNUAL_REPORT)

    outcome = released(door, reference, text)

    assert why(outcome) <= {"state-named", "guard"}
    assert why(outcome)
    assert standing(door) == []


def test_a_naming_account_names_whoever_agreed_and_the_state(door):
    """N 34."""
    reference = of(door, Use.ANNUAL_REPORT)

    done(released(door, reference, NAMING, named=True))

    assert standing(door) == [NAMING.decode()]


def test_a_naming_account_still_names_nobody_of_another_case(door):
    reference = of(door, Use.ANNUAL_REPORT)
    ready(door, "XXB", a_person("Quintessa Vellumbright"))

    found = door.release_account(
        reference,
        NAMING + b" So was Quintessa Vellumbright.",
        use=Use.ANNUAL_REPORT,
        first=FIRST,
        last=LAST,
        named=True,
        by=Post.RAPPORTEUR,
    )

    assert why(found.outcome) == {"guard"}
    assert "Vellumbright" not in repr(found)


def test_what_was_not_established_is_told_only_where_nobody_is_named(door):
    """N 32: the first case names no State; G 14."""
    reference = of(door, Use.ANNUAL_REPORT, finding=Assessment.LINK_NOT_ESTABLISHED)

    assert why(released(door, reference, NAMING, named=True)) == {"finding"}
    done(released(door, reference))


def test_what_is_outside_scope_has_no_account(door):
    reference = of(door, Use.ANNUAL_REPORT, finding=Assessment.OUTSIDE_SCOPE)

    assert why(released(door, reference)) == {"outside-scope"}


def test_consequences_are_weighed_for_an_account_as_for_any_step(door):
    """G 13."""
    reference = of(door, Use.ANNUAL_REPORT)
    done(door.weigh(reference, a_weighing(go_ahead=False)))

    assert why(released(door, reference)) == {"weighed-against"}


def test_the_secretary_general_s_report_needs_an_agreement_of_these_months(door, house):
    """N 39: a person is asked again for it."""
    reference = of(door, Use.SECRETARY_GENERAL)
    done(released(door, reference, NAMING, use=Use.SECRETARY_GENERAL, named=True))
    assert len(standing(door, Sort.SECRETARY_GENERAL)) == 1

    house.clock.pass_days(100)

    found, lacking = door.accounts(Sort.SECRETARY_GENERAL, FIRST, LAST)
    assert found == ()
    assert {one.key for _, one in lacking} == {"not-reconfirmed"}
    done(door.consent(reference, consent(Use.SECRETARY_GENERAL)))
    assert len(standing(door, Sort.SECRETARY_GENERAL)) == 1


def test_an_account_stands_in_the_reports_of_its_period(door):
    reference = of(door, Use.ANNUAL_REPORT)

    done(released(door, reference, first=date(2025, 1, 1), last=date(2025, 12, 31)))

    assert standing(door) == []
    assert standing(door, since=date(2025, 7, 1)) == [BARE.decode()]


def test_an_account_of_a_case_that_came_in_after_the_last_day_is_left_out(door):
    """A report that received nothing tells of nothing that it received."""
    reference = of(door, Use.ANNUAL_REPORT)
    done(released(door, reference))
    came = door.show(reference).received_on

    told, lacking = door.accounts(Sort.ANNUAL, FIRST, came - timedelta(days=1))

    assert told == ()
    assert [(case, one.key) for case, one in lacking] == [(reference, "later")]
    assert standing(door, until=came) == [BARE.decode()]


def test_a_later_account_of_the_period_takes_the_place_of_the_earlier(door):
    reference = of(door, Use.ANNUAL_REPORT)
    done(released(door, reference))

    done(released(door, reference, b"Another wording of it."))

    assert standing(door) == ["Another wording of it."]


def test_the_rapporteur_takes_an_account_back(door):
    reference = of(door, Use.ANNUAL_REPORT)
    done(released(door, reference))
    facts = {"use": Use.ANNUAL_REPORT, "first": FIRST}

    assert why(door.withdraw_account(reference, **facts)) == {"not-authorised"}
    assert len(standing(door)) == 1
    done(door.withdraw_account(reference, by=Post.RAPPORTEUR, **facts))

    assert standing(door) == []
    with pytest.raises(Misuse, match="no account"):
        door.withdraw_account(reference, by=Post.RAPPORTEUR, **facts)


def test_whoever_is_recused_sees_no_account_of_the_state(door, door_of):
    """Floor 4: neither in a report nor in what is left out of it."""
    reference = of(door, Use.ANNUAL_REPORT, state="XXA")
    done(released(door, reference, by=Post.ALTERNATE))
    assert len(standing(door)) == 1

    national = door_of("officer-2")

    assert national.accounts(Sort.ANNUAL, FIRST, LAST) == ((), ())
    with pytest.raises(NoSuchCase):
        national.telling(reference)
    with pytest.raises(NoSuchCase):
        released(national, reference)


def test_whoever_is_recused_by_name_sees_no_account_either(door, door_of):
    reference = of(door, Use.ANNUAL_REPORT)
    done(released(door, reference))
    done(door.recuse(reference, RecusalDeclared(who="officer-2")))

    assert door_of("officer-2").accounts(Sort.ANNUAL, FIRST, LAST) == ((), ())


def test_an_account_goes_with_the_person_when_they_are_erased(door, house):
    reference = of(door, Use.ANNUAL_REPORT)
    done(released(door, reference))

    house.second(door.erase(reference, "P1", nothing_remains=True))

    assert standing(door) == []


def test_after_a_term_nobody_reads_what_an_account_is_drafted_from(door, door_of, house):
    """G 8."""
    reference = of(door, Use.ANNUAL_REPORT)
    left = OfficeLeft(post=Post.RAPPORTEUR, holder="officer-5", until=door.today())
    done(door.leave_office(left))
    house.clock.pass_days(1)

    gone = door_of("officer-5")

    with pytest.raises(Misuse, match="is over"):
        gone.telling(reference)
    with pytest.raises(Misuse, match="is over"):
        gone.against_account(reference, Use.ANNUAL_REPORT)
    assert why(released(gone, reference, by=None)) >= {"term-over"}


def test_a_period_that_ends_before_it_begins_and_other_uses_are_refused(door):
    reference = of(door, Use.ANNUAL_REPORT)

    with pytest.raises(Misuse, match="ends before it begins"):
        released(door, reference, last=FIRST - timedelta(days=1))
    with pytest.raises(Misuse, match="an account is written for"):
        released(door, reference, use=Use.STATE)


def test_what_an_account_is_drafted_from_names_nobody(door):
    reference = of(door, Use.ANNUAL_REPORT)

    bare, naming = door.telling(reference), door.telling(reference, named=True)

    assert (bare.state, naming.state) == (None, "XXB")
    assert bare.disclosed.reference is None
    assert bare.disclosed.people == naming.disclosed.people == ()


# -- what was released, and what became of it ---------------------------------------------------


def with_witness(door):
    """Return a case whose naming account names a witness too, both of whom agreed."""
    witness = a_person("Cora Plume", standing=Standing.WITNESS)
    reference = ready(door, "XXB", a_person(), witness)
    for person in ("P1", "P2"):
        done(door.consent(reference, consent(Use.ANNUAL_REPORT, person=person)))
    done(door.assess(reference, an_assessment()))
    done(released(door, reference, NAMING + b" Cora Plume saw it.", named=True))
    assert len(standing(door)) == 1
    return reference


def test_whoever_is_named_in_an_account_and_agrees_no_more_takes_it_out(door):
    """N 11: a witness who takes it back is as much in the text as the person concerned."""
    reference = with_witness(door)

    withdrawn = consent(Use.ANNUAL_REPORT, person="P2", answer=Answer.WITHDRAWN)
    done(door.consent(reference, withdrawn))

    found, lacking = door.accounts(Sort.ANNUAL, FIRST, LAST)
    assert found == ()
    assert [one.key for _, one in lacking] == ["guard"]
    assert "Plume" not in repr(lacking)


def test_an_account_goes_with_a_witness_who_is_erased(door, house):
    reference = with_witness(door)

    done(house.second(door.erase(reference, "P2", nothing_remains=True)))

    assert standing(door) == []


def test_an_account_in_which_somebody_is_known_by_now_does_not_stand(door):
    """Who they are may come in after the account was released."""
    reference = of(door, Use.ANNUAL_REPORT)
    done(released(door, reference, NAMING + b" Cora Plume saw it.", named=True))

    done(door.add(reference, a_person("Cora Plume", standing=Standing.WITNESS)))
    done(door.weigh(reference, a_weighing()))

    assert standing(door) == []


def test_an_account_that_names_a_state_falls_when_the_state_is_corrected(door):
    """Floor 4: it would be kept from the nationals of another State than it names."""
    reference = of(door, Use.ANNUAL_REPORT)
    done(released(door, reference, NAMING, named=True))

    done(door.add(reference, FactsAdded(state="XXA")))
    done(door.weigh(reference, a_weighing()))

    found, lacking = door.accounts(Sort.ANNUAL, FIRST, LAST)
    assert found == ()
    assert [one.key for _, one in lacking] == ["moved"]
    done(released(door, reference, BARE, by=Post.ALTERNATE))
    assert standing(door) == [BARE.decode()]


def test_whoever_agreed_that_a_letter_is_posted_agreed_to_no_account(door):
    """N 46: publication is asked for item by item."""
    reference = ready(door)
    letter = taken(door, reference)
    done(door.consent(reference, consent(Use.PUBLISH, items=(letter,))))
    done(door.assess(reference, an_assessment()))

    assert why(released(door, reference, use=Use.PUBLISH)) == {"no-basis"}
    assert why(released(door, reference, NAMING, use=Use.PUBLISH, named=True)) >= {"no-basis"}


def test_a_report_that_bears_an_earlier_day_knows_what_was_taken_back_since(door, house):
    reference = of(door, Use.ANNUAL_REPORT)
    done(released(door, reference))
    day = door.today()
    house.clock.pass_days(2)
    done(door.consent(reference, consent(Use.ANNUAL_REPORT, answer=Answer.WITHDRAWN)))

    found = door.gather(Sort.ANNUAL, FIRST, LAST, on=day)

    assert found.material.accounts == ()
