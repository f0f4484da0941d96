"""A child process: started, measured, and ended by its own id."""
import os
import signal
import subprocess
import time


class Process:
    """A program and whatever it starts itself; `cpu` and `memory` cover the whole family."""

    def __init__(self, command, log, **kwargs):
        self.log_path = log
        with open(log, "ab") as out:
            self.child = subprocess.Popen(command, stderr=out, **{"stdout": out, **kwargs})

    @property
    def pid(self):
        return self.child.pid

    def alive(self):
        return self.child.poll() is None

    def cpu(self):
        """CPU seconds so far, user and system. The kernel's CPU clock of a process counts nanoseconds; the
        figures in /proc/PID/stat come in steps of 10 ms."""
        return sum(time.clock_gettime((~pid << 3) | 2) for pid in self._family())

    def memory(self):
        """Resident memory in KiB."""
        total = 0
        for pid in self._family():
            with open(f"/proc/{pid}/status", encoding="utf-8") as status:
                total += next((int(line.split()[1]) for line in status if line.startswith("VmRSS:")), 0)
        return total

    def log(self):
        with open(self.log_path, encoding="utf-8", errors="replace") as file:
            return file.read()

    def stop(self, grace=10):
        """Asks the process to end, then insists."""
        if self.alive():
            self.child.send_signal(signal.SIGTERM)
            try:
                self.child.wait(grace)
            except subprocess.TimeoutExpired:
                self.child.kill()
        self.child.wait()

    def _family(self):
        found, queue = [], [self.pid]
        while queue:
            pid = queue.pop()
            found.append(pid)
            for task in os.listdir(f"/proc/{pid}/task"):
                with open(f"/proc/{pid}/task/{task}/children", encoding="utf-8") as children:
                    queue += [int(child) for child in children.read().split()]
        return found


def wait_for(condition, seconds, what, process=None):
    """Polls until the condition holds; tells what was waited for when it does not."""
    end = time.monotonic() + seconds
    while not condition():
        if process is not None and not process.alive():
            raise SystemExit(f"{what}: the process ended\n{process.log()[-2000:]}")
        if time.monotonic() > end:
            raise SystemExit(f"{what}: not within {seconds} s" + (f"\n{process.log()[-2000:]}" if process else ""))
        time.sleep(0.1)
