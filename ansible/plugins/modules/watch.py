#!/usr/bin/python
"""Ansible module: whether a stream can be watched at an address, by every protocol that goes over HTTP."""

from __future__ import annotations

DOCUMENTATION = r"""
module: watch
short_description: Watches a stream of StreamrP2P as players do
description:
  - Asks a public address for its page, its API, its events, and a live stream by LL-HLS (multivariant playlist, media
    playlist, a request that waits for the next part, a segment) and by HTTP-FLV.
  - Needs nothing but Python where it runs, so that it can run on the controller.
options:
  url:
    description: Base URL, as viewers enter it.
    type: str
    required: true
  stream:
    description: Public name of the stream; empty for the first one that goes live and is not in O(not_streams).
    type: str
    default: ""
  not_streams:
    description: Streams that are not to be watched.
    type: list
    elements: str
    default: []
  addresses:
    description: Addresses by name, for names that lead elsewhere, or nowhere, where this runs.
    type: dict
    default: {}
  ca_certificate:
    description: A certificate authority (PEM) to be trusted instead of the system's.
    type: str
    default: ""
  checks:
    description: What is tried. A friend's machine has no streams for those who come without a session.
    type: list
    elements: str
    choices: [page, events, hls, ll-hls, http-flv]
    default: [page, events, hls, ll-hls, http-flv]
  timeout:
    description: Seconds for all of it.
    type: int
    default: 30
author: StreamrP2P
"""

EXAMPLES = r"""
- name: Watch the stream from here
  streamr.p2p.watch:
    url: https://live.example.org
    stream: show
  delegate_to: localhost
"""

RETURN = r"""
checks:
  description: What was tried, with the seconds that it took.
  returned: always
  type: list
  elements: dict
stream:
  description: The stream that was watched.
  returned: always
  type: str
streams:
  description: Names of the streams that were live before.
  returned: always
  type: list
  elements: str
"""

import http.client
import json
import socket
import ssl
import time
from urllib.parse import urljoin, urlsplit

from ansible.module_utils.basic import AnsibleModule

MOST_BYTES = 8 << 20
# Players that are none of the known ones get whole segments only, on friends' machines.
PLAYER = "Mozilla/5.0 (compatible; streamr-watch)"
TS_OR_FRAGMENT = (b"ftyp", b"styp", b"moof", b"emsg", b"prft")


class Trouble(Exception):
    """Something is not as a player needs it."""


class Site:
    """A public address."""

    def __init__(self, url, addresses, authority, deadline):
        self.url = url.rstrip("/") + "/"
        self.addresses = addresses
        self.authority = authority
        self.deadline = deadline
        self.tls = ssl.create_default_context(cadata=authority or None) if url.startswith("https:") else None

    def left(self):
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise Trouble("no answer in time")
        return left

    def elsewhere(self, url):
        """A friend's machine that serves instead."""
        return Site(url, self.addresses, self.authority, self.deadline).open(url, follow=False)

    def open(self, path, method="GET", follow=True):
        """The response to a request whose body is still to be read."""
        target = urlsplit(urljoin(self.url, path))
        port = target.port or (443 if self.tls else 80)
        raw = socket.create_connection((self.addresses.get(target.hostname, target.hostname), port), timeout=self.left())
        connection = http.client.HTTPConnection(target.hostname, port)
        connection.sock = self.tls.wrap_socket(raw, server_hostname=target.hostname) if self.tls else raw
        name = target.path + ("?" + target.query if target.query else "")
        default = target.port in (None, 443 if self.tls else 80)
        connection.request(method, name, headers={
            "Host": target.hostname if default else target.netloc, "User-Agent": PLAYER})
        response = connection.getresponse()
        if response.status in (302, 307, 308) and follow:
            return self.elsewhere(response.headers["Location"])
        if response.status not in (200, 201):
            raise Trouble(f"{method} {target.path} is answered with {response.status} {response.reason}")
        return response

    def get(self, path):
        return self.open(path).read(MOST_BYTES)

    def text(self, path):
        return self.get(path).decode()

    def live(self):
        return [one["name"] for one in json.loads(self.text("api/v1/streams"))["streams"]]


def lines(playlist, tag=None):
    """Addresses in a playlist, or what follows a tag."""
    if not playlist.startswith("#EXTM3U"):
        raise Trouble("what came is no playlist")
    if tag:
        return [line[len(tag) + 1:] for line in playlist.splitlines() if line.startswith(tag + ":")]
    return [line for line in playlist.splitlines() if line and not line.startswith("#")]


