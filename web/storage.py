"""Static files as they are served: our scripts without comments and space, each under a name that holds its hash."""

from collections.abc import Iterator
from typing import Any

import rjsmin
from django.core.files.base import ContentFile, File
from whitenoise.storage import CompressedManifestStaticFilesStorage

OURS = "js/"


class SmallScripts(CompressedManifestStaticFilesStorage):  # type: ignore[misc] # whitenoise says nothing of its types
    """Makes the scripts in `js/` small as it collects them. Those of others, such as the admin's, stay as they are."""

    def save(self, name: str, content: "File[Any]", max_length: int | None = None) -> Any:
        """Keep a file, and the name that it got."""
        if name.startswith(OURS):
            content = ContentFile(rjsmin.jsmin(content.read().decode()).encode())
        return super().save(name, content, max_length)

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """Give names with hashes to what was collected here, where Django would look at what it was collected from."""
        here = {name: (self, name) if name.startswith(OURS) else place for name, place in paths.items()}
        yield from super().post_process(here, dry_run, **options)
