"""The strict YAML reader: every trap of OUTPUTS section 7, with its exact place."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from zonewarden_parsers.model import Diagnostic, Location, Severity
from zonewarden_parsers.strict_yaml import reader as yaml_events
from zonewarden_parsers.strict_yaml.nodes import Mapping, Scalar, Sequence, plain
from zonewarden_parsers.strict_yaml.reader import MAX_DEPTH, read_documents, read_yaml, read_yaml_file
from zonewarden_parsers.strict_yaml.scalars import ambiguity, resolve

LOADERS = [getattr(yaml, name) for name in ("CSafeLoader", "SafeLoader") if hasattr(yaml, name)]
ALIAS_BOMB = "a0: &a0 [x, x]\n" + "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 10))
MERGE_BOMB = "a0: &a0 {x: 1}\n" + "".join(f"a{i}: &a{i} {{<<: [*a{i - 1}, *a{i - 1}]}}\n" for i in range(1, 26))


def value(text: str) -> object:
    node = read_yaml(text, "f.yaml")
    assert not isinstance(node, Diagnostic), node
    return plain(node)


def mapping(text: str) -> Mapping:
    node = read_yaml(text, "f.yaml")
    assert isinstance(node, Mapping), node
    return node


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("a: 1\nb: 2\na: 3\n", "yaml-duplicate-key", 3, 1),
        ("1: a\n1.0: b\n", "yaml-duplicate-key", 2, 1),
        ("1: a\ntrue: b\n", "yaml-duplicate-key", 2, 1),
        ("1: a\n'1': b\n", "yaml-duplicate-key", 2, 1),
        ("a: {<<: {b: 1}, <<: {c: 1}}", "yaml-duplicate-key", 1, 17),
        ("a: &x [*x]", "yaml-alias", 1, 8),
        ("a: *x", "yaml-alias", 1, 4),
        ("a:\n  <<: 3", "yaml-merge", 2, 7),
        ("[" * (MAX_DEPTH + 1), "yaml-limit", 1, MAX_DEPTH + 1),
        (ALIAS_BOMB, "yaml-limit", 7, 15),
        (MERGE_BOMB, "yaml-limit", 17, 17),
        ("a: !!python/object:os.system x", "yaml-tag", 1, 4),
        ("a: !Ref x", "yaml-tag", 1, 4),
        ("a: !!set {x}", "yaml-tag", 1, 4),
        ("a: !!binary aGk=", "yaml-tag", 1, 4),
        ("---\na: 1\n---\nb: 2\n", "yaml-documents", 3, 1),
        ("a:\n\tb: 1\n", "yaml-tab", 2, 1),
        ("a: [1,\n \t2]\n", "yaml-tab", 2, 2),
        ("? [a]\n: b\n", "yaml-key", 1, 3),
        ("%YAML 1.1\n---\na: 1\n", "yaml-directive", 1, 1),
        ("a: 1\n...\n%TAG !a! b\n", "yaml-directive", 3, 1),
        ("a: true # fine \u2028deny: false\n", "yaml-character", 1, 16),
        ("a: 1 # \u2029b: 2\n", "yaml-character", 1, 8),
        ("a: 1 # \x85b: 2\n", "yaml-character", 1, 8),
        ("a: \u202eevil\n", "yaml-character", 1, 4),
        ("a: b\n\u2066: x\n", "yaml-character", 2, 1),
        ("a: \0\n", "yaml-character", 1, 4),
        ("a: \ud800\n", "yaml-character", 1, 4),
        ("a: b: c\n", "yaml-syntax", 1, 5),
        ("a: [1, 2\nb: 3\n", "yaml-syntax", 2, 2),
    ],
)
def test_trap_is_one_error_at_its_place(text: str, code: str, line: int, column: int, loader: object) -> None:
    found = read_yaml(text, "f.yaml", loader)
    assert isinstance(found, Diagnostic)
    assert found.severity is Severity.ERROR
    if code != "yaml-syntax":  # libyaml and the pure loader point at different ends of the same mistake
        assert (found.code, found.location.line, found.location.column) == (code, line, column)
    else:
        assert (found.code, found.location.line) == (code, line)


def test_duplicate_key_names_the_first_place() -> None:
    found = read_yaml("x:\n  a: 1\n  a: 2\n", "f.yaml")
    assert str(found) == "f.yaml:3:3: error: duplicate key 'a', first given on line 2, column 3 [yaml-duplicate-key]"


def test_too_many_values(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_events, "MAX_NODES", 10)
    found = read_yaml("- a\n" * 12, "f.yaml")
    assert isinstance(found, Diagnostic)
    assert (found.code, found.location.line) == ("yaml-limit", 10)


def test_too_large_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_events, "MAX_BYTES", 10)
    path = tmp_path / "big.yaml"
    path.write_text("a: 123456789\n")
    for found in (read_yaml_file(path, "big.yaml"), read_yaml("a: 123456789", "big.yaml")):
        assert isinstance(found, Diagnostic)
        assert found.code == "yaml-limit"


def test_ten_megabytes_of_brackets_stop_at_the_depth() -> None:
    found = read_yaml("[" * 10_000_000, "f.yaml")
    assert isinstance(found, Diagnostic)
    assert found.code == "yaml-limit"


def test_file_that_is_not_utf8_or_not_there(tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_bytes(b"a: 1\nb\xc3\xa9: \xff\n")
    found = read_yaml_file(path, "bad.yaml")
    assert isinstance(found, Diagnostic)
    assert (found.code, found.location.line, found.location.column) == ("not-utf8", 2, 5)
    missing = read_yaml_file(tmp_path / "none.yaml", "none.yaml")
    assert isinstance(missing, Diagnostic)
    assert missing.code == "unreadable-file"


def test_places_of_keys_and_values_count_code_points() -> None:
    node = mapping('\ufeff# ü\nname: "Fluß"\r\nzones:\n  - {id: a, x: [1, 22]}\n')
    entry = node.entries["name"]
    assert entry.key.location == Location("f.yaml", 2, 0, 1, 5)
    assert entry.value.location == Location("f.yaml", 2, 0, 7, 13)
    zones = node.get("zones")
    assert isinstance(zones, Sequence)
    assert zones.location == Location("f.yaml", 4, 0, 3, 24)
    first = zones.items[0]
    assert isinstance(first, Mapping)
    assert first.location == Location("f.yaml", 4, 0, 5, 24)
    assert first.place("x") == Location("f.yaml", 4, 0, 16, 23)


def test_block_mapping_ends_with_its_last_value() -> None:
    node = mapping("a:\n  b: 1\n  c: 22\n\n# end\nd: 1\n")
    assert node.place("a") == Location("f.yaml", 2, 3, 3, 8)


def test_anchored_value_stands_after_its_anchor() -> None:
    assert mapping("a: &x foo").place("a") == Location("f.yaml", 1, 0, 7, 10)


def test_aliases_and_merge_keys_work() -> None:
    text = "o: &o {ot: a, it: b}\nx: {<<: *o, it: c}\ny: *o\n"
    assert value(text) == {"o": {"ot": "a", "it": "b"}, "x": {"it": "c", "ot": "a"}, "y": {"ot": "a", "it": "b"}}
    assert value("a: &a {x: 1}\nb: &b {x: 2}\nc: {<<: [*a, *b]}\n") == {"a": {"x": 1}, "b": {"x": 2}, "c": {"x": 1}}


def test_tab_inside_a_text_is_fine() -> None:
    assert value("a: |\n  x\n  \ty\nb: 'p\tq'\n") == {"a": "x\n\ty\n", "b": "p\tq"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on", "on"), ("no", "no"), ("22:22", "22:22"), ("0100", 100), ("0o10", 8), ("1e3", 1000.0), ("1_000", "1_000"),
        ("0b101", "0b101"), ("2027-01-15", "2027-01-15"), ("=", "="), ("12:34:56:12:34:56", "12:34:56:12:34:56"),
        ("true", True), ("~", None), ("", None), ("-5", -5), ("0x1F", 31), (".inf", float("inf")), ("-.INF", float("-inf")),
        ("1.10", 1.1), ("+.5", 0.5), (".", "."), ("-", "-"), ("9" * 65, "9" * 65), ("8080:80", "8080:80"),
    ],
)  # fmt: skip
def test_yaml_1_2_core_values(text: str, expected: object) -> None:
    found = resolve(text)
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    "text",
    ["on", "Off", "yes", "NO", "y", "N", "22:22", "1:30", "12:34:56:12:34:56", "0100", "010", "0o10", "1e3", "1_000",
     "0b101", "2027-01-15", "2027-01-15T10:00:00Z", "2027-01-15 10:00:00", "="],
)  # fmt: skip
def test_ambiguous(text: str) -> None:
    assert ambiguity(text)
    quoted = read_yaml(f"'{text}'", "f.yaml")
    assert isinstance(quoted, Scalar)
    assert not quoted.ambiguous


def _reads_1_1(text: str) -> object:
    try:
        return yaml.safe_load(text)
    except (yaml.YAMLError, ValueError):
        return None


@given(st.from_regex(r"[-+]?[0-9ox.:_eEb]{1,9}", fullmatch=True))
def test_every_plain_number_that_pyyaml_reads_otherwise_is_ambiguous(text: str) -> None:
    if not ambiguity(text) and _reads_1_1(text) is not None and not text.endswith(":"):
        assert _reads_1_1(text) == resolve(text)


@given(st.text(alphabet=st.sampled_from("ab1: -[]{}#&*!|>'\"%,?\n\t<\u2028é"), max_size=60))
def test_arbitrary_text_gives_a_value_or_an_error(text: str) -> None:
    assert isinstance(read_yaml(text, "f.yaml"), Diagnostic | Scalar | Sequence | Mapping)


@given(st.binary(max_size=80))
def test_arbitrary_bytes_give_a_value_or_an_error(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "bytes.yaml"
    path.write_bytes(data)
    assert isinstance(read_yaml_file(path, "f.yaml"), Diagnostic | Scalar | Sequence | Mapping)


WORDS = st.text(st.characters(codec="ascii", categories=["L", "N"])).filter(lambda text: not ambiguity(text))
NESTED = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abcxyz", min_size=1), inner, max_size=4),
    max_leaves=20,
)  # fmt: skip


@given(NESTED)
def test_what_pyyaml_writes_is_read_back(data: object) -> None:
    node = read_yaml(yaml.safe_dump(data), "f.yaml")
    assert not isinstance(node, Diagnostic)
    assert plain(node) == data


def test_documents_of_a_stream_are_read_apart_and_keep_their_lines() -> None:
    found = read_documents("# head\n---\na: 1\n--- # next\nb: [\n---\n---\nc: 3\n", "f.yaml")
    first, second, third = found
    assert isinstance(first, Mapping)
    assert first.place("a").line == 3
    assert isinstance(second, Diagnostic)
    assert isinstance(third, Mapping)
    assert third.place("c").line == 8


@pytest.mark.parametrize("text", ["a: >\n", "- |\n", "---\n", "k: &a\n", "- b: |\n    text\n\n", "[\n\n", "{a: 1\n\n"])
def test_no_place_lies_behind_the_text(text: str) -> None:
    lines = text.splitlines()
    found = read_yaml(text, "f.yaml")
    for place in [found.location] if isinstance(found, Diagnostic) else places(found):
        last = lines[(place.end_line or place.line) - 1]
        assert place.end_column <= len(last) + 1


def places(node: Mapping | Sequence | Scalar) -> list[Location]:
    inner = [e.value for e in node.entries.values()] if isinstance(node, Mapping) else []
    inner += node.items if isinstance(node, Sequence) else []
    return [node.location, *(place for child in inner for place in places(child))]


def test_a_document_is_read_without_those_above_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Padding each of many documents with the lines above it would take time by the square of their number."""
    read: list[int] = []
    plain_read = yaml_events._read

    def counted(text: str, path: str, loader: object, above: int) -> object:
        read.append(len(text))
        return plain_read(text, path, loader, above)

    monkeypatch.setattr(yaml_events, "_read", counted)
    text = "---\na: 1\n" * 200
    found = read_documents(text, "f.yaml")
    assert sum(read) < 2 * len(text)
    last = found[-1]
    assert isinstance(last, Mapping)
    assert last.place("a").line == 400
