"""On what an identifying step rests: five bases, and what each answer does to them."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanjose.rules import basis
from sanjose.rules.basis import EMERGENCY, held, objections, uses
from sanjose.rules.measures import MEASURES
from sanjose.rules.view import Held
from sanjose.words.events import ConsentRecorded, ContactMade, PersonErased
from sanjose.words.model import (
    PRESETS,
    Answer,
    Basis,
    Channel,
    Kind,
    Post,
    Preset,
    Standing,
    Use,
)
from sanjose.words.provenance import shortly
from sanjose.words.sealed import Sealed
from tests.rules.supposed import a_step, against, agreed
from tests.words.facts import DAY, a_case, on, person

NEXT = DAY + timedelta(days=1)
PUBLICATION = {Use.PUBLISH, Use.DIALOGUE, Use.ANNUAL_REPORT, Use.SECRETARY_GENERAL}
BOTH = (Post.RAPPORTEUR, Post.CHAIR)
some = settings(deadline=None, max_examples=200)


def answer(answer_=Answer.GIVEN, **said):
    """Return an answer; to a contact with the State in confidence if nothing else is said."""
    if not {"uses", "presets"} & set(said):
        said["presets"] = (Preset.STATE,)
    return ConsentRecorded(answer=answer_, **said)


GIVEN = answer()
REFUSED = answer(Answer.REFUSED)
WITHDRAWN = answer(Answer.WITHDRAWN)
LIFTED = answer(Answer.LIFTED)
CONCERN = answer(Answer.CONCERN)
DISCUSSED = answer(Answer.DISCUSSED)
PUBLIC = answer(basis=Basis.PUBLIC)
RELATIVE = answer(basis=Basis.RELATIVE, spoken_by="P2")
REPRESENTATIVE = answer(basis=Basis.REPRESENTATIVE, spoken_by="P2")
URGENT = answer(basis=Basis.EMERGENCY, confirmed_orally_by=BOTH, state_knows=True)
PUBLISH = answer(uses=(Use.PUBLISH,))


def after(*answers, use=Use.STATE, day=DAY, who="P1"):
    """Return what answers come to."""
    return held(a_case(*answers), who, use, day)


# -- what an answer covers ---------------------------------------------------------------------


def test_an_answer_covers_its_presets_and_its_single_uses():
    sheet = answer(presets=(Preset.STATE, Preset.UNITED_NATIONS), uses=(Use.MECHANISMS,))

    assert uses(sheet) == {
        Use.STATE,
        Use.UNITED_NATIONS,
        Use.SPECIAL_PROCEDURES,
        Use.MECHANISMS,
    }
    assert uses(answer(uses=())) == frozenset()


@given(st.lists(st.sampled_from(Preset), max_size=5).map(tuple))
def test_no_preset_ever_covers_publication_or_dialogue(presets):
    assert not uses(answer(presets=presets)) & {Use.PUBLISH, Use.DIALOGUE, Use.ANNUAL_REPORT}


@pytest.mark.parametrize("kind", Basis)
def test_each_of_the_five_is_a_basis_for_a_contact_with_the_state(kind):
    now = after(answer(basis=kind))

    assert (now.basis, now.since, now.label) == (kind, DAY, "P1")


@pytest.mark.parametrize("use", Use)
def test_an_answer_is_a_basis_for_the_uses_that_it_covers_and_for_no_other(use):
    now = after(answer(presets=(Preset.COMMITTEES_STATE,), uses=(Use.MECHANISMS,)), use=use)

    covered = use in {Use.COMMITTEES, Use.COMMITTEES_STATE, Use.MECHANISMS}
    assert now.basis is (Basis.CONSENT if covered else None)


def test_nobody_consents_for_another_person_of_the_case():
    assert after(GIVEN, who="P2") == Held(label="P2")


@pytest.mark.parametrize(
    "asked", [Answer.ASKED, Answer.CONCERN, Answer.DISCUSSED, Answer.LIFTED]
)
def test_an_answer_that_gives_nothing_is_no_basis(asked):
    assert after(answer(asked)).basis is None


def test_without_an_answer_there_is_no_basis():
    assert after() == Held(label="P1")


def test_an_answer_holds_from_its_day_on():
    late = on(NEXT, GIVEN)

    assert after(late).basis is None
    assert after(late, day=NEXT).basis is Basis.CONSENT
    assert after(late, day=NEXT).since == NEXT


# -- refusal, withdrawal, lifting --------------------------------------------------------------


def test_a_refusal_ends_a_basis():
    now = after(GIVEN, REFUSED)

    assert now == Held(label="P1", refused=True)


@pytest.mark.parametrize(
    "other", [REPRESENTATIVE, RELATIVE, URGENT, PUBLIC], ids=lambda a: a.basis
)
def test_a_refusal_defeats_every_basis_but_the_persons_own(other):
    """Procedure: a known refusal defeats (b) to (e)."""
    assert after(REFUSED, other) == Held(label="P1", refused=True)
    assert after(other, REFUSED) == Held(label="P1", refused=True)


def test_the_persons_own_later_consent_lifts_a_refusal():
    now = after(REFUSED, on(NEXT, GIVEN), day=NEXT)

    assert (now.basis, now.since, now.refused) == (Basis.CONSENT, NEXT, False)


def test_an_older_consent_recorded_late_lifts_no_refusal():
    """The days of the answers count, not the order in which somebody entered them."""
    assert after(on(NEXT, REFUSED), GIVEN, day=NEXT).refused
    assert after(on(NEXT, REFUSED), GIVEN, day=NEXT).basis is None


def test_of_two_answers_on_one_day_the_last_one_entered_counts():
    assert after(GIVEN, REFUSED).refused
    assert not after(REFUSED, GIVEN).refused


def test_a_consent_that_somebody_else_spoke_lifts_no_refusal():
    assert after(REFUSED, answer(spoken_by="P2")).refused
    assert not after(REFUSED, answer(spoken_by="P1")).refused


def test_a_lifted_refusal_is_no_consent_and_lets_others_speak():
    assert after(REFUSED, LIFTED) == Held(label="P1")
    assert after(REFUSED, LIFTED, REPRESENTATIVE).basis is Basis.REPRESENTATIVE


@pytest.mark.parametrize(
    "other",
    [
        answer(Answer.LIFTED, basis=Basis.REPRESENTATIVE, spoken_by="P2"),
        answer(Answer.LIFTED, spoken_by="P2"),
        answer(Answer.LIFTED, basis=Basis.EMERGENCY),
    ],
    ids=["representative", "spoken for", "emergency"],
)
def test_only_the_person_lifts_a_refusal(other):
    assert after(REFUSED, other).refused


@pytest.mark.parametrize("use", Use)
def test_a_refusal_means_the_uses_that_it_names_or_else_all(use):
    named = after(answer(Answer.REFUSED, uses=(Use.PUBLISH,)), use=use)
    every = after(answer(Answer.REFUSED, uses=()), use=use)

    assert named.refused == (use is Use.PUBLISH)
    assert every.refused


@pytest.mark.parametrize("use", [Use.STATE, Use.MECHANISMS])
def test_a_refusal_is_lifted_for_the_uses_that_are_named_or_else_for_all(use):
    refused = answer(Answer.REFUSED, uses=())

    assert after(refused, answer(Answer.LIFTED, uses=(Use.MECHANISMS,)), use=use).refused == (
        use is Use.STATE
    )
    assert not after(refused, answer(Answer.LIFTED, uses=()), use=use).refused


def test_a_consent_is_withdrawn_whole():
    assert after(GIVEN, WITHDRAWN) == Held(label="P1", refused=True)
    assert after(GIVEN, answer(Answer.WITHDRAWN, uses=())) == Held(label="P1", refused=True)
    assert after(GIVEN, answer(Answer.WITHDRAWN, uses=(Use.PUBLISH,))).basis is Basis.CONSENT


def test_whoever_takes_their_own_word_back_is_not_spoken_for_by_another():
    counsel = answer(basis=Basis.REPRESENTATIVE, spoken_by="P2")
    taken_back_by_counsel = answer(Answer.WITHDRAWN, basis=Basis.REPRESENTATIVE, spoken_by="P2")

    assert after(GIVEN, WITHDRAWN, counsel).basis is None
    assert after(GIVEN, WITHDRAWN, GIVEN).basis is Basis.CONSENT
    assert not after(counsel, taken_back_by_counsel).refused
    assert after(REFUSED, WITHDRAWN).refused


def test_a_consent_is_withdrawn_item_by_item():
    both = answer(uses=(Use.PUBLISH,), items=("M1", "M2"))
    now = after(both, answer(Answer.WITHDRAWN, uses=(), items=("M1",)), use=Use.PUBLISH)

    assert now.items == {"M2"}
    assert now.basis is Basis.CONSENT


def test_what_was_withdrawn_whole_leaves_no_item():
    both = answer(uses=(Use.PUBLISH,), items=("M1",))

    assert after(both, answer(Answer.WITHDRAWN, uses=()), use=Use.PUBLISH).items == frozenset()
    assert after(both, answer(Answer.REFUSED, uses=()), use=Use.PUBLISH).items == frozenset()


def test_items_agreed_to_one_after_the_other_add_up():
    first, second = (answer(uses=(Use.PUBLISH,), items=(item,)) for item in ("M1", "M2"))

    assert after(first, second, use=Use.PUBLISH).items == {"M1", "M2"}


def test_agreeing_to_an_item_is_agreeing_to_nothing_else():
    item = answer(uses=(Use.PUBLISH,), items=("M1",))

    assert after(item, use=Use.PUBLISH).only_items
    assert after(item, item, use=Use.PUBLISH).only_items
    assert not after(PUBLISH, use=Use.PUBLISH).only_items
    assert not after(PUBLISH, item, use=Use.PUBLISH).only_items
    assert not after(item, PUBLISH, use=Use.PUBLISH).only_items
    assert after(item, PUBLISH, use=Use.PUBLISH).items == {"M1"}


# -- concern -----------------------------------------------------------------------------------


def test_a_concern_is_open_until_the_conversation_about_it_is_recorded():
    """N 22."""
    assert after(CONCERN).concern
    assert after(CONCERN, GIVEN).concern
    assert after(CONCERN, WITHDRAWN, REFUSED, LIFTED).concern
    assert not after(CONCERN, DISCUSSED).concern
    assert after(CONCERN, DISCUSSED, CONCERN).concern


@pytest.mark.parametrize("use", Use)
def test_a_concern_is_about_the_state_and_not_about_a_use(use):
    assert after(answer(Answer.CONCERN, uses=()), use=use).concern


def test_a_concern_takes_no_basis_away():
    assert after(GIVEN, CONCERN).basis is Basis.CONSENT


# -- emergency and public facts ----------------------------------------------------------------


def test_an_emergency_lapses_after_three_days():
    lasts = [after(URGENT, day=DAY + timedelta(days=n)) for n in range(5)]

    assert EMERGENCY.value == timedelta(days=3)
    assert [one.basis for one in lasts] == [Basis.EMERGENCY] * 3 + [None] * 2
    assert [one.lapsed for one in lasts] == [False] * 3 + [True] * 2


def test_no_other_basis_lapses():
    year = DAY + timedelta(days=365)

    for kind in set(Basis) - {Basis.EMERGENCY}:
        assert after(answer(basis=kind), day=year).basis is kind


def test_what_was_held_before_an_emergency_is_held_after_it():
    now = after(GIVEN, URGENT, day=DAY + timedelta(days=3))

    assert (now.basis, now.lapsed) == (Basis.CONSENT, False)


def test_a_consent_ends_a_lapsed_emergency():
    day = DAY + timedelta(days=3)

    assert not after(URGENT, on(day, GIVEN), day=day).lapsed


@pytest.mark.parametrize("use", Use)
def test_an_emergency_never_carries_what_everybody_sees(use):
    now = after(answer(basis=Basis.EMERGENCY, uses=tuple(Use)), use=use)

    assert now.basis is (None if use in PUBLICATION else Basis.EMERGENCY)


@pytest.mark.parametrize("use", Use)
def test_public_facts_carry_a_contact_with_the_state_and_nothing_else(use):
    now = after(answer(basis=Basis.PUBLIC, uses=tuple(Use)), use=use)

    assert now.basis is (Basis.PUBLIC if use is Use.STATE else None)


# -- every sequence of answers -----------------------------------------------------------------


answers = st.builds(
    ConsentRecorded,
    person=st.just("P1"),
    answer=st.sampled_from(Answer),
    basis=st.sampled_from(Basis),
    presets=st.lists(st.sampled_from(Preset), max_size=1).map(tuple),
    uses=st.lists(st.sampled_from([Use.STATE, Use.PUBLISH, Use.DIALOGUE]), max_size=2).map(
        tuple
    ),
    items=st.lists(st.sampled_from(["M1", "M2"]), max_size=1).map(tuple),
    spoken_by=st.none() | st.sampled_from(["P1", "P2"]),
)
sequences = st.lists(st.tuples(st.integers(0, 4), answers), max_size=7)
asked_for = st.sampled_from([Use.STATE, Use.PUBLISH, Use.DIALOGUE, Use.SECRETARY_GENERAL])


def told(sequence, day=6):
    """Return a sequence as a case, and its answers until a day in the order of their days."""
    case = a_case(*(on(DAY + timedelta(days=n), one) for n, one in sequence))
    return case, [one for n, one in sorted(sequence, key=lambda entry: entry[0]) if n <= day]


def own(consent):
    return consent.basis is Basis.CONSENT and consent.spoken_by in {None, "P1"}


def meant(consent, use):
    return use in uses(consent) or not uses(consent)


def says_no(consent):
    """A refusal, or the person's own consent taken back whole."""
    taken_back = consent.answer is Answer.WITHDRAWN and own(consent) and not consent.items
    return taken_back or consent.answer is Answer.REFUSED


