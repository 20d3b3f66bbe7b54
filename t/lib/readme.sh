#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# usage: t/lib/readme.sh <file>, in the folder "linux" of the demo
#
# Prints a file of Markdown with what its examples print today: in blocks between lines of three backquotes, what
# stands below a line "$ <command>", up to the next one or the end of the block. "make readme" puts that into README.md.

# Commits have the same ids wherever it runs.
GIT_COMMITTER_NAME=You GIT_COMMITTER_EMAIL=you@example.org GIT_COMMITTER_DATE="2025-03-01 12:00 +0000" exec awk '
	/^```/ {
		inside = !inside
		shown = 0
	}
	inside && /^\$ / {
		shown = 1
		print
		fflush()
		system("(" substr($0, 3) ") 2>&1 </dev/null")
		next
	}
	!shown
' "$1"
