"""Whom an entry mentions: by label, or by a name in a text, however it was typed."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanjose.words.events import (
    ConsentRecorded,
    ContactMade,
    FileKept,
    MeasureProposed,
    SubmissionAdded,
    TextKept,
)
from sanjose.words.mentions import mentioned, names, retold
from sanjose.words.model import Answer, Channel
from sanjose.words.sealed import Sealed
from tests.words.facts import a_case, numbered, person


def case_of(**named):
    return a_case(
        persons=tuple(person(label, name=Sealed(name)) for label, name in named.items())
    )


def told(text, **known):
    return SubmissionAdded(text=Sealed(text), **known)


def whom(text, **named):
    return mentioned(told(text), case_of(**named))


# -- by label ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "labels"),
    [
        (person("P3"), ("P3",)),
        (person("P3", stands_for="P1"), ("P1", "P3")),
        (ContactMade(person="P2", channel=Channel.POST), ("P2",)),
        (ConsentRecorded(person="P1", spoken_by="P2", answer=Answer.GIVEN), ("P1", "P2")),
        (told("a", persons=("P2", "P1")), ("P1", "P2")),
        (TextKept(of="assess.reasons", text=Sealed("a"), persons=("P4",)), ("P4",)),
        (MeasureProposed(measure="letter", label="M1", persons=("P1",)), ()),
        (person(None), ()),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else type(value).__name__,
)
@pytest.mark.parametrize("case", [None, a_case(persons=())], ids=["no case", "a case"])
def test_an_entry_belongs_to_the_persons_whom_it_names_by_label(body, labels, case):
    """A measure is the committee's act: it stays when one of its persons is erased."""
    assert mentioned(body, case) == labels


# -- by name -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Invented Canary", "Then canary was followed."),
        ("Invented Canary", "INVENTED's flat was searched"),
        ("Zoë Müller", "zoe muller was there"),
        ("Zoe Muller", "ZOË was there"),
        ("Łukasz Đorđe", "lukasz"),
        ("Søren", "soren"),
        ("Işık", "ISIK came"),  # noqa: RUF001
        ("İnci", "inci"),
        ("Straße", "STRASSE"),
        ("Novak", "Novakova sestra"),
        ("Ali", "(ali)"),
        ("O'Leary", "O’Leary"),  # noqa: RUF001
        ("\uff2e\uff4f\uff56\uff41\uff4b", "novak"),
        ("محمد", "وقال مُحَمَّد ذلك"),
        ("李明", "昨天李明被带走"),
        ("김민수", "김민수는 갔다"),
        ("สมชาย", "นายสมชายไป"),
        ("Nova\u200bk", "Novak"),
        ("J.", "then J. came"),
    ],
    ids=str,
)
def test_a_name_is_found_however_it_was_typed(name, text):
    assert whom(text, P1=name, P2="Somebody Otherwise") == ("P1",)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Ali", "the alibi was accepted"),
        ("J. Canary", "then J. came"),
        ("Canary", "the can was empty"),
        ("—", "a text — with a dash"),
        ("Canary", ""),
    ],
    ids=str,
)
def test_what_is_no_name_of_theirs_is_not_taken_for_one(name, text):
    assert whom(text or "nothing", P1=name) == ()


def test_every_person_named_is_found():
    assert whom("Alpha and Beta", P1="Alpha", P2="Beta", P3="Gamma") == ("P1", "P2")


def test_a_name_is_found_in_every_text_of_an_entry():
    case = case_of(P1="Alpha", P2="Beta")
    contact = ContactMade(
        person="P3", channel=Channel.POST, text=Sealed("of alpha"), promise=Sealed("to beta")
    )

    assert mentioned(contact, case) == ("P1", "P2", "P3")


def test_a_file_may_name_everybody_unless_it_was_said_whom_it_names():
    case = case_of(P1="Alpha", P2="Beta")

    assert mentioned(FileKept(of="00"), case) == ("P1", "P2")
    assert mentioned(FileKept(of="00", persons=("P2",)), case) == ("P2",)


def test_without_a_case_no_name_is_known():
    assert mentioned(told("Alpha"), None) == ()


def test_a_relative_is_another_person_though_part_of_the_name_is_shared():
    case = case_of(P1="Alpha Canary")
    relative = person("P2", name=Sealed("Beta Canary"))
    namesake = person("P2", name=Sealed("Alpha Maria Canary"))

    assert mentioned(relative, case) == ("P2",)
    assert mentioned(namesake, case) == ("P1", "P2")


def test_the_contact_of_a_relative_that_names_the_person_mentions_them():
    case = case_of(P1="Alpha Canary")
    relative = person("P2", name=Sealed("Beta"), contact=Sealed("at Canary's house"))

    assert mentioned(relative, case) == ("P1", "P2")


@settings(deadline=None, max_examples=150)
@given(
    st.text(st.characters(categories=("Lu", "Ll", "Lo")), min_size=1, max_size=12), st.text()
)
def test_a_name_that_stands_in_a_text_as_it_is_is_always_found(name, rest):
    if names(Sealed(name)):
        assert whom(f"{rest} {name} {rest}", P1=name) == ("P1",)


def test_the_parts_of_a_name_are_what_a_text_can_be_about_somebody_by():
    assert names(Sealed("A. B. Canary")) == {"canary"}
    assert names(Sealed("A. B.")) == {"a", "b"}
    assert names(Sealed("李 Canary")) == {"李", "canary"}
    assert names(Sealed("...")) == frozenset()


# -- as far as known today ---------------------------------------------------------------------


def test_a_text_that_came_before_the_name_mentions_the_person_as_well():
    events = numbered(told("Alpha was here"), person(name=Sealed("Alpha")))

    assert [labels for _, labels in retold(events)] == [("P1",), ("P1",)]
    assert [event for event, _ in retold(events)] == [*events]


def test_a_name_that_was_corrected_goes_on_being_one():
    events = numbered(
        person(name=Sealed("Alfa")), told("alfa"), person(name=Sealed("Beta")), told("beta")
    )

    assert [labels for _, labels in retold(events)][1::2] == [("P1",), ("P1",)]


def test_the_tags_of_an_entry_stay():
    (event,) = numbered(told("nobody"))

    assert retold((replace(event, persons=("P7",)),))[0][1] == ("P7",)


def test_a_person_without_a_label_is_nobodys_tag():
    events = numbered(person(None, name=Sealed("Alpha")), told("Alpha"))

    assert [labels for _, labels in retold(events)] == [(), ()]
