"""The real parts that tests need: a word processor, a browser, a viewer of pages.

Where one is missing a test is skipped on a developer's machine and fails where ``CI`` is set,
so that nothing is ever taken for shown that was not.
"""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

PACKAGES = {
    "soffice": "libreoffice-writer",
    "chromium": "chromium",
    "pdftotext": "poppler-utils",
    "pdftoppm": "poppler-utils",
}


def needed(program: str) -> str:
    """Return where a program is, skip the test where it is not, or fail it in CI."""
    found = shutil.which(program)
    if found is None:
        missing = f"{program} is not here: apt-get install {PACKAGES[program]}"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(missing)
    return found


def pdf_of(word: bytes) -> bytes:
    """Return a Word file as LibreOffice lays it out; it opens without repair or not at all."""
    office = needed("soffice")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, "paper.docx")
        place.write_bytes(word)
        command = [office, "--headless", f"-env:UserInstallation=file://{folder}/office"]
        command += ["--convert-to", "pdf", "--outdir", folder, str(place)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return Path(folder, "paper.pdf").read_bytes()


def text_of(pdf: bytes) -> str:
    """Return the words of a PDF, as they are read."""
    command = [needed("pdftotext"), "-layout", "-", "-"]
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()
