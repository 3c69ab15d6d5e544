"""The school list of a district, which is there even while nothing but orgs is shared."""

from oneroster_classlink.models.rostering import Org
from oneroster_classlink.rest.client import Client


def schools_of(client: Client) -> tuple[Org, ...]:
    """Return the schools of a district that are active, from its whole list of orgs.

    ``/orgs`` is read and not ``/schools``: it is the one that ClassLink documents, and it is proven whole the same way.

    Raises:
        IncompletePull: The list cannot be proven whole.
        OneRosterError: It cannot be read.
    """
    return tuple(org for org in client.orgs() if org.is_active_school)
