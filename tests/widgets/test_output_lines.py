"""Output becomes lines: per lane, without terminal escapes, bounded, and as it stood at any moment."""

from hypothesis import given
from hypothesis import strategies as st

from app.core.model import Output, Stream
from widgets.output_lines import MOST_CHARACTERS, MOST_LINES, OutputLines, clean, match_lines

NAMES = {1: "Thread-1", 2: "Thread-2"}


def written(*outputs: tuple[int | None, int, str], stream: Stream = "stdout") -> OutputLines:
    lines = OutputLines()
    lines.append([Output(actor, t_ns, stream, text) for actor, t_ns, text in outputs], NAMES)
    return lines


def texts(lines: OutputLines, t_ns: int | None = None) -> list[str]:
    return [line.text_at(t_ns) for line in lines.lines[: lines.count_at(t_ns)]]


def test_a_line_knows_its_time_its_lane_and_its_stream() -> None:
    (line,) = written((1, 5, "hello\n"), stream="stderr").lines
    assert (line.t_ns, line.actor, line.name, line.stream, line.text) == (5, 1, "Thread-1", "stderr", "hello")


def test_bytes_that_no_lane_wrote_have_no_name() -> None:
    assert written((None, 5, "from C\n")).lines[0].name == ""


def test_one_output_may_hold_several_lines_and_empty_ones() -> None:
    assert texts(written((1, 5, "a\n\nb\n"))) == ["a", "", "b"]


def test_the_pieces_of_one_lane_join_though_another_lane_writes_between() -> None:
    lines = written((1, 1, "one, "), (2, 2, "mine\n"), (1, 3, "two"), (1, 4, "!\nnext\n"))
    assert texts(lines) == ["one, two!", "mine", "next"]


def test_the_two_streams_of_a_lane_do_not_join() -> None:
    lines = OutputLines()
    lines.append(
        [Output(1, 1, "stdout", "out"), Output(1, 2, "stderr", "err"), Output(1, 3, "stdout", "!\n")], NAMES
    )
    assert texts(lines) == ["out!", "err"]


def test_a_moment_shows_only_what_had_been_written_by_then() -> None:
    lines = written((1, 10, "wait"), (2, 20, "x\n"), (1, 30, " ... done\n"), (2, 40, "y\n"))
    assert [texts(lines, t_ns) for t_ns in (9, 10, 25, 30, 40)] == [
        [],
        ["wait"],
        ["wait", "x"],
        ["wait ... done", "x"],
        ["wait ... done", "x", "y"],
    ]


def test_lines_out_of_order_are_still_cut_without_losing_any_for_good() -> None:
    lines = written((1, 10, "a\n"), (2, 5, "b\n"), (1, 12, "c\n"))
    assert texts(lines, 12) == ["a", "b", "c"]


def test_a_carriage_return_writes_over_the_line() -> None:
    lines = written((1, 1, "10%\r"), (1, 2, "20%\r"), (1, 3, "done"), (1, 4, "\n"))
    assert texts(lines) == ["done"]
    assert [texts(lines, t_ns) for t_ns in (1, 2, 3)] == [["10%"], ["20%"], ["done"]]
    assert texts(written((1, 1, "abcdef\rXY\n"))) == ["XYcdef"]


def test_windows_line_ends_are_line_ends() -> None:
    assert texts(written((1, 1, "a\r\nb\r\n"))) == ["a", "b"]


def test_terminal_escapes_go_and_other_controls_become_visible() -> None:
    assert clean("\x1b[1;31mred\x1b[0m \x1b]0;title\x07\x1b(Bx\x1b=y") == "red xy"
    assert clean("bell\x07 null\x00 back\x08 tab\t") == "bell null␀ back␈ tab\t"


def test_what_was_typed_ends_the_line_of_the_question() -> None:
    lines = written((1, 1, "name? "))
    lines.echo("Ada")
    lines.append([Output(1, 3, "stdout", "hello Ada\n")], NAMES)
    assert texts(lines) == ["name? Ada", "hello Ada"]


def test_typing_without_a_question_adds_nothing() -> None:
    lines = written((1, 1, "a\n"))
    lines.echo("unasked")
    assert texts(lines) == ["a"]


def test_a_flood_keeps_the_last_lines_and_counts_the_others() -> None:
    lines = OutputLines()
    for start in range(0, 250_000, 50_000):
        text = "".join(f"{number}\n" for number in range(start, start + 50_000))
        lines.append([Output(1, start, "stdout", text)], NAMES)
    assert MOST_LINES <= len(lines.lines) <= 1.1 * MOST_LINES
    assert lines.dropped + len(lines.lines) == 250_000
    assert lines.lines[0].text == str(lines.dropped)
    assert lines.lines[-1].text == "249999"


def test_one_write_of_too_many_lines_is_bounded_too() -> None:
    lines = written((1, 1, "x\n" * (3 * MOST_LINES)))
    assert len(lines.lines) <= MOST_LINES
    assert lines.dropped + len(lines.lines) >= 3 * MOST_LINES


def test_a_line_without_end_is_cut_and_what_was_cut_is_counted() -> None:
    lines = OutputLines()
    lines.append([Output(1, t_ns, "stdout", "." * 1000) for t_ns in range(50)], NAMES)
    (line,) = lines.lines
    assert (len(line.text), line.cut) == (MOST_CHARACTERS, 50_000 - MOST_CHARACTERS)


def test_searching_forgets_the_case() -> None:
    lines = written((1, 1, "Balance: 12\nnothing\nBALANCE\n"))
    assert match_lines(lines.lines, "balance") == [0, 2]


@given(st.lists(st.tuples(st.sampled_from([1, 2]), st.text("ab\n", max_size=6)), max_size=30))
def test_each_lanes_text_is_kept_whole_however_it_was_cut(pieces: list[tuple[int, str]]) -> None:
    lines = written(*((actor, t_ns, text) for t_ns, (actor, text) in enumerate(pieces)))
    for actor in (1, 2):
        whole = "".join(text for who, text in pieces if who == actor)
        mine = [line.text for line in lines.lines if line.actor == actor]
        assert "\n".join(mine) == whole.removesuffix("\n")
