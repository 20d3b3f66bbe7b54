#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Sources are formatted as .clang-format says, and a file is about one thing: at most 500 lines.

status=0
find lib cmd t -name '*.[ch]' -exec clang-format --dry-run -Werror {} + || status=1

for file in lib/*/*.[ch] cmd/*.c cmd/*/*.[ch] t/unit/*.[ch] t/helper/*.c t/fuzz/*.[ch]; do
	test -e "$file" || continue
	lines=$(wc -l <"$file")
	if test "$lines" -gt 500; then
		echo >&2 "$file: $lines lines: split it"
		status=1
	fi
	if ! head -n 1 "$file" | grep -q 'SPDX-License-Identifier: GPL-2.0-or-later'; then
		echo >&2 "$file: no SPDX-License-Identifier in the first line"
		status=1
	fi
done
exit $status
