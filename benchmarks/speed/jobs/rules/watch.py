"""What a stretch of work took: seconds, those of the processor, and the greatest memory so far."""

import resource
import time
from types import TracebackType
from typing import Self


class Watch:
    """Measures what is done inside a ``with``; *told* holds it afterwards."""

    def __enter__(self) -> Self:
        """Begin."""
        self._wall, self._cpu = time.perf_counter(), time.process_time()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """End."""
        self.told = {
            "seconds": time.perf_counter() - self._wall,
            "cpu": time.process_time() - self._cpu,
            "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e9,
        }
