"""Reading files that were made to take for ever: they are refused in good time."""

import pytest

from udplan.adapters.read.reader import MOST_FAULTS, read


@pytest.mark.parametrize(
    "text",
    [
        "a: 1\n" * 100_000,
        "x: [" + "*a," * 200_000 + "]\n",
        "x: [" + "0651," * 150_000 + "]\n",
        "x: [" + "!t a," * 150_000 + "]\n",
    ],
)
def test_a_file_of_faults_is_not_read_to_its_end(text: str) -> None:
    assert len(read(text.encode()).faults) == MOST_FAULTS


@pytest.mark.parametrize("text", ["[" * 500_000, "a: " + "{a: " * 100_000, "- " * 400_000])
def test_depth_is_refused_before_it_is_reached(text: str) -> None:
    assert [fault.code for fault in read(text.encode()).faults] == ["too-deep"]
