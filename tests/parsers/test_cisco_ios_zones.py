"""IOS zone-based firewall: zones, pairs, inspection classes, and what it leaves of the router's own services."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

import pytest

from zonewarden_parsers import cisco_ios
from zonewarden_parsers.model import (
    ANY,
    NOWHERE,
    Action,
    AddressSet,
    AtomKind,
    Device,
    Direction,
    Packet,
    PacketSet,
    Rule,
    RuleList,
)

PORTS = (
    "interface Gi0\n zone-member security A\ninterface Gi1\n zone-member security B\n"
    "interface Gi2\n zone-member security B\ninterface Gi3\n ip address 10.9.0.1 255.255.255.0\n"
)
POLICY = "policy-map type inspect PM\n class type inspect C\n  inspect\n"
PAIR = (
    "zone security A\nzone security B\nzone-pair security P source A destination B\n service-policy type inspect PM\n"
)


def device(text: str) -> Device:
    (found,) = cisco_ios.parse(text, "t").devices
    return found


def zone_rules(text: str) -> RuleList:
    found = device(text).rule_list("zone-pair security")
    assert found is not None
    return found


def between(rules: RuleList, entry: str, leave: str) -> list[Rule]:
    """Return the rules that are asked about what comes in by `entry` and goes out by `leave`."""
    return [
        r
        for r in rules.rules
        if (r.from_interfaces is None or entry in r.from_interfaces)
        and (r.to_interfaces is None or leave in r.to_interfaces)
    ]


def services(rules: list[Rule]) -> list[tuple[str, str]]:
    return [(r.action.value, str(r.match.services)) for r in rules]


def test_pair_asks_its_policy_between_the_members_of_its_zones() -> None:
    text = PORTS + PAIR + POLICY + "class-map type inspect C\n match protocol ssh\n"
    found = device(text)
    (binding,) = found.bindings
    assert (binding.rule_list, binding.interface, binding.direction, binding.families) == (
        "zone-pair security", "", Direction.FORWARD, (4, 6),
    )  # fmt: skip
    rules = zone_rules(text)
    assert services(between(rules, "Gi0", "Gi2")) == [("permit", "tcp/22"), ("deny", "any")]
    assert rules.default is Action.DENY
    assert rules.rules[0].name == "P"
    assert not found.gaps


def test_within_a_zone_everything_passes_and_nothing_between_a_zone_and_no_zone() -> None:
    rules = zone_rules(PORTS + PAIR)
    assert services(between(rules, "Gi1", "Gi2")) == [("permit", "any")]
    assert services(between(rules, "Gi3", "Gi3")) == [("permit", "any")]
    assert between(rules, "Gi1", "Gi0") == []
    assert between(rules, "Gi3", "Gi0") == []
    assert between(rules, "Gi0", "Gi3") == []


def test_zone_paired_with_itself_is_filtered() -> None:
    rules = zone_rules(PORTS + "zone security B\nzone-pair security P source B destination B\n")
    assert services(between(rules, "Gi1", "Gi2")) == [("deny", "any")]


def test_default_zone_holds_the_interfaces_in_no_zone() -> None:
    pair = "zone-pair security P source default destination A\n service-policy type inspect PM\n"
    text = PORTS + "zone security default\n" + pair + "policy-map type inspect PM\n class class-default\n  pass\n"
    rules = zone_rules(text)
    assert services(between(rules, "Gi3", "Gi0")) == [("permit", "any")]
    assert services(between(rules, "Gi3", "Gi3")) == [("permit", "any")]
    assert between(rules, "Gi0", "Gi3") == []


def test_pair_of_a_default_zone_that_is_not_defined_may_permit_but_narrows_nothing() -> None:
    policy = "policy-map type inspect PM\n class class-default\n  {}\n"
    pair = "zone-pair security P source default destination {}\n service-policy type inspect PM\n"
    rules = zone_rules(PORTS + pair.format("A") + policy.format("pass"))
    assert services(between(rules, "Gi3", "Gi0")) == [("permit", "any")]
    lines = "line vty 0 4\n transport input ssh\n"
    (ssh,) = device(PORTS + lines + pair.format("self") + policy.format("drop")).management.services
    assert (ssh.sources, ssh.interfaces) == (ANY, ())


def test_without_zone_members_nothing_is_filtered() -> None:
    assert device("interface Gi3\n ip address 10.9.0.1 255.255.255.0\n" + PAIR).bindings == ()


@pytest.mark.parametrize(
    ("classes", "expected"),
    [
        ("class-map type inspect match-any C\n match protocol http\n match protocol dns\n", ["tcp/80, tcp/53, udp/53"]),
        ("class-map type inspect C\n match protocol tcp\n match class-map D\nclass-map type inspect match-any D\n match protocol dns\n match protocol ntp\n", ["tcp/53"]),
        ("class-map type inspect match-all C\n match protocol tcp\n match not protocol ssh\n", ["tcp/0-21, tcp/23-65535"]),
        ("class-map type inspect C\n match protocol http\nip port-map http port tcp 8080\nip port-map http port tcp from 8000 to 8001\n", ["tcp/80, tcp/8000-8001, tcp/8080"]),
        ("class-map type inspect C\n match protocol user-plc\nip port-map user-plc port udp 2222\n", ["udp/2222"]),
        ("class-map type inspect match-any C\n match access-group 101\naccess-list 101 deny udp any any eq 53\naccess-list 101 permit udp any any range 50 55\n", ["udp/50-52, udp/54-55"]),
    ],
)  # fmt: skip
def test_classes_are_exact(classes: str, expected: list[str]) -> None:
    rules = between(zone_rules(PORTS + PAIR + POLICY + classes), "Gi0", "Gi1")
    permits = [r for r in rules if r.action is Action.PERMIT]
    assert not any(r.match.atoms for r in permits)
    union = PacketSet(tuple(p for r in permits for p in PacketSet.match(*r.match.over_parts).products)).merged()
    wanted = expected[0].split(", ")
    texts = sorted({t for p in union.products for t in p.services.texts()})
    assert texts == sorted(wanted)


@pytest.mark.parametrize(
    ("classes", "kind", "over"),
    [
        ("class-map type inspect C\n match protocol bittorrent\n", AtomKind.APPLICATION, "any"),
        ("class-map type inspect C\n match protocol kerberos\n", AtomKind.APPLICATION, "tcp/88, udp/88"),
        ("class-map type inspect C\n match protocol http\n match user-group ADMINS\n", AtomKind.USER, "tcp/80"),
        ("class-map type inspect C\n match access-group name NONE\n match protocol tcp\n", AtomKind.REFERENCE, "tcp"),
        ("class-map type inspect C\n match class-map D\n", AtomKind.REFERENCE, "any"),
        ("class-map type inspect C\n match class-map C\n", AtomKind.UNREADABLE, "any"),
        ("class-map type inspect C\n description empty\n", AtomKind.OTHER, "any"),
        ("", AtomKind.REFERENCE, "any"),
    ],
)  # fmt: skip
def test_what_packets_do_not_show_is_an_atom(classes: str, kind: AtomKind, over: str) -> None:
    rule = between(zone_rules(PORTS + PAIR + POLICY + classes), "Gi0", "Gi1")[0]
    assert (rule.action, [a.kind for a in rule.match.atoms]) == (Action.PERMIT, [kind])
    assert ", ".join(sorted(str(rule.match.services).split(", "))) == over
    assert rule.match.under_parts[0] == NOWHERE


def test_uncertain_deny_of_a_list_makes_the_permit_behind_it_uncertain() -> None:
    text = (
        "class-map type inspect C\n match access-group name L\nip access-list extended L\n"
        " deny tcp any any eq 80 time-range NIGHT\n permit tcp any any range 79 80\n"
    )
    rules = between(zone_rules(PORTS + PAIR + POLICY + text), "Gi0", "Gi1")
    assert [(str(r.match.services), len(r.match.atoms)) for r in rules[:2]] == [("tcp/79", 0), ("tcp/79-80", 1)]


def test_undefined_policy_may_do_either_and_is_reported() -> None:
    found = device(PORTS + PAIR)
    rule = between(zone_rules(PORTS + PAIR), "Gi0", "Gi1")[0]
    assert rule.action is Action.UNKNOWN
    assert ("PM", "policy-map") in {(u.name, u.kind) for u in found.undefined}


def test_class_without_action_may_do_either() -> None:
    text = PORTS + PAIR + POLICY.replace("  inspect\n", "") + "class-map type inspect C\n match protocol tcp\n"
    assert services(between(zone_rules(text), "Gi0", "Gi1")) == [("unknown", "tcp"), ("deny", "any")]


def test_published_hosts_behind_zones_leave_a_gap() -> None:
    (gap,) = device(PORTS + PAIR + "ip nat inside source static 10.0.0.1 192.0.2.1\n").gaps
    assert gap.reason == "the zone-based firewall sees published hosts by their real address"


SELF = (
    PORTS + "line vty 0 4\n transport input ssh telnet\n login local\nzone security A\nzone security B\n"
    "zone-pair security S source A destination self\n service-policy type inspect PM\n"
    "class-map type inspect match-all C\n match protocol ssh\n match access-group 10\naccess-list 10 permit 10.1.0.0 0.0.255.255\n"
)  # fmt: skip


def test_policy_to_the_router_narrows_its_services() -> None:
    moved = "interface Gi1\n no zone-member security B\n zone-member security A\nno interface Gi2\nno interface Gi3\n"
    text = SELF + "policy-map type inspect PM\n class type inspect C\n  pass\n" + moved
    found = {s.protocol: s for s in device(text).management.services}
    assert found["ssh"].sources == AddressSet.network("10.1.0.0/16")
    assert found["ssh"].interfaces == ()
    assert found["telnet"].sources == NOWHERE


def test_service_on_another_port_is_narrowed_by_what_reaches_that_port() -> None:
    policy = (
        "policy-map type inspect PM\n class type inspect D\n  pass\nclass-map type inspect D\n match access-group 150\n"
    )
    text = (
        SELF.replace("line vty", "ip http server\nline vty")
        + policy
        + "access-list 150 permit tcp host 10.1.0.9 any eq 8080\n"
    )
    rest = "interface Gi1\n zone-member security A\nno interface Gi2\nno interface Gi3\n"

    def sources(more: str) -> AddressSet:
        return {s.protocol: s.sources for s in device(text + rest + more).management.services}["http"]

    assert sources("") == NOWHERE
    assert sources("ip http port 8080\n") == AddressSet.network("10.1.0.9")


def test_zones_without_a_policy_to_the_router_reach_it_freely() -> None:
    text = SELF + "policy-map type inspect PM\n class type inspect C\n  pass\n"
    found = {s.protocol: s for s in device(text).management.services}
    assert found["ssh"].sources == ANY
    assert found["telnet"].interfaces == ("Gi1", "Gi2", "Gi3")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a random configuration says: lists of (permit, source, destination, port), classes of tests, a policy."""

    lists: dict[str, list[tuple[bool, int, int, int | None]]]
    classes: dict[str, tuple[bool, list[tuple[bool, str, str]]]]
    policy: list[tuple[str, str]]
    rest: str


