"""The ASGI application made of all declared resources.

A request is walked to its operation, its caller asked for, its parameters read, the verb called and the record
written out. The hot path has no framework object on it; what can be worked out before the first request has been.
"""

import time
from collections.abc import AsyncIterator, Callable, Mapping, MutableMapping, Sequence
from typing import Any

import msgspec
import structlog

from ringback.kernel import Caller, Clock, Refused, SidSource, Unavailable
from ringback.kernel.refused import NotAuthenticated
from ringback.rest import errors
from ringback.rest.answer import JSON_TYPES, XML_TYPE, Answer, Asking, written
from ringback.rest.auth import Gate, credentials_of
from ringback.rest.convert import lower_sid
from ringback.rest.declare import Resource, Style
from ringback.rest.dispatch import Node, cut_suffix
from ringback.rest.endpoint import ACCOUNT_PLACE, Endpoint, endpoints_of
from ringback.rest.hosts import CORE_VERSION, OWN, Hosts, Place, place_of
from ringback.rest.idempotency import HEADER as IDEMPOTENCY_HEADER
from ringback.rest.idempotency import Idempotency
from ringback.rest.later import Later, Missing, NotYet
from ringback.rest.limits import Limits
from ringback.rest.operations import Access, Body
from ringback.rest.paging import Pairs, take_limit, take_page
from ringback.rest.refusals import TooManyAtOnce, UnknownPath, WrongMethod
from ringback.rest.render import Context
from ringback.rest.request import ClientGone, Receive, Request, check_headers, read_body, read_form, read_object
from ringback.rest.values import Client

log = structlog.get_logger(__name__)
Send = Callable[[MutableMapping[str, Any]], Any]
_REGION = (b"x-home-region", b"us1")
_NO_SNIFFING = (b"x-content-type-options", b"nosniff")
_ALLOWED_HEADERS = (
    b"Accept, Authorization, Content-Type, If-Match, If-Modified-Since, If-None-Match, If-Unmodified-Since, "
    b"Idempotency-Key"
)
_CORS = [
    (b"access-control-allow-origin", b"*"),
    (b"access-control-allow-headers", _ALLOWED_HEADERS),
    (b"access-control-allow-methods", b"GET, POST, PUT, PATCH, DELETE, OPTIONS"),
    (b"access-control-expose-headers", b"ETag, Twilio-Request-Id"),
    (b"access-control-allow-credentials", b"true"),
]


class Served(msgspec.Struct, frozen=True):
    """What became of one request, for logs and metrics. `operation` is empty where none was found."""

    request_sid: str
    method: str
    path: str
    operation: str
    product: str
    account_sid: str
    status: int
    seconds: float


