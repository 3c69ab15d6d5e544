"""Permissions that change while a district is pulled."""

import attrs

from oneroster_classlink.sandbox.exchange import Answer, Refused, refusal
from oneroster_classlink.sandbox.faults.kind import Kind, Option, Reads, Stage, Table
from oneroster_classlink.sandbox.faults.visit import Turn
from oneroster_classlink.sandbox.service.routes import version_of


def _revised(turn: Turn) -> Answer:
    """Mark the answer with a revision: the first before the fault strikes, the next one from then on."""
    answer = turn.usual()
    return attrs.evolve(answer, headers={**answer.headers, "x-perm-rev": f"fault-{turn.number}"})


def _withdrawn(turn: Turn) -> Answer:
    if turn.number > 1:
        refused = Refused(403, "forbidden", "This is not shared any more.")
        return refusal(refused, version=version_of(turn.visit.request.path))
    return _revised(turn)


# Outside, since ClassLink's proxy puts a revision of its own on what it passes on.
_WHEN = {"after": Option(default=1)}

REVISIONS: Table = {
    "revision_change": Kind(
        says="The header x-perm-rev changes once while a collection is pulled.",
        stage=Stage.BODY,
        act=_revised,
        lasts=True,
        options={**_WHEN, "times": Option(default=1)},
    ),
    "permission_change": Kind(
        says="The header x-perm-rev changes while a collection is pulled, and then everything is refused with 403.",
        stage=Stage.BODY,
        act=_withdrawn,
        lasts=True,
        reads=Reads.LISTS,
        options=_WHEN,
    ),
}
