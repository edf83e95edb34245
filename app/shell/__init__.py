"""The window and what belongs to it: tabs, run controls, replay, settings."""
