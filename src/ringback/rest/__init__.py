"""The resource kit: one typed definition gives routes, parameters, pages, JSON, XML, docs and types.

`declare.Resource`, `fields.field` and `operations.Action` say in their docstrings all that can be said.
"""

from ringback.rest.declare import DeclarationError, Resource, Style
from ringback.rest.fields import EXACT, MANY, OPTIONAL, RANGE, REQUIRED, field, links, self_link
from ringback.rest.operations import (
    ACCOUNT,
    FORM,
    JSON,
    MULTIPART,
    OPEN,
    OPERATOR,
    Action,
    Create,
    Delete,
    Fetch,
    List,
    Operation,
    Update,
)
from ringback.rest.values import Client, Content, HttpMethod, Range, Redirect, Upload, Url
from ringback.rest.write import day, iso8601, iso8601_ms, quoted, rfc2822

__all__ = [
    "ACCOUNT",
    "EXACT",
    "FORM",
    "JSON",
    "MANY",
    "MULTIPART",
    "OPEN",
    "OPERATOR",
    "OPTIONAL",
    "RANGE",
    "REQUIRED",
    "Action",
    "Client",
    "Content",
    "Create",
    "DeclarationError",
    "Delete",
    "Fetch",
    "HttpMethod",
    "List",
    "Operation",
    "Range",
    "Redirect",
    "Resource",
    "Style",
    "Update",
    "Upload",
    "Url",
    "day",
    "field",
    "iso8601",
    "iso8601_ms",
    "links",
    "quoted",
    "rfc2822",
    "self_link",
]
