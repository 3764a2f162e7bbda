"""How Word numbers the paragraphs, sections and lists of a paper."""

from collections.abc import Sequence

from sanjose.paper.forms.tongues import tongue

PARAGRAPHS = 1
SECTIONS = 2
LETTERS = 3
BULLETS = 4
STEP = 567
HANGING = 425


def numbering(language: str, lists: Sequence[int], inset: int) -> str:
    """Return the numberings of a paper, and one for each list, which begins anew.

    Args:
        lists: for each list, counted from 1, which numbering it follows.
        inset: how far the body stands from the margin, in twentieths of a point.
    """
    stop = tongue(language).stop
    letters = "arabicAbjad" if language == "ar" else "lowerLetter"
    sections = (
        "chineseCounting" if language == "zh" else "upperRoman",
        "upperLetter",
        "decimal",
    )
    number = (
        f'<w:tabs><w:tab w:val="num" w:pos="{inset + STEP}"/></w:tabs>'
        f'<w:ind w:left="{inset}" w:right="{inset}" w:firstLine="0"/>'
    )
    item = f'<w:ind w:left="{inset + STEP + HANGING}" w:right="{inset}" w:hanging="{HANGING}"/>'
    head = f'<w:ind w:left="{inset}" w:right="{inset}" w:hanging="{STEP}"/>'
    made = [
        _abstract(PARAGRAPHS, _level(0, "decimal", f"%1{stop}", number)),
        _abstract(
            SECTIONS,
            "".join(
                _level(at, kind, f"%{at + 1}{stop}", head, style=f"Heading{at + 1}")
                for at, kind in enumerate(sections)
            ),
        ),
        _abstract(LETTERS, _level(0, letters, "(%1)", item)),
        _abstract(BULLETS, _level(0, "bullet", "\u2022", item)),
    ]
    numbers = [_number(one, one) for one in (PARAGRAPHS, SECTIONS)]
    numbers += [
        _number(SECTIONS + at, kind, anew=kind == LETTERS) for at, kind in enumerate(lists, 1)
    ]
    return "".join((*made, *numbers))


def _abstract(key: int, levels: str) -> str:
    kind = "multilevel" if key == SECTIONS else "singleLevel"
    return (
        f'<w:abstractNum w:abstractNumId="{key}"><w:multiLevelType w:val="{kind}"/>{levels}'
        "</w:abstractNum>"
    )


def _level(at: int, kind: str, text: str, place: str, *, style: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{named}'
        f'<w:suff w:val="tab"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f"<w:pPr>{place}</w:pPr></w:lvl>"
    )


def _number(key: int, abstract: int, *, anew: bool = False) -> str:
    again = (
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>' if anew else ""
    )
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{abstract}"/>{again}</w:num>'
