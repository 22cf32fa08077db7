"""`ringback serve`: builds the house, opens the door, tells where it is, and closes in order."""

import gc
import socket
import sys
from collections.abc import Callable
from urllib.parse import urlsplit

import structlog
import uvloop

from ringback.app.build import House, Whereabouts, build
from ringback.app.http.console import ConsoleFiles
from ringback.app.http.front import Front
from ringback.app.http.health import Health
from ringback.app.http.listener import Server, listen
from ringback.app.http.live import Live
from ringback.app.logs import set_up_logs
from ringback.app.ready import READY_FILE, Ready, write_ready
from ringback.app.resources import LATER, RESOURCES, description
from ringback.app.settings import Settings, SettingsError
from ringback.app.welcome import welcome
from ringback.products.accounts.service import Seeded
from ringback.rest.asgi import RestApp, Served
from ringback.rest.hosts import Hosts
from ringback.store.schema import WrongSchema

log = structlog.get_logger(__name__)
FIRST_NUMBER, FIRST_SHORT_CODE = "+14155550100", "24365"


def run(settings: Settings) -> int:
    """Serves until SIGINT or SIGTERM; the process's exit status."""
    set_up_logs()
    try:
        bound = listen(settings.http)
    except OSError as problem:
        print(_taken(settings, problem), file=sys.stderr)
        return 1
    # Threads take turns by this much: the writer's fsync must not wait 5 ms for the loop to let go.
    sys.setswitchinterval(0.001)
    try:
        return uvloop.run(_serve(settings, bound))
    except KeyboardInterrupt:
        return 130
    except WrongSchema as problem:
        print(f"ringback cannot use this database: {problem}", file=sys.stderr)
        return 1
    return 0


def _taken(settings: Settings, problem: OSError) -> str:
    return (
        f"ringback cannot listen on {settings.http}: {problem.strerror}. "
        "Is another server running there? Choose another with --http 127.0.0.1:PORT (0 picks a free one)."
    )


def _sip_taken(settings: Settings, problem: OSError) -> str:
    return (
        f"ringback cannot listen for SIP on {settings.sip}: {problem.strerror}. "
        "Is another server or softphone there? Choose another with --sip 127.0.0.1:PORT (0 picks a free one)."
    )


def _smpp_taken(settings: Settings, problem: OSError) -> str:
    return (
        f"ringback cannot listen for SMPP on {settings.smpp}"
        f"{f' and {settings.smpp_tls}' if settings.smpp_tls else ''}: {problem.strerror}. "
        "Is another server there? Choose another with --smpp 127.0.0.1:PORT (0 picks a free one)."
    )


async def _serve(settings: Settings, bound: socket.socket) -> int:
    host, port = bound.getsockname()[:2]
    local = f"http://{'[' + host + ']' if ':' in host else host}:{port}"
    house = await build(settings, Whereabouts(settings.public_url or local))
    server = Server(front_of(house), lambda: _ready(house, local))
    try:
        await house.start()
    except OSError as problem:
        print(_sip_taken(settings, problem), file=sys.stderr)
        await house.stop()
        return 1
    try:
        await house.listen_for_smpp()
    except SettingsError as problem:
        print(problem, file=sys.stderr)
        await house.stop()
        return 1
    except OSError as problem:
        print(_smpp_taken(settings, problem), file=sys.stderr)
        await house.stop()
        return 1
    _settle_memory()
    try:
        await server.serve(sockets=[bound])
    finally:
        bound.close()  # the port is free before calls are said goodbye to
        await house.stop()
    return 0


def _settle_memory() -> None:
    """What start-up made stays: the collector need not walk it again and again."""
    gc.collect()
    gc.freeze()
    # Garbage of calls goes in circles, a hundred objects each: taken often and little at a time, for 200,000 at once
    # held the loop up for a quarter of a second. All that lives is looked at every 100 million.
    gc.set_threshold(4_000, 10, 2_500)


def hosts_of(settings: Settings) -> Hosts:
    """The names this server goes by. Bound beyond loopback it answers to any address: it cannot know its own."""
    public = urlsplit(settings.public_url or "").hostname
    return Hosts(
        {resource.declared.host for resource in RESOURCES if resource.declared},
        [settings.domain] if settings.domain else [],
        [name for name in (public, settings.http.host) if name],
        any_address=not settings.http.is_loopback,
    )


def open_api(house: House, observe: Callable[[Served], None] | None = None) -> RestApp:
    """The API of a house."""
    settings = house.settings
    return RestApp(
        RESOURCES,
        house.services,
        gate=house.gate,
        clock=house.clock,
        sids=house.sids,
        hosts=hosts_of(settings),
        public_url=settings.public_url,
        idempotency=house.idempotency,
        observe=observe,
        later=LATER,
    )


async def seed(house: House) -> Seeded:
    """The first account, its number and its short code; what is there already stays as it is."""
    seeded = await house.accounts.seed(account_sid=house.settings.account_sid, auth_token=house.settings.auth_token)
    await house.numbers.provision(seeded.account.sid, FIRST_NUMBER)
    await house.short_codes.assign(seeded.account.sid, FIRST_SHORT_CODE)
    return seeded


def front_of(house: House) -> Front:
    """What the listener serves: the API, the console, live sockets and health of a house."""
    api = open_api(house, house.metrics.served)
    live = Live(house.store, house.gate, house.sids, house.handsets, house.handset_verbs, house.calling)
    return Front(
        api,
        ConsoleFiles(house.sessions),
        live,
        Health(house.metrics),
        lambda product: description(product, api),
        hosts_of(house.settings),
    )


async def _ready(house: House, local: str) -> None:
    """The first account and its number exist; whoever waits for the server is told."""
    settings, seeded = house.settings, await seed(house)
    account_sid = seeded.account.sid
    url = settings.public_url or local
    ready = Ready(
        http=url,
        account_sid=account_sid,
        auth_token=seeded.account.auth_token,
        test_account_sid=seeded.test.sid,
        test_auth_token=seeded.test.auth_token,
        number=FIRST_NUMBER,
        sip="{}:{}".format(*house.voice.endpoint.address) if house.voice is not None else None,
        smpp="{}:{}".format(*house.smpp_server.address) if house.smpp_server.address is not None else None,
        smpp_tls="{}:{}".format(*house.smpp_server.tls_address) if house.smpp_server.tls_address is not None else None,
        console=f"{url}/console?token={await house.sessions.link(account_sid)}",
    )
    write_ready(settings.data / READY_FILE, ready)
    if settings.ready_file is not None:
        write_ready(settings.ready_file, ready)
    welcome(ready, settings)
