"""Makes the findings of users: ids, roles and counts, never a name or contact point."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

import attrs

from oneroster_classlink.mapping.findings import Code, Finding, listing
from oneroster_classlink.mapping.people.persons.guardians import are_unrelated
from oneroster_classlink.mapping.people.persons.known import Known
from oneroster_classlink.mapping.policy import ContactPoint

Facts = dict[str, str]


@attrs.frozen(kw_only=True)
class Told:
    """Makes the finding of a code about a row, for `Rows`.

    Attributes:
        known: All that is known of the users.
    """

    known: Known = attrs.field(repr=False)

    def finding(self, code: Code, row: int) -> Finding:
        """Return the finding of *code* about *row*."""
        facts = {"roles": self._roles(row), **_FURTHER.get(code, _none)(self.known, row)}
        if code is Code.USER_TOBEDELETED:
            facts = {}
        user, school = self.known.id_of(row), self.school(code, row)
        return Finding(code=code, school=school, user=user, facts=tuple(facts.items()))

    def school(self, _code: Code, row: int) -> str | None:
        """Return the first of the schools of *row*, if it is a person."""
        return self.known.belonging.first_school(row) if self.known.is_person[row] else None

    def _roles(self, row: int) -> str:
        kind = self.known.users.of(row)
        return listing(kind.roles or kind.said)


def agents(known: Known, row: int) -> Iterator[str]:
    """Yield whom the record of *row*, and those merged into it, name as agents."""
    for part in (row, *known.parts.get(row, ())):
        yield from known.table.value("agents", part)


def _none(_known: Known, _row: int) -> Facts:
    return {}


def _predicate(known: Known, _row: int) -> Facts:
    return {"predicate": known.policy.users.name if known.policy.users else "taken"}


def _merged_into(known: Known, row: int) -> Facts:
    return {"winner": f"user {known.id_of(known.users.merged[row])}"}


def _email_winner(known: Known, row: int) -> Facts:
    return {"winner": known.contacts.winner(ContactPoint.EMAIL, row)}


def _mobile_winner(known: Known, row: int) -> Facts:
    return {"winner": known.contacts.winner(ContactPoint.MOBILE, row)}


def _mobile_field(known: Known, row: int) -> Facts:
    return {"field": known.policy.mobile[known.contacts.mobile_fields[row]]}


def _account(known: Known, row: int) -> Facts:
    account, by = known.contacts.account(row) or ("none", "nothing")
    return {"account": account, "by": by}


def _other_role(known: Known, row: int) -> Facts:
    account = known.contacts.links.accounts[known.other_roles[row]]
    return {"account": account.id, "role": str(account.role)}


def _further_accounts(known: Known, row: int) -> Facts:
    return {"account": _account(known, row)["account"], "others": listing(known.further_accounts[row])}


def _also_parents(known: Known, row: int) -> Facts:
    return {"others": listing(sorted(map(known.id_of, known.also_parents[row])))}


def _twice(known: Known, row: int) -> Facts:
    return {"others": listing(sorted(map(known.id_of, known.twice[row])))}


def _guardians(known: Known, row: int) -> Facts:
    return {"count": str(known.guardians[row])}


def _missing_agents(known: Known, row: int) -> Facts:
    return {"agents": listing(sorted(found for found in agents(known, row) if found not in known.table))}


def _other_agents(known: Known, row: int) -> Facts:
    rows = {found: known.table.row(found) for found in agents(known, row)}
    others = (found for found, other in rows.items() if other is not None and _is_other(known, row, other))
    return {"agents": listing(sorted(others))}


def _is_other(known: Known, row: int, other: int) -> bool:
    one, two = (known.users.merged.get(found, found) for found in (row, other))
    return one != two and are_unrelated(known.facts[one], known.facts[two])


_FURTHER: Mapping[Code, Callable[[Known, int], Facts]] = MappingProxyType(
    {
        Code.USER_EXCLUDED: _predicate,
        Code.USER_MERGED: _merged_into,
        Code.STAFF_EMAIL_TAKEN: _email_winner,
        Code.EMAIL_TAKEN: _email_winner,
        Code.MOBILE_TAKEN: _mobile_winner,
        Code.MOBILE_FROM_PHONE: _mobile_field,
        Code.ACCOUNT_LINKED: _account,
        Code.ACCOUNT_ROLE_DIFFERS: _other_role,
        Code.ACCOUNTS_SEVERAL: _further_accounts,
        Code.STAFF_ALSO_PARENT: _also_parents,
        Code.USER_PERHAPS_TWICE: _twice,
        Code.STUDENT_NO_REACHABLE_GUARDIAN: _guardians,
        Code.STUDENT_MANY_GUARDIANS: _guardians,
        Code.AGENT_MISSING: _missing_agents,
        Code.AGENT_NOT_GUARDIAN: _other_agents,
    }
)
"""The facts of a code beyond the roles."""
