"""How documents are read, and bodies written into the record and read from it again."""

import json
from datetime import date, datetime
from enum import Enum
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanjose.words.errors import Misuse
from sanjose.words.events import (
    AllegationReceived,
    ConsentRecorded,
    ContactMade,
    FileOpened,
    Intake,
    MeasureDecided,
    MeasureTaken,
    PersonNamed,
    StepRefused,
)
from sanjose.words.model import Answer, Assessment, Channel, Decider, Kind, Preset, Urgency, Use
from sanjose.words.sealed import Sealed
from sanjose.words.told import (
    BODIES,
    LONGEST_TEXT,
    LONGEST_WORD,
    body,
    fields_of,
    read,
    schema,
    told,
    unwritten,
    written,
)
from tests.words.bodies import bodies, document_of

EVERY = sorted(BODIES)
DOCUMENTS = [*(BODIES[name] for name in EVERY), Intake]
each = pytest.mark.parametrize("name", EVERY)
some = settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])


@body("tried")
class Tried:
    """A document for these tests.

    It is never stored.
    """

    number: int | None = told("a number", default=None)
    day: date | None = told("a day", default=None)
    agreed: bool | None = told("yes or no", default=None)
    word: str | None = told("a word", default=None)
    text: Sealed | None = told("a text", default=None)
    urgency: Urgency = told("how soon", default=Urgency.ORDINARY)
    kinds: tuple[Kind, ...] = told("what is alleged", default=())


def refused(cls, **document) -> str:
    with pytest.raises(Misuse) as error:
        read(cls, document)
    return str(error.value)


# -- reading what somebody wrote ---------------------------------------------------------------


@each
@some
@given(data=st.data())
def test_what_a_body_says_can_be_handed_in_as_a_document(name, data):
    fact = data.draw(bodies(BODIES[name]).filter(lambda one: not _half(one)))

    assert read(BODIES[name], document_of(fact)) == fact


@some
@given(bodies(Intake))
def test_an_intake_is_read_with_the_persons_in_it(intake):
    assert read(Intake, document_of(intake)) == intake


def _half(fact: Any) -> bool:
    """Return whether a text is missing that is kept apart, and that a document must have."""
    return any(
        one.required and getattr(fact, one.name) is None for one in fields_of(type(fact))
    )


def test_an_unknown_field_is_named_with_those_that_there_are():
    said = refused(MeasureTaken, label="M1", sent="yes")

    assert said.startswith("'sent' is not a field here: there are label, means, reply_by")


@pytest.mark.parametrize(
    "field",
    [
        "Canary Person",
        "Canary",
        "canary\u202e",
        "canary " * 9,
        "canary" * 9,
        None,
        7,
        ("canary",),
    ],
    ids=repr,
)
def test_a_field_that_may_be_somebodys_name_is_not_repeated(field):
    with pytest.raises(Misuse, match="one of the names is not a field here") as error:
        read(MeasureTaken, {"label": "M1", field: "yes"})

    assert "canary" not in str(error.value).casefold()


def test_a_missing_field_is_named_with_what_it_means():
    assert refused(MeasureTaken) == "label is missing: which measure, as M1"
    assert refused(MeasureTaken, label=None) == refused(MeasureTaken)
    assert refused(StepRefused, verb="take", objections=[], sources=[]).startswith(
        "objections is missing"
    )


def test_a_text_kept_apart_may_come_later_where_the_door_asks_for_it():
    parked = BODIES["case.parked/1"]

    assert refused(parked, review_on="2026-03-02").startswith("reason is missing")
    assert read(parked, {"review_on": "2026-03-02"}, texts_later=True).reason is None
    with pytest.raises(Misuse, match="review_on is missing"):
        read(parked, {}, texts_later=True)
    with pytest.raises(Misuse, match="label is missing"):
        read(MeasureTaken, {}, texts_later=True)


