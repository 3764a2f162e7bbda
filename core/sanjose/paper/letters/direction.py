"""Turn a filled Word file into the language of its letter, from right to left where it is so.

Word asks for the direction of each paragraph and of each run, and takes the size and the weight
of letters of complex scripts from marks of their own. The order of elements is that of the
schema. Source: ours; measured in LibreOffice, not in Word.
"""

from copy import deepcopy
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from sanjose.paper.forms.runs import directed

TAGS = {
    "ar": "ar-SA",
    "en": "en-GB",
    "es": "es-ES",
    "fr": "fr-FR",
    "ru": "ru-RU",
    "zh": "zh-CN",
}
BACKWARDS = frozenset({"ar"})
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_AFTER_RTL = ("w:cs", "w:em", "w:lang", "w:eastAsianLayout", "w:specVanish", "w:oMath")
_AFTER_BIDI = (
    "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing",
    "w:mirrorIndents", "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment",
    "w:textboxTightWrap", "w:outlineLvl", "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr",
    "w:pPrChange",
)  # fmt: skip


def turn(word: Any, language: str) -> None:
    """Set a file's language, and its direction where the language has another one."""
    for mark in word.styles.element.iter(qn("w:lang")):
        for name in ("w:val", "w:bidi"):
            mark.set(qn(name), TAGS[language])
    if language not in BACKWARDS:
        return
    for section in word.sections:
        if section._sectPr.find(qn("w:bidi")) is None:  # noqa: SLF001 - there is no other way
            section._sectPr.insert_element_before(  # noqa: SLF001 - nor here
                OxmlElement("w:bidi"), "w:rtlGutter", "w:docGrid", "w:printerSettings"
            )
    for relation in word.part.rels.values():
        if relation.reltype.endswith(("/header", "/footer")):
            _turned(relation.target_part.element)
    _turned(word.element.body)


def _turned(root: Any) -> None:
    for paragraph in list(root.iter(qn("w:p"))):
        look = paragraph.get_or_add_pPr()
        if look.find(qn("w:bidi")) is None:
            look.insert_element_before(OxmlElement("w:bidi"), *_AFTER_BIDI)
        for run in list(paragraph.iter(qn("w:r"))):
            _run(run)


def _run(run: Any) -> None:
    """Divide a run where its direction changes: a symbol keeps its order in an Arabic line."""
    for one in _alone(run):
        mark = one.find(qn("w:t"))
        parts = list(directed(mark.text or "", backwards=True)) if mark is not None else []
        made = [one]
        for _ in parts[1:]:
            copied = deepcopy(made[-1])
            made[-1].addnext(copied)
            made.append(copied)
        for each, (text, backwards) in zip(made, parts or [("", True)], strict=True):
            if mark is not None:
                each.find(qn("w:t")).text = text
                each.find(qn("w:t")).set(_SPACE, "preserve")
            if backwards:
                _mark(each)


def _alone(run: Any) -> list[Any]:
    """Give a run as runs that hold one thing each: a text, a tab, a break."""
    look = run.find(qn("w:rPr"))
    held = [one for one in run if one is not look]
    made = [run]
    for one in held[1:]:
        other = deepcopy(run)
        for inner in [inner for inner in other if inner.tag != qn("w:rPr")]:
            other.remove(inner)
        other.append(one)
        made[-1].addnext(other)
        made.append(other)
    return made


def _mark(run: Any) -> None:
    look = run.get_or_add_rPr()
    if look.find(qn("w:rtl")) is None:
        look.insert_element_before(OxmlElement("w:rtl"), *_AFTER_RTL)
