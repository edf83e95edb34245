"""Generators: functions that stand still at `yield`, the stuff that coroutines were first made of."""

from app.core.answers import told_by
from app.core.claims import in_turn, no_thread_beside_main
from app.core.claims_generators import (
    by_turns,
    each_gave,
    given_out,
    handed_in,
    looks_agree,
    one_began_later,
    one_was_emptied_at_once,
    refusal_changed_nothing,
    stood_once_more_than,
    stood_still_meanwhile,
    times_at_yield,
    values_given,
    went_through_all_states,
)
from app.core.claims_tasks import most_at_once, refused_with
from app.core.demo import Claim, Demo, Prediction, Variant

NO_THREAD = Claim("there was no other thread", no_thread_beside_main)
ALL_STATES = Claim("it was created, ran, stood still and was closed", went_through_all_states)

DEMO = Demo(
    title="Hand-made coroutines",
    question="A function that stops in the middle and goes on later: who makes it go on?",
    chapter="Coroutines",
    order=110,
    variants=(
        Variant(
            "couriers",
            "a courier",
            (
                Claim("every parcel was handed in", handed_in("PARCELS")),
                Claim("it stood still once more than there were parcels", stood_once_more_than("PARCELS")),
                NO_THREAD,
            ),
            note="It is ready once more than there are parcels, and that is right: after the last one it waits "
            "for a next, until close() ends it.",
            prediction=Prediction(
                "The courier says that it is ready, takes a parcel, delivers. How often is it ready in all?",
                (),
                times_at_yield,
                "Once before each parcel, and once more after the last: nobody tells it that there is no other.",
            ),
            generators=True,
        ),
        Variant(
            "generator_states",
            "four states",
            (ALL_STATES, Claim("what was printed is what the lane did", looks_agree)),
            note="Only while it runs itself can a generator be seen running: there is one thread, "
            "and whoever looks is the one that runs.",
            prediction=Prediction(
                "worker = courier() has been called. How much of the function has run?",
                ("everything up to the first yield", "nothing"),
                told_by(one_began_later),
                "The call only makes the generator; the first next() or send(None) lets it begin.",
            ),
            generators=True,
        ),
        Variant(
            "two_couriers",
            "two couriers",
            (
                Claim("they got parcels by turns", by_turns),
                Claim("no two deliveries overlapped", in_turn),
                NO_THREAD,
            ),
            note="Two couriers, and not faster than one: while one sleeps, its sender waits within send(). "
            "Generators take turns; to sleep at the same time takes an event loop or threads.",
            prediction=Prediction(
                "Two couriers get parcels by turns and sleep while they deliver. "
                "How many deliver at the same time, at most?",
                (),
                most_at_once,
                "There is one thread: who sleeps in it puts everybody to sleep.",
            ),
            generators=True,
        ),
        Variant(
            "unprimed_send",
            "an unprimed send",
            (
                Claim("the first parcel was refused", refused_with("TypeError")),
                Claim("the refusal did not make it begin", refusal_changed_nothing),
                Claim("when it stood at its yield it took one", handed_in(most=1)),
            ),
            note="A value needs a `yield` that stands ready to take it. "
            "next(worker) and worker.send(None) both run to the first one.",
            prediction=Prediction(
                "A parcel is sent to a courier that has not begun. What becomes of the parcel?",
                ("it is delivered", "it is refused with an error"),
                told_by(refused_with("TypeError")),
                "Before the first `yield` there is nothing that could take it: TypeError.",
            ),
            generators=True,
        ),
        Variant(
            "generator_expressions",
            "one by one",
            (
                Claim("for the list all were made at once", one_was_emptied_at_once),
                Claim("for the expression nothing was made before somebody asked", one_began_later),
                Claim("each number was made once, and no more came", each_gave("NUMBERS")),
            ),
            note="Square brackets make a list that stays; round ones make a generator that is used up. "
            "The second sum of it is 0, without any error.",
            prediction=Prediction(
                "A generator expression is summed up twice. What does the second sum give?",
                ("the same again", "0"),
                told_by(each_gave("NUMBERS")),
                "It was used up by the first: a generator goes through its values once.",
            ),
            generators=True,
        ),
        Variant(
            "fibonacci",
            "without an end",
            (
                Claim("one more than asked for by the loop was made", given_out("NUMBERS", more=1)),
                Claim("it stood still while main used the number", stood_still_meanwhile),
            ),
            note="`while True` in a generator is no endless loop: it runs from one `yield` to the next, "
            "when somebody asks.",
            prediction=Prediction(
                "The sequence has no end. How many numbers has it made when the program is over?",
                (),
                values_given,
                "As many as were asked for: those of the loop, and the next one.",
            ),
            generators=True,
        ),
    ),
)
