"""The one word of warning before a file of the user's own is run for the first time."""

from pathlib import Path

from app.shell.ask_bar import AskBar


class TrustBar(AskBar):
    """Asks whether a file is to be trusted."""

    def ask(self, path: Path) -> None:
        """Show the warning for a file."""
        self.put(
            self.tr("{0} will run with all your rights: run only programs that you trust.").format(path.name)
        )
