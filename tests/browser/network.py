"""An address that stays while the network behind it comes and goes: connections are passed on, or refused."""

import socket
from contextlib import suppress
from threading import Thread
from urllib.parse import urlsplit

PIECE = 65_536


class Network:
    """Passes what arrives at its own address on to a server, unless it is gone."""

    def __init__(self) -> None:
        self.place = ("127.0.0.1", 0)
        self.server_at = ""
        self.door: socket.socket | None = None
        self.open: list[socket.socket] = []
        self.lead_to("")
        self.address = f"http://127.0.0.1:{self.place[1]}"

    def lead_to(self, address: str) -> None:
        """Be there, in front of the server at this address."""
        self.server_at = address
        if self.door:
            return
        self.door = socket.create_server(self.place, backlog=64)
        self.place = self.door.getsockname()
        Thread(target=self._let_in, args=[self.door], daemon=True).start()

    def go(self) -> None:
        """Be gone: nobody answers any more, and what was open is broken off."""
        if self.door:
            self._break(self.door)
            self.door = None
        while self.open:
            self._break(self.open.pop())

    def _let_in(self, door: socket.socket) -> None:
        with suppress(OSError):
            while True:
                visitor, _ = door.accept()
                to = urlsplit(self.server_at)
                server = socket.create_connection((to.hostname, to.port))
                self.open += [visitor, server]
                for one, other in ((visitor, server), (server, visitor)):
                    Thread(target=self._pass_on, args=[one, other], daemon=True).start()

    def _pass_on(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while piece := one.recv(PIECE):
                other.sendall(piece)
        self._break(other)

    @staticmethod
    def _break(end: socket.socket) -> None:
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
        end.close()
