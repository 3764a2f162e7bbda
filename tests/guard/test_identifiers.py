"""What of a case tells who somebody is."""

from sanjose.guard.guard import findings
from sanjose.guard.identifiers import Identifier, Tells, identifiers
from sanjose.guard.known import Known
from sanjose.words.events import FileLinked
from sanjose.words.sealed import Sealed
from tests.words.facts import a_case, person


def told(case):
    return {(one.tells, one.text.reveal()) for one in identifiers(case)}


def test_names_contacts_reference_day_and_outside_decision_of_a_case_tell():
    contact = "rosa@post.example, +999 12 345 67 89, @night_heron; via her sister Quillmara at 46.2044, 6.1432"
    linked = FileLinked(label="F1", reference="CAT-26-7K3QM-X", document="CAT 1234/2026")
    case = a_case(
        linked,
        FileLinked(label="F2", reference="CAT-26-7K3QM-X"),
        persons=(
            person("P1", name=Sealed("Айзурен Торманбаева"), contact=Sealed(contact)),
            person("P2", name=Sealed("王小明"), contact=None),
            person("P3", name=Sealed("Zoë Brü"), contact=Sealed("东街, passport AB1234567")),
        ),
        happened="2026-02-07",
    )

    assert told(case) == {
        (Tells.REFERENCE, "CAT-26-7K3QM-X"),
        (Tells.REFERENCE, "CAT 1234/2026"),
        (Tells.DAY, "2026-02-07"),
        (Tells.NAME, "Айзурен Торманбаева"),
        (Tells.EMAIL, "rosa@post.example"),
        (Tells.TELEPHONE, "+999 12 345 67 89"),
        (Tells.HANDLE, "@night_heron"),
        (Tells.PLACE, "Quillmara"),
        (Tells.NAME, "王小明"),
        (Tells.NAME, "Zoë Brü"),
        (Tells.NUMBER, "AB1234567"),
        (Tells.PLACE, "东街"),
    }


def test_what_a_case_tells_is_found_in_a_text_and_nothing_else_is():
    case = a_case(persons=(person("P1", name=Sealed("Invented Canary")),))
    index = Known(identifiers(case))

    assert findings("Then canary was followed.", index)
    assert findings("See cat 26 7k3qm x.", index)
    assert findings("Then a lawyer was followed.", index) == ()


def test_a_case_without_persons_or_day_tells_its_reference():
    assert told(a_case(persons=())) == {(Tells.REFERENCE, "CAT-26-7K3QM-X")}


def test_an_identifier_shows_nothing():
    assert "Canary" not in repr(Identifier(Tells.NAME, Sealed("Canary")))