class RestApp:
    """Serves `resources` with the verbs of `services`.

    `gate` answers for who calls. `hosts` says which names are ours; by default loopback and twilio.com. With a
    `public_url` links begin with it, else with the request's own scheme and host. `idempotency` keeps answers; without
    it the header is ignored. `observe` hears of every request served. `later` are operations that say that they are not
    here yet. Raises DeclarationError when a resource contradicts itself or its service.
    """

    def __init__(
        self,
        resources: Sequence[type[Resource]],
        services: Sequence[Any],
        *,
        gate: Gate,
        clock: Clock,
        sids: SidSource,
        hosts: Hosts | None = None,
        limits: Limits | None = None,
        public_url: str | None = None,
        idempotency: Idempotency | None = None,
        observe: Callable[[Served], None] | None = None,
        later: Sequence[Later] = (),
    ) -> None:
        self.endpoints = endpoints_of(resources, services)
        self._gate, self._clock, self._sids = gate, clock, sids
        self._limits, self._idempotency, self._observe = limits or Limits(), idempotency, observe
        self._public_url = public_url.rstrip("/") if public_url else None
        self._trees: dict[str, Node[Endpoint]] = {}
        for endpoint in self.endpoints:
            self._plant(endpoint)
        self._hosts = hosts or Hosts(self._trees)
        self._at_once: dict[str, int] = {}
        self._missing = Missing(later)

    def _plant(self, endpoint: Endpoint) -> None:
        tree = self._trees.setdefault(endpoint.declared.host, Node())
        node = tree.grow(endpoint.path)
        (node.bare if endpoint.operation.bare else node.methods)[endpoint.method] = endpoint

    async def __call__(self, scope: Mapping[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            raise RuntimeError(f"RestApp serves http, not {scope['type']}")
        started = time.perf_counter()
        request = Request(scope, self._sids.new("RQ", self._clock.now()))
        structlog.contextvars.bind_contextvars(request_sid=request.sid)
        serving = _Serving(self, request, scope)
        try:
            answer = await serving.answer(receive)
        except ClientGone:
            return
        seconds = time.perf_counter() - started
        if self._observe is not None:
            self._observe(serving.report(answer.status, seconds))
        await _send(request, answer, serving, seconds, send)

    # -- steps, each asked by `_Serving`

    def find(self, request: Request) -> Node[Endpoint]:
        """Fills in the request's place and format. Raises UnknownHost or UnknownPath."""
        place = place_of(self._hosts.product_of(request.host), request.segments())
        tree = self._trees.get(place.product) if place is not None else None
        if place is None or tree is None or not place.segments:
            raise UnknownPath(what=request.shown_path)
        segments = place.segments
        if segments[0] == CORE_VERSION:
            segments, request.format = cut_suffix(segments)
        request.place = Place(place.product, segments, place.prefix)
        found = tree.find(segments)
        if found is None:
            name = self._missing.find(place.product, request.method, segments)
            if name is not None:
                raise NotYet(operation=name, method=request.method, what=request.shown_path)
            raise UnknownPath(what=request.shown_path)
        node, request.path_values = found
        return node

    async def enter(self, endpoint: Endpoint, request: Request) -> Caller | None:
        """Raises NotAuthenticated, or what the gate refuses with. Open operations are told who calls if it is known."""
        if endpoint.asked.access is Access.OPEN:
            return await self._enter_open(endpoint, request)
        return await self._enter(endpoint, request)

    async def _enter_open(self, endpoint: Endpoint, request: Request) -> Caller | None:
        if b"authorization" not in request.headers and b"cookie" not in request.headers:
            return None
        try:
            return await self._enter(endpoint, request)
        except Refused:
            return None

    async def _enter(self, endpoint: Endpoint, request: Request) -> Caller:
        credentials = credentials_of(request.headers, request.method)
        if credentials is None:
            raise NotAuthenticated
        principal = self._gate.authenticate(
            scheme=credentials.scheme,
            user=credentials.user,
            secret=credentials.secret,
            ip=request.ip,
            request_sid=request.sid,
        )
        if hasattr(principal, "__await__"):
            principal = await principal  # type: ignore[misc]
        if principal is None:
            raise NotAuthenticated
        caller = self._gate.enter(principal, request.path.get(ACCOUNT_PLACE), endpoint.asked)
        return await caller if hasattr(caller, "__await__") else caller  # type: ignore[misc,return-value]

    def root(self, request: Request) -> str:
        """What absolute links begin with."""
        place = request.place
        if place is None:
            return ""
        if self._public_url is not None:
            return f"{self._public_url}/{place.product}"
        return f"{request.outer_scheme()}://{request.host.decode('latin-1')}{place.prefix}"

    def count_in(self, account_sid: str) -> int:
        """One more of this account is being served. Raises TooManyAtOnce."""
        count = self._at_once.get(account_sid, 0) + 1
        limit = self._limits.at_once
        if limit is not None and count > limit:
            raise TooManyAtOnce(count=count - 1, limit=limit)
        self._at_once[account_sid] = count
        return count

    def count_out(self, account_sid: str) -> None:
        count = self._at_once[account_sid] - 1
        if count:
            self._at_once[account_sid] = count
        else:
            del self._at_once[account_sid]

    def body_limit(self, endpoint: Endpoint) -> int:
        return endpoint.limit_bytes or self._limits.body_bytes

    @property
    def limits(self) -> Limits:
        return self._limits

    @property
    def idempotency(self) -> Idempotency | None:
        return self._idempotency


class _Serving:
    """One request on its way through."""

    __slots__ = ("account_sid", "app", "at_once", "endpoint", "request", "scope")

    def __init__(self, app: RestApp, request: Request, scope: Mapping[str, Any]) -> None:
        self.app, self.request, self.scope = app, request, scope
        self.endpoint: Endpoint | None = None
        self.account_sid, self.at_once = "", 1

    async def answer(self, receive: Receive) -> Answer:
        """Never raises but ClientGone: a bug becomes a 500 whose stack is in the log under the request's SID."""
        try:
            return await self._serve(receive)
        except Refused as refused:
            headers = errors.headers_of(refused, self.request.headers)
            return self._error(refused.code, refused.message, refused.status, headers)
        except Unavailable as error:
            log.warning("unavailable", request_sid=self.request.sid, reason=str(error))
            return self._error(20503, "A part of the service is away. Try again in a second", 503, {"Retry-After": "1"})
        except ClientGone:
            raise
        except Exception:
            log.exception("a request failed", request_sid=self.request.sid, path=self.request.shown_path)
            message = f"The server failed. Its operator finds the reason in the log under {self.request.sid}"
            return self._error(20500, message, 500, {})

    async def _serve(self, receive: Receive) -> Answer:
        app, request = self.app, self.request
        check_headers(self.scope, app.limits)
        node = app.find(request)
        if request.method == "OPTIONS":
            return Answer(204, headers=[("Allow", _allowed(node))])
        endpoint = self.endpoint = _pick(node, request)
        arguments = _path_arguments(endpoint, request)
        caller = await app.enter(endpoint, request)
        if caller is None:
            return await self._perform(endpoint, None, arguments, receive)
        self.account_sid = caller.account_sid
        self.at_once = app.count_in(caller.account_sid)
        try:
            return await self._perform(endpoint, caller, arguments, receive)
        finally:
            app.count_out(caller.account_sid)

    async def _perform(
        self, endpoint: Endpoint, caller: Caller | None, arguments: dict[str, Any], receive: Receive
    ) -> Answer:
        app, request = self.app, self.request
        has_body = request.method not in ("GET", "HEAD", "DELETE")
        body = await read_body(request, receive, app.body_limit(endpoint)) if has_body else b""
        asking = Asking(Context(request.path, app.root(request)), [], _FIRST_PAGE)
        _take_parameters(endpoint, request, body, asking, arguments)

        async def perform() -> Any:
            result = endpoint.call(caller, **arguments)
            return await result if hasattr(result, "__await__") else result

        key = request.headers.get(IDEMPOTENCY_HEADER) if request.method == "POST" else None
        if key is None or caller is None or app.idempotency is None:
            return written(endpoint, request, asking, await perform())
        return await app.idempotency.answer(
            key, caller.account_sid, request, body, endpoint, perform, lambda r: written(endpoint, request, asking, r)
        )

    def _error(self, code: int, message: str, status: int, headers: dict[str, str]) -> Answer:
        as_xml = _wants_xml(self.request)
        kind = XML_TYPE if as_xml else JSON_TYPES[Style.CORE if _is_core(self.request) else Style.META]
        body = errors.encode(code, message, status, as_xml=as_xml)
        return Answer(status, body, kind, list(headers.items()))

    def report(self, status: int, seconds: float) -> Served:
        endpoint, request = self.endpoint, self.request
        name, product = (endpoint.name, endpoint.product) if endpoint else ("", "")
        return Served(request.sid, request.method, request.shown_path, name, product, self.account_sid, status, seconds)


_FIRST_PAGE = take_page([], Style.CORE)[0]


def _pick(node: Node[Endpoint], request: Request) -> Endpoint:
    method = "GET" if request.as_head else request.method
    if request.format is None and method in node.bare:
        return node.bare[method]
    endpoint = node.methods.get(method)
    if endpoint is None:
        raise WrongMethod(method=request.method[:20], what=request.shown_path, allowed=_allowed(node))
    if request.format == "csv" and not endpoint.is_list:
        raise UnknownPath(what=request.shown_path)
    return endpoint


def _allowed(node: Node[Endpoint]) -> str:
    methods = {*node.methods, *node.bare, "OPTIONS"}
    if "GET" in methods:
        methods.add("HEAD")
    return ", ".join(sorted(methods))


def _path_arguments(endpoint: Endpoint, request: Request) -> dict[str, Any]:
    """The ids of the path as the verb takes them. One that cannot be right names nothing: 404."""
    path = request.path
    for name, text in zip(endpoint.path_names, request.path_values, strict=True):
        path[name] = lower_sid(text) if len(text) == 34 and name.endswith("sid") else text
    arguments = dict(endpoint.fixed)
    for name, read in endpoint.path_readers:
        try:
            arguments[name] = path[name] if read is None else read(path[name])
        except (ValueError, Refused):
            raise UnknownPath(what=request.shown_path) from None
    return arguments


def _take_parameters(
    endpoint: Endpoint, request: Request, body: bytes, asking: Asking, arguments: dict[str, Any]
) -> None:
    """Adds the parameters of body and query to the verb's arguments."""
    query: Pairs = request.query() if request.query_string else []
    if endpoint.is_list:
        query = _take_page(endpoint, query, asking, arguments)
    if endpoint.body is Body.JSON:
        arguments.update(endpoint.table.from_json(read_object(request, body), query, request.headers))
    else:
        pairs = read_form(request, body, endpoint.body) + query if body else query
        arguments.update(endpoint.table.from_pairs(pairs, request.headers))
    if endpoint.takes_if_match:
        arguments["if_match"] = _if_match(request)
    if endpoint.takes_client:
        arguments["client"] = Client(request.ip, request.outer_scheme())


def _take_page(endpoint: Endpoint, query: Pairs, asking: Asking, arguments: dict[str, Any]) -> Pairs:
    if endpoint.operation.paged:
        arguments["page"], query = take_page(query, endpoint.style, of_sids=endpoint.token_is_sid)
        asking.page = arguments["page"]
    elif endpoint.limit is not None:
        arguments["limit"], query = take_limit(query, endpoint.style, endpoint.limit)
    asking.filters = query
    return query


def _if_match(request: Request) -> str | None:
    value = request.headers.get(b"if-match", b"").decode("latin-1").strip().removeprefix("W/").strip('"')
    return None if value in ("", "*") else value


def _is_core(request: Request) -> bool:
    return CORE_VERSION.encode() in request.raw_path[:64]


def _wants_xml(request: Request) -> bool:
    return _is_core(request) and request.format != "json" and not request.raw_path.rstrip(b"/").endswith(b".json")


async def _send(request: Request, answer: Answer, serving: _Serving, seconds: float, send: Send) -> None:
    body = answer.body
    headers = [
        (b"twilio-request-id", request.sid.encode()),
        (b"twilio-request-duration", b"%.3f" % seconds),
        (b"twilio-concurrent-requests", b"%d" % serving.at_once),
        (b"x-api-domain", request.host_name.encode("latin-1")),
        _REGION,
        _NO_SNIFFING,
    ]
    if request.place is None or request.place.product != OWN:
        headers += _CORS
    if answer.content_type:
        headers.append((b"content-type", _header_value(answer.content_type)))
    headers.extend((name.lower().encode(), _header_value(value)) for name, value in answer.headers)
    if not isinstance(body, bytes):
        await _stream(answer.status, headers, body, send, skip=request.as_head)
        return
    if answer.status != 204:
        headers.append((b"content-length", b"%d" % len(body)))
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if request.as_head else body})


def _header_value(text: str) -> bytes:
    """Types and file names come from outside: nothing in them may begin a header of its own."""
    return "".join(c if c >= " " and c != "\x7f" else " " for c in text).encode("latin-1", "replace")


async def _stream(
    status: int, headers: list[tuple[bytes, bytes]], body: AsyncIterator[bytes], send: Send, *, skip: bool
) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    if not skip:
        async for piece in body:
            await send({"type": "http.response.body", "body": piece, "more_body": True})
    await send({"type": "http.response.body", "body": b""})
