"""The files and variables that make a program send its requests through the proxy and trust what answers."""

import os
import ssl
import warnings
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, pkcs12
from cryptography.utils import CryptographyDeprecationWarning

from ringback.app.intercept.authority import Authority
from ringback.app.ready import Ready

NO_PROXY = "localhost,127.0.0.1"
# where the systems we know keep all their authorities in one file
SYSTEM_BUNDLES = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/cert.pem",
    "/etc/ssl/ca-bundle.pem",
)


def system_authorities(environment: Mapping[str, str]) -> bytes:
    """PEM of the authorities that programs here trust already: the user's own choice first, else the system's."""
    chosen = (
        environment.get("SSL_CERT_FILE"),
        environment.get("REQUESTS_CA_BUNDLE"),
        ssl.get_default_verify_paths().cafile,
    )
    for path in (*chosen, *SYSTEM_BUNDLES):
        if path and os.path.isfile(path):
            return Path(path).read_bytes()
    return b""


class Trusted(msgspec.Struct, frozen=True):
    """Files that say whom to trust: our authority alone, with the system's as PEM, and the same for Java."""

    authority: Path
    bundle: Path
    store: Path


def write_trusted(folder: Path, authority: Authority, environment: Mapping[str, str]) -> Trusted:
    """Put the files into `folder`."""
    bundle, store = folder / "bundle.pem", folder / "trust.p12"
    ours = authority.certificate.public_bytes(Encoding.PEM)
    bundle.write_bytes(system_authorities(environment).rstrip() + b"\n" + ours)
    store.write_bytes(_trust_store(bundle))
    return Trusted(authority.certificate_file, bundle, store)


def _trust_store(bundle: Path) -> bytes:
    """The bundle as Java reads it: PKCS #12 whose entries are marked as trusted, without a password."""
    named = ((one, f"authority-{place}".encode()) for place, one in enumerate(_read(bundle)))
    return pkcs12.serialize_java_truststore([pkcs12.PKCS12Certificate(*one) for one in named], NoEncryption())


def _read(bundle: Path) -> list[x509.Certificate]:
    """The bundle's certificates, less the few old ones whose encoding is refused today."""
    end = b"-----END CERTIFICATE-----"
    found: list[x509.Certificate] = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", CryptographyDeprecationWarning)  # of oddities in the system's own authorities
        for block in bundle.read_bytes().split(end)[:-1]:
            with suppress(ValueError):
                found.append(x509.load_pem_x509_certificate(block[block.rindex(b"-----BEGIN") :] + end))
    return found


def variables(proxy_port: int, trusted: Trusted, ready: Ready, old: Mapping[str, str]) -> dict[str, str]:
    """What to set in the program's environment `old`, for every SDK at once.

    Both spellings of the proxy variables, because curl reads the small ones only and some clients prefer them.
    `NODE_USE_ENV_PROXY` is for Node's own fetch, from version 24.
    """
    proxy = f"http://127.0.0.1:{proxy_port}"
    skip = ",".join(filter(None, [NO_PROXY, old.get("NO_PROXY") or old.get("no_proxy")]))
    java = " ".join(filter(None, [old.get("JAVA_TOOL_OPTIONS"), _java(proxy_port, trusted.store)]))
    return {
        **dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"), proxy),
        **dict.fromkeys(("NO_PROXY", "no_proxy"), skip),
        **dict.fromkeys(("REQUESTS_CA_BUNDLE", "SSL_CERT_FILE", "CURL_CA_BUNDLE"), str(trusted.bundle)),
        "NODE_EXTRA_CA_CERTS": str(trusted.authority),
        "NODE_USE_ENV_PROXY": "1",
        "JAVA_TOOL_OPTIONS": java,
        "TWILIO_ACCOUNT_SID": ready.account_sid,
        "TWILIO_AUTH_TOKEN": ready.auth_token,
    }


def _java(proxy_port: int, trust_store: Path) -> str:
    proxies = [f"-D{scheme}.proxyHost=127.0.0.1 -D{scheme}.proxyPort={proxy_port}" for scheme in ("http", "https")]
    trust = f"-Djavax.net.ssl.trustStore={trust_store} -Djavax.net.ssl.trustStoreType=PKCS12"
    return " ".join([*proxies, "-Dhttp.nonProxyHosts=localhost|127.0.0.1", trust])
