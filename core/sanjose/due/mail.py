"""The one mail that goes by itself, and how it gets to the mail server.

Subject, headers, wording, number of characters and number of parts are the same on every day,
whatever happened and whether a sheet was prepared or not. Anything added here is seen by every
server on the way: nothing may depend on a case, on their number, or on how urgent one is, but
the number of items, which has its fixed width.
Source: N 46; G 33; floor 7.
"""

import re
import smtplib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from sanjose.due.settings import Mail, Security
from sanjose.keeping.claims import Hitch
from sanjose.words.provenance import Chosen

SUBJECT = "Message from the secretariat"

TEXT = """This message comes on its usual days and reads the same whether anything
happened or not.

  Items that await you: {count}

Where you have given the secretariat a key, the sheet is attached, sealed to it;
something of the same size is attached on every day. If this message comes on
any other day than usual, please call the secretariat on that day.

It is sent by a machine: please do not answer it.
"""

_WIDTH = 11
_LINE = 76
UNCOUNTED = "not counted"
"""What stands there where no sheet was prepared; as wide as any number."""

STEP = Chosen(8192, because="many times what sealing varies by, and little beside a sheet")
"""Bytes of which attachment and filling together are a multiple."""

WHOLE = Chosen(120.0, because="a fifth of the lease: a slow server never outlasts it")
"""Seconds that one delivery may take from the first to the last byte."""

ANSWER = Chosen(30.0, because="a server that says nothing for so long is taken as gone")
"""Seconds for each answer."""

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,253}")
_OK, _GO_ON, _PERMANENT = 250, 354, 500


class NotSent(Exception):
    """A mail did not go, or nobody knows whether it did."""

    def __init__(self, hitch: Hitch) -> None:
        super().__init__(str(hitch))
        self.hitch = hitch


def is_address(text: str) -> bool:
    """Return whether mail goes to an address; it has no name and no other letters.

    >>> is_address("chair@example.org"), is_address("Chair <chair@example.org>")
    (True, False)
    """
    return _ADDRESS.fullmatch(text) is not None


def counted(count: int | None) -> str:
    """Return a number of items, or that none was counted, in the same number of characters.

    >>> counted(2), counted(None)
    ('..........2', 'not counted')
    """
    return UNCOUNTED if count is None else f"{min(count, 10**_WIDTH - 1):.>{_WIDTH}}"


def neutral(
    *,
    sender: str,
    to: str,
    message: str,
    at: datetime,
    count: int | None,
    sealed: tuple[str, bytes] | None = None,
) -> bytes:
    """Return the mail, ready to be sent.

    Args:
        sender: the address from which it comes.
        to: the reader's address.
        message: the part of the Message-ID before the domain; hexadecimal.
        at: when it is sent, aware.
        count: how many items await the reader; None where no sheet was prepared.
        sealed: the name of a file and what is in it, sealed to the reader's key, if they
            have one.
    """
    mail = EmailMessage(policy=SMTP)
    mail["From"] = sender
    mail["To"] = to
    mail["Subject"] = SUBJECT
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = f"<{message}@{domain(sender)}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(TEXT.format(count=counted(count)), cte="7bit", charset="us-ascii")
    if sealed is not None:
        name, content = sealed
        mail.add_attachment(
            content, maintype="application", subtype="octet-stream", filename=name
        )
        mail.set_boundary(f"=={message}==")
        mail.preamble = _filling(len(content))
    return mail.as_bytes()


def _filling(size: int) -> str:
    """Return what makes attachments of nearly the same size the same; no mail program shows it.

    What is sealed with age or OpenPGP varies by some hundred bytes at random.
    """
    encoded = 4 * -(-size // 3)
    encoded += 2 * -(-encoded // _LINE)
    room = -(encoded + 2) % STEP.value
    lines, rest = divmod(room, _LINE + 2)
    return "\r\n".join(["~" * _LINE] * lines + ["~" * rest])


def domain(address: str) -> str:
    """Return what stands behind the @ of an address."""
    return address.rpartition("@")[2]


def deliver(
    mail: Mail,
    password: str | None,
    to: str,
    content: bytes,
    still_ours: Callable[[], bool],
    *,
    answer: float = ANSWER.value,
    whole: float = WHOLE.value,
) -> None:
    """Hand one mail to the mail server; where this returns, the server said yes to it.

    Args:
        mail: where the server is.
        password: for its user, where it has one.
        to: the only recipient.
        content: as ``neutral`` makes it.
        still_ours: asked right before the content goes; where it says no, nothing is sent.
        answer: seconds for each answer.
        whole: seconds for all of it.

    Raises:
        NotSent: it did not go; UNCLEAR where the content went and no answer came.
    """
    with _connected(mail, answer, whole) as server:
        with _hitched():
            server.ehlo_or_helo_if_needed()
            if mail.security is Security.STARTTLS:
                server.starttls(context=_context(mail))
                server.ehlo()
            if mail.user is not None:
                server.login(mail.user, password or "")
            _said(server.mail(mail.sender), _OK)
            _said(server.rcpt(to), _OK)
        if not still_ours():
            raise NotSent(Hitch.NO_ANSWER)
        with _hitched():
            _said(server.docmd("DATA"), _GO_ON)
        try:
            server.send(content.replace(b"\r\n.", b"\r\n..") + b".\r\n")
            answered = server.getreply()
        except (OSError, smtplib.SMTPException) as error:
            raise NotSent(Hitch.UNCLEAR) from error
        _said(answered, _OK)
        with suppress(OSError, smtplib.SMTPException):
            server.quit()


class _Server(smtplib.SMTP):
    """Speaks over a connection that is there already, so that it can be cut at any moment."""

    def __init__(self, mail: Mail, connection: socket.socket, answer: float) -> None:
        self._connection = connection
        # The machine's own name is nobody's business.
        super().__init__(mail.host, mail.port, domain(mail.sender), timeout=answer)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:  # noqa: ARG002 - the library's own form
        return self._connection


@contextmanager
def _connected(mail: Mail, answer: float, whole: float) -> Iterator[smtplib.SMTP]:
    """Connect, and cut the connection when the whole takes too long."""
    with ExitStack() as opened:
        with _hitched():
            raw = opened.enter_context(socket.create_connection((mail.host, mail.port), answer))
            # Encryption takes over the one end; this one stays to cut the connection by.
            end = opened.enter_context(raw.dup())
            brake = threading.Timer(whole, _cut, (end,))
            brake.daemon = True
            brake.start()
            opened.callback(brake.cancel)
            connection = raw
            if mail.security is Security.TLS:
                connection = opened.enter_context(
                    _context(mail).wrap_socket(raw, server_hostname=mail.host)
                )
            server = _Server(mail, connection, answer)
            opened.callback(server.close)
        yield server


def _cut(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)


@contextmanager
def _hitched() -> Iterator[None]:
    """Turn what goes wrong before the content goes into a hitch."""
    try:
        yield
    except smtplib.SMTPResponseException as error:
        raise NotSent(_hitch(error.smtp_code)) from error
    except (OSError, smtplib.SMTPException) as error:
        raise NotSent(Hitch.NO_ANSWER) from error


def _said(answer: tuple[int, bytes], wanted: int) -> None:
    code = answer[0]
    if code == wanted or (wanted == _OK and code // 100 == _OK // 100):
        return
    raise NotSent(_hitch(code))


def _hitch(code: int) -> Hitch:
    if code <= 0:
        return Hitch.NO_ANSWER
    return Hitch.REFUSED if code >= _PERMANENT else Hitch.LATER


def _context(mail: Mail) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=None if mail.roots is None else str(mail.roots))
