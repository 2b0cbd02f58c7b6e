"""torch.nn.utils.rnn: sequences of different lengths in one tensor."""
from collections.abc import Iterable

import torch

__all__ = ["pad_sequence", "unpad_sequence"]


def pad_sequence(sequences, batch_first=False, padding_value=0.0, padding_side="right"):
    """The sequences [L, ...] side by side as [longest, N, ...] (or [N, longest, ...]), filled up with a value."""
    if not isinstance(sequences, Iterable):
        raise RuntimeError("pad_sequence: Expected iterable for input sequences, but got arg of type: "
                           f"{type(sequences)}")
    sequences = tuple(sequences)
    if not sequences:
        raise RuntimeError("received an empty list of sequences")
    if padding_side not in ("left", "right"):
        raise RuntimeError(f"Expected padding_side to be one of left or right, but got {padding_side}.")
    longest = max(len(sequence) for sequence in sequences)
    rest = sequences[0].shape[1:]

    def padded(sequence):
        filling = torch.full((longest - len(sequence), *rest), padding_value, dtype=sequence.dtype)
        return torch.cat([filling, sequence] if padding_side == "left" else [sequence, filling])

    return torch.stack([padded(sequence) for sequence in sequences], 0 if batch_first else 1)


def unpad_sequence(padded_sequences, lengths, batch_first=False):
    """The sequences that pad_sequence filled up on the right, as a list."""
    if not batch_first:
        padded_sequences = padded_sequences.transpose(0, 1)
    return [sequence[:length] for sequence, length in zip(padded_sequences, lengths.tolist())]
