"""How the carrier speaks to people: short sentences at 78 columns, or JSON."""

import json
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import click

WIDTH = 78


def say(text: str = "", *, indent: int = 0, hang: int = 0) -> None:
    """Print a sentence, wrapped; an identifier or a word is never broken."""
    click.echo(
        textwrap.fill(
            _plain(text),
            WIDTH,
            initial_indent=" " * indent,
            subsequent_indent=" " * (indent + hang),
            break_long_words=False,
            break_on_hyphens=False,
        )
    )


def steps(title: str, listed: Sequence[str]) -> None:
    """Print what is to be done, numbered, in this order."""
    say()
    say(title)
    for number, one in enumerate(listed, start=1):
        say(f"{number}. {one}", indent=2, hang=3)


def columns(rows: Iterable[Sequence[str]]) -> None:
    """Print rows of two cells; neither is broken, so that each can be copied."""
    listed = list(rows)
    width = max((len(row[0]) for row in listed), default=0)
    for first, second in listed:
        click.echo(_plain(f"  {first:<{width}}   {second}").rstrip())


def tell_json(answer: Mapping[str, Any]) -> None:
    """Print an answer as JSON, always ASCII."""
    click.echo(json.dumps(answer, indent=2))


def _plain(text: str) -> str:
    return "".join(one if one.isprintable() else "?" for one in text)
