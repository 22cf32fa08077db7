"""The wiring: every room is built here, from the bottom up, and handed what it needs. Nothing else knows all rooms."""

import os
import ssl
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from ringback.app.clock import ClockService
from ringback.app.janitor import Janitor
from ringback.app.settings import Settings, SettingsError
from ringback.app.spending import spent_on_calls
from ringback.app.voice import Elsewhere, Surroundings, Voice, build_voice
from ringback.carriers import Routes, Sink
from ringback.carriers.simulated import HandsetCalls, Handsets, SimulatedCarrier
from ringback.carriers.smpp import SmppCarriers
from ringback.carriers.smpp.figures import of_carriers, of_server
from ringback.carriers.smpp.server import Behind, SmppServer
from ringback.jobs import DeadLetters, Reactions, Runner
from ringback.kernel import SidSource
from ringback.kernel.chance import Entropy
from ringback.products.accounts.gate import AccountsGate, Principal
from ringback.products.accounts.service import (
    AccountsService,
    ApplicationsService,
    CredentialsService,
    KeysService,
    PeopleService,
    PermissionsService,
    SafelistService,
    SessionsService,
    SettingsService,
    TokensService,
)
from ringback.products.consent.service import ConsentService, LedgerService, PoliciesService
from ringback.products.console.service import ConsoleService
from ringback.products.handsets.calling import CallingService
from ringback.products.handsets.service import HandsetsService
from ringback.products.messaging import jobs as messaging_jobs
from ringback.products.messaging.a2p.brands import BrandsService
from ringback.products.messaging.a2p.campaigns import CampaignsService
from ringback.products.messaging.a2p.deactivations import DeactivationsService
from ringback.products.messaging.a2p.jobs import A2pJobs
from ringback.products.messaging.delivery import Delivery
from ringback.products.messaging.feedback import FeedbackService
from ringback.products.messaging.fetching import Fetching
from ringback.products.messaging.media import MediaService
from ringback.products.messaging.opt_outs import OptOuts
from ringback.products.messaging.pacing import Pacing
from ringback.products.messaging.recall import Recall
from ringback.products.messaging.receiving import Receiving
from ringback.products.messaging.sending import MessagingService
from ringback.products.messaging.services import jobs as services_jobs
from ringback.products.messaging.services.choosing import Choosing
from ringback.products.messaging.services.inbound import Inbound
from ringback.products.messaging.services.senders import SendersService
from ringback.products.messaging.services.service import ServicesService
from ringback.products.messaging.smpp.afterwards import SmppAfterwards
from ringback.products.messaging.smpp.binds import SmppBinds
from ringback.products.messaging.smpp.credentials import SmppCredentialsService
from ringback.products.messaging.smpp.desk import SmppDesk
from ringback.products.messaging.smpp.mail import SmppMail
from ringback.products.messaging.smpp.telling import SmppReader
from ringback.products.messaging.trace import TraceService
from ringback.products.monitor.metrics import Metrics
from ringback.products.monitor.reader import MonitorReader
from ringback.products.monitor.service import (
    AlertsService,
    AuditService,
    DebuggerService,
    JobsService,
    NotificationsService,
)
from ringback.products.networks.pings import Pings
from ringback.products.networks.routing.service import RoutesService
from ringback.products.networks.service import Caps, NetworksService
from ringback.products.networks.smpp.service import SmppCarriersService
from ringback.products.numbers import jobs as numbers_jobs
from ringback.products.numbers.jobs import NumbersJobs
from ringback.products.numbers.service import (
    AddressesService,
    AvailableNumbersService,
    NumbersService,
    ShortCodesService,
)
from ringback.products.pricing.offers import OffersService
from ringback.products.pricing.service import PriceList
from ringback.products.usage.jobs import UsageJobs
from ringback.products.usage.reader import UsageReader
from ringback.products.usage.service import TriggersService, UsageService
from ringback.products.voice.caller_ids import CallerIdsService
from ringback.products.voice.callers import Callers
from ringback.products.voice.conferences.participants import ParticipantsService
from ringback.products.voice.conferences.recordings import ConferenceRecordingsService
from ringback.products.voice.conferences.service import ConferencesService
from ringback.products.voice.conferences.story import StoryService
from ringback.products.voice.desk import Desk
from ringback.products.voice.history import HistoryService
from ringback.products.voice.jobs import VoiceJobs
from ringback.products.voice.pacing import CallPacing
from ringback.products.voice.placing import Placing
from ringback.products.voice.queues.members import MembersService
from ringback.products.voice.queues.service import QueuesService
from ringback.products.voice.recordings import RecordingsService
from ringback.products.voice.service import CallsService
from ringback.products.voice.sip.policy import SipPolicy
from ringback.products.voice.sip.service import (
    AccessListsService,
    CredentialListsService,
    SipDomainsService,
    SipMappingsService,
)
from ringback.products.voice.transcriptions import jobs as transcription_jobs
from ringback.products.voice.transcriptions.service import TranscriptionsService
from ringback.products.voice.user_messages import UserMessagesService
from ringback.products.voice.ways import Outward
from ringback.rest.idempotency import Idempotency
from ringback.store import Store
from ringback.store.blobs import open_blobs
from ringback.store.schema import create, engine_for
from ringback.transports.chance import SystemEntropy
from ringback.transports.clocks import LeapingClock, SystemClock
from ringback.transports.http_client import HttpClient
from ringback.transports.tls import server_context
from ringback.webhooks import WebhookJobs, Webhooks

