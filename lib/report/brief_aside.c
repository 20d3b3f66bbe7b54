/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/brief_aside.h"

#include "series/link.h"

bool brief_is_backport(const struct record *record)
{
	return record->oddities & RECORD_BACKPORT || tags_have_branch(record->subject.tags);
}
