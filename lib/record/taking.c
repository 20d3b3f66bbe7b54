/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "record/taking.h"

bool record_takes(const struct record *record)
{
	if (record->kind == RECORD_PULL)
		return !record->reply;
	/* Somebody else's commit. */
	if (record_is_posting(record))
		return record->oddities & RECORD_STABLE_COPY &&
		       g_ascii_strcasecmp(record->people->sender.email,
					  record->people->author.email);
	for (size_t i = 0; i < record->remarks.nr; i++)
		if (record->remarks.items[i].kind == REMARK_APPLIED ||
		    record->remarks.items[i].kind == REMARK_TAKES)
			return true;
	return false;
}

bool record_names(const struct record *posting, const struct trailer *trailer)
{
	static const char *const keys[] = { "Cc", "Signed-off-by", "Acked-by", "Reviewed-by" };
	const char *email = trailer->person.email;
	bool names = false;

	for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
		names |= text_ieq(trailer->key, keys[i]);
	return names && *email && !text_ieq(email, posting->people->sender.email) &&
	       !text_ieq(email, posting->people->author.email);
}
