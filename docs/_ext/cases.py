"""The tables of cases beside the rules: what each rule makes of a few records. Tests run them, pages show them."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import attrs

FOLDER = Path(__file__).parents[1] / "reference" / "cases"
RECORDS = ("schools", "sessions", "courses", "classes", "users", "seats", "accounts")
"""The kinds of records that a case can have, in the order in which they are shown."""
OUTCOMES = MappingProxyType(
    {
        "schools": "schools",
        "classes": "classes",
        "people": "people",
        "school_names": "name of {}",
        "school_name_length": "characters in the name of {}",
        "names": "name of {}",
        "name_length": "characters in the name of {}",
        "named_by": "{} is named by",
        "owners": "owners of {}",
        "members": "members of {}",
        "seats": "{}",
        "role": "role of {}",
        "roles": "roles of {}",
        "school_roles": "roles of {} by school",
        "schools_of": "schools of {}",
        "age": "age of {}",
        "guardians": "guardians of {}",
        "reachable": "a guardian of {} can be reached",
        "suspended": "suspended",
        "not_creatable": "not creatable",
        "email": "who has an e-mail address",
        "mobile": "who has a mobile number",
        "linked": "account of {}",
        "merged": "merged into {}",
        "tombstones": "removed by itself",
        "findings": "findings",
        "sentences": "in words",
    }
)
"""What a case can say of the outcome, and how a page says it."""


@attrs.frozen(kw_only=True)
class Case:
    """A few records and what becomes of them.

    Attributes:
        name: What it shows.
        records: The records of each kind, in a short notation; a kind that is left out is as by default.
        policy: What the policy says otherwise than by default, as its JSON document says it.
        then: The outcome, by the keys of `OUTCOMES`.
    """

    name: str
    records: Mapping[str, tuple[str, ...]]
    policy: Mapping[str, Any]
    then: Mapping[str, Any]


@attrs.frozen(kw_only=True)
class Cases:
    """The cases of one rule.

    Attributes:
        says: The rule in words.
        codes: The codes of the findings that its cases name; each case names all that there are of them.
        cases: The cases.
    """

    says: str
    codes: tuple[str, ...]
    cases: tuple[Case, ...]


def rule_names() -> list[str]:
    """Return the name of every rule that has cases."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def path_of(rule: str) -> Path:
    """Return the file of the cases of *rule*."""
    return FOLDER / f"{rule}.toml"


def read_cases(rule: str) -> Cases:
    """Return the cases of *rule*.

    Raises:
        ValueError: The file has a key that no case has.
    """
    raw = tomllib.loads(path_of(rule).read_text(encoding="utf-8"))
    _known(raw, "says", "codes", "case")
    return Cases(says=raw["says"], codes=tuple(raw["codes"]), cases=tuple(map(_case, raw["case"])))


def case_rows(rule: str) -> list[tuple[str, ...]]:
    """Return name, records with the policy, and outcome of every case of *rule*, each as a line block."""
    return [(case.name, "\n".join(_given(case)), "\n".join(_outcome(case.then))) for case in read_cases(rule).cases]


def _case(raw: dict[str, Any]) -> Case:
    _known(raw, "name", "policy", "then", *RECORDS)
    _known(raw["then"], *OUTCOMES)
    records = {kind: tuple(raw[kind]) for kind in RECORDS if kind in raw}
    return Case(name=raw["name"], records=records, policy=raw.get("policy", {}), then=raw["then"])


def _known(raw: Mapping[str, Any], *keys: str) -> None:
    unknown = sorted(set(raw) - set(keys))
    if unknown:
        raise ValueError(f"no case has {unknown[0]}")


def _given(case: Case) -> Iterator[str]:
    for kind, records in case.records.items():
        yield from _lines(kind, records)
    for key, value in case.policy.items():
        yield f"| policy: ``{key} = {_said(value)}``"


def _outcome(then: Mapping[str, Any]) -> Iterator[str]:
    for key, value in then.items():
        if isinstance(value, dict):
            yield from (f"| {OUTCOMES[key].format(subject)}: {_cell(found)}" for subject, found in value.items())
        elif isinstance(value, list):
            yield from _lines(OUTCOMES[key], value)
        else:
            yield f"| {OUTCOMES[key]}: {_cell(value)}"


def _lines(label: str, items: Sequence[str]) -> Iterator[str]:
    """Yield *items* in a line each, below the label if there are several."""
    if len(items) > 1:
        yield f"| {label}:"
        yield from (f"|    {_cell(item)}" for item in items)
    else:
        yield f"| {label}: {_cell(''.join(items))}"


def _cell(value: Any) -> str:
    return "none" if value == "" else f"``{_said(value)}``"


def _said(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_said(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_said, value)) + "]"
    return str(value).lower() if isinstance(value, bool) else str(value)
