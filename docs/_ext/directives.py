"""The directives that put what `rows` reads off the package, and click's own help, onto the pages."""

from enum import Enum
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.domains.python import PyXRefRole
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective

from _ext.cases import case_rows, path_of, read_cases
from _ext.rows import (
    Row,
    check_rows,
    exit_rows,
    fact_rows,
    fault_rows,
    field_rows,
    file_rows,
    finding_rows,
    fixture_rows,
    sanity_rows,
)
from oneroster_classlink.cli.app import app as command_line
from oneroster_classlink.models.entity import Entity


class Table(SphinxDirective):
    """A table with a header; each kind of table says its rows."""

    optional_arguments = 1
    header: Row
    widths: tuple[int, ...]

    def run(self) -> list[nodes.Node]:
        """Write the table as a ``list-table`` and have it parsed."""
        lines = [
            ".. list-table::",
            "   :header-rows: 1",
            "   :width: 100%",
            f"   :widths: {' '.join(map(str, self.widths))}",
            "",
        ]
        for row in (self.header, *self.rows()):
            for number, cell in enumerate(row):
                first, *more = cell.split("\n")
                lines += [f"   {'* -' if not number else '  -'} {first}", *(f"       {line}" for line in more)]
        return self.parse_text_to_nodes("\n".join(lines))

    def rows(self) -> list[Row]:
        """Return the rows below the header."""
        raise NotImplementedError


class Findings(Table):
    """Every finding; each code is a target of the role ``finding``."""

    header = ("Code, severity and subject", "Sentence", "What to do")
    widths = (30, 35, 35)

    def rows(self) -> list[Row]:
        """Return the findings with their targets."""
        return [
            (f".. finding:: {code}\n\n``{code}``\n\n*{severity}*, {subject}", _said(text), advice)
            for code, severity, subject, text, advice in finding_rows()
        ]


class Facts(Table):
    """Every fact that a sentence can have beside ids."""

    header = ("Word", "What it is")
    widths = (20, 80)

    def rows(self) -> list[Row]:
        """Return the facts, as they look in a sentence."""
        return [(f"*{name}*", meaning) for name, meaning in fact_rows()]


class SanityCounts(Table):
    """Every count of ClassLink's Sanity Check."""

    header = ("Count", "What is counted", "Finding to compare")
    widths = (32, 44, 24)

    def rows(self) -> list[Row]:
        """Return the counts."""
        return sanity_rows()


class Cases(Table):
    """What one rule makes of a few records: the rule in words, then a table of cases."""

    required_arguments = 1
    header = ("Case", "Records and policy", "Outcome")
    widths = (26, 40, 34)

    def run(self) -> list[nodes.Node]:
        """Write the rule above the table; the page is made anew when the cases change."""
        self.env.note_dependency(str(path_of(self.arguments[0])))
        return [*self.parse_text_to_nodes(read_cases(self.arguments[0]).says), *super().run()]

    def rows(self) -> list[Row]:
        """Return the cases."""
        return case_rows(self.arguments[0])


class Faults(Table):
    """Every fault; each name is a target of the role ``fault``."""

    header = ("Fault", "What the server does", "On which reads", "What can be set, the default first")
    widths = (24, 36, 14, 26)

    def rows(self) -> list[Row]:
        """Return the faults with their targets."""
        return [(f".. fault:: {name}\n\n``{name}``", *more) for name, *more in fault_rows()]


class Checks(Table):
    """Every check of a preflight."""

    header = ("Check", "Title", "Where to switch it on")
    widths = (24, 20, 56)

    def rows(self) -> list[Row]:
        """Return the checks."""
        return check_rows()


class Fixtures(Table):
    """Every fixture for pytest."""

    header = ("Fixture", "Scope", "What it is")
    widths = (30, 15, 55)

    def rows(self) -> list[Row]:
        """Return the fixtures."""
        return [(name, scope, _literal(purpose)) for name, scope, purpose in fixture_rows()]


class ExitStatuses(Table):
    """Every exit status."""

    header = ("Exit status", "Errors that end with it")
    widths = (15, 85)

    def rows(self) -> list[Row]:
        """Return the statuses."""
        return exit_rows()


class Fields(Table):
    """The fields of one record."""

    required_arguments = 1
    header = ("Attribute", "JSON key", "Kind of value")
    widths = (40, 35, 25)

    def rows(self) -> list[Row]:
        """Return the fields."""
        return field_rows(self.arguments[0])


class Files(Table):
    """The files of one room."""

    required_arguments = 1
    header = ("File", "Purpose")
    widths = (22, 78)

    def rows(self) -> list[Row]:
        """Return the files; a purpose may hold what is markup to Sphinx."""
        return [(name, _literal(purpose)) for name, purpose in file_rows(self.arguments[0])]


class CommandHelp(SphinxDirective):
    """What a command says when it is asked for help."""

    optional_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Ask the command."""
        name = "oneroster-classlink"
        context = command_line.make_context(name, [], resilient_parsing=True, terminal_width=80)
        for name in self.arguments:
            command = command_line.commands[name]
            context = command.make_context(name, [], parent=context, resilient_parsing=True)
        text = context.get_help()
        return [nodes.literal_block(text, text, language="text")]


class Name(PyXRefRole):
    """The role of a bare `Name`: whatever in the package ends so, and never a word of the glossary."""

    def process_link(
        self,
        env: BuildEnvironment,
        refnode: nodes.Element,
        has_explicit_title: bool,  # noqa: FBT001 - Sphinx calls it
        title: str,
        target: str,
    ) -> tuple[str, str]:
        """Look in every module."""
        found = super().process_link(env, refnode, has_explicit_title, title, target)
        refnode["reftype"], refnode["refspecific"] = "obj", True
        return found


def _literal(text: str) -> str:
    return text if "``" in text else text.replace("`", "``")


def _said(text: str) -> str:
    return text.replace("{klass}", "*class*").replace("{", "*").replace("}", "*")


def _without_signature(_app: Sphinx, what: str, _name: str, thing: Any, *_: Any) -> tuple[str, None] | None:
    """Leave out the signature of a record, whose table of fields says more, and of a vocabulary, which has none."""
    return ("", None) if what == "class" and issubclass(thing, Entity | Enum) else None


def setup(app: Sphinx) -> dict[str, bool]:
    """Tell Sphinx."""
    app.add_crossref_type("finding", "finding")
    app.add_crossref_type("fault", "fault")
    app.add_role_to_domain("py", "name", Name())
    app.add_directive("findings", Findings)
    app.add_directive("facts", Facts)
    app.add_directive("sanity-counts", SanityCounts)
    app.add_directive("cases", Cases)
    app.add_directive("faults", Faults)
    app.add_directive("checks", Checks)
    app.add_directive("fixtures", Fixtures)
    app.add_directive("exit-statuses", ExitStatuses)
    app.add_directive("fields", Fields)
    app.add_directive("files", Files)
    app.add_directive("command-help", CommandHelp)
    app.connect("autodoc-process-signature", _without_signature)
    return {"parallel_read_safe": True}
