"""What can go wrong, said so that the reader knows what to do next.

Every message is one line: the path, what happened, the next step.
"""


class BilingualError(Exception):
    """Base of all errors that a user can cause and mend."""


class UsageError(BilingualError):
    """The command's words do not fit together; exit code 2."""


class ReadError(BilingualError):
    """A seed cannot be read as the document it claims to be."""


class PackageError(BilingualError):
    """A translation package is missing, damaged or unsuitable; exit code 2."""


class WriteError(BilingualError):
    """An output cannot be written."""
