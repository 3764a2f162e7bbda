"""Find committee plugins, hold them to the contract, and ask only the one concerned.

A pluggy call reaches every plugin of a manager. So there is one manager for each committee,
holding the common procedure and that committee's plugin: another committee's plugin learns
nothing, by construction. Plugins are loaded by name, one at a time; whatever one does wrong
puts its committee out of service and nothing else.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date
from importlib.metadata import EntryPoint, entry_points
from typing import Any, TypeVar

import pluggy

from sanjose.rules import hookspecs, procedure
from sanjose.rules.faults import profile_faults
from sanjose.rules.profile import CONTRACT, Committee
from sanjose.rules.view import Objection, Step, View
from sanjose.words.errors import Misuse, Unable
from sanjose.words.model import Post, Urgency
from sanjose.words.provenance import DOCUMENTS, Chosen, Citation

T = TypeVar("T")
GROUP = "sanjose.committees"


def known() -> tuple[str, ...]:
    """Return the short names of the committees whose plugins are installed, sorted."""
    return tuple(sorted({entry.name for entry in entry_points(group=GROUP)}))


def load(slug: str) -> "Plugin":
    """Return a committee's plugin, ready to be asked.

    Raises:
        Misuse: no plugin of this name is installed.
        Unable: the plugin breaks the contract; the sentence says how.
    """
    found = [entry for entry in entry_points(group=GROUP) if entry.name == slug]
    if not found:
        there = ", ".join(known()) or "none"
        message = f"no committee of this name is installed: there are {there}"
        raise Misuse(message)
    if len(found) > 1:
        raise _broken(slug, "two distributions claim its name")
    return Plugin(slug, _imported(slug, found[0]))


def _imported(slug: str, entry: EntryPoint) -> object:
    try:
        return entry.load()
    except (Exception, SystemExit) as error:
        raise _broken(slug, f"it does not load ({type(error).__name__})") from error


def _broken(slug: str, why: str) -> Unable:
    return Unable(
        f"committee {slug!r} is not in service: its plugin breaks the contract "
        f"({why}); see `sanjose committees`"
    )


class Plugin:
    """One committee's plugin beside the common procedure, behind typed questions."""

    def __init__(self, slug: str, plugin: object) -> None:
        self.slug = slug
        self._manager = pluggy.PluginManager("sanjose")
        self._manager.add_hookspecs(hookspecs)
        self._manager.register(procedure, "procedure")
        try:
            self._manager.register(plugin, slug)
            self._manager.check_pending()
        except pluggy.PluginValidationError as error:
            raise _broken(slug, _what_does_not_fit(error)) from error
        except ValueError as error:
            raise _broken(slug, "its name or its module is the core's own") from error
        self._refuse_reordering(plugin)
        self.committee = self._profile()
        documents = (*DOCUMENTS, *self.committee.documents)
        self._listed = frozenset(document.symbol for document in documents)

    def _refuse_reordering(self, plugin: object) -> None:
        """Refuse what would decide by order, and what would hide a misspelt hook."""
        options = ("wrapper", "hookwrapper", "tryfirst", "trylast", "optionalhook")
        for caller in self._manager.get_hookcallers(plugin) or ():
            for implementation in caller.get_hookimpls():
                own = dict(implementation.opts) if implementation.plugin is plugin else {}
                if any(own.get(option) for option in options):
                    raise _broken(self.slug, f"{caller.name} wraps, reorders or is optional")

    def _profile(self) -> Committee:
        committee = self._ask("sanjose_committee")
        if not isinstance(committee, Committee):
            raise _broken(self.slug, "it declares no profile")
        if committee.slug != self.slug:
            raise _broken(self.slug, f"it speaks for {committee.slug!r}")
        if committee.contract != CONTRACT:
            said = f"it follows contract {committee.contract}, this core follows {CONTRACT}"
            raise _broken(self.slug, said)
        if fault := self._guarded(lambda: next(iter(profile_faults(committee)), None)):
            raise _broken(self.slug, fault)
        return committee

    def urgency(self, view: View, on: date) -> Urgency:
        """Return the highest urgency that anybody gives."""
        answers = self._ask("sanjose_urgency", committee=self.committee, view=view, on=on)
        return max(self._each(answers, Urgency))

    def objections(self, step: Step) -> tuple[Objection, ...]:
        """Return every objection, the common procedure's first."""
        answers = self._ask("sanjose_objections", committee=self.committee, step=step)
        objections = self._each(self._joined(answers), Objection)
        for one in objections:
            if not isinstance(one.source, Citation | Chosen):
                raise _broken(self.slug, f"its objection {one.key!r} has no source")
            if isinstance(one.source, Citation) and one.source.symbol not in self._listed:
                raise _broken(self.slug, f"its objection cites {one.source.symbol}, not listed")
        return objections

    def proposals(self, view: View, on: date) -> tuple[str, ...]:
        """Return what is worth considering now, each once."""
        answers = self._ask("sanjose_proposals", committee=self.committee, view=view, on=on)
        proposed = tuple(dict.fromkeys(self._each(self._joined(answers), str)))
        for key in proposed:
            if key not in self.committee.kinds:
                raise _broken(self.slug, f"it proposes {key[:40]!r}, which is no measure")
        return proposed

    def acting(self, post: Post, view: View, on: date) -> tuple[Post, ...] | None:
        """Return the committee's own order of standing in, or None for the common one."""
        asked = {"committee": self.committee, "post": post, "view": view, "on": on}
        answer = self._ask("sanjose_acting", **asked)
        return None if answer is None else self._each(answer, Post)

    def _ask(self, hook: str, **asked: object) -> Any:
        caller: Callable[..., Any] = getattr(self._manager.hook, hook)
        return self._guarded(lambda: caller(**asked))

    def _joined(self, answers: Iterable[Iterable[T]]) -> tuple[T, ...]:
        """Return answers as one tuple; generators run here, where a failure is caught."""
        given = [*reversed([*answers])]  # the common procedure was registered first
        if any(isinstance(answer, str) for answer in given):
            raise _broken(
                self.slug, "it answers with a text where several answers are asked for"
            )
        return self._guarded(lambda: tuple(item for answer in given for item in answer))

    def _each(self, answers: Iterable[object], kind: type[T]) -> tuple[T, ...]:
        listed = self._guarded(lambda: tuple(answers))
        for answer in listed:
            if not isinstance(answer, kind):
                raise _broken(
                    self.slug, f"it answers with something that is no {kind.__name__}"
                )
        return listed  # type: ignore[return-value]  # each was checked just above

    def _guarded(self, ask: Callable[[], T]) -> T:
        try:
            return ask()
        except (Exception, SystemExit) as error:
            raise _broken(self.slug, f"it raised {type(error).__name__} when asked") from error


def _what_does_not_fit(error: pluggy.PluginValidationError) -> str:
    """Return which hook pluggy refuses, without the place where the plugin lies."""
    hook = re.search(r"hook '(\w+)'", str(error))
    name = f"its hook {hook.group(1)!r}" if hook else "one of its hooks"
    return f"{name} is unknown, or is not made as hooks are"
