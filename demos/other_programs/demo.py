"""Programs that aren't Python functions: how to run them, to hear from them, and to get rid of them."""

from app.core.answers import first_that_holds
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
from app.core.demo import Claim, Demo, Prediction, Variant

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
            prediction=Prediction(
                "One of the names is no program. How many processes start?",
                (
                    "as many as there are names",
                    "only those that there are",
                ),
                first_that_holds(None, missing_started_nothing("NAMES")),
                "What isn't found never starts: the error comes in main.",
            ),
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
            prediction=Prediction(
                "The other program fails twice. Which failure ends main?",
                (
                    "the first",
                    "the second",
                    "neither",
                ),
                first_that_holds(None, failure_ended_main("CalledProcessError")),
                "Without the check an exit code is only a number that nobody reads.",
            ),
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
            prediction=Prediction(
                "How does the other program know that nothing follows?",
                (
                    "main sends an end mark",
                    "main closes the pipe",
                    "it waits for some time",
                ),
                first_that_holds(None, main_read_to_the_end),
                "The end of the input is the message.",
            ),
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
            prediction=Prediction(
                "What becomes of the program that takes too long?",
                (
                    "it goes on by itself",
                    "it is killed",
                ),
                first_that_holds(None, gave_up_and_killed),
                "`run` kills it, and waits until it is gone.",
            ),
        ),
    ),
)
