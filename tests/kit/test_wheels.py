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


@pytest.fixture(scope="module")
def ran(alone):
    """The suite of every plugin, run: as many at a time as there are processors."""

    def run(slug: str):
        folder = alone.folder / slug
        unpacked(wheel(PLUGINS[slug], folder / "built"), folder / "site")
        (folder / "site" / "test_it.py").write_text(SUITE.format(slug=slug))
        return alone.run(*PYTEST, "test_it.py", path=folder / "site")

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return dict(zip(PLUGINS, pool.map(run, PLUGINS), strict=True))


@pytest.mark.parametrize("slug", sorted(PLUGINS))
def test_a_plugin_alone_with_the_core_passes_its_own_suite(slug, ran):
    assert ran[slug].returncode == 0, ran[slug].stdout[-4000:] + ran[slug].stderr[-2000:]
    assert " passed" in ran[slug].stdout


@pytest.mark.parametrize("slug", sorted(PLUGINS))
def test_it_was_alone(slug, ran, alone):
    told = alone.run("-c", AROUND, path=alone.folder / slug / "site").stdout

    names, path, core = json.loads(told)
    assert names == [slug]
    assert not [one for one in path if one and Path(one).is_relative_to(ROOT)]
    assert not Path(core).is_relative_to(ROOT)


def test_a_wheel_carries_its_paragraphs_and_its_types_and_no_tests(alone, tmp_path):
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