def _random_config(rng: Random) -> tuple[str, Meaning]:
    """Return classes, lists and a policy over four hosts, and what the names stand for."""
    lists: dict[str, list[tuple[bool, int, int, int | None]]] = {}
    for name in ("101", "102"):
        lists[name] = [(rng.random() < 0.6, rng.randrange(3), rng.randrange(3), rng.choice((None, 80, 81))) for _ in range(rng.randrange(1, 5))]  # fmt: skip
    classes: dict[str, tuple[bool, list[tuple[bool, str, str]]]] = {}
    for i in range(3):
        tests: list[tuple[bool, str, str]] = []
        for _ in range(rng.randrange(1, 4)):
            kinds = [("access-group", rng.choice(("101", "102"))), ("protocol", rng.choice(("tcp", "http")))]
            kinds += [("class-map", f"C{rng.randrange(i)}")] if i else []
            tests.append((rng.random() < 0.25, *rng.choice(kinds)))
        classes[f"C{i}"] = (rng.random() < 0.5, tests)
    policy = [(f"C{i}", rng.choice(("inspect", "pass", "drop"))) for i in rng.sample(range(3), rng.randrange(1, 4))]
    rest = rng.choice(("", "pass", "drop"))
    text = [PORTS, PAIR, "policy-map type inspect PM"]
    text += [f" class type inspect {name}\n  {action}" for name, action in policy]
    text += [f" class class-default\n  {rest}"] if rest else []
    for name, (every, tests) in classes.items():
        text.append(f"class-map type inspect {'match-all' if every else 'match-any'} {name}")
        text += [f" match {'not ' if no else ''}{kind} {what}" for no, kind, what in tests]
    for name, entries in lists.items():
        text += [f"access-list {name} {'permit' if ok else 'deny'} tcp {_host(s)} {_host(d)}{f' eq {p}' if p else ''}" for ok, s, d, p in entries]  # fmt: skip
    return "\n".join((*text, "")), Meaning(lists, classes, policy, rest)


