"""The REST client: reads a OneRoster server page by page, signed, retried and proven complete."""

from oneroster_classlink.rest.auth import Bearer, ClientCredentials, OAuth1
from oneroster_classlink.rest.client import Client
from oneroster_classlink.rest.reading.reader import Progress
from oneroster_classlink.rest.retry import Budget, Retry
from oneroster_classlink.wire.endpoints import Version
from oneroster_classlink.wire.query import Field, Filter

__all__ = [
    "Bearer",
    "Budget",
    "Client",
    "ClientCredentials",
    "Field",
    "Filter",
    "OAuth1",
    "Progress",
    "Retry",
    "Version",
]
