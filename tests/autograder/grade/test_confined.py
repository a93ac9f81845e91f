"""What a submission tries comes to nothing; each test has a kernel try it.

Where no sandbox can be had these tests are skipped, with the reason.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.grade.kernels.attempts import ATTEMPTS
from autograder.grade.kernels.limits import Limits
from autograder.grade.kernels.probe import STRAY, probe
from autograder.grade.kernels.warm import WarmKernelManager, Zygote

from .forked import itself, marked, marker, ran, soon

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="a zygote needs Linux"),
    pytest.mark.xdist_group("warm"),
]

SECRET = "GRADER_TOKEN"


@pytest.fixture(scope="module")
def zygote() -> Iterator[Zygote]:
    """A sandboxed one without TensorFlow; the grader's environment has a secret."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(SECRET, "s3cret")
        made = Zygote(("numpy",))
    if made.unconfined:
        made.close()
        pytest.skip(f"no sandbox here: {made.unconfined}")
    yield made
    made.close()


def tried(call: str, before: str = "") -> str:
    """A cell that shows what comes of a call: its value or its error's kind."""
    return (
        f"import os, socket, ctypes\n{before}\n"
        f"try: said = {call}\n"
        "except Exception as error: said = f'refused: {type(error).__name__}'\n"
        "print(said)"
    )


def refused(zygote: Zygote, call: str, before: str = "") -> bool:
    """Whether a call raises in a kernel."""
    (shown,) = ran(zygote, tried(call, before)).shown
    return shown.startswith("refused:")


def read(zygote: Zygote, path: str | Path) -> str:
    """What a kernel reads in a file."""
    return ran(zygote, tried(f"open({str(path)!r}).read()")).last


def test_a_call_that_is_allowed_is_not_taken_for_refused(zygote: Zygote) -> None:
    assert not refused(zygote, "os.listdir('.')")
    assert refused(zygote, "open('no such file')")


# the network


def test_no_server_of_this_machine_is_in_reach(zygote: Zygote) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = server.getsockname()
        socket.create_connection(address, 5).close()
        assert refused(zygote, f"socket.create_connection({address!r}, 5)")


def test_no_local_socket_of_this_machine_is_in_reach(zygote: Zygote) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        name = f"\0autograder-{os.getpid()}"
        server.bind(name)
        server.listen()
        call = f"socket.socket(socket.AF_UNIX).connect({name!r})"
        assert refused(zygote, call)


def test_there_is_no_way_to_the_internet(zygote: Zygote) -> None:
    call = "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect(('192.0.2.1', 9))"
    assert refused(zygote, call)


def test_a_kernel_can_speak_to_itself(zygote: Zygote) -> None:
    server = "server = socket.create_server(('127.0.0.1', 0))"
    call = "socket.create_connection(server.getsockname(), 5) and 'connected'"
    assert ran(zygote, tried(call, server)).last == "connected\n"


@pytest.mark.parametrize("family", ["AF_NETLINK", "AF_PACKET", "AF_VSOCK", "AF_ALG"])
def test_sockets_of_other_kinds_are_refused(zygote: Zygote, family: str) -> None:
    assert refused(zygote, f"socket.socket(socket.{family}, socket.SOCK_RAW)")


# files


def test_the_gradebook_cannot_be_read(zygote: Zygote, tmp_path: Path) -> None:
    gradebook = tmp_path / "gradebook.db"
    gradebook.write_text("grades")
    assert "FileNotFoundError" in read(zygote, gradebook)


@pytest.mark.parametrize(
    "path",
    ["pyproject.toml", "nbgrader_config.py", "source", "tests", "autograder"],
)
def test_the_course_is_out_of_sight(zygote: Zygote, path: str) -> None:
    course = Path(__file__).parents[3]
    assert (course / path).exists()
    assert ran(zygote, tried(f"os.path.lexists({str(course / path)!r})")).last == (
        "False\n"
    )


def test_the_home_folder_is_out_of_sight(zygote: Zygote) -> None:
    files = [str(path) for path in Path.home().iterdir() if path.is_file()]
    seen = ran(zygote, f"import os; [f for f in {files!r} if os.path.lexists(f)]")
    assert seen.last == "[]"


