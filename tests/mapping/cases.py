"""The short notation of the tables of cases: records of texts such as ``T1 teacher@S2 email=none disabled``.

A text begins with an id, or with those of user and class for a seat; words without ``=`` are roles and flags.
``letters:60`` and ``words:60`` stand for a long text.
"""

import json
import shlex
from datetime import date

from oneroster_classlink.mapping.people import Account
from oneroster_classlink.mapping.policy import Policy
from oneroster_classlink.models import OrgType, Role, RoleAssignment, RoleType, Status
from tests.records import (
    make_class,
    make_course,
    make_demographics,
    make_enrollment,
    make_org,
    make_session,
    make_snapshot,
    make_user,
)

DEFAULTS = {"schools": ("S1",), "classes": ("C1",)}
"""What a case has unless it says otherwise."""
FLAGS = {
    "tobedeleted": {"status": Status.TOBEDELETED},
    "disabled": {"enabled_user": False},
    "primary": {"primary": True},
}
VALUES = {
    "begin": lambda text: {"begin_date": date.fromisoformat(text)},
    "end": lambda text: {"end_date": date.fromisoformat(text)},
    "given": lambda text: {"given_name": text},
    "family": lambda text: {"family_name": text},
    "email": lambda text: {"email": None if text == "none" else text},
    "enabled": lambda text: {"enabled_user": {"unknown": None}[text]},
    "primary": lambda text: {"primary": {"false": False}[text]},
    "type": lambda text: {"type": OrgType(text)},
    **{
        name: lambda text, name=name: {name: tuple(text.split(",")) if text else ()}
        for name in ("agents", "grades", "periods", "terms")
    },
}
"""How ``key=value`` is read; any other key is the field of its name."""


def snapshot_of(case):
    """Make the snapshot of *case*."""
    records = DEFAULTS | case.records
    made = [make(text) for kind, make in MAKERS.items() for text in records.get(kind, ())]
    seats = [_seat(f"E{number}", text) for number, text in enumerate(records.get("seats", ()), start=1)]
    births = [birth for text in records.get("users", ()) for birth in _births(text)]
    return make_snapshot(*made, *seats, *births)


def accounts_of(case):
    """Make the accounts that the host has."""
    return [_account(text) for text in case.records.get("accounts", ())]


def policy_of(case):
    """Make the policy, as its JSON document would."""
    return Policy.from_json(json.dumps(case.policy))


def _read(text):
    """Return the words of a text and its fields."""
    words, fields = [], {}
    for token in shlex.split(text):
        key, equals, value = token.partition("=")
        if equals:
            fields |= VALUES.get(key, lambda said, key=key: {key: _long(said)})(value)
        elif token in FLAGS:
            fields |= FLAGS[token]
        else:
            words.append(token)
    return words, fields


def _long(text):
    kind, _, count = text.partition(":")
    shapes = {"letters": lambda: "x" * int(count), "words": lambda: " ".join(["word"] * int(count))}
    return shapes.get(kind, lambda: text)()


def _org(text):
    (sourced_id,), fields = _read(text)
    return make_org(sourced_id, **fields)


def _session(text):
    (sourced_id, start, end), fields = _read(text)
    return make_session(sourced_id, start_date=date.fromisoformat(start), end_date=date.fromisoformat(end), **fields)


def _course(text):
    (sourced_id,), fields = _read(text)
    return make_course(sourced_id, **fields)


def _class(text):
    (sourced_id,), fields = _read(text)
    return make_class(sourced_id, **fields)


def _user(text):
    (sourced_id, *roles), fields = _read(text)
    fields.pop("birth", None)
    return make_user(
        sourced_id, roles=tuple(_role(text, first=not place) for place, text in enumerate(roles)), **fields
    )


def _role(text, *, first):
    role, _, org = text.partition("@")
    kind = RoleType.PRIMARY if first else RoleType.SECONDARY
    return RoleAssignment(role=Role(role) if role in set(Role) else role, org=org or "S1", role_type=kind)


def _births(text):
    (sourced_id, *_), fields = _read(text)
    if "birth" in fields:
        yield make_demographics(sourced_id, birth_date=date.fromisoformat(fields["birth"]))


def _seat(sourced_id, text):
    (user, klass, role), fields = _read(text)
    return make_enrollment(sourced_id, user=user, klass=klass, role=role, **fields)


def _account(text):
    (account,), fields = _read(text)
    return Account(id=account, **fields)


MAKERS = {"schools": _org, "sessions": _session, "courses": _course, "classes": _class, "users": _user}
