"""The import contract of the plugins: whichever there are, none has to be named in it.

A plugin is every root package called ``sanjose_…`` but the network; so a new committee's line
among the root packages is all that it needs.
"""

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output

NETWORK = "sanjose_network"


class Apart(Contract):
    """A plugin imports the root of sanjose and a little of Python; nobody imports a plugin."""

    libraries = fields.ListField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: FBT001
        """Find each import that goes where it should not."""
        del verbose
        faults = [
            f"{one} imports {other}"
            for one in sorted(graph.modules)
            for other in sorted(graph.find_modules_directly_imported_by(one))
            if not self._allowed(_root(one), other)
        ]
        return ContractCheck(kept=not faults, metadata={"faults": faults})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Say which imports they are."""
        for fault in check.metadata["faults"]:
            output.print_error(fault)

    def _allowed(self, root: str, other: str) -> bool:
        if _plugin(root):
            allowed = {"sanjose", *self.libraries}
            return other in allowed or _root(other) == root
        return not _plugin(_root(other))


def _root(module: str) -> str:
    return module.partition(".")[0]


def _plugin(root: str) -> bool:
    return root.startswith("sanjose_") and root != NETWORK