@pytest.mark.parametrize("path", ["/etc/shadow", "/etc/ssh", "/var", "/sys", "/home"])
def test_the_systems_own_files_are_out_of_sight(zygote: Zygote, path: str) -> None:
    assert ran(zygote, tried(f"os.path.lexists({path!r})")).last == "False\n"


@pytest.mark.parametrize(
    "folder",
    [
        "/",
        "/usr",
        "/usr/bin",
        "/etc",
        "/dev",
        "/opt",
        "/run/kernel",
        "/proc/self",
        sys.prefix,
        sys.base_prefix,
        "/opt/packages/autograder",
    ],
)
def test_nothing_can_be_written_but_in_its_own_folders(
    zygote: Zygote, folder: str
) -> None:
    assert refused(zygote, f"open({folder + '/x'!r}, 'w')")


@pytest.mark.parametrize("name", ["core_pattern", "modprobe", "hostname", "sysrq"])
def test_linux_cannot_be_set_otherwise(zygote: Zygote, name: str) -> None:
    assert refused(zygote, f"open('/proc/sys/kernel/{name}', 'w')")


def test_no_later_kernel_finds_what_one_has_written(zygote: Zygote) -> None:
    write = "for d in ('.', '/tmp', '/dev/shm'): open(f'{d}/left', 'w').write('x')"
    assert ran(zygote, write).last == ""
    look = (
        "import os; [d for d in ('.', '/tmp', '/dev/shm') if 'left' in os.listdir(d)]"
    )
    assert ran(zygote, look).last == "[]"


def test_nothing_is_written_to_this_machines_folders(zygote: Zygote) -> None:
    name = f"left-{marker()}"
    assert ran(zygote, f"open('/tmp/{name}', 'w').write('x')").last == "1"
    assert not Path("/tmp", name).exists()


def test_nothing_can_take_the_place_of_a_kernels_sockets(zygote: Zygote) -> None:
    first = "p = '/run/kernel/k-1'"
    assert ran(zygote, tried("os.path.exists(p)", first)).last == "True\n"
    assert refused(zygote, "os.remove(p)", first)
    assert refused(zygote, "os.symlink('/etc', '/run/kernel/k-9')")


# limits


FILL = "a = bytearray({}); a[::4096] = bytes(len(a[::4096])); len(a) >> 20"


def test_memory_beyond_the_limit_is_an_error(zygote: Zygote) -> None:
    limits = Limits(memory_gib=0.5)
    found = ran(zygote, FILL.format(2**30), "'it goes on'", limits=limits)
    assert found.shown == ["MemoryError: ", "'it goes on'"]
    assert ran(zygote, FILL.format(2**28), limits=limits).last == "256"


MANY_FILL = """
import os, time
for _ in range(4):
    if not os.fork():
        a = bytearray(300 << 20); a[::4096] = bytes(len(a[::4096]))
        time.sleep(60)
time.sleep(60)
"""

SHARED = """
import mmap
a = mmap.mmap(-1, 800 << 20)
for _ in range(800): a.write(bytes(1 << 20))
import time; time.sleep(60)
"""


@pytest.mark.parametrize("fill", [MANY_FILL, SHARED], ids=["processes", "shared"])
def test_memory_of_several_processes_counts_together(zygote: Zygote, fill: str) -> None:
    found = ran(zygote, fill, "'after'", limits=Limits(memory_gib=0.6))
    assert "was ended (it may hold 0.6 GiB of memory) in" in found.shown[0]
    assert found.shown[1] == ""
    assert found.manager.over == "memory"
    assert found.manager.peak is not None and found.manager.peak < 1300


def test_memory_that_no_limit_counts_cannot_be_had(zygote: Zygote) -> None:
    assert refused(zygote, "os.memfd_create('x')")
    shm = "shm = ctypes.CDLL(None).shmget(0, 4096, 0o1600)"
    assert ran(zygote, tried("shm", shm)).last == "-1\n"


def test_a_full_disk_is_an_error(zygote: Zygote) -> None:
    flood = (
        "part = bytes(2**20)\n"
        "for n in range(60):\n"
        "    with open(f'part-{n // 4}', 'ab') as file: file.write(part)"
    )
    limits = Limits(disk_mib=20)
    found = ran(zygote, flood, "import os; len(os.listdir())", limits=limits)
    assert found.shown[0].startswith("OSError: [Errno 28]")
    assert int(found.last) <= 6


