"""The built program."""
