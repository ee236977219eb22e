"""git: reading the files of a revision, and fetching a revision of another repository.

Files are read as objects, never through the filters of a checkout, so that their bytes are those that were
committed. No code of a repository is run, and git never prompts on the terminal.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from apigen.workspace.errors import GitError

_SAFE = (
    "core.hooksPath=/dev/null",
    "core.symlinks=false",
    "protocol.ext.allow=never",
    "gc.auto=0",
)
_REGULAR = ("100644", "100755")
_REPOSITORY_VARIABLES = (
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_DIR",
    "GIT_GRAFT_FILE",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_NAMESPACE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_QUARANTINE_PATH",
    "GIT_SHALLOW_FILE",
    "GIT_WORK_TREE",
)
"""Environment variables that git sets for its hooks. With one of these, it works in the repository of the
hook, whatever its working folder. Other variables are kept, such as a header with a token."""


class Entry(msgspec.Struct, frozen=True):
    """A regular file in a revision: its path below the folder asked for, and the name of its object."""

    path: str
    object: str


class Repository:
    """The repository that a folder is in."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def commit(self, revision: str) -> str:
        """The full id of the commit that a revision names.

        Raises:
            GitError: there is no such commit.
        """
        checked = _no_flag(revision)
        return self._text("rev-parse", "--verify", "--quiet", f"{checked}^{{commit}}").strip()

    def last_commit(self, path: str) -> str:
        """The id of the last commit that changed a file.

        Raises:
            GitError: no commit did, or the folder is not in a repository.
        """
        found = self._text("rev-list", "-1", "HEAD", "--", path).strip()
        if not found:
            raise GitError(f"{path}: in no commit")
        return found

    def kind(self, revision: str, path: str) -> str:
        """The type of the object at a path: `tree` or `blob`.

        Raises:
            GitError: the revision has no such path.
        """
        return self._text("cat-file", "-t", f"{_no_flag(revision)}:{path}").strip()

    def entries(self, revision: str, path: str = "") -> tuple[Entry, ...]:
        """The regular files below a folder, sorted by path. Links and submodules are left out."""
        listed = self._run("ls-tree", "-r", "-z", "--full-tree", f"{_no_flag(revision)}:{path}")
        found = []
        for line in listed.split(b"\0"):
            meta, _, name = line.partition(b"\t")
            mode, _, rest = meta.decode().partition(" ")
            path = os.fsdecode(name)
            if mode in _REGULAR and ".." not in path.split("/"):
                found.append(Entry(path, rest.split()[1]))
        return tuple(sorted(found, key=lambda entry: entry.path))

    def contents(self, objects: Sequence[str]) -> Iterator[bytes]:
        """The contents of objects, in their order, read by one process."""
        if not objects:
            return
        names = "".join(f"{name}\n" for name in objects).encode()
        output = self._run("cat-file", "--batch", stdin=names)
        at = 0
        for name in objects:
            head, _, _ = output[at:].partition(b"\n")
            words = head.split()
            if len(words) != 3:
                raise GitError(f"object {name} is missing")
            start = at + len(head) + 1
            size = int(words[2])
            yield output[start : start + size]
            at = start + size + 1

    def file(self, revision: str, path: str) -> bytes:
        return self._run("cat-file", "blob", f"{_no_flag(revision)}:{path}")

    def _text(self, *arguments: str) -> str:
        return self._run(*arguments).decode("utf-8", "replace")

    def _run(self, *arguments: str, stdin: bytes = b"") -> bytes:
        return _run(self._folder, arguments, stdin)


def fetch(url: str, revision: str, paths: Sequence[str], into: Path) -> tuple[Repository, str]:
    """Fetch one revision of a repository, shallow and with the files of `paths` only.

    `url` is a path or any URL that git supports; `revision` is a branch, a tag or a full commit id.

    Returns:
        The new repository in the folder `into`, and the id of the commit.

    Raises:
        GitError: git failed.
    """
    source = _no_flag(url)
    if Path(url).exists():
        source = str(Path(url).resolve())
    _run(into, ("init", "-q", "--template=", "."))
    shallow = ("--depth=1", "--no-tags", "--filter=blob:none")
    _run(into, ("remote", "add", "origin", source))
    _run(into, ("fetch", "-q", *shallow, "origin", _no_flag(revision)))
    repository = Repository(into)
    commit = repository.commit("FETCH_HEAD")
    # The checkout fetches all objects of these paths in one request.
    patterns = "".join(f"/{path.strip('/')}\n" for path in paths)
    _run(into, ("sparse-checkout", "set", "--no-cone", "--stdin"), patterns.encode())
    _run(into, ("checkout", "-q", "--detach", commit))
    return repository, commit


def remote_commit(url: str, revision: str) -> str:
    """The id of the commit that a branch or tag of another repository names now.

    A full commit id is returned as it is.

    Raises:
        GitError: git failed, or there is no such branch or tag.
    """
    source = str(Path(url).resolve()) if Path(url).exists() else _no_flag(url)
    listed = _run(Path.cwd(), ("ls-remote", source, _no_flag(revision))).decode("utf-8", "replace")
    names: dict[str, str] = {}
    for line in listed.splitlines():
        commit, _, name = line.partition("\t")
        names[name] = commit
    wanted = (f"refs/tags/{revision}^{{}}", f"refs/tags/{revision}", f"refs/heads/{revision}")
    for name in (revision, *wanted):
        if name in names:
            return names[name]
    if len(revision) == 40 and all(letter in "0123456789abcdef" for letter in revision):
        return revision
    raise GitError(f"{url}: no branch or tag `{revision}`")


def _no_flag(word: str) -> str:
    """Refuse a word of the user that git would take for a flag."""
    if not word or word.startswith("-") or "\0" in word:
        raise GitError(f"`{word}` is not a revision or repository")
    return word


def _run(folder: Path, arguments: Sequence[str], stdin: bytes = b"") -> bytes:
    flags = [part for setting in _SAFE for part in ("-c", setting)]
    kept = {name: v for name, v in os.environ.items() if name not in _REPOSITORY_VARIABLES}
    env = {**kept, "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    try:
        done = subprocess.run(
            ["git", *flags, *arguments],
            cwd=folder,
            env=env,
            input=stdin,
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise GitError(f"git cannot be run: {error.strerror}") from error
    if done.returncode:
        words = done.stderr.decode("utf-8", "replace").strip()
        raise GitError(words or f"git {arguments[0]} failed")
    return done.stdout
