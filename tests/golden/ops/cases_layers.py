"""The operators of structured layers (norms, convolutions, pooling, tables): rows as in cases.py, with their numbers
in zips of their own (make.py layers)."""
import torch
import torch.nn.functional as F

from cases import COARSE, SMALL, index, uniform, wide


def running(training, momentum, a):
    """What batch_norm leaves in its running statistics, after two batches."""
    mean, var = torch.zeros(a.size(1), dtype=a.dtype), torch.ones(a.size(1), dtype=a.dtype)
    for batch in (a, a * 2 + 1):
        F.batch_norm(batch.detach(), mean, var, training=training, momentum=momentum)
    return torch.cat([mean, var])


HELPERS = {'running': running}
UNIT, POSITIVE = uniform(-3, 3), uniform(0.25, 1)


def norm(expr, shape, parameters, *distribution):
    one = distribution[0] if distribution else UNIT
    return (expr, {'a': (shape, one), 'b': (parameters, UNIT), 'c': (parameters, UNIT)})


def layer(*shape, normalized=1):
    return norm(f'F.layer_norm(a, {shape[len(shape) - normalized:]}, b, c)', shape, shape[len(shape) - normalized:])


def batch(*shape):
    """In training, and by given statistics."""
    channels = (shape[1],)
    return [
        norm('F.batch_norm(a, None, None, b, c, training=True)', shape, channels),
        ('F.batch_norm(a, d.detach(), e.detach(), b, c)', {'a': (shape, UNIT), 'b': (channels, UNIT), 'c': (channels, UNIT),
                                         'd': (channels, UNIT), 'e': (channels, POSITIVE)}),
    ]


def conv(call, image, weight, bias):
    """With whole numbers, whose sums are exact in any order, and with numbers that cannot cancel."""
    return [(call, {'a': (image, d), 'b': (weight, d), 'c': ((bias,), d)}) for d in (SMALL, POSITIVE)]


def pool(call, *shape):
    return (call, {'a': (shape, UNIT)})


CASES = [
    ('layer_norm', [layer(40, 5), layer(20, 16), layer(30, 37), layer(7, 300), layer(3, 4, 5, normalized=2),
                    ('F.layer_norm(a, (24,))', {'a': ((50, 24), UNIT)}), ('F.layer_norm(a, (1000,))', {'a': ((4, 1000), UNIT)}),
                    ('F.layer_norm(a, (9,), b, eps=0.1)', {'a': ((20, 9), UNIT), 'b': ((9,), UNIT)})]),
    ('batch_norm', batch(50, 20) + batch(8, 5, 7) + batch(4, 6, 6, 5) + [
        ('F.batch_norm(a, None, None, training=True, eps=0.1)', {'a': ((33, 9), UNIT)})]),
    ('batch_norm running statistics', [(f'running({training}, {momentum}, a)', {'a': (shape, UNIT)})
                                       for training, momentum in ((True, 0.1), (True, 0.3)) for shape in ((50, 30), (6, 20, 5))]),
    ('group_norm', [norm('F.group_norm(a, 3, b, c)', (10, 6, 11), (6,)), norm('F.group_norm(a, 2, b, c)', (40, 8), (8,)),
                    ('F.group_norm(a, 4)', {'a': ((5, 8, 4, 3), UNIT)})]),
    ('conv1d', conv('F.conv1d(a, b, c)', (4, 3, 30), (5, 3, 4), 5)
     + conv('F.conv1d(a, b, c, stride=2, padding=1, dilation=2, groups=2)', (3, 4, 25), (6, 2, 3), 6)
     + conv("F.conv1d(a, b, c, padding='same')", (2, 3, 20), (4, 3, 4), 4)),
    ('conv2d', conv('F.conv2d(a, b, c)', (3, 2, 9, 10), (4, 2, 3, 3), 4)
     + conv('F.conv2d(a, b, c, stride=(2, 1), padding=(1, 2), dilation=(1, 2))', (2, 3, 8, 11), (5, 3, 3, 2), 5)
     + conv('F.conv2d(a, b, c, groups=4)', (2, 4, 7, 7), (8, 1, 3, 3), 8)
     + conv("F.conv2d(a, b, c, padding='same')", (2, 2, 6, 7), (3, 2, 4, 3), 3)
     + conv("F.conv2d(a, b, c, padding='valid')", (2, 8, 7), (3, 2, 4, 3), 3)),
    ('conv_transpose', conv('F.conv_transpose2d(a, b, c, stride=2, padding=1, output_padding=1)', (2, 3, 5, 4), (3, 4, 3, 3), 4)
     + conv('F.conv_transpose1d(a, b, c, stride=3, groups=2, dilation=2)', (2, 4, 9), (4, 3, 2), 6)),
    ('max_pool', [pool('F.max_pool2d(a, 2)', 3, 4, 10, 9), pool('F.max_pool2d(a, (3, 2), (2, 1), (1, 0), (1, 2), True)', 2, 3, 9, 8),
                  pool('F.max_pool1d(a, 3, 2, 1)', 4, 5, 30), ('F.max_pool2d(a, 3, 1, 1)', {'a': ((2, 20, 20), ('ties',))}),
                  ('F.max_pool2d(a, 2)', {'a': ((1, 10, 10), wide(-6, 6, 'each'))})]),
    ('avg_pool', [pool('F.avg_pool2d(a, 2)', 3, 4, 10, 9), pool('F.avg_pool2d(a, (3, 2), (2, 1), (1, 1), True, False)', 2, 3, 9, 8),
                  pool('F.avg_pool2d(a, 3, 1, 1)', 2, 3, 9, 8), pool('F.avg_pool2d(a, 3, divisor_override=7)', 2, 3, 9, 8),
                  pool('F.avg_pool1d(a, 3, 2, 1)', 4, 5, 30), pool('F.avg_pool1d(a, 5, ceil_mode=True)', 4, 5, 32)]),
    ('adaptive_avg_pool2d', [pool('F.adaptive_avg_pool2d(a, 1)', 3, 4, 10, 9), pool('F.adaptive_avg_pool2d(a, (4, 5))', 3, 4, 10, 9)]),
    ('pad', [('F.pad(a, (1, 2), value=0.5)', {'a': ((20, 30), COARSE)}), ('F.pad(a, (-1, 1, 0, 3))', {'a': ((20, 30), COARSE)})]),
    ('embedding', [('F.embedding(c, a)', {'a': ((40, 5), UNIT), 'c': ((30, 10), index(40))}),
                   ('F.embedding(c, a, padding_idx=3)', {'a': ((7, 6), UNIT), 'c': ((200,), index(7))}),
                   ('F.embedding(c, a, padding_idx=-1, scale_grad_by_freq=True)', {'a': ((7, 6), UNIT), 'c': ((100,), index(7))})]),
    ('one_hot', [('F.one_hot(c)', {'c': ((100,), index(9))}), ('F.one_hot(c, 12)', {'c': ((20, 5), index(9))})]),
]
