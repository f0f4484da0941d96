"""Plays the scenes and prints what was seen."""
import sys
import time

from .fleet import Fleet
from .machine import Lab
from .scene import Scene, table
from .scenes import ALL, WITH_MALLORY


def play(fleet, name):
    """One scene: up to its `yield` something happens, then it looks at the figures."""
    scene = Scene(fleet, name)
    steps = ALL[name](scene)
    try:
        next(steps)
        row = scene.end()
        for _ in steps:
            pass
    except SystemExit as gave_up:
        scene.expect(False, str(gave_up).splitlines()[0])
        row = (name, *["-"] * 10, str(gave_up))
        if scene.crowd:
            scene.crowd.stop()
    for fault in scene.faults:
        print(f"{name}: NOT SO: {fault}", flush=True)
    return row, scene.faults


def main():
    image, work, prefix, *names = sys.argv[1:]
    unknown = set(names) - set(ALL)
    if unknown:
        sys.exit(f"no such scene: {', '.join(sorted(unknown))}; there are {', '.join(ALL)}")
    fleet = Fleet(Lab(image, work, prefix))
    rows, faults = [], 0  # scenes that failed twice
    fleet.start()
    for name in names or ALL:
        if name in WITH_MALLORY and not fleet.evil:
            fleet.start_mallory()
        if name not in WITH_MALLORY:
            fleet.end_mallory()
        for again in (False, True):
            started = time.monotonic()
            row, missed = play(fleet, name)
            print(f"{name}: {time.monotonic() - started:.0f} s", flush=True)
            rows.append(row)
            if not missed:
                break
            # As with tests: what fails once on a crowded machine and passes at once after is named, and holds nothing up.
            fleet.mend()
            print(f"{name}: {'fails twice' if again else 'once more'}", flush=True)
            faults += again
    print("\n" + table(rows))
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
