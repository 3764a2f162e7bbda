"""The rooms as a homeserver is asked for them, and the notices that people read."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from sanjose.exchange.envelope import Envelope, Kind
from sanjose.exchange.spool import DIGEST, Spool
from sanjose_network.carrying import notices
from sanjose_network.carrying.notices import SAID, Notice
from sanjose_network.homeserver.rooms import Guests, Role, powers, servers, wanted
from sanjose_network.watching import Watch
from tests.exchange.committees import founding
from tests.network.carriers import BEGAN, Clock, Machine, machines, pass_on

GUESTS = Guests(
    bots=("@cat-bot:cat.example", "@ced-bot:ced.example:8448"),
    rapporteurs=("@one:cat.example",),
    chairs=("@two:chairs.example",),
)


def asked(role: Role) -> dict:
    return wanted(role, GUESTS, "@convener:hub.example")


def state(role: Role, kind: str) -> dict:
    return next(one["content"] for one in asked(role)["initial_state"] if one["type"] == kind)


# -- rooms ------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", Role)
def test_every_room_is_closed_and_encrypted_from_its_creation(role: Role) -> None:
    assert asked(role)["room_version"] == "12"
    assert asked(role)["visibility"] == "private"
    assert state(role, "m.room.encryption") == {"algorithm": "m.megolm.v1.aes-sha2"}
    assert state(role, "m.room.join_rules") == {"join_rule": "invite"}
    assert state(role, "m.room.history_visibility") == {"history_visibility": "joined"}
    assert state(role, "m.room.guest_access") == {"guest_access": "forbidden"}


def test_machines_and_people_meet_in_the_room_for_notices_alone() -> None:
    invited = {role: set(asked(role)["invite"]) for role in Role}

    assert invited[Role.TRANSPORT] == set(GUESTS.bots)
    assert invited[Role.RAPPORTEURS] == set(GUESTS.rapporteurs)
    assert invited[Role.CHAIRS] == set(GUESTS.chairs)
    assert invited[Role.NOTICES] == {*GUESTS.bots, *GUESTS.rapporteurs, *GUESTS.chairs}


@pytest.mark.parametrize("role", [Role.TRANSPORT, Role.NOTICES])
def test_where_machines_write_nobody_else_does_and_nothing_in_clear(role: Role) -> None:
    told = powers(role, GUESTS)

    assert set(told["users"]) == set(GUESTS.bots)
    assert set(told["users"].values()) == {50}
    assert (told["users_default"], told["events_default"], told["state_default"]) == (
        0,
        50,
        100,
    )
    assert told["events"]["m.room.encrypted"] == 50
    assert told["events"]["m.room.message"] == 101
    assert told["events"]["m.reaction"] == 101
    assert told["invite"] == 100


@pytest.mark.parametrize("role", [Role.RAPPORTEURS, Role.CHAIRS])
def test_where_people_talk_everyone_may_and_no_machine_has_power(role: Role) -> None:
    told = powers(role, GUESTS)

    assert told["users"] == {}
    assert told["events"]["m.room.encrypted"] == 0


def test_names_and_topics_say_nothing_of_what_the_rooms_are_about() -> None:
    words = " ".join(asked(role)["name"] + asked(role)["topic"] for role in Role).casefold()

    for telling in ("repris", "intimid", "case", "victim", "state", "treaty", "san jos"):
        assert telling not in words


def test_only_the_servers_of_those_invited_may_take_part() -> None:
    assert servers([*GUESTS.bots, "@convener:hub.example"]) == {
        "allow": ["cat.example", "ced.example", "ced.example:8448", "hub.example"],
        "deny": [],
        "allow_ip_literals": False,
    }


def test_a_server_named_by_an_address_is_let_in_as_one() -> None:
    assert servers(["@a:127.0.0.1:8448"])["allow_ip_literals"] is True


# -- notices ----------------------------------------------------------------------------------


def test_every_kind_is_said_in_words_but_the_weekly_root() -> None:
    assert {*SAID} == {*Kind} - {Kind.ROOT}


@pytest.mark.parametrize("kind", [*SAID, DIGEST])
def test_a_notice_reads_well_in_a_plain_client(kind: str) -> None:
    notice = Notice(origin="cat", kind=kind, day=date(2026, 11, 2))

    assert notice.body.startswith("CAT ")
    assert notice.body.endswith(" (2 November 2026).")
    assert len(notice.body) < 100
    assert notice.content()["msgtype"] == "m.notice"
    assert notice.content()["m.mentions"] == {}


@pytest.fixture
def three(tmp_path: Path) -> dict[str, Machine]:
    return machines(tmp_path, founding("cat", "ced", "spt"))


def sent(machine: Machine, *kinds: str) -> list[Envelope]:
    """Let envelopes go out."""
    made = [machine.write(kind, b"{}") for kind in kinds]
    for message in machine.carrier.outgoing():
        machine.carrier.sent(message)
    return made


def said(machine: Machine, now: datetime = BEGAN) -> list[str]:
    """Return the kinds that are announced, and let them be."""
    store = machine.carrier.store
    notices.look(store, machine.origin, now)
    found = notices.waiting(store, machine.origin)
    for one in found:
        notices.sent(store, one, now)
    return [one.kind for one in found]


def test_what_is_out_is_announced_once(three: dict[str, Machine]) -> None:
    sent(three["cat"], Kind.SUMMARY)

    assert said(three["cat"]) == [Kind.SUMMARY]
    assert said(three["cat"]) == []


def test_what_still_waits_is_not_announced(three: dict[str, Machine]) -> None:
    three["cat"].write(Kind.SUMMARY, b"{}")

    assert said(three["cat"]) == []


def test_a_notice_does_not_tell_how_many_there_were(three: dict[str, Machine]) -> None:
    sent(three["cat"], Kind.SUMMARY, Kind.SUMMARY, Kind.SUMMARY)
    first = said(three["cat"])
    sent(three["cat"], Kind.SUMMARY)
    later = said(three["cat"])
    sent(three["cat"], Kind.SUMMARY)
    next_day = said(three["cat"], BEGAN + timedelta(days=1))

    assert first == [Kind.SUMMARY]
    assert later == []
    assert next_day == [Kind.SUMMARY]


def test_a_root_is_not_announced(three: dict[str, Machine]) -> None:
    sent(three["cat"], Kind.ROOT)

    assert said(three["cat"]) == []


def test_nobody_announces_what_another_committee_said(three: dict[str, Machine]) -> None:
    three["cat"].write(Kind.SUMMARY, b"{}")
    pass_on(three)

    assert said(three["ced"]) == []


def test_what_is_sent_again_long_afterwards_is_no_news(three: dict[str, Machine]) -> None:
    sent(three["cat"], Kind.SUMMARY)

    assert said(three["cat"], BEGAN + timedelta(days=8)) == []


def test_a_notice_that_could_not_go_waits_and_keeps_its_name(
    three: dict[str, Machine],
) -> None:
    sent(three["cat"], Kind.SUMMARY)
    store = three["cat"].carrier.store
    notices.look(store, "cat", BEGAN)
    (before,) = notices.waiting(store, "cat")

    carrier = three["cat"].restart()
    (after,) = notices.waiting(carrier.store, "cat")

    assert before.tx == after.tx


def test_the_usual_mail_is_announced_once_a_day_whatever_it_brought(
    three: dict[str, Machine],
) -> None:
    machine = three["cat"]
    spool = Spool(folder=machine.carrier.settings.spool_out)
    spool.note_digest()
    machine.carrier.take_out()
    spool.note_digest()
    machine.carrier.take_out()

    assert not spool.is_digest_noted()
    assert said(machine) == [DIGEST]
    assert said(machine) == []


# -- what a service says ----------------------------------------------------------------------


def test_a_service_says_what_came_and_went_and_nothing_about_it(tmp_path: Path) -> None:
    clock = Clock()
    two = machines(tmp_path, founding("cat", "ced"), clock=clock)
    cat, ced = (Watch(two[one].carrier.store, one) for one in ("cat", "ced"))
    two["cat"].write(Kind.SUMMARY, b"{}")
    two["cat"].write(Kind.SUMMARY, b"{}")
    pass_on(two)

    assert cat.lines() == ("2 envelopes went out",)
    assert ced.lines() == ("2 envelopes of cat came",)
    assert ced.lines() == ()


def test_a_service_says_an_alarm_and_its_end_once(three: dict[str, Machine]) -> None:
    carrier = three["cat"].carrier
    watch = Watch(carrier.store, "cat")

    carrier.alarm("a", "something is wrong")
    first, second = watch.lines(), watch.lines()
    carrier.clear("a")
    last = watch.lines()

    assert (first, second) == (("alarm: something is wrong",), ())
    assert last == ("over: something is wrong",)
