"""The neutral mail says the same on every day, and gets to the server or says why not."""

import random
import smtplib
import ssl
import subprocess
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from sanjose.due.mail import NotSent, counted, deliver, is_address, neutral
from sanjose.due.settings import Mail, Security
from sanjose.keeping.claims import Hitch
from tests.due.post import Behaviour, Post, running

AT = datetime(2026, 3, 9, 6, 30, tzinfo=UTC)
CHAIR = "chair@example.org"


def made(
    *, count: int | None = None, sealed: bytes | None = None, message: str = "0a" * 16
) -> bytes:
    return neutral(
        sender="secretariat@example.org",
        to=CHAIR,
        message=message,
        at=AT,
        count=count,
        sealed=None if sealed is None else ("sheet.age", sealed),
    )


def read(content: bytes) -> EmailMessage:
    return message_from_bytes(content, policy=policy.default)  # type: ignore[return-value]


def body(content: bytes) -> str:
    part = read(content).get_body()
    assert part is not None
    return part.get_content()


# -- what it says --------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [None, 0, 1, 7, 99, 1000])
def test_every_number_of_items_makes_a_mail_of_the_same_size(count: int | None) -> None:
    one, other = made(), made(count=count)

    assert len(one) == len(other)
    assert read(one).items() == read(other).items()


def test_only_the_number_differs() -> None:
    none, two = (body(made(count=count)).splitlines() for count in (None, 2))

    differing = [pair for pair in zip(none, two, strict=True) if pair[0] != pair[1]]
    assert differing == [
        ("  Items that await you: not counted", "  Items that await you: ..........2")
    ]


def test_a_number_that_is_too_large_keeps_the_width() -> None:
    assert len(counted(10**20)) == len(counted(None))


def test_its_headers_are_these_and_no_others() -> None:
    mail = read(made())

    assert mail.items() == [
        ("From", "secretariat@example.org"),
        ("To", CHAIR),
        ("Subject", "Message from the secretariat"),
        ("Date", "Mon, 09 Mar 2026 06:30:00 +0000"),
        ("Message-ID", f"<{'0a' * 16}@example.org>"),
        ("Auto-Submitted", "auto-generated"),
        ("Content-Type", 'text/plain; charset="us-ascii"'),
        ("Content-Transfer-Encoding", "7bit"),
        ("MIME-Version", "1.0"),
    ]


def test_lines_are_short_and_plain() -> None:
    assert made().isascii()
    assert max(map(len, made(sealed=b"x" * 5000).split(b"\r\n"))) <= 80


def test_what_is_sealed_arrives_as_it_was() -> None:
    sealed = random.Random(1).randbytes(131_300)

    (attached,) = read(made(sealed=sealed)).iter_attachments()

    assert attached.get_content() == sealed
    assert attached.get_filename() == "sheet.age"


def test_what_varies_by_some_bytes_makes_mails_of_one_size() -> None:
    chance = random.Random(1)
    sizes = {len(made(sealed=chance.randbytes(131_072 + extra))) for extra in range(0, 600, 50)}

    assert len(sizes) == 1


def test_the_message_id_is_the_claims() -> None:
    one, again, other = made(), made(), made(message="0b" * 16)

    assert one == again
    assert read(one)["Message-ID"] != read(other)["Message-ID"]


@pytest.mark.parametrize(
    "text",
    ["", "chair", "chair@", "@example.org", "Chair <c@example.org>", "c@x.org\nBcc: d@x.org"],
)
def test_what_is_no_address_is_none(text: str) -> None:
    assert not is_address(text)


# -- how it gets there ---------------------------------------------------------------------------


def settings(post: Post, **given: object) -> Mail:
    fields: dict[str, object] = {"host": "127.0.0.1", "security": Security.NONE, **given}
    return Mail(port=post.port, sender="secretariat@example.org", **fields)  # type: ignore[arg-type]


def sent(mail: Mail, password: str | None = None, *, ours: bool = True) -> None:
    deliver(mail, password, CHAIR, made(count=2), lambda: ours, answer=1.0, whole=2.0)


