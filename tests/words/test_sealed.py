"""A sealed text shows itself to nobody who does not ask for it by name."""

import copy
import json
import logging
import marshal
import pickle
import string
import traceback
from dataclasses import asdict, dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjose.words.sealed import Sealed

CANARY = "Canary Person"
SEALED = Sealed(CANARY)


@dataclass(frozen=True)
class Held:
    name: Sealed


WAYS = {
    "str": str,
    "repr": repr,
    "ascii": ascii,
    "padded": lambda sealed: f"name: {sealed:>40}",
    "converted": lambda sealed: f"{sealed!r:>40} {sealed!s}",
    "percent": lambda sealed: "%s %r" % (sealed, sealed),  # noqa: UP031
    "format": "{0} {0!r}".format,
    "template": lambda sealed: string.Template("$name").substitute(name=sealed),
    "list": lambda sealed: str([sealed]),
    "mapping": lambda sealed: str({sealed: sealed}),
    "dataclass": lambda sealed: str(Held(sealed)),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_sealed_text_is_shown_nowhere(way):
    shown = WAYS[way](SEALED)

    assert "<sealed>" in shown
    assert "Canary" not in shown


@given(st.text(min_size=3).filter(lambda text: text not in "<sealed>"), st.text(max_size=4))
def test_no_text_and_no_way_of_formatting_shows_it(text, spec):
    assert format(Sealed(text), spec) == "<sealed>"
    assert repr(Sealed(text)) == str(Sealed(text)) == "<sealed>"


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_a_sealed_text_is_not_pickled(protocol):
    with pytest.raises(TypeError, match="not written anywhere but into the record") as refused:
        pickle.dumps({"name": SEALED}, protocol)

    assert "Canary" not in str(refused.value)


PLACES = {
    "json": json.dumps,
    "json key": lambda sealed: json.dumps({sealed: 1}),
    "marshal": marshal.dumps,
    "copy": copy.copy,
    "deep copy": copy.deepcopy,
    "vars": vars,
    "asdict": lambda sealed: asdict(Held(sealed)),
    "join": "".join,
    "bytes": bytes,
    "list": list,
}


@pytest.mark.parametrize("place", PLACES)
def test_a_sealed_text_is_not_serialised_copied_or_taken_apart(place):
    with pytest.raises((TypeError, ValueError)) as refused:
        PLACES[place](SEALED)

    assert "Canary" not in str(refused.value)


def test_a_sealed_text_is_in_no_traceback_and_no_log(caplog):
    told = "".join(traceback.format_exception(ValueError(SEALED, Held(SEALED))))
    logging.getLogger("tests").warning("%s %r", SEALED, [SEALED])

    assert "Canary" not in told
    assert "Canary" not in caplog.text


def test_only_reveal_gives_the_text():
    assert SEALED.reveal() == CANARY


def test_sealed_texts_are_equal_when_their_texts_are():
    assert Sealed("a") == Sealed("a")
    assert hash(Sealed("a")) == hash(Sealed("a"))
    assert Sealed("a") != Sealed("b")
    assert Sealed("a") != "a"


def test_an_empty_sealed_text_is_nothing():
    assert Sealed("a")
    assert not Sealed("")


def test_nothing_can_be_attached_to_a_sealed_text():
    with pytest.raises(AttributeError):
        SEALED.note = CANARY
