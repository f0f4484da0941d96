"""The names in a PromQL expression, by a strict reading: what is not understood is an error."""
import re

TOKEN = re.compile(
    r"""\s+|(?P<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?P<range>\[[^\]]*\])|(?P<name>[A-Za-z_:][A-Za-z0-9_:]*)"""
    r"""|(?P<number>\d+(?:\.\d+)?(?:e[+-]?\d+)?)|(?P<sign>=~|!~|!=|==|<=|>=|[-+*/%^<>=(){},])""")
WORDS = {"and", "or", "unless", "bool", "offset", "by", "without", "on", "ignoring", "group_left", "group_right"}
BEFORE_LABELS = {"by", "without", "on", "ignoring", "group_left", "group_right"}


def tokens(expression):
    position, found = 0, []
    while position < len(expression):
        match = TOKEN.match(expression, position)
        if not match:
            raise ValueError(f"not understood: {expression[position:]!r} in {expression!r}")
        position = match.end()
        if match.lastgroup:
            found.append((match.lastgroup, match.group()))
    return found


def selectors(expression):
    """Every metric that is asked for: (name, the selector as it stands)."""
    found, read, i = [], tokens(expression), 0
    while i < len(read):
        kind, text = read[i]
        following = read[i + 1][1] if i + 1 < len(read) else ""
        if kind == "name" and text in BEFORE_LABELS and following == "(":
            i = read.index(("sign", ")"), i)
        elif kind == "name" and text not in WORDS and following not in ("(", "by", "without"):
            selector = text
            if following == "{":
                end = read.index(("sign", "}"), i)
                selector += "".join(part for _, part in read[i + 1:end + 1])
                i = end
            found.append((text, selector))
        elif text == "{":
            raise ValueError(f"a selector without a name in {expression!r}")
        i += 1
    return found