def attribute(text, name):
    for part in text.split(","):
        key, _equals, value = part.partition("=")
        if key.strip() == name:
            return value.strip('"')
    raise Trouble(f"the playlist has no {name}")


def page(site, _stream):
    if b"<html" not in site.get("").lower():
        raise Trouble("the page with the list of streams is none")


def events(site, _stream):
    response = site.open("api/v1/events")
    if not response.headers.get("Content-Type", "").startswith("text/event-stream"):
        raise Trouble("the events are no text/event-stream")
    response.read1(1)


def hls(site, stream):
    master = f"live/{stream}.m3u8"
    variant = urljoin(site.url + master, lines(site.text(master))[-1])
    media = site.text(variant)
    sequence = int(lines(media, "#EXT-X-MEDIA-SEQUENCE")[0])
    segments = lines(media)
    if not segments:
        raise Trouble("the media playlist names no segment")
    body = site.get(urljoin(variant, segments[-1]))
    if body[4:8] not in TS_OR_FRAGMENT:
        raise Trouble("the segment is no fragmented MP4")
    init = attribute(lines(media, "#EXT-X-MAP")[0], "URI")
    if site.get(urljoin(variant, init))[4:8] != b"ftyp":
        raise Trouble("the initialisation is no MP4")
    return variant, sequence + len(segments)


def low_latency(site, stream):
    """A request for what is not there yet is held until it is, and comes whole."""
    variant, following = hls(site, stream)
    separator = "&" if "?" in variant else "?"
    media = site.text(f"{variant}{separator}_HLS_msn={following}&_HLS_part=0")
    sequence = int(lines(media, "#EXT-X-MEDIA-SEQUENCE")[0])
    if sequence + len(lines(media)) < following:
        raise Trouble("the playlist did not wait for the next part")
    part = attribute(lines(media, "#EXT-X-PART")[-1], "URI")
    if site.get(urljoin(variant, part))[4:8] not in TS_OR_FRAGMENT:
        raise Trouble("the part is no fragmented MP4")


def flv(site, stream):
    """Bytes come as they are made: within the time for all of it, and not when a buffer is full."""
    response = site.open(f"live/{stream}.flv")
    if response.read(3) != b"FLV":
        raise Trouble("what came is no FLV")
    begin = time.monotonic()
    while time.monotonic() - begin < 2:
        site.left()
        if not response.read1(65536):
            raise Trouble("the FLV has ended")


CHECKS = {"page": page, "events": events, "hls": hls, "ll-hls": low_latency, "http-flv": flv}


def wait_for_stream(site, wanted, others):
    while True:
        found = [name for name in site.live() if name == wanted or (not wanted and name not in others)]
        if found:
            return found[0]
        site.left()
        time.sleep(0.5)


def main():
    module = AnsibleModule(supports_check_mode=True, argument_spec={
        "url": {"type": "str", "required": True},
        "stream": {"type": "str", "default": ""},
        "not_streams": {"type": "list", "elements": "str", "default": []},
        "addresses": {"type": "dict", "default": {}},
        "ca_certificate": {"type": "str", "default": ""},
        "checks": {"type": "list", "elements": "str", "choices": list(CHECKS), "default": list(CHECKS)},
        "timeout": {"type": "int", "default": 30},
    })
    given = module.params
    result = {"changed": False, "checks": [], "stream": "", "streams": []}
    step = "connection"
    try:
        site = Site(given["url"], given["addresses"], given["ca_certificate"], time.monotonic() + given["timeout"])
        result["streams"] = site.live()
        if {"hls", "ll-hls", "http-flv"} & set(given["checks"]):
            step = "waiting for a stream"
            result["stream"] = wait_for_stream(site, given["stream"], given["not_streams"])
        for step in given["checks"]:
            begin = time.monotonic()
            CHECKS[step](site, result["stream"])
            result["checks"].append({"check": step, "seconds": round(time.monotonic() - begin, 2)})
    except (Trouble, OSError, http.client.HTTPException, ValueError, KeyError, IndexError) as trouble:
        module.fail_json(msg=f"{given['url']}: {step}: {trouble}", **result)
    module.exit_json(**result)


if __name__ == "__main__":
    main()
