#!/usr/bin/python3
"""Write compile_commands.json: how each source is compiled, for editors.

Usage: compdb.py OUTPUT-DIR COMPILER FLAGS... -- SOURCES...
"""

import json
import os
import sys


def main():
    out, rest = sys.argv[1], sys.argv[2:]
    split = rest.index("--")
    command, sources = rest[:split], rest[split + 1:]
    entries = []
    for source in sources:
        extra = ["-D__ASSEMBLY__"] if source.endswith(".S") else []
        target = os.path.join(out, os.path.splitext(source)[0] + ".o")
        entries.append({
            "directory": os.getcwd(),
            "file": source,
            "output": target,
            "arguments": command + extra + ["-c", source, "-o", target],
        })
    json.dump(entries, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