@some
@given(sequences, asked_for, st.integers(0, 6))
def test_after_a_refusal_only_the_persons_own_word_gives_a_basis(sequence, use, day):
    case, said = told(sequence, day)
    refusals = [n for n, one in enumerate(said) if meant(one, use) and says_no(one)]
    now = held(case, "P1", use, DAY + timedelta(days=day))

    if refusals:
        later = said[refusals[-1] + 1 :]
        lifted = [
            one for one in later if one.answer is Answer.LIFTED and own(one) and meant(one, use)
        ]
        consented = [
            one for one in later if one.answer is Answer.GIVEN and own(one) and use in uses(one)
        ]
        if not (lifted or consented):
            assert now.refused
            assert now.basis is None
    else:
        assert not now.refused


@some
@given(sequences, asked_for, st.integers(0, 6))
def test_a_basis_is_one_that_somebody_gave_for_this_use(sequence, use, day):
    case, said = told(sequence, day)
    now = held(case, "P1", use, DAY + timedelta(days=day))

    given_ = [one for one in said if one.answer is Answer.GIVEN and use in uses(one)]
    assert now.basis in {None, *(one.basis for one in given_)}
    assert now.items <= {item for one in given_ for item in one.items}
    assert (now.basis is None) == (now.since is None)
    assert not (now.refused and now.basis)


