"""torch.utils.data: datasets, samplers and the loader of mini-batches. Everything is loaded in this process."""
from ._collate import default_collate, default_convert
from .dataloader import DataLoader
from .dataset import (
    ChainDataset, ConcatDataset, Dataset, IterableDataset, StackDataset, Subset, TensorDataset, random_split,
)
from .sampler import (
    BatchSampler, RandomSampler, Sampler, SequentialSampler, SubsetRandomSampler, WeightedRandomSampler,
)

__all__ = ["BatchSampler", "ChainDataset", "ConcatDataset", "DataLoader", "Dataset", "IterableDataset", "RandomSampler",
           "Sampler", "SequentialSampler", "StackDataset", "Subset", "SubsetRandomSampler", "TensorDataset",
           "WeightedRandomSampler", "default_collate", "default_convert", "random_split"]

_NOT_YET = frozenset("DataChunk DFIterDataPipe DistributedSampler IterDataPipe MapDataPipe "
                     "argument_validation functional_datapipe get_worker_info guaranteed_datapipes_determinism "
                     "non_deterministic runtime_validation runtime_validation_disabled".split())


def __getattr__(name):
    if name in _NOT_YET:
        raise AttributeError(f"Downhill does not have torch.utils.data.{name} (yet)")
    raise AttributeError(f"module 'torch.utils.data' has no attribute '{name}'")
