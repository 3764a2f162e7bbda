"""A paper as PDF: tagged, so that it can be read aloud, and with its fonts inside.

Typst brings a serif for the scripts of Europe. Arabic, Chinese and others are taken from the
fonts of this machine, and where there is none the paper is refused in a sentence, because a
page of empty boxes helps nobody. What a paper says goes in as data and is never markup.
"""

import json
import unicodedata
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal

import typst

from sanjose.paper.document import Chart, Heading, Items, Paper, Table
from sanjose.paper.forms.bars import svg
from sanjose.paper.forms.laid import (
    Laid,
    depth,
    items,
    laid,
    numbers_of,
    numbers_sections,
    small,
    widths,
)
from sanjose.paper.forms.machine import plainly
from sanjose.paper.forms.signs import cleaned
from sanjose.paper.forms.tongues import long_day
from sanjose.words.errors import Unable

SERIF = "Libertinus Serif"
MANY = 5
WIDE, INSET = 9638, 1134
"""The room between the margins, and where a report's body begins; twentieths of a point."""
PDFStandard = Literal["ua-1"]
SHARPNESS = 200.0
"""Dots to the inch of a picture for a program that shows no other."""

_BROUGHT = frozenset({"LATIN", "GREEK", "CYRILLIC", "HEBREW", "COMBINING", "MODIFIER"})
_FACES = {
    "ARABIC": (
        "Noto Naskh Arabic",
        "Amiri",
        "Scheherazade New",
        "Traditional Arabic",
        "Simplified Arabic",
        "Geeza Pro",
        "Times New Roman",
        "Noto Sans Arabic",
    ),
    "CJK": (
        "Noto Serif CJK SC",
        "Noto Serif SC",
        "Source Han Serif SC",
        "SimSun",
        "Songti SC",
        "STSong",
        "Noto Sans CJK SC",
        "WenQuanYi Zen Hei",
    ),
}
_SPOKEN = {"ARABIC": "Arabic", "CJK": "Chinese"}
_LETTERS = frozenset({"Lu", "Ll", "Lt", "Lo", "Lm"})


def as_pdf(paper: Paper) -> bytes:
    """Return a paper as a tagged PDF, and PDF/UA-1 where it has what that standard asks for.

    Raises:
        Unable: this machine has no font for one of its scripts.
    """
    data = _data(cleaned(paper))
    fonts, data["fonts"] = _fonts(_written(data))
    try:
        return _compiled(data, fonts, "ua-1")
    except typst.TypstError:  # what the standard asks for is not in every paper, as a title
        return _compiled(data, fonts)


def _compiled(data: dict[str, Any], fonts: typst.Fonts, *standards: PDFStandard) -> bytes:
    return typst.compile(
        files("sanjose.paper.forms").joinpath("page.typ").read_bytes(),
        format="pdf",
        font_paths=fonts,
        sys_inputs={"paper": _written(data)},
        pdf_standards=list(standards),
        timestamp=0,
    )


def _written(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False)


def drawn_as_png(drawn: str) -> bytes:
    """Return a drawing in SVG as PNG.

    Raises:
        Unable: this machine has no font for one of its scripts.
    """
    fonts, own = _fonts(drawn)
    template = (
        "#set page(width: auto, height: auto, margin: 0pt, fill: none)\n"
        "#set text(font: json(bytes(sys.inputs.fonts)))\n"
        '#image(bytes(sys.inputs.drawn), format: "svg")'
    )
    return typst.compile(
        template.encode(),
        format="png",
        ppi=SHARPNESS,
        font_paths=fonts,
        sys_inputs={"drawn": drawn, "fonts": json.dumps(own)},
    )


# -- what it says ---------------------------------------------------------------------------------


def _data(paper: Paper) -> dict[str, Any]:
    told = plainly(paper)
    day = long_day(paper.dated, paper.language) if paper.dated else ""
    level = 0
    for given, one in zip(told["blocks"], laid(paper), strict=True):
        if isinstance(one.block, Heading):
            level = min(depth(one.block), level + 1)
            given["level"] = level
        else:
            _more(given, one, paper.language, report=numbers_sections(paper))
    del told["dated"]
    return told | {
        "report": numbers_sections(paper),
        "right": [one for one in (paper.symbol, day) if one],
        "region": "GB" if paper.language == "en" else None,
    }


def _more(given: dict[str, Any], one: Laid, language: str, *, report: bool) -> None:
    match one.block:
        case Items():
            given["marks"] = [mark for mark, _ in items(one.block, language)]
        case Table():
            given |= _table(one.block, report=report) | {"small": small(one.block)}
        case Chart():
            given["svg"] = svg(one.block, language)
            given["said"] = one.block.said or one.block.caption
            numbers = numbers_of(one.block, language)
            given |= {"table": _table(numbers, report=report), "small": small(numbers)}
        case _:
            pass


def _table(table: Table, *, report: bool) -> dict[str, Any]:
    wide = len(table.head) >= MANY
    return {
        "head": list(table.head),
        "rows": [list(row) for row in table.rows],
        "numbers": sorted(table.numbers),
        "note": table.note,
        "wide": wide,
        "widths": widths(table, WIDE - (2 * INSET if report and not wide else 0)),
    }


# -- fonts ----------------------------------------------------------------------------------------


@lru_cache(maxsize=2)
def _known(*, system: bool) -> tuple[typst.Fonts, frozenset[str]]:
    fonts = typst.Fonts(include_system_fonts=system)
    return fonts, frozenset(fonts.families())


def _fonts(text: str) -> tuple[typst.Fonts, list[str]]:
    """Return the fonts that a text needs, and the families in their order.

    Raises:
        Unable: a script has none here.
    """
    needed = scripts(text) - _BROUGHT
    if not needed:
        return _known(system=False)[0], [SERIF]
    fonts, here = _known(system=True)
    own = [SERIF]
    for script in sorted(needed):
        found = next((one for one in _faces(script) if one in here), None)
        if found is None:
            name = _SPOKEN.get(script, script.capitalize())
            wanted = _faces(script)[0]
            raise Unable(
                f"no font for {name} is installed here, and a PDF needs one: install one, such "
                f"as {wanted}, or take Word"
            )
        own.append(found)
    return fonts, own


def _faces(script: str) -> tuple[str, ...]:
    name = script.capitalize()
    generic = (f"Noto Serif {name}", f"Noto Sans {name}", "Arial Unicode MS")
    return _FACES.get(script, generic)


def scripts(text: str) -> frozenset[str]:
    """Return the scripts of the letters in a text, as Unicode begins their names.

    >>> sorted(scripts("a \u0627"))
    ['ARABIC', 'LATIN']
    """
    if text.isascii():
        return frozenset()
    letters = {one for one in text if unicodedata.category(one) in _LETTERS}
    return frozenset(unicodedata.name(one, "").partition(" ")[0] for one in letters) - {""}
