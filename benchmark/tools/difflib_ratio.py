"""A likeness of 0.90 by Python's difflib: how a tool of another ecosystem answers. Standard library only, so of a PDF it cannot say."""

import json
import re
import sys
from difflib import SequenceMatcher
from html.parser import HTMLParser

LEAST = 0.90


class Text(HTMLParser):
    def __init__(self):
        super().__init__()
        self.pieces, self.silent = [], 0

    def handle_starttag(self, tag, attrs):
        self.silent += tag in ("script", "style", "template")

    def handle_endtag(self, tag):
        self.silent -= tag in ("script", "style", "template")

    def handle_data(self, data):
        if self.silent == 0:
            self.pieces.append(data)


def decode(data, content_type):
    if data[:2] == b"\xff\xfe":
        return data.decode("utf-16")
    declared = r"charset=[\"']?([\w-]+)"
    found = re.search(declared, content_type) or re.search(declared, data[:1024].decode("latin-1"))
    try:
        return data.decode(found.group(1) if found else "utf-8")
    except (LookupError, UnicodeDecodeError):
        return data.decode("cp1252", "replace")


def plain(text):
    return re.sub(r"\s+", " ", text).strip().lower()


def likeness(passage, text):
    """Of the passage and the window of the text that lies around the longest stretch they share."""
    block = SequenceMatcher(None, passage, text, autojunk=False).find_longest_match()
    start = max(0, block.b - block.a)
    return SequenceMatcher(None, passage, text[start : start + len(passage)], autojunk=False).ratio()


for line in sys.stdin:
    asked = json.loads(line)
    verdict = "cannot-say"
    if not asked["contentType"].startswith("application/pdf"):
        with open(asked["page"], "rb") as file:
            parser = Text()
            parser.feed(decode(file.read(), asked["contentType"]))
        text = plain(" ".join(parser.pieces))
        if text:
            stands = likeness(plain(asked["passage"]), text) >= LEAST
            verdict = "stands" if stands else "does-not-stand"
    print(json.dumps({"id": asked["id"], "verdict": verdict}), flush=True)