@some
@given(sequences, st.integers(0, 12))
def test_nothing_published_ever_rests_on_an_emergency_or_on_public_facts(sequence, day):
    case, _ = told(sequence)

    for use in PUBLICATION:
        now = held(case, "P1", use, DAY + timedelta(days=day))
        assert now.basis not in {Basis.EMERGENCY, Basis.PUBLIC}


@some
@given(sequences, asked_for)
def test_no_emergency_is_held_once_three_days_have_passed(sequence, use):
    case, _ = told(sequence)

    assert held(case, "P1", use, DAY + timedelta(days=7)).basis is not Basis.EMERGENCY


@some
@given(sequences, asked_for)
def test_an_answer_that_comes_changes_nothing_of_what_held_before(sequence, use):
    case, _ = told(sequence)
    earlier = a_case(*(on(DAY + timedelta(days=n), one) for n, one in sequence if n <= 2))
    day = DAY + timedelta(days=2)

    assert held(case, "P1", use, day) == held(earlier, "P1", use, day)


@some
@given(sequences, asked_for)
def test_a_concern_is_open_if_it_came_after_the_last_conversation(sequence, use):
    case, said = told(sequence)
    about = [one.answer for one in said if one.answer in {Answer.CONCERN, Answer.DISCUSSED}]

    now = held(case, "P1", use, DAY + timedelta(days=6))

    assert now.concern == (about[-1:] == [Answer.CONCERN])


