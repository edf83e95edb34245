"""What can go wrong in ways that a person should read about: each error's text is one plain sentence."""


class LabError(Exception):
    """A sentence for people; shown once, at the boundary (terminal, window)."""


class RecordingError(LabError):
    """A recording that can't be read: foreign, damaged, or made by a newer lab."""


class RequestError(LabError):
    """A run that the lab refuses to start or can't start: nothing has run."""
