"""`python -m tests.programs packages DIR…`: a package from each folder of pages that has methods; each must be
imported, be clean under mypy --strict, and pass its own tests. Exit 1 where one does not.

    python -m tests.programs packages ../shared/corpus/*/
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.programs.packages.build import build


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.programs packages", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    failed = 0
    with tempfile.TemporaryDirectory(prefix="packages-") as output:
        for number, folder in enumerate(parser.parse_args().folders):
            built = build(folder.resolve(), Path(output) / str(number) / "package")
            failed += bool(built.wrong)
            about = built.wrong or f"{built.services} services, {built.tests}"
            print(f"{folder.name:20} {'FAILED' if built.wrong else 'ok'}  {about}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