@pytest.mark.parametrize("nothing", [None, "", []], ids=repr)
def test_an_optional_field_may_be_given_as_nothing(nothing):
    assert read(
        FileOpened, {"kind": "visit", "title": "a visit", "state": nothing}
    ) == FileOpened(kind="visit", title="a visit")


@pytest.mark.parametrize("blank", ["", " ", "\n\t"], ids=repr)
def test_a_required_text_may_not_be_empty(blank):
    why = "is empty: leave it out, or write what is known"

    assert refused(MeasureTaken, label=blank) == f"label {why}"
    assert refused(PersonNamed, name=blank) == f"name {why}"
    assert refused(Intake, state="XXA", text=Sealed(blank)) == f"text {why}"


def test_a_text_of_spaces_is_empty_where_it_is_optional_too():
    assert refused(Tried, text=" ") == refused(Tried, word=" ").replace("word", "text")


@pytest.mark.parametrize("given_", [7.5, True, ["Canary"], {"Canary": 1}, b"Canary"], ids=repr)
def test_a_word_is_a_text(given_):
    said = refused(Tried, word=given_)

    assert said == "word is a text: put it between quotation marks"


def test_a_year_may_stand_for_a_word_without_quotation_marks():
    assert read(Tried, {"word": 2021}).word == "2021"
    assert read(Tried, {"word": -1}).word == "-1"
    assert read(Tried, {"word": (1 << 63) - 1}).word == "9223372036854775807"
    assert refused(Tried, word=1 << 63) == refused(Tried, word=1 << 100_000)
    assert refused(Tried, word=1 << 63).startswith("word is a text")


@pytest.mark.parametrize("given_", [7, True, ["Canary"], b"Canary", date(2026, 1, 1)], ids=repr)
def test_a_sealed_field_is_a_text(given_):
    assert refused(Tried, text=given_) == "text is a text: put it between quotation marks"


def test_a_text_has_pages_and_a_book_is_handed_in_as_a_file():
    assert read(Tried, {"text": "a" * LONGEST_TEXT}).text == Sealed("a" * LONGEST_TEXT)
    assert refused(Tried, text="a" * (LONGEST_TEXT + 1)) == (
        "text is longer than 1,000,000 characters: hand it in as a file"
    )
    assert refused(Tried, text=Sealed("a" * (LONGEST_TEXT + 1))) == refused(
        Tried, text="a" * (LONGEST_TEXT + 1)
    )


def test_a_word_stands_on_one_line():
    assert read(Tried, {"word": "a" * LONGEST_WORD}).word == "a" * LONGEST_WORD
    assert read(Tried, {"word": "  a b\n"}).word == "a b"
    assert refused(Tried, word="a" * (LONGEST_WORD + 1)) == (
        "word is longer than 200 characters: it has to stand on one line"
    )


@pytest.mark.parametrize("half", ["\ud800", "Canary \udfff", "\udc80 Canary"], ids=ascii)
def test_half_a_character_is_refused_where_it_stands(half):
    why = "holds half a character, which cannot be written: copy the text again"

    assert refused(Tried, text=half) == f"text {why}"
    assert refused(Tried, word=half) == f"word {why}"
    assert refused(Tried, text=Sealed(half)) == f"text {why}"


@pytest.mark.parametrize(
    "character",
    "\x00 \x07 \x1b \x1f \x7f \x80 \x85 \x9b \x9f \u2028 \u2029 \u202a \u202e \u2066 \u2069"
    "\n".split(" "),
    ids=ascii,
)
def test_no_control_or_bidi_character_stands_in_a_word(character):
    assert refused(Tried, word=f"a{character}b") == (
        "word holds a control character: type it again on one line"
    )


@pytest.mark.parametrize("word", ["Ndiaye", "Ñandú", "محمد", "李", "🕊", "a\u00a0b"])
def test_every_script_may_stand_in_a_word(word):
    assert read(Tried, {"word": word}).word == word


