"""Fill a Word template with a letter: fields and lists, one condition, and nothing that runs.

An officer edits the template in Word, so that it is held to be written by somebody else: its
marks are read as a tree first, and whatever is no field, list or condition of a letter refuses
the whole file. Lists are finite and never stand in one another, so that nothing can go on for
ever; a clock stands behind that. The environment is sandboxed, knows no function, and escapes.

The file that comes out says nothing of who made it: properties are blank. Source: ours; the
library's own environment runs whatever a template holds.
"""

import io
import re
import signal
import threading
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from types import FrameType
from typing import Any

from docx.opc.exceptions import OpcError
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment
from lxml.etree import XMLSyntaxError

from sanjose.paper.letters.direction import turn
from sanjose.paper.letters.foreign import sound
from sanjose.words.errors import Misuse

FIELDS: Mapping[str, str] = {
    "organization": "the organization, at the head of the page",
    "committee": "the committee's name",
    "classification": "CONFIDENTIAL, in the language of the letter",
    "reference": "the reference of the case, with its word before it",
    "date": "the day of the letter, with its word before it where there is one",
    "subject": "what the letter is about",
    "salutation": "how the addressee is greeted; empty in a note verbale",
    "courtesy": "how the letter ends",
    "contact": "where the committee is reached",
}
"""What a template may ask for, each a text of one paragraph."""

LISTS: Mapping[str, tuple[str, ...]] = {
    "addressee": ("text",),
    "paragraphs": ("text", "item", "last"),
    "signature": ("text",),
}
"""What it may go through, and what each entry has. ``item`` is true for an item of a list, and
``last`` for the paragraph before the courtesy, which does not stay behind alone."""

SECONDS = 5
MARKS = 200
"""A letter has a dozen fields; so many and more is no template of one."""
_OUTSIDE_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TELLING = frozenset(
    {
        "classificationlabels",
        "custom-properties",
        "customXml",
        "extended-properties",
        "thumbnail",
    }
)
_BLANK = datetime(2000, 1, 1, tzinfo=UTC)

Entry = Mapping[str, object]


class _TooLongError(Exception):
    """Time is over; no OSError, which a library on the way would take for a broken file."""


@lru_cache(maxsize=8)
def template_faults(content: bytes) -> tuple[str, ...]:
    """Return what is wrong with the marks of a template, a sentence each.

    Raises:
        Misuse: it is no Word file that could be used at all.
    """
    sound(content, "the template")
    try:
        with _within(SECONDS):
            return tuple(dict.fromkeys(_faults(_opened(content))))
    except _TooLongError:
        return (_TOO_LONG,)
    except RecursionError:
        return (_TOO_DEEP,)


def filled(
    template: bytes,
    fields: Mapping[str, str],
    lists: Mapping[str, Sequence[Entry]],
    language: str = "en",
) -> bytes:
    """Return a template filled in, as a Word file in a language and without properties.

    Raises:
        Misuse: the template is refused; the sentence says why.
    """
    if faults := template_faults(template):
        raise Misuse(faults[0])
    opened = _opened(template)
    given: dict[str, object] = {name: _clean(fields.get(name, "")) for name in FIELDS}
    for name, columns in LISTS.items():
        given[name] = tuple(
            {column: _clean(one.get(column, False)) for column in columns}
            for one in lists.get(name, ())
        )
    try:
        with _within(SECONDS):
            opened.render(given, jinja_env=_environment(), autoescape=True)
    except _TooLongError as error:
        raise Misuse(_TOO_LONG) from error
    except (TemplateError, XMLSyntaxError, ValueError) as error:
        message = "the template cannot be filled in: begin again from `sanjose letter template`"
        raise Misuse(message) from error
    turn(opened.docx, language)
    return _written(opened)


_TOO_LONG = "the template takes too long to fill in: begin again from `sanjose letter template`"
_TOO_DEEP = "the template has marks within marks without end: a letter needs none"
_UNREADABLE = "the template has a mark that cannot be read: a brace or an end is missing"
_CODE = "the template holds code; only fields, lists and conditions may stand in its marks"


def _opened(content: bytes) -> Any:
    opened = DocxTemplate(io.BytesIO(content))
    try:
        opened.init_docx()
    except (OpcError, XMLSyntaxError, KeyError, ValueError) as error:
        raise Misuse("the template is no Word file (.docx), or is damaged") from error
    without_properties(opened.docx)
    return opened


def _faults(opened: Any) -> Iterator[str]:
    environment = _environment()
    marks = 0
    for text in _texts(opened):
        try:
            tree = environment.parse(text)
        except TemplateSyntaxError:
            yield _UNREADABLE
            return
        marks += sum(1 for _ in tree.find_all((nodes.Name, nodes.For, nodes.If)))
        yield from _refused(tree.body, {})
    if marks > MARKS:
        yield f"the template has more than {MARKS} marks: a letter has a dozen"


