"""What is due goes once, what is urgent goes until somebody acts, and nothing tells them apart."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pyrage
import pysequoia
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding

from sanjose.due import plan
from sanjose.due.mail import NotSent
from sanjose.due.sending import AGAIN, MEMORY, OVERDUE, PAUSES, Tally, send_due, through
from sanjose.due.settings import Mail, Security
from sanjose.keeping.claims import LEASE, Claims, Hitch
from sanjose.keeping.noticed import Term
from sanjose.keeping.notices import Notices
from sanjose.keeping.sealing import ENDINGS, opened, seal
from sanjose.words.errors import Unable
from sanjose.words.readers import KeyKind
from tests.due.post import Behaviour, running

CHAIR = ("Chair", "chair@example.org")
SUNDAY, MONDAY = date(2026, 3, 1), date(2026, 3, 2)
FIRST = plan.moment(MONDAY)
MINUTE, HOUR, WEEK = timedelta(minutes=1), timedelta(hours=1), timedelta(days=7)


@dataclass
class Desk:
    """An installation, a server that takes all or answers as it is told, and a clock."""

    path: Path
    at: datetime = FIRST
    answers: list[Hitch] = field(default_factory=list)
    mails: list[tuple[str, bytes]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.notices = Notices(self.path)
        self.notices.create()

    def send(self, to: str, content: bytes, still_ours: Any) -> None:
        hitch = self.answers.pop(0) if self.answers else Hitch.NONE
        if hitch is Hitch.NONE or hitch is Hitch.UNCLEAR:
            assert still_ours()
            self.mails.append((to, content))
        if hitch is not Hitch.NONE:
            raise NotSent(hitch)

    def round(self, after: timedelta = timedelta(0), owner: str = "one") -> Tally:
        self.at += after
        claims = Claims(self.path, owner)
        return send_due(self.notices, claims, "s@example.org", self.send, lambda: self.at)

    def messages(self) -> list[str]:
        return [str(message_from_bytes(one)["Message-ID"]) for _, one in self.mails]

    def texts(self) -> list[str]:
        parts = [message_from_bytes(one, policy=policy.default) for _, one in self.mails]
        return [one.get_body().get_content() for one in parts]  # type: ignore[union-attr]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path / "notices.db")
    made.notices.plan([], since=SUNDAY)
    return made


@pytest.fixture
def chair(desk: Desk) -> Desk:
    desk.notices.reader(*CHAIR, since=SUNDAY)
    return desk


# -- digests -------------------------------------------------------------------------------------


def test_nothing_goes_before_its_hour_and_one_mail_at_it(chair: Desk) -> None:
    early = chair.round(-MINUTE)
    on_time = chair.round(MINUTE)
    again = chair.round(MINUTE)

    assert [one.sent for one in (early, on_time, again)] == [0, 1, 0]
    assert [to for to, _ in chair.mails] == [CHAIR[1]]


def test_without_a_sheet_the_mail_goes_all_the_same(chair: Desk) -> None:
    chair.round()
    chair.notices.prepare(*CHAIR, MONDAY + WEEK, 2, None)
    chair.round(WEEK)

    none, two = chair.texts()
    assert "not counted" in none
    assert "..........2" in two
    assert len(chair.mails[0][1]) == len(chair.mails[1][1])


def test_a_sheet_goes_once(chair: Desk) -> None:
    chair.notices.prepare(*CHAIR, MONDAY, 2, None)
    chair.round()
    chair.round(WEEK)

    assert ["not counted" in one for one in chair.texts()] == [False, True]


def test_what_was_missed_goes_later_each_once(chair: Desk) -> None:
    tally = chair.round(3 * WEEK)

    assert tally.sent == 4
    assert len(set(chair.messages())) == 4


def test_what_is_older_than_a_month_goes_no_more(chair: Desk) -> None:
    assert chair.round(20 * WEEK).sent == 5


def test_what_went_is_remembered_for_longer_than_it_is_looked_back(chair: Desk) -> None:
    for _ in range(12):
        chair.round(WEEK)

    days = [one.day for one in Claims(chair.path).standing()]
    assert len(chair.mails) == 13
    assert min(days) >= plan.today(chair.at) - MEMORY.value
    assert len(days) < 13


def test_whoever_left_is_sent_nothing_more_and_whoever_follows_is(chair: Desk) -> None:
    new = "new@example.org"
    chair.notices.holders(
        [
            Term(role="Chair", address=CHAIR[1], since=SUNDAY, until=MONDAY),
            Term(role="Chair", address=new, since=MONDAY),
        ]
    )

    chair.round()
    chair.round(WEEK)

    assert [to for to, _ in chair.mails] == [CHAIR[1], new]


def test_where_digests_are_switched_off_nothing_goes(chair: Desk) -> None:
    chair.notices.plan([], since=SUNDAY, running=False)
    chair.notices.put(*CHAIR, MONDAY, MONDAY)

    assert chair.round() == Tally()


# -- sealed --------------------------------------------------------------------------------------


def attached(content: bytes) -> tuple[str | None, bytes]:
    (one,) = message_from_bytes(content, policy=policy.default).iter_attachments()  # type: ignore[attr-defined]
    return one.get_filename(), one.get_content()


def test_a_reader_with_a_key_gets_something_sealed_of_one_size_each_time(desk: Desk) -> None:
    identity = pyrage.x25519.Identity.generate()
    public = str(identity.to_public())
    desk.notices.reader(*CHAIR, "age", public, since=SUNDAY)
    desk.round()
    sheet = seal(b"%PDF a sheet", KeyKind.AGE, public)
    desk.notices.prepare(*CHAIR, MONDAY + WEEK, 2, sheet)
    desk.round(WEEK)
    desk.notices.put(*CHAIR, MONDAY + WEEK, MONDAY + WEEK)
    desk.round(MINUTE)

    mails = [attached(one) for _, one in desk.mails]

    assert [name for name, _ in mails] == ["sheet.age"] * 3
    assert mails[1][1] == sheet
    plain = [opened(one, str(identity)) for _, one in mails]
    assert [one.startswith(b"No sheet comes with") for one in plain] == [True, False, True]
    assert len({len(one) for one in plain}) == 1
    assert len({len(one) for _, one in desk.mails}) == 1


def public_key(kind: KeyKind) -> str:
    """Return a new public key of a kind."""
    match kind:
        case KeyKind.AGE:
            return str(pyrage.x25519.Identity.generate().to_public())
        case KeyKind.OPENPGP:
            return str(pysequoia.Tsk.generate("An invented Chair").extract_certificate())
        case KeyKind.SMIME:
            key = rsa.generate_private_key(65537, 2048)
            name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Chair")])
            begun = datetime(2026, 1, 1, tzinfo=UTC)
            made = x509.CertificateBuilder(name, name, key.public_key(), 1, begun, begun + WEEK)
            return made.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM).decode()


@pytest.mark.parametrize("kind", KeyKind)
def test_whichever_key_there_is_the_size_tells_nothing(desk: Desk, kind: KeyKind) -> None:
    public = public_key(kind)
    desk.notices.reader(*CHAIR, kind, public, since=SUNDAY)
    for number, sheet in enumerate((b"a text", b"%PDF-1.7 " + b"x" * 90_000, None, None)):
        sealed = None if sheet is None else seal(sheet, kind, public)
        day = MONDAY + number * WEEK
        if number < 3:
            desk.notices.prepare(*CHAIR, day, number, sealed)
        desk.round(WEEK if number else timedelta(0))

    mails = [one for _, one in desk.mails]
    assert len(mails) == 4
    assert len({len(one) for one in mails}) == 1
    assert {attached(one)[0] for one in mails} == {f"sheet{ENDINGS[kind]}"}


def test_a_key_that_cannot_be_sealed_to_keeps_no_mail_back(desk: Desk) -> None:
    desk.notices.reader(*CHAIR, "age", "age1nonsense", since=SUNDAY)

    assert desk.round().sent == 1


# -- what does not go ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "hitch",
    [Hitch.LATER, Hitch.REFUSED, Hitch.NO_ANSWER, Hitch.UNCLEAR],
    ids=lambda one: one.name,
)
def test_what_does_not_go_is_tried_again_under_the_same_message_id(
    chair: Desk, hitch: Hitch
) -> None:
    chair.answers = [hitch, hitch, Hitch.NONE]
    first, second, third = PAUSES.value

    tallies = [
        chair.round(),
        chair.round(first - MINUTE),
        chair.round(MINUTE),
        chair.round(second),
        chair.round(third),
    ]

    assert [one.sent for one in tallies] == [0, 0, 0, 1, 0]
    assert [one.hitches for one in tallies] == [(hitch,), (), (hitch,), (), ()]
    assert len(set(chair.messages())) == 1


def test_an_address_that_is_none_is_not_tried(desk: Desk) -> None:
    desk.notices.reader("Chair", "by telephone", since=SUNDAY)

    assert desk.round().hitches == (Hitch.ADDRESS,)
    assert desk.mails == []


def test_what_a_stopped_process_held_goes_after_its_lease(chair: Desk) -> None:
    class Stopped(BaseException):
        pass

    def stops(*_: Any) -> None:
        raise Stopped

    took, chair.send = chair.send, stops  # type: ignore[method-assign]
    with pytest.raises(Stopped):
        chair.round()
    chair.send = took  # type: ignore[method-assign]

    soon = chair.round(MINUTE, owner="other")
    later = chair.round(LEASE.value, owner="other")

    assert (soon.sent, later.sent) == (0, 1)


# -- what is urgent ------------------------------------------------------------------------------


def test_what_is_urgent_goes_at_once_and_again_until_somebody_acts(desk: Desk) -> None:
    desk.notices.put(*CHAIR, MONDAY, MONDAY)

    told = [
        desk.round().sent,
        desk.round(AGAIN.value - MINUTE).sent,
        desk.round(MINUTE).sent,
        desk.round(AGAIN.value).sent,
    ]
    desk.notices.clear("Chair")

    assert told == [1, 0, 1, 1]
    assert desk.round(AGAIN.value).sent == 0
    assert len(set(desk.messages())) == 3


def test_what_comes_after_somebody_acted_goes_at_once_too(desk: Desk) -> None:
    desk.notices.put(*CHAIR, MONDAY, MONDAY)
    desk.round()
    desk.notices.clear("Chair")

    desk.notices.put(*CHAIR, MONDAY, MONDAY)

    assert desk.round(MINUTE).sent == 1


def test_a_second_urgent_matter_goes_at_once_and_both_are_said_again_as_one(
    desk: Desk,
) -> None:
    desk.notices.put(*CHAIR, MONDAY, MONDAY)
    desk.round()
    desk.notices.put(*CHAIR, MONDAY, MONDAY)

    told = [
        desk.round(4 * MINUTE).sent,
        desk.round(AGAIN.value - MINUTE).sent,
        desk.round(MINUTE).sent,
    ]

    assert told == [1, 0, 1]
    assert len({len(one) for _, one in desk.mails}) == 1


def test_what_is_urgent_goes_at_once_though_something_late_was_just_said(desk: Desk) -> None:
    desk.notices.put(*CHAIR, SUNDAY, MONDAY)
    desk.round()
    desk.notices.put(*CHAIR, MONDAY, MONDAY)

    assert desk.round(MINUTE).sent == 1


def test_something_that_is_not_urgent_lets_nothing_more_go(desk: Desk) -> None:
    desk.notices.put(*CHAIR, MONDAY, MONDAY)
    desk.round()
    desk.notices.put(*CHAIR, MONDAY, MONDAY + WEEK)

    assert desk.round(MINUTE).sent == 0


def test_what_is_not_urgent_waits_for_its_day_and_is_said_once_a_day(desk: Desk) -> None:
    desk.notices.put(*CHAIR, MONDAY, MONDAY + timedelta(days=2))

    told = [
        desk.round(timedelta(days=1)).sent,
        desk.round(timedelta(days=1)).sent,
        desk.round(AGAIN.value).sent,
        desk.round(OVERDUE.value).sent,
    ]

    assert told == [0, 1, 0, 1]


def test_what_is_urgent_and_did_not_go_is_the_same_notice_still(desk: Desk) -> None:
    desk.notices.put(*CHAIR, MONDAY, MONDAY)
    desk.answers = [Hitch.UNCLEAR]

    desk.round()
    desk.round(PAUSES.value[0])

    assert len(desk.mails) == 2
    assert len(set(desk.messages())) == 1


def test_an_urgent_mail_reads_like_any_other(chair: Desk) -> None:
    chair.round()
    chair.notices.put(*CHAIR, MONDAY, MONDAY)
    chair.round(MINUTE)

    usual, urgent = (message_from_bytes(one) for _, one in chair.mails)
    varying = {"Date", "Message-ID"}
    assert [one for one in usual.items() if one[0] not in varying] == [
        one for one in urgent.items() if one[0] not in varying
    ]
    assert usual.get_payload() == urgent.get_payload()


def test_what_is_urgent_takes_no_sheet_along(chair: Desk) -> None:
    chair.round()
    chair.notices.prepare(*CHAIR, MONDAY, 2, None)
    chair.notices.put(*CHAIR, MONDAY, MONDAY)

    chair.round(MINUTE)
    chair.round(WEEK)

    assert ["..........2" in one for one in chair.texts()][:2] == [False, False]
    assert any("..........2" in one for one in chair.texts()[2:])


# -- through a server ----------------------------------------------------------------------------


def test_the_password_is_read_each_time(tmp_path: Path) -> None:
    kept = tmp_path / "password"
    kept.write_text("open sesame\n")
    kept.chmod(0o600)
    with running(tmp_path, Behaviour(password="open sesame")) as post:
        mail = Mail(
            host="127.0.0.1",
            port=post.port,
            security=Security.NONE,
            sender="s@example.org",
            user="s",
            password_file=kept,
        )
        send = through(mail)
        send(CHAIR[1], b"A: b\r\n\r\n", lambda: True)
        kept.chmod(0o644)

        with pytest.raises(Unable, match="open to others"):
            send(CHAIR[1], b"A: b\r\n\r\n", lambda: True)
        with pytest.raises(Unable, match="open to others"):
            through(mail)

        assert len(post.mails()) == 1


def test_the_clock_of_a_machine_elsewhere_changes_nothing(chair: Desk) -> None:
    chair.at = FIRST.astimezone(UTC) - MINUTE

    assert [chair.round().sent, chair.round(MINUTE).sent] == [0, 1]
