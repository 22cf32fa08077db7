"""A house, and short ways to its SIP domains."""

from typing import Any

import pytest

from tests.world.house import Account, World

PASSWORD = "Correct1Horse2Battery"


class Sip:
    """One account's SIP domains, through the API."""

    def __init__(self, account: Account) -> None:
        self.account = account

    async def made(self, path: str, **form: Any) -> dict[str, Any]:
        reply = await self.account.post(f"SIP/{path}", **form)
        assert reply.status == 201, reply.text
        return reply.json

    async def domain(self, label: str = "acme", *, suffix: str = "sip.localhost", **form: Any) -> str:
        return (await self.made("Domains", DomainName=f"{label}.{suffix}", **form))["sid"]

    async def users(self, *names: str, name: str = "Desks", password: str = PASSWORD) -> str:
        """A credential list with these users on it."""
        sid = (await self.made("CredentialLists", FriendlyName=name))["sid"]
        for user in names:
            await self.made(f"CredentialLists/{sid}/Credentials", Username=user, Password=password)
        return sid

    async def addresses(self, *blocks: str, name: str = "Office") -> str:
        """An access list with these addresses on it."""
        sid = (await self.made("IpAccessControlLists", FriendlyName=name))["sid"]
        for block in blocks:
            address, _, bits = block.partition("/")
            form = {"CidrPrefixLength": bits} if bits else {}
            await self.made(f"IpAccessControlLists/{sid}/IpAddresses", FriendlyName=block, IpAddress=address, **form)
        return sid

    async def calls_by(self, domain: str, *lists: str) -> None:
        for sid in lists:
            kind = "CredentialList" if sid.startswith("CL") else "IpAccessControlList"
            await self.made(f"Domains/{domain}/Auth/Calls/{kind}Mappings", **{f"{kind}Sid": sid})

    async def registrations_by(self, domain: str, sid: str) -> None:
        await self.made(f"Domains/{domain}/Auth/Registrations/CredentialListMappings", CredentialListSid=sid)


@pytest.fixture
def sip(world: World) -> Sip:
    return Sip(world.acme)
