"""What an officer hands in: read as it reads, dug through for the guard, or refused whole."""

import io
import zipfile

import pytest

from sanjose.paper.document import Paper, Plain
from sanjose.paper.forms.archive import SPACES, zipped
from sanjose.paper.forms.word import as_word
from sanjose.paper.reading import files as reading
from sanjose.paper.reading import unfolding
from sanjose.paper.reading.files import every_word, is_word, lines_of, words_of
from sanjose.words.errors import Misuse
from tests.paper.sheets import SOURCE, paper

TRACKED = (
    '<w:p><w:r><w:t xml:space="preserve">We </w:t></w:r>'
    '<w:del w:id="1" w:author="Writer One"><w:r><w:delText>regret</w:delText></w:r></w:del>'
    '<w:ins w:id="2" w:author="Writer Two"><w:r><w:t>deplore</w:t></w:r></w:ins>'
    "<w:r><w:t> it.</w:t></w:r></w:p>"
)
CUSTOM = f'<w:styles {SPACES}><w:style w:customStyle="1"><w:name w:val="Canary"/></w:style></w:styles>'


def word(body: str, **more: str | bytes) -> bytes:
    """Return a Word file with a body; further parts by their names."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<w:document {SPACES}><w:body>{body}</w:body></w:document>",
    }
    return zipped(parts | more)


def packed(how: int) -> bytes:
    """Return a Word file that is packed in another way than Word packs it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        archive.writestr("word/document.xml", "<Canary/>")
    return out.getvalue()


def told(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_what_a_paper_says_is_read_back():
    found = words_of(as_word(paper())).split("\n")

    assert "Report of the rapporteur" in found
    assert "Second item" in found
    assert "Complaints" in found
    assert f" {SOURCE}" in found
    assert "Confidential: for the closed meeting" in found


def test_insertions_stand_and_deletions_do_not():
    assert words_of(word(TRACKED)) == "We deplore it."


def test_the_guard_reads_what_was_deleted_and_who_did_it():
    found = every_word(word(TRACKED))

    assert "regret" in found
    assert "Writer One" in found
    assert "Writer Two" in found


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next():
    first = (
        '<w:p><w:pPr><w:rPr><w:del w:id="1" w:author="x"/></w:rPr></w:pPr>'
        "<w:r><w:t>One, </w:t></w:r></w:p>"
    )

    assert words_of(word(first + told("two."))) == "One, two."
    assert words_of(word(told("One.") + first)) == "One.\nOne, "


def test_words_in_a_box_are_read_once_and_its_double_is_not():
    box = (
        '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/'
        'markup-compatibility/2006"><mc:Choice><w:txbxContent>'
        f"{told('In a box')}</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>"
        f"{told('In a box')}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )

    assert words_of(word(told("Before") + box)) == "Before\nIn a box"


def test_a_name_in_two_runs_is_one_word():
    split = "<w:p><w:r><w:t>Inven</w:t></w:r><w:r><w:t>ted</w:t></w:r></w:p>"

    assert words_of(word(split)) == "Invented"
    assert "Invented" in every_word(word(split))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("docProps/core.xml", '<c xmlns:d="d"><d:creator>Canary</d:creator></c>'),
        ("docProps/app.xml", "<p><Company>Canary</Company></p>"),
        ("docProps/custom.xml", '<p><property name="Canary"/></p>'),
        ("customXml/item1.xml", '<x y="Canary"/>'),
        ("customXml/styles.xml", "<x>Canary</x>"),
        ("word/theme/theme1.xml", f"<w:hdr {SPACES}>{told('Canary')}</w:hdr>"),
        ("word/comments.xml", f"<w:comments {SPACES}>{told('Canary')}</w:comments>"),
        (
            "word/comments.xml",
            f'<w:comments {SPACES}><w:comment w:author="Canary"/></w:comments>',
        ),
        ("word/people.xml", f'<w:people {SPACES}><w:person w:author="Canary"/></w:people>'),
        (
            "word/_rels/document.xml.rels",
            '<R><Relationship Target="mailto:Canary" TargetMode="External"/></R>',
        ),
        ("word/charts/chart1.xml", '<c xmlns:a="a"><a:t>Canary</a:t></c>'),
        ("word/media/Canary.png", b"\x89PNG"),
        ("word/media/image1.svg", "<svg><!-- Canary --></svg>"),
        (
            "word/styles.xml",
            CUSTOM,
        ),
        (
            "word/numbering.xml",
            f'<w:numbering {SPACES}><w:lvlText w:val="Canary %1"/></w:numbering>',
        ),
        ("word/glossary/document.xml", f"<w:document {SPACES}>{told('Canary')}</w:document>"),
    ],
)
def test_the_guard_reads_every_place_in_which_a_name_can_hide(name, content):
    handed_in = word(told("Nothing."), **{name: content})

    assert "Canary" in every_word(handed_in)
    assert "Canary" not in words_of(handed_in)


