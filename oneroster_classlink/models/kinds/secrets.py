"""Open values without their passwords."""

from typing import Any


def without_secrets(value: Any) -> Any:
    """Return the JSON *value* without any key that is called a password, however deep."""
    top = [value]
    boxes: list[Any] = [top]
    while boxes:
        box = boxes.pop()
        for key, item in box.items() if isinstance(box, dict) else enumerate(box):
            if isinstance(item, dict | list):
                box[key] = _copy(item)
                boxes.append(box[key])
    return top[0]


def is_secret(key: str) -> bool:
    """Tell whether *key* is called a password."""
    return "password" in key.casefold()


def _copy(item: dict[str, Any] | list[Any]) -> dict[str, Any] | list[Any]:
    if isinstance(item, list):
        return list(item)
    return {key: value for key, value in item.items() if not is_secret(key)}
