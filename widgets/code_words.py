"""Plain sentences as rich text: what stands in backticks is code."""

from html import escape


def with_code(text: str) -> str:
    """The text for a label that shows rich text."""
    parts = escape(text, quote=False).split("`")
    return "".join(f"<code>{part}</code>" if at % 2 else part for at, part in enumerate(parts))