def _texts(opened: Any) -> Iterator[str]:
    """Give every part that would be filled in, as the library reads it."""
    yield opened.patch_xml(opened.get_xml())
    for uri in (opened.HEADER_URI, opened.FOOTER_URI):
        for _, part in opened.get_headers_footers(uri):
            yield opened.patch_xml(opened.get_part_xml(part))
    for part in opened.docx.part.package.iter_parts():
        if part.content_type.endswith("footnotes+xml"):
            yield opened.patch_xml(part.blob.decode())


def _refused(body: Sequence[nodes.Node], bound: Mapping[str, str]) -> Iterator[str]:
    """Give why marks cannot stand; ``bound`` is which list each name of a loop goes through."""
    for node in body:
        match node:
            case nodes.Output():
                for one in node.nodes:
                    if not isinstance(one, nodes.TemplateData):
                        yield from _value(one, bound)
            case nodes.For():
                yield from _loop(node, bound)
            case nodes.If():
                yield from _value(node.test, bound)
                yield from _refused((*node.body, *node.elif_, *node.else_), bound)
            case _:
                yield _CODE


def _loop(node: nodes.For, bound: Mapping[str, str]) -> Iterator[str]:
    through = node.iter.name if isinstance(node.iter, nodes.Name) else ""
    if through not in LISTS:
        there = ", ".join(LISTS)
        yield f"the template loops over something that is no list of a letter: there are {there}"
    elif bound:
        yield "the template has a loop within a loop, which no letter needs"
    elif node.recursive or node.test or node.else_ or not isinstance(node.target, nodes.Name):
        yield _CODE
    elif node.target.name in {*FIELDS, *LISTS}:
        yield "the template calls an entry of a list by the name of a field"
    else:
        yield from _refused(node.body, {node.target.name: through})


def _value(node: nodes.Node, bound: Mapping[str, str]) -> Iterator[str]:
    match node:
        case nodes.Not():
            yield from _value(node.node, bound)
        case nodes.And() | nodes.Or():
            yield from _value(node.left, bound)
            yield from _value(node.right, bound)
        case nodes.Getattr(node=nodes.Name(name=name)) if name in bound:
            if node.attr not in LISTS[bound[name]]:
                there = " and ".join(LISTS[bound[name]])
                yield f"an entry of {bound[name]} has no {_shown(node.attr)}: there is {there}"
        case nodes.Name(name=name):
            if name not in FIELDS and name not in LISTS:
                there = ", ".join(FIELDS)
                yield (
                    f"the template asks for {_shown(name)}, which no letter has: "
                    f"there are {there}"
                )
        case _:
            yield _CODE


def _shown(name: str) -> str:
    return f'"{name}"' if len(name) <= 40 else "something"


def _environment() -> SandboxedEnvironment:
    environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    environment.globals.clear()
    environment.filters.clear()
    environment.tests.clear()
    return environment


def _clean(value: object) -> object:
    """Return a text as XML can hold it, on one line; no value makes a line or a page."""
    return (
        re.sub(r"[\t\r\n]", " ", _OUTSIDE_XML.sub("", value))
        if isinstance(value, str)
        else value
    )


def _written(opened: Any) -> bytes:
    """Return the file, with no time of day in its archive."""
    without_properties(opened.docx)
    made, out = io.BytesIO(), io.BytesIO()
    opened.docx.save(made)
    with zipfile.ZipFile(made) as parts, zipfile.ZipFile(out, "w") as whole:
        for one in parts.infolist():
            entry = zipfile.ZipInfo(one.filename, _BLANK.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            whole.writestr(entry, parts.read(one))
    return out.getvalue()


def without_properties(word: Any) -> None:
    """Take away from an opened file who made it, when, and with what."""
    package = word.part.package
    for relations in (package.rels, word.part.rels):
        for relation in list(relations.values()):
            if relation.reltype.rsplit("/", 1)[-1] in _TELLING:
                del relations[relation.rId]
    own = word.core_properties
    for name in (
        "author",
        "category",
        "comments",
        "content_status",
        "identifier",
        "keywords",
        "language",
        "last_modified_by",
        "subject",
        "title",
        "version",
    ):
        setattr(own, name, "")
    own.revision = 1
    own.created = own.modified = own.last_printed = _BLANK


@contextmanager
def _within(seconds: float) -> Iterator[None]:
    """Stop what takes too long; elsewhere than in a main thread the limits of size stand alone."""
    if threading.current_thread() is not threading.main_thread() or not hasattr(
        signal, "setitimer"
    ):
        yield
        return

    def over(_signal: int, _frame: FrameType | None) -> None:
        raise _TooLongError

    before = signal.signal(signal.SIGALRM, over)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