def test_lines_and_every_direction_of_writing_may_stand_in_a_text():
    text = "first line\n\u202bsecond\u202c\tline"

    assert read(Tried, {"text": text}).text == Sealed(text)


@pytest.mark.parametrize(
    ("given_", "day"),
    [
        ("2026-01-31", date(2026, 1, 31)),
        ("20260131", date(2026, 1, 31)),
        (date(2026, 1, 31), date(2026, 1, 31)),
    ],
    ids=repr,
)
def test_a_day_is_read(given_, day):
    assert read(Tried, {"day": given_}).day == day


@pytest.mark.parametrize(
    "given_",
    [
        "2026-02-30",
        "31.01.2026",
        "Canary",
        "",
        20260131,
        True,
        ["2026-01-31"],
        "2026-01-31T10:00:00",
        datetime(2026, 1, 31, 10, 0),  # noqa: DTZ001
    ],
    ids=repr,
)
def test_what_is_no_day_is_refused(given_):
    if given_ == "":
        assert read(Tried, {"day": given_}).day is None
    else:
        assert refused(Tried, day=given_) == "day is a date, as 2026-01-31"


@pytest.mark.parametrize(
    ("given_", "said"),
    [
        *(("yes", True), ("Yes", True), ("TRUE", True), (True, True)),
        *(("no", False), ("No", False), ("false", False), (False, False)),
    ],
    ids=repr,
)
def test_yes_and_no_are_read(given_, said):
    assert read(Tried, {"agreed": given_}).agreed is said


@pytest.mark.parametrize("given_", ["perhaps", 1, 0, "1", "y", ["yes"]], ids=repr)
def test_what_is_neither_yes_nor_no_is_refused(given_):
    assert refused(Tried, agreed=given_) == "agreed is yes or no"


def test_no_is_kept_apart_from_nothing():
    silent = read(ContactMade, {"channel": "telephone"})
    denied = read(ContactMade, {"channel": "telephone", "safe": "no", "reached": False})

    assert (silent.safe, silent.reached) == (None, True)
    assert (denied.safe, denied.reached) == (False, False)


@pytest.mark.parametrize(
    ("given_", "number"), [(7, 7), ("007", 7), ("0", 0), ("0" * LONGEST_WORD, 0)], ids=str
)
def test_a_whole_number_is_read(given_, number):
    assert read(Tried, {"number": given_}).number == number


@pytest.mark.parametrize(
    "given_",
    ["-1", "1.5", 1.0, True, "\u0667", "\u00b2", "1 000", "Canary", "9" * 10_000, "0" * 201],
    ids=ascii,
)
def test_what_is_no_whole_number_is_refused(given_):
    assert refused(Tried, number=given_) == "number is a whole number"


def test_a_choice_is_read_whatever_its_capitals_spaces_and_dashes():
    for said in (
        "might have taken place",
        "Might_Have-Taken  Place ",
        "MIGHT",
        Assessment.MIGHT,
    ):
        document = {"finding": said, "reasons": "because"}
        assert read(BODIES["assessment.concluded/1"], document).finding is Assessment.MIGHT


def test_a_choice_that_is_a_number_goes_by_its_name():
    for said in ("urgent", "URGENT", Urgency.URGENT):
        assert read(Tried, {"urgency": said}).urgency is Urgency.URGENT


@pytest.mark.parametrize("said", ["Canary", 2, "2", True, ["urgent"], {"urgent": 1}], ids=repr)
def test_what_is_not_offered_is_refused_with_what_is(said):
    assert refused(Tried, urgency=said) == "urgency is one of: ordinary; urgent; immediate"


def test_the_words_offered_are_the_words_that_people_say():
    assert "link not established; not verifiable" in refused(
        BODIES["assessment.concluded/1"], finding="unclear", reasons="because"
    )


def test_one_answer_may_stand_for_a_list_and_a_wrong_one_is_counted():
    consent = read(ConsentRecorded, {"answer": "given", "uses": "publish"})

    assert consent.uses == (Use.PUBLISH,)
    assert refused(Tried, kinds=["threat", "Canary"]).startswith("kinds[2] is one of: fear")