def test_many_small_files_are_bounded(zygote: Zygote) -> None:
    flood = "for n in range(30_000): open(f'{n}', 'w').close()"
    assert ran(zygote, flood).last.startswith("OSError: [Errno 28]")


def test_a_fork_bomb_goes_off_in_its_own_kernel(zygote: Zygote) -> None:
    mark = marker()
    bomb = (
        "import os\nwhile True:\n"
        f"    if not os.fork(): os.execlp('sleep', 'sleep', {mark!r})"
    )
    found = ran(zygote, bomb, "'after'", limits=Limits(processes=60))
    ended = "was ended (it may run 60 processes and threads) in"
    refused = ("BlockingIO", "The kernel died")  # by Linux, before anybody looked
    assert any(words in found.shown[0] for words in (ended, *refused))
    assert soon(lambda: not marked(mark))
    assert ran(zygote, "1 + 1").last == "2"


def test_when_memory_is_short_a_kernel_is_the_first_to_end(zygote: Zygote) -> None:
    assert ran(zygote, "print(open('/proc/self/oom_score_adj').read())").last == (
        "1000\n\n"
    )


def test_processor_time_is_bounded(zygote: Zygote) -> None:
    look = "import resource; resource.getrlimit(resource.RLIMIT_CPU)[1]"
    limits = Limits(seconds=10)
    assert int(ran(zygote, look, limits=limits).last) <= 10 * (os.cpu_count() or 1)


# other processes


def test_only_its_own_processes_are_seen(zygote: Zygote) -> None:
    look = "import os; sorted(int(p) for p in os.listdir('/proc') if p.isdigit())"
    found = ran(zygote, "import os; os.getpid()", look)
    assert found.last == f"[1, {found.shown[0]}]"


def test_no_process_outside_can_be_signalled(zygote: Zygote) -> None:
    for pid in (os.getpid(), zygote.pid, itself(zygote).pid):
        assert refused(zygote, f"os.kill({pid}, 0)")
    assert ran(zygote, tried("os.kill(-1, 9)")).manager.status is not None
    assert zygote.alive and ran(zygote, "1 + 1").last == "2"


def test_the_first_process_cannot_be_looked_into_nor_killed(zygote: Zygote) -> None:
    for name in ("mem", "environ", "maps"):
        assert refused(zygote, f"open('/proc/1/{name}', 'rb').read(1)")
    for number in range(3, 9):
        assert refused(zygote, f"os.readlink('/proc/1/fd/{number}')")
    assert (
        ran(zygote, "import os; os.kill(1, 9)", "'it goes on'").last == "'it goes on'"
    )


def test_processes_cannot_be_traced(zygote: Zygote) -> None:
    child = (
        "import subprocess; child = subprocess.Popen(['sleep', '9'])\n"
        "libc = ctypes.CDLL(None, use_errno=True)"
    )
    call = "(libc.ptrace(16, child.pid, 0, 0), ctypes.get_errno())"
    assert ran(zygote, tried(call, child)).last == "(-1, 1)\n"


# power


def status(zygote: Zygote) -> dict[str, str]:
    """What Linux says of a kernel."""
    shown = ran(zygote, "print(open('/proc/self/status').read())").last
    return dict(line.split(":\t", 1) for line in shown.splitlines() if ":\t" in line)


def test_a_kernel_has_no_capability_and_can_gain_none(zygote: Zygote) -> None:
    found = status(zygote)
    for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"):
        assert int(found[name], 16) == 0, name
    assert found["NoNewPrivs"] == "1" and found["Seccomp"] == "2"
    assert found["Uid"].split() == ["1000"] * 4


@pytest.mark.parametrize(
    "call",
    [
        "libc.unshare(0x10000000)",  # a user namespace
        "libc.unshare(0x00020000)",  # a mount namespace
        "libc.setns(os.open('/proc/self/ns/mnt', os.O_RDONLY), 0)",
        "libc.mount(b'none', b'/tmp', b'tmpfs', 0, None)",
        "libc.umount2(b'/proc', 2)",
        "libc.chroot(b'/tmp')",
        "libc.syscall(ctypes.c_long(56), 0x10000000 | 17, 0, 0, 0, 0)",  # clone
        "libc.setuid(0)",
        "libc.prctl(1, 0, 0, 0, 0)",  # outlive its parent
    ],
)
def test_what_takes_power_is_refused(zygote: Zygote, call: str) -> None:
    libc = "libc = ctypes.CDLL(None, use_errno=True)"
    if "syscall" in call and os.uname().machine != "x86_64":
        pytest.skip("the call's number is that of x86-64")
    assert ran(zygote, tried(call, libc)).last == "-1\n"