OWNER_FILE = "owner"


class House(msgspec.Struct, kw_only=True):
    """Everything a server is made of, built and not yet started."""

    settings: Settings
    clock: Any
    sids: SidSource
    store: Store
    runner: Runner
    http: HttpClient
    gate: AccountsGate
    accounts: AccountsService
    sessions: SessionsService
    numbers: NumbersService
    networks: NetworksService
    caps: Caps
    sip_domains: SipDomainsService
    sip_policy: SipPolicy
    short_codes: ShortCodesService
    handsets: Handsets
    handset_verbs: HandsetsService
    calling: CallingService
    pings: Pings | None
    voice: Voice | None
    smpp_carriers: SmppCarriers
    smpp_server: SmppServer
    webhooks: Webhooks
    idempotency: Idempotency
    metrics: Metrics
    janitor: Janitor
    services: list[Any]

    async def start(self) -> None:
        """Begins to read events and to do work, where this process has the role."""
        self.metrics.start()
        if self.voice is not None:
            await self.voice.start()
        if self.pings is not None:
            self.pings.start()
        if {"all", "jobs", "carriers"} & set(self.settings.roles):
            await self.smpp_carriers.start()
            await self.runner.start()
            self.store.events.start()
            self.janitor.start()

    async def listen_for_smpp(self) -> None:
        """Opens the doors for customers' applications.

        Raises OSError where an address is taken, SettingsError where TLS lacks a certificate that can be used.
        """
        if {"all", "carriers"} & set(self.settings.roles):
            await self.smpp_server.start(self.settings.smpp.host, self.settings.smpp.port)
            if self.settings.smpp_tls is not None:
                tls = self.settings.smpp_tls
                await self.smpp_server.start_tls(tls.host, tls.port, listening_context(self.settings))

    async def stop(self) -> None:
        self.metrics.stop()
        self.janitor.stop()
        if self.pings is not None:
            await self.pings.stop()
        if self.voice is not None:
            await self.voice.stop()
        await self.smpp_server.stop()
        await self.smpp_carriers.stop()
        await self.runner.stop()
        await self.http.close()
        await self.store.stop()


class Whereabouts:
    """Where this server is found: known once the listener is bound, asked by whatever makes absolute URLs."""

    def __init__(self, public_url: str | None) -> None:
        self.url = (public_url or "").rstrip("/")

    def of(self, path: str) -> str:
        return f"{self.url}{path}"


