"""The house's template of a letter: what an officer lays out anew, and what fills the first one.

It is made here and not kept as a file, so that everything in it can be read. A4, a serif that
every office has, a wide margin for a stamp; the case's reference and "CONFIDENTIAL" on every
page, and the page's number. Source: ours; no document that was read says how a letter looks.
"""

import io
from functools import cache
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from sanjose.paper.letters.templating import without_properties

FONT = "Times New Roman"
_SIZE = 11.5
_WIDE = Cm(16)
_NEEDED = frozenset({"Normal", "Header", "Footer", "Default Paragraph Font"})
_UNNEEDED = frozenset({"stylesWithEffects", "numbering", "webSettings", "theme"})
_LOOP = "{%p for line in LIST %}", "{{ line.text }}", "{%p endfor %}"


@cache
def house_template() -> bytes:
    """Return the template, as a Word file with the marks of every field and list in it."""
    word = Document()
    without_properties(word)
    _only_what_is_needed(word)
    _styles(word)
    _page(word)
    _right(word, "{{ date }}", before=0, after=14)
    _list(word, "addressee")
    _plain(word, "{{ subject }}", before=14, after=10, bold=True)
    _when(word, "salutation", lambda: _plain(word, "{{ salutation }}", after=8))
    _plain(word, "{%p for line in paragraphs %}")
    _plain(word, "{%p if line.item %}")
    _item(word, "{{ line.text }}")
    _plain(word, "{%p elif line.last %}")
    _plain(word, "{{ line.text }}", after=8, kept=True)
    _plain(word, "{%p else %}")
    _plain(word, "{{ line.text }}", after=8)
    _plain(word, "{%p endif %}")
    _plain(word, "{%p endfor %}")
    _when(
        word, "courtesy", lambda: _plain(word, "{{ courtesy }}", before=4, after=36, kept=True)
    )
    _list(word, "signature", kept=True)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _only_what_is_needed(word: Any) -> None:
    """Leave out the library's own styles and parts: a letter is smaller, and faster made."""
    for relation in list(word.part.rels.values()):
        if relation.reltype.rsplit("/", 1)[-1] in _UNNEEDED:
            del word.part.rels[relation.rId]
    for style in list(word.styles):
        if style.name not in _NEEDED:
            style.delete()


def _styles(word: Any) -> None:
    for fonts in word.styles.element.iter(qn("w:rFonts")):
        for name in [one for one in fonts.attrib if one.endswith("Theme")]:
            del fonts.attrib[name]
    style = word.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(_SIZE)
    fonts = style.element.rPr.rFonts
    for name in ("w:cs", "w:eastAsia", "w:hAnsi"):
        fonts.set(qn(name), FONT)
    size = OxmlElement("w:szCs")
    size.set(qn("w:val"), "26")
    style.element.rPr.append(size)
    style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing = 1.08
    style.paragraph_format.widow_control = True


def _page(word: Any) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin, section.bottom_margin = Cm(2.3), Cm(2.2)
    section.header_distance = section.footer_distance = Cm(1.2)
    section.different_first_page_header_footer = True
    first = section.first_page_header
    _centred(first.paragraphs[0], "{{ organization }}", size=13, bold=True, after=2)
    _centred(first.add_paragraph(), "{{ committee }}", size=12, after=6)
    _ruled(first.paragraphs[-1])
    _pair(first.add_paragraph(), "{{ reference }}", "{{ classification }}", after=10)
    _pair(section.header.paragraphs[0], "{{ reference }}", "{{ classification }}", after=10)
    _centred(section.first_page_footer.paragraphs[0], "{{ contact }}", size=9)
    foot = section.footer.paragraphs[0]
    _centred(foot, "", size=9)
    _number(foot)


def _list(word: Any, name: str, *, kept: bool = False) -> None:
    for text in _LOOP:
        _plain(word, text.replace("LIST", name), kept=kept)


def _when(word: Any, field: str, write: Any) -> None:
    _plain(word, f"{{%p if {field} %}}")
    write()
    _plain(word, "{%p endif %}")


def _plain(
    word: Any,
    text: str,
    *,
    before: float = 0,
    after: float = 0,
    bold: bool = False,
    kept: bool = False,
) -> Any:
    paragraph = word.add_paragraph()
    paragraph.add_run(text).bold = bold or None
    if bold:
        paragraph.runs[0].font.cs_bold = True
    form = paragraph.paragraph_format
    form.space_before, form.space_after = Pt(before), Pt(after)
    form.keep_with_next = kept or bold or None
    return paragraph


def _right(word: Any, text: str, *, before: float, after: float) -> None:
    _plain(word, text, before=before, after=after).alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _item(word: Any, text: str) -> None:
    """Add an item of a list: a dash that hangs, so that nothing depends on Word's own lists."""
    paragraph = _plain(word, f"\u2013\t{text}", after=5)
    form = paragraph.paragraph_format
    form.left_indent, form.first_line_indent = Cm(1.2), Cm(-0.6)
    form.tab_stops.add_tab_stop(Cm(1.2))


def _centred(
    paragraph: Any, text: str, *, size: float, bold: bool = False, after: float = 0
) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_after = Pt(after)
    run = paragraph.add_run(text)
    run.font.size, run.bold = Pt(size), bold or None
    run.font.cs_bold = bold or None


def _pair(paragraph: Any, start: str, end: str, *, after: float) -> None:
    """Set one text at the start of a line and one at its end."""
    paragraph.style = "Normal"  # that of heads of pages has stops of its own in the way
    form = paragraph.paragraph_format
    form.space_after = Pt(after)
    form.tab_stops.add_tab_stop(_WIDE, WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run(start)
    paragraph.add_run("\t")
    run = paragraph.add_run(end)
    run.bold, run.font.cs_bold = True, True


def _ruled(paragraph: Any) -> None:
    borders = OxmlElement("w:pBdr")
    line = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "4"), ("color", "auto")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().insert_element_before(  # noqa: SLF001 - borders have no API
        borders,
        "w:shd",
        "w:tabs",
        "w:suppressAutoHyphens",
        "w:spacing",
        "w:ind",
        "w:jc",
        "w:rPr",
    )


def _number(paragraph: Any) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "2"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)  # noqa: SLF001 - fields have no API
