#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Sources are formatted as .clang-format says, and a file is about one thing: at most 500 lines.
# Each version of clang-format formats otherwise: one of them counts, that of Debian 12.

pinned=14
status=0

formatter=clang-format
! command -v clang-format-$pinned >/dev/null 2>&1 || formatter=clang-format-$pinned
version=$("$formatter" --version | sed 's/.*version \([0-9]*\).*/\1/')
if test "$version" = "$pinned"; then
	find lib cmd t -name '*.[ch]' -exec "$formatter" --dry-run -Werror {} + || status=1
else
	echo "skipped: the formatting, which clang-format $pinned checks; here it is ${version:-missing}"
fi

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
