"""The sandbox's own OpenAPI document, made from its routes and from the fields of the records."""

from oneroster_classlink.sandbox.openapi.document import openapi_document
from oneroster_classlink.sandbox.openapi.door import openapi_door

__all__ = ["openapi_document", "openapi_door"]
