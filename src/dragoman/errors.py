"""The one error tree. Every message names the file or field, the bad value and the fix.

DragomanError
├── UsageError            the caller asked for something that cannot be (exit 2)
│   └── SettingsError
├── InputError            one input cannot be read; it is set aside and the run goes on
│   ├── UnreadableInput   broken, truncated, empty, wrong type
│   ├── TooLarge          over a size, depth or expansion limit
│   ├── Unfetchable       a URL that robots.txt, the server or the network refuses
│   └── NotEnglish        text in a language that no component reads
├── ComponentError        a component failed on one article; it is set aside
│   └── WiringError       components in an order that cannot work (exit 1, before anything runs)
├── KnowledgeError        facts, codebook or weights are missing or malformed
└── LedgerError           the ledger cannot be opened, read or written (exit 1)
    ├── LedgerTooNew      written by a newer version
    ├── LedgerReadOnly
    └── LedgerFull        no space left on the device
"""

from __future__ import annotations


class DragomanError(Exception):
    """Root of all errors raised on purpose."""


class UsageError(DragomanError):
    """The caller asked for something that cannot be."""


class SettingsError(UsageError):
    """A setting has a value that it cannot have."""


class InputError(DragomanError):
    """One input cannot be read. `reason` is a short stable word for counting."""

    reason = "input"


class UnreadableInput(InputError):
    """Broken, truncated, empty, or of a type that nothing reads."""

    reason = "unreadable"


class TooLarge(InputError):
    """Over a limit of size, depth or expansion."""

    reason = "too-large"


class Unfetchable(InputError):
    """A URL that robots.txt, its server or the network refuses."""

    reason = "unfetchable"


class NotEnglish(InputError):
    """Text in a language that no component reads."""

    reason = "language"


class ComponentError(DragomanError):
    """A component failed on one article."""

    reason = "component"


class WiringError(ComponentError):
    """Components in an order that cannot work."""


class KnowledgeError(DragomanError):
    """Facts, a codebook or weights are missing or malformed."""


class LedgerError(DragomanError):
    """The ledger cannot be opened, read or written."""


class LedgerTooNew(LedgerError):
    """The ledger was written by a newer version."""


class LedgerReadOnly(LedgerError):
    """The ledger cannot be written to."""


class LedgerFull(LedgerError):
    """No space is left on the device that holds the ledger."""
