"""What the documentation says is there, and what is there is documented."""

from __future__ import annotations

import ast
import inspect
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import click
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from typer.main import get_command

from bot import errors
from bot.cli.main import app
from bot.services.desk.commands import COMMANDS as DESK_COMMANDS

TOP = Path(__file__).parents[2]
PACKAGES = ("bot", "classifiers", "replies")
PAGES = sorted(
    path
    for pattern in ("*.md", "docs/**/*.md", "classifiers/model/*.md")
    for path in TOP.glob(pattern)
)
PROJECT = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PLAIN = [Requirement(one) for one in PROJECT["dependencies"]]
DEVELOPMENT = [Requirement(one) for one in PROJECT["optional-dependencies"]["dev"]]


def page(name: str) -> str:
    return (TOP / name).read_text(encoding="utf-8")


def sources() -> Iterator[Path]:
    for package in PACKAGES:
        yield from (TOP / package).rglob("*.py")


def name_of(path: Path) -> str:
    return str(path.relative_to(TOP))


# --- commands -----------------------------------------------------------------------------------


def leaves(command: click.Command, words: str = "jawab") -> Iterator[str]:
    inner = getattr(command, "commands", None)
    if inner is None:
        yield words
        return
    for name, each in inner.items():
        yield from leaves(each, f"{words} {name}")


LEAVES = sorted(leaves(get_command(app)))


@pytest.mark.parametrize("words", LEAVES)
def test_every_command_has_its_place_in_the_readme_and_on_the_page_of_commands(words: str) -> None:
    _, command, *inner = words.split()
    headings = re.findall(r"(?m)^## (.+)$", page("docs/COMMANDS.md"))

    assert f"`jawab {command}`" in page("README.md")
    assert any(
        f"jawab {command}" in heading and all(word in heading for word in inner)
        for heading in headings
    )


@pytest.mark.parametrize("page_name", ["README.md", "docs/COMMANDS.md"])
def test_no_command_is_named_that_is_not_there(page_name: str) -> None:
    commands = {words.split()[1] for words in LEAVES}

    assert set(re.findall(r"`jawab ([a-z][a-z-]*)", page(page_name))) <= commands


@pytest.mark.parametrize("command", DESK_COMMANDS)
def test_the_readme_names_the_commands_of_the_desk(command: str) -> None:
    assert f"`/{command}`" in page("README.md")


def test_a_fresh_machine_needs_one_of_two_commands() -> None:
    demo, check = (
        line for line in page("README.md").splitlines() if line.startswith("python3 -m venv")
    )

    assert demo.endswith("jawab demo")
    assert check.endswith("scripts/check")


def test_continuous_integration_runs_what_the_readme_says() -> None:
    (check,) = (line for line in page("README.md").splitlines() if line.endswith("scripts/check"))

    assert check in page(".ci/run").splitlines()
    assert check in page("CONTRIBUTING.md").splitlines()


@pytest.mark.parametrize("script", [".ci/run", "scripts/check"])
def test_scripts_can_be_run(script: str) -> None:
    assert (TOP / script).stat().st_mode & 0o111
    assert "set -euo pipefail" in page(script)


# --- modules ---------------------------------------------------------------------------------


def test_the_map_of_the_architecture_has_every_module_directly_under_bot() -> None:
    shape = page("docs/ARCHITECTURE.md").partition("## Shape")[2].partition("\n## ")[0]
    there = {
        path.stem
        for path in (TOP / "bot").iterdir()
        if not path.name.startswith("__") and (path.is_dir() or path.suffix == ".py")
    }

    named = set(re.findall(r"`(?:bot/)?(\w+)(?:\.py)?`", shape))

    assert there - named == set()
    assert [one for one in re.findall(r"`bot/(\w+)(?:\.py)?`", shape) if one not in there] == []


# --- errors -------------------------------------------------------------------------------------


def drawn_tree() -> dict[str, str]:
    """Each error of the drawing with its parent."""
    parents: dict[str, str] = {}
    path: list[str] = []
    for line in inspect.getdoc(errors).splitlines():
        found = re.match(r"([│├└─ ]*)([A-Z]\w+)(?: {2,}\S|$)", line)
        if found is None:
            continue
        depth = len(found[1]) // 4
        parents[found[2]] = path[depth - 1] if depth else "Exception"
        path[depth:] = [found[2]]
    return parents


