"""Builds the lab as a program of its own, one folder that needs no Python, with PyInstaller."""