def test_a_wrong_field_of_a_person_is_named_with_the_person():
    told_of = {"state": "XXA", "text": "what happened"}

    assert refused(Intake, **told_of, persons=[{"name": "Canary"}, {"name": ""}]) == (
        "persons[2].name is empty: leave it out, or write what is known"
    )
    assert refused(Intake, **told_of, persons={"name": "a", "nam": 1}).startswith(
        "persons[1].'nam' is not a field here"
    )
    assert refused(Intake, **told_of, persons=["Canary"]) == "persons[1] is a group of fields"


def test_a_person_who_was_read_before_is_taken_as_they_are():
    person = PersonNamed(name=Sealed("Invented One"))

    assert read(Intake, {"state": "XXA", "text": "a", "persons": [person]}).persons == (person,)


@pytest.mark.parametrize("cls", DOCUMENTS, ids=lambda cls: cls.NAME)
@pytest.mark.parametrize(
    "wrong", ["Canary\ud800", {"Canary": "Canary"}, 7.5, ["Canary\ud800", 1.5]], ids=ascii
)
def test_no_sentence_about_a_document_repeats_what_stood_in_it(cls, wrong):
    for one in fields_of(cls):
        with pytest.raises(Misuse) as error:
            read(cls, {one.name: wrong})
        assert "Canary" not in str(error.value)


# -- the record --------------------------------------------------------------------------------


@each
@some
@given(data=st.data())
def test_a_body_comes_back_from_the_record_as_it_was(name, data):
    fact = data.draw(bodies(BODIES[name]))

    kept = json.loads(json.dumps(written(fact)))

    assert unwritten(BODIES[name], kept) == fact
    assert list(map(type, _values(unwritten(BODIES[name], kept)))) == list(
        map(type, _values(fact))
    )


def _values(fact):
    return [getattr(fact, one.name) for one in fields_of(type(fact))]


@each
@some
@given(data=st.data())
def test_what_says_nothing_new_is_not_written(name, data):
    fact = data.draw(bodies(BODIES[name]))

    silent = {
        one.name
        for one in fields_of(BODIES[name])
        if getattr(fact, one.name) is None or getattr(fact, one.name) == one.default
    }
    assert set(written(fact)) == {one.name for one in fields_of(BODIES[name])} - silent


def test_the_record_holds_plain_values():
    consent = ConsentRecorded(
        answer=Answer.GIVEN,
        presets=(Preset.STATE,),
        own_view=Sealed("yes"),
        state_knows=True,
    )

    assert written(consent) == {
        "answer": "given",
        "presets": ["State only, in confidence"],
        "own_view": "yes",
        "state_knows": True,
    }


def test_a_field_of_a_later_version_is_left_alone():
    plain = {"label": "M1", "adopted": False, "colour": "blue"}

    assert unwritten(MeasureDecided, plain) == MeasureDecided(label="M1", adopted=False)


# -- what is asked for -------------------------------------------------------------------------


@each
def test_every_field_says_what_it_means_in_one_line(name):
    for one in fields_of(BODIES[name]):
        assert one.help
        assert "\n" not in one.help
        assert not one.help.endswith(".")


def test_what_is_about_somebody_is_sealed_and_never_an_argument():
    sealed = {one.name for one in fields_of(PersonNamed) if one.sealed}
    persons = next(one for one in fields_of(Intake) if one.name == "persons")

    assert sealed == {"name", "contact", "safe_hours"}
    assert persons.sealed
    assert persons.many


def test_no_choice_is_taken_for_something_about_somebody():
    kinds = {one.kind for cls in DOCUMENTS for one in fields_of(cls)}

    assert not [kind for kind in kinds if issubclass(kind, Enum) and hasattr(kind, "NAME")]


