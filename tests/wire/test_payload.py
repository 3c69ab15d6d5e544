"""The minor code of every error payload that was seen."""

import json

import pytest

from oneroster_classlink.wire.payload import minor_code

FIELDS = {"imsx_codeMinorField": [{"imsx_codeMinorFieldName": "T", "imsx_codeMinorFieldValue": "server_busy"}]}


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ({"statusInfoSet": [{"imsx_codeMajor": "failure", "imsx_codeMinor": "unknown object"}]}, "unknown object"),
        ({"statusInfoSet": {"imsx_codeMinor": "forbidden"}}, "forbidden"),
        ({"imsx_codeMajor": "failure", "imsx_codeMinor": "invalid_filter_field"}, "invalid_filter_field"),
        ({"imsx_codeMajor": "failure", "imsx_CodeMinor": FIELDS}, "server_busy"),
        ({"imsx_statusInfo": {"imsx_codeMajor": "failure", "imsx_CodeMinor": FIELDS}}, "server_busy"),
        ({"imsx_StatusInfo": {"imsx_codeMinor": "unauthorized"}}, "unauthorized"),
        ({"error": "invalid_client", "error_description": "for Ada"}, "invalid_client"),
        ({"error": "No student named Ada Lovelace"}, None),
        ({"imsx_codeMinor": "no student named Ada"}, None),
        ({"imsx_CodeMinor": {"imsx_codeMinorField": ["x"]}}, None),
        ({"imsx_CodeMinor": {"imsx_codeMinorField": []}}, None),
        ({"statusInfoSet": []}, None),
        ({"status": 0, "message": "Ada Lovelace"}, None),
        (["x"], None),
        (None, None),
    ],
)
def test_minor_code__of_each_shape(found, expected):
    assert expected == minor_code(json.dumps(found).encode())


@pytest.mark.parametrize("body", [b"", b"<html>", b"Too many requests", b"\xff\xfe", b'"\xff"'])
def test_minor_code__of_what_is_not_json(body):
    assert minor_code(body) is None
