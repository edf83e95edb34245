"""What `app.core` says, in the language of the window."""

from PySide6.QtCore import QCoreApplication

SENTENCES = "core"  # the context of what app.core says


def said(sentence: str) -> str:
    """A sentence of `app.core`, or of the system, in the language of the window."""
    return QCoreApplication.translate(SENTENCES, sentence) if sentence else sentence


def reason(error: OSError) -> str:
    """Why the system wouldn't, in the language of the window."""
    return said(error.strerror or str(error))