@pytest.mark.parametrize(
    "body",
    [
        '<w:p><w:bookmarkStart w:id="1" w:name="Canary"/></w:p>',
        '<w:p><w:r><w:instrText> AUTHOR "Canary" </w:instrText></w:r></w:p>',
        '<w:p><w:r><w:drawing><wp:docPr id="1" name="n" descr="Canary"/></w:drawing></w:r></w:p>',
        '<w:sdt><w:sdtPr><w:alias w:val="Canary"/></w:sdtPr></w:sdt>',
        '<w:p><w:fldSimple w:instr=" AUTHOR Canary "/></w:p>',
        '<w:p><w:hyperlink w:tooltip="Canary"/></w:p>',
        '<w:p><w:smartTag><w:smartTagPr><w:attr w:name="a" w:val="Canary"/></w:smartTagPr></w:smartTag></w:p>',
        '<w:p><w:r><w:ffData><w:ddList><w:listEntry w:val="Canary"/></w:ddList></w:ffData></w:r></w:p>',
        '<w:tbl><w:tblPr><w:tblCaption w:val="Canary"/></w:tblPr></w:tbl>',
        '<w:tbl><w:tblPr><w:tblDescription w:val="Canary"/></w:tblPr></w:tbl>',
        '<w:p><w:r><w:pict><v:shape xmlns:v="v" href="file:Canary"/></w:pict></w:r></w:p>',
        "<w:p><?note Canary?></w:p>",
    ],
)
def test_the_guard_reads_names_that_a_body_does_not_show(body):
    assert "Canary" in every_word(word(body))
    assert "Canary" not in words_of(word(body))


@pytest.mark.parametrize("remark", ["<!-- x -->", "<?x y?>"])
def test_a_remark_of_the_file_hides_nothing_of_the_text_around_it(remark):
    content = word(told(f"Inven{remark}ted"))

    assert words_of(content) == lines_of(content) == "Invented"
    assert "Invented" in every_word(content)


def test_a_name_that_the_file_divides_is_dug_out_as_one():
    in_a_picture = (
        '<w:p><w:r><w:drawing><a:p xmlns:a="a"><a:r><a:t>Inven</a:t></a:r>\n<a:r><a:t>ted'
        "</a:t></a:r></a:p></w:drawing></w:r></w:p>"
    )
    deleted = (
        '<w:p><w:del w:id="1"><w:r><w:delText>Ada</w:delText><w:br/><w:delText>Quill</w:delText>'
        "</w:r></w:del></w:p>"
    )

    assert "Invented" in every_word(word(in_a_picture))
    assert "Ada Quill" in every_word(word(deleted))


def test_names_of_styles_that_word_brings_are_no_words():
    styles = f'<w:styles {SPACES}><w:style><w:name w:val="Canary"/></w:style></w:styles>'

    assert "Canary" not in every_word(word("", **{"word/styles.xml": styles}))


def test_plain_text_is_what_it_is():
    assert words_of("\ufeffOne\r\ntwo\rthree".encode()) == "One\ntwo\nthree"
    assert every_word(b"One") == lines_of(b"One") == "One"
    assert not is_word(b"One")
    assert is_word(as_word(paper()))


# -- what is refused ------------------------------------------------------------------------------


def refused(content: bytes) -> str:
    with pytest.raises(Misuse) as caught:
        every_word(content)
    with pytest.raises(Misuse):
        words_of(content)
    assert "Canary" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\xd0\xcf\x11\xe0rest", "password or an old form"),
        (b"%PDF-1.7", "is a PDF"),
        (b"\xff\xfe\x00", "neither Word"),
        (b"a\x00b", "neither Word"),
        (b"PK\x03\x04 broken", "damaged"),
        (zipped({"a.xml": "<a/>"}), "no Word file"),
        (word("<unclosed>"), "damaged"),
        (word("", **{"word/vbaProject.bin": b"x"}), "a macro or a hidden part"),
        (word("", **{"word/embeddings/oleObject1.bin": b"x"}), "a macro or a hidden part"),
        (word("", **{"word/embeddings/Canary.xlsx": b"x"}), "cannot be read"),
        (word("", **{"word/afchunk.xml": "<a/>"}), "cannot be read"),
        (word("", **{"[Content_Types].xml": "<T a='macroEnabled'/>"}), "may hold macros"),
        (word("", **{"docProps/thumbnail.jpeg": b"x"}), "a preview of its first page"),
        (word("", **{"word/Document.xml": "<Canary/>"}), "cannot be read"),
        (packed(zipfile.ZIP_LZMA), "packed as Word packs none"),
        (packed(zipfile.ZIP_BZIP2), "packed as Word packs none"),
        (word("", **{"": b"x"}), "cannot be read"),
    ],
)
def test_what_cannot_be_read_whole_is_refused(content, says):
    assert says in refused(content)


