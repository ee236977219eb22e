"""Templates of the user: overriding, extending, new targets, filters, copies and errors."""

from __future__ import annotations

import inspect
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import msgspec
import pytest

from apigen.targets.openapi import views as openapi_views
from apigen.targets.plain import view_types as plain_views
from apigen.targets.python import view_types as python_views
from apigen.targets.python.tests import view_types as test_views
from tests.product.commands.shell import ENVIRONMENT, ROOT, apigen, edit
from tests.tiers import sampled

README = (ROOT / "templates/README.md").read_text(encoding="utf-8")
RESOURCE = "python/resource.py.j2"
OWN = 'templates = ["my-templates"]\n'


def write(file: Path, text: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def tutorial(title: str) -> dict[str, str]:
    """The files that a section of the README shows."""
    section = README.partition(f"## Tutorial: {title}\n")[2].partition("\n## ")[0]
    found = re.findall(r"^```\w+ file=(\S+)\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
    assert found, f"the README has no tutorial {title!r}"
    return dict(found)


def follow(project: Path, title: str) -> dict[str, str]:
    files = tutorial(title)
    for name, text in files.items():
        write(project / name, text)
    done = apigen("generate", cwd=project)
    assert done.returncode == 0, done.stderr
    return files


def test_the_cookbook_of_the_readme_calls_every_method(project: Path) -> None:
    files = follow(project, "a cookbook of curl commands")
    template = files["my-templates/curl/method.sh.j2"]
    assert len(template.splitlines()) < 40
    scripts = sorted((project / "generated/curl").rglob("*.sh"))
    assert len(scripts) == 9
    text = (project / "generated/curl/compute/Image-create.sh").read_text(encoding="utf-8")
    assert "# folderId (body, string, required)\n#   At most 50 characters\n" in text
    assert "#   One of LINUX, WINDOWS" in text or "LINUX" in text
    assert "# At most one of imageId, diskId, snapshotId, uri" in text
    calls = {script.stem: called(project, script) for script in scripts}
    create = calls["Image-create"]
    assert create[create.index("--request") + 1] == "POST"
    assert "https://compute.api.cloud.yandex.net/compute/v1/images" in create
    assert json.loads(create[create.index("--data-raw") + 1]).keys() == {"folderId"}
    assert "Authorization: Bearer t1.test" in create
    assert "--data-raw" not in calls["Image-get"]
    (url,) = [word for word in calls["Image-list"] if word.startswith("https://")]
    assert re.fullmatch(r"https://compute\.api\.cloud\.yandex\.net/compute/v1/images\?.*", url)
    assert "folderId=" in url


def called(project: Path, script: Path) -> list[str]:
    """The arguments of each call of curl in a script, recorded by a fake `curl`."""
    code = f"#!{sys.executable}\nimport json, sys\nprint(json.dumps(sys.argv[1:]))\n"
    write(project / "bin/curl", code).chmod(0o755)
    done = subprocess.run(
        ["sh", str(script)],
        env={"PATH": f"{project / 'bin'}:{os.environ['PATH']}", "YC_IAM_TOKEN": "t1.test"},
        capture_output=True,
        text=True,
        check=True,
    )
    words = json.loads(done.stdout)
    assert isinstance(words, list)
    return words


def test_the_mixin_of_the_readme_works_in_one_resource(project: Path) -> None:
    write(project / "apigen.toml", OWN)
    files = follow(project, "a method of yours in one resource")
    expected = re.findall(r"# (\('golden'.*)$", files["names.py"], re.MULTILINE)
    done = subprocess.run(
        [sys.executable, "names.py"],
        cwd=project,
        env={**ENVIRONMENT, "PYTHONPATH": str(project / "generated")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.splitlines() == expected, done.stderr
    image = (project / "generated/ycloud/compute/image.py").read_text(encoding="utf-8")
    assert "class Images(Named, Resource):" in image
    assert "class AsyncImages(AsyncNamed, AsyncResource):" in image
    operation = project / "generated/ycloud/operation/operation.py"
    assert "Named" not in operation.read_text(encoding="utf-8")


def test_the_readme_names_every_block() -> None:
    done = apigen("templates", "list", "--json", cwd=ROOT)
    table = README.partition("## Public blocks")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `(\S+)` \| `(\S+)` \| \S", table, re.MULTILINE)
    blocks = [(item["path"], name) for item in json.loads(done.stdout) for name in item["blocks"]]
    assert sorted(rows) == sorted(blocks)


@pytest.mark.parametrize("module", [plain_views, python_views, test_views, openapi_views])
def test_the_readme_names_every_field_of_every_view(module: ModuleType) -> None:
    for name, view in vars(module).items():
        own = inspect.isclass(view) and view.__module__ == module.__name__
        if own and issubclass(view, msgspec.Struct) and view.__struct_fields__:
            row = re.search(rf"^\| `{name}` \| (.*) \|$", README, re.MULTILINE)
            assert row is not None, f"templates/README.md has no row for {name}"
            assert tuple(re.findall(r"`(\w+)`", row[1])) == view.__struct_fields__, name


def test_a_file_of_the_same_path_hides_the_builtin_one(project: Path) -> None:
    write(project / "my-templates/python/py.typed.j2", "mine\n")
    done = apigen("generate", "--templates", "my-templates", cwd=project)
    assert done.returncode == 0, done.stderr
    assert (project / "generated/ycloud/py.typed").read_text(encoding="utf-8") == "mine\n"


def test_overriding_a_block_keeps_the_rest(project: Path) -> None:
    module = project / "generated/ycloud/compute/image.py"
    before = module.read_text(encoding="utf-8")
    text = '{% extends "builtin:python/resource.py.j2" %}\n'
    text += '{% block module_docs %}\n"""Mine: {{ resource }}."""\n{% endblock %}\n'
    write(project / f"my-templates/{RESOURCE}", text)
    write(project / "apigen.toml", OWN)
    assert apigen("generate", cwd=project).returncode == 0
    after = module.read_text(encoding="utf-8")
    assert after.startswith('"""Mine: Image."""\n')
    assert after.partition("from __future__")[2] == before.partition("from __future__")[2]


def test_list_prints_providers(project: Path) -> None:
    write(project / "my-templates/python/py.typed.j2", "")
    write(project / "my-templates/own/a.j2", "{% block one %}{% endblock %}")
    done = apigen("templates", "list", "--templates", "my-templates", cwd=project)
    lines = {line.split()[0]: " ".join(line.split()[1:]) for line in done.stdout.splitlines()}
    assert lines["python/py.typed.j2"] == "my-templates hides the built-in one"
    assert lines["own/a.j2"] == "my-templates blocks: one"
    assert lines[RESOURCE].startswith("builtin blocks: module_docs, imports")


def test_a_copy_gives_the_same_output_until_the_original_changes(project: Path) -> None:
    write(project / "apigen.toml", OWN)
    (project / "my-templates").mkdir()
    done = apigen("templates", "eject", RESOURCE, cwd=project)
    assert done.returncode == 0, done.stderr
    copy = project / f"my-templates/{RESOURCE}"
    first = copy.read_text(encoding="utf-8").splitlines()[0]
    assert re.fullmatch(r"\{# apigen \S+ python/resource\.py\.j2 sha256:[0-9a-f]{64} #\}", first)
    done = apigen("check", cwd=project)
    assert (done.returncode, done.stderr) == (0, "")
    edit(copy, first, re.sub("sha256:.{8}", "sha256:00000000", first))
    done = apigen("check", cwd=project)
    assert done.returncode == 0
    assert "T104 warning: python/resource.py.j2 changed since apigen" in done.stderr
    assert "copied from an older version" in apigen("templates", "list", cwd=project).stdout


def test_a_copy_is_not_overwritten(project: Path) -> None:
    arguments = ("templates", "eject", RESOURCE, "--into", "mine")
    assert apigen(*arguments, cwd=project).returncode == 0
    copy = project / "mine" / RESOURCE
    copy.write_text("changed", encoding="utf-8")
    done = apigen(*arguments, cwd=project)
    assert (done.returncode, copy.read_text(encoding="utf-8")) == (2, "changed")
    assert apigen(*arguments, "--force", cwd=project).returncode == 0
    assert copy.read_text(encoding="utf-8") != "changed"


def test_unknown_template_names_get_suggestions(project: Path) -> None:
    done = apigen("templates", "eject", "python/resorce.py.j2", cwd=project)
    assert done.returncode == 2
    assert "did you mean python/resource.py.j2" in done.stderr
    done = apigen("templates", "eject", "../../README.md", "--into", "x", cwd=project)
    assert done.returncode == 2


def test_a_new_target_works_as_it_is(project: Path) -> None:
    done = apigen("templates", "new", "cookbook", cwd=project)
    assert done.returncode == 0, done.stderr
    settings = [line.strip() for line in done.stdout.splitlines() if " = " in line]
    write(project / "apigen.toml", "\n".join(settings) + "\n")
    done = apigen("generate", cwd=project)
    assert done.returncode == 0, done.stderr
    made = (project / "generated/cookbook/compute/Image-get.md").read_text(encoding="utf-8")
    assert made.startswith("# compute.Image.get\n")
    assert "- `imageId`: string, required\n  - At most 50 characters\n" in made
    again = apigen("templates", "new", "cookbook", cwd=project)
    assert again.returncode == 2
    assert apigen("templates", "new", "python", cwd=project).returncode == 2
    assert apigen("templates", "new", "../x", cwd=project).returncode == 2


@pytest.mark.parametrize(
    ("text", "line", "words", "hint"),
    sampled(
        [
            (
                "a\n{{ ful_name }}\n",
                2,
                "method compute.Image.create: 'ful_name' is undefined (and in 8 more files)",
                "did you mean `full_name`",
            ),
            (
                "{% for field in fields %}\n\n{{ field.pth }}\n{% endfor %}",
                3,
                "has no attribute 'pth'",
                "did you mean `path`",
            ),
            ("\n\n{% if %}\n", 3, "Expected an expression", ""),
            ("{{ name | shuot }}", 1, "No filter named 'shuot'", "known filters: "),
            ('\n{% include "cookbok/x.j2" %}', 2, "no template `cookbok/x.j2`", ""),
            ("\n{{ name + 1 }}", 2, "TypeError", ""),
            ("{% macro m() %}\n{{ zzz }}\n{% endmacro %}\n\n{{ m() }}", 2, "'zzz'", "known here: "),
        ],
        3,
        unpack=True,
    ),
)
def test_an_error_names_template_line_and_what_was_rendered(
    project: Path, text: str, line: int, words: str, hint: str
) -> None:
    assert apigen("templates", "new", "cookbook", cwd=project).returncode == 0
    write(project / "apigen.toml", OWN + 'targets = ["cookbook"]\n')
    write(project / "my-templates/cookbook/method.md.j2", text)
    before = sorted((project / "generated").rglob("*"))
    done = apigen("generate", cwd=project)
    assert done.returncode == 2
    first = done.stderr.splitlines()[0]
    assert first.startswith(f"my-templates/cookbook/method.md.j2:{line}:1 T101 error: method ")
    assert words in first
    assert hint in done.stderr
    assert sorted((project / "generated").rglob("*")) == before
    github = apigen("generate", "--format", "github", cwd=project)
    assert f"::error file=my-templates/cookbook/method.md.j2,line={line}," in github.stdout


def package(folder: Path, entry_points: str, module: str) -> str:
    """Create an installed package, and return the PYTHONPATH for it."""
    write(folder / "my_filters.py", module)
    info = folder / "my_filters-1.0.dist-info"
    write(info / "METADATA", "Metadata-Version: 2.1\nName: my-filters\nVersion: 1.0\n")
    write(info / "entry_points.txt", f"[apigen.filters]\n{entry_points}\n")
    return f"{folder}:{ROOT}"


def test_a_package_offers_filters(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert apigen("templates", "new", "cookbook", cwd=project).returncode == 0
    write(project / "apigen.toml", OWN + 'targets = ["cookbook"]\n')
    write(project / "my-templates/cookbook/method.md.j2", "{{ name | shout(2) }}")
    path = package(
        tmp_path / "site",
        "shout = my_filters:shout",
        "def shout(text, times):\n    return text.upper() + '!' * times\n",
    )
    monkeypatch.setitem(ENVIRONMENT, "PYTHONPATH", path)
    done = apigen("generate", "--force", cwd=project)
    assert done.returncode == 0, done.stderr
    made = project / "generated/cookbook/compute/Image-get.md"
    assert made.read_text(encoding="utf-8") == "GET!!"


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ("shout = my_filters:nothing", "the filter `shout`: AttributeError"),
        ("shout = nowhere:shout", "the filter `shout`: ModuleNotFoundError"),
        ("shout = my_filters:text", "the filter `shout` is no function"),
        ("upper = my_filters:shout", "the filter `upper` is there already"),
    ],
)
def test_a_filter_that_cannot_be_loaded_is_reported(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, entry: str, words: str
) -> None:
    path = package(tmp_path / "site", entry, "text = 'x'\ndef shout(text):\n    return text\n")
    monkeypatch.setitem(ENVIRONMENT, "PYTHONPATH", path)
    done = apigen("generate", cwd=project)
    assert done.returncode == 2
    assert "T103 error" in done.stderr
    assert words in done.stderr
