"""The commands' front door: scripts/setup, the launchers, .ci/run and .github.

Everything runs in a copy of scripts/ with a PATH of its own, on which Python, git, apt-get
and the browser are stand-ins. Nothing is installed and nothing is fetched.
"""

import os
import pty
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
COMMANDS = ["build", "test", "serve", "check", "facts", "look", "bench", "fit", "canary"]
FRONT_DOOR = [*(ROOT / "scripts" / name for name in ["setup", "lib.sh", *COMMANDS]), ROOT / ".ci" / "run"]
LOCKS = [ROOT / "requirements.lock", *sorted((ROOT / ".ci").glob("*/*.txt"))]
TOOLS = ["bash", "cmp", "cp", "dirname", "env", "flock", "grep", "mkdir", "readlink", "rm", "sh", "uname"]

# What a stand-in Python does. The code that setup gives it with -c is really run,
# on a Python that is told to be another version, to lack ensurepip or to lack Pango.
FAKE_PYTHON = """
import ctypes, os, pathlib, shutil, sys, sysconfig, time, types
me, version, lacks, *args = sys.argv[1:]
def log(line): open(os.environ["LOG"], "a").write(line + "\\n")
def load(name):
    if not os.path.exists(os.environ["PANGO"]): raise OSError(name)
if args[0] == "-c":
    sys.version_info = (*map(int, version.split(".")), "final", 0)
    sys._base_executable = me
    sys.modules["weasyprint"] = types.ModuleType("weasyprint")
    if "ensurepip" in lacks: sys.modules["ensurepip"] = None
    ctypes.CDLL = load
    sysconfig.get_path = lambda name: os.path.join(os.path.dirname(me), "..", "site-packages")
    exec(args[1], {})
elif args[:2] == ["-m", "venv"]:
    log(f"venv {version}")
    made = pathlib.Path(args[2], "bin", "python")
    made.parent.mkdir(parents=True)
    pathlib.Path(args[2], "site-packages").mkdir()
    made.write_text(pathlib.Path(me).read_text().replace(me, str(made)))
    made.chmod(0o755)
elif args[:2] == ["-m", "pip"]:
    time.sleep(float(os.environ.get("PIP_TAKES", "0")))
    log("pip " + " ".join(args[2:]))
    sys.exit("no such luck" if "NO_NETWORK" in os.environ else 0)
else:
    print("ran", args, "in", os.getcwd())
    sys.exit(int(os.environ.get("CODE", "0")))
"""


class Machine:
    """A checkout in a folder with a space in its name, and a machine to run it on."""

    def __init__(self, tmp_path: Path) -> None:
        self.checkout = tmp_path / "my reader"
        self.bin = tmp_path / "bin"
        self.elsewhere = tmp_path / "else where"
        self.log = tmp_path / "log"
        self.pango = tmp_path / "pango"
        for folder in (self.checkout / "scripts", self.checkout / ".ci", self.bin, self.elsewhere):
            folder.mkdir(parents=True)
        for file in FRONT_DOOR:
            shutil.copy(file, self.checkout / file.relative_to(ROOT))
        (self.checkout / "requirements.lock").write_text("one==1 --hash=sha256:00\n")
        (tmp_path / "python.py").write_text(FAKE_PYTHON)
        self.python_py = tmp_path / "python.py"
        for tool in TOOLS:
            if found := shutil.which(tool):
                (self.bin / tool).symlink_to(found)
        self.put("git")
        self.put("id", "echo 0")  # root
        self.pango.touch()

    def put(self, name: str, does: str = ":") -> None:
        (self.bin / name).unlink(missing_ok=True)
        (self.bin / name).write_text(f"#!/bin/sh\n{does}\n")
        (self.bin / name).chmod(0o755)

    def put_python(self, name: str, version: str, lacks: str = "nothing") -> None:
        me = self.bin / name
        self.put(name, f'exec "{sys.executable}" -I -S "{self.python_py}" "{me}" {version} {lacks} "$@"')

    def put_apt(self) -> None:
        """apt-get, which notes what it was asked for and brings git, Pango and a browser."""
        brings = "".join(
            f'case "$*" in *{package}*) echo : >"{self.bin / package}"; chmod +x "{self.bin / package}" ;; esac\n'
            for package in ("git", "chromium")
        ).replace("chmod", str(shutil.which("chmod")))
        self.put("apt-get", f'echo "apt-get $*" >>"$LOG"\n{brings}case "$*" in *libpango*) : >"$PANGO" ;; esac')

    def environment(self, **extra: str) -> dict[str, str]:
        return {"PATH": str(self.bin), "LOG": str(self.log), "PANGO": str(self.pango), **extra}

    def run(self, *command: str | Path, **extra: str) -> subprocess.CompletedProcess[str]:
        """Runs a command of the checkout, from another folder and without a terminal."""
        program, *arguments = command
        return subprocess.run(
            [self.checkout / program, *arguments],
            check=False, cwd=self.elsewhere, env=self.environment(**extra), stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=60,
        )  # fmt: skip

    def did(self, word: str) -> list[str]:
        lines = self.log.read_text().splitlines() if self.log.exists() else []
        return [line for line in lines if line.startswith(word)]


