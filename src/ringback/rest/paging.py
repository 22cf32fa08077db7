"""Pages: which one is asked for, and the envelope and links of the one that is answered."""

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import quote

from ringback.kernel import Page, PageRequest
from ringback.kernel.sid import is_sid
from ringback.rest.declare import Style
from ringback.rest.refusals import InvalidPage, PageSizeTooLarge, RepeatedParameter

USUAL_SIZE, LARGEST_SIZE = 50, 1000
MOST_PAGES = 10**9  # what a client counts; the token says where a page begins
MOST_TOKEN_CHARACTERS = 512
CAMEL_NAMES = ("PageSize", "Page", "PageToken")
SNAKE_NAMES = ("page_size", "page", "page_token")
Pairs = list[tuple[str, str]]
_NO_TOKEN = "is no token of this server; take it from a page's links"


def names_for(style: Style) -> tuple[str, str, str]:
    return SNAKE_NAMES if style is Style.OWN else CAMEL_NAMES


def take_page(pairs: Pairs, style: Style, *, of_sids: bool = False) -> tuple[PageRequest, Pairs]:
    """The page that a query asks for, and the pairs that are left (the filters). `of_sids`: tokens hold a SID."""
    names = names_for(style)
    asked: dict[str, str] = {}
    rest = []
    for pair in pairs:
        if pair[0] not in names:
            rest.append(pair)
        elif pair[0] in asked:
            raise RepeatedParameter(name=pair[0])
        else:
            asked[pair[0]] = pair[1]
    request = _request(asked, names) if asked else PageRequest()
    edge = request.after or request.before
    if of_sids and edge is not None and not is_sid(edge):
        raise InvalidPage(name=names[2], value=edge[:80], reason=_NO_TOKEN)
    return request, rest


def take_limit(pairs: Pairs, style: Style, usual: int) -> tuple[int, Pairs]:
    """For lists that are not paged: how many are wanted at most."""
    request, rest = take_page(pairs, style)
    given = any(name == names_for(style)[0] and value for name, value in pairs)
    return (request.size if given else usual), rest


def _request(asked: dict[str, str], names: tuple[str, str, str]) -> PageRequest:
    size_name, number_name, token_name = names
    size = _whole(size_name, asked.get(size_name) or str(USUAL_SIZE))
    if size > LARGEST_SIZE:
        raise PageSizeTooLarge(value=size, limit=LARGEST_SIZE)
    if size < 1:
        raise InvalidPage(name=size_name, value=size, reason=f"must be 1 to {LARGEST_SIZE}")
    number = _whole(number_name, asked.get(number_name) or "0")
    token = asked.get(token_name) or ""
    if number and not token:
        raise InvalidPage(
            name=number_name, value=number, reason=f"needs its {token_name}: follow the links, or leave it out"
        )
    return PageRequest(size, number, *_token(token_name, token))


def _whole(name: str, text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise InvalidPage(name=name, value=text[:40], reason="must be a whole number")
    return int(text)


def _token(name: str, token: str) -> tuple[str | None, str | None]:
    if not token:
        return None, None
    if len(token) > 2 and len(token) <= MOST_TOKEN_CHARACTERS:
        if token.startswith("PA"):
            return token[2:], None
        if token.startswith("PB"):
            return None, token[2:]
    raise InvalidPage(name=name, value=token[:80], reason=_NO_TOKEN)


def query_of(pairs: Pairs) -> str:
    return "&".join(f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in pairs)


class Links:
    """The addresses around one page. `path` is what they begin with; filters are kept in each of them."""

    __slots__ = ("_filters", "_names", "_path", "request")

    def __init__(self, path: str, filters: Pairs, request: PageRequest, style: Style) -> None:
        self._path, self.request, self._names = path, request, names_for(style)
        self._filters = query_of(filters) + "&" if filters else ""

    def at(self, number: int, token: str | None = None) -> str:
        size_name, number_name, token_name = self._names
        link = f"{self._path}?{self._filters}{size_name}={self.request.size}&{number_name}={number}"
        return f"{link}&{token_name}={quote(token, safe='')}" if token else link

    def here(self) -> str:
        request = self.request
        if request.after is not None:
            return self.at(request.number, "PA" + request.after)
        return self.at(request.number, "PB" + request.before if request.before is not None else None)

    def next(self, page: Page[Any], token_of: Callable[[Any], str]) -> str | None:
        if not (page.has_next and page.items):
            return None
        return self.at(self.request.number + 1, "PA" + token_of(page.items[-1]))

    def previous(self, page: Page[Any], token_of: Callable[[Any], str]) -> str | None:
        if not (page.has_previous and page.items):
            return None
        return self.at(max(self.request.number - 1, 0), "PB" + token_of(page.items[0]))


def core_envelope(key: str, items: Sequence[Any], page: Page[Any], links: Links, token_of: Any) -> dict[str, Any]:
    """The 2010 kind. Exactly one key beside the paging keys: client libraries find the records by that."""
    request = links.request
    start = request.number * request.size
    return {
        "first_page_uri": links.at(0),
        "end": start + max(len(items) - 1, 0),
        "previous_page_uri": links.previous(page, token_of),
        key: items,
        "uri": links.here(),
        "page_size": request.size,
        "start": start,
        "next_page_uri": links.next(page, token_of),
        "page": request.number,
    }


def meta_envelope(key: str, items: Sequence[Any], page: Page[Any], links: Links, token_of: Any) -> dict[str, Any]:
    """The kind of v1 and later, and of Ringback's own API (whose key is `items`)."""
    request = links.request
    return {
        key: items,
        "meta": {
            "page": request.number,
            "page_size": request.size,
            "first_page_url": links.at(0),
            "previous_page_url": links.previous(page, token_of),
            "url": links.here(),
            "next_page_url": links.next(page, token_of),
            "key": key,
        },
    }