# -- what the answers hold against a measure ---------------------------------------------------


def test_each_person_counts():
    step = a_step(
        held=(agreed(), agreed("P2", basis=None), agreed("P3", basis=None, refused=True))
    )
    reasons = [one.reason for one in basis.against(step, MEASURES["letter"])]

    assert against(step) == [("no-basis", "N 11"), ("refused", "N 22")]
    assert reasons[0].startswith("no basis of P2 covers this use: act towards the State")
    assert reasons[1].startswith("P3 refused this use, or took consent back: act")


def test_a_lapsed_emergency_is_told_from_no_basis_at_all():
    step = a_step(held=(agreed(basis=None, lapsed=True), agreed("P2", basis=None)))
    lapsed, none = (one.reason for one in basis.against(step, MEASURES["letter"]))

    assert lapsed.endswith("; the emergency basis has lapsed")
    assert not none.endswith("lapsed")


BY_STATE = {
    "letter",
    "letter-deadline",
    "note-verbale",
    "meeting",
    "reminder",
    "interim-measures",
    "national-protection",
}
IN_CASE = [key for key, kind in MEASURES.items() if not kind.apart]


@pytest.mark.parametrize("verb", ["propose", "decide", "take"])
@pytest.mark.parametrize("measure", IN_CASE)
def test_an_open_concern_stops_what_the_state_would_carry_out(verb, measure):
    """N 22, 33."""
    step = a_step(verb, measure, held=(agreed(concern=True),))

    assert against(step) == ([("concern-open", "N 22")] if measure in BY_STATE else [])


