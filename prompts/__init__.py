"""Prompt texts as files, with their variables checked at load."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from string import Template

#: Every prompt with the variables that its text must hold, no more and no fewer.
VARIABLES: Mapping[str, frozenset[str]] = {
    "write_answer_rules": frozenset(),
    "write_answer": frozenset({"question", "as_of", "finding", "evidence"}),
    "rewrite_follow_up_rules": frozenset(),
    "rewrite_follow_up": frozenset({"history", "question"}),
    "read_facts_rules": frozenset(),
    "read_facts": frozenset({"names", "text"}),
}


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt's text; what is put into it is never read for variables again."""

    name: str
    text: str

    def render(self, **values: str) -> str:
        """Return the text with its variables replaced.

        Raises:
            KeyError: a variable has no value.
        """
        return Template(self.text).substitute(values)


@cache
def load_prompt(name: str) -> Prompt:
    """Return a prompt by its file's name.

    Raises:
        ValueError: the file's variables are not those that the program fills in.
    """
    text = (resources.files("prompts") / f"{name}.md").read_text(encoding="utf-8").strip()
    held = frozenset(Template(text).get_identifiers())
    if held != VARIABLES[name]:
        wanted = sorted(VARIABLES[name])
        raise ValueError(f"prompts/{name}.md: variables {sorted(held)}, {wanted} expected")
    return Prompt(name, text)
