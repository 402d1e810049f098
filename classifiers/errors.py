"""What the classifiers raise on purpose.

ClassifierError
├── ModelDamaged          a file of the model is missing, or is not the one the manifest names
├── ModelTooNew           the model's format, or the way it normalises texts, is not this version's
├── ForeignModelUnusable  a model named for one task is not there, or does not answer that task
├── PackageMissing        what was asked for needs a package that is not installed
├── BatcherClosed         a text came to a batcher that is not open
├── NoData                (training) a data folder holds no labelled file that can be used
└── BadEncoder            (training) a directory holds no encoder that can be shipped
"""

from __future__ import annotations


class ClassifierError(Exception):
    """Anything the classifiers raise on purpose."""


class ModelDamaged(ClassifierError):
    """A file of the model is missing, or is not the one the manifest names."""


class ModelTooNew(ClassifierError):
    """The model's format, or the way it normalises texts, is not this version's."""


class ForeignModelUnusable(ClassifierError):
    """A model named for one task is not there, or does not answer that task."""


class PackageMissing(ClassifierError):
    """What was asked for needs a package that is not installed."""


class BatcherClosed(ClassifierError):
    """A text came to a batcher that is not open."""