def test_a_concern_is_told_beside_a_missing_basis():
    step = a_step(held=(agreed(basis=None, concern=True),), weighed=None)

    assert against(step) == [
        ("no-basis", "N 11"),
        ("concern-open", "N 22"),
        ("not-weighed", "G 13"),
    ]


@pytest.mark.parametrize("verb", ["propose", "decide", "take"])
def test_a_posting_is_agreed_to_item_by_item(verb):
    """N 46; G 26."""
    step = a_step(verb, "posting", held=(agreed(items=frozenset({"M2"})),))

    assert against(step) == [("no-basis", "N 46")]
    assert against(replace(step, held=(agreed(items=frozenset({"M1"})),))) == []


def test_a_reply_is_another_item_than_the_letter():
    letter = (agreed(items=frozenset({"M1"})),)
    reply = (agreed(items=frozenset({"M1-reply"})),)

    assert ("no-basis", "N 46") in against(
        a_step("take", "posting", of_reply=True, held=letter)
    )
    assert ("no-basis", "N 46") not in against(
        a_step("take", "posting", of_reply=True, held=reply)
    )
    assert ("no-basis", "N 46") in against(a_step("take", "posting", held=reply))


def test_who_agreed_to_a_letter_being_posted_did_not_agree_to_a_statement():
    step = a_step("take", "statement", held=(agreed(only_items=True),))

    assert against(step) == [("no-basis", "N 46")]
    assert against(replace(step, about="M1")) == [("no-basis", "N 46")]
    assert against(replace(step, held=(agreed(items=frozenset()),))) == []


@pytest.mark.parametrize(
    "measure", [key for key in IN_CASE if MEASURES[key].use is not Use.PUBLISH]
)
def test_items_matter_to_publication_only(measure):
    step = a_step("take", measure, held=(agreed(items=frozenset(), only_items=True),))

    assert against(step) == []


@pytest.mark.parametrize("verb", ["propose", "decide", "take"])
def test_for_the_secretary_generals_report_the_person_is_asked_again(verb):
    """N 39, 50: what somebody agreed to last year is no answer for this year's report."""
    old = a_step(verb, "secretary-general", held=(agreed(since=DAY - timedelta(days=91)),))
    unknown = a_step(verb, "secretary-general", held=(agreed(since=None),))
    recent = a_step(verb, "secretary-general", held=(agreed(since=DAY - timedelta(days=90)),))

    assert against(old) == against(unknown) == [("not-reconfirmed", "ours")]
    assert against(recent) == []


def test_an_agreement_to_a_letter_does_not_age():
    step = a_step("take", "letter", held=(agreed(since=DAY - timedelta(days=999)),))

    assert against(step) == []


# -- what stands against recording an answer ---------------------------------------------------


SPEAKER = person("P2", standing=Standing.REPRESENTATIVE)
FAMILY = person("P2", standing=Standing.RELATIVE)
GONE = {"kinds": (Kind.DISAPPEARANCE,)}


def recording(consent, *facts, speaker=SPEAKER, day=DAY, who=None, **receipt):
    case = a_case(*facts, persons=(who or person(), speaker), **receipt)
    return [(one.key, shortly(one.source)) for one in objections(case, consent, day)]


