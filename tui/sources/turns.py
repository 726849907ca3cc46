"""How many feeds may be asked at once; all others wait for their turn."""

from __future__ import annotations

from typing import Final

AT_ONCE: Final = 256
AT_ONCE_A_HOST: Final = 4
"""Of one host, or of whatever else is one lane of a transport."""
