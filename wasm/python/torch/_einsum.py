"""torch.einsum: sums of products by letters, made of permutations and batched products as PyTorch makes them."""
import _dh

from . import _ops
from ._diagonals import diagonal
from ._parts import movedim

_ELLIPSIS = "."


def _letters(text, first, where, repeated):
    """The letters of one operand or of the output, with "." for an ellipsis; the text is at `first` in the equation."""
    found, place = [], 0
    while place < len(text):
        letter = text[place]
        if letter == ".":
            if _ELLIPSIS in found:
                raise RuntimeError(f"einsum(): found '.' for {where} {repeated}")
            if text[place:place + 3] != "...":
                ending = "" if where != "output" else " (...)"
                raise RuntimeError(f"einsum(): found '.' for {where} that is not part of any ellipsis{ending}")
            place += 2
        elif letter != " " and not (letter.isascii() and letter.isalpha()):
            raise RuntimeError(f"einsum(): invalid subscript given at index {first + place} in the equation string, "
                               "subscripts must be in [a-zA-Z]")
        if letter != " ":
            found.append(letter)
        place += 1
    return found


def _inputs(text, operands):
    """The letters of each operand."""
    parts, first, labels = text.split(","), 0, []
    for i, part in enumerate(parts):
        if i >= len(operands):
            raise RuntimeError("einsum(): fewer operands were provided than specified in the equation")
        labels.append(_letters(part, first, f"operand {i}", "for which an ellipsis was already found"))
        first += len(part) + 1
    if len(parts) < len(operands):
        raise RuntimeError("einsum(): more operands were provided than specified in the equation")
    for i, (found, operand) in enumerate(zip(labels, operands)):
        count = len(found) - (_ELLIPSIS in found)
        if _ELLIPSIS in found and count > operand.dim():
            raise RuntimeError(f"einsum(): the number of subscripts in the equation ({count}) is more than the number "
                               f"of dimensions ({operand.dim()}) for operand {i}")
        if _ELLIPSIS not in found and count != operand.dim():
            raise RuntimeError(f"einsum(): the number of subscripts in the equation ({count}) does not match the "
                               f"number of dimensions ({operand.dim()}) for operand {i} and no ellipsis was given")
    return labels


def _output(equation, labels):
    """The letters of the output; where it is not given, the ellipsis and the letters that came once, in order."""
    left, arrow, right = equation.partition("->")
    given = [letter for found in labels for letter in found if letter != _ELLIPSIS]
    if not arrow:
        return [_ELLIPSIS, *sorted(letter for letter in set(given) if given.count(letter) == 1)]
    found = _letters(right, len(left) + 2, "output", "but an ellipsis (...) was already found")
    for i, letter in enumerate(found):
        if letter != _ELLIPSIS and letter in found[:i]:
            raise RuntimeError(f"einsum(): output subscript {letter} appears more than once in the output")
        if letter != _ELLIPSIS and letter not in given:
            raise RuntimeError(f"einsum(): output subscript {letter} does not appear in the equation for any input "
                               "operand")
    return found


class _Plan:
    """Where every letter's dimension is: those of the output first, then those that are summed."""

    def __init__(self, labels, operands, output):
        covered = [operand.dim() - len(found) + 1 for found, operand in zip(labels, operands) if _ELLIPSIS in found]
        self.ellipsis = max(covered, default=0)
        self.place, self.dims = {}, 0
        self._add(output)
        self.kept = self.dims
        given = {letter for found in labels for letter in found if letter != _ELLIPSIS}
        self._add([letter for letter in (_ELLIPSIS, *sorted(given)) if letter not in self.place])
        self.sizes, self.counts = [1] * self.dims, [0] * self.dims

    def _add(self, letters):
        for letter in letters:
            self.place[letter] = self.dims
            self.dims += self.ellipsis if letter == _ELLIPSIS else 1

    def _meet(self, dim, size, text):
        """Counts a dimension that is not of size 1; all of them have the same size."""
        if size == 1:
            return
        if self.sizes[dim] not in (1, size):
            raise RuntimeError(f"einsum(): {text}{self.sizes[dim]}"
                               f"{' for the respective dimension' if text.startswith('dim') else ''}")
        self.sizes[dim] = size
        self.counts[dim] += 1

    def arranged(self, i, labels, operand):
        """An operand with all dimensions of the plan; where it has a letter twice, its diagonal."""
        order, dim, covered = [-1] * self.dims, 0, operand.dim() - len(labels) + 1
        for letter in labels:
            if letter == _ELLIPSIS:
                for place in range(self.ellipsis - covered, self.ellipsis):
                    at, size = self.place[letter] + place, operand.size(dim)
                    self._meet(at, size, f"dimension {dim} covered by ellipsis in operand {i}has size {size} which "
                                         "does not broadcast with previously seen ellipsis with size ")
                    order[at], dim = dim, dim + 1
                continue
            at, size = self.place[letter], operand.size(dim)
            if order[at] == -1:
                self._meet(at, size, f"subscript {letter} has size {size} for operand {i} which does not broadcast "
                                     "with previously seen size ")
                order[at], dim = dim, dim + 1
                continue
            before = order[at]
            if size != operand.size(before):
                raise RuntimeError(f"einsum(): subscript {letter} is repeated for operand {i} but the sizes don't "
                                   f"match, {size} != {operand.size(before)}")
            operand = movedim(diagonal(operand, 0, before, dim), -1, before)
        for at in [at for at, place in enumerate(order) if place == -1]:
            operand, order[at], dim = operand.unsqueeze(dim), dim, dim + 1
        return operand.permute(order)

    def joined(self, a, b):
        """Two operands as one: their product, summed over what no other operand has."""
        alone, together = ([], []), []
        for dim in range(self.kept, self.dims):
            sizes = a.size(dim), b.size(dim)
            if 1 not in sizes:
                self.counts[dim] -= 1
                if self.counts[dim] == 1:
                    together.append(dim)
                    self.counts[dim] = 0
            elif self.counts[dim] == 1 and sizes != (1, 1):
                alone[0 if sizes[0] != 1 else 1].append(dim)
                self.counts[dim] = 0
        a = a.sum(alone[0], True) if alone[0] else a
        b = b.sum(alone[1], True) if alone[1] else b
        return _product(a, b, together) if together else a * b