@pytest.fixture
def bare(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


@pytest.fixture
def machine(bare: Machine) -> Machine:
    """One with all that is needed, as scripts/setup leaves it (made by hand, which is faster)."""
    bare.put_python("python3.13", "3.13.5")
    bare.put("chromium")
    bare.put("pdftoppm")
    venv = bare.checkout / ".venv"
    (venv / "bin").mkdir(parents=True)
    bare.put_python("../my reader/.venv/bin/python", "3.13.5")
    shutil.copy(bare.checkout / "requirements.lock", venv)
    (venv / "made-for").write_text(f"{bare.checkout}\n")
    return bare


# ---- Launchers ----


@pytest.mark.parametrize("command", COMMANDS)
def test_a_launcher_runs_its_command_where_you_stand(machine: Machine, command: str) -> None:
    result = machine.run(f"scripts/{command}", "a file.md", "--all", CODE="3")
    runs = ["-P", "-m", f"reader.commands.{command}", "a file.md", "--all"]
    assert result.stdout == f"ran {runs} in {machine.elsewhere}\n"
    assert result.returncode == 3
    assert not machine.did("")


def test_a_launcher_works_through_a_symlink(machine: Machine) -> None:
    link = machine.elsewhere / "build my reader"
    link.symlink_to(machine.checkout / "scripts" / "build")
    assert "reader.commands.build" in machine.run(link).stdout


def test_ci_tests_everything_and_passes_the_exit_code_on(machine: Machine) -> None:
    result = machine.run(".ci/run", CI="true", CODE="7")
    assert "['-P', '-m', 'reader.commands.test', '--all']" in result.stdout
    assert result.returncode == 7


# ---- When setup runs ----


def test_without_a_venv_the_launcher_makes_it_once(bare: Machine) -> None:
    bare.put_python("python3.13", "3.13.5")
    assert "ran ['-P', '-m', 'reader.commands.build'" in bare.run("scripts/build").stdout
    assert [line.split()[0] for line in bare.did("")] == ["venv", "pip"]
    assert "--require-hashes --no-deps" in bare.did("pip")[0]
    bare.run("scripts/check")
    assert len(bare.did("pip")) == 1


def test_our_own_code_is_on_the_path(bare: Machine) -> None:
    bare.put_python("python3.13", "3.13.5")
    bare.run("scripts/setup")
    pth = (bare.checkout / ".venv" / "site-packages" / "reader.pth").read_text()
    # really in .venv/lib/python3.13/site-packages, four folders below the checkout
    assert (bare.checkout / "1/2/3/4" / pth.strip()).resolve() == bare.checkout / "scripts"


@pytest.mark.parametrize("change", ["stamp gone", "lock changed", "checkout moved", "Python gone"])
def test_what_no_longer_fits_is_made_anew(machine: Machine, change: str) -> None:
    if change == "stamp gone":
        (machine.checkout / ".venv" / "requirements.lock").unlink()
    elif change == "lock changed":
        (machine.checkout / "requirements.lock").write_text("one==2 --hash=sha256:00\n")
    elif change == "checkout moved":
        machine.checkout = machine.checkout.rename(machine.elsewhere / "moved")
    else:
        python = machine.checkout / ".venv" / "bin" / "python"
        python.unlink()
        python.symlink_to("/nowhere/python3.13")
    result = machine.run("scripts/build")
    assert "reader.commands.build" in result.stdout
    assert len(machine.did("venv")) == len(machine.did("pip")) == 1


def test_a_failed_install_does_not_count(bare: Machine) -> None:
    bare.put_python("python3.13", "3.13.5")
    result = bare.run("scripts/build", NO_NETWORK="1")
    assert result.returncode == 1
    assert "no such luck" in result.stdout and "Is there a network?" in result.stdout
    assert "ran [" not in result.stdout
    assert "ran [" in bare.run("scripts/build").stdout  # and is done again
    assert len(bare.did("pip")) == 2


@pytest.mark.skipif(not shutil.which("flock"), reason="no flock here, so nothing keeps two apart")
def test_two_commands_at_once_make_it_once(bare: Machine) -> None:
    bare.put_python("python3.13", "3.13.5")
    both = [
        subprocess.Popen(
            [bare.checkout / "scripts" / name], env=bare.environment(PIP_TAKES="0.5"), stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        for name in ("build", "check")
    ]  # fmt: skip
    assert [process.wait(timeout=60) for process in both] == [0, 0]
    assert len(bare.did("pip")) == 1


# ---- Python ----


@pytest.mark.parametrize("apt", [True, False])
def test_no_python(bare: Machine, apt: bool) -> None:
    if apt:
        bare.put_apt()
    result = bare.run("scripts/build")
    assert result.returncode == 1
    assert "Python 3.11.5 or newer" in result.stdout
    assert ("apt-get install --no-install-recommends python3 python3-venv" in result.stdout) == apt
    assert ("own package manager" in result.stdout) != apt


def test_too_old_a_python_is_named_and_apt_is_not_asked(bare: Machine) -> None:
    bare.put_apt()
    bare.put_python("python3.11", "3.11.4")
    result = bare.run("scripts/setup", "--yes")
    assert result.returncode == 1
    assert f"Found Python 3.11.4 ({bare.bin / 'python3.11'}), but this needs Python 3.11.5 or newer." in result.stdout
    assert "Debian 13, Ubuntu 24.04" in result.stdout
    assert not bare.did("")


def test_just_new_enough(bare: Machine) -> None:
    bare.put_python("python3", "3.11.5")
    assert bare.run("scripts/setup").returncode == 0


def test_the_newest_python_that_can_make_a_venv_is_taken(bare: Machine) -> None:
    bare.put("python3.14", "exit 127")  # as pyenv's, where that version is not chosen
    bare.put_python("python3.13", "3.13.5", lacks="ensurepip")
    bare.put_python("python3.12", "3.12.3")
    bare.put_python("python3.11", "3.11.9")
    assert f"Found Python 3.12.3 ({bare.bin / 'python3.12'})." in bare.run("scripts/setup").stdout
    assert bare.did("venv") == ["venv 3.12.3"]


def test_without_ensurepip_the_package_is_named(bare: Machine) -> None:
    bare.put_apt()
    bare.put_python("python3.13", "3.13.5", lacks="ensurepip")
    result = bare.run("scripts/setup")
    assert result.returncode == 1
    assert "apt-get install --no-install-recommends python3.13-venv" in result.stdout
    assert not bare.did("")
    bare.run("scripts/setup", "--yes")
    assert bare.did("apt-get")[-1].endswith("install --no-install-recommends python3.13-venv")


# ---- System packages ----


def lacking(machine: Machine, *names: str) -> Machine:
    machine.put_apt()
    for name in names:
        (machine.pango if name == "pango" else machine.bin / name).unlink()
    return machine


def test_without_a_terminal_nothing_is_installed_but_told(machine: Machine) -> None:
    result = lacking(machine, "git", "pango").run("scripts/setup")
    assert result.returncode == 1
    assert "git: without it pages show no dates" in result.stdout
    assert (
        "Type: apt-get update && apt-get install --no-install-recommends"
        " git libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0\n" in result.stdout
    )
    assert "scripts/setup --yes" in result.stdout
    assert not machine.did("apt-get")


@pytest.mark.parametrize(("arguments", "ci"), [(["--yes"], "false"), ([], "true")])
def test_with_yes_or_in_ci_it_is_installed(machine: Machine, arguments: list[str], ci: str) -> None:
    result = lacking(machine, "git", "pango").run("scripts/setup", *arguments, CI=ci)
    assert result.returncode == 0, result.stdout
    update, install = machine.did("apt-get")
    assert update.endswith(" update")
    assert install.endswith(" git libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0")


def test_what_apt_did_not_bring_is_still_missing(machine: Machine) -> None:
    lacking(machine, "git").put("apt-get", "echo broken; exit 100")
    result = machine.run("scripts/setup", "--yes")
    assert result.returncode == 1
    assert "broken" in result.stdout and "Still missing:\n  git" in result.stdout


@pytest.mark.parametrize(("answer", "installs"), [("\n", True), ("y\n", True), ("n\n", False), ("\x04", False)])
def test_on_a_terminal_it_asks(machine: Machine, answer: str, installs: bool) -> None:
    lacking(machine, "git")
    person, terminal = pty.openpty()
    setup = subprocess.Popen(
        [machine.checkout / "scripts" / "setup"],
        env=machine.environment(), stdin=terminal, stdout=terminal, stderr=terminal,
    )  # fmt: skip
    os.close(terminal)
    os.write(person, answer.encode())
    seen = b""
    try:
        while more := os.read(person, 4096):
            seen += more
    except OSError:  # Linux's way to say that the other end was closed
        pass
    os.close(person)
    assert b"Install with apt-get? [Y/n]" in seen
    assert (setup.wait(timeout=60) == 0) == installs
    assert bool(machine.did("apt-get")) == installs


def test_who_is_not_root_uses_sudo(machine: Machine) -> None:
    lacking(machine, "git").put("id", "echo 1000")
    machine.put("sudo", 'echo "sudo $*" >>"$LOG"; exec "$@"')
    assert "Type: sudo apt-get update && sudo apt-get install" in machine.run("scripts/setup").stdout
    assert machine.run("scripts/setup", "--yes").returncode == 0
    assert len(machine.did("sudo")) == len(machine.did("apt-get")) == 2


def test_who_is_neither_root_nor_has_sudo_is_told_to_find_root(machine: Machine) -> None:
    lacking(machine, "git").put("id", "echo 1000")
    result = machine.run("scripts/setup", "--yes")
    assert "As root, type: apt-get update && apt-get install" in result.stdout
    assert result.returncode == 1 and "Installing" not in result.stdout


def test_without_pango_a_build_goes_on(bare: Machine) -> None:
    bare.put_python("python3.13", "3.13.5")
    result = lacking(bare, "pango").run("scripts/build")
    assert "Pango or HarfBuzz-Subset: without both there is a site, but no papers" in result.stdout
    assert "reader.commands.build" in result.stdout and result.returncode == 0


@pytest.mark.parametrize("command", COMMANDS)
def test_only_test_and_look_want_a_browser(machine: Machine, command: str) -> None:
    lacking(machine, "chromium").run(f"scripts/{command}", CI="true")
    assert any("chromium" in line for line in machine.did("apt-get")) == (command in ("test", "look"))


# ---- Other systems, wrong arguments ----


def test_macos_is_told_about_homebrew(bare: Machine) -> None:
    bare.put("uname", "echo Darwin")
    bare.put_python("python3", "3.9.6")  # as Apple's
    result = bare.run("scripts/build")
    assert result.returncode == 1
    assert "Found Python 3.9.6" in result.stdout
    assert "brew install python git pango" in result.stdout
    assert "apt-get" not in result.stdout


def test_macos_finds_homebrews_libraries(machine: Machine) -> None:
    machine.put("uname", "echo Darwin")
    python = machine.checkout / ".venv" / "bin" / "python"
    python.write_text('#!/bin/sh\necho "$DYLD_FALLBACK_LIBRARY_PATH"\n')
    assert "/opt/homebrew/lib:" in machine.run("scripts/build").stdout


def test_windows_is_told_about_wsl(bare: Machine) -> None:
    bare.put("uname", "echo MINGW64_NT-10.0")
    result = bare.run("scripts/build")
    assert result.returncode == 1
    assert "wsl --install" in result.stdout and "edit link" in result.stdout


@pytest.mark.parametrize("arguments", [["--fro", "test"], ["--for"], ["--for", "fun"], ["extra"]])
def test_wrong_arguments(machine: Machine, arguments: list[str]) -> None:
    result = machine.run("scripts/setup", *arguments)
    assert result.returncode == 2
    assert "scripts/setup [--yes] [--for test]" in result.stdout
    assert not machine.did("")


# ---- The files themselves ----


@pytest.mark.parametrize("file", [*FRONT_DOOR, *LOCKS], ids=lambda file: file.name)
def test_no_host_is_named(file: Path) -> None:
    hosts = r"https?:|--(?:extra-)?index|--find-links|\b[\w-]+\.(?:org|com|net|io|dev)\b"
    assert not re.findall(hosts, file.read_text())


@pytest.mark.parametrize("file", FRONT_DOOR, ids=lambda file: file.name)
def test_what_people_type_can_be_run(file: Path) -> None:
    assert os.access(file, os.X_OK) == (file.name != "lib.sh")


@pytest.mark.parametrize("file", LOCKS, ids=lambda file: file.name)
def test_every_package_of_the_lock_has_a_hash(file: Path) -> None:
    entries = re.split(r"\n(?=[a-z])", file.read_text())[1:]
    assert len(entries) > (50 if file.suffix == ".lock" else 1)
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("name", ["check.yml", "pages.yml", "canary.yml"])
def test_workflows_pin_what_they_use_and_ask_for_little(name: str) -> None:
    text = (ROOT / ".github" / "workflows" / name).read_text()
    uses = [use for use in re.findall(r"uses: (.*)", text) if not use.startswith("./")]  # a path is of the commit that runs
    assert uses and all(re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", use) for use in uses)
    assert "pull_request_target" not in text and "secrets." not in text
    assert yaml.safe_load(text)["permissions"] in ({}, {"contents": "read"})


def test_the_correction_form_keeps_the_ids_that_links_fill_in() -> None:
    form = yaml.safe_load((ROOT / ".github" / "ISSUE_TEMPLATE" / "correction.yml").read_text())
    assert [part["id"] for part in form["body"] if "id" in part] == ["page", "edition", "value", "wrong", "right", "source"]
