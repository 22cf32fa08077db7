"""The house's own tools: the product scaffold, the standards check, and the build's console step."""

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2]


def load(path: str):
    spec = importlib.util.spec_from_file_location(Path(path).stem, HOUSE / path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


new_product = load("scripts/new_product.py")


def test_a_new_product_has_every_file_of_its_neighbours_and_each_loads(tmp_path):
    assert "pyproject.toml" in new_product.make("parcels", tmp_path)
    folder = tmp_path / "src" / "ringback" / "products" / "parcels"
    files = {"resources", "service", "rules", "model", "jobs", "tables", "events", "errors", "__init__"}
    assert {path.stem for path in folder.iterdir()} == files
    for path in [*folder.iterdir(), tmp_path / "tests" / "products" / "test_parcels.py"]:
        subprocess.run([sys.executable, str(path)], check=True, timeout=30)


@pytest.mark.parametrize("name", ["Parcels", "par-cels", "../up", "", "x"])
def test_a_name_that_is_no_single_small_word_is_refused(tmp_path, name):
    with pytest.raises(ValueError, match="one word"):
        new_product.make(name, tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_product_that_is_there_already_is_left_alone(tmp_path):
    new_product.make("parcels", tmp_path)
    with pytest.raises(ValueError, match="already"):
        new_product.make("parcels", tmp_path)


def test_every_standard_the_code_names_is_listed():
    assert list(load("scripts/check_standards.py").complaints()) == []


def test_every_target_that_make_knows_is_told_by_its_help():
    makefile = (HOUSE / "Makefile").read_text()
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert phony is not None
    told = set(re.findall(r'@echo "make ([\w-]+)', makefile))
    assert set(phony[1].split()) - {"help", "clean"} == told


PAGES = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"]
PAGES += sorted(str(path.relative_to(HOUSE)) for path in HOUSE.glob("docs/**/*.md"))


@pytest.mark.parametrize("name", PAGES)
def test_every_link_between_the_documents_leads_somewhere(name):
    page = HOUSE / name
    for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", page.read_text()):
        assert (page.parent / target).exists(), f"{name} links to {target}"
