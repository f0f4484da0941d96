"""One run of a benchmark: its options, its folder, its processes, its results."""
import argparse
import contextlib
import json
import os
import shutil
import signal
import statistics
import sys
import tempfile
import time

from . import machine, tools


def arguments(description, **defaults):
    """The options that all benchmarks share; `defaults` adds numbers of a benchmark's own."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    parser.add_argument("--image", default=os.path.join(tools.ROOT, "daemon", "target", "streamr"), help="the daemon's image")
    parser.add_argument("--json", metavar="FILE", help="write the results there as well")
    parser.add_argument("--only", default="", help="run the parts with these names, with commas between")
    for name, value in defaults.items():
        parser.add_argument("--" + name.replace("_", "-"), default=value, type=type(value))
    return parser.parse_args()


class Run(contextlib.ExitStack):
    """Owns a temporary folder and the processes; ends them in the opposite order, whatever happens."""

    def __init__(self, title):
        super().__init__()
        self.title = title
        self.rows = []
        self.machine = machine.facts()
        self.folder = tempfile.mkdtemp(prefix="streamr-bench-")
        self.callback(shutil.rmtree, self.folder, ignore_errors=True)
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))

    def start(self, process):
        """Takes charge of a process."""
        self.callback(process.stop)
        return process

    def log(self, name):
        return os.path.join(self.folder, name + ".log")

    def row(self, **columns):
        """Adds a row of the result; all rows of a part have the same columns."""
        self.rows.append(columns)
        tools.say("  " + "  ".join(f"{key}={text(value)}" for key, value in columns.items()))

    def report(self, json_file):
        """Prints the tables, writes the JSON."""
        print(f"\n{self.title}: {machine.line(self.machine)}")
        for part in dict.fromkeys(row["part"] for row in self.rows):
            rows = [row for row in self.rows if row["part"] == part]
            keys = [key for key in rows[0] if key != "part"]
            lines = [keys] + [[text(row.get(key)) for key in keys] for row in rows]
            widths = [max(len(line[i]) for line in lines) for i in range(len(keys))]
            print(f"\n### {part}\n")
            for number, line in enumerate(lines):
                print("| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths)) + " |")
                if number == 0:
                    print("|" + "|".join("-" * (width + 2) for width in widths) + "|")
        if json_file:
            with open(json_file, "w", encoding="utf-8") as file:
                json.dump({"title": self.title, "machine": self.machine, "rows": self.rows}, file, indent=1)


def text(value):
    """A cell of a table."""
    if value is None:
        return "-"
    return f"{value:.3g}" if isinstance(value, float) and value < 100 else f"{value:.0f}" if isinstance(value, float) else str(value)


def median(values):
    return statistics.median(values)


def spread(values):
    """From the least to the most, as a cell of a table; nothing for a single run."""
    return f"{text(float(min(values)))}-{text(float(max(values)))}" if len(values) > 1 else None


def window(server, seconds, viewers=None):
    """CPU seconds of the server and bytes that arrived at the viewers in a stretch of time."""
    bytes_before = viewers.snapshot()["bytes"] if viewers else 0
    cpu, start = server.cpu(), time.monotonic()
    time.sleep(seconds)
    cpu, elapsed = server.cpu() - cpu, time.monotonic() - start
    after = viewers.snapshot() if viewers else {"bytes": 0, "lost": 0}
    if after["lost"]:
        tools.say(f"  {after['lost']} viewers were lost: {viewers.log()[-500:]}")
    return {"cpu": cpu, "seconds": elapsed, "gigabytes": (after["bytes"] - bytes_before) / 1e9, "after": after}
