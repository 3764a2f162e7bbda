"""The service asks at once and again, once at a time, and ends when it is told."""

import threading
from datetime import timedelta

import pytest

from sanjose.due.scheduler import every

SOON = timedelta(milliseconds=20)


def test_it_is_asked_at_once_and_again_until_it_ends() -> None:
    stop, rounds = threading.Event(), []

    def job() -> None:
        rounds.append(len(rounds))
        if len(rounds) == 4:
            stop.set()

    every(job, stop, SOON)

    assert rounds == [0, 1, 2, 3]


def test_a_round_that_takes_long_is_not_begun_twice() -> None:
    stop, busy, rounds, overlapping = threading.Event(), threading.Lock(), [], []

    def job() -> None:
        if not busy.acquire(blocking=False):
            overlapping.append(1)
            return
        stop.wait(0.1)
        rounds.append(1)
        if len(rounds) == 3:
            stop.set()
        busy.release()

    every(job, stop, SOON)

    assert overlapping == []


def test_a_round_under_way_is_finished() -> None:
    stop, ended = threading.Event(), []

    def job() -> None:
        if not ended:
            ended.append("first")
            return
        stop.set()
        threading.Event().wait(0.1)
        ended.append("second")

    every(job, stop, SOON)

    assert ended == ["first", "second"]


def test_what_goes_wrong_ends_the_service() -> None:
    rounds: list[int] = []

    def job() -> None:
        rounds.append(1)
        if len(rounds) == 2:
            raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 - its text is nothing
        every(job, threading.Event(), SOON)


def test_what_goes_wrong_at_once_ends_it_at_once() -> None:
    def job() -> None:
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 - its text is nothing
        every(job, threading.Event())
