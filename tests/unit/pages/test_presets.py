"""Variables of `presets.yaml`: scopes, folders, and what pages use."""

from __future__ import annotations

from apigen.pages.presets import used_variables

PRESETS = {
    "presets.yaml": b"internal:\n  host: internal.example\n  only: o\ndefault:\n  host: a.example\n  n: 5\n  unused: u\n",
    "ru/presets.yaml": b"default:\n  host: ru.example\n",
    "de/presets.yaml": b"default: [",
    "other/presets.yaml": b"default:\n  n: 7\n",
}


def test_the_nearest_file_and_the_default_scope_decide() -> None:
    pages = {"ru/a/x.md": b"{{ host }} {{n}} {{ only }} {{ unknown }} {{a b}}"}
    assert used_variables(PRESETS, pages) == {"host": "ru.example", "n": "5", "only": "o"}
    assert used_variables(PRESETS, {"de/x.md": b"{{ host }}"}) == {"host": "a.example"}
    assert used_variables(PRESETS, {"x.md": b"host"}) == {}