async def build(settings: Settings, here: Whereabouts) -> House:
    """Opens the store and builds every room on it."""
    await create(settings.database_url, settings.data)
    clock = LeapingClock() if settings.clock == "test" else SystemClock()
    entropy = SystemEntropy()
    sids = SidSource(entropy)
    reactions = Reactions([messaging_jobs, services_jobs, numbers_jobs, transcription_jobs])
    store = Store(engine_for(settings.database_url, settings.data), clock, sids, reactions)
    await store.start()
    http = HttpClient()
    owner = owner_in(settings.data, entropy)
    runner = Runner(store, clock, owner)

    accounts = AccountsService(store, clock, sids, entropy)
    applications = ApplicationsService(store, clock, sids)
    sessions = SessionsService(store, clock, entropy)
    gate = AccountsGate(store, clock, accounts, sessions, is_private=settings.is_private)
    permissions = PermissionsService(store, clock)
    available, addresses = AvailableNumbersService(store), AddressesService(store, clock, sids)
    numbers = NumbersService(store, clock, sids, accounts, applications, available, addresses)
    short_codes = ShortCodesService(store, clock, sids)
    prices = PriceList(settings.pricing)
    networks = NetworksService(store, clock, sids, simulated=settings.simulated)
    caps = Caps(store, clock, accounts, numbers, networks, profile=settings.profile, currency=prices.currency)
    sip_domains = SipDomainsService(store, clock, sids, numbers, domain=settings.domain)
    sip_credentials, sip_access = CredentialListsService(store, clock, sids), AccessListsService(store, clock, sids)
    sip_policy = SipPolicy(store, clock, accounts, numbers, networks, sip_domains, sip_credentials, sip_access)

    is_private = settings.is_private

    async def may_be_private(account_sid: str) -> bool:
        said = (await accounts.settings(account_sid)).allow_private_webhooks
        return is_private if said is None else said

    webhooks = Webhooks(store, clock, sids, http, signing_key=accounts.signing_key, allow_private=may_be_private)
    handsets = Handsets(store, clock)
    simulated = SimulatedCarrier(handsets, clock, sids) if settings.simulated else None
    routes = Routes(store, clock, simulated)
    smpp_carriers = SmppCarriers(store, clock, sids, entropy, owner)
    routes.add(smpp_carriers)

    blobs = open_blobs(settings.storage_url, settings.data)
    media = MediaService(store, clock, sids, blobs, accounts, here.of)
    services_of_messaging = ServicesService(store, clock, sids)
    senders = SendersService(store, clock, sids, services_of_messaging, numbers)
    brands = BrandsService(store, clock, sids, reviews_itself=settings.simulated)
    campaigns = CampaignsService(
        store,
        clock,
        sids,
        services_of_messaging,
        senders,
        accounts,
        reviews_itself=settings.simulated,
    )
    pacing = Pacing(store, clock, accounts, settings.profile, settings.sender_rates, campaigns)
    consent = ConsentService(store, clock, sids)

    async def has_service(account_sid: str, sid: str) -> bool:
        return await services_of_messaging.find(account_sid, sid) is not None

    policies = PoliciesService(store, clock, sids, consent, has_service)
    opt_outs = OptOuts(clock, sids, accounts, consent, senders, routes)
    messages = MessagingService(
        store,
        clock,
        sids,
        accounts,
        applications,
        permissions,
        numbers,
        pacing,
        services_of_messaging,
        senders,
        opt_outs,
        policies,
    )
    delivery = Delivery(store, clock, accounts, routes, prices, pacing, media, campaigns)
    receiving = Receiving(
        store,
        clock,
        sids,
        accounts,
        applications,
        numbers,
        prices,
        webhooks,
        media,
        messages,
        opt_outs,
        Inbound(store, services_of_messaging, senders),
    )
    choosing = Choosing(
        store, clock, accounts, numbers, services_of_messaging, senders, opt_outs, policies, messages, delivery
    )
    fetching = Fetching(store, clock, http, accounts, media, delivery, may_be_private)
    handset_verbs = HandsetsService(
        store, clock, handsets, simulated, accounts, numbers, open_to_all=settings.is_private
    )
    handset_calls = HandsetCalls(store, clock)
    calling = CallingService(handset_verbs, handset_calls, here.of)

    voice = None
    if {"all", "voice"} & set(settings.roles):
        around = Surroundings(
            settings=settings,
            store=store,
            clock=clock,
            sids=sids,
            entropy=entropy,
            http=http,
            webhooks=webhooks,
            blobs=blobs,
            policy=sip_policy,
            handsets=handsets if settings.simulated else None,
            owner=owner,
            owner_of=receiving.owner,
            allow_private=may_be_private,
        )
        voice = await build_voice(around)
        calling.phones = voice.phones
    live = voice.switch if voice is not None else Elsewhere()
    callers = Callers(store, numbers, caps)
    call_pacing = CallPacing(store, clock, caps)
    outward = Outward(
        store,
        clock,
        entropy,
        numbers,
        callers,
        networks,
        sip_domains,
        here=voice.address if voice is not None else lambda: None,
        simulated=voice.simulated if voice is not None else lambda: None,
        phones=voice.endpoint.registrar if voice is not None else None,
        is_live=lambda call_sid: live.find(call_sid) is not None,
    )
    desk = Desk(store, clock, accounts, applications, numbers, prices, sip_domains, outward, here.of)
    calls = CallsService(store, clock, sids, accounts, applications, callers, call_pacing, live=live)
    recordings = RecordingsService(store, clock, blobs, accounts, calls, live, here.of)
    caller_ids = CallerIdsService(store, clock, sids, entropy, numbers, calls, accounts.secret, here.of)
    user_messages = UserMessagesService(store, clock, sids, calls, live)
    history = HistoryService(store, calls, live)
    conferences = ConferencesService(store, live.conferences)
    queues = QueuesService(store, clock, sids, live.queues)
    alerts = AlertsService(store, clock)
    if voice is not None:
        voice.rest_on(desk)
        runner.register(voice.recordings)
        runner.register(
            transcription_jobs.TranscriptionJobs(store, clock, sids, blobs, prices, _recogniser_of(voice), here.of)
        )
        placing = Placing(store, clock, accounts, call_pacing, outward, live)
        runner.register(VoiceJobs(placing, caller_ids, user_messages))
    sink = Sink(receipts=delivery.receipts, arrival=receiving.arrival, owner=receiving.owner, taken=delivery.taken)
    smpp_carriers.sink = sink
    smpp_binds = SmppBinds(store, clock, sids, owner)
    smpp_credentials = SmppCredentialsService(store, clock, sids, entropy, services_of_messaging, smpp_binds)

    async def by_sid(sid: str, secret: str, ip: str) -> Principal | None:
        return await gate.authenticate(scheme="basic", user=sid, secret=secret, ip=ip, request_sid="")

    recall = Recall(store, clock, routes.bar)
    afterwards = SmppAfterwards(store, clock, messages, recall)
    desk_of_smpp = SmppDesk(
        store, clock, sids, accounts, messages, smpp_credentials, recall, afterwards, by_sid
    )
    smpp_server = SmppServer(
        Behind(desk=desk_of_smpp, afterwards=afterwards, mail=SmppMail(store, clock, owner), register=smpp_binds)
    )
    SmppReader(store, sids, smpp_server.wake).follow()
    store.watch("smpp_deliveries", smpp_server.wake_all)
    runner.register(smpp_carriers)
    if simulated is not None:
        simulated.sink = sink
        runner.register(simulated)
    runner.register(messaging_jobs.MessagingJobs(messages, delivery, receiving, fetching, webhooks))
    runner.register(services_jobs.ServicesJobs(choosing, senders, opt_outs))
    runner.register(A2pJobs(brands, campaigns))
    runner.register(WebhookJobs(webhooks))
    usage = UsageService(store, clock, accounts, currency=prices.currency)
    caps.spent = spent_on_calls(usage)
    triggers = TriggersService(store, clock, sids, usage)
    usage_reader = UsageReader(store, accounts, triggers, prices)
    usage_reader.follow()
    runner.register(UsageJobs(store, triggers, usage_reader))
    runner.register(NumbersJobs(numbers))
    metrics = Metrics(store, runner)
    metrics.smpp.read = lambda: [*of_carriers(smpp_carriers), of_server(smpp_server)]
    if voice is not None:
        metrics.live = voice.live
    MonitorReader(store, clock, sids, accounts, metrics.webhook).follow()
    letters = DeadLetters(store, clock)

    idempotency = Idempotency(store, clock)
    services = [
        accounts,
        applications,
        sessions,
        permissions,
        numbers,
        available,
        OffersService(prices),
        addresses,
        short_codes,
        networks,
        RoutesService(store, clock, sids, routes),
        SmppCarriersService(store, clock, sids, smpp_carriers, smpp_server.is_here),
        smpp_credentials,
        caps,
        sip_domains,
        SipMappingsService(store, clock, sip_domains),
        sip_credentials,
        sip_access,
        usage,
        triggers,
        messages,
        services_of_messaging,
        senders,
        policies,
        LedgerService(store, clock, consent),
        brands,
        campaigns,
        DeactivationsService(store, clock, here.of),
        media,
        webhooks,
        handset_verbs,
        calling,
        calls,
        recordings,
        TranscriptionsService(store, clock, recordings),
        history,
        conferences,
        ParticipantsService(store, conferences, calls, live.conferences),
        ConferenceRecordingsService(conferences, recordings),
        StoryService(store, conferences, history, live.conferences),
        queues,
        MembersService(store, clock, queues, live.queues),
        caller_ids,
        user_messages,
        NotificationsService(store, clock, alerts),
        alerts,
        AuditService(store, clock),
        DebuggerService(store, clock),
        JobsService(letters),
        FeedbackService(store, clock, messages),
        TraceService(store, messages, webhooks),
        KeysService(store, clock, sids, entropy, accounts),
        CredentialsService(store, clock, sids, accounts),
        PeopleService(store, clock),
        SafelistService(store, clock, sids),
        SettingsService(store, clock, accounts),
        TokensService(store, clock),
        ConsoleService(accounts, sessions, gate.authenticate, is_private=settings.is_private),
        ClockService(clock, runner),
    ]
    return House(
        settings=settings,
        clock=clock,
        sids=sids,
        store=store,
        runner=runner,
        http=http,
        gate=gate,
        accounts=accounts,
        sessions=sessions,
        numbers=numbers,
        networks=networks,
        caps=caps,
        sip_domains=sip_domains,
        sip_policy=sip_policy,
        short_codes=short_codes,
        pings=Pings(networks, voice.ping) if voice is not None and settings.clock == "real" else None,
        handsets=handsets,
        handset_verbs=handset_verbs,
        calling=calling,
        voice=voice,
        smpp_carriers=smpp_carriers,
        smpp_server=smpp_server,
        webhooks=webhooks,
        idempotency=idempotency,
        metrics=metrics,
        janitor=Janitor(
            clock,
            [
                webhooks.sweep,
                lambda _: idempotency.sweep(),
                lambda now: handset_calls.sweep(blobs, now),
                desk_of_smpp.sweep,
            ],
        ),
        services=services,
    )


def listening_context(settings: Settings) -> ssl.SSLContext:
    """For applications that bind over TLS. Raises SettingsError."""
    if settings.smpp_tls_certificate is None:
        raise SettingsError("smpp_tls is set and smpp_tls_certificate is not: name a PEM file with the chain.")
    try:
        return server_context(settings.smpp_tls_certificate, settings.smpp_tls_key)
    except OSError as problem:
        files = " and ".join(map(str, filter(None, (settings.smpp_tls_certificate, settings.smpp_tls_key))))
        raise SettingsError(
            f"smpp_tls_certificate and smpp_tls_key cannot be used ({files}): {problem.strerror or problem}."
        ) from problem


def _recogniser_of(voice: Voice) -> Callable[[], Any]:
    """Asked for when it is needed: tests put another in its place."""
    return lambda: voice.room.recognition


def owner_in(data: Path, entropy: Entropy) -> str:
    """Who holds jobs: this machine's server of this data folder. The folder's lock lets only one live at a time."""
    file = data / OWNER_FILE
    if not file.is_file():
        data.mkdir(parents=True, exist_ok=True)
        file.write_text(entropy.bytes(16).hex())
    return f"{os.uname().nodename}:{file.read_text().strip()}"
