"""The index of the service catalogue answers as a comparison with each of its rows does."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from zonewarden.facts.catalogue import ServiceIndex
from zonewarden.site.bare import bare_site
from zonewarden_parsers.model import ANY_SERVICE, ServiceSet
from zonewarden_parsers.model.region import Spans, normalise
from zonewarden_parsers.model.services import ALL_PORTS

ROWS = bare_site().services
INDEX = ServiceIndex(ROWS.values())
NEAR = st.sampled_from([0, 22, 53, 80, 102, 161, 255, 443, 502, 1433, 4840, 20000, 44818, 65535])
PORTS: st.SearchStrategy[Spans] = st.just(ALL_PORTS) | st.lists(
    st.tuples(NEAR, st.integers(-1, 1), st.sampled_from([0, 1, 1000])), min_size=1, max_size=3
).map(lambda found: normalise((max(0, p + d), min(65535, max(0, p + d) + w)) for p, d, w in found))


@st.composite
def boxes(draw: st.DrawFn) -> ServiceSet:
    """One product: protocols, first and second ports."""
    low = draw(st.sampled_from([0, 1, 6, 17, 47, 58, 200, 256]))
    high = min(256, low + draw(st.sampled_from([0, 0, 11, 256])))
    return ServiceSet.of(((low, high),), draw(PORTS), draw(PORTS))


SETS = st.lists(boxes(), max_size=3).map(ServiceSet.union)


@settings(max_examples=60)
@given(SETS, st.booleans())
def test_touched_is_every_row_that_shares_a_packet(services: ServiceSet, inverted: bool) -> None:
    asked = ANY_SERVICE - services if inverted else services
    assert INDEX.touched(asked) == tuple(sorted(i for i, r in ROWS.items() if not r.services.isdisjoint(asked)))
