"""What the figures were measured on, in a line."""

from __future__ import annotations

import os
import platform
from pathlib import Path


def describe_machine() -> str:
    """Processor, cores, memory and Python version."""
    cpuinfo = Path("/proc/cpuinfo")
    names = [x.partition(":")[2].strip() for x in cpuinfo.read_text().split("\n") if x.startswith("model name")]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    chip = names[0] if names else platform.processor()
    return f"{chip}, {os.cpu_count()} cores, {memory:.0f} GiB, Python {platform.python_version()}"
