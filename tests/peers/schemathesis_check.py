"""Schemathesis reads the sandbox's OpenAPI document and tries to prove it wrong, over HTTP on loopback.

Run by ``make schemathesis``: its plugin would slow every other test run down by a second.
"""

import schemathesis
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from schemathesis.config import GenerationConfig, ProjectConfig, ProjectsConfig, SchemathesisConfig

from oneroster_classlink.sandbox import District, Sandbox
from tests.sandbox.conftest import SMALL

EXAMPLES = 15
IDS = {
    "class": ("K1", "K/2"),
    "course": ("C1", "C2"),
    "lineItem": ("L1",),
    "school": ("S1", "S2"),
    "student": ("st1", "st2"),
    "teacher": ("te1",),
    "term": ("T1",),
    "user": ("st1", "pr1"),
}
SINGLES = ("D", "S1", "T1", "G1", "C1", "K/2", "st1", "te1", "E1", "R1", "A1", "L1", "X1", "P1")

SANDBOX = Sandbox(District(rows=SMALL))
SANDBOX.__enter__()  # it ends with the process: the cases are made while this module is read
CONFIG = SchemathesisConfig(
    projects=ProjectsConfig(
        default=ProjectConfig(generation=GenerationConfig(max_examples=EXAMPLES, deterministic=True))
    )
)
SCHEMA = schemathesis.openapi.from_url(f"{SANDBOX.url}/openapi.json", config=CONFIG)


def _known(name):
    if name == "oneroster_application_id":
        return [row.oneroster_application_id for row in SANDBOX.classlink.applications]
    return SINGLES if name == "sourcedId" else IDS[name.removesuffix("SourcedId")]


@SCHEMA.hook
def flatmap_path_parameters(context, path_parameters):  # noqa: ARG001 - the names are the hook's
    """Ask for records that there are, too; made-up ids alone would meet nothing but 404."""
    real = {name: st.sampled_from(_known(name)) for name in path_parameters or {}}
    return st.one_of(st.just(path_parameters), st.fixed_dictionaries(real)) if real else st.just(path_parameters)


def _authorization(path):
    if path.startswith("/applications"):
        return f"Bearer {SANDBOX.classlink.partner_key}"
    return "Basic c2FuZGJveC1rZXk6c2FuZGJveC1zZWNyZXQ=" if path == "/token" else "Bearer sandbox-bearer"


@SCHEMA.parametrize()
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
def test_sandbox__answers_as_its_document_says(case):
    case.call_and_validate(headers={"Authorization": _authorization(case.path)})
