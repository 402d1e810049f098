"""Calls to the outside stay outside, whatever a name resolves to."""

from __future__ import annotations

import asyncio
import socket

import pytest

from bot.domain.outside import may_call
from bot.errors import PagerFailed
from bot.pagers import AddressForbidden, CarefulResolver, Heart, HookPager
from tests.unit.test_pagers import PAGE

NAME = "pager.example"


@pytest.mark.parametrize("address", ["8.8.8.8", "2001:4860:4860::8888", "::ffff:8.8.8.8"])
def test_public_addresses_may_be_called(address: str) -> None:
    assert may_call(address, host=NAME, allow_private=False)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "10.0.0.5", "172.16.0.1", "192.168.1.1", "100.64.0.1", "::1",
        "fc00::1", "::ffff:10.0.0.5", "64:ff9b::a00:5", "2002:a00:5::1", "198.18.0.1",
    ],
)  # fmt: skip
def test_those_inside_a_network_need_leave(address: str) -> None:
    assert not may_call(address, host=NAME, allow_private=False)
    assert may_call(address, host=NAME, allow_private=True)


@pytest.mark.parametrize(
    "address",
    [
        "169.254.169.254", "fe80::1", "fe80::1%eth0", "fd00:ec2::254", "0.0.0.0", "::",
        "224.0.0.1", "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe", "no address",
    ],
)  # fmt: skip
def test_where_clouds_tell_secrets_nobody_calls(address: str) -> None:
    assert not may_call(address, host=NAME, allow_private=True)


def test_this_machine_may_be_called_by_its_name_and_not_by_another() -> None:
    assert may_call("127.0.0.1", host="localhost", allow_private=False)
    assert not may_call("127.0.0.1", host="localhost.evil.example", allow_private=False)


async def test_a_name_that_turns_out_to_be_private_is_not_called(monkeypatch) -> None:
    # given a name server of somebody else, whose answer changes as it likes
    answers = ["10.0.0.5", "169.254.169.254"]

    async def answer(*_: object, **__: object) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 443)) for one in answers]

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", answer)

    # then nothing of it is called, with a public one only that
    with pytest.raises(AddressForbidden):
        await CarefulResolver(allow_private=False).resolve(NAME, 443)
    with pytest.raises(PagerFailed, match="inside a network"):
        await HookPager(f"https://{NAME}/x", secret=None).send(PAGE)
    allowed = await CarefulResolver(allow_private=True).resolve(NAME, 443)
    assert [one["host"] for one in allowed] == ["10.0.0.5"]
    answers.append("8.8.8.8")
    allowed = await CarefulResolver(allow_private=False).resolve(NAME, 443)
    assert [one["host"] for one in allowed] == ["8.8.8.8"]


@pytest.mark.parametrize(
    "host",
    ["10.0.0.5", "[::ffff:10.0.0.5]", "169.254.169.254", "0x7f.1", "me@10.0.0.5"],
)
async def test_no_way_to_write_a_private_address_gets_around_it(host: str) -> None:
    with pytest.raises(PagerFailed) as failure:
        await Heart(f"https://{host}/ping").beat()

    assert "inside a network" in str(failure.value)
