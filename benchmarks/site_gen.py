"""A plant of any size to measure with: firewalls in front of cells, with the rules that such firewalls hold.

    python benchmarks/site_gen.py FOLDER --devices 300 --rules 500 --areas 5 --seed 1

writes `zonewarden.yaml`, declarations and one configuration a device (ASA and IOS by turns). Same arguments, same bytes.

The plant has `areas` production areas of three zones (supervisory, cell, safety), and an enterprise network, an
industrial DMZ, a management zone and a backbone: 3 * areas + 4 zones, besides `internet` and `unassociated`. Every
device joins the backbone to its own part of one area. Every rule logs and says why it exists; the share `faults` of them
is wrong: too wide, any source, covered by an earlier one, past the DMZ, or without a reason. With no faults the rules
still keep the ordinary findings of a plant, for the conduits do not name every service.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parent))

from site_gen_text import Permit, asa_text, declarations, ios_text

MAX_SLOTS = 64
SHARES = {"uplink": 0.5, "supervisory": 0.3, "cell": 0.15, "safety": 0.05}
"""How a device's rules divide among its inbound lists."""


@dataclass(frozen=True, slots=True)
class Plant:
    """The size of a plant. `areas` of at most 64 devices each."""

    devices: int
    rules: int
    areas: int
    seed: int = 1
    faults: float = 0.01

    def name(self, device: int) -> str:
        """Return the host name of a device."""
        return f"{'fw' if device % 2 else 'rt'}-{self.area(device):02}-{self.slot(device):02}"

    def area(self, device: int) -> int:
        """Return the area that a device stands in."""
        return device % self.areas

    def slot(self, device: int) -> int:
        """Return which part of its area a device guards."""
        return device // self.areas


def networks(area: int, slot: int) -> dict[str, str]:
    """Return the networks behind one device by interface, as text without host part and prefix length."""
    return {
        "supervisory": f"10.{area}.{slot}",
        "cell": f"10.{area}.{64 + slot}",
        "safety": f"10.{area}.{128 + slot}",
    }


def write_site(folder: Path, plant: Plant) -> None:
    """Write the project, its declarations and its configurations."""
    if plant.devices > plant.areas * MAX_SLOTS:
        raise ValueError(f"{plant.areas} areas hold at most {plant.areas * MAX_SLOTS} devices")
    names = [(plant.name(d), plant.area(d)) for d in range(plant.devices)]
    for path, text in declarations(plant.areas, names).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    (folder / "configs").mkdir(exist_ok=True)
    for device in range(plant.devices):
        (folder / "configs" / f"{plant.name(device)}.cfg").write_text(config(plant, device), encoding="utf-8")


def config(plant: Plant, device: int, variant: int = 0) -> str:
    """Return the configuration of one device. Another `variant` is the same device after a change of a few rules."""
    random = Random(f"{plant.seed}:{device}")
    lists = {
        side: list(_rules(random, plant, device, side, max(2, int(plant.rules * share) - 1)))
        for side, share in SHARES.items()
    }
    for change in range(variant):
        lists["supervisory"].insert(
            change, Permit("tcp", _host(random, "10.0.1"), _host(random, "10.0.65"), f"eq {9000 + change}")
        )
    render = asa_text if device % 2 else ios_text
    return render(plant.name(device), device, networks(plant.area(device), plant.slot(device)), lists)


def _rules(random: Random, plant: Plant, device: int, side: str, count: int) -> Iterator[Permit]:
    """Yield the rules of one inbound list but its last, which denies the rest."""
    here = networks(plant.area(device), plant.slot(device))
    last: Permit | None = None
    for number in range(count):
        rule = replace(_TEMPLATES[side](random, plant, here), remark=_reason(number))
        kind = random.randrange(len(_FAULTS))
        if random.random() < plant.faults:
            rule = _FAULTS[kind](rule, last or rule)
        last = rule
        yield rule


_FAULTS: tuple[Callable[[Permit, Permit], Permit], ...] = (
    lambda _, last: last,
    lambda rule, _: replace(rule, source="any"),
    lambda rule, _: replace(rule, ports="range 1024 65535"),
    lambda rule, _: replace(rule, remark=""),
    lambda rule, _: replace(rule, source="172.16.7.9", protocol="tcp", ports="eq 502"),
)


def _reason(number: int) -> str:
    return f"conduit=cnd-{number % 40} owner=ot.keller chg=CHG-{1000 + number} review=2027-05-31"


def _host(random: Random, network: str, low: int = 10, high: int = 250) -> str:
    return f"{network}.{random.randint(low, high)}"


def _into_area(random: Random, plant: Plant, here: dict[str, str]) -> Permit:
    kind = random.random()
    if kind < 0.35:
        return Permit("tcp", _host(random, "172.24.1", 10, 60), _host(random, here["supervisory"]), "eq 4840")
    if kind < 0.55:
        return Permit(
            "tcp",
            _host(random, "172.25.1", 10, 40),
            _host(random, here[random.choice(("supervisory", "cell"))]),
            "eq 22",
        )
    if kind < 0.65:
        return Permit("tcp", _host(random, "172.25.1", 10, 40), _host(random, here["cell"]), "eq 22")
    if kind < 0.9:
        other = f"10.{random.randrange(plant.areas)}.{random.randrange(MAX_SLOTS)}"
        return Permit("tcp", _host(random, other), _host(random, here["supervisory"]), "eq 4840")
    if kind < 0.98:
        return Permit("tcp", _host(random, "172.24.2", 10, 40), _host(random, here["supervisory"]), "eq 3389")
    return Permit("tcp", _host(random, "172.25.1", 10, 40), _host(random, here["supervisory"]), "eq 443")


def _from_supervisory(random: Random, plant: Plant, here: dict[str, str]) -> Permit:
    source = _host(random, here["supervisory"])
    kind = random.random()
    if kind < 0.7:
        port = random.choice((502, 44818, 102, 20000, 2404, 2222, 9600, 1962))
        return Permit("tcp", source, _host(random, here["cell"]), f"eq {port}")
    if kind < 0.85:
        return Permit("tcp", source, _host(random, "172.24.1", 10, 60), random.choice(("eq 5450", "eq 443")))
    if kind < 0.95:
        return Permit("udp", source, _host(random, "172.25.1", 10, 20), random.choice(("eq 123", "eq 514", "eq 53")))
    other = f"10.{random.randrange(plant.areas)}.{random.randrange(MAX_SLOTS)}"
    return Permit("tcp", source, _host(random, other), "eq 4840")


def _from_cell(random: Random, plant: Plant, here: dict[str, str]) -> Permit:  # noqa: ARG001
    source = _host(random, here["cell"])
    if random.random() < 0.7:
        return Permit("tcp", source, _host(random, here["supervisory"]), random.choice(("eq 4840", "eq 5094")))
    return Permit("udp", source, _host(random, "172.25.1", 10, 20), random.choice(("eq 123", "eq 514")))


def _from_safety(random: Random, plant: Plant, here: dict[str, str]) -> Permit:  # noqa: ARG001
    return Permit("tcp", _host(random, here["safety"]), _host(random, here["supervisory"]), "eq 4840")


_TEMPLATES = {"uplink": _into_area, "supervisory": _from_supervisory, "cell": _from_cell, "safety": _from_safety}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--devices", type=int, default=50)
    parser.add_argument("--rules", type=int, default=500)
    parser.add_argument("--areas", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--faults", type=float, default=0.01)
    given = parser.parse_args()
    write_site(given.folder, Plant(given.devices, given.rules, given.areas, given.seed, given.faults))


if __name__ == "__main__":
    main()
