"""The guard as the door will ask it: where it points, what it never says, what it bears."""
# ruff: noqa: RUF001 - letters that look like others are what is tried here.

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanjose.guard.findings import Finding, Kind, in_order
from sanjose.guard.guard import findings
from sanjose.guard.identifiers import Identifier, Tells
from sanjose.guard.known import Known
from sanjose.guard.names import forms
from sanjose.guard.pages import page
from sanjose.guard.vocabulary import Language
from sanjose.words.sealed import Sealed
from tests.guard.clean import TEXTS
from tests.guard.people import FIRST, HELD


def known(*names, **others):
    named = [Identifier(Tells.NAME, Sealed(name)) for name in names]
    told = [Identifier(Tells[what.upper()], Sealed(text)) for what, text in others.items()]
    return Known([*named, *told])


def found(text, *names, **others):
    return [
        (text[one.start : one.end], one.kind) for one in findings(text, known(*names, **others))
    ]


NAME = "Айзурен Торманбаева"


# -- where it points ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Then Tormanbayeva was followed.", "Tormanbayeva"),
        ("Тогда Торманбаевой угрожали.", "Торманбаевой"),
        ("Then T\u200bo\u200brmanbaeva was followed.", "T\u200bo\u200brmanbaeva"),
        ("Then T-o-r-m-a-n-b-a-e-v-a left.", "T-o-r-m-a-n-b-a-e-v-a"),
        ("Then Torman-\nbaeva left.", "Torman-\nbaeva"),
        ("Then 𝐓𝐨𝐫𝐦𝐚𝐧𝐛𝐚𝐞𝐯𝐚 left.", "𝐓𝐨𝐫𝐦𝐚𝐧𝐛𝐚𝐞𝐯𝐚"),
        ("It was A. T. who left.", "A. T. "),
        ("Post it to #FreeTormanbaeva today.", "FreeTormanbaeva"),
    ],
)
def test_a_finding_points_at_the_name_in_the_text_as_handed_in(text, place):
    assert found(text, NAME) == [(place, Kind.NAME)]


def test_findings_of_one_kind_that_overlap_are_one_and_all_stand_in_order():
    one, two = Finding(0, 4, Kind.NAME, "a"), Finding(3, 9, Kind.NAME, "b")
    other, inner = Finding(2, 5, Kind.EMAIL, "c"), Finding(4, 6, Kind.NAME, "d")

    assert in_order([two, other, inner, one]) == (Finding(0, 9, Kind.NAME, "a"), other)


@given(st.sampled_from(FIRST + HELD), st.sampled_from(TEXTS), st.integers(0, 200))
@settings(max_examples=60, deadline=None)
def test_a_name_put_anywhere_into_a_clean_text_is_pointed_at(person, text, at):
    cut = at % (len(text) + 1)
    before, after = text[:cut], text[cut:]
    whole = f"{before} {person.name} {after}"
    start, end = cut + 1, cut + 1 + len(person.name)

    places = [one for one in findings(whole, known(person.name)) if one.kind is Kind.NAME]

    assert any(one.start < end and one.end > start for one in places)


@given(st.sampled_from(FIRST), st.data())
@settings(max_examples=60, deadline=None)
def test_signs_that_are_not_shown_hide_no_name(person, data):
    signs = st.sampled_from(["", "\u200b", "\u200d", "\u00ad", "\u2060", "\ufeff"])
    name = "".join(sign + data.draw(signs) for sign in person.name)

    assert findings(f"We met {name} there.", known(person.name))


