"""The configuration file of the `yc` tool."""

from __future__ import annotations

from pathlib import Path

import pytest

from apigen.runtime.auth.profile import parse, read_profile


class TestProfile:
    def test_files_written_by_yc(self) -> None:
        text = (
            "# written by yc\n"
            "current: default\n"
            "profiles:\n"
            "  default:\n"
            "    token: t1.abc  # comment\n"
            "    cloud-id: 'b1g''x'\n"
            "    empty:\n"
            "    none: {}\n"
            '    "quoted": "a\\nb"\n'
            "    'single': x\n"
            "\n"
            "    service-account-key:\n"
            "      id: aje\n"
            "      private_key: |-\n"
            "        one\n"
            "\n"
            "        two\n"
            "      after: yes\n"
            "  other:\n"
            "    endpoint: api.cloud.yandex.net:443\n"
        )
        assert parse(text) == {
            "current": "default",
            "profiles": {
                "default": {
                    "token": "t1.abc",
                    "cloud-id": "b1g'x",
                    "empty": "",
                    "none": {},
                    "quoted": "a\nb",
                    "single": "x",
                    "service-account-key": {
                        "id": "aje",
                        "private_key": "one\n\ntwo\n",
                        "after": "yes",
                    },
                },
                "other": {"endpoint": "api.cloud.yandex.net:443"},
            },
        }

    @pytest.mark.parametrize(
        ("text", "line"),
        [
            ("a: 1\n   b: 2\n", 2),
            ("- a\n", 1),
            ("a: [1, 2]\n", 1),
            ("a: &x 1\n", 1),
            ('a: "\\q"\n', 1),
            ('a: "open\n', 1),
            ("a:\n    b: 1\n  c: 2\n", 3),
        ],
    )
    def test_unsupported_syntax(self, text: str, line: int) -> None:
        with pytest.raises(ValueError, match=f"line {line}: "):
            parse(text)

    def test_profiles(self, tmp_path: Path) -> None:
        file = tmp_path / "config.yaml"
        with pytest.raises(ValueError, match="no such file"):
            read_profile(file)
        file.write_text("profiles:\n  default:\n    a: b\n  x:\n    c: d\n")
        assert read_profile(file) == {"a": "b"}
        assert read_profile(file, "x") == {"c": "d"}
        for text in ("current: gone\n", "profiles: 5\n", "profiles:\n  default: 5\n"):
            file.write_text(text)
            with pytest.raises(ValueError, match="no profile"):
                read_profile(file)
        file.write_bytes(b"\xff")
        with pytest.raises(ValueError, match="utf-8"):
            read_profile(file)
