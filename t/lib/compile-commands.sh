#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# usage: t/lib/compile-commands.sh <compiler and its options> <source>...
#
# Prints compile_commands.json.

command=$1
shift
jq -n --arg folder "$PWD" --arg command "$command" '[$ARGS.positional[] |
	{ directory: $folder, file: ., command: "\($command) -c \(.)" }]' --args "$@"