NUMBERS = {
    "ptrace": 101,
    "add_key": 248,
    "keyctl": 250,
    "bpf": 321,
    "perf_event_open": 298,
    "io_uring_setup": 425,
    "userfaultfd": 323,
    "process_vm_readv": 310,
    "kexec_load": 246,
    "init_module": 175,
    "move_mount": 429,
    "the same once more": 0x40000000 + 39,
}


@pytest.mark.skipif(os.uname().machine != "x86_64", reason="numbers of x86-64")
@pytest.mark.parametrize("number", NUMBERS.values(), ids=NUMBERS.keys())
def test_system_calls_nobody_needs_are_refused(zygote: Zygote, number: int) -> None:
    libc = "libc = ctypes.CDLL(None, use_errno=True)"
    call = f"(libc.syscall(ctypes.c_long({number}), 0, 0, 0, 0, 0), ctypes.get_errno())"
    assert ran(zygote, tried(call, libc)).last == "(-1, 1)\n"


def test_the_filter_leaves_threads_and_processes_alone(zygote: Zygote) -> None:
    cell = (
        "import threading, subprocess, multiprocessing.pool as m\n"
        "m.ThreadPool(4).map(abs, [-1, -2]), subprocess.run(['true']).returncode"
    )
    assert ran(zygote, cell).last == "([1, 2], 0)"


# the environment


def test_no_secret_of_the_graders_environment_is_handed_on(zygote: Zygote) -> None:
    look = (
        "import os\n"
        "seen = str(dict(os.environ)) + open('/proc/self/environ').read()\n"
        f"{SECRET!r} in seen or 's3cret' in seen"
    )
    assert ran(zygote, look).last == "False"
    assert ran(zygote, "import os; os.environ['HOME']").last == "'/tmp'"


