/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/brief-aside.h"

#include "series/link.h"

bool brief_is_backport(const struct record *record)
{
	const char *tags = record->subject.tags;

	if (record->oddities & RECORD_BACKPORT)
		return true;
	while (*tags) {
		size_t len = strcspn(tags, " ");

		if (tag_is_branch(tags, len))
			return true;
		tags += len + (tags[len] == ' ');
	}
	return false;
}
