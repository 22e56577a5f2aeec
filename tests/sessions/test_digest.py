"""digest: tells texts apart that differ by accident."""

from __future__ import annotations

import random
import re

from hypothesis import example, given
from hypothesis import strategies as st

from tests.sessions.conftest import Fresh
from tests.strategies import BYTES


@given(text=BYTES)
def test_a_digest_is_16_hexadecimal_digits(rooms: Fresh, text: str) -> None:
    """Whatever the text is, and the same each time."""
    of = rooms().open("digest").of

    assert re.fullmatch("[0-9a-f]{16}", of(text))
    assert of(text) == rooms().open("digest").of(text)


@given(text=st.binary(min_size=1, max_size=300), bit=st.integers(0, 1 << 16))
@example(text=b"\0" * 64, bit=511)
def test_no_flipped_bit_goes_unseen(rooms: Fresh, text: bytes, bit: int) -> None:
    """A single changed bit changes the digest for certain."""
    changed = bytearray(text)
    at = bit % (len(text) * 8)
    changed[at // 8] ^= 1 << at % 8
    of = rooms().open("digest").of

    assert of(text.decode("latin-1")) != of(changed.decode("latin-1"))


@given(text=st.binary(max_size=200), cut=st.integers(0, 200))
@example(text=b"ab\0\0", cut=2)
def test_no_truncation_goes_unseen(rooms: Fresh, text: bytes, cut: int) -> None:
    """Bytes lost at the end change the digest, zeros too."""
    of = rooms().open("digest").of
    shorter = text[:cut]

    assert (of(text.decode("latin-1")) == of(shorter.decode("latin-1"))) == (text == shorter)


def test_random_texts_do_not_collide(rooms: Fresh) -> None:
    """20,000 short texts, 20,000 digests."""
    chance = random.Random(16)
    of = rooms().open("digest").of
    texts = {chance.randbytes(chance.randint(0, 24)).decode("latin-1") for _ in range(20_000)}

    assert len({of(text) for text in texts}) == len(texts)


def test_a_byte_costs_less_than_two_instructions(rooms: Fresh) -> None:
    """A checksum must not be what a save waits for."""
    lua = rooms()
    spent, _ = lua.counted(lua.open("digest").of, "x" * 64_000)

    assert spent / 64_000 < 2
