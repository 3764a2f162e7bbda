"""A text as a Word file that is revised: with changes tracked, and each change as one.

A line of the text is a paragraph, so that what comes back is what went out. Nobody and no time
stands beside a change: the standard asks for an author, and it says "Secretariat".
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from sanjose.paper.document import RIGHT_TO_LEFT
from sanjose.paper.forms.archive import Archive, link
from sanjose.paper.forms.numbering import numbering
from sanjose.paper.forms.runs import runs
from sanjose.paper.forms.word import MARGIN, PAGE
from sanjose.paper.joint import written_in

AUTHOR = "Secretariat"
ALIKE = 0.4
"""How alike two paragraphs are, from 0 to 1, for one to be told as the other revised."""

BLANK = 0.1
"""How alike two empty lines are: little, so that they hold nothing else apart."""

MOST = 100_000
"""Pairs of paragraphs that are weighed against each other.

Source: ours; a statement has some ten paragraphs, and more than three hundred would take minutes.
"""

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
_HUGE = 4_000
"""Words of a paragraph beyond which it is told as one that went and one that came."""


def as_draft(title: str, text: str) -> bytes:
    """Return a text as a Word file in which every change that somebody makes is tracked."""
    return _Tracked(title, text).file([(line, line) for line in text.split("\n")])


def as_changes(title: str, before: str, after: str) -> bytes:
    """Return a text as a Word file that shows what is different as tracked changes.

    Accepted, they give the later text; rejected, the former.
    """
    return _Tracked(title, after).file(list(paired(before.split("\n"), after.split("\n"))))


Pair = tuple[str | None, str | None]
"""A paragraph before and after; None where it came or went."""


def paired(before: Sequence[str], after: Sequence[str]) -> Iterator[Pair]:
    """Give paragraphs with what became of them, in their order.

    >>> list(paired(["One is here.", "Two."], ["One was here.", "Two."]))
    [('One is here.', 'One was here.'), ('Two.', 'Two.')]
    """
    head = _common(before, after)
    yield from zip(before[:head], after[:head], strict=True)
    tail = _common(before[head:][::-1], after[head:][::-1])
    last, end = len(before) - tail, len(after) - tail
    yield from _weighed(before[head:last], after[head:end])
    yield from zip(before[last:], after[end:], strict=True)


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many paragraphs two texts begin with alike."""
    found = 0
    while found < min(len(one), len(other)) and one[found] == other[found]:
        found += 1
    return found


def _weighed(before: Sequence[str], after: Sequence[str]) -> Iterator[Pair]:
    """Give paragraphs with what became of them; of very many, that they went and came."""
    if len(before) * len(after) > MOST:
        yield from ((one, None) for one in before)
        yield from ((None, one) for one in after)
        return
    best = _best(before, after)
    at = to = 0
    while at < len(before) and to < len(after):
        like = _like(before[at], after[to])
        if like and best[at][to] <= like + best[at + 1][to + 1]:
            yield before[at], after[to]
            at, to = at + 1, to + 1
        elif best[at + 1][to] >= best[at][to + 1]:
            yield before[at], None
            at += 1
        else:
            yield None, after[to]
            to += 1
    yield from ((one, None) for one in before[at:])
    yield from ((None, one) for one in after[to:])


def _best(before: Sequence[str], after: Sequence[str]) -> list[list[float]]:
    """Return how alike the rest of both texts is at most, from each place in them."""
    best = [[0.0] * (len(after) + 1) for _ in range(len(before) + 1)]
    for at in reversed(range(len(before))):
        for to in reversed(range(len(after))):
            like = _like(before[at], after[to])
            paired_here = like + best[at + 1][to + 1] if like else 0.0
            best[at][to] = max(best[at + 1][to], best[at][to + 1], paired_here)
    return best


def _like(one: str, other: str) -> float:
    """Return how alike two paragraphs are; 0 where neither is the other revised."""
    if one == other:
        return 1.0 if one.strip() else BLANK
    mine, others = Counter(one.split()), Counter(other.split())
    common = (mine & others).total()
    ratio = 2 * common / max(mine.total() + others.total(), 1)
    return ratio if ratio >= ALIKE else 0.0


def _phrases(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Give what went and what came in phrases: a space between two changes is no ground held."""
    went = came = held = ""
    for tag, first, last, begin, end in SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        before, after = "".join(old[first:last]), "".join(new[begin:end])
        if tag == "equal" and (went or came) and not after.strip():
            held = after
        elif tag == "equal":
            if went or came:
                yield went, came
            yield before, after
            went = came = held = ""
        else:
            went, came, held = went + held + before, came + held + after, ""
    if went or came:
        yield went, came
    if held:
        yield held, held


class _Tracked:
    """Writes one file."""

    def __init__(self, title: str, text: str) -> None:
        language = written_in(text)
        self._archive = Archive(title=title, language=language, tracks=True)
        self._backwards = language in RIGHT_TO_LEFT
        self._changes = 0

    def file(self, pairs: Sequence[Pair]) -> bytes:
        """Return the file."""
        self._archive.body += [self._paragraph(*pair) for pair in pairs]
        across, down = PAGE
        bidi = "<w:bidi/>" if self._backwards else ""
        section = (
            f'<w:sectPr><w:footerReference w:type="default" r:id="{link("footer1.xml")}"/>'
            f'<w:pgSz w:w="{across}" w:h="{down}"/><w:pgMar w:top="{MARGIN}" w:right="{MARGIN}" '
            f'w:bottom="{MARGIN}" w:left="{MARGIN}" w:header="567" w:footer="567" '
            f'w:gutter="0"/>{bidi}</w:sectPr>'
        )
        page = '<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr></w:p>'
        numbers = numbering(self._archive.language, (), 0)
        return self._archive.packed({"footer1": page}, section, numbers)

    def _paragraph(self, before: str | None, after: str | None) -> str:
        bidi = "<w:bidi/>" if self._backwards else ""
        mark = ""
        if before is None:
            mark = f"<w:rPr>{self._change('ins')}/></w:rPr>"
        elif after is None:
            mark = f"<w:rPr>{self._change('del')}/></w:rPr>"
        inner = "".join(self._pieces(before or "", after or ""))
        return f'<w:p><w:pPr><w:pStyle w:val="BodyText"/>{bidi}{mark}</w:pPr>{inner}</w:p>'

    def _pieces(self, before: str, after: str) -> Iterator[str]:
        if before == after:
            yield self._runs(after)
            return
        old, new = _WORDS.findall(before), _WORDS.findall(after)
        if max(len(old), len(new)) > _HUGE:
            yield from (self._went(before), self._came(after))
            return
        for went, came in _phrases(old, new):
            if went == came:
                yield self._runs(came)
            else:
                yield self._went(went)
                yield self._came(came)

    def _runs(self, text: str) -> str:
        return runs(text, backwards=self._backwards)

    def _came(self, text: str) -> str:
        return f"{self._change('ins')}>{self._runs(text)}</w:ins>" if text else ""

    def _went(self, text: str) -> str:
        if not text:
            return ""
        gone = (
            self._runs(text).replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
        )
        return f"{self._change('del')}>{gone}</w:del>"

    def _change(self, kind: str) -> str:
        self._changes += 1
        return f'<w:{kind} w:id="{self._changes}" w:author="{AUTHOR}"'
