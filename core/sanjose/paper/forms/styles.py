"""How the words of a Word file look: few styles, named as Word names its own where it has them."""

from collections.abc import Iterator

from sanjose.paper.forms.numbering import PARAGRAPHS, SECTIONS

FACE = "Times New Roman"
EASTERN = "SimSun"
LOCALES = {
    "en": "en-GB",
    "fr": "fr-FR",
    "es": "es-ES",
    "ru": "ru-RU",
    "ar": "ar-SA",
    "zh": "zh-CN",
}


def styles(language: str, *, sections: bool = False) -> str:
    """Return the styles of a paper: few, named as Word names its own where it has them.

    Args:
        sections: whether Word numbers the headings.
    """
    locale = LOCALES.get(language, "en-GB")
    bidi = f' w:bidi="{locale}"' if language == "ar" else ""
    eastern = f' w:eastAsia="{locale}"' if language == "zh" else ""
    plain = "en-GB" if language in {"ar", "zh"} else locale
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{FACE}" w:hAnsi="{FACE}" '
        f'w:eastAsia="{EASTERN}" w:cs="{FACE}"/><w:sz w:val="{SIZE}"/>'
        f'<w:szCs w:val="{SIZE + (4 if bidi else 0)}"/>'
        f'<w:lang w:val="{plain}"{eastern}{bidi}/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
        '<w:spacing w:after="120" w:line="250" w:lineRule="atLeast"/></w:pPr></w:pPrDefault>'
        "</w:docDefaults>"
    )
    return defaults + "".join((*_headings(sections=sections), *_STYLES))


SIZE = 21
"""Half points."""


def _style(
    key: str,
    name: str,
    paragraph: str = "",
    run: str = "",
    *,
    kind: str = "paragraph",
    base: str = "Normal",
) -> str:
    first = ' w:default="1"' if key in {"Normal", "TableNormal"} else ""
    based = f'<w:basedOn w:val="{base}"/>' if base and not first else ""
    return (
        f'<w:style w:type="{kind}"{first} w:styleId="{key}"><w:name w:val="{name}"/>{based}'
        "<w:qFormat/>"
        + (f"<w:pPr>{paragraph}</w:pPr>" if paragraph else "")
        + (f"<w:rPr>{run}</w:rPr>" if run else "")
        + "</w:style>"
    )


def _sized(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points + 2}"/>'


_BOLD = "<w:b/><w:bCs/>"
_TABLE = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
    '<w:left w:w="85" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="85" '
    'w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
)
_STYLES = (
    _style("Normal", "Normal"),
    _style(
        "Title",
        "Title",
        '<w:keepNext/><w:keepLines/><w:spacing w:before="360" w:after="240"/>',
        _BOLD + _sized(34),
    ),
    _style("BodyText", "Body Text", '<w:jc w:val="both"/>'),
    _style(
        "Numbered",
        "Numbered paragraph",
        f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{PARAGRAPHS}"/></w:numPr>',
        base="BodyText",
    ),
    _style("Masthead", "Masthead", '<w:spacing w:after="20"/>'),
    _style("Handling", "Handling", '<w:spacing w:after="60"/><w:jc w:val="center"/>', _BOLD),
    _style("Caption", "caption", '<w:keepNext/><w:spacing w:before="200" w:after="80"/>'),
    _style(
        "TableText",
        "Table text",
        '<w:spacing w:before="40" w:after="40" w:line="220" w:lineRule="atLeast"/>',
        _sized(18),
    ),
    _style("TableHead", "Table head", "<w:keepNext/>", "<w:i/><w:iCs/>", base="TableText"),
    _style("TableNote", "Table note", '<w:spacing w:before="60" w:after="200"/>', _sized(17)),
    _style("ListParagraph", "List Paragraph", base="BodyText"),
    _style(
        "FootnoteText",
        "footnote text",
        '<w:spacing w:after="40" w:line="220" w:lineRule="atLeast"/>'
        '<w:ind w:left="284" w:hanging="284"/>',
        _sized(18),
    ),
    _style(
        "FootnoteReference",
        "footnote reference",
        run='<w:vertAlign w:val="superscript"/>',
        kind="character",
        base="",
    ),
    _style("Header", "header", '<w:spacing w:after="60"/>', _sized(18)),
    _style("Footer", "footer", '<w:jc w:val="center"/>', _sized(18)),
    _TABLE,
)


def _headings(*, sections: bool) -> Iterator[str]:
    looks = ((320, 160, _BOLD, 26), (240, 120, _BOLD, 22), (200, 120, "<w:i/><w:iCs/>", 21))
    for at, (above, below, look, size) in enumerate(looks):
        number = f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{SECTIONS}"/></w:numPr>'
        yield _style(
            f"Heading{at + 1}",
            f"heading {at + 1}",
            f"<w:keepNext/><w:keepLines/>{number if sections else ''}"
            f'<w:spacing w:before="{above}" w:after="{below}"/><w:outlineLvl w:val="{at}"/>',
            look + _sized(size),
        )
