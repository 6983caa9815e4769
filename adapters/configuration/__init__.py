"""config.yaml and the environment -> one `Configuration`, or everything that is wrong with them.

The file is read by the rules of rule books, with file, line and remedy in every error; `SETTINGS` lists its keys.
A variable `REMIT_…` stands for a key and goes before the file: `REMIT_STORE` for `store`. Secrets come only from there.
"""

from adapters.configuration.reading import examine_configuration, read_configuration
from adapters.configuration.settings import MODEL_KEY
from adapters.configuration.values import KNOWLEDGE, BrokenConfiguration, Configuration, Http, Model, Organisation, Pace, shown_path

__all__ = [
    "KNOWLEDGE",
    "MODEL_KEY",
    "BrokenConfiguration",
    "Configuration",
    "Http",
    "Model",
    "Organisation",
    "Pace",
    "examine_configuration",
    "read_configuration",
    "shown_path",
]
