"""Descriptions made from the declarations: OpenAPI 3.1, TypeScript types, reference pages."""

from collections.abc import Sequence

from ringback.rest.declare import Resource
from ringback.rest.describe.markdown import reference
from ringback.rest.describe.openapi import index, openapi
from ringback.rest.describe.typescript import typescript
from ringback.rest.endpoint import Endpoint


def described(resources: Sequence[type[Resource]]) -> list[Endpoint]:
    """The operations of resources, for describing them only: their verbs are bound to no service."""
    return [
        Endpoint(resource, operation, operation.verb) for resource in resources for operation in resource.operations
    ]


__all__ = ["described", "index", "openapi", "reference", "typescript"]
