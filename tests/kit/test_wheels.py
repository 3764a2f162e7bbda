"""Each plugin's wheel, alone with the core's in an empty environment, passes its own suite.

One environment is made from the core's wheel and the libraries that the lock named; each
plugin's wheel lies in a folder of its own, which is all that the path has besides.
"""

import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.kit.alone import PLUGINS, ROOT, Alone, unpacked, wheel

SUITE = """\
import sanjose_{slug} as module
from sanjose.testing import CommitteeConformance
TestIt = type("TestIt", (CommitteeConformance,), {{"module": module}})
"""
AROUND = (
    "import json, sys; from importlib.metadata import entry_points; import sanjose;"
    "names = [one.name for one in entry_points(group='sanjose.committees')];"
    "print(json.dumps([names, sys.path, sanjose.__file__]))"
)
PYTEST = ("-m", "pytest", "-q", "-p", "no:cacheprovider", "--color=no")


@pytest.fixture(scope="module")
def alone(tmp_path_factory) -> Alone:
    return Alone(tmp_path_factory.mktemp("alone"))


def test_each_plugin_alone_with_the_core_passes_its_own_suite(alone):
    """One test for all: as many run at a time as there are processors."""

    def run(slug: str) -> str:
        site = unpacked(
            wheel(PLUGINS[slug], alone.folder / slug / "built"), alone.folder / slug
        )
        (site / "test_it.py").write_text(SUITE.format(slug=slug))
        suite = alone.run(*PYTEST, "test_it.py", path=site)
        passed = suite.returncode == 0 and " passed" in suite.stdout
        return _not_alone(alone, slug, site) if passed else suite.stdout[-3000:] + suite.stderr

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        failed = dict(zip(PLUGINS, pool.map(run, PLUGINS), strict=True))

    assert len(failed) >= 10
    assert not [f"{slug}: {why}" for slug, why in failed.items() if why]


def _not_alone(alone: Alone, slug: str, site: Path) -> str:
    """Return what else could be reached, or an empty text."""
    names, path, core = json.loads(alone.run("-c", AROUND, path=site).stdout)
    reached = [one for one in (*path, core) if one and Path(one).is_relative_to(ROOT)]
    return "" if names == [slug] and not reached else f"reached {names}, {reached}"


def test_a_wheel_carries_its_paragraphs_and_its_types_and_no_tests(tmp_path):
    for slug, folder in PLUGINS.items():
        built = unpacked(wheel(folder, tmp_path / slug / "built"), tmp_path / slug / "site")

        package = built / f"sanjose_{slug}"
        ours = {one.name for one in (folder / f"sanjose_{slug}" / "letters").glob("*.md")}
        assert {one.name for one in (package / "letters").glob("*.md")} == ours
        assert (package / "py.typed").exists()
        assert not list(built.rglob("test_*"))


def test_without_the_kit_the_core_and_the_check_work_all_the_same(alone):
    """An officer has no pytest; what a plugin's folder lacks can be said without it."""
    hidden = "import sys; sys.modules['pytest'] = sys.modules['hypothesis'] = None;"
    code = f"{hidden} from sanjose.testing.folder import examined; from pathlib import Path;"

    told = alone.run("-c", code + f"print(examined(Path({str(PLUGINS['cat'])!r})).slug)")

    assert told.stdout == "cat\n", told.stderr
