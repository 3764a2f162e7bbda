"""The clock of the service: every minute it is asked what is due.

APScheduler is a clock here and nothing else: it keeps no jobs on disk, and what it missed while
the machine slept is one call, since that call asks for everything that is due.
"""

import threading
from collections.abc import Callable
from datetime import timedelta

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

from sanjose.due.plan import ZONE
from sanjose.words.provenance import Chosen

EVERY = Chosen(
    timedelta(minutes=1), because="what is urgent does not wait, and asking costs little"
)


def every(
    job: Callable[[], None], stop: threading.Event, pause: timedelta = EVERY.value
) -> None:
    """Do something at once and again after each pause, until ``stop`` is set.

    A job that takes longer than the pause is not begun twice. One that is under way when it is
    stopped is finished.

    Raises:
        BaseException: what the job raised; the service ends with it.
    """
    failed: list[BaseException] = []

    def careful() -> None:
        try:
            job()
        except BaseException as error:  # noqa: BLE001 - raised again below, in the thread that asked
            failed.append(error)
            stop.set()

    careful()
    scheduler = BackgroundScheduler(
        timezone=ZONE,
        executors={"default": ThreadPoolExecutor(1)},
        job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1},
    )
    scheduler.add_job(careful, IntervalTrigger(seconds=pause.total_seconds(), timezone=ZONE))
    scheduler.start()
    try:
        stop.wait()
    finally:
        scheduler.shutdown(wait=True)
    if failed:
        raise failed[0]
