"""The certificate authority that a program run under Ringback is told to trust."""

import os
import ssl
from collections import OrderedDict
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

DOMAIN = "twilio.com"
LIFE = timedelta(days=365)
RENEW_BEFORE = timedelta(days=30)
LEEWAY = timedelta(hours=1)  # a program's clock may be a little behind ours
CONTEXTS_KEPT = 256  # one a host name; edges and regions make a few dozen at most

Pair = tuple[x509.Certificate, ec.EllipticCurvePrivateKey]


class Authority:
    """Mints certificates for hosts under twilio.com, and is trusted for no other name (RFC 5280 §4.2.1.10).

    The key stays in `folder`, readable by its owner only, and is made afresh when it is near its end. `now` is wall
    time in UTC. Raises OSError when the folder cannot be written.
    """

    def __init__(self, folder: Path, now: datetime) -> None:
        self._folder, self._now = folder, now
        self._contexts: OrderedDict[str, ssl.SSLContext] = OrderedDict()
        self._certificate, self._key = self._load() or self._make()

    @property
    def certificate_file(self) -> Path:
        """The authority's own certificate, PEM."""
        return self._folder / "authority.pem"

    @property
    def certificate(self) -> x509.Certificate:
        return self._certificate

    def context(self, host: str) -> ssl.SSLContext:
        """A server's TLS context that shows a certificate for this host name."""
        if host in self._contexts:
            self._contexts.move_to_end(host)
            return self._contexts[host]
        context = self._contexts[host] = self._mint(host)
        if len(self._contexts) > CONTEXTS_KEPT:
            self._contexts.popitem(last=False)
        return context

    def _load(self) -> Pair | None:
        try:
            certificate = x509.load_pem_x509_certificate(self.certificate_file.read_bytes())
            key = serialization.load_pem_private_key((self._folder / "authority.key").read_bytes(), None)
        except (FileNotFoundError, ValueError):
            return None
        fresh = certificate.not_valid_after_utc - RENEW_BEFORE > self._now
        return (certificate, key) if fresh and isinstance(key, ec.EllipticCurvePrivateKey) else None

    def _make(self) -> Pair:
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Ringback local authority")])
        usage = x509.KeyUsage(
            digital_signature=True,
            key_cert_sign=True,
            crl_sign=True,
            content_commitment=False,
            key_encipherment=False,
            data_encipherment=False,
            key_agreement=False,
            encipher_only=False,
            decipher_only=False,
        )
        certificate = (
            self._draft(name, name, key.public_key(), LIFE)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(usage, critical=True)
            .add_extension(x509.NameConstraints([x509.DNSName(DOMAIN)], None), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .sign(key, hashes.SHA256())
        )
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_private(self._folder / "authority.key", _pem(key))
        self.certificate_file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
        return certificate, key

    def _mint(self, host: str) -> ssl.SSLContext:
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host[:64])])
        identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key())
        left = min(LIFE, self._certificate.not_valid_after_utc - self._now)
        leaf = (
            self._draft(name, self._certificate.subject, key.public_key(), left)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
            .add_extension(identifier, critical=False)
            .sign(self._key, hashes.SHA256())
        )
        return self._context_of(leaf, key)

    def _draft(
        self, subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, life: timedelta
    ) -> x509.CertificateBuilder:
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(self._now - LEEWAY)
            .not_valid_after(self._now + life)
        )

    def _context_of(self, leaf: x509.Certificate, key: ec.EllipticCurvePrivateKey) -> ssl.SSLContext:
        file = self._folder / f"leaf-{leaf.serial_number:x}.pem"  # ssl reads chains from files only
        write_private(file, leaf.public_bytes(serialization.Encoding.PEM) + _pem(key))
        try:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(file)
            context.set_alpn_protocols(["http/1.1"])
        finally:
            file.unlink()
        return context


def write_private(path: Path, content: bytes) -> None:
    """Write a file that only its owner may read, from its first byte on."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