def _product(a, b, summed):
    """sum(a * b) over dimensions, which stay with size 1, as one batched product of matrices."""
    both, left, right = [], [], []
    for dim in (dim for dim in range(a.dim()) if dim not in summed):
        sizes = a.size(dim), b.size(dim)
        (both if 1 not in sizes else left if sizes[0] != 1 else right).append(dim)
    shape = [a.size(d) for d in both + left] + [1] * len(summed) + [b.size(d) for d in right]
    order = both + left + summed + right
    first = a.permute(order).reshape(_volume(a, both), _volume(a, left), _volume(a, summed))
    second = b.permute(both + summed + right + left).reshape(_volume(b, both), _volume(b, summed), _volume(b, right))
    if first.dtype is not second.dtype:
        names = [str(tensor.type().rpartition(".")[2].removesuffix("Tensor")) for tensor in (first, second)]
        raise RuntimeError(f"expected scalar type {names[0]} but found {names[1]}")
    result = _ops.bmm(first, second).view(shape)
    return result.permute([order.index(dim) for dim in range(a.dim())])


def _volume(tensor, dims):
    count = 1
    for dim in dims:
        count *= tensor.size(dim)
    return count


def _from_lists(arguments):
    """The equation and the operands of einsum(tensor, [0, 1], tensor, [1, 2], [0, 2])."""
    def text(numbers):
        return "".join("..." if n is Ellipsis else _letter(n) for n in numbers)

    pairs = len(arguments) // 2
    equation = ",".join(text(numbers) for numbers in arguments[1:2 * pairs:2])
    if len(arguments) % 2:
        equation += "->" + text(arguments[-1])
    return equation, arguments[:2 * pairs:2]


def _letter(number):
    if 0 <= number < 26:
        return chr(ord("A") + number)
    if 26 <= number < 52:
        return chr(ord("a") + number - 26)
    raise ValueError("einsum(): subscript in subscript list is not within the valid range [0, 52)")


def einsum(*args):
    """The sum that an equation such as "ij,jk->ik" tells of."""
    if len(args) < 2:
        raise ValueError("einsum(): must specify the equation string and at least one operand, or at least one operand "
                         "and its subscripts list")
    equation, operands = (args[0], args[1:]) if isinstance(args[0], str) else _from_lists(args)
    if len(operands) == 1 and isinstance(operands[0], (list, tuple)):
        operands = tuple(operands[0])
    for i, operand in enumerate(operands):
        if not isinstance(operand, _dh.TensorBase):
            raise TypeError(f"expected Tensor as element {i} in argument 1, but got {type(operand).__name__}")
    labels = _inputs(equation.partition("->")[0], operands)
    plan = _Plan(labels, operands, _output(equation, labels))
    parts = [plan.arranged(i, found, operand) for i, (found, operand) in enumerate(zip(labels, operands))]
    result = parts[0]
    for part in parts[1:]:
        result = plan.joined(result, part)
    if plan.dims == plan.kept:
        return result
    return result.reshape(result.shape[:plan.kept]) if len(parts) > 1 else result.sum(list(range(plan.kept, plan.dims)))
