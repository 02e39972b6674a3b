"""A model says itself: the text below a field is its meaning, and is read only when somebody asks for it."""

import subprocess
import sys

from udplan.domain.meanings import meanings


class Beholder:
    """What the class is for is no field's meaning."""

    navn: str
    """Hvad den hedder."""
    uden: int = 0
    antal: int = 1
    """Hvor mange der er.

    Nul skrives også.
    """

    FAST = 2
    """Not a field."""

    def metode(self) -> str:
        """Nor is this."""
        lokal: str = ""
        """Nor this."""
        return lokal


class Tom:
    navn: str


def test_the_text_below_a_field_is_its_meaning() -> None:
    assert meanings(Beholder) == {
        "navn": "Hvad den hedder.",
        "antal": "Hvor mange der er.\n\nNul skrives også.",
    }
    assert meanings(Tom) == {}


def test_importing_the_models_reads_no_source() -> None:
    script = (
        "import linecache\n"
        "from udplan.domain import emne, runde, settings\n"
        "print([name for name in linecache.cache if 'udplan' in name])\n"
        "emne.Emne.model_json_schema()\n"
        "print(len([name for name in linecache.cache if 'udplan' in name]))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, encoding="utf-8", check=True)
    assert done.stdout.splitlines() == ["[]", "1"]