@given(st.sampled_from(FIRST), st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
@settings(max_examples=40, deadline=None)
def test_composed_or_apart_is_the_same_name(person, form):
    assert findings(unicodedata.normalize(form, person.name), known(person.name))


# -- what it never says ------------------------------------------------------------------------


@given(st.sampled_from(HELD))
@settings(max_examples=25, deadline=None)
def test_no_finding_and_no_index_repeats_a_word_of_a_name(person):
    index = known(person.name, email="canary@post.example")

    said = repr(findings(f"{person.name}, canary@post.example", index)) + repr(index)
    said += repr(page(f"{person.name}, canary")) + repr(page(person.name).words)
    said += repr(forms(person.name))

    for part in (*person.name.split(), "canary"):
        assert part not in said


@given(st.text(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_text_is_borne_and_every_finding_lies_in_it(text):
    index = known(NAME, "王小明", "김민수", handle="@canary_one", day="2026-02-07")

    for one in findings(text, index, summary_in=Language.ENGLISH):
        assert 0 <= one.start < one.end <= len(text)


@given(st.text(max_size=60), st.sampled_from(list(Tells)))
@settings(max_examples=150, deadline=None)
def test_any_identifier_is_borne(text, tells):
    index = Known([Identifier(tells, Sealed(text))])

    findings("A lawyer, 12 March, was threatened in the city of Δ and 王.", index)


@given(
    st.text(
        st.characters(categories=("Lu", "Ll", "Lo"), max_codepoint=0x1FFF), min_size=5, max_size=12
    ).filter(lambda name: len("".join(c for c in unicodedata.normalize("NFKD", name)
                                      if not unicodedata.combining(c))) > 4)
)  # fmt: skip
@settings(max_examples=150, deadline=None)
def test_any_longer_name_is_found_as_it_was_entered(name):
    index = known(name.capitalize())
    if not (index.exact or index.close):
        return  # signs that no spelling in Latin letters has

    assert findings(f"Then {name.capitalize()} came.", index)


# -- what it knows -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Mr. AT was there.", [NAME]),
        ("Grace's relatives left.", ["Grace Parkinsonova"]),
        ("It was Grace who left.", ["Grace Parkinsonova"]),
        ("Dao was arrested.", ["Thị Dao"]),
        ("גל נעצר אתמול", ["גל שמשון"]),
        ("Benali was seen.", ["Karim Ben Ali"]),
        ("Abdelkader left.", ["Abd el Kader Zorrani"]),
        ("Abd al Nuwais left.", ["عبد النويس شمخاتي"]),
        ("李 明 被带走了", ["李明"]),
        ("His name is Li Ming.", ["李明"]),
        ("据说王小明在家", ["Wang Xiaoming"]),
        ("昨天サクノリさんは", ["Sakunori Hoshimizawa"]),
        ("昨日さくのりさんと話した。", ["サクノリ ほしみざわ"]),
        ("Hwang Dosulchan left", ["황도슬찬"]),
        ("An Lei left.", ["de An Lei"]),
        ("The van was seen by O.", ["O"]),
        ("One Ouyang left.", ["欧阳梅"]),
        ("Kasimning house was searched.", ["Kasim Zoomerhof"]),
        ("Then Саро was followed.", ["Capo Zoomerhof"]),
        ("There minglee was seen.", ["李明"]),
    ],
)  # fmt: skip
def test_a_name_is_found(text, names):
    assert findings(text, known(*names))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("A period of grace was refused.", ["Grace Parkinsonova"]),
        ("May the parties agree.", ["An May"]),
        ("It came at 10 a.m. or at 1 p.m. on that day.", ["Adam Mirovski"]),
        ("The van was seen.", ["van der Zoomerhof"]),
        ("She saw a dao there.", ["Thị Dao"]),
        ("It ended. Ana, Lia left.", ["Analia Zoomerhof"]),
        ("We met B. T. there.", [NAME]),
        ("Kasimoptarlamak was seen.", ["Kasim Zoomerhof"]),
        ("رأينا سليم هناك", ["سالم"]),
        ("It was \U0003134b there.", ["\U0003134b"]),
        ("We met A. T. C. there.", [NAME]),
        ("The word an was there.", ["An"]),
        ("בשנת אל העיר", ["רז אלוני"]),
    ],
)
def test_what_is_no_name_passes(text, names):
    assert findings(text, known(*names)) == ()


@pytest.mark.parametrize(
    ("what", "entered", "text", "kind"),
    [
        ("place", "Qaraqumsk", "In the village of Karakumsk it began.", Kind.PLACE),
        ("email", "rosalind.q@post.example", "Ask for rosalind q there.", Kind.EMAIL),
        ("telephone", "+999 12 345 6789", "Ring 345.67.89 now", Kind.TELEPHONE),
        ("telephone", "+999 12 345 6789", "Ring ٣٤٥٦٧٨٩ now", Kind.TELEPHONE),
        ("telephone", "+999 12 345 6789", "Ring 3, 4, 5, 6, 7, 8, 9 now", Kind.TELEPHONE),
        ("day", "2026-02-07", "It was on 7/2/2026.", Kind.DAY),
        ("day", "2026-02-07", "It was on 2/7/2026.", Kind.DAY),
        ("handle", "@night_heron7", "It was NightHeron7 who wrote.", Kind.HANDLE),
        ("number", "AB-1234567", "It has 1 234 567 on it", Kind.NUMBER),
        ("number", "AB-1234567", "It has ab 1234567 on it", Kind.NUMBER),
        ("reference", "CAT-26-7K3QM-X", "See cat 26 7k3qm on that.", Kind.REFERENCE),
        ("reference", "CAT 1234/2026", "See CAT1234-2026 on that.", Kind.REFERENCE),
        ("reference", "CAT-26-7K3QM-X", "Voilà, la Maßnahme: cat 26 7k3qm x.", Kind.REFERENCE),
        ("handle", "@night_heron7", "Voilà, la Maßnahme: NightHeron7", Kind.HANDLE),
        ("day", "2026-03-14", "It was on 14 March.", Kind.DAY),
        ("day", "03-14", "It was on 14 March 2026.", Kind.DAY),
    ],
)  # fmt: skip
def test_what_a_case_knows_is_found_however_it_is_written(what, entered, text, kind):
    assert kind in {one.kind for one in findings(text, known(**{what: entered}))}


@pytest.mark.parametrize(
    ("what", "entered", "text"),
    [
        ("handle", "@night_heron7", "The midnightheron7s fly."),
        ("handle", "@abc", "The abc of it."),
        ("telephone", "12", "There were 12 of them."),
        ("telephone", "+999 12 345 6789", "There were 98 765 of them."),
        ("reference", "CAT", "The CAT met."),
        ("day", "2026-03-14", "It was on 14 March 2025."),
        ("day", "2026-03-14", "It was on 15 March 2026."),
        ("day", "early in March", "It was on 15 March 2026."),
        ("email", "rosalind.q@post.example", "Ωmega rosalindqs there."),
    ],
)
def test_what_a_case_does_not_know_passes(what, entered, text):
    assert findings(text, known(**{what: entered})) == ()


def test_one_index_holds_many_cases_and_finds_each():
    index = known(*(person.name for person in FIRST))

    for person in FIRST:
        assert findings(person.name, index)


def test_a_summary_is_held_to_the_closed_list_beside_all_else():
    text = "A lawyer named Zoomerhof was threatened."

    assert findings(text, Known()) == ()
    assert [one.kind for one in findings(text, Known(), summary_in=Language.ENGLISH)] == [
        Kind.WORD, Kind.WORD,
    ]  # fmt: skip
