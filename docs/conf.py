"""Sphinx settings: warnings are errors, dangling references too."""

project = "oneroster_classlink"
author = "The oneroster_classlink authors"
project_copyright = "2026, the oneroster_classlink authors"
extensions = ["sphinx.ext.autodoc", "sphinx.ext.napoleon"]
html_theme = "furo"
exclude_patterns = ["_build"]
autodoc_member_order = "bysource"
autodoc_typehints = "description"
