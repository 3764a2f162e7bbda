"""The parts of a Word file that somebody hands in, unfolded with care.

A Word file is an archive that anybody may have made. No part is read that could run, grow
without end or hide what cannot be read; such a file is refused as a whole.
"""

import io
import zipfile
import zlib

from lxml import etree

from sanjose.words.errors import Misuse

LARGEST = 16_000_000
"""Bytes of a file. Source: ours; a letter with a letterhead and pictures has a tenth of it."""

UNFOLDED = 64_000_000
"""Bytes of all parts of a Word file, unpacked."""

PARTS = 1_000
SIGNED = b"PK\x03\x04"
"""How an archive begins."""

MARKUP = (".xml", ".rels", ".svg")
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".bmp", ".emf", ".wmf")
PREVIEW = "docprops/thumbnail"
"""A picture of the first page as it once was, which Word can be told to keep."""

_PACKED = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""How Word packs a part; another way may ask for any amount of memory."""

_READ = (*MARKUP, *PICTURES, ".odttf", ".fntdata")


def parts_of(content: bytes) -> dict[str, bytes]:
    """Return the parts of a Word file that can be read.

    Raises:
        Misuse: it is broken, too large, or holds something that cannot be read.
    """
    if len(content) > LARGEST:
        raise Misuse(f"the file is larger than {LARGEST // 1_000_000} MB: take pictures out")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            found = _opened(archive)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        OSError,
        ValueError,
    ):
        raise Misuse("the Word file is damaged: open and save it again") from None
    if "word/document.xml" not in found:
        raise Misuse("the file is an archive and no Word file: save it as .docx")
    return found


def _opened(archive: zipfile.ZipFile) -> dict[str, bytes]:
    listed = [one for one in archive.infolist() if not one.filename.endswith("/")]
    if len(listed) > PARTS or sum(one.file_size for one in listed) > UNFOLDED:
        raise Misuse("the Word file is far larger unpacked than a letter is: it is not opened")
    if any(one.compress_type not in _PACKED for one in listed):
        raise Misuse("the Word file is packed as Word packs none: open and save it again")
    found: dict[str, bytes] = {}
    there: set[str] = set()
    for one in listed:
        name = one.filename
        if name.lower().startswith(PREVIEW):
            raise Misuse("the Word file holds a preview of its first page: save it without")
        if base(name).lower().startswith("vbaproject") or name.lower().endswith(".bin"):
            raise Misuse("the Word file holds a macro or a hidden part: save it without")
        twice = name.lower() in there  # Word makes no difference between capitals and others
        if not name.lower().endswith(_READ) or twice or "afchunk" in name.lower():
            raise Misuse(
                "the Word file holds a part that cannot be read, such as an embedded file: take "
                "it out"
            )
        with archive.open(one) as file:
            raw = file.read(one.file_size + 1)
        if len(raw) > one.file_size:
            raise Misuse("the Word file is damaged: open and save it again")
        found[name] = raw
        there.add(name.lower())
    if b"macroEnabled" in found.get("[Content_Types].xml", b""):
        raise Misuse("the Word file may hold macros: save it as .docx")
    return found


def tree_of(raw: bytes) -> etree._Element:
    """Return a part as a tree; nothing outside it is fetched, no entity stands for another.

    Raises:
        Misuse: it is no XML, or declares a type of its own.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_pis=False,
        remove_comments=False,
        huge_tree=False,
    )
    try:
        tree = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise Misuse("the Word file is damaged: open and save it again") from None
    if tree.getroottree().docinfo.doctype:
        raise Misuse("the Word file declares what no Word file declares: it is not opened")
    return tree


def base(name: str) -> str:
    """Return the last part of a name."""
    return name.rpartition("/")[2]