@pytest.mark.parametrize(
    "said", [one for one in Answer if one not in {Answer.GIVEN, Answer.LIFTED}]
)
@pytest.mark.parametrize("kind", Basis)
def test_nothing_stands_against_a_refusal_a_concern_or_a_question(said, kind):
    assert recording(answer(said, basis=kind, uses=(), spoken_by="P2")) == []


def test_nothing_stands_against_the_persons_own_consent():
    assert recording(GIVEN) == []
    assert recording(GIVEN, REFUSED) == []
    assert recording(replace(GIVEN, spoken_by="P1")) == []
    assert recording(answer(uses=tuple(Use))) == []


@pytest.mark.parametrize("kind", Basis)
def test_a_consent_names_its_uses(kind):
    """G 5 (e)."""
    assert ("no-use", "G 5 (e)") in recording(answer(basis=kind, uses=()))


def test_consent_spoken_by_another_says_so():
    """N 11. Otherwise whoever speaks would be taken for the person."""
    assert recording(answer(spoken_by="P2")) == [("no-speaker", "N 11")]
    assert recording(answer(spoken_by="P2"), REFUSED) == [
        ("refused", "N 22"),
        ("no-speaker", "N 11"),
    ]


@pytest.mark.parametrize(
    ("consent", "speaker", "receipt"),
    [
        (REPRESENTATIVE, SPEAKER, {}),
        (REPRESENTATIVE, person("P2", standing=Standing.COUNSEL), {}),
        (REPRESENTATIVE, replace(SPEAKER, stands_for="P1"), {}),
        (RELATIVE, FAMILY, GONE),
        (PUBLIC, SPEAKER, {}),
    ],
    ids=["representative", "counsel", "named as theirs", "relative", "public facts"],
)
def test_others_may_speak_for_a_person_who_refused_nothing(consent, speaker, receipt):
    assert recording(consent, speaker=speaker, **receipt) == []


@pytest.mark.parametrize("consent", [REPRESENTATIVE, RELATIVE, PUBLIC], ids=lambda a: a.basis)
def test_nobody_speaks_against_a_refusal(consent):
    """N 22: a refusal until the person lifts it."""
    speaker = FAMILY if consent is RELATIVE else SPEAKER

    assert recording(consent, REFUSED, speaker=speaker, **GONE) == [("refused", "N 22")]
    assert recording(consent, REFUSED, LIFTED, speaker=speaker, **GONE) == []
    assert recording(consent, on(NEXT, REFUSED), speaker=speaker, **GONE) == []
    mechanisms = answer(Answer.REFUSED, uses=(Use.MECHANISMS,))
    assert recording(consent, mechanisms, speaker=speaker, **GONE) == []


def test_one_refused_use_among_several_is_enough():
    consent = replace(REPRESENTATIVE, uses=(Use.MECHANISMS,))

    assert recording(consent, REFUSED) == [("refused", "N 22")]


def test_only_the_person_records_that_a_refusal_is_lifted():
    own_words = answer(Answer.LIFTED)

    assert recording(own_words, REFUSED) == []
    assert recording(replace(own_words, spoken_by="P1"), REFUSED) == []
    assert recording(replace(own_words, spoken_by="P2"), REFUSED) == [("refused", "N 22")]
    assert recording(replace(own_words, basis=Basis.REPRESENTATIVE)) == [("refused", "N 22")]


@pytest.mark.parametrize(
    ("consent", "standing"),
    [
        (REPRESENTATIVE, one)
        for one in Standing
        if one not in {Standing.REPRESENTATIVE, Standing.COUNSEL}
    ]
    + [(RELATIVE, one) for one in Standing if one is not Standing.RELATIVE],
    ids=str,
)
def test_only_a_representative_counsel_or_relative_speaks_for_another(consent, standing):
    speaker = person("P2", standing=standing)

    assert recording(consent, speaker=speaker, **GONE) == [("no-speaker", "N 11")]


@pytest.mark.parametrize("spoken_by", [None, "P9"])
def test_who_spoke_is_somebody_in_the_case(spoken_by):
    assert recording(replace(REPRESENTATIVE, spoken_by=spoken_by)) == [("no-speaker", "N 11")]
    assert recording(replace(RELATIVE, spoken_by=spoken_by), **GONE) == [("no-speaker", "N 11")]


