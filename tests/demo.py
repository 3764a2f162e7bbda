"""Tell the stories with the real command line, put the record to the test, join five committees.

Everything happens in fresh trial homes, one per committee, in a temporary directory that is
removed at the end. Whatever `sanjose` prints is printed as it is; only the list of what
happened is left out where it was told before, and the stories are told from its answer for
machines. The last act needs a homeserver, which it starts on this machine and ends again;
`paper` or `network` as an argument plays that act alone. The exit code is 0 only if everything came out
as it is told.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.demonstration.acts import main

if __name__ == "__main__":
    try:
        sys.exit(main(*sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
