"""The tree against the vectors of Certificate Transparency and the definition in RFC 6962."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.audit import (
    Frontier,
    consistency,
    inclusion,
    leaf_hash,
    root,
    verify_consistency,
    verify_inclusion,
)

# The entries, roots and proofs of merkle_tree_test.cc in Google's certificate-transparency.
ENTRIES = [
    bytes.fromhex(entry)
    for entry in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
PATHS = {
    (0, 1): [],
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
    (1, 5): [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
BEGINNINGS = {
    (1, 1): [],
    (1, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
LEAVES = [leaf_hash(entry) for entry in ENTRIES]

SIZES = st.integers(1, 70)


def leaves(size: int) -> list[bytes]:
    return [leaf_hash(str(number).encode()) for number in range(size)]


def by_definition(entries: list[bytes]) -> bytes:
    """MTH of RFC 6962, section 2.1, word for word."""
    if not entries:
        return sha256().digest()
    if len(entries) == 1:
        return sha256(b"\x00" + entries[0]).digest()
    k = 1
    while k * 2 < len(entries):
        k *= 2
    return sha256(b"\x01" + by_definition(entries[:k]) + by_definition(entries[k:])).digest()


def flip(data: bytes, bit: int) -> bytes:
    place = bit % (len(data) * 8)
    changed = bytearray(data)
    changed[place // 8] ^= 1 << place % 8
    return bytes(changed)


@pytest.mark.parametrize("size", range(1, 9))
def test_known_roots(size: int) -> None:
    assert root(LEAVES[:size]).hex() == ROOTS[size - 1]


def test_root_of_nothing() -> None:
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert root([]).hex() == Frontier().root().hex() == empty


@pytest.mark.parametrize(("at", "path"), PATHS.items())
def test_known_inclusion_proofs(at: tuple[int, int], path: list[str]) -> None:
    index, size = at
    proof = inclusion(LEAVES[:size], index)
    assert [step.hex() for step in proof] == path
    assert verify_inclusion(LEAVES[index], at, proof, bytes.fromhex(ROOTS[size - 1]))


@pytest.mark.parametrize(("sizes", "path"), BEGINNINGS.items())
def test_known_consistency_proofs(sizes: tuple[int, int], path: list[str]) -> None:
    old, new = sizes
    proof = consistency(LEAVES[:new], old)
    assert [step.hex() for step in proof] == path
    heads = [(size, bytes.fromhex(ROOTS[size - 1])) for size in sizes]
    assert verify_consistency(heads[0], heads[1], proof)


@given(st.lists(st.binary(max_size=8), max_size=70))
def test_root_and_frontier_are_those_of_the_definition(entries: list[bytes]) -> None:
    frontier = Frontier()
    for entry in entries:
        frontier = Frontier.load(frontier.append(leaf_hash(entry)).dump())
    assert frontier.size == len(entries)
    assert frontier.root() == root([leaf_hash(e) for e in entries]) == by_definition(entries)


@pytest.mark.parametrize("size", [0, 1, 3, 70])
def test_damaged_frontier_is_refused(size: int) -> None:
    frontier = Frontier()
    for leaf in leaves(size):
        frontier = frontier.append(leaf)
    with pytest.raises(ValueError, match="damaged"):
        Frontier.load(frontier.dump() + b"\0")
    if size:
        with pytest.raises(ValueError, match="damaged"):
            Frontier.load(frontier.dump()[:-1])


@given(SIZES, st.data())
def test_inclusion_holds_and_every_change_breaks_it(size: int, data: st.DataObject) -> None:
    log = leaves(size)
    index = data.draw(st.integers(0, size - 1))
    proof, head = inclusion(log, index), root(log)
    assert verify_inclusion(log[index], (index, size), proof, head)
    bit = data.draw(st.integers(0, 255))
    assert not verify_inclusion(flip(log[index], bit), (index, size), proof, head)
    assert not verify_inclusion(log[index], (index, size), proof, flip(head, bit))
    assert not verify_inclusion(log[index], (index, size), [*proof, head], head)
    other = data.draw(st.integers(-1, size).filter(lambda i: i != index))
    assert not verify_inclusion(log[index], (other, size), proof, head)
    if proof:
        place = data.draw(st.integers(0, len(proof) - 1))
        changed = [flip(p, bit) if i == place else p for i, p in enumerate(proof)]
        assert not verify_inclusion(log[index], (index, size), changed, head)
        short = [p for i, p in enumerate(proof) if i != place]
        assert not verify_inclusion(log[index], (index, size), short, head)


@given(SIZES, st.data())
def test_consistency_holds_and_every_change_breaks_it(size: int, data: st.DataObject) -> None:
    log = leaves(size)
    old = data.draw(st.integers(1, size))
    before, after = (old, root(log[:old])), (size, root(log))
    proof = consistency(log, old)
    assert verify_consistency(before, after, proof)
    bit = data.draw(st.integers(0, 255))
    assert not verify_consistency((old, flip(before[1], bit)), after, proof)
    assert not verify_consistency(before, (size, flip(after[1], bit)), proof)
    assert not verify_consistency(before, after, [*proof, after[1]])
    if proof:
        place = data.draw(st.integers(0, len(proof) - 1))
        changed = [flip(p, bit) if i == place else p for i, p in enumerate(proof)]
        assert not verify_consistency(before, after, changed)
        assert not verify_consistency(before, after, proof[:-1])


@given(st.integers(2, 70), st.data())
def test_a_rewritten_log_is_not_consistent(size: int, data: st.DataObject) -> None:
    """Who changes one old entry cannot show that the new log continues the old one."""
    log = leaves(size)
    old = data.draw(st.integers(1, size - 1))
    changed = data.draw(st.integers(0, old - 1))
    forged = [leaf_hash(b"another") if i == changed else leaf for i, leaf in enumerate(log)]
    proof = consistency(forged, old)
    assert not verify_consistency((old, root(log[:old])), (size, root(forged)), proof)


@given(st.integers(2, 70), st.data())
def test_a_proof_for_one_size_is_none_for_another(size: int, data: st.DataObject) -> None:
    """Also with the head of the smaller log, or with that of a part of the tree."""
    log = leaves(size)
    part = data.draw(st.integers(1, size - 1))
    index = data.draw(st.integers(0, part - 1))
    small, large = inclusion(log[:part], index), inclusion(log, index)
    assert small == large or not verify_inclusion(log[index], (index, size), small, root(log))
    if len(small) != len(large):
        for proof, claimed, head in ((small, size, log[:part]), (large, part, log)):
            assert not verify_inclusion(log[index], (index, claimed), proof, root(head))


@pytest.mark.parametrize("index", [-1, 3, 10])
def test_no_proof_of_an_entry_that_is_not_there(index: int) -> None:
    with pytest.raises(IndexError, match="3 entries"):
        inclusion(leaves(3), index)


@pytest.mark.parametrize("old", [-1, 0, 4])
def test_no_proof_from_a_log_that_never_was(old: int) -> None:
    with pytest.raises(IndexError, match="3 entries"):
        consistency(leaves(3), old)
    assert not verify_consistency((old, root([])), (3, root(leaves(3))), [])


def test_a_leaf_cannot_pass_for_a_node() -> None:
    """Without the prefix bytes, an entry made of two hashes would have the root of a tree."""
    a, b = leaves(2)
    assert leaf_hash(a + b) != root([a, b])


@given(st.integers(0, 70), st.integers(0, 70))
def test_leaves_together_make_the_same_frontier_as_one_by_one(size: int, more: int) -> None:
    """And every complete subtree comes out once, as it is completed."""
    log = leaves(size + more)
    start, _ = Frontier().extend(log[:size])
    one_by_one = start
    for leaf in log[size:]:
        one_by_one = one_by_one.append(leaf)
    together, complete = start.extend(log[size:])
    assert together == one_by_one
    assert together.root() == root(log)
    for node in complete:
        assert node.hash == root(log[node.number << node.height : node.number + 1 << node.height])
    places = [node[:2] for node in complete]
    expected = {(h, n) for h in range(1, 8) for n in range(size + more >> h) if n + 1 << h > size}
    assert set(places) == expected
    assert len(places) == len(expected)
