"""`python -m tests.programs sdk_benchmark`: imports and the create request, against what they stand on.

Each figure is the best of several runs in this one run; only the ratios mean anything elsewhere.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import shutil
import subprocess
import sys
import tempfile
import timeit
from pathlib import Path

from apigen import pipeline
from apigen.findings.diagnostics import Diagnostics
from apigen.settings import VARIABLES
from apigen.targets.openapi.document import documents
from apigen.targets.openapi.views import document_text

ROOT = Path(__file__).resolve().parent.parent.parent.parent
GENERATED = ROOT / "generated"
ARGUMENTS = {
    "folder_id": "b1gfolder",
    "name": "golden-image",
    "description": "A golden image",
    "labels": {"env": "prod", "team": "core"},
    "min_disk_size": 4194304,
    "product_ids": ["f2e1", "f2e2"],
    "disk_id": "epddisk",
}
IMPORTS = {
    "import httpx2, pydantic": "import httpx2, pydantic; pydantic.BaseModel; httpx2.Client",
    "import ycloud": "import ycloud",
    "ycloud.Client()": "import ycloud; ycloud.Client(iam_token='t')",
    "client.compute.images": "import ycloud; ycloud.Client(iam_token='t').compute.images",
}


def main() -> int:
    sys.path.insert(0, str(GENERATED))
    bare = seconds("pass")
    print(f"{'import':34}{'ms':>8}{'ratio':>8}")
    base = seconds(IMPORTS["import httpx2, pydantic"]) - bare
    for name, code in IMPORTS.items():
        spent = seconds(code) - bare
        print(f"{name:34}{spent * 1000:8.1f}{spent / base:8.2f}")
    for name, measured in peers():
        spent = measured - bare
        print(f"{name:34}{spent * 1000:8.1f}{spent / base:8.2f}")
    ours, by_hand = requests()
    print(f"\n{'check and serialise create':34}{'µs':>8}{'ratio':>8}")
    print(f"{'hand-written pydantic':34}{by_hand * 1e6:8.1f}{1:8.2f}")
    print(f"{'ycloud':34}{ours * 1e6:8.1f}{ours / by_hand:8.2f}")
    size = sum(path.stat().st_size for path in (GENERATED / "ycloud").rglob("*.py"))
    print(f"\npackage: {size / 1024:.0f} KiB of Python, 2 dependencies (httpx2, pydantic)")
    return 0


def seconds(code: str, repeats: int = 7, interpreter: Path | str = sys.executable) -> float:
    """The best wall time of a fresh interpreter that runs the code, its bytecode cached."""
    command = [
        str(interpreter),
        "-c",
        f"import sys; sys.path.insert(0, {str(GENERATED)!r}); {code}",
    ]
    run = timeit.Timer(lambda: subprocess.run(command, check=True))
    return min(run.repeat(repeats, 1))


def peers() -> list[tuple[str, float]]:
    """Seconds to import the clients of others, where they are installed: `yandexcloud` beside the
    interpreter, and a package that `openapi-python-client` makes of our OpenAPI document."""
    found = []
    if importlib.util.find_spec("yandexcloud") is not None:
        version = importlib.metadata.version("yandexcloud")
        code = "import yandexcloud; from yandex.cloud.compute.v1 import image_service_pb2_grpc"
        found.append((f"yandexcloud {version}", seconds(code)))
    generator = shutil.which("openapi-python-client")
    if generator is not None:
        with tempfile.TemporaryDirectory() as folder:
            found.append(("openapi-python-client's package", of_generator(generator, Path(folder))))
    return found


def of_generator(command: str, folder: Path) -> float:
    """One method of the package that the generator makes, imported by the generator's interpreter."""
    api = pipeline.read(ROOT / "reference", VARIABLES, Diagnostics()).api
    (folder / "all.json").write_text(document_text(documents(api)["all.json"]), encoding="utf-8")
    made = [command, "generate", "--path", "all.json", "--output-path", "made", "--meta", "none"]
    subprocess.run(made, cwd=folder, check=True, capture_output=True)
    module = next((folder / "made/api").rglob("compute_image_create.py")).relative_to(folder)
    code = f"import made.client, {'.'.join(module.with_suffix('').parts)}"
    interpreter = Path(command).resolve().parent / "python"
    return seconds(f"sys.path.insert(0, {str(folder)!r}); {code}", interpreter=interpreter)


def requests() -> tuple[float, float]:
    """Seconds of one create request, checked and serialised: ours and by hand."""
    from tests.programs.sdk_benchmark.peer import HandWrittenCreate
    from ycloud._runtime.http.checks import check
    from ycloud.compute.image import create_call

    def ours() -> bytes | None:
        call = create_call(**ARGUMENTS)
        assert not check(call.request)
        return call.content()

    def by_hand() -> str:
        made = HandWrittenCreate(**ARGUMENTS)
        return made.model_dump_json(by_alias=True, exclude_unset=True)

    number = 20_000
    return tuple(min(timeit.repeat(run, number=number, repeat=5)) / number for run in (ours, by_hand))  # type: ignore[return-value]


if __name__ == "__main__":
    sys.exit(main())
