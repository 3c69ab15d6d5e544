"""The rival of `mapped`: polars joins seats with users and classes and lists owners and members, and nothing else."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
from msgspec import Raw, json

from speed.jobs.rules.bare import KINDS, bodies
from speed.jobs.rules.watch import Watch

FIELDS: dict[str, dict[str, Callable[[Any], Any]]] = {
    "classes": {
        "klass": lambda row: row.sourced_id,
        "class_status": lambda row: row.status,
        "school": lambda row: row.school.sourced_id,
    },
    "users": {
        "user": lambda row: row.sourced_id,
        "user_status": lambda row: row.status,
        "enabled": lambda row: row.enabled_user,
    },
    "enrollments": {
        "user": lambda row: row.user.sourced_id,
        "klass": lambda row: row.klass.sourced_id,
        "status": lambda row: row.status,
        "role": lambda row: row.role,
        "primary": lambda row: row.primary,
    },
}


def measured(folder: str) -> dict[str, float]:
    """Return what it takes, making the frames not counted."""
    classes, users, seats = (frame(Path(folder) / name, name) for name in FIELDS)
    with Watch() as watch:
        joined = (
            seats.lazy()
            .filter(pl.col("status") == "active")
            .join(classes.lazy().filter(pl.col("class_status") == "active"), on="klass")
            .join(users.lazy().filter(pl.col("user_status") == "active"), on="user")
            .with_columns(owner=(pl.col("role") == "teacher") & (pl.col("primary") == "true"))
            .group_by("klass")
            .agg(
                owners=pl.col("user").filter(pl.col("owner")).unique(),
                members=pl.col("user").filter(~pl.col("owner")).unique(),
            )
            .collect()
        )
    return {**watch.told, "classes": len(joined)}


def frame(path: Path, name: str) -> pl.DataFrame:
    """Return the frame of the pages at *path*."""
    split, decode = json.Decoder(dict[str, list[Raw]]).decode, json.Decoder(KINDS[name]).decode
    parts = []
    for body in bodies(path):
        rows = [decode(row) for row in split(body)[name]]
        parts.append(pl.DataFrame({field: list(map(take, rows)) for field, take in FIELDS[name].items()}))
    return pl.concat(parts)
