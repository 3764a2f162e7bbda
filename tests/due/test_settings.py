"""Mail goes out by settings that fit together, and with a password that nobody else can read."""

from pathlib import Path
from typing import Any

import pytest

from sanjose.due.settings import Mail, Security
from sanjose.keeping.home import Home
from sanjose.words.errors import Misuse, Unable


def settings(**given: Any) -> Mail:
    fields = {
        "host": "mail.example.org",
        "port": 587,
        "security": Security.STARTTLS,
        "sender": "s@example.org",
    }
    return Mail(**{**fields, **given})


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "::1"])
def test_without_encryption_mail_goes_to_this_machine(host: str) -> None:
    assert settings(host=host, security=Security.NONE).host == host


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"security": Security.NONE}, "to this machine only"),
        ({"security": Security.NONE, "host": "10.0.0.1"}, "to this machine only"),
        ({"user": "s"}, "belong together"),
        ({"password_file": Path("p")}, "belong together"),
        ({"port": 0}, "a port from 1 to 65535"),
        ({"port": 65536}, "a port from 1 to 65535"),
        ({"host": ""}, "has a name"),
    ],
)
def test_settings_that_do_not_fit_are_refused(given: dict[str, Any], why: str) -> None:
    with pytest.raises(Misuse, match=why):
        settings(**given)


@pytest.mark.parametrize(
    "given",
    [{}, {"user": "s", "password_file": Path("/p"), "roots": Path("/r")}],
)
def test_what_is_written_is_read(tmp_path: Path, given: dict[str, Any]) -> None:
    mail = settings(**given)

    mail.write(Home(tmp_path))

    assert Mail.read(Home(tmp_path)) == mail
    assert (tmp_path / "mail.json").stat().st_mode & 0o077 == 0


def test_where_nothing_was_set_up_there_is_nothing(tmp_path: Path) -> None:
    assert Mail.read(Home(tmp_path)) is None


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"host": 1}', '"x"'])
def test_damaged_settings_are_one_sentence(tmp_path: Path, content: str) -> None:
    (tmp_path / "mail.json").write_text(content)

    with pytest.raises(Unable, match=r"run `sanjose digest setup` again"):
        Mail.read(Home(tmp_path))


def password(tmp_path: Path, content: str, mode: int = 0o600) -> Mail:
    kept = tmp_path / "password"
    kept.write_text(content)
    kept.chmod(mode)
    return settings(user="s", password_file=kept)


def test_the_password_is_the_first_line(tmp_path: Path) -> None:
    assert password(tmp_path, "open sesame\nnot this\n").password() == "open sesame"
    assert settings().password() is None


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_a_password_that_others_can_read_is_not_used(tmp_path: Path, mode: int) -> None:
    mail = password(tmp_path, "open sesame\n", mode)

    with pytest.raises(Unable, match="open to others") as caught:
        mail.password()

    assert "sesame" not in str(caught.value)


@pytest.mark.parametrize("content", ["", "\n"])
def test_an_empty_password_is_none(tmp_path: Path, content: str) -> None:
    with pytest.raises(Unable, match="is empty"):
        password(tmp_path, content).password()


def test_a_password_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(Unable, match="cannot be read"):
        settings(user="s", password_file=tmp_path / "none").password()
