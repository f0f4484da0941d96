"""Facts about the machine that a figure depends on."""
import datetime
import os
import platform
import re


def facts():
    """The machine as a dictionary of short strings and numbers."""
    cpu = re.search(r"model name\s*:\s*(.*)", _read("/proc/cpuinfo"))
    memory = re.search(r"MemTotal:\s*(\d+)", _read("/proc/meminfo"))
    return {
        "date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M UTC"),
        "cpu": cpu.group(1) if cpu else platform.machine(),
        "cores": len(os.sched_getaffinity(0)),
        "memoryGiB": round(int(memory.group(1)) / 2**20, 1) if memory else None,
        "kernel": platform.release(),
        "load1": os.getloadavg()[0],
    }


def line(facts):
    """The facts in one line."""
    return "{date}, {cpu}, {cores} cores, {memoryGiB} GiB, Linux {kernel}, load {load1:.1f}".format(**facts)


def _read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()
