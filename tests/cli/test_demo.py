"""``demo``: the whole way through over real HTTP."""

import csv
import json


def test_demo__the_main_job_and_its_files(command, tmp_path):
    status, out, err = command("demo", "--out", tmp_path / "demo", "--today", "2026-11-24")
    roster = json.loads((tmp_path / "demo" / "roster.json").read_bytes())
    with (tmp_path / "demo" / "findings.csv").open(encoding="utf-8", newline="") as file:
        findings = list(csv.DictReader(file))

    assert 0 == status
    assert "A made-up district is served at http://127.0.0.1:" in err
    assert "enrollments" in err
    assert 6 == len(roster["schools"])
    assert f"  create   6 schools, {len(roster['classes']):,} classes, {len(roster['people']):,} people" in out
    assert {"error", "alert", "note"} == {found["severity"] for found in findings}
    with (tmp_path / "demo" / "findings" / "index.csv").open(encoding="utf-8", newline="") as file:
        assert len(findings) == sum(int(line["findings"]) for line in csv.DictReader(file))
    assert (tmp_path / "demo" / "report.html").stat().st_size > 1_000


def test_demo__is_the_same_every_time(command, tmp_path):
    for name in ("one", "two"):
        command("demo", "--out", tmp_path / name, "--today", "2026-11-24", "--seed", "3")

    assert (tmp_path / "one" / "roster.json").read_bytes() == (tmp_path / "two" / "roster.json").read_bytes()
    assert (tmp_path / "one" / "findings.csv").read_bytes() == (tmp_path / "two" / "findings.csv").read_bytes()
