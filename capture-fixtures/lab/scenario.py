"""The files of the folder scenarios, as the lab reads them."""
import importlib
from pathlib import Path

FOLDER = Path(__file__).with_name("scenarios")
SETS = ("tune", "test")


class Variant:
    """A line "tls=1.3 ip=6 path=far": attributes for the scenario, and a name for a folder."""

    def __init__(self, text):
        self.text = text
        self.values = dict(pair.split("=", 1) for pair in text.split())
        self.name = "-".join(key + value if value[0].isdigit() else f"{key}_on" if value == "on" else value for key, value in self.values.items()) or "plain"

    def get(self, key, default=None):
        return self.values.get(key, default)

    def __getattr__(self, key):
        """A key that the line does not have is None, so that scenarios ask ``if variant.padding``."""
        return self.values.get(key)


class Scenario:
    """
    A module with a docstring, NEEDS (programs, "npm:NAME", "maven:NAME"), SET ("tune" or "test"), VARIANTS (lines) and
    ``run(lab, variant)``; and FIXTURES, if a folder of capture-fixtures/captures comes from it: {folder: (variant, what it proves)}.
    """

    def __init__(self, path):
        self.module = importlib.import_module("lab.scenarios." + path.stem)
        self.name = path.stem.replace("_", "-")
        self.proves = " ".join((self.module.__doc__ or "").split())
        self.needs = tuple(self.module.NEEDS)
        self.set = self.module.SET
        self.variants = [Variant(text) for text in self.module.VARIANTS]
        self.fixtures = {name: (Variant(text), proves) for name, (text, proves) in getattr(self.module, "FIXTURES", {}).items()}
        self.run = self.module.run
        names = [v.name for v in self.variants]
        if not self.proves or self.set not in SETS or len(set(names)) != len(names):
            raise ValueError(f"{path.name}: needs a docstring, a SET of {SETS}, and variants of different names")

    def variant(self, name):
        for variant in self.variants:
            if name in (variant.name, variant.text):
                return variant
        return Variant(name)


def scenarios():
    found = [Scenario(path) for path in sorted(FOLDER.glob("*.py")) if not path.stem.startswith("_")]
    return {scenario.name: scenario for scenario in found}
