/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_PAST_H
#define CLI_PAST_H

#include "cli/source.h"
#include "series/news.h"

/* A list as it was when somebody last looked with --new, and as it is now. */
struct past {
	struct catalogue *then, *now; /* of all mails, whatever the range */
	GHashTable *fresh;	      /* those that came since, see record/mail_set.h */
	GHashTable *news;	      /* of news_find(): what differs */
};

/* Reads both, for a source that has news (source_has_news()). Release with past_release(). */
void past_read(struct source *source, struct past *out);
void past_release(struct past *past);

#endif