def test_the_sentence_says_who_could_speak():
    case = a_case()
    (one,) = objections(case, REPRESENTATIVE, DAY)
    assert one.reason.endswith(
        "somebody in the case who stands for P1 and is a counsel or representative"
    )
    (one,) = objections(a_case(**GONE), RELATIVE, DAY)
    assert one.reason.endswith("somebody in the case who stands for P1 and is a relative")


def test_the_representative_of_another_person_speaks_for_nobody_else():
    """Procedure (b): whom the person chose."""
    other = replace(SPEAKER, stands_for="P3")

    assert recording(REPRESENTATIVE, speaker=other) == [("no-speaker", "N 11")]


def test_where_several_are_concerned_it_has_to_be_said_for_whom_somebody_stands():
    """Procedure (b): whom the person chose, and not whoever is in the case."""
    several = a_case(person("P1"), SPEAKER, person("P3"))
    said = a_case(person("P1"), replace(SPEAKER, stands_for="P1"), person("P3"))

    assert [one.key for one in objections(several, REPRESENTATIVE, DAY)] == ["no-speaker"]
    assert [*objections(said, REPRESENTATIVE, DAY)] == []


@pytest.mark.parametrize(
    ("consent", "speaker"), [(REPRESENTATIVE, SPEAKER), (RELATIVE, FAMILY)]
)
def test_a_suspected_source_of_the_risk_speaks_for_nobody(consent, speaker):
    """Procedure (c)."""
    suspected = replace(speaker, suspected=True)

    assert recording(consent, speaker=suspected, **GONE) == [("suspected", "G 13")]


@pytest.mark.parametrize(
    ("receipt", "may"),
    [
        ({}, False),
        ({"kinds": (Kind.THREAT, Kind.SURVEILLANCE)}, False),
        ({"imminent": True}, False),
        ({"kinds": (Kind.KILLING,)}, True),
        ({"kinds": (Kind.THREAT, Kind.DISAPPEARANCE)}, True),
        ({"kinds": (Kind.DETENTION,)}, True),
        ({"detained": True}, True),
    ],
    ids=str,
)
def test_a_relative_speaks_where_the_person_cannot(receipt, may):
    """Procedure (c): dead, disappeared or held incommunicado."""
    found = recording(RELATIVE, speaker=FAMILY, **receipt)

    assert found == ([] if may else [("can-be-asked", "N 11")])


def test_a_relative_speaks_for_a_child_whose_own_view_is_recorded():
    child = person(child=True)

    assert recording(RELATIVE, speaker=FAMILY, who=child) == [("child-view", "G 5 (e)")]
    assert (
        recording(replace(RELATIVE, own_view=Sealed("invented")), speaker=FAMILY, who=child)
        == []
    )


def test_a_relative_of_somebody_who_was_erased_is_not_heard():
    assert recording(RELATIVE, PersonErased(person="P1"), speaker=FAMILY) == [
        ("can-be-asked", "N 11")
    ]


def test_a_representative_speaks_for_a_person_who_can():
    assert recording(REPRESENTATIVE) == []


@pytest.mark.parametrize("kind", Basis)
def test_a_childs_own_view_is_recorded_with_any_consent(kind):
    child = person(child=True)
    consent = answer(basis=kind)

    assert ("child-view", "G 5 (e)") in recording(consent, who=child)
    assert ("child-view", "G 5 (e)") not in recording(consent)
    seen = replace(consent, own_view=Sealed("invented"))
    assert ("child-view", "G 5 (e)") not in recording(seen, who=child)


def test_the_view_of_a_child_who_was_erased_is_asked_of_nobody():
    assert recording(GIVEN, PersonErased(person="P1"), who=person(child=True)) == []


@pytest.mark.parametrize("use", [use for use in Use if use is not Use.STATE])
def test_public_facts_are_recorded_for_a_contact_with_the_state_only(use):
    """Procedure (e)."""
    consent = answer(basis=Basis.PUBLIC, uses=(Use.STATE, use))

    assert recording(consent) == [("public-facts", "ours")]


# -- the narrow door ---------------------------------------------------------------------------


TRIED = ContactMade(person="P1", channel=Channel.MESSAGE, reached=False)


