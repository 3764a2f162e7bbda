"""A paper as a Word file: real headings, numbered paragraphs, footnotes and heads of tables.

Everything that Word can number is numbered by Word, so that an officer may add a paragraph.
The order of the elements is that of the standard; Word refuses a file in which it is another.
"""

import re
from collections.abc import Iterator, Sequence

from sanjose.paper.document import (
    Chart,
    Foot,
    Heading,
    Items,
    NewPage,
    Numbered,
    Paper,
    Plain,
    Stressed,
    Table,
    Words,
    spoken,
)
from sanjose.paper.forms.archive import Archive, clean, link
from sanjose.paper.forms.bars import svg
from sanjose.paper.forms.drawing import drawing, picture, size_of
from sanjose.paper.forms.laid import (
    Laid,
    depth,
    laid,
    numbers_of,
    numbers_sections,
    pieces,
    small,
    widths,
)
from sanjose.paper.forms.numbering import BULLETS, HANGING, LETTERS, SECTIONS, STEP, numbering
from sanjose.paper.forms.runs import runs
from sanjose.paper.forms.signs import cleaned
from sanjose.paper.forms.tongues import long_day

PAGE = 11906, 16838
MARGIN = 1134
INSET = 1134
"""Where the body of a report begins, right of its numbers; in twentieths of a point."""

WIDE = PAGE[0] - 2 * MARGIN
MANY = 5
"""Columns from which a table takes the whole width."""

_DAY = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")
_NO_BREAK = "\\1\N{NON-BREAKING HYPHEN}\\2\N{NON-BREAKING HYPHEN}\\3"
"""A day in a table stays on one line; a reference keeps its hyphens, as it is copied from there."""

_JUSTIFIED = {"BodyText", "Numbered", "ListParagraph"}


def as_word(paper: Paper) -> bytes:
    """Return a paper as a .docx file, with its title as its only property."""
    return Writer(paper).file()


