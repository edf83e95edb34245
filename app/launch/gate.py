"""Lets one child start per turn of the event loop: a burst of starts must not make the window stutter."""

import asyncio

from app.stage.child import Child, ChildListener, Spawn
from app.stage.command import Command


class StartGate:
    """Shared by the launchers of one window."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()

    def guard(self, spawn: Spawn) -> Spawn:
        """The same way of starting a child, in its turn."""

        async def spawn_in_turn(command: Command, listener: ChildListener) -> Child:
            async with self._turn:
                child = await spawn(command, listener)
                await asyncio.sleep(0)
                return child

        return spawn_in_turn
