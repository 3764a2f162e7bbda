"""How much the guard finds, and how often it stops for nothing, on invented people.

The issue asks for 0.98 found and at most one clean text in ten stopped. The figures are
printed with ``-s``; the tests hold them.
"""

from collections import Counter

import pytest

from sanjose.guard.guard import findings
from sanjose.guard.identifiers import Identifier, Tells
from sanjose.guard.known import Known
from sanjose.words.sealed import Sealed
from tests.guard import clean, people
from tests.guard.corpus import leaks

LEAST_FOUND, LEAST_FOUND_IN_A_SCRIPT, MOST_STOPPED = 0.98, 0.95, 0.10


def share_found(group, seed):
    """Return the share of leaks that are found, of all and by script."""
    index = {}
    tried, found = Counter(), Counter()
    for leak in leaks(group, seed):
        known = index.setdefault(leak.known, None) or Known(leak.known)
        index[leak.known] = known
        tried[leak.script] += 1
        found[leak.script] += bool(findings(leak.text, known))
    shares = {script: found[script] / tried[script] for script in tried}
    return sum(found.values()) / sum(tried.values()), shares


def everybody(group):
    return [Identifier(Tells.NAME, Sealed(person.name)) for person in group]


@pytest.mark.parametrize(
    ("group", "seed"),
    [
        (people.FIRST + people.SECOND, 11),
        (people.HELD, 12),
    ],
    ids=["tuned", "held"],
)
def test_leaks_are_found_in_every_script(group, seed):
    share, by_script = share_found(group, seed)

    print(f"found {share:.4f}", {script: round(one, 3) for script, one in by_script.items()})
    assert share >= LEAST_FOUND
    assert len(by_script) >= 8
    assert min(by_script.values()) >= LEAST_FOUND_IN_A_SCRIPT


@pytest.mark.parametrize(
    ("group", "texts"),
    [
        (people.FIRST, clean.TEXTS),
        (people.SECOND, clean.TEXTS),
        (people.HELD, clean.TEXTS),
        (people.HELD, clean.HELD_TEXTS),
    ],
    ids=["first", "second", "held people", "held"],
)
def test_clean_texts_pass_with_dozens_of_cases_known_at_once(group, texts):
    known = Known(everybody(group))

    stopped = sum(bool(findings(text, known)) for text in texts)

    print(f"stopped {stopped} of {len(texts)}, {len(group)} persons known")
    assert stopped <= MOST_STOPPED * len(texts)


def test_clean_texts_hardly_ever_stop_with_one_case_known():
    texts = clean.TEXTS[::4] + clean.HELD_TEXTS
    index = [Known([one]) for one in everybody(people.HELD)]

    stopped = sum(bool(findings(text, known)) for text in texts for known in index)

    assert stopped <= 0.02 * len(texts) * len(index)


def test_nothing_is_found_by_knowing_nobody_in_texts_that_name_nobody():
    stopped = [text for text in clean.TEXTS + clean.HELD_TEXTS if findings(text, Known())]

    assert stopped == []
