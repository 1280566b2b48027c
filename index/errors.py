"""The one tree of errors; a face catches the root and shows its one Chinese line.

TiaowenError
├── InputError            what the caller gave cannot be used (exit code 2, HTTP 4xx)
│   ├── DocumentError     a file cannot be read or parsed
│   └── QuestionError     a question is empty or too long
├── AccessError           the caller may not do this, or not now (HTTP 401, 403, 429)
├── IndexStoreError       the index is absent, damaged or of another version
├── StorageError          the database is out of reach or of another version
└── ModelError            the embedding or language model cannot be used
"""


class TiaowenError(Exception):
    """Any failure with one clear Chinese line, ``str(error)``, that says what to do."""


class InputError(TiaowenError):
    """What the caller gave cannot be used."""


class DocumentError(InputError):
    """A file cannot be read or parsed; the line names the file, never its directory."""


class QuestionError(InputError):
    """A question is empty or too long."""


class AccessError(TiaowenError):
    """The caller may not do this, or not now; ``status`` is the fitting HTTP status."""

    def __init__(self, line: str, *, status: int = 403, retry_after: int | None = None) -> None:
        """Keep the line with its status and, for 429, the seconds to wait."""
        super().__init__(line)
        self.status = status
        self.retry_after = retry_after


class IndexStoreError(TiaowenError):
    """The index is absent, damaged or of another version; the line names the mending command."""


class StorageError(TiaowenError):
    """The database is out of reach, or its tables are of another version."""


class ModelError(TiaowenError):
    """The embedding or language model cannot be loaded or called."""
