"""Which addresses may be called from here: what a name turns out to mean decides, not the name."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

Address = IPv4Address | IPv6Address

THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})
"""Names of this machine that say so: whoever configures one means it."""

_NEVER = (
    IPv4Network("0.0.0.0/8"),
    IPv4Network("169.254.0.0/16"),    # where clouds hand out credentials
    IPv6Network("fe80::/10"),
    IPv6Network("fd00:ec2::/32"),    # as above
    IPv6Network("fd20:ce::/32"),    # as above
)  # fmt: skip
_TRANSLATED = IPv6Network("64:ff9b::/96")
"""IPv4 behind a translator: the last 32 bits are the address."""


def may_call(resolved: str, *, host: str, allow_private: bool) -> bool:
    """Whether `host`, as the configuration names it, may be called at the address it resolved to.

    Public addresses may; those inside a network with `allow_private`; this machine also if it was
    named by one of `THIS_MACHINE`; those where clouds tell secrets, never.
    """
    try:
        address = _plain(ip_address(resolved.partition("%")[0]))
    except ValueError:
        return False
    if any(address in network for network in _NEVER if network.version == address.version):
        return False
    if address.is_multicast or address.is_unspecified:
        return False
    if address.is_loopback and host in THIS_MACHINE:
        return True
    return allow_private or address.is_global


def _plain(address: Address) -> Address:
    """IPv4 out of the shapes in which IPv6 carries it."""
    if isinstance(address, IPv4Address):
        return address
    if address in _TRANSLATED:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address
