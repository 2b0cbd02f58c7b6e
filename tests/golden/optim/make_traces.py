"""optim_traces.json (real PyTorch's steps; ../reference) as traces.inc, for C++.

    python3 make_traces.py          rewrites traces.inc beside this file
Every number is a hexadecimal float, so that no bit is lost; inputs that cases share are written once."""
import json
import os

HERE = os.path.dirname(os.path.abspath(__file__))


def number(text):
    """float.hex() without the zeros that it pads with: 0x1.8000000000000p+1 is 0x1.8p+1."""
    mantissa, power = text.split('p')
    return (mantissa.rstrip('0').rstrip('.') if '.' in mantissa else mantissa) + 'p' + power


def numbers(values):
    return '{' + ', '.join(map(number, values)) + '}'


def rows(values):
    return '{' + ',\n  '.join(map(numbers, values)) + '}'


def argument(value):
    if isinstance(value, list):
        return 'argument(Pair(%s))' % ', '.join(map(str, value))
    if isinstance(value, str):
        return 'text("%s")' % value
    return 'argument(%s)' % (str(value).lower() if isinstance(value, bool) else value)


def case(c, inputs):
    options = ', '.join('{"%s", %s}' % (name, argument(value)) for name, value in c['kwargs'].items())
    state = ', '.join('{"%s", %s}' % (name, numbers(values)) for name, values in c['state'].items())
    return '{"%s", %d, {%s},\n {%s},\n %s},\n' % (c['optimizer'], inputs, options, state, rows(c['trace']))


def main():
    with open(os.path.join(HERE, '../reference/optim_traces.json')) as f:
        data = json.load(f)
    cases = data['cases']
    inputs, body = [], ''
    for c in cases:
        given = (c['dtype'], '{%s}' % ', '.join(map(str, c['shape'])), numbers(c['p0']), rows(c['grads']))
        if given not in inputs:
            inputs.append(given)
        body += case(c, inputs.index(given))
    with open(os.path.join(HERE, 'traces.inc'), 'w') as f:
        f.write('// Written by make_traces.py from optim_traces.json of torch %s. Inputs: dtype, shape, first parameter, gradients.\n'
                '// Cases: optimizer, inputs, options, state after the last step, parameter after each step.\n'
                '#ifdef INPUTS\n' % data['torch'])
        f.writelines('{DType::%s, %s, %s,\n %s},\n' % (dtype.capitalize(), *rest) for dtype, *rest in inputs)
        f.write('#else\n' + body + '#endif\n')


main()