class Writer:
    """Writes one paper."""

    def __init__(self, paper: Paper) -> None:
        paper = self._paper = cleaned(paper)
        self._archive = Archive(title=paper.title, language=paper.language)
        self._report = numbers_sections(paper)
        self._archive.sections = self._report and paper.language != "ar"
        self._breaks = False

    @property
    def inset(self) -> int:
        """Return how far the body stands from the margin."""
        return INSET if self._report else 0

    def file(self) -> bytes:
        """Return the whole file."""
        body = self._archive.body
        body += self._top()
        body.append(self.paragraph(self._paper.title, "Title", self._indent()))
        for one in laid(self._paper):
            body += self._block(one)
        return self._archive.packed(
            self._headers(),
            self._section(),
            numbering(self._paper.language, self._archive.lists, self.inset),
        )

    # -- blocks ---------------------------------------------------------------------------------

    def _block(self, one: Laid) -> Iterator[str]:
        match one.block:
            case Heading() as heading:
                yield self._heading(heading, one.mark)
            case Numbered(words):
                yield self.paragraph(words, "Numbered", self._indent())
            case Plain(words):
                yield self.paragraph(words, "BodyText", self._indent())
            case Items():
                yield from self._items(one.block)
            case Table():
                yield from self._captioned(one.mark, one.block.caption)
                yield from self._table(one.block, one.block.caption)
            case Chart():
                yield from self._captioned(one.mark, one.block.caption)
                yield from self._chart(one.block)
            case NewPage():
                self._breaks = True

    def _heading(self, heading: Heading, mark: str) -> str:
        level = depth(heading)
        style = f"Heading{level}"
        if self._report and self._paper.language == "ar":  # Word has no such numbers
            side = f'<w:ind w:left="{INSET}" w:right="{INSET}" w:hanging="{INSET}"/>'
            stop = f'<w:tabs><w:tab w:val="left" w:pos="{INSET}"/></w:tabs>'
            text = f"{mark}\t{heading.text}"
            return self.paragraph(text, style, side, before=stop)
        return self.paragraph(heading.text, style)

    def _items(self, block: Items) -> Iterator[str]:
        self._archive.lists.append(LETTERS if block.ordered else BULLETS)
        number = SECTIONS + len(self._archive.lists)
        side = (
            f'<w:ind w:left="{self.inset + STEP + HANGING}" w:right="{self.inset}" '
            f'w:hanging="{HANGING}"/>'
        )
        for words in block.items:
            yield self.paragraph(words, "ListParagraph", side, before=_numbers(number))

    def _captioned(self, mark: str, caption: str) -> Iterator[str]:
        if caption:
            bold = self._runs(caption, "<w:b/><w:bCs/>")
            inner = f"{self._runs(mark)}<w:r><w:br/></w:r>{bold}"
            yield self._made(inner, "Caption", self._indent())
        elif self._breaks:
            self._breaks = False
            yield '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'

    def _chart(self, chart: Chart) -> Iterator[str]:
        drawn = svg(chart, self._paper.language)
        self._archive.pictures.append((picture(drawn), drawn.encode()))
        number = len(self._archive.pictures)
        high, wide = size_of(drawn)
        across = (WIDE - 2 * self.inset) * 635
        inner = f"<w:r>{drawing(number, across, across * high // wide, chart)}</w:r>"
        yield self._made(inner, "Normal", self._indent(), kept=True)
        yield from self._table(numbers_of(chart, self._paper.language), chart.caption)

    # -- tables ---------------------------------------------------------------------------------

    def _table(self, table: Table, name: str) -> Iterator[str]:
        inset = 0 if len(table.head) >= MANY else self.inset
        across = widths(table, WIDE - 2 * inset)
        bidi = "<w:bidiVisual/>" if self._paper.backwards else ""
        line = '<w:{} w:val="single" w:sz="{}" w:space="0" w:color="auto"/>'
        borders = line.format("top", 4) + line.format("bottom", 12) + line.format("insideH", 2)
        last = len(table.rows) - 1
        rows = "".join(
            self._row(row, across, table, kept=small(table) and at < last)
            for at, row in enumerate(table.rows)
        )
        head = self._row(table.head, across, table, head=True) if any(table.head) else ""
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in across)
        yield (
            f'<w:tbl><w:tblPr>{bidi}<w:tblW w:w="{sum(across)}" w:type="dxa"/>'
            f'<w:tblInd w:w="{inset}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
            '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1" '
            'w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
            f'<w:tblCaption w:val="{clean(name)}"/></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{head}{rows}</w:tbl>"
        )
        side = f'<w:ind w:left="{inset}" w:right="{inset}"/>'
        thin = "" if table.note else '<w:spacing w:before="0" w:after="0" w:line="200"/>'
        yield self.paragraph(table.note, "TableNote", thin + side)

    def _row(
        self,
        row: Sequence[str],
        widths: Sequence[int],
        table: Table,
        *,
        head: bool = False,
        kept: bool = False,
    ) -> str:
        line = '<w:bottom w:val="single" w:sz="12" w:space="0" w:color="auto"/>'
        border = f"<w:tcBorders>{line}</w:tcBorders>" if head else ""
        cells = ""
        for at, (cell, width) in enumerate(zip(row, widths, strict=True)):
            end = '<w:jc w:val="right"/>' if at in table.numbers else ""
            style = "TableHead" if head else "TableText"
            unbroken = _DAY.sub(_NO_BREAK, cell)
            inner = self._made(self._runs(unbroken), style, end, kept=kept)
            cells += (
                f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{border}'
                f'<w:vAlign w:val="{"bottom" if head else "top"}"/></w:tcPr>{inner}</w:tc>'
            )
        header = "<w:tblHeader/>" if head else ""
        return f"<w:tr><w:trPr><w:cantSplit/>{header}</w:trPr>{cells}</w:tr>"

    # -- around the body ------------------------------------------------------------------------

    def _top(self) -> Iterator[str]:
        paper = self._paper
        day = long_day(paper.dated, paper.language) if paper.dated else ""
        right = [one for one in (paper.symbol, day) if one]
        count = max(len(paper.masthead), len(right))
        stop = f'<w:tabs><w:tab w:val="right" w:pos="{WIDE}"/></w:tabs>'
        edge = (
            '<w:pBdr><w:bottom w:val="single" w:sz="18" w:space="6" w:color="auto"/></w:pBdr>'
        )
        for at in range(count):
            left = paper.masthead[at] if at < len(paper.masthead) else ""
            other = right[at] if at < len(right) else ""
            bold = "<w:b/><w:bCs/>" + ('<w:sz w:val="26"/><w:szCs w:val="28"/>')
            strong = "<w:b/><w:bCs/>"
            inner = self._runs(left, bold if at == 0 else "")
            if other:
                inner += "<w:r><w:tab/></w:r>" + self._runs(
                    other, strong if other == paper.symbol else ""
                )
            before = (edge if at == count - 1 else "") + stop
            yield self._made(inner, "Masthead", before=before)

    def _headers(self) -> dict[str, str]:
        paper = self._paper
        handling = self.paragraph(paper.handling, "Handling") if paper.handling else ""
        end = '<w:jc w:val="right"/>'
        copy = self.paragraph(paper.copy, "Header", end) if paper.copy else ""
        edge = '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="4" w:color="auto"/></w:pBdr>'
        named = self._made(
            self._runs(paper.symbol or paper.title, "<w:b/><w:bCs/>"), "Header", before=edge
        )
        field = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText '
            'xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar '
            'w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar '
            'w:fldCharType="end"/></w:r>'
        )
        foot = self._made(field, "Footer")
        return {
            "header1": handling + copy + named,
            "header2": handling + copy or self._made("", "Header"),
            "footer1": foot,
        }

    def _section(self) -> str:
        across, down = PAGE
        bidi = "<w:bidi/>" if self._paper.backwards else ""
        return (
            f'<w:sectPr><w:headerReference w:type="default" r:id="{link("header1.xml")}"/>'
            f'<w:headerReference w:type="first" r:id="{link("header2.xml")}"/>'
            f'<w:footerReference w:type="default" r:id="{link("footer1.xml")}"/>'
            f'<w:footerReference w:type="first" r:id="{link("footer1.xml")}"/>'
            f'<w:pgSz w:w="{across}" w:h="{down}"/><w:pgMar w:top="1418" w:right="{MARGIN}" '
            f'w:bottom="1134" w:left="{MARGIN}" w:header="680" w:footer="567" w:gutter="0"/>'
            f"<w:titlePg/>{bidi}</w:sectPr>"
        )

    # -- words ----------------------------------------------------------------------------------

    def paragraph(self, words: Words, style: str, after: str = "", *, before: str = "") -> str:
        """Return a paragraph.

        Args:
            after: what its properties say of indents and sides; ``before``: of numbers and tabs.
        """
        if style in _JUSTIFIED and "\n" in spoken(
            words
        ):  # a line that is broken is not stretched
            after += '<w:jc w:val="left"/>'
        return self._made(self._said(words), style, after, before=before)

    def _made(
        self,
        inner: str,
        style: str,
        after: str = "",
        *,
        before: str = "",
        kept: bool = False,
    ) -> str:
        keep = "<w:keepNext/>" if kept else ""
        broken = "<w:pageBreakBefore/>" if self._breaks and style[:5] != "Table" else ""
        if broken:
            self._breaks = False
        bidi = "<w:bidi/>" if self._paper.backwards else ""
        return (
            f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}{broken}{before}{bidi}{after}'
            f"</w:pPr>{inner}</w:p>"
        )

    def _said(self, words: Words) -> str:
        told = ""
        for one in pieces(words):
            match one:
                case str():
                    told += self._runs(one)
                case Stressed(text):
                    told += self._runs(text, "<w:i/><w:iCs/>")
                case Foot(text):
                    told += self._foot(text)
        return told

    def _foot(self, text: str) -> str:
        number = len(self._archive.feet) + 1
        mark = '<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
        space = '<w:t xml:space="preserve"> </w:t>'
        inner = f"<w:r>{mark}<w:footnoteRef/></w:r><w:r>{space}</w:r>{self._runs(text)}"
        bidi = "<w:bidi/>" if self._paper.backwards else ""
        self._archive.feet.append(
            f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/>{bidi}'
            f"</w:pPr>{inner}</w:p></w:footnote>"
        )
        return f'<w:r>{mark}<w:footnoteReference w:id="{number}"/></w:r>'

    def _runs(self, text: str, look: str = "") -> str:
        return runs(text, look, backwards=self._paper.backwards)

    def _indent(self) -> str:
        return f'<w:ind w:left="{self.inset}" w:right="{self.inset}"/>'


def _numbers(number: int, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
