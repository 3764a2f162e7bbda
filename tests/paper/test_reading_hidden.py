"""Where else a name can stand in a Word file, so that its reader does not see it and the guard must."""

import pytest

from sanjose.paper.forms.archive import SPACES, zipped
from sanjose.paper.reading.files import every_word

NAME = "Zoltan Periwinkle"
SIGNS = "".join(f'<w:sym w:font="Arial" w:char="{ord(one):04X}"/>' for one in NAME)


def word(body: str) -> bytes:
    """Return a Word file with a body."""
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": f"<w:document {SPACES}><w:body>{body}</w:body></w:document>",
        }
    )


@pytest.mark.parametrize(
    "body",
    [
        f'<w:p><w:hyperlink w:anchor="{NAME}"/></w:p>',
        f'<w:p><w:smartTag w:element="{NAME}"/></w:p>',
        f'<w:sdt><w:sdtPr><w:placeholder><w:docPart w:val="{NAME}"/></w:placeholder></w:sdtPr></w:sdt>',
        f"<w:sdt><w:sdtPr><w:dataBinding w:xpath=\"/x[.='{NAME}']\"/></w:sdtPr></w:sdt>",
        f'<w:p><w:r x:note="{NAME}" xmlns:x="urn:x"><w:t>x</w:t></w:r></w:p>',
        f"<w:p><w:r/>{NAME}</w:p>",
        f"<w:p><w:r>{SIGNS}</w:r></w:p>",
    ],
    ids=["a target", "a tag", "a form", "a binding", "another's note", "bare text", "signs"],
)
def test_the_guard_reads_it_wherever_it_stands(body: str):
    assert NAME in every_word(word(body))
