"""Renders chats with Jinja as transformers does. Standard input: JSON [{"template", "messages", "tools", "ask"}, …]."""
import json
import sys

from jinja2.sandbox import ImmutableSandboxedEnvironment

environment = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True)
json.dump(
    [
        environment.from_string(one["template"]).render(
            messages=one["messages"], tools=one["tools"], add_generation_prompt=one["ask"]
        )
        for one in json.load(sys.stdin)
    ],
    sys.stdout,
)
