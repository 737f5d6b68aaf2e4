"""Comparisons read into the packets that they hold for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zonewarden_parsers.cubes import ALL, Cube
from zonewarden_parsers.linux_conditions import (
    Cubes,
    all_of,
    compact,
    doubtful,
    flag_words,
    in_states,
    none_of,
    other_states,
    other_tcp_flags,
    tcp_flags,
)
from zonewarden_parsers.linux_nftables.axes import (
    AXES,
    INTERFACES,
    AddressAxis,
    Axis,
    FamilyAxis,
    ServiceAxis,
    implied,
    interfaces_of,
    is_host_name,
    kind_of,
)
from zonewarden_parsers.linux_nftables.scope import Condition, Here, UnreadableError
from zonewarden_parsers.linux_nftables.syntax import (
    Block,
    Expression,
    Field,
    Flags,
    Items,
    Joined,
    Masked,
    Named,
    Scalar,
    Several,
    Span,
    Strange,
    Test,
    Value,
    said,
)
from zonewarden_parsers.model import ANY_SERVICE, AddressSet, AtomKind, Match, Reference, ServiceSet
from zonewarden_parsers.model.addresses import MAX_V4

STATES = frozenset({"new", "established", "related", "invalid", "untracked"})
_FLAG_BITS = ("fin", "syn", "rst", "psh", "ack", "urg", "ecn", "cwr")
_ALL_FLAGS = frozenset(_FLAG_BITS)
_ZERO = frozenset({"0", "0x0", "0x00"})
_LESS = {"<": (0, -1), "<=": (0, 0), ">": (1, 1), ">=": (0, 1)}


class _DoubtError(Exception):
    """A value that is known and that does not tell packets: an atom of this kind."""

    def __init__(self, kind: AtomKind, text: str) -> None:
        super().__init__(text)
        self.kind = kind
        self.text = text


def compare(test: Test, here: Here) -> Condition:
    """Return the packets for which a comparison holds. What cannot be told exactly is an atom; unreadable values are told too."""
    known = here.scope.compared.get(test)
    if known is not None:
        return known
    try:
        return _compare(test, here)
    except _DoubtError as doubt:
        dependency = implied(test.left.name) if isinstance(test.left, Field) else ALL
        return Condition(all_of(((dependency,), doubtful(here.atom(doubt.kind, doubt.text)))))
    except UnreadableError as error:
        here.scope.problems.append((here.at, str(error)))
        return Condition(doubtful(here.atom(AtomKind.UNREADABLE, f"cannot be read: {error}")))


def _compare(test: Test, here: Here) -> Condition:
    match test.left:
        case Field():
            return _field(test, test.left.name, here)
        case Masked():
            return _masked(test, test.left, here)
        case Several():
            return Condition(_several(test.left, test, here))
        case Strange():
            raise _DoubtError(AtomKind.PACKET, test.left.text)


def _field(test: Test, name: str, here: Here) -> Condition:
    if name == "ct state":
        return Condition(_states(words_of(test.right, here), test, here), late=True)
    if name == "ct direction":
        return Condition(_direction(test, here), late=True)
    if name == "tcp flags":
        return Condition(_flags(test, here), late=True)
    if name in INTERFACES:
        return Condition(_interfaces(test, here, came=INTERFACES[name]))
    axis = AXES.get(name)
    if axis is None:
        raise _DoubtError(kind_of(name), f"{name} {test.op} {said(test.right)}")
    if name.startswith("th ") and isinstance(axis, ServiceAxis):
        return Condition((_on_axis(axis, test, here), _without_ports(axis, test, here)))
    if not isinstance(test.right, Scalar | Block | Span):
        return Condition((_on_axis(axis, test, here),))
    key, compared = (name, test.op, test.right), here.scope.compared
    found = compared[test] = compared.get(key) or Condition((_on_axis(axis, test, here),))
    compared[key] = found
    return found


def _without_ports(axis: ServiceAxis, test: Test, here: Here) -> Cube:
    """Return the packets of protocols without ports: `th` asks no protocol, so that the bytes at this place are compared (nft(8))."""
    atom = here.atom(AtomKind.PACKET, f"th {test.op} {said(test.right)} in a protocol without ports")
    return Cube(Match(services=ANY_SERVICE - axis.universe, atoms=(atom,)))


def _on_axis(axis: Axis, test: Test, here: Here) -> Cube:
    values = resolve(test.right, here)
    if isinstance(axis, ServiceAxis):
        if test.op in _LESS:
            services = _ordered(axis, test, values)
        else:
            services = ServiceSet.union(axis.read(v) for v in values)
        return axis.cube(axis.universe - services if test.op == "!=" else services)
    addresses = _addresses(axis, values)
    return axis.cube(axis.universe - addresses if test.op == "!=" else addresses)


def _addresses(axis: AddressAxis | FamilyAxis, values: Sequence[Value]) -> AddressSet:
    if isinstance(axis, AddressAxis) and any(is_host_name(v) for v in values):
        raise _DoubtError(AtomKind.FQDN, ", ".join(said(v) for v in values))
    if len(values) == 1:
        return axis.read(values[0])
    return AddressSet.union(axis.read(v) for v in values)


def _ordered(axis: ServiceAxis, test: Test, values: Sequence[Value]) -> ServiceSet:
    number = axis.number(values[0].text) if len(values) == 1 and isinstance(values[0], Scalar) else None
    if number is None:
        raise UnreadableError(said(test.right))
    shift, side = _LESS[test.op]
    low, high = (number + shift, 65535) if test.op[0] == ">" else (0, number + side)
    return axis.services(low, high) if low <= high else ServiceSet()


def _interfaces(test: Test, here: Here, *, came: bool) -> Cubes:
    found: set[str] = set()
    for value in resolve(test.right, here):
        if not isinstance(value, Scalar) or value.text.isdigit():
            raise _DoubtError(AtomKind.INTERFACE, said(value))
        found |= interfaces_of(value.text, here.scope.names)
    names = here.scope.interfaces - found if test.op == "!=" else frozenset(found)
    return (Cube(from_interfaces=names) if came else Cube(to_interfaces=names),)


def _states(states: frozenset[str], test: Test, here: Here) -> Cubes:
    if not states <= STATES:
        raise UnreadableError(said(test.right))
    reads = other_states if test.op in {"!=", "!"} else in_states
    return reads(
        states, here.atom(AtomKind.STATE, f"ct state {test.op} {said(test.right)}"), untracked=here.scope.untracked
    )


def _direction(test: Test, here: Here) -> Cubes:
    original = (said(test.right) in {"original", "0"}) != (test.op == "!=")
    states = frozenset({"new" if original else "established"})
    return in_states(states, here.atom(AtomKind.STATE, "ct direction"), untracked=False)


def _flags(test: Test, here: Here) -> Cubes:
    """`tcp flags syn,ack`: one of them; `! syn,ack`: none of them; `== syn`, and in sets: these and no others (nft(8))."""
    if isinstance(test.right, Items | Named):
        found = [c for v in resolve(test.right, here) for c in _flag_test(_ALL_FLAGS, _flag_set(v), "==", here)]
        if test.op == "!=":
            return none_of(found, here.scope.interfaces, here.atom(AtomKind.TCP_FLAGS, said(test.right)))
        return tuple(found)
    flags = _flag_set(test.right)
    if test.op in {"in", "!"}:
        return _flag_test(flags, frozenset(), "!=" if test.op == "in" else "==", here)
    return _flag_test(_ALL_FLAGS, flags, test.op, here)


def _flag_test(mask: frozenset[str], set_: frozenset[str], op: str, here: Here) -> Cubes:
    atom = here.atom(AtomKind.TCP_FLAGS, f"tcp flags & {','.join(sorted(mask))} {op} {','.join(sorted(set_)) or '0'}")
    return other_tcp_flags(mask, set_, atom) if op == "!=" else tcp_flags(mask, set_, atom)


def _flag_set(value: Value) -> frozenset[str]:
    text = ",".join(value.words) if isinstance(value, Flags) else value.text if isinstance(value, Scalar) else ""
    if text[:1].isdigit():
        return _flag_bits(text)
    found = flag_words(text)
    if not found:
        raise UnreadableError(said(value))
    return frozenset("ecn" if w == "ece" else w for w in found)


def _flag_bits(text: str) -> frozenset[str]:
    try:
        bits = int(text, 0)
    except ValueError as error:
        raise UnreadableError(text) from error
    if bits > 0xFF:
        raise UnreadableError(text)
    return frozenset(word for i, word in enumerate(_FLAG_BITS) if bits >> i & 1)


def _masked(test: Test, left: Masked, here: Here) -> Condition:
    name = left.field.name if isinstance(left.field, Field) else ""
    if name == "tcp flags" and test.op in {"==", "!=", "in"}:
        mask = _flag_set(left.mask)
        values = resolve(test.right, here)
        op = "==" if test.op == "in" else test.op
        found = [c for v in values for c in _flag_test(mask, _flag_set(v), op, here)]
        if len(values) > 1 and test.op == "!=":
            raise _DoubtError(AtomKind.TCP_FLAGS, said(test.right))
        return Condition(tuple(found), late=True)
    if name == "ct state" and said(test.right) in _ZERO and test.op in {"==", "!="}:
        turned = Test(left.field, "in" if test.op == "!=" else "!=", left.mask)
        return _field(turned, name, here)
    axis = AXES.get(name)
    if (
        isinstance(axis, AddressAxis)
        and axis.version == 4
        and isinstance(left.mask, Scalar)
        and isinstance(test.right, Scalar)
    ):
        return Condition((_wildcard(axis, left.mask, test),))
    raise _DoubtError(kind_of(name) if name else AtomKind.PACKET, f"{name} with a mask")


def _wildcard(axis: AddressAxis, mask: Scalar, test: Test) -> Cube:
    bits = axis.read(mask).v4.spans[0][0]
    base = axis.read(test.right).v4.spans[0][0]
    try:
        found = AddressSet.wildcard(base, ~bits & MAX_V4) if base & ~bits == 0 else AddressSet()
    except ValueError as error:
        raise _DoubtError(AtomKind.WILDCARD, said(test.right)) from error
    if test.op not in {"==", "!="}:
        raise UnreadableError(test.op)
    return axis.cube(axis.universe - found if test.op == "!=" else found)


def _several(left: Several, test: Test, here: Here) -> Cubes:
    """Return the packets whose fields are together one of the elements."""
    found: list[Cube] = []
    for value in resolve(test.right, here):
        if not isinstance(value, Joined) or len(value.parts) != len(left.parts):
            raise UnreadableError(said(value))
        parts = (_compare(Test(f, "==", v), here).cubes for f, v in zip(left.parts, value.parts, strict=True))
        found.extend(all_of(parts))
    cubes = compact(found)
    if test.op == "!=":
        rest = none_of(cubes, here.scope.interfaces, here.atom(AtomKind.PACKET, "not in a set of pairs"))
        return all_of((rest, dependency(left)))
    return cubes


def resolve(value: Value, here: Here) -> tuple[Value, ...]:
    """Return the single values that a value stands for: itself, the items of a set, the elements of a named one."""
    if isinstance(value, Items):
        return tuple(v for item in value.items for v in (resolve(item, here) if isinstance(item, Named) else (item,)))
    if isinstance(value, Strange):
        if value.text.startswith("$"):
            here.scope.undefined.append(Reference(value.text[1:], "define", here.at))
            raise _DoubtError(AtomKind.REFERENCE, value.text)
        raise UnreadableError(value.text)
    if not isinstance(value, Named):
        return (value,)
    found = here.scope.sets.get(value.name)
    if found is None:
        here.scope.undefined.append(Reference(value.name, "set", here.at))
        raise _DoubtError(AtomKind.REFERENCE, f"set {value.name}")
    found.used = True
    if found.flags & {"dynamic", "timeout"} or value.name in here.scope.filled:
        raise _DoubtError(AtomKind.DYNAMIC, f"set {value.name} changes by itself")
    return tuple(
        v for element in found.elements for v in (resolve(element, here) if isinstance(element, Items) else (element,))
    )


def words_of(value: Value, here: Here) -> frozenset[str]:
    """Return the words of a value of a bit mask or a set of them."""
    found: set[str] = set()
    for one in resolve(value, here):
        found |= set(one.words) if isinstance(one, Flags) else {one.text} if isinstance(one, Scalar) else {"?"}
    return frozenset(w.lower() for w in found)


def dependency(expression: Expression) -> Cubes:
    """Return the packets that have all the fields of an expression."""
    return all_of([(ALL,), *((implied(name),) for name in fields_of(expression))])


def fields_of(expression: Expression) -> Iterator[str]:
    """Yield the names of the fields in an expression."""
    match expression:
        case Field():
            yield expression.name
        case Masked():
            yield from fields_of(expression.field)
        case Several():
            for part in expression.parts:
                yield from fields_of(part)
        case Strange():
            pass
