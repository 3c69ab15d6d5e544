"""Sphinx settings: warnings are errors, dangling references too."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

project = "oneroster_classlink"
author = "The oneroster_classlink authors"
project_copyright = "2026, the oneroster_classlink authors"
extensions = ["sphinx.ext.autodoc", "sphinx.ext.napoleon", "_ext.directives"]
html_theme = "furo"
html_title = "oneroster_classlink"
html_show_sourcelink = False
html_copy_source = False
exclude_patterns = ["_build", "_ext"]
default_role = "py:name"  # so that `Name` in a docstring is a link, and a dangling one fails the build
add_module_names = False
napoleon_use_ivar = True  # a list of attributes, in place of an entry for each
python_use_unqualified_type_names = True
autodoc_member_order = "bysource"
autodoc_typehints = "description"
autodoc_typehints_description_target = "documented_params"
nitpick_ignore_regex = [
    # Other projects' pages: linking to them needs their inventories, and a build uses no network.
    (r"py:class", r"array"),
    (r"py:.*", r"(attr|attrs|cattrs|collections|concurrent|datetime|decimal|enum|msgspec|pathlib|requests|typing)\..*"),
    # What the rules hand to one another has no page.
    (r"py:class", r"oneroster_classlink\.mapping\.(classes|columns|people|rules|seats)\..*"),
    # A type variable has no page.
    (r"py:class", r"oneroster_classlink\..*\.[A-Z]"),
]
