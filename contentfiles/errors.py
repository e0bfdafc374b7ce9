"""What is said to an editor when a content file is wrong."""

from pathlib import Path


def shown(path: Path) -> str:
    """The path as an editor knows it: from the content folder on."""
    parts = path.parts
    return "/".join(parts[parts.index("content") :]) if "content" in parts else str(path)


class ContentError(Exception):
    """Everything that is wrong with one content file, each problem on its own line."""

    def __init__(self, path: Path, problems: list[str]) -> None:
        self.path = path
        self.problems = problems
        super().__init__("\n".join(f"{shown(path)}: {problem}" for problem in problems))
