"""Work changes hands: open cases, promises and next dates, and nobody's name. N 28."""

from tests.commands.office import Office

INTAKE = {
    "state": "Exampleland",
    "text": "Invented Larch was followed.",
    "persons": [{"name": "Invented Larch", "channel": "telephone", "safe": True}],
}
PROMISED = {
    "person": "P1",
    "channel": "telephone",
    "promise": "We call Invented Larch before the review.",
    "check_in": "2099-01-31",
}


def promised(office: Office) -> str:
    """Return a case in which something was promised."""
    reference = office.done("receive", "--from", "-", told=INTAKE).reference
    office.done("contact", reference, "--from", "-", told=PROMISED)
    return reference


def test_whoever_takes_over_sees_the_case_the_promise_and_the_next_contact(office):
    reference = promised(office)

    said = office.done("handover").out

    assert reference in said
    assert "the words are in the record" in " ".join(said.split())
    assert "2099-01-31" in said
    assert "Larch" not in said


def test_the_words_of_a_promise_are_told_when_they_are_asked_for(office):
    promised(office)

    said = office.done("handover", "--reveal").out

    assert "before the review" in " ".join(said.split())


def test_a_closed_case_is_not_handed_over(office):
    reference = promised(office)
    office.done(
        "close",
        reference,
        "--ground",
        "recorded twice",
        "--by",
        "rapporteur",
        "--from",
        "-",
        told={"reasons": "It is the same."},
    )

    assert reference not in office.done("handover").out
    there = [one["reference"] for one in office.done("handover", "--json").json["cases"]]
    assert reference not in there


def test_the_list_is_written_to_a_file_for_its_owner_only(office):
    promised(office)
    place = office.folder / "handover.docx"

    office.done("handover", "--out", str(place))

    assert place.stat().st_mode & 0o777 == 0o600
    assert place.read_bytes()[:2] == b"PK"
