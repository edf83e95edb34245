"""Start the Concurrency Lab: `python3 main.py`.

Nothing is imported here at module level: spawned children import this file again.
"""


def start():
    # type: () -> int
    import sys

    if getattr(sys, "frozen", False):
        from multiprocessing import freeze_support

        freeze_support()
    from app.provision import main

    return main(sys.argv[1:])


if __name__ == "__main__":
    raise SystemExit(start())
