"""A paper for a machine: its blocks in their order, each with what it is."""

from dataclasses import fields
from typing import Any

from sanjose.paper.document import Block, Chart, Foot, Items, Numbered, Paper, Plain, Words
from sanjose.paper.forms.laid import laid, pieces
from sanjose.paper.forms.signs import cleaned


def plainly(paper: Paper) -> dict[str, Any]:
    """Return a paper as groups and lists that JSON can hold."""
    paper = cleaned(paper)
    return {
        "title": paper.title,
        "language": paper.language,
        "masthead": list(paper.masthead),
        "symbol": paper.symbol,
        "dated": paper.dated,
        "handling": paper.handling,
        "copy": paper.copy,
        "blocks": [{"mark": one.mark, **_block(one.block)} for one in laid(paper)],
    }


def _block(block: Block) -> dict[str, Any]:
    kind = type(block).__name__.lower()
    match block:
        case Numbered(words) | Plain(words):
            return {"kind": kind, "words": _words(words)}
        case Items(items, ordered):
            return {"kind": kind, "ordered": ordered, "items": [_words(one) for one in items]}
        case Chart():
            bars = [{"label": label, "number": number} for label, number in block.bars]
            said = {"caption": block.caption, "said": block.said, "head": list(block.head)}
            return {"kind": kind, **said, "bars": bars}
        case _:
            return {"kind": kind} | {
                one.name: _listed(getattr(block, one.name)) for one in fields(block)
            }


def _listed(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted(value)
    return [_listed(one) for one in value] if isinstance(value, tuple) else value


def _words(words: Words) -> list[Any]:
    return [one if isinstance(one, str) else {_mark(one): one.text} for one in pieces(words)]


def _mark(one: Any) -> str:
    return "footnote" if isinstance(one, Foot) else "stressed"
