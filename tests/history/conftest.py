"""An installation of a committee on the moon, copied for each test, and files to replay."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from sanjose.secretariat import Secretariat
from tests.secretariat.house import House, build


@pytest.fixture(scope="session")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> House:
    return build(tmp_path_factory.mktemp("history") / "house")


@pytest.fixture
def door(built_once: House, tmp_path: Path) -> Secretariat:
    """The door of an installation with a roster and without a case."""
    with built_once.copied(tmp_path / "house").door() as opened:
        yield opened
    opened.archive.keyring.close()


@pytest.fixture
def lines(tmp_path: Path) -> Callable[..., Path]:
    """Write documents, as they are or as lines, to a file of JSON Lines."""

    def written(*documents: Mapping[str, Any] | str) -> Path:
        path = tmp_path / "history.jsonl"
        told = (one if isinstance(one, str) else json.dumps(one) for one in documents)
        path.write_text("".join(f"{one}\n" for one in told), "utf-8")
        return path

    return written


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str], Path]:
    """Write a text to a file of YAML."""

    def file(text: str) -> Path:
        path = tmp_path / "history.yaml"
        path.write_text(text, "utf-8")
        return path

    return file
