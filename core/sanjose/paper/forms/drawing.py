"""A chart as it stands in a Word file: drawn in SVG, and in PNG for programs that show no other."""

import re
from functools import lru_cache

from sanjose.paper.document import Chart
from sanjose.paper.forms.archive import clean, link

_EXTENDED = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
_SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"


def size_of(drawn: str) -> tuple[int, int]:
    """Return how high and how wide a drawing is."""
    found = re.search(r'viewBox="0 0 (\d+) (\d+)"', drawn)
    return (int(found[2]), int(found[1])) if found else (1, 1)


@lru_cache(maxsize=32)
def picture(drawn: str) -> bytes:
    """Return a drawing as PNG, for programs that show no SVG."""
    from sanjose.paper.forms.pdf import drawn_as_png

    return drawn_as_png(drawn)


def drawing(number: int, across: int, down: int, chart: Chart) -> str:
    """Return a picture as it stands in a run.

    Args:
        number: which picture of the file it is.
        across: its size, in units of which a point has 12,700.
    """
    said, name = clean(chart.said or chart.caption), f"figure{number}"
    png, vector = link(f"media/{name}.png"), link(f"media/{name}.svg")
    return (
        f'<w:drawing><wp:inline><wp:extent cx="{across}" cy="{down}"/>'
        f'<wp:docPr id="{number}" name="{name}" descr="{said}"/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/'
        f'picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="{number}" name="{name}"/>'
        f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{png}"><a:extLst>'
        f'<a:ext uri="{_EXTENDED}"><asvg:svgBlip xmlns:asvg="{_SVG}" r:embed="{vector}"/>'
        "</a:ext></a:extLst></a:blip><a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{across}" cy="{down}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing>"
    )
