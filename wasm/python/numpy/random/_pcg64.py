"""PCG64, the source of random bits of NumPy's Generator, and SeedSequence, which starts it."""
import os
from itertools import chain

from .._array import asarray, ndarray
from .._scalars import floating, integer

_M32, _M64, _M128 = (1 << 32) - 1, (1 << 64) - 1, (1 << 128) - 1
_MULTIPLIER = 0x2360ED051FC65DA44385DF649FCCF645


def _words_of(entropy):
    """Words of 32 bits of whole numbers, the lowest first."""
    if isinstance(entropy, (int, integer)):
        number = int(entropy)
        if number < 0:
            raise ValueError("expected non-negative integer")
        return [number >> at & _M32 for at in range(0, max(number.bit_length(), 1), 32)]
    if isinstance(entropy, (float, floating)):
        raise TypeError("seed must be integer")
    return [word for part in entropy for word in _words_of(part)]


class SeedSequence:
    """Entropy, mixed so that similar seeds give unlike states."""

    def __init__(self, entropy=None):
        if entropy is None:
            entropy = int.from_bytes(os.urandom(16), "little")
        elif not isinstance(entropy, (int, integer, list, tuple, range, ndarray)):
            raise TypeError(f"SeedSequence expects int or sequence of ints for entropy not {entropy}")
        self.entropy = entropy
        self._pool = self._mixed(_words_of(entropy))

    @staticmethod
    def _mixed(words):
        factor = 0x43B0D7E5

        def scattered(value):
            nonlocal factor
            value ^= factor
            factor = factor * 0x931E8875 & _M32
            value = value * factor & _M32
            return value ^ value >> 16

        def mix(x, y):
            made = 0xCA01F9DD * x - 0x4973F715 * y & _M32
            return made ^ made >> 16

        words = words + [0] * (4 - len(words))
        pool = [scattered(word) for word in words[:4]]
        for source in range(4):
            for target in range(4):
                if source != target:
                    pool[target] = mix(pool[target], scattered(pool[source]))
        for word in words[4:]:
            pool = [mix(old, scattered(word)) for old in pool]
        return pool

    def words(self, count):
        """So many words of 32 bits, as Python's ints."""
        factor, made = 0x8B51F9DD, []
        for at in range(count):
            value = self._pool[at % 4] ^ factor
            factor = factor * 0x58F38DED & _M32
            value = value * factor & _M32
            made.append(value ^ value >> 16)
        return made

    def generate_state(self, n_words):
        """So many words of 32 bits (as int64: there is no uint32 here)."""
        return asarray(self.words(n_words), int)

    def __repr__(self):
        return f"SeedSequence(\n    entropy={self.entropy!r},\n)"


class PCG64:
    """A congruential generator of 128 bits whose state is permuted into words of 64."""

    def __init__(self, seed=None):
        self.seed_seq = seed if isinstance(seed, SeedSequence) else SeedSequence(seed)
        words = self.seed_seq.words(8)
        high, low, high_step, low_step = (words[i] | words[i + 1] << 32 for i in range(0, 8, 2))
        self._step = ((high_step << 64 | low_step) << 1 | 1) & _M128
        self._state = self._step + (high << 64 | low) & _M128
        self._half, self._has_half = 0, False
        self.words(1)

    def words(self, count):
        """The next words of 64 bits."""
        state, step = self._state, self._step
        made = []
        append = made.append
        for _ in range(count):
            state = state * _MULTIPLIER + step & _M128
            word, turn = (state >> 64 ^ state) & _M64, state >> 122
            append((word >> turn | word << 64 - turn) & _M64)
        self._state = state
        return made

    def halves(self, count):
        """The next words of 32 bits: halves, the lower first; one left over waits for the next call."""
        if not count:
            return []
        made = [self._half] if self._has_half else []
        for word in self.words((count - len(made) + 1) // 2):
            made += (word & _M32, word >> 32)
            self._half = word >> 32
        self._has_half = len(made) > count
        return made[:count]

    def source(self, least, bits=64):
        """A function that gives the next word. At least so many will be asked for: these are made at once."""
        block = self.words if bits == 64 else self.halves
        return chain(block(least), iter(lambda: block(1)[0], None)).__next__

    @property
    def state(self):
        """What it takes to go on from here: a dictionary, which may be assigned."""
        return {"bit_generator": "PCG64", "state": {"state": self._state, "inc": self._step},
                "has_uint32": int(self._has_half), "uinteger": self._half}

    @state.setter
    def state(self, value):
        if not isinstance(value, dict):
            raise TypeError("state must be a dict")
        if value.get("bit_generator", "") != "PCG64":
            raise ValueError("state must be for a PCG64 RNG")
        self._state, self._step = value["state"]["state"], value["state"]["inc"]
        self._has_half, self._half = bool(value["has_uint32"]), value["uinteger"]
