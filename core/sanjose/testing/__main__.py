"""``python -m sanjose.testing FOLDER``: examine a plugin's folder, and answer in JSON.

What the plugin itself prints goes nowhere: the answer has the standard output for itself.
"""

import json
import os
import sys
from pathlib import Path

from sanjose.testing.folder import examined
from sanjose.words.errors import SanJoseError


def main(folder: str) -> int:
    """Examine, answer, and return the exit code: 0 it holds, 1 it does not, 2, 3."""
    answers = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    try:
        found = examined(Path(folder).resolve())
        said, code = json.dumps(found._asdict()), 1 if found.faults else 0
    except SanJoseError as error:
        said, code = json.dumps({"error": str(error)}), error.code
    os.write(answers, said.encode())
    return code


if __name__ == "__main__":
    code = main(sys.argv[1])
    os._exit(code)  # a plugin may have left something behind that would speak at the end