def test_how_to_run_is_handed_on(
    zygote: Zygote, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    monkeypatch.setenv("GRADER_PASSWORD", "secret")
    look = (
        "import os; os.environ['NBGRADER_EXECUTION'], 'GRADER_PASSWORD' in os.environ"
    )
    assert ran(zygote, look).last == "('autograde', False)"


# the course's own


def test_lessons_find_their_packages_and_data(zygote: Zygote) -> None:
    cell = "import unrolled.data; len(unrolled.data.tweets().train) > 1000"
    if not Path(__file__).parents[3].joinpath("data", "addresses.xml").exists():
        pytest.skip("the data were not fetched")
    assert ran(zygote, cell, stand_in=True).last == "True"


@pytest.mark.parametrize("stand_in", [False, True])
def test_modules_are_searched_where_nobody_can_write(
    zygote: Zygote, stand_in: bool
) -> None:
    cell = "import sys; print(*sys.path, sep='\\n')"
    *places, own = ran(zygote, cell, stand_in=stand_in).last.split()
    course = str(Path(__file__).parents[3])
    assert course in sys.path and course not in places
    for place in places:
        assert refused(zygote, f"open({place + '/new.py'!r}, 'w')"), place
    assert not refused(zygote, "open('new.py', 'w')")
    assert own not in places


def test_further_folders_can_be_read_and_not_written(tmp_path: Path) -> None:
    (tmp_path / "words").write_text("one two")
    other = Zygote((), readable=[tmp_path])
    try:
        if other.unconfined:
            pytest.skip(f"no sandbox here: {other.unconfined}")
        assert read(other, tmp_path / "words") == "one two\n"
        assert refused(other, f"open({str(tmp_path / 'x')!r}, 'w')")
    finally:
        other.close()


TRAIN = """
import keras, numpy as np
model = keras.Sequential([keras.Input((6, 3)), keras.layers.LSTM(8),
                          keras.layers.Dense(1)])
model.compile("adam", "mse")
history = model.fit(np.ones((64, 6, 3)), np.zeros(64), epochs=2, verbose=0)
len(history.history["loss"])
"""


def test_a_model_trains_within_the_limits() -> None:
    zygote = Zygote(("tensorflow", "keras"))
    try:
        found = ran(zygote, TRAIN, budget=120)
        if "No module named" in found.last:
            pytest.skip("TensorFlow is not installed")
        assert found.last.endswith("2")
        few = Limits(memory_gib=2, processes=200)
        assert ran(zygote, TRAIN, budget=120, limits=few).last.endswith("2")
    finally:
        zygote.close()


# the probe


def test_where_bubblewrap_can_do_it_a_zygote_is_confined() -> None:
    """So that no test is skipped for a mistake of ours."""
    bwrap = ("bwrap", "--unshare-user", "--uid", "0", "--gid", "0", "--unshare-pid")
    bind = ("--ro-bind", "/", "/", "--cap-add", "CAP_SYS_ADMIN", "--proc", "/proc")
    mount = ("unshare", "-m", "-p", "-f", "mount", "-t", "proc", "proc", "/proc")
    if not shutil.which("bwrap") or subprocess.run([*bwrap, *bind, *mount]).returncode:
        pytest.skip("bubblewrap, or the namespaces it needs, are not to be had here")
    found = probe()
    assert found.sandboxed and found.missing == ()


def test_where_linux_has_landlock_other_files_are_out_of_sight() -> None:
    libc = ctypes.CDLL(None)
    if libc.syscall(ctypes.c_long(444), None, ctypes.c_long(0), ctypes.c_long(1)) < 1:
        pytest.skip("Linux has no Landlock here")
    holds = {"course out of sight", "read-only system", "answers out of sight"}
    assert holds <= {*probe(confine=False).holds}


def test_the_probe_says_what_these_tests_show(zygote: Zygote) -> None:
    found = probe()
    assert found.missing == () and found.sandboxed and found.reason == ""
    assert {*found.holds} == {*ATTEMPTS, STRAY}
    assert WarmKernelManager(zygote).confined == found.holds


def test_without_a_sandbox_the_probe_says_what_is_missing_and_why() -> None:
    found = probe(confine=False)
    missing = dict(found.missing)
    assert not found.sandboxed and found.reason
    assert "more can be written" in missing["bounded disk"]
    assert missing.keys() | {*found.holds} == {*ATTEMPTS, STRAY}
    assert not missing.keys() & {*found.holds}
    assert "scrubbed environment" in found.holds and "bounded memory" in found.holds


@pytest.fixture(scope="module")
def bare() -> Iterator[Zygote]:
    """One without a sandbox."""
    if "course out of sight" not in probe(confine=False).holds:
        pytest.skip("Linux has no Landlock here")
    made = Zygote((), confine=False)
    yield made
    made.close()


def test_without_a_sandbox_other_files_are_out_of_reach(
    bare: Zygote, tmp_path: Path
) -> None:
    gradebook = tmp_path / "gradebook.db"
    gradebook.write_text("grades")
    for mode in ("r", "w"):
        assert refused(bare, f"open({str(gradebook)!r}, {mode!r})")
    assert refused(bare, f"os.listdir({str(Path(__file__).parents[3])!r})")
    assert refused(bare, f"open({sys.prefix + '/x'!r}, 'w')")
    assert gradebook.read_text() == "grades"
    assert ran(bare, "open('mine', 'w').write('x'); open('mine').read()").last == "'x'"


def test_without_a_sandbox_no_other_process_can_be_signalled(bare: Zygote) -> None:
    for pid in (os.getpid(), itself(bare).pid):
        assert refused(bare, f"os.kill({pid}, 0)")
    assert refused(bare, "os.kill(os.getppid(), 9)") and bare.alive


def test_without_a_sandbox_there_is_no_network(bare: Zygote) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        assert refused(bare, f"socket.create_connection({server.getsockname()!r}, 5)")


def test_a_bwrap_that_is_not_permitted_is_told_and_nothing_breaks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bwrap").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "bwrap").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    zygote = Zygote(())
    try:
        assert not zygote.sandboxed and "not permitted" in str(zygote.unconfined)
        assert ran(zygote, "1 + 1").last == "2"
    finally:
        zygote.close()
