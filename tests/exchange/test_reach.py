"""The network sees what it may: nothing in the package leads to a case, a key or a store."""

import os
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import sanjose.exchange

PACKAGE = Path(sanjose.exchange.__file__).parent
MODULES = [f"sanjose.exchange.{one.name}" for one in pkgutil.iter_modules([str(PACKAGE)])]


def test_importing_all_of_it_brings_in_no_part_that_knows_a_case_a_key_or_a_store():
    program = f"import sys, importlib\nfor one in {MODULES!r}: importlib.import_module(one)\n"
    program += "print(*sorted(sys.modules))"
    # Measuring coverage would bring in modules of its own.
    clean = {name: one for name, one in os.environ.items() if not name.startswith("COVERAGE")}
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=clean
    )
    loaded = set(done.stdout.split())

    ours = {name for name in loaded if name.partition(".")[0] == "sanjose"}
    words = {"canonical", "errors", "provenance", "merkle"}
    assert ours == {
        "sanjose",
        "sanjose.words",
        "sanjose.exchange",
        *(f"sanjose.words.{one}" for one in words),
        *MODULES,
    }
    assert not loaded & {"pyrage", "sqlcipher3", "sqlite3", "sqlmodel", "argon2", "pluggy"}


def test_no_private_key_is_made_or_read_here():
    everything = "".join(path.read_text("utf-8") for path in PACKAGE.glob("*.py"))

    assert not re.search(r"PrivateKey|Identity|\.generate\(|decrypt\(|unwrap\(", everything)
