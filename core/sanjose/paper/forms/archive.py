"""A Word file as an archive of parts: the fixed ones, how words look, and nothing of who worked.

There are no dates and no author in it; the only property is the title. It asks Word to keep
it so, by leaving personal information and times out when an officer saves the file.
"""

import io
import zipfile
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from sanjose.paper.forms.signs import printed
from sanjose.paper.forms.styles import LOCALES, styles

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_ANCIENT = (1980, 1, 1, 0, 0, 0)


@dataclass(kw_only=True, slots=True)
class Archive:
    """The parts of one Word file while it is made."""

    title: str
    language: str
    sections: bool = False
    """Whether Word numbers its headings."""

    tracks: bool = False
    """Whether Word tracks what is changed in it."""

    body: list[str] = field(default_factory=list)
    feet: list[str] = field(default_factory=list)
    lists: list[int] = field(default_factory=list)
    """For each list, counted from 1, which numbering it follows."""

    pictures: list[tuple[bytes, bytes]] = field(default_factory=list)
    """Each as PNG and as SVG."""

    def packed(self, headers: dict[str, str], section: str, numbering: str) -> bytes:
        """Return the file.

        Args:
            headers: heads and feet of pages, by the name of their part, as header1.
            section: what stands at the end of the body: the page, and which of them it has.
        """
        parts: dict[str, str | bytes] = {
            "[Content_Types].xml": _types(headers),
            "_rels/.rels": _links(
                (("officeDocument", "word/document.xml"),), core="docProps/core.xml"
            ),
            "docProps/core.xml": _core(self.title, self.language),
            "word/document.xml": _part("document", f"<w:body>{self._whole(section)}</w:body>"),
            "word/_rels/document.xml.rels": _links(self._linked(headers)),
            "word/styles.xml": _part("styles", styles(self.language, sections=self.sections)),
            "word/numbering.xml": _part("numbering", numbering),
            "word/settings.xml": _part("settings", settings(tracks=self.tracks)),
            "word/footnotes.xml": _part("footnotes", _FEET + "".join(self.feet)),
        }
        for name, content in headers.items():
            tag = "hdr" if name.startswith("header") else "ftr"
            parts[f"word/{name}.xml"] = _part(tag, content)
        for number, (png, svg) in enumerate(self.pictures, 1):
            parts[f"word/media/figure{number}.png"] = png
            parts[f"word/media/figure{number}.svg"] = svg
        return zipped(parts)

    def _whole(self, section: str) -> str:
        return "".join(self.body) + section

    def _linked(self, headers: dict[str, str]) -> tuple[tuple[str, str], ...]:
        fixed = ("styles", "numbering", "settings", "footnotes")
        links = [(one, f"{one}.xml") for one in fixed]
        links += [(name.rstrip("0123456789"), f"{name}.xml") for name in headers]
        for number in range(1, len(self.pictures) + 1):
            links.append(("image", f"media/figure{number}.png"))
            links.append(("image", f"media/figure{number}.svg"))
        return tuple(links)


def link(target: str) -> str:
    """Return the name by which the body calls another part."""
    return "r" + "".join(one for one in target if one.isalnum())


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """Return parts as an archive that is the same whenever it is made."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _ANCIENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return out.getvalue()


def _part(tag: str, content: str) -> str:
    return f"{XML}<w:{tag} {SPACES}>{content}</w:{tag}>"


def _types(headers: dict[str, str]) -> str:
    kinds = {
        "document": "document.main",
        "styles": "styles",
        "numbering": "numbering",
        "settings": "settings",
        "footnotes": "footnotes",
    } | {name: name.rstrip("0123456789") for name in headers}
    listed = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_MIME}.{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    return (
        f'{XML}<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        f'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="png" ContentType="image/png"/>'
        f'<Default Extension="svg" ContentType="image/svg+xml"/>{listed}'
        '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-'
        'package.core-properties+xml"/></Types>'
    )


def _links(links: tuple[tuple[str, str], ...], core: str = "") -> str:
    told = "".join(
        f'<Relationship Id="{link(target)}" Type="{R}/{kind}" Target="{target}"/>'
        for kind, target in links
    )
    if core:
        told += (
            f'<Relationship Id="core" Type="{_PACKAGE}/relationships/metadata/core-properties" '
            f'Target="{core}"/>'
        )
    return f'{XML}<Relationships xmlns="{_PACKAGE}/relationships">{told}</Relationships>'


def _core(title: str, language: str) -> str:
    return (
        f'{XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{clean(title)}</dc:title><dc:language>{LOCALES.get(language, language)}"
        "</dc:language></cp:coreProperties>"
    )


def clean(text: str) -> str:
    r"""Return a text as it may stand in XML, escaped; signs that XML does not have are left out.

    >>> clean("a\x00 < b")
    'a &lt; b'
    """
    return escape(printed(text), {'"': "&quot;"})


def settings(*, tracks: bool) -> str:
    """Return what Word is asked to keep to: to leave out who saved the file, and when."""
    return (
        '<w:zoom w:percent="100"/><w:removePersonalInformation/><w:removeDateAndTime/>'
        + ("<w:trackRevisions/>" if tracks else "")
        + '<w:defaultTabStop w:val="567"/>'
        '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    )


_FEET = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:pPr><w:spacing w:after="0"/></w:pPr>'
    "<w:r><w:separator/></w:r></w:p></w:footnote>"
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:pPr><w:spacing w:after="0"/>'
    "</w:pPr><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>"
)
