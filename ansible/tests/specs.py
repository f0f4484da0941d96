#!/usr/bin/python3
"""What meta/argument_specs.yml says of defaults is what defaults/main.yml has; what has no default is required."""
import pathlib
import sys

import yaml

wrong = []
roles = sorted(pathlib.Path(__file__).parent.parent.glob("roles/*"))
for role in roles:
    options = yaml.safe_load((role / "meta/argument_specs.yml").read_text())["argument_specs"]["main"]["options"]
    defaults = yaml.safe_load((role / "defaults/main.yml").read_text())
    for name in sorted(options.keys() | defaults.keys()):
        if name not in options:
            wrong.append(f"{role.name}: {name} has a default and no specification")
        elif options[name].get("required"):
            if name in defaults or "default" in options[name]:
                wrong.append(f"{role.name}: {name} is required and has a default")
        elif name not in defaults:
            wrong.append(f"{role.name}: {name} has no default and is not required")
        elif options[name].get("default") != defaults[name]:
            wrong.append(f"{role.name}: {name} is {defaults[name]!r}, and {options[name].get('default')!r} by its specification")
        if not options.get(name, {}).get("description"):
            wrong.append(f"{role.name}: {name} has no description")
print(*wrong or [f"{len(roles)} roles: specifications and defaults are equal"], sep="\n")
sys.exit(bool(wrong))
