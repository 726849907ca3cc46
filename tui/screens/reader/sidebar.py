"""The sidebar: the names of the open article, or in their place who said what in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.system.lazily import Lazy

if TYPE_CHECKING:
    from textual.widget import Widget

    from tui.drawing.leads import Lead
    from tui.widgets.entity_panel import EntityPanel
    from tui.widgets.lead_list import LeadList

if TYPE_CHECKING:
    from tui.widgets import lead_list
else:  # loaded when first used: whoever starts should not wait for it
    lead_list = Lazy("tui.widgets.lead_list")


class Sidebar:
    """Which of the two stands at the right."""

    def __init__(self, panel: EntityPanel, turned: Callable[[], object]) -> None:
        """`turned` is called when the other one is to be shown."""
        self.panel = panel
        """The names."""
        self.said: LeadList | None = None
        """Who said what; made when it is first asked for."""
        self.is_quoting = False
        self._turned = turned

    @property
    def shown(self) -> EntityPanel | LeadList:
        """The one that is shown."""
        return self.said if self.is_quoting and self.said is not None else self.panel

    @property
    def hidden(self) -> EntityPanel | LeadList | None:
        """The other one, if there is one."""
        return self.panel if self.shown is not self.panel else self.said

    async def quote(self, choose: Callable[[Lead], object]) -> LeadList:
        """Show who said what; `choose` is told what is chosen there. Returns the list of it."""
        if self.said is None:
            self.said = lead_list.LeadList(choose, id="said")
            self.said.display = False
            beside: Widget | None = self.panel.parent  # type: ignore[assignment]
            assert beside is not None
            await beside.mount(self.said)
        self.is_quoting = True
        self._turned()
        return self.said

    def name(self) -> None:
        """Show the names."""
        self.is_quoting = False
        self._turned()
