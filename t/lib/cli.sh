# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
#
# Sourced behind test-lib.sh by scripts about what a command has in common with git's own.

# on_terminal <shell command>: runs it on a terminal of its own, which shows on our stdout with plain line
# ends. Returns what the command does, 128 + n where signal n ended it.
on_terminal() {
	TERM=${terminal_type-xterm} SHELL=/bin/sh script -qefc "$1" /dev/null </dev/null >terminal.out
	terminal_code=$?
	tr -d '\r' <terminal.out
	return $terminal_code
}

# without_colour <file>: without colour's escape sequences.
without_colour() {
	sed "s/$(printf '\033')\\[[0-9;]*m//g" "$1"
}

# config_for_now <key> <value>: git config until the end of the test.
config_for_now() {
	git config "$1" "$2" && test_when_finished "git config --unset $1"
}

# write_program <file> <body
write_program() {
	{
		echo '#!/bin/sh'
		cat
	} >"$1" && chmod +x "$1"
}

# wait_for <file>: until it is there, two minutes at most: a machine may be slow, and a file that comes costs no wait.
wait_for() {
	for attempt_ in $(seq 2400); do
		test ! -e "$1" || return 0
		sleep 0.05
	done
	echo >&2 "$1 does not come (attempt $attempt_)"
	return 1
}