def _host(n: int) -> str:
    return "any" if n == 2 else f"host 10.0.0.{n}"


def _matches(meaning: Meaning, name: str, packet: tuple[int, int, int]) -> bool:
    every, tests = meaning.classes[name]
    found = [_tested(meaning, kind, what, packet) is not no for no, kind, what in tests]
    return all(found) if every else any(found)


def _tested(meaning: Meaning, kind: str, what: str, packet: tuple[int, int, int]) -> bool:
    if kind == "class-map":
        return _matches(meaning, what, packet)
    if kind == "protocol":
        return what == "tcp" or packet[2] == 80
    for ok, source, destination, port in meaning.lists[what]:
        if source in (2, packet[0]) and destination in (2, packet[1]) and port in (None, packet[2]):
            return ok
    return False


def _verdict(meaning: Meaning, packet: tuple[int, int, int]) -> Action:
    for name, action in meaning.policy:
        if _matches(meaning, name, packet):
            return Action.DENY if action == "drop" else Action.PERMIT
    return Action.PERMIT if meaning.rest == "pass" else Action.DENY


@pytest.mark.parametrize("seed", range(150))
def test_policies_decide_as_their_classes_do_packet_by_packet(seed: int) -> None:
    """First match over the finished list against the class logic itself, for every packet of a tiny universe."""
    text, meaning = _random_config(Random(seed))
    rules = between(zone_rules(text), "Gi0", "Gi1")
    base = int(AddressSet.network("10.0.0.0/32").v4.spans[0][0])
    for source in range(4):
        for destination in range(4):
            for port in (79, 80, 81):
                packet = Packet(4, base + source, base + destination, 6, 49152, port)
                decided = next(r.action for r in rules if _holds(r, packet))
                assert decided is _verdict(meaning, (source, destination, port)), (text, packet)


def _holds(rule: Rule, packet: Packet) -> bool:
    match = rule.match
    return (
        packet.source in match.sources.v4
        and packet.destination in match.destinations.v4
        and any(
            box.protocols[0] <= packet.protocol <= box.protocols[1]
            and box.first[0] <= packet.first <= box.first[1]
            and box.second[0] <= packet.second <= box.second[1]
            for box in match.services.boxes()
        )
    )
