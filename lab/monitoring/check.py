"""Asks a Prometheus that scrapes real daemons whether rules, dashboard and runbook fit what is exported.

check.py PROMETHEUS_URL FRESH_METRICS DASHBOARD RUNBOOK RULES_TEST
"""
import json
import re
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

from queries import selectors

# Prometheus' own.
OWN = {"up", "ALERTS"}
# Nothing is to be found in a network that is well: the rest of the query is right when the metric is.
EMPTY_WHEN_WELL = ("ALERTS{", "> 0", "streamr_mesh_node_reachable == 0", "streamr_stream_warning")
VARIABLES = {"$__rate_interval": "15s", "$instance": ".*", "$stream": ".*"}

prometheus, fresh, dashboard, runbook, rules_test = sys.argv[1:]
problems = []


def ask(path, **parameters):
    with urllib.request.urlopen(f"{prometheus}/api/v1/{path}?{urllib.parse.urlencode(parameters)}", timeout=10) as answer:
        return json.load(answer)["data"]


def result(query):
    try:
        return ask("query", query=query)["result"]
    except urllib.error.HTTPError as e:
        problems.append(f"not accepted: {query}: {e.read().decode()}")
        return []


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def families(metrics):
    names = set()
    for name, kind in re.findall(r"^# TYPE (\S+) (\S+)$", metrics, re.MULTILINE):
        parts = {"histogram": ("_bucket", "_sum", "_count"), "summary": ("_sum", "_count")}.get(kind, ())
        names.update([name, *(name + part for part in parts)])
    return names


def panels(board):
    return [panel for panel in board["panels"] if panel["type"] != "row"]


def plain(query):
    for variable, value in VARIABLES.items():
        query = query.replace(variable, value)
    return query


exported = families(read(fresh)) | OWN
board = json.loads(read(dashboard))
alerts = [rule for group in ask("rules")["groups"] for rule in group["rules"]]
queries = {(panel["title"], target["expr"]) for panel in panels(board) for target in panel["targets"]}

for where, expression in sorted(queries | {(rule["name"], rule["query"]) for rule in alerts}):
    for name, selector in selectors(plain(expression)):
        if name not in exported:
            problems.append(f"{where}: {name} is exported by no daemon")
        elif not selector.startswith(EMPTY_WHEN_WELL) and not result(selector):
            problems.append(f"{where}: {selector} finds nothing")
for title, expression in sorted(queries):
    if not any(mark in expression for mark in EMPTY_WHEN_WELL) and not result(plain(expression)):
        problems.append(f"panel {title}: nothing to be seen by {expression}")

# A network that is well wakes nobody.
end = time.time() + 5
while (waking := ask("alerts")["alerts"]) and time.time() < end:
    time.sleep(1)
problems += [f"{alert['labels']['alertname']} is {alert['state']} in a network that is well: {alert['labels']}"
             for alert in waking]

anchors = {heading.lower().replace(" ", "-") for heading in re.findall(r"^#+ (.+)$", read(runbook), re.MULTILINE)}
links = {rule["annotations"]["runbook_url"] for rule in alerts} | set(re.findall(r'"url": "([^"]+)"', read(dashboard)))
problems += [f"{link} leads nowhere" for link in sorted(links)
             if not link.startswith("docs/operations.md#") or link.split("#")[1] not in anchors]
names = {rule["name"] for rule in alerts}
problems += [f"the runbook has {name}, no rule does" for name in re.findall(r"^### (Streamr\w+)$", read(runbook), re.MULTILINE)
             if name not in names]
for rule in alerts:
    if rule["health"] != "ok":
        problems.append(f"{rule['name']}: {rule['lastError']}")
    if rule["annotations"]["runbook_url"].split("#")[1] != rule["name"].lower():
        problems.append(f"{rule['name']}: its runbook is another's")
    if not {"severity", "who"} <= set(rule["labels"]) or not {"summary", "description"} <= set(rule["annotations"]):
        problems.append(f"{rule['name']}: severity, who, summary or description is missing")
    tests = read(rules_test)
    if f"alertname: {rule['name']}\n" not in tests or f"alertname: {rule['name']}, " not in tests:
        problems.append(f"{rule['name']}: no test that it fires, or none that it does not")
identities = [panel["id"] for panel in board["panels"]]
if len(identities) != len(set(identities)):
    problems.append("two panels of the dashboard have one id")
taken = {}
for panel in board["panels"]:
    place = panel["gridPos"]
    for cell in [(x, y) for x in range(place["x"], place["x"] + place["w"]) for y in range(place["y"], place["y"] + place["h"])]:
        if cell in taken or cell[0] > 23:
            problems.append(f"{panel['title']} lies over {taken.get(cell, 'the edge')}")
            break
        taken[cell] = panel["title"]

print(f"{len(alerts)} alerts, {len(queries)} queries of {len(panels(board))} panels, {len(exported)} names exported")
if problems:
    sys.exit("\n".join(problems))