def test_an_entity_that_grows_or_fetches_is_refused():
    for declared in ('<!ENTITY a "aaaa">', '<!ENTITY a SYSTEM "file:///etc/hostname">'):
        evil = f"<!DOCTYPE w [{declared}]><w:document {SPACES}>&a;</w:document>"

        assert "declares" in refused(word("", **{"word/document.xml": evil}))


def test_a_file_that_unfolds_without_end_is_refused_before_it_does():
    bomb = word("", **{"word/media/image1.png": b"\x00" * (unfolding.UNFOLDED + 1)})

    assert len(bomb) < 1_000_000
    assert "far larger unpacked" in refused(bomb)


def test_a_file_of_very_many_parts_is_refused():
    many = {f"word/media/image{at}.png": b"" for at in range(unfolding.PARTS)}

    assert "far larger unpacked" in refused(word("", **many))


def test_a_file_that_lies_about_the_size_of_a_part_is_refused():
    honest = word(told("x" * 500))
    at = honest.rindex(b"word/document.xml") - 46 + 24  # its size, in the list at the end
    lying = honest[:at] + (5).to_bytes(4, "little") + honest[at + 4 :]

    assert "damaged" in refused(lying)


def test_a_part_that_is_there_twice_is_refused():
    raw = io.BytesIO(word(told("One")))
    with zipfile.ZipFile(raw, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("word/document.xml", "<Canary/>")

    assert "cannot be read" in refused(raw.getvalue())


def test_too_large_a_file_is_refused(monkeypatch):
    for one in (reading, unfolding):
        monkeypatch.setattr(one, "LARGEST", 1_000_000)

    assert "larger than 1 MB" in refused(b"a" * 1_000_001)
    assert "larger than 1 MB" in refused(b"PK\x03\x04" + b"a" * 1_000_001)


def test_an_archive_tells_its_remark_too():
    raw = io.BytesIO(word(told("One")))
    with zipfile.ZipFile(raw, "a") as archive:
        archive.comment = b"Canary"
        part = zipfile.ZipInfo("word/more.xml")
        part.comment = b"Sparrow"
        archive.writestr(part, "<more/>")

    assert "Canary" in every_word(raw.getvalue())
    assert "Sparrow" in every_word(raw.getvalue())


# -- a text of paragraphs -------------------------------------------------------------------------


def test_empty_paragraphs_are_lines_of_a_text():
    content = as_word(Paper(title="T", blocks=(Plain("One"), Plain(""), Plain("Two"))))

    assert lines_of(content) == "T\nOne\n\nTwo"


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ('<w:p><w:r><w:commentReference w:id="1"/></w:r></w:p>', "comments"),
        ('<w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p>', "footnotes"),
        ('<w:p><w:r><w:endnoteReference w:id="1"/></w:r></w:p>', "endnotes"),
        (f"<w:tbl><w:tr><w:tc>{told('x')}</w:tc></w:tr></w:tbl>", "tables"),
        ("<w:p><w:r><w:drawing/></w:r></w:p>", "pictures"),
        ("<w:p><w:r><w:pict/></w:r></w:p>", "pictures"),
        ("<w:p><w:r><w:object/></w:r></w:p>", "objects"),
        ("<w:p><w:pPr><w:numPr/></w:pPr></w:p>", "numbers"),
    ],
)
def test_what_a_text_would_lose_is_said(body, says):
    with pytest.raises(Misuse, match=f"paragraphs only: .*{says}"):
        lines_of(word(told("One") + body))


def test_a_comment_without_a_place_is_said_too():
    comments = f'<w:comments {SPACES}><w:comment w:id="1">{told("x")}</w:comment></w:comments>'

    with pytest.raises(Misuse, match="comments"):
        lines_of(word(told("One"), **{"word/comments.xml": comments}))


def test_a_footnote_that_was_deleted_is_not_lost():
    gone = (
        '<w:p><w:del w:id="1" w:author="x"><w:r><w:footnoteReference w:id="1"/></w:r></w:del>'
        "<w:r><w:t>One</w:t></w:r></w:p>"
    )

    assert lines_of(word(gone)) == "One"