def test_a_free_answer_has_nothing_to_choose_from():
    fields = {one.name: one for one in fields_of(Tried)}

    assert fields["urgency"].choices == ("ordinary", "urgent", "immediate")
    assert fields["kinds"].choices[0] == "fear before any act"
    assert fields["word"].choices == fields["text"].choices == fields["day"].choices == ()


def test_a_text_kept_apart_is_asked_for_though_the_body_can_stand_without_it():
    weighed = BODIES["consequences.weighed/1"]
    fields = {one.name: one for one in fields_of(weighed)}

    assert fields["for_person"].required
    assert fields["for_person"].apart
    assert not fields["measures"].apart
    assert weighed().for_person is None


def test_a_text_kept_apart_need_not_be_asked_for():
    text = next(one for one in fields_of(MeasureTaken) if one.name == "text")

    assert (text.apart, text.required) == (True, False)


@pytest.mark.parametrize("cls", DOCUMENTS, ids=lambda cls: cls.NAME)
def test_a_body_cannot_be_changed(cls):
    with pytest.raises(AttributeError):
        setattr(object.__new__(cls), fields_of(cls)[0].name, "M2")


def test_a_document_that_is_never_stored_is_no_body_of_the_record():
    assert "tried" not in BODIES
    assert Intake not in BODIES.values()


# -- the published schema ----------------------------------------------------------------------


def test_the_schema_of_a_document_has_a_shape_for_every_kind_of_field():
    shape = schema(Tried)

    assert shape["type"] == "object"
    assert shape["description"] == "A document for these tests."
    assert shape["additionalProperties"] is False
    assert shape["required"] == []
    assert shape["properties"] == {
        "number": {"type": "integer", "description": "a number"},
        "day": {"type": "string", "format": "date", "description": "a day"},
        "agreed": {"type": "boolean", "description": "yes or no"},
        "word": {"type": "string", "maxLength": 200, "description": "a word"},
        "text": {"type": "string", "maxLength": 1_000_000, "description": "a text"},
        "urgency": {"enum": ["ordinary", "urgent", "immediate"], "description": "how soon"},
        "kinds": {
            "type": "array",
            "items": {"enum": [kind.value for kind in Kind]},
            "description": "what is alleged",
        },
    }


def test_the_schema_of_an_intake_holds_that_of_a_person():
    shape = schema(Intake)
    person = shape["properties"]["persons"]["items"]

    assert shape["required"] == ["state", "text"]
    assert person["required"] == ["name"]
    assert person["properties"]["name"]["maxLength"] == LONGEST_TEXT
    assert person["additionalProperties"] is False


@pytest.mark.parametrize("cls", DOCUMENTS, ids=lambda cls: cls.NAME)
def test_the_schema_asks_for_what_reading_asks_for(cls):
    shape = schema(cls)

    assert set(shape["properties"]) == {one.name for one in fields_of(cls)}
    assert shape["required"] == [one.name for one in fields_of(cls) if one.required]
    assert "\n\n" not in shape["description"]
    json.dumps(shape)


CHOSEN = {one.kind for cls in DOCUMENTS for one in fields_of(cls) if one.choices} | {Decider}


@pytest.mark.parametrize("kind", sorted(CHOSEN, key=str), ids=lambda kind: kind.__name__)
def test_every_word_offered_reads_as_itself_and_as_nothing_else(kind):
    @body("chosen")
    class Chosen:
        one: Any = told("one of them")

    Chosen.__annotations__["one"] = kind
    offered = fields_of(Chosen)[0].choices

    assert [read(Chosen, {"one": said}).one for said in offered] == list(kind)
    assert [read(Chosen, {"one": member.name}).one for member in kind] == list(kind)


def test_an_allegation_received_holds_no_text_about_anybody():
    assert not [one.name for one in fields_of(AllegationReceived) if one.sealed]


def test_a_channel_of_a_contact_has_to_be_said():
    assert refused(ContactMade, person="P1").startswith("channel is missing")
    assert read(ContactMade, {"channel": "post"}) == ContactMade(channel=Channel.POST)
