"""The contact points of a few users, all of whom are persons."""

from oneroster_classlink.mapping.people.contacts import find_contacts
from oneroster_classlink.mapping.people.judged import JudgedUsers, UserKind
from oneroster_classlink.mapping.policy import Policy
from oneroster_classlink.mapping.rules.roles import PersonRole, ingested_roles
from oneroster_classlink.mapping.rules.seats import Standing
from tests.records import make_org, make_snapshot


def judge(table, *, merged=None, ingested=frozenset(PersonRole), standing=Standing.TAKEN):
    """Return the users of *table* judged by their roles alone; *merged* holds ids."""
    found = [
        UserKind(
            standing=standing,
            roles=ingested_roles(user, ingested=ingested),
            role=None,
            enabled=user.enabled_user is not False,
        )
        for user in table
    ]
    rows = {table.row(key): table.row(into) for key, into in (merged or {}).items()}
    return JudgedUsers(kinds=tuple(found), codes=range(len(found)), merged=rows)


def contacts_of(users, *, accounts=(), merged=None, but=(), **options):
    """Return the contact points of *users* and their rows by id; those of *but* are no persons."""
    snapshot = make_snapshot(make_org(), *users)
    policy, table = Policy(**options), snapshot.users
    judged = judge(table, merged=merged)
    rows = {key: row for row, key in enumerate(table.ids)}
    found = find_contacts(
        snapshot,
        rows=[row for key, row in rows.items() if key not in but and row not in judged.merged],
        rank=[_rank(kind.roles, policy) for kind in judged.kinds],
        judged=judged,
        policy=policy,
        accounts=accounts,
    )
    return found, rows


def _rank(roles, policy):
    ranks = policy.contact_ranks
    return min((place for place, group in enumerate(ranks) if group & set(roles)), default=len(ranks))
