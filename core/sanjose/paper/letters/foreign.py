"""What a Word file that somebody hands in may consist of, before any of it is laid out.

A Word file is an archive of parts. A part that runs, that fetches something from elsewhere when
the file is opened, or that says who worked on it has no place in what a committee sends: such a
file is refused, never cleaned in silence. Sizes are looked up before anything is unpacked.

Source: ours; a template goes out with every letter made from it.
"""

import io
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from sanjose.paper.reading.unfolding import tree_of
from sanjose.words.errors import Misuse

LARGEST = 5_000_000
"""Bytes of a template: a letterhead with its emblem takes a hundredth of it."""
UNPACKED = 20_000_000
PARTS = 200
MARKUP = 1_000_000
"""Bytes of one part that holds text; three pages take a twentieth."""

MAIN = "word/document.xml"
_DAMAGED = "is no Word file (.docx), or is damaged"
_KNOWN = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|word/_rels/[\w.]+\.rels"
    r"|docProps/(app|core|custom)\.xml|docMetadata/LabelInfo\.xml|docProps/thumbnail\.\w+"
    r"|word/(document|styles|stylesWithEffects|settings|webSettings|fontTable|numbering"
    r"|footnotes|endnotes|header\d*|footer\d*)\.xml"
    r"|word/theme/theme\d*\.xml|word/media/[\w-]+\.(png|jpe?g)"
    r"|customXml/(_rels/)?item(Props)?\d*\.xml(\.rels)?"
)
_REFUSED = (
    (re.compile(r"vba|macro|\.bin$|activeX", re.IGNORECASE), "holds code that would run"),
    (re.compile(r"comments|people"), "carries comments, which would go out with every letter"),
    (re.compile(r"embeddings|\.ole|afchunk", re.IGNORECASE), "holds another file inside"),
)
_HARMLESS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES"})
_CHANGED = frozenset({"ins", "del", "moveFrom", "moveTo"})
_INSIDE = frozenset({"altChunk", "object"})
_TEXTS = re.compile(r"word/(document|footnotes|endnotes|header\d*|footer\d*)\.xml")


def foreign_faults(content: bytes) -> Iterator[str]:
    """Give what stands against using a Word file, one clause each, behind "the file"."""
    if len(content) > LARGEST:
        yield f"is larger than {LARGEST // 1_000_000} MB"
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield from _archive(archive)
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError):
        yield _DAMAGED


def sound(content: bytes, what: str) -> None:
    """Let a Word file pass.

    Raises:
        Misuse: something stands against using it.
    """
    if fault := next(foreign_faults(content), None):
        raise Misuse(f"{what} {fault}: make it anew from `sanjose letter template`")


def _archive(archive: zipfile.ZipFile) -> Iterator[str]:
    listed = archive.infolist()
    names = [one.filename for one in listed]
    if len(listed) > PARTS or sum(one.file_size for one in listed) > UNPACKED:
        yield "unpacks to more than a letter needs"
        return
    if MAIN not in names or len(set(names)) != len(names):
        yield _DAMAGED
        return
    for name in names:
        if not name.endswith("/") and not _KNOWN.fullmatch(name):
            yield _unknown(name)
            return
    for one in listed:
        if one.filename.endswith((".xml", ".rels")):
            yield from _part(one.filename, archive.read(one))


def _unknown(name: str) -> str:
    return next(
        (why for found, why in _REFUSED if found.search(name)),
        "has a part that no letter needs",
    )


def _part(name: str, content: bytes) -> Iterator[str]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        yield "is not written in UTF-8"
        return
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        yield "defines entities, which no letter needs"
    if "macroEnabled" in text:
        yield "holds code that would run"
    telling = _TEXTS.fullmatch(name) is not None
    if telling and len(content) > MARKUP:
        yield "holds more text than a letter needs"
        return
    try:
        tree = tree_of(content)
    except Misuse:
        yield _DAMAGED
        return
    yield from _nodes(tree, telling=telling)


def _nodes(tree: etree._Element, *, telling: bool) -> Iterator[str]:
    """Give what no letter needs, by what it is: the same can be written in several ways."""
    for one in tree.iter(etree.Element):
        told = {etree.QName(key).localname: str(value) for key, value in one.attrib.items()}
        if told.get("TargetMode") == "External":
            yield "fetches something from elsewhere, or links to it"
        if not telling:
            continue
        kind = etree.QName(one).localname
        if kind in _CHANGED:
            yield "has tracked changes that nobody accepted"
        if kind in _INSIDE:
            yield "holds another file inside"
        words = (one.text if kind == "instrText" else told.get("instr")) or ""
        if words.split() and words.split()[0].upper() not in _HARMLESS:
            yield "has a field that Word computes; only page numbers may be computed"