def test_the_tree_of_errors_is_drawn_as_it_is() -> None:
    there = {
        name: each.__base__.__name__
        for name, each in inspect.getmembers(errors, inspect.isclass)
        if issubclass(each, Exception)
    }

    assert drawn_tree() == there


# --- pages --------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_links_lead_somewhere(path: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)[^)\s]*\)", path.read_text(encoding="utf-8"))
    inside = [link for link in links if not re.match(r"[a-z]+:", link)]

    assert [link for link in inside if not (path.parent / link).exists()] == []


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_files_that_are_named_are_there(path: Path) -> None:
    named = re.findall(
        r"`((?:bot|classifiers|replies|tests|docs|benchmarks|scripts)/[\w/.-]+)`",
        path.read_text(encoding="utf-8"),
    )

    assert [name for name in named if not (TOP / name).exists()] == []


def test_the_walk_through_the_code_names_what_is_there() -> None:
    text = page("docs/ARCHITECTURE.md")
    code = "\n".join(path.read_text(encoding="utf-8") for path in sources())
    defined = set(re.findall(r"(?m)^ *(?:class|(?:async )?def) (\w+)", code))
    defined |= set(re.findall(r"(?m)^ +(\w+)(?:: .+| = .+)$", code))
    named = {
        part
        for name in re.findall(r"`([A-Z]\w+(?:\.\w+)?|_?[a-z]+_[a-z_]+)(?:\(\))?`", text)
        for part in name.split(".")
    }

    labels = re.findall(r"(?m)^label-\S+ = (\w+)$", page("bot/locales/en/card.ftl"))
    labels += re.findall(r"(?m)^label-\S+ = (\w+)$", page("bot/locales/en/desk.ftl"))

    assert named - defined - set(labels) == set()


@pytest.mark.parametrize("path", sorted((TOP / "docs/decisions").glob("*.md")), ids=name_of)
def test_a_decision_tells_context_decision_and_consequences(path: Path) -> None:
    headings = re.findall(r"(?m)^## (.+)$", path.read_text(encoding="utf-8"))

    assert headings == ["Context", "Decision", "Consequences"]


def test_nothing_speaks_of_somebodys_machine() -> None:
    texts = [*PAGES, *sources(), TOP / "pyproject.toml", TOP / "config.toml"]
    somewhere = re.compile(r"(?<![\w.:/])/(?:home|root|mnt|opt|work)/")

    assert [name_of(path) for path in texts if somewhere.search(path.read_text("utf-8"))] == []


# --- dependencies -------------------------------------------------------------------------------


def pins() -> dict[str, str]:
    lines = [line for line in page("constraints.txt").splitlines() if not line.startswith("#")]
    return {canonicalize_name(name): pin for name, pin in (line.split("==") for line in lines)}


@pytest.mark.parametrize("requirement", [*PLAIN, *DEVELOPMENT], ids=str)
def test_every_dependency_is_pinned_at_a_version_that_is_allowed(requirement: Requirement) -> None:
    assert requirement.specifier.contains(pins()[canonicalize_name(requirement.name)])


@pytest.mark.parametrize("requirement", PLAIN, ids=lambda one: one.name)
def test_every_dependency_has_its_reason(requirement: Requirement) -> None:
    rows = [line for line in page("docs/ARCHITECTURE.md").splitlines() if line.startswith("| ")]
    named = {name.strip().casefold() for row in rows for name in row.split("|")[1].split(",")}

    assert requirement.name.casefold() in named


def test_everything_imported_is_a_dependency() -> None:
    imported = {name for path in sources() for name in imports(path)}
    outside = imported - set(PACKAGES) - set(sys.stdlib_module_names)
    owners = packages_distributions()
    declared = {canonicalize_name(one.name) for one in PLAIN}

    assert {
        name for name in outside if not declared & {canonicalize_name(o) for o in owners[name]}
    } == set()


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]
