"""The old riddles of those who share: goods, forks, a library, a meeting place, a barber, a bathroom."""

from app.core.answers import told_by
from app.core.claims_meetings import (
    more_waits_for_goods,
    nobody_ran_ahead,
    slept_until_one_came,
    some_found_no_place,
    stages_without_a_wait,
    taken_in_order,
    the_last_one_woke_the_others,
    the_maker_waited_for_room,
    the_user_waited_for_goods,
    those_who_waited,
    woken_by_the_other,
)
from app.core.claims_philosophers import (
    each_waits_for_the_next,
    everybody_ate,
    meals_eaten,
    never_all_with_a_lock,
    no_circle,
    nobody_had_both,
    one_waited_to_sit_down,
    somebody_waited_for_a_lock,
)
from app.core.claims_rooms import (
    alone_inside,
    never_mixed,
    never_more_than,
    nobody_went_in_past_a_waiter,
    some_were_in_together,
    the_passed_one_waited_longest,
    went_in_past_a_waiter,
)
from app.core.demo import Claim, Demo, Prediction, Variant

ALL_ATE = Claim("everybody had all the meals", everybody_ate("MEALS"))
NO_CIRCLE = Claim("there was never a fork in every hand", never_all_with_a_lock)
ALONE = Claim("the writer was alone", alone_inside("readers"))
TOGETHER = Claim("readers read together", some_were_in_together("readers"))
WRITER = ("when its turn has come, before readers who came later", "after readers who came later")

