"""Read a file that an officer hands in: a Word file, or plain text.

What it says (``words_of``) is what a reader sees: insertions stand, deletions do not. What it
tells (``every_word``) is more: deleted text, comments, who wrote them, the properties, what a
link points to. The guard reads the second, because whoever gets the file can read it too.
"""

import io
import zipfile
from collections.abc import Iterator

from lxml import etree

from sanjose.paper.reading.unfolding import (
    LARGEST,
    MARKUP,
    PICTURES,
    SIGNED,
    base,
    parts_of,
    tree_of,
)
from sanjose.words.errors import Misuse

_OLD = b"\xd0\xcf\x11\xe0"
_PDF = b"%PDF"
_SEEN = ("document", "header", "footer", "footnotes", "endnotes")
_UNTOLD = frozenset("theme themeOverride fonts webSettings Types styles".split())
"""What a part is of which only names that somebody gave are read: the rest are names of styles.

It goes by what stands in the part: what a part is called, whoever made the file chose.
"""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GONE = frozenset(
    {f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delInstrText", _FALLBACK}
)
_BREAKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "\u2011"}
_LOST = {
    "commentReference": "settle and delete its comments",
    "footnoteReference": "put its footnotes into the text",
    "endnoteReference": "put its endnotes into the text",
    "tbl": "put its tables into sentences",
    "drawing": "take its pictures and boxes out",
    "pict": "take its pictures and boxes out",
    "object": "take its objects out",
    "numPr": "write the numbers out, which Word keeps apart from the text",
}
"""What a text of paragraphs cannot hold, and what to do with it."""

_TELLING = frozenset(
    "author initials descr title alias tag string alt Target dropDownList displayText "
    "userId fullName value instr tooltip href anchor element xpath".split()
)
"""Attributes in which people write, or Word writes of them; ``name`` and ``val`` depend."""

_NAMED = frozenset(
    "docPr cNvPr bookmarkStart docVar property permStart ffData name attr".split()
)
_VALUED = frozenset(
    "alias tag docVar lvlText statusText helpText default name attr listEntry description "
    "tblCaption tblDescription query connectString mailSubject docPart".split()
)


_WORDS_OWN = ("openxmlformats.org", "microsoft.com", "microsoft-com", "w3.org")
"""What the names of Word's own languages hold."""


def words_of(content: bytes) -> str:
    """Return what a file says, a paragraph a line: body, tables, heads and feet of its pages, notes.

    Raises:
        Misuse: it is neither a Word file nor plain text, or must not be read.
    """
    if not content.startswith(SIGNED):
        return _plain(content)
    parts = parts_of(content)
    told: list[str] = []
    for name in sorted(parts, key=_order):
        if (
            _stem(name).rstrip("0123456789") in _SEEN
            and name.startswith("word/")
            and (name.count("/") == 1)
        ):
            told += _paragraphs(tree_of(parts[name]))
    return "\n".join(one for one in told if one.strip())


def every_word(content: bytes) -> str:
    """Return all that a file tells: what it says, and what a reader of the file can dig out.

    Raises:
        Misuse: it is neither a Word file nor plain text, or must not be read.
    """
    if not content.startswith(SIGNED):
        return _plain(content)
    parts = parts_of(content)
    told = [words_of(content)]
    for name in sorted(parts):
        told.append(base(name) if name.lower().endswith(PICTURES) else "")
        if name.lower().endswith(MARKUP):
            told += _dug(name, tree_of(parts[name]))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        remarks = (archive.comment, *(one.comment for one in archive.infolist()))
        told += (one.decode(errors="replace") for one in remarks)
    lines = (line for one in told for line in one.split("\n") if line.strip())
    return "\n".join(dict.fromkeys(lines))


def lines_of(content: bytes) -> str:
    """Return a text that has paragraphs only, a paragraph a line, empty ones too.

    Changes that are tracked count as accepted.

    Raises:
        Misuse: it has something that would be lost so, or must not be read.
    """
    if not content.startswith(SIGNED):
        return _plain(content)
    parts = parts_of(content)
    body = tree_of(parts["word/document.xml"])
    lost = next((told for tag, told in _LOST.items() if _has(body, tag)), None)
    if lost is None and any(
        _has(tree_of(raw), "comment")
        for name, raw in parts.items()
        if base(name) == "comments.xml"
    ):
        lost = _LOST["commentReference"]
    if lost is not None:
        raise Misuse(f"the text in the Word file is to have paragraphs only: {lost}")
    return "\n".join(one.rstrip(" ") for one in _paragraphs(body)).strip("\n")


def _has(tree: etree._Element, tag: str) -> bool:
    return any(
        not any(above.tag in _GONE for above in one.iterancestors())
        for one in tree.iter(f"{_W}{tag}")
    )


def is_word(content: bytes) -> bool:
    """Return whether a content begins as a Word file does."""
    return content.startswith(SIGNED)


