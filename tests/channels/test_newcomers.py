"""Which addresses are one place, how fast it may come, and that it is forgotten."""

import pytest

from bot.channels.webchat import newcomers
from bot.channels.webchat.newcomers import Crowded, Newcomers


class Hours:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def admitted(door: Newcomers, *hosts: str | None) -> int:
    count = 0
    for host in hosts:
        try:
            door.admit(host)
        except Crowded:
            continue
        count += 1
    return count


def test_a_burst_is_let_in_and_then_one_a_second() -> None:
    hours = Hours()
    door = Newcomers(60, hours)
    assert admitted(door, *["8.8.8.8"] * 100) == 60
    with pytest.raises(Crowded) as crowded:
        door.admit("8.8.8.8")
    assert crowded.value.after == pytest.approx(1)
    hours.now += 10
    assert admitted(door, *["8.8.8.8"] * 100) == 10
    hours.now += 3600
    assert admitted(door, *["8.8.8.8"] * 100) == 60


def test_an_ipv6_network_is_one_place_and_so_is_an_ipv4_address_written_as_ipv6() -> None:
    door = Newcomers(2, Hours())
    assert admitted(door, "2a00:1450:1:2::1", "2a00:1450:1:2::2", "2a00:1450:1:2:9::3") == 2
    assert admitted(door, "2a00:1450:1:3::1") == 1
    assert admitted(door, "8.8.8.8", "::ffff:8.8.8.8", "8.8.8.8") == 2


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "::1", "10.0.0.7", "172.17.0.1", "192.168.1.7", "fe80::1", "unix", "", None],
)
def test_a_proxy_or_a_neighbour_is_not_counted(host: str | None) -> None:
    assert admitted(Newcomers(1, Hours()), *[host] * 50) == 50


def test_it_remembers_so_many_places_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(newcomers, "MOST_PLACES", 100)
    hours = Hours()
    door = Newcomers(1, hours)
    door.admit("8.8.8.8")
    for number in range(1000):
        hours.now += 0.01
        door.admit(f"8.9.{number // 250}.{number % 250}")
        assert len(door._used_until) <= 100
    assert admitted(door, "8.9.3.249") == 0
