"""Interval and address sets: laws by hypothesis, and brute force over a tiny universe."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonewarden_parsers.model import ANY, NOWHERE, AddressSet, IntervalSet
from zonewarden_parsers.model.addresses import MAX_V4, MAX_V6

TOP = 20
spans = st.lists(st.tuples(st.integers(0, TOP), st.integers(0, TOP)).map(lambda p: (min(p), max(p))), max_size=6)
sets = spans.map(IntervalSet.of)


def points(s: IntervalSet) -> set[int]:
    return {p for low, high in s.spans for p in range(low, high + 1)}


@given(sets, sets)
def test_operators_agree_with_brute_force(a: IntervalSet, b: IntervalSet) -> None:
    assert points(a | b) == points(a) | points(b)
    assert points(a & b) == points(a) & points(b)
    assert points(a - b) == points(a) - points(b)
    assert (a <= b) == (points(a) <= points(b))
    assert a.isdisjoint(b) == points(a).isdisjoint(points(b))
    assert a.size == len(points(a))
    assert all((p in a) == (p in points(a)) for p in range(TOP + 2))


@given(sets, sets, sets)
def test_laws(a: IntervalSet, b: IntervalSet, c: IntervalSet) -> None:
    assert a - (b | c) == (a - b) & (a - c)
    assert a - (b & c) == (a - b) | (a - c)
    assert a & (b | c) == (a & b) | (a & c)
    assert (a - b).isdisjoint(b)
    assert (a - b) | (a & b) == a


@given(spans)
def test_form_is_canonical(given_spans: list[tuple[int, int]]) -> None:
    s = IntervalSet.of(given_spans)
    assert all(b[0] > a[1] + 1 for a, b in zip(s.spans, s.spans[1:], strict=False))
    assert IntervalSet.of(reversed(given_spans)) == s


@given(st.integers(0, MAX_V4), st.integers(0, MAX_V4))
def test_wildcard_masks_agree_with_bits(address: int, seed: int) -> None:
    wildcard = seed & 0x00000F13
    found = AddressSet.wildcard(address, wildcard)
    assert found.v4.size == 1 << wildcard.bit_count()
    for probe in (address, address ^ wildcard, address ^ 1, address ^ 0x20, address ^ 0x1000):
        assert (probe in found.v4) == ((probe ^ address) & ~wildcard == 0)


def test_a_wildcard_mask_that_is_too_ragged_is_refused_not_cut() -> None:
    with pytest.raises(ValueError, match="more than 4096 ranges"):
        AddressSet.wildcard(0, 0x55555554)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10.0.0.0/8", "10.0.0.0/8"),
        ("10.0.0.5/24", "10.0.0.0/24"),
        ("10.0.0.1-10.0.0.3", "10.0.0.1, 10.0.0.2/31"),
        ("2001:db8::/32", "2001:db8::/32"),
        ("192.0.2.7", "192.0.2.7"),
        ("10.0.0.1-10.0.9.77", "10.0.0.1-10.0.9.77"),
    ],
)
def test_texts(text: str, expected: str) -> None:
    assert str(AddressSet.parse(text)) == expected


@pytest.mark.parametrize("text", ["10.0.0.9-10.0.0.1", "10.0.0.1-::1", "10.0.0", "host", ""])
def test_text_that_is_no_address_set_is_an_error(text: str) -> None:
    with pytest.raises(ValueError):
        AddressSet.parse(text)


def test_the_two_spaces_are_separate() -> None:
    low4, low6 = AddressSet.network("0.0.0.1"), AddressSet.network("::1")
    assert low4.isdisjoint(low6)
    assert low4 | low6 != low4
    assert low4 <= ANY
    assert ANY - low4 - low6 == AddressSet(IntervalSet.of([(0, 0), (2, MAX_V4)]), IntervalSet.of([(0, 0), (2, MAX_V6)]))
    assert not NOWHERE
    assert str(ANY) == "any"
    assert str(ANY - low6) == "any4, ::, ::2-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"


@given(
    st.lists(st.ip_addresses(v=4).map(str), min_size=1, max_size=5), st.lists(st.ip_addresses(v=6).map(str), max_size=5)
)
def test_union_of_many_is_the_union_one_by_one(v4: list[str], v6: list[str]) -> None:
    parts = [AddressSet.network(t) for t in v4 + v6]
    one_by_one = NOWHERE
    for part in parts:
        one_by_one |= part
    assert AddressSet.union(parts) == one_by_one
    assert one_by_one.v4.size == len({int(ipaddress.ip_address(t)) for t in v4})


@given(st.text("0123456789./ :٣", max_size=20) | st.from_regex(r"\A[0-9]{1,3}(\.[0-9]{1,3}){3}(/[0-9]{1,3})?\Z"))
def test_reading_a_block_is_what_the_standard_library_says(text: str) -> None:
    try:
        network = ipaddress.ip_interface(text).network
    except ValueError:
        expected = None
    else:
        expected = AddressSet.range(network.version, int(network.network_address), int(network.broadcast_address))
    try:
        found = AddressSet.parse(text)
    except ValueError:
        found = None
    assert found == expected
