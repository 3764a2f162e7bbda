"""A template is somebody else's file: its marks are read before anything is filled in."""

import io
import zipfile
from collections.abc import Callable

import pytest
from docx import Document

from sanjose.paper.letters.foreign import foreign_faults
from sanjose.paper.letters.house import house_template
from sanjose.paper.letters.templating import filled, template_faults
from sanjose.words.errors import Misuse

FILL = {"subject": "An allegation"}


def template(*paragraphs: str, header: str = "") -> bytes:
    """Return a template with one paragraph for each text."""
    return _saved(paragraphs, header)


def _saved(paragraphs: tuple[str, ...], header: str) -> bytes:
    word = Document()
    for one in paragraphs:
        word.add_paragraph(one)
    if header:
        word.sections[0].header.paragraphs[0].add_run(header)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def changed(content: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """Return a Word file with its parts changed."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def words(content: bytes) -> str:
    """Return the text of a filled file."""
    return "\n".join(one.text for one in Document(io.BytesIO(content)).paragraphs)


def test_the_house_template_has_no_fault() -> None:
    assert template_faults(house_template()) == ()


def test_a_field_that_no_letter_has_is_named() -> None:
    made = template("{{ subject }}", "{{ victim }}")

    (fault,) = template_faults(made)

    assert fault.startswith('the template asks for "victim", which no letter has: there are ')
    with pytest.raises(Misuse, match="victim"):
        filled(made, FILL, {})


def test_a_long_field_is_not_repeated() -> None:
    (fault,) = template_faults(template("{{ " + "a" * 60 + " }}"))

    assert "something, which no letter has" in fault


@pytest.mark.parametrize(
    "code",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ subject.__class__ }}",
        "{{ subject[0] }}",
        "{{ subject|upper }}",
        "{{ subject ~ date }}",
        "{{ range(3) }}",
        "{{ 1 + 1 }}",
        "{% set x = 1 %}",
        "{% macro x() %}{% endmacro %}",
        "{% include 'other' %}",
        "{% extends 'other' %}",
        "{% import 'other' as o %}",
        "{% if subject == 'x' %}x{% endif %}",
        "{% if subject is defined %}x{% endif %}",
        "{% filter upper %}x{% endfilter %}",
        "{% for a in paragraphs recursive %}{{ loop(a) }}{% endfor %}",
        "{% for a, b in paragraphs %}x{% endfor %}",
        "{% for a in paragraphs if a.item %}x{% endfor %}",
        "{% for a in paragraphs %}x{% else %}y{% endfor %}",
        "{% for a in paragraphs %}{{ loop.index }}{% endfor %}",
        "{% with a = subject %}x{% endwith %}",
    ],
)
def test_code_is_refused_and_never_run(code: str) -> None:
    faults = template_faults(template(code))

    assert any("code" in one or "which no letter has" in one for one in faults)
    with pytest.raises(Misuse):
        filled(template(code), FILL, {})


def test_code_in_the_head_of_a_page_is_found_too() -> None:
    made = template("{{ subject }}", header="{{ subject.__class__ }}")

    assert template_faults(made) == (
        "the template holds code; only fields, lists and conditions may stand in its marks",
    )


@pytest.mark.parametrize("through", ["range(10 ** 12)", "subject", "[1, 2]", "victims"])
def test_a_loop_that_could_go_on_for_ever_is_refused(through: str) -> None:
    (fault,) = template_faults(template("{% for x in " + through + " %}x{% endfor %}"))

    assert fault == (
        "the template loops over something that is no list of a letter: "
        "there are addressee, paragraphs, signature"
    )


def test_a_loop_within_a_loop_is_refused() -> None:
    inner = "{% for b in paragraphs %}x{% endfor %}"

    (fault,) = template_faults(template("{% for a in paragraphs %}" + inner + "{% endfor %}"))

    assert fault == "the template has a loop within a loop, which no letter needs"


def test_an_entry_has_its_own_columns_only() -> None:
    made = template("{%p for one in signature %}", "{{ one.item }}", "{%p endfor %}")

    assert template_faults(made) == ('an entry of signature has no "item": there is text',)


def test_an_entry_is_not_called_as_a_field_is() -> None:
    made = template("{% for subject in paragraphs %}x{% endfor %}")

    (fault,) = template_faults(made)

    assert "by the name of a field" in fault


@pytest.mark.parametrize("mark", ["{{ subject", "{% if subject %}x", "{% endif %}", "{{ }}"])
def test_a_mark_that_cannot_be_read_is_told(mark: str) -> None:
    (fault,) = template_faults(template(mark))

    assert fault == "the template has a mark that cannot be read: a brace or an end is missing"


def test_more_marks_than_a_letter_has_are_refused() -> None:
    (fault,) = template_faults(template("{{ subject }}" * 250))

    assert "more than 200 marks" in fault


@pytest.mark.parametrize(
    "mark",
    [
        "{{ " + "(" * 5_000 + "subject" + ")" * 5_000 + " }}",
        "{{ " + "not " * 20_000 + "subject }}",
        "{{ " + " and ".join(["subject"] * 3_000) + " }}",
        "{% if subject %}" * 3_000 + "{% endif %}" * 3_000,
    ],
    ids=["brackets", "not", "and", "if"],
)
def test_marks_within_marks_without_end_are_refused_in_a_sentence(mark: str) -> None:
    (fault,) = template_faults(template(mark))

    assert fault == "the template has marks within marks without end: a letter needs none"
    with pytest.raises(Misuse, match="within marks"):
        filled(template(mark), FILL, {})


def test_what_is_filled_in_is_escaped_and_never_read_as_a_mark() -> None:
    made = template("{{ subject }}", "{%p if salutation %}", "{{ salutation }}", "{%p endif %}")
    hostile = "<w:br/> & {{ date }} \x00\x0b{% raw %}"

    content = filled(made, {"subject": hostile, "date": "today"}, {})

    assert words(content) == "<w:br/> & {{ date }} {% raw %}"


def test_conditions_of_all_kinds_that_a_letter_needs_stand() -> None:
    made = template("{%p if subject and not (salutation or courtesy) %}", "yes", "{%p endif %}")

    assert words(filled(made, FILL, {})) == "yes"


def test_a_filled_file_says_nothing_of_who_made_it_and_when() -> None:
    content = filled(template("{{ subject }}"), FILL, {})

    own = Document(io.BytesIO(content)).core_properties
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        days = {one.date_time for one in archive.infolist()}
        names = archive.namelist()
    told = (own.author, own.last_modified_by, own.title, own.comments, own.keywords)
    assert told == ("", "", "", "", "")
    assert own.created is not None
    assert own.created.year == 2000
    assert days == {(2000, 1, 1, 0, 0, 0)}
    assert not [name for name in names if "app.xml" in name or "custom" in name]


def test_the_same_letter_is_the_same_file() -> None:
    assert filled(house_template(), FILL, {}) == filled(house_template(), FILL, {})


# -- the file itself -------------------------------------------------------------------------------


def _with(name: str, part: bytes = b"<x/>") -> Callable[[dict[str, bytes]], None]:
    def change(parts: dict[str, bytes]) -> None:
        parts[name] = part

    return change


def _in(name: str, old: bytes, new: bytes) -> Callable[[dict[str, bytes]], None]:
    def change(parts: dict[str, bytes]) -> None:
        assert old in parts[name]
        parts[name] = parts[name].replace(old, new, 1)

    return change


BODY, RELATIONS = "word/document.xml", "word/_rels/document.xml.rels"
PARAGRAPH = b"<w:body><w:p>"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (_with("word/vbaProject.bin"), "holds code that would run"),
        (_with("word/comments.xml"), "carries comments, which would go out with every letter"),
        (_with("word/people.xml"), "carries comments"),
        (_with("word/embeddings/x.docx"), "holds another file inside"),
        (_with("word/whatever.xml"), "has a part that no letter needs"),
        (_with("../evil.xml"), "has a part that no letter needs"),
        (_with("word/header9.xml", b"\xff\xfe"), "is not written in UTF-8"),
        (_with("word/header9.xml", b"<!DOCTYPE x><x/>"), "defines entities"),
        (_with("word/header9.xml", b" " * 1_000_001), "holds more text than a letter needs"),
        (_with("word/theme/theme2.xml", b" " * 20_000_000), "unpacks to more"),
        (
            _in(RELATIONS, b"</Relationships>", b'<x TargetMode="External"/></Relationships>'),
            "fetches something from elsewhere, or links to it",
        ),
        (_in("[Content_Types].xml", b"main+xml", b"macroEnabled.main+xml"), "code that would"),
        (
            _in(BODY, b"<w:body>", PARAGRAPH + b'<w:ins w:id="1"/></w:p>'),
            "has tracked changes that nobody accepted",
        ),
        (_in(BODY, b"<w:body>", PARAGRAPH + b"<w:object/></w:p>"), "holds another file inside"),
        (
            _in(
                BODY,
                b"<w:body>",
                PARAGRAPH + b"<w:r><w:instrText>INCLUDETEXT x</w:instrText></w:r></w:p>",
            ),
            "has a field that Word computes",
        ),
    ],
    ids=[
        "code",
        "comments",
        "people",
        "another file",
        "an unknown part",
        "a way out",
        "letters of another kind",
        "entities",
        "too long",
        "too large",
        "from elsewhere",
        "macros",
        "tracked changes",
        "an object",
        "a field",
    ],
)
def test_a_part_that_has_no_place_in_a_letter_refuses_the_file(
    change: Callable[[dict[str, bytes]], None], why: str
) -> None:
    content = changed(template("{{ subject }}"), change)
    whole = list(foreign_faults(content))

    with pytest.raises(Misuse, match=why) as told:
        template_faults(content)

    assert str(told.value).startswith(f"the template {whole[0]}")
    assert str(told.value).endswith("make it anew from `sanjose letter template`")


W = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OTHER = b'<q:p xmlns:q="' + W + b'">%s</q:p>'


@pytest.mark.parametrize(
    ("within", "why"),
    [
        (b"<w:fldSimple w:instr='INCLUDETEXT x'/>", "a field that Word computes"),
        (b'<w:fldSimple w:instr = "INCLUDETEXT x"/>', "a field that Word computes"),
        (b"<q:r><q:instrText>INCLUDETEXT x</q:instrText></q:r>", "a field that Word computes"),
        (b'<q:ins q:id="1"/>', "tracked changes"),
        (b"<q:altChunk/>", "holds another file inside"),
        (b"<q:r><q:object/></q:r>", "holds another file inside"),
    ],
    ids=["quoted once", "with spaces", "a field", "a change", "a file", "an object"],
)
def test_what_has_no_place_is_found_however_its_markup_is_written(
    within: bytes, why: str
) -> None:
    made = _in(BODY, b"<w:body>", b"<w:body>" + OTHER % within)

    with pytest.raises(Misuse, match=why):
        template_faults(changed(template("x"), made))


def test_a_link_to_elsewhere_is_found_however_it_is_written() -> None:
    link = b'<x TargetMode="&#69;xternal"/></Relationships>'

    with pytest.raises(Misuse, match="fetches something from elsewhere"):
        template_faults(changed(template("x"), _in(RELATIONS, b"</Relationships>", link)))


@pytest.mark.parametrize(
    "content", [b"", b"{{ subject }}", b"PK\x03\x04", house_template()[:3000]]
)
def test_what_is_no_word_file_is_told(content: bytes) -> None:
    with pytest.raises(Misuse, match="is no Word file"):
        template_faults(content)


def test_a_picture_that_stands_in_the_file_is_its_own() -> None:
    logo = _with("word/media/image1.png", b"\x89PNG\r\n")

    assert template_faults(changed(template("{{ subject }}"), logo)) == ()


def test_an_archive_without_a_letter_in_it_is_no_word_file() -> None:
    def emptied(parts: dict[str, bytes]) -> None:
        del parts[BODY]

    with pytest.raises(Misuse, match="is no Word file"):
        template_faults(changed(template("x"), emptied))


def test_a_letter_whose_markup_is_broken_is_damaged() -> None:
    with pytest.raises(Misuse, match="is damaged"):
        template_faults(changed(template("x"), _in(BODY, b"</w:document>", b"")))


def test_a_file_of_many_megabytes_is_refused_before_it_is_opened() -> None:
    content = b"PK\x03\x04" + bytes(5_000_000)

    with pytest.raises(Misuse, match="larger than 5 MB"):
        template_faults(content)

    assert list(foreign_faults(content)) == ["is larger than 5 MB"]


def test_the_number_of_a_page_may_be_computed() -> None:
    field = PARAGRAPH + b"<w:r><w:instrText> PAGE </w:instrText></w:r></w:p>"

    assert template_faults(changed(template("x"), _in(BODY, b"<w:body>", field))) == ()


# The alarm may fall into the opening of the archive, which then has nothing to close.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_template_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sanjose.paper.letters.templating.SECONDS", 0.0001)

    faults = template_faults(template("{{ subject }}" * 199))

    assert faults == (
        "the template takes too long to fill in: begin again from `sanjose letter template`",
    )
