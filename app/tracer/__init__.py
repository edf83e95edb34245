"""What runs inside a traced program: it watches the standard library and writes what happens to mapped files.

The package imports the standard library only and imports itself relatively: in the program it goes by the
private name `_concurrency_lab`, so that the lab's own packages never enter the program's path.
"""