DEMO = Demo(
    title="Classics",
    question="Many share what only few can have at once. Who waits for whom, and how long?",
    chapter="Locks and waiting",
    order=140,
    variants=(
        Variant(
            "producer_queue",
            "goods: a queue",
            (
                Claim("goods were used in the order in which they were made", taken_in_order),
                Claim("the producer had to wait for room", the_maker_waited_for_room),
                Claim("the consumer had to wait for goods", the_user_waited_for_goods),
            ),
            note="A queue with a bound does it all: both wait when they must, and neither looks twice. "
            "The end is told by an item that means it.",
            prediction=Prediction(
                "Making is quicker than using. Who has to wait more often?",
                ("the producer, for room", "the consumer, for goods"),
                told_by(more_waits_for_goods),
                "The shelf fills up; then the quick one goes at the pace of the slow one.",
            ),
        ),
        Variant(
            "producer_condition",
            "goods: two conditions",
            (
                Claim("there was never more than the shelf holds", never_more_than("filled", "SHELF")),
                Claim("whoever waited was woken by the other one", woken_by_the_other),
            ),
            note="This is what a queue is made of. `wait_for` gives the lock back while it waits and looks again "
            "when it has been woken.",
            prediction=Prediction(
                "The producer waits inside `with room`. Can the consumer get the same lock meanwhile?",
                ("no: the producer is inside", "yes: who waits gives it back"),
                told_by(woken_by_the_other),
                "If the wait kept the lock, nobody could ever come and change anything.",
            ),
        ),
        Variant(
            "philosophers_deadlock",
            "philosophers: left first",
            (
                Claim("each waits for the fork of the next, all in a circle", each_waits_for_the_next),
                Claim("nobody ate", nobody_had_both),
            ),
            hangs=True,
            note="Each does the same sensible thing, and together they are stuck. "
            "It needs bad luck: here the pause between the two forks sees to that.",
            prediction=Prediction(
                "All take the left fork first. How many meals are eaten?",
                (),
                meals_eaten,
                "With a fork in every left hand there is none left for a right one.",
            ),
        ),
        Variant(
            "philosophers_ordered",
            "philosophers: in order",
            (ALL_ATE, NO_CIRCLE),
            note="With one order for all no circle can close: whoever has the fork with the greatest number "
            "waits for none. Fair it is not: look how long some have to wait.",
            prediction=Prediction(
                "Only one changes the order of the two forks. Can they still all get stuck?",
                ("yes", "no"),
                told_by(no_circle),
                "A circle needs everybody to hold one fork and want a greater one; the last one can't.",
            ),
        ),
        Variant(
            "philosophers_waiter",
            "philosophers: a waiter",
            (
                ALL_ATE,
                NO_CIRCLE,
                Claim("somebody waited for a seat", one_waited_to_sit_down),
            ),
            note="A semaphore counts the seats. With one philosopher less at the table than there are forks, "
            "somebody always has two.",
            prediction=Prediction(
                "A waiter lets all but one sit down. Does anybody at the table still wait for a fork?",
                ("no: the waiter sees to that", "yes: neighbours still share one"),
                told_by(somebody_waited_for_a_lock),
                "The waiter keeps the circle from closing, and that is all.",
            ),
        ),
        Variant(
            "readers_first",
            "library: readers first",
            (
                ALONE,
                TOGETHER,
                Claim("readers went in past the waiting writer", went_in_past_a_waiter("readers")),
                Claim("the writer waited longest of all", the_passed_one_waited_longest("readers")),
            ),
            note="Nothing is stuck, and yet one never gets a turn while others come and go: that is starvation. "
            "Only the end of the reading ended it.",
            prediction=Prediction(
                "Readers come and go, and a writer waits until nobody reads. When does it get in?",
                WRITER,
                told_by(went_in_past_a_waiter("readers")),
                "As long as each reader comes before the last one leaves, the library is never empty.",
            ),
        ),
        Variant(
            "readers_fair",
            "library: a turnstile",
            (
                ALONE,
                TOGETHER,
                Claim("nobody went in past the waiting writer", nobody_went_in_past_a_waiter("readers")),
            ),
            note="One more lock that all have to pass: the writer holds it while it waits, "
            "so those inside leave and nobody follows.",
            prediction=Prediction(
                "All pass a turnstile, and a waiting writer keeps it shut. When does it get in?",
                WRITER,
                told_by(nobody_went_in_past_a_waiter("readers"), true=0, false=1),
                "Whoever comes later stands behind the writer.",
            ),
        ),
        Variant(
            "rendezvous",
            "a rendezvous",
            (
                Claim("neither went on before both had come", nobody_ran_ahead),
                Claim("the one that came first was woken by the other", the_last_one_woke_the_others),
            ),
            note="Two events, one for each: tell that you have come, then wait for the other. "
            "In the other order both would wait for ever.",
            prediction=Prediction(
                "Two meet, and each tells and then waits. How many of them really have to wait?",
                (),
                those_who_waited,
                "The one that comes second finds the event set already and goes straight on.",
            ),
        ),
        Variant(
            "barrier",
            "a barrier",
            (
                Claim("nobody began a stage before all had finished the last", nobody_ran_ahead),
                Claim("the last to come woke the others", the_last_one_woke_the_others),
            ),
            note="A rendezvous for any number, again and again. Each stage takes as long as its slowest walker.",
            prediction=Prediction(
                "One walker is always the slowest. How often does it have to wait at the barrier?",
                (),
                stages_without_a_wait,
                "All the others are there when it comes: it opens the barrier for them.",
            ),
        ),
        Variant(
            "sleeping_barber",
            "a sleeping barber",
            (
                Claim("the barber slept until a customer came", slept_until_one_came),
                Claim("customers were served in the order in which they sat down", taken_in_order),
                Claim("some found no chair and went away", some_found_no_place),
            ),
            note="The chairs are a queue with a bound. `put_nowait` asks and sits down in one step: "
            "to look first and sit down later would be a race for the last chair.",
            prediction=Prediction(
                "The barber has nothing to do and sleeps. Who wakes him?",
                ("nobody: he looks up now and then", "the customer who sits down"),
                told_by(slept_until_one_came),
                "`get` waits without looking, and `put` wakes it.",
            ),
        ),
        Variant(
            "unisex_bathroom",
            "a bathroom for all",
            (
                Claim("women and men were never in together", never_mixed("inside", "whose")),
                Claim("there were never more than the places", never_more_than("inside", "PLACES")),
                Claim("nobody went in past one who waited", nobody_went_in_past_a_waiter("inside")),
            ),
            note="Who may go in is one question, whose turn it is another. With the line nobody starves, "
            "and a place may stay empty although somebody would fit in.",
            prediction=Prediction(
                "Men are inside, a woman waits at the door, and there is room. A man comes. Does he go in?",
                ("yes: there is room for a man", "no: he stands behind the woman"),
                told_by(nobody_went_in_past_a_waiter("inside")),
                "All go in in the order in which they came, so nobody waits for ever.",
            ),
        ),
    ),
)
