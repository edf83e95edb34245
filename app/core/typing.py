"""Names from newer versions of `typing` that the oldest supported Python lacks."""

import sys
from collections.abc import Callable
from typing import Any, TypeVar

if sys.version_info >= (3, 12):
    from typing import override
else:
    _F = TypeVar("_F", bound=Callable[..., Any])

    def override(method: _F, /) -> _F:
        """Mark a method that overrides one of its base class; does nothing at run time."""
        return method


__all__ = ["override"]