def hitch_of(tmp_path: Path, kind: str) -> tuple[Hitch, int]:
    with running(tmp_path, Behaviour(kinds={kind: 1})) as post:
        with pytest.raises(NotSent) as caught:
            sent(settings(post))
        return caught.value.hitch, len(post.mails())


def test_a_mail_arrives_byte_for_byte(tmp_path: Path) -> None:
    with running(tmp_path) as post:
        sent(settings(post))

        (mail,) = post.mails()
    assert (mail["to"], mail["content"].encode()) == (CHAIR, made(count=2))


def test_a_line_that_begins_with_a_point_arrives(tmp_path: Path) -> None:
    with running(tmp_path) as post:
        deliver(settings(post), None, CHAIR, b"A: b\r\n\r\n.\r\n..x\r\n", lambda: True)

        (mail,) = post.mails()
    assert mail["content"] == "A: b\r\n\r\n..\r\n...x\r\n"


def test_a_slow_server_is_waited_for(tmp_path: Path) -> None:
    with running(tmp_path, Behaviour(kinds={"slow": 1})) as post:
        sent(settings(post))

        assert len(post.mails()) == 1


@pytest.mark.parametrize(
    ("kind", "hitch", "kept"),
    [
        ("full", Hitch.LATER, 0),
        ("busy", Hitch.LATER, 0),
        ("refuses", Hitch.REFUSED, 0),
        ("drops", Hitch.UNCLEAR, 0),
        ("swallows", Hitch.UNCLEAR, 1),
        ("silent", Hitch.NO_ANSWER, 0),
        ("mute", Hitch.NO_ANSWER, 0),
        ("trickles", Hitch.LATER, 0),
        ("babbles", Hitch.NO_ANSWER, 0),
    ],
)
def test_what_goes_wrong_is_told_apart(
    tmp_path: Path, kind: str, hitch: Hitch, kept: int
) -> None:
    assert hitch_of(tmp_path, kind) == (hitch, kept)


def test_a_server_that_is_not_there_does_not_answer(tmp_path: Path) -> None:
    with running(tmp_path) as post:
        gone = settings(post)

    with pytest.raises(NotSent) as caught:
        sent(gone)

    assert caught.value.hitch is Hitch.NO_ANSWER


def test_what_is_another_process_s_by_now_is_not_sent(tmp_path: Path) -> None:
    with running(tmp_path) as post:
        with pytest.raises(NotSent):
            sent(settings(post), ours=False)

        assert post.mails() == []


def test_no_server_learns_the_name_of_this_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    real = smtplib.SMTP.putcmd
    monkeypatch.setattr(
        smtplib.SMTP,
        "putcmd",
        lambda self, *line: (said.append(" ".join(line)), real(self, *line)),
    )
    with running(tmp_path) as post:
        sent(settings(post))

    assert said[0] == "ehlo example.org"


# -- behind a certificate ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("certificate")
    chain, key = folder / "chain.pem", folder / "key.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"),
            *("-keyout", str(key), "-out", str(chain)),
        ],
        check=True,
        capture_output=True,
    )
    return chain, key


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_a_password_goes_behind_a_certificate_that_is_checked(
    tmp_path: Path, certificate: tuple[Path, Path], security: Security
) -> None:
    behaviour = Behaviour(
        password="open sesame", certificate=certificate, at_once=security is Security.TLS
    )
    password = tmp_path / "password"
    with running(tmp_path, behaviour) as post:
        mail = settings(
            post,
            host="localhost",
            security=security,
            user="secretariat",
            password_file=password,
            roots=certificate[0],
        )
        sent(mail, "open sesame")

        with pytest.raises(NotSent) as wrong:
            sent(mail, "open barley")
        with pytest.raises(NotSent) as unknown:
            sent(settings(post, host="localhost", security=security))

        assert len(post.mails()) == 1
    assert wrong.value.hitch is Hitch.REFUSED
    assert unknown.value.hitch is Hitch.NO_ANSWER
    assert isinstance(unknown.value.__cause__, ssl.SSLError)


def test_nothing_goes_in_clear_where_the_server_offers_no_encryption(tmp_path: Path) -> None:
    with running(tmp_path) as post:
        mail = settings(post, host="localhost", security=Security.STARTTLS)

        with pytest.raises(NotSent):
            sent(mail)

        assert post.mails() == []
