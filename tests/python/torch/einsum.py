"""torch.einsum: its equations, digits, gradients, and what it says of mistakes."""
import torch

torch.manual_seed(0)


def numbers(*size):
    """Small whole numbers: sums of their products have the same digits in any order."""
    return torch.randint(-9, 10, size).float()


x, y, z = numbers(3, 4), numbers(4, 5), numbers(5, 2)
v, u = numbers(3), numbers(4)
square, cube = numbers(3, 3), numbers(3, 3, 3)
batch, other = numbers(2, 3, 4), numbers(2, 4, 5)
heads, keys = numbers(2, 6, 3, 4), numbers(2, 5, 3, 4)
table = numbers(7, 3, 4)
long = numbers(2, 300), numbers(300, 3)
whole = torch.arange(6).reshape(2, 3)
double = x.double()
one = numbers(3, 1)

RESULTS = """
torch.einsum('ij,jk->ik', x, y); torch.einsum('ij,jk', x, y); torch.einsum('ij,jk->ki', x, y); torch.einsum('ij->ji', x)
torch.einsum('ij->', x); torch.einsum('ij->i', x); torch.einsum('ij->j', x); torch.einsum('ij', x)
torch.einsum('ji', x); torch.einsum('ba', x)
torch.einsum('i,i->', v, v); torch.einsum('i,i', v, v); torch.einsum('i,j->ij', v, u); torch.einsum('i,j', v, u)
torch.einsum('i,i->i', v, v); torch.einsum('ij,ij->', x, x); torch.einsum('ij,ij->ij', x, x)
torch.einsum('ij,ij->i', x, x); torch.einsum('ij,j->i', x, u); torch.einsum('i,ij->j', v, x)
torch.einsum('ij,i->ij', x, v)
torch.einsum('ii->i', square); torch.einsum('ii->', square); torch.einsum('ii', square); torch.einsum('iii->i', cube)
torch.einsum('iij->ij', cube); torch.einsum('iij->j', cube); torch.einsum('iji->ij', cube)
torch.einsum('ii,ij->j', square, x); torch.einsum('iii', cube)
torch.einsum('bij,bjk->bik', batch, other); torch.einsum('bij,bjk', batch, other)
torch.einsum('bij,bij->b', batch, batch); torch.einsum('bij,ij->b', batch, x); torch.einsum('bij,jk->bik', batch, y)
torch.einsum('bij->bji', batch); torch.einsum('bij->b', batch); torch.einsum('bij,bik->bjk', batch, batch)
torch.einsum('bqhd,bkhd->bhqk', heads, keys)
torch.einsum('bhqk,bkhd->bqhd', torch.einsum('bqhd,bkhd->bhqk', heads, keys), keys).shape
torch.einsum('nhd,bqhd->bnq', table, heads); torch.einsum('i,j,k->ijk', v, u, v); torch.einsum('ij,jk,kl->il', x, y, z)
torch.einsum('ij,jk,kl', x, y, z)
torch.einsum('bn,anm,bm->ba', x, table.movedim(2, 2)[:, :, :].permute(0, 2, 1), v[:, None].expand(3, 3))
torch.einsum('...ij,...jk->...ik', batch, other); torch.einsum('...ij->...ji', batch); torch.einsum('...i->...', batch)
torch.einsum('i...->...', batch); torch.einsum('...,...->...', x, u); torch.einsum('...ij,jk', batch, y)
torch.einsum('b...,b...->b', batch, batch); torch.einsum('...ii->...i', cube); torch.einsum('i...j,j->...i', batch, u)
torch.einsum('... , ...', x, one); torch.einsum('...->', batch); torch.einsum('...', x)
torch.einsum(' i j , j k -> i k ', x, y); torch.einsum('Ab,bC->CA', x, y); torch.einsum('aB', x)
torch.einsum('ij,kj->ik', [x, x]); torch.einsum('ij,jk', (x, y)); torch.einsum('ij,jk->ik', *long)
torch.einsum('ij,kj->ik', whole, whole); torch.einsum('ij->j', whole)
torch.einsum('ij,jk->ik', double, y.double()).tolist(); torch.einsum(',i->i', torch.tensor(2.0), v)
torch.einsum('->', torch.tensor(2.0)); torch.einsum('ij->', whole > 2)
torch.einsum(x, [0, 1], [1, 0]); torch.einsum(x, [0, 1], y, [1, 2]); torch.einsum(x, [0, 1], y, [1, 2], [2, 0])
torch.einsum(batch, [Ellipsis, 0], [0, Ellipsis]).shape; torch.einsum(x, [30, 2]); torch.einsum('ij,ij->ij', x, one)
torch.einsum('ij,ij->i', x, one); torch.einsum('ij,ij->j', one, x); torch.einsum('ij,kj->ik', x, one)
torch.einsum('ij,ik->', x, square); torch.einsum('ij,k->i', x, u); torch.einsum('i,ij,j->', v, x, u)
torch.einsum('ij,jk->ik', torch.ones(2, 0), torch.ones(0, 3)); torch.einsum('ij->i', torch.ones(2, 0))
torch.einsum('ij,jk->ik', x.t().contiguous().t(), y); torch.einsum('ij,jk->ik', x[::2], y[:, 1:3])
torch.einsum('ij->ji', x).is_contiguous(); torch.einsum('ii->i', square).data_ptr() == square.data_ptr()
"""
ERRORS = """
torch.einsum('ij,jk', x); torch.einsum('ij', x, x); torch.einsum('ij,jk', x, x); torch.einsum('ijk', x)
torch.einsum('i', x); torch.einsum('i1', x); torch.einsum('ij->ik', x); torch.einsum('ij->ii', x); torch.einsum('ii', x)
torch.einsum('ij,j1->i', x, y); torch.einsum('ij, jä', x, y)
torch.einsum('i.j', x); torch.einsum('i..j', x); torch.einsum('...i...', x); torch.einsum('ij->...i...', x)
torch.einsum('ij->i.', x); torch.einsum('ij->i1', x); torch.einsum('...ijk', x); torch.einsum('ij')
torch.einsum('...,...', x, torch.ones(3, 2)); torch.einsum('ij,j->i', x, u.double())
torch.einsum('ij,j->i', x.long(), u); torch.einsum('ij,j->i', x, 2.0); torch.einsum(x, [0, 60])
"""
# With x, y, v, u, square and cube differentiated.
GRADIENTS = """
torch.einsum('ij,jk->ik', x, y); torch.einsum('ij,kj->ik', x, x); torch.einsum('ij->', x); torch.einsum('ij->j', x)
torch.einsum('ij->ji', x); torch.einsum('i,j->ij', v, u); torch.einsum('i,i->', v, v); torch.einsum('ij,j->i', x, u)
torch.einsum('ij,i->ij', x, v); torch.einsum('ii->i', square); torch.einsum('ii', square); torch.einsum('iji->j', cube)
torch.einsum('ij,jk,ik->i', x, y, torch.ones(3, 5)); torch.einsum('...ij,...jk->...ik', cube, square)
torch.einsum('ii,ij->j', square, x)
"""


def each(text):
    return [s.strip() for line in text.strip().splitlines() for s in line.split(";")]


for source in each(RESULTS):
    result = eval(source)
    print(source, "->", result)
for source in each(ERRORS):
    try:
        print(source, "->", eval(source))
    except Exception as error:
        print(source, "->", type(error).__name__, error)
leaves = [tensor.requires_grad_() for tensor in (x, y, v, u, square, cube)]
for source in each(GRADIENTS):
    result = eval(source)
    weights = torch.arange(1.0, result.numel() + 1).reshape(result.shape)
    found = torch.autograd.grad((result * weights).sum(), leaves, allow_unused=True)
    print(source, "->", *(g.tolist() for g in found if g is not None))
