"""Compares the torch that runs this with PyTorch's numbers in float32.zip and float64.zip, and prints a line per
operator and dtype: the largest difference in units in the last place, forward and backward, and how many numbers
differ. The last line is the same as JSON, which tests/python/ops.test.ts compares with ulp.json.

    python check.py        (in the folder; under Downhill through the test)

NaN equals NaN; -0 and 0 are one unit apart; a NaN against a number counts as 2^53."""
import json, os, sys, time, zipfile
from array import array

FOLDER = os.path.dirname(os.path.abspath(__file__))

from run import SETS, pack, run_variant, unpack

INTEGER = {'f': ('i', 31), 'd': ('q', 63)}


def ordered(data):
    """Integers in the order of the floats they stand for, neighbours one apart."""
    code, bits = INTEGER[data.typecode]
    low = -(1 << bits)
    return [i if i >= 0 else low - i - 1 for i in array(code, data.tobytes())]


def compare(ours, theirs):
    """(largest distance, how many differ)"""
    if ours.typecode not in INTEGER:
        wrong = sum(a != b for a, b in zip(ours, theirs))
        return (max(abs(a - b) for a, b in zip(ours, theirs)) if wrong else 0), wrong
    largest = differ = 0
    for a, b, x, y in zip(ordered(ours), ordered(theirs), ours, theirs):
        if a != b:
            nans = (x != x) + (y != y)
            distance = 0 if nans == 2 else 2**53 if nans else abs(a - b)
            if distance:
                differ += 1
                largest = max(largest, distance)
    return largest, differ


def check(dtype, archive, name, variants, notes):
    row = {'forward': [0, 0, 0], 'backward': [0, 0, 0]}
    for k, variant in enumerate(variants):
        where = f'{name}, {dtype}: {variant[0]}'
        expected = {m.split('/')[2]: m for m in archive.namelist() if m.startswith(f'{name}/{k}/')}
        try:
            result = run_variant(name, variant, dtype)
        except Exception as error:
            notes.append(f'{where}: {type(error).__name__}: {error}')
            continue
        if sorted(result) != sorted(expected):
            notes.append(f'{where}: gives {sorted(result)}, PyTorch {sorted(expected)}')
        for part in sorted(set(result) & set(expected)):
            ours, raw = result[part], archive.read(expected[part])
            if len(raw) != len(ours) * ours.itemsize:
                notes.append(f'{where}: {part} has {len(ours)} numbers of {ours.itemsize} bytes, PyTorch {len(raw)} bytes')
                continue
            column = row['forward' if part == 'forward' else 'backward']
            column[2] += len(ours)
            if pack(ours) == raw:
                continue
            theirs = unpack(raw, ours.typecode)
            largest, differ = compare(ours, theirs)
            column[0] = max(column[0], largest)
            column[1] += differ
            if DETAILS and largest:
                print(f'    {where}, {part}: {largest} ulp, {differ} differ')
    return row


DETAILS = '--details' in sys.argv


def main():
    started, table, notes = time.time(), {}, []
    for start, dtype in [(start, dtype) for start in SETS for dtype in ('float32', 'float64')]:
        archive = zipfile.ZipFile(os.path.join(FOLDER, start + dtype + '.zip'))
        for name, variants in SETS[start]:
            row = check(dtype, archive, name, variants, notes)
            table.setdefault(name, {})[dtype] = row
            text = [f'{way} {worst} ulp, {differ} of {n} differ' for way, (worst, differ, n) in row.items() if n]
            print(f'{dtype} {name:16} ' + '; '.join(text))
    for note in notes:
        print('!', note)
    print(f'{time.time() - started:.1f} s')
    print(json.dumps({'table': table, 'errors': notes}))


main()
