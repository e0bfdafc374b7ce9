"""Privacy under a microscope: a visitor says things that occur nowhere else, and we look for them everywhere we can.

Looked through: what server and nginx print, every call of theirs that writes, opens, maps, renames or connects (strace),
what Python itself reports of the same (an audit hook, which works where strace is not allowed), all files that were
made or changed, the staff database with its journal, and what a dead worker leaves.

Not looked through, because no test of a program can: what the kernel swaps out or keeps in its buffers, the memory of
a machine that is frozen or copied, the network on the way here, and texts that were compressed or encrypted before they
were written (an answer inside gzip would not be found; only a socket of the visitor's own gets anything compressed).
"""
