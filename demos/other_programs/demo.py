"""Programs that aren't Python functions: how to run them, to hear from them, and to get rid of them."""

from app.core.claims_programs import (
    each_found_ran,
    failed_unnoticed,
    failure_ended_main,
    gave_up_and_killed,
    it_wrote_to_nobody_else,
    main_read_to_the_end,
    missing_started_nothing,
    waited_until_it_was_gone,
)
from app.core.demo import Claim, Demo, Variant

DEMO = Demo(
    title="Other programs",
    question="Main runs a program that somebody else has written. How does it notice what became of it?",
    chapter="Processes and threads",
    order=80,
    variants=(
        Variant(
            "commands",
            "commands by name",
            (
                Claim("each program was a process, and main waited for it", each_found_ran),
                Claim("for a missing one nothing was started", missing_started_nothing("NAMES")),
            ),
            note="Only files can be run: `exit` and `cd` are words that a shell understands by itself. "
            "What runs in such a process is not Python, so the lab sees its beginning and its end.",
        ),
        Variant(
            "checked",
            "check=True",
            (
                Claim("the first failure went unnoticed", failed_unnoticed),
                Claim("the checked one ended main", failure_ended_main("CalledProcessError")),
            ),
            expect_exit=1,
            note="Exit code 0 is success, anything else is not. "
            "With `check=True` a failure can't be overlooked.",
        ),
        Variant(
            "pipes",
            "pipes to and fro",
            (
                Claim("main waited at the pipe until the program had ended", main_read_to_the_end),
                Claim("what it wrote came to main and nobody else", it_wrote_to_nobody_else),
            ),
            note="Through a pipe go bytes, or text with `text=True`. The end of the input is the message "
            "that nothing follows: `communicate` closes the pipe for that.",
        ),
        Variant(
            "timeout",
            "a time limit",
            (
                Claim("main gave up and killed it", gave_up_and_killed),
                Claim("then main waited until it was gone", waited_until_it_was_gone),
            ),
            note="`run` kills the program itself, not what that one may have started. "
            "A killed program gets no chance to tidy up.",
        ),
    ),
)
