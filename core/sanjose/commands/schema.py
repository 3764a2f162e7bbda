"""The form of each document, as JSON Schema."""

from typing import Any

import click

from sanjose.commands.around import Around, command
from sanjose.commands.telling import paragraph, say, table, tell_json
from sanjose.secretariat.verbs import VERBS
from sanjose.words.errors import Misuse
from sanjose.words.told import schema as schema_of

DIALECT = "https://json-schema.org/draft/2020-12/schema"
HISTORY = "history"
WHOLE = "A file of dated steps, for `sanjose replay`."


@command("schema", more="Without a name it lists the documents.")
@click.argument("document", required=False)
def schema(around: Around, document: str | None) -> None:
    """Print."""
    if document is not None:
        tell_json(_schema(document))
        return
    if around.as_json:
        tell_json({"documents": [*VERBS, HISTORY]})
        return
    table([*((name, verb.help) for name, verb in VERBS.items()), (HISTORY, WHOLE)])
    say()
    paragraph("`sanjose schema NAME` prints the form of one.")


def _schema(name: str) -> dict[str, Any]:
    """Return a document's schema.

    Raises:
        Misuse: there is none of this name.
    """
    if name == HISTORY:
        return _history()
    if name not in VERBS:
        message = f"there is no document of this name: there are {', '.join(VERBS)}, {HISTORY}"
        raise Misuse(message)
    return {"$schema": DIALECT, "title": name, **schema_of(VERBS[name].document)}


def _history() -> dict[str, Any]:
    """Return the schema of a step: what stands around it, and one verb with its document."""
    from sanjose.history import Around as Step
    from sanjose.history import Heading

    step = schema_of(Step)
    around = {("as" if k == "named" else k): v for k, v in step["properties"].items()}
    verbs = {
        name: schema_of(verb.document)
        for name, verb in VERBS.items()
        if name not in {"erase", "urgent"}
    }
    return {
        "$schema": DIALECT,
        "title": HISTORY,
        "description": "The first document says the committee; each later one is a step.",
        "oneOf": [
            schema_of(Heading),
            {
                "type": "object",
                "required": ["on"],
                "additionalProperties": False,
                "properties": {**around, **verbs},
            },
        ],
    }


COMMANDS = {"schema": schema}
