"""How fast the site is, side by side with what could be as fast as it gets: `make bench` writes docs/performance.md."""
