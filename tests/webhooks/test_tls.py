"""Certificates are checked, and what is wrong with them is told apart."""

import ssl
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from ringback.transports.http_client import HttpClient
from ringback.webhooks import Request, Webhooks
from tests.webhooks.customer import serving

NOW = datetime.now(UTC)
DAY = timedelta(days=1)


class Authority:
    """Signs certificates for tests; the client trusts it once its file is the system's."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test authority")])
        own = self._builder(self._name, self._key, NOW + DAY).add_extension(x509.BasicConstraints(True, None), True)
        self.file = folder / "authority.pem"
        self.file.write_bytes(own.sign(self._key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))

    def context(self, host: str, until: datetime = NOW + DAY, *, self_signed: bool = False) -> ssl.SSLContext:
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
        builder = self._builder(subject, key, until, issuer=subject if self_signed else self._name)
        named = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), False)
        signed = named.sign(key if self_signed else self._key, hashes.SHA256())
        file = self._folder / "server.pem"
        file.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
            + signed.public_bytes(serialization.Encoding.PEM)
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        return context

    def _builder(
        self, subject: x509.Name, key: ec.EllipticCurvePrivateKey, until: datetime, issuer: x509.Name | None = None
    ) -> x509.CertificateBuilder:
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer or self._name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(until - 30 * DAY)
            .not_valid_after(until)
        )


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Authority:
    authority = Authority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    return authority


@pytest.fixture
def webhooks(authority: Authority, http: HttpClient, build: Callable[..., Webhooks]) -> Webhooks:
    return build()


@pytest.fixture
async def http(authority: Authority):
    client = HttpClient()
    yield client
    await client.close()


async def test_a_good_certificate_is_fine_and_the_handshake_is_measured(authority, webhooks, about):
    async with serving(authority.context("localhost")) as customer:
        answer = await webhooks.ask(about(customer.url(host="localhost")))
    assert (answer.error, answer.status) == (None, 204)
    timing = answer.records[0].timing
    assert None not in (timing.dns_ms, timing.connect_ms, timing.tls_ms, timing.first_byte_ms, timing.total_ms)
    assert customer.heard[0].is_signed_with("0123456789abcdef0123456789abcdef")


@pytest.mark.parametrize(
    "host, until, self_signed, code",
    [
        ("elsewhere.example", NOW + DAY, False, 11235),
        ("localhost", NOW - DAY, False, 11236),
        ("localhost", NOW + DAY, True, 11237),
    ],
)
async def test_a_bad_certificate_is_told(authority, webhooks, about, host, until, self_signed, code):
    async with serving(authority.context(host, until, self_signed=self_signed)) as customer:
        answer = await webhooks.ask(about(customer.url(host="localhost")))
        assert answer.error is not None
        assert (answer.error.code, answer.attempts, customer.heard) == (code, 2, [])
        unchecked = await webhooks.ask(about(customer.url(host="localhost"), verify_tls=False))
        assert unchecked.error is None


async def test_a_server_without_tls_or_with_an_old_one_is_told(
    authority, webhooks: Webhooks, about: Callable[..., Request]
):
    async with serving() as customer:
        answer = await webhooks.ask(about(customer.url().replace("http:", "https:")))
        assert answer.error is not None
        assert answer.error.code == 11220
    old = authority.context("localhost")
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        old.maximum_version = ssl.TLSVersion.TLSv1_1
    async with serving(old) as customer:
        answer = await webhooks.ask(about(customer.url(host="localhost")))
        assert answer.error is not None
        assert answer.error.code == 11220