def _plain(content: bytes) -> str:
    if len(content) > LARGEST:
        raise Misuse(
            f"the file is larger than {LARGEST // 1_000_000} MB: hand in its text alone"
        )
    if content.startswith(_OLD):
        raise Misuse("the file has a password or an old form: save it as .docx without one")
    if content.startswith(_PDF):
        raise Misuse("the file is a PDF: hand in the Word file or plain text")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Misuse("the file is neither Word (.docx) nor text in UTF-8") from None
    if "\x00" in text:
        raise Misuse("the file is neither Word (.docx) nor text in UTF-8")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _stem(name: str) -> str:
    return base(name).partition(".")[0]


def _order(name: str) -> tuple[int, str]:
    """Return where a part is read: headers, the body, notes, footers."""
    stem = _stem(name).rstrip("0123456789")
    order = ("header", "document", "footnotes", "endnotes", "footer")
    return (order.index(stem) if stem in order else len(order), name)


# -- what a reader sees ---------------------------------------------------------------------------


def _paragraphs(tree: etree._Element) -> Iterator[str]:
    """Give the paragraphs, each once; one whose end was deleted goes on in the next."""
    carried = ""
    for one in tree.iter(f"{_W}p"):
        if any(each.tag in _GONE for each in one.iterancestors()):
            continue
        text = carried + "".join(_text(one))
        if _end_deleted(one):
            carried = text
            continue
        carried = ""
        yield text
    if carried:
        yield carried


def _end_deleted(paragraph: etree._Element) -> bool:
    marks = paragraph.find(f"{_W}pPr/{_W}rPr")
    return marks is not None and any(
        marks.find(f"{_W}{one}") is not None for one in ("del", "moveFrom")
    )


def _text(node: etree._Element) -> Iterator[str]:
    """Give the text of a paragraph; a paragraph within it, as of a text box, comes by itself."""
    for one in node:
        if not isinstance(one.tag, str) or one.tag in _GONE or one.tag == f"{_W}p":
            continue
        if one.tag == f"{_W}t":
            yield _own(one)
        elif one.tag in _BREAKS and node.tag == f"{_W}r":
            yield _BREAKS[one.tag]
        else:
            yield from _text(one)


# -- what can be dug out --------------------------------------------------------------------------


def _dug(name: str, tree: etree._Element) -> Iterator[str]:
    """Give every text of a part, joined where a paragraph joins it, and what attributes say."""
    untold = etree.QName(tree).localname in _UNTOLD
    if not untold:
        for one in tree.iter("{*}p"):
            yield "".join(map(_dug_text, one.iter()))
        for one in tree.iter():
            if not isinstance(one.tag, str):
                yield one.text or ""
            elif not one.tag.startswith(_W) and (own := _own(one).strip()):
                yield own
            if bare := (one.tail or "").strip():
                yield bare
    for one in tree.iter():
        if name.startswith("customXml/"):
            yield from map(str, one.attrib.values())
        elif isinstance(one.tag, str):
            yield from _attributes(one, untold=untold)


def _dug_text(node: etree._Element) -> str:
    """Return what a node adds to its paragraph, a break as a space; the layout of the file none."""
    above = node.getparent()
    if node.tag == f"{_W}sym":
        return _sign(node.get(f"{_W}char") or "")
    if node.tag in _BREAKS:
        return " " if above is not None and above.tag == f"{_W}r" else ""
    layout = not isinstance(node.tag, str) or any(isinstance(one.tag, str) for one in node)
    return "" if layout else _own(node)


def _strange(key: str) -> bool:
    """Return whether an attribute is of a language that Word does not write."""
    space = etree.QName(key).namespace
    return space is not None and not any(one in space for one in _WORDS_OWN)


def _sign(code: str) -> str:
    """Return the letter that a sign of a font stands for; those of symbols lie 0xF000 higher."""
    try:
        return chr(int(code, 16) & 0x0FFF if code.upper().startswith("F0") else int(code, 16))
    except (ValueError, OverflowError):
        return ""


def _own(node: etree._Element) -> str:
    """Return the text of a node itself, whatever remark of XML stands in the middle of it."""
    after = (one.tail or "" for one in node if not isinstance(one.tag, str))
    return "".join((node.text or "", *after))


def _attributes(node: etree._Element, *, untold: bool) -> Iterator[str]:
    kind = etree.QName(node).localname
    if untold:
        if kind == "name" and node.getparent() is not None:
            style = node.getparent()
            if style is not None and style.get(f"{_W}customStyle") == "1":
                yield str(node.get(f"{_W}val") or "")
        return
    for key, value in node.attrib.items():
        plain = etree.QName(key).localname
        inner = plain == "Target" and node.get("TargetMode") != "External"
        inner |= kind == "lvlText" and not any(one.isalpha() for one in value)
        if not inner and (
            plain in _TELLING
            or _strange(key)
            or (plain == "name" and kind in _NAMED)
            or (plain == "val" and kind in _VALUED)
        ):
            yield str(value)
