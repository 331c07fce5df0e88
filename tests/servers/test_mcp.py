"""The server for agents, by the client of the official SDK."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("mcp")

from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client

BROKEN = """package main

func main() {
	c := make(chan int)
	go func() { c <- 1 }()
	go func() { c <- 2 }()
	<-c
}
"""
ENDLESS = """package main

func main() {
	c := make(chan int, 1)
	for i := 0; i >= 0; i++ {
		c <- i
		if <-c < 0 {
			return
		}
	}
}
"""


def answers(folder: Path, *calls: tuple[str, dict[str, Any]]) -> list[Any]:
    async def run() -> list[Any]:
        command = StdioServerParameters(command=sys.executable, args=["-m", "chancheck", "mcp"], cwd=folder)
        async with Client(stdio_client(command)) as client:
            tools = await client.list_tools()
            assert {tool.name for tool in tools.tools} == {"verify", "explain", "fix", "outcomes", "size", "replay"}
            return [value(await client.call_tool(name, arguments)) for name, arguments in calls]

    return asyncio.run(asyncio.wait_for(run(), 60))


def value(result: Any) -> Any:
    text = result.content[0].text
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return text


def test_an_agent_finds_repairs_and_proves(tmp_path: Path) -> None:
    repaired = BROKEN.replace("chan int)", "chan int, 1)")
    (found,) = answers(tmp_path, ("verify", {"source": BROKEN}))
    (result,) = found["results"]
    (finding,) = result["findings"]
    assert (result["verdict"], finding["kind"], result["help"]) == ("violated", "leak", "")
    assert finding["steps"] == len(finding["trace"]) > 0
    edits, page, proved, again, room, ends = answers(
        tmp_path,
        ("fix", {"source": BROKEN}),
        ("explain", {"code": "leak"}),
        ("verify", {"source": repaired, "steps": False}),
        ("replay", {"source": repaired, "trace": finding["trace"]}),
        ("size", {"source": BROKEN}),
        ("outcomes", {"source": repaired}),
    )
    assert "make(chan int, 1)" in edits["repairs"][0]["text"]
    assert page.startswith("# CC102")
    assert proved["results"][0]["verdict"] == "proved"
    assert again["ending"] != "leak" and (again["parts_at"] is None) == (again["steps_taken"] == finding["steps"])
    assert "error" not in room and ends["complete"] is True


@pytest.mark.long
def test_what_would_help_and_what_is_refused(tmp_path: Path) -> None:
    cut, outside = answers(
        tmp_path, ("verify", {"source": ENDLESS, "budget": "1s"}), ("outcomes", {"source": "/etc/passwd"})
    )
    (result,) = cut["results"]
    assert result["verdict"] == "inconclusive" and "--budget" in result["help"]
    assert "is not below" in outside["error"]
