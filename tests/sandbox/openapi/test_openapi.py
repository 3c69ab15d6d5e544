"""The sandbox's own OpenAPI document: where it is, and that it follows routes and models."""

import json
import re

import msgspec
import pytest
from werkzeug.test import Client

from oneroster_classlink.models.collections import COLLECTIONS
from oneroster_classlink.sandbox import District, World, make_app
from oneroster_classlink.sandbox.openapi import openapi_document
from oneroster_classlink.sandbox.openapi.schemas import schema_of
from tests.sandbox.conftest import ORIGIN, SMALL, V11, V12, get

DOCUMENT = openapi_document()
SCHEMAS = DOCUMENT["components"]["schemas"]


@pytest.fixture(scope="module")
def client():
    return Client(make_app(World(district=District(rows=SMALL)), origin=ORIGIN))


@pytest.mark.parametrize(
    "path",
    [
        "/openapi.json",
        f"{V12}/discovery/onerosterv1p2rostersservice_openapi3_v1p0.json",
        f"{V12}/discovery/imsorv1p2_rostering_openapi3_v1p0.json",
        "/ims/oneroster/gradebook/v1p2/discovery/onerosterv1p2gradebookservice_openapi3_v1p0.json",
        "/ims/oneroster/resources/v1p2/discovery/onerosterv1p2resourcesservice_openapi3_v1p0.json",
    ],
)
def test_door__anybody_may_read_it(client, path):
    answer = client.get(path)

    assert (200, "application/json") == (answer.status_code, answer.headers["Content-Type"])
    assert msgspec.json.encode(DOCUMENT) == answer.data


def test_door__only_reads(client):
    answer = client.post("/openapi.json")

    assert (405, "GET, HEAD") == (answer.status_code, answer.headers["Allow"])


def test_document__its_references_lead_somewhere():
    found = set(re.findall(r'"#/components/schemas/(\w+)"', json.dumps(DOCUMENT)))

    assert set() == found - SCHEMAS.keys()
    assert "Ref" in found


def test_document__names_every_operation_once():
    operations = [operation for item in DOCUMENT["paths"].values() for operation in item.values()]

    assert 123 == len(operations) == len({operation["operationId"] for operation in operations})


def test_document__secures_every_operation_by_known_schemes():
    known = DOCUMENT["components"]["securitySchemes"].keys()
    used = [set().union(*operation["security"]) for item in DOCUMENT["paths"].values() for operation in item.values()]

    assert all(used)
    assert known == set().union(*used)


def test_document__path_parameters_are_those_of_the_address():
    for path, item in DOCUMENT["paths"].items():
        for operation in item.values():
            named = [found["name"] for found in operation.get("parameters", ()) if found["in"] == "path"]
            assert re.findall(r"\{(\w+)\}", path) == named


@pytest.mark.parametrize("name", sorted(set(COLLECTIONS) - {"users"}))
def test_schemas__have_the_fields_of_the_models(name):
    model = COLLECTIONS[name].model
    fields = {field.name for field in model.__attrs_attrs__ if "kind" in field.metadata}

    assert len(fields) <= len(SCHEMAS[model.__name__]["properties"])


def test_schemas__users_differ_by_version():
    old, new = (SCHEMAS[name]["properties"].keys() for name in ("User11", "User12"))

    assert {"role", "orgs"} == old - new
    assert {"roles", "primaryOrg", "pronouns"} <= new - old


def test_schemas__an_open_vocabulary_is_given_by_examples():
    assert ["homeroom", "scheduled"] == SCHEMAS["Class"]["properties"]["classType"]["examples"]
    assert "enum" not in SCHEMAS["Class"]["properties"]["classType"]


def test_schemas__of_collections_that_12_alone_has():
    assert {"sourcedId", "status", "title", "scoreScaleValue"} <= SCHEMAS["ScoreScale"]["properties"].keys()


def test_schema_of__an_example():
    assert {
        "type": "object",
        "required": ["list", "flag", "share"],
        "properties": {
            "list": {"type": "array", "items": {"type": "integer"}},
            "flag": {"type": "boolean"},
            "share": {"type": "number"},
        },
    } == schema_of({"list": [1], "flag": True, "share": 0.5})


@pytest.mark.parametrize(("base", "tag"), [(V11, "OneRoster 1.1"), (V12, "OneRoster 1.2")])
def test_filters__the_pattern_knows_what_the_sandbox_takes(service, base, tag):
    operation = DOCUMENT["paths"][f"{base}/users"]["get"]
    (pattern,) = [found["schema"]["pattern"] for found in operation["parameters"] if found["name"] == "filter"]
    text = "orgs.sourcedId='S1' OR givenName~'O''B'"

    assert [tag] == operation["tags"]
    assert re.search(pattern, text)
    assert not re.search(pattern, "shoeSize='1'")
    assert 200 == get(service, f"{base}/users?filter={text}")[0].status
