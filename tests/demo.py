"""Tell seven stories with the real command line, then put the record to the test.

Everything happens in fresh trial homes, one per committee, in a temporary directory that is
removed at the end. Whatever `sanjose` prints is printed as it is; only the list of what
happened is left out where it was told before, and the stories are told from its answer for
machines. The exit code is 0 only if everything came out as it is told.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.demonstration.acts import main

if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
