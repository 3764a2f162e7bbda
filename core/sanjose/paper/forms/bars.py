"""A chart as a picture: bars under their labels, each with its number, in SVG that needs nothing.

A label stands above its bar, so that no language is too long for it and nothing depends on
which fonts a machine has. The picture carries what is said of it for those who do not see it.
"""

from html import escape
from textwrap import wrap

from sanjose.paper.document import RIGHT_TO_LEFT, Chart
from sanjose.paper.forms.signs import cleaned
from sanjose.paper.forms.tongues import tongue

WIDE = 640
LINE = 20
BAR = 18
APART = 12
ROOM = 90
"""What stays free behind the longest bar, for its number."""

LONGEST = 72
"""Signs of a label in a line."""

COLOUR = "#1f5f8b"
FACES = "'Libertinus Serif', 'Times New Roman', 'Noto Naskh Arabic', serif"


def svg(chart: Chart, language: str = "en") -> str:
    """Return a chart as an SVG element; a number that is not published has words and no bar."""
    chart = cleaned(chart)
    most = max((number or 0 for _, number in chart.bars), default=0)
    backwards = language in RIGHT_TO_LEFT
    down = 0
    drawn: list[str] = []
    for label, number in chart.bars:
        for line in wrap(label, LONGEST) or [""]:
            down += LINE
            drawn.append(_text(line, 0, down - 5, backwards=backwards))
        length = round((WIDE - ROOM) * number / most) if number and most else 0
        if length:
            left = WIDE - length if backwards else 0
            drawn.append(
                f'<rect x="{left}" y="{down}" width="{length}" height="{BAR}" fill="{COLOUR}"/>'
            )
        told = tongue(language).unpublished if number is None else str(number)
        start = length + 6 if length else 0
        drawn.append(
            _text(told, start, down + 14, backwards=backwards, bold=number is not None)
        )
        down += BAR + APART
    high = max(down - APART + 2, 1)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {WIDE} {high}" '
        f'width="{WIDE}" height="{high}" font-family="{FACES}" font-size="15" direction="ltr">'
        f"<title>{escape(chart.caption)}</title><desc>{escape(chart.said)}</desc>"
        f"{''.join(drawn)}</svg>"
    )


def _text(text: str, start: int, down: int, *, backwards: bool, bold: bool = False) -> str:
    place = WIDE - start if backwards else start
    anchor = "end" if backwards else "start"
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{place}" y="{down}" text-anchor="{anchor}" fill="currentColor"{weight}>'
        f"{escape(text)}</text>"
    )