def pressing(consent=URGENT, tried=TRIED, **receipt):
    facts = () if tried is None else (tried,)
    return recording(consent, *facts, **{"imminent": True} | receipt)


def test_an_emergency_with_every_condition_met_is_recorded():
    """Procedure (d)."""
    assert pressing() == []


CONDITIONS = {
    "no imminent risk": {"imminent": False},
    "nothing tried": {"tried": None},
    "the person was reached": {"tried": replace(TRIED, reached=True)},
    "somebody else was tried": {"tried": replace(TRIED, person="P2")},
    "more than the State knows": {"consent": replace(URGENT, state_knows=False)},
    "nobody agreed": {"consent": replace(URGENT, confirmed_orally_by=())},
    "for publication": {"consent": replace(URGENT, uses=(Use.PUBLISH,))},
    "for dialogue": {"consent": replace(URGENT, uses=(Use.DIALOGUE,))},
    "for the annual report": {"consent": replace(URGENT, uses=(Use.ANNUAL_REPORT,))},
    "for the Secretary-General's": {
        "consent": replace(URGENT, presets=(Preset.STATE, Preset.SECRETARY_GENERAL))
    },
}


@pytest.mark.parametrize("what", CONDITIONS)
def test_each_condition_of_an_emergency_is_asked_for(what):
    assert pressing(**CONDITIONS[what]) == [("emergency", "ours")]


def test_each_condition_that_fails_is_told():
    bare = answer(basis=Basis.EMERGENCY, uses=(Use.PUBLISH,))
    reasons = [one.reason for one in objections(a_case(), bare, DAY)]

    assert reasons == [
        "there is no imminent risk to life or integrity on record",
        "no attempt to reach the person through a safe channel is logged",
        "it has to be limited to what the State already knows",
        "rapporteur and Chair have to agree; by telephone is enough",
        "an emergency is never a basis for publication",
    ]


def test_an_attempt_through_whoever_stands_for_the_person_counts():
    through = replace(SPEAKER, stands_for="P1")
    case = (replace(TRIED, person="P2"),)

    assert recording(URGENT, *case, speaker=through, imminent=True) == []


@pytest.mark.parametrize(
    ("posts", "enough"),
    [
        (BOTH, True),
        ((Post.ALTERNATE, Post.CHAIR), True),
        ((Post.BUREAU, Post.CHAIR), True),
        ((Post.RAPPORTEUR, Post.VICE_CHAIR), True),
        ((Post.VICE_CHAIR, Post.CHAIR), True),
        ((Post.RAPPORTEUR,), False),
        ((Post.CHAIR,), False),
        ((Post.VICE_CHAIR,), False),
        ((Post.VICE_CHAIR, Post.VICE_CHAIR), False),
        ((Post.RAPPORTEUR, Post.ALTERNATE), False),
        ((Post.SECRETARIAT, Post.CHAIR), False),
        ((Post.COUNTRY_RAPPORTEUR, Post.CHAIR), False),
        ((Post.PLENARY, Post.CHAIR), False),
    ],
    ids=str,
)
def test_two_offices_agree_to_an_emergency(posts, enough):
    """Rapporteur and Chair, or who acts for them; nobody agrees with themselves."""
    consent = replace(URGENT, confirmed_orally_by=posts)

    assert pressing(consent) == ([] if enough else [("emergency", "ours")])


def test_an_emergency_does_not_pass_a_refusal():
    assert recording(URGENT, TRIED, REFUSED, imminent=True) == [("refused", "N 22")]


@given(st.sampled_from(Preset))
def test_every_preset_may_be_consented_to(preset):
    assert recording(answer(presets=(preset,))) == []
    assert uses(answer(presets=(preset,))) == PRESETS[preset]


@pytest.mark.parametrize("use", sorted(basis.TO_COMMITTEES))
def test_an_answer_for_one_committee_is_no_basis_for_telling_all(use):
    """G 16: what is asked of other treaty bodies goes to all of them."""
    assert after(answer(uses=(use,), committees=("cat",)), use=use).basis is None
    assert after(answer(uses=(use,)), use=use).basis is Basis.CONSENT


def test_naming_committees_takes_nothing_from_the_other_uses_of_the_answer():
    sheet = answer(uses=(Use.STATE, Use.COMMITTEES), committees=("cat",))

    assert after(sheet).basis is Basis.CONSENT
