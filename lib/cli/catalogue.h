/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_CATALOGUE_H
#define CLI_CATALOGUE_H

#include "series/catalogue.h"
#include "series/overrides.h"
#include "cli/source.h"
#include "series/news.h"

/* What the configuration says of how a catalogue is to be finished; behind config_start(). */

/* The corrections of kvm.overrides; NULL where it is not set. Dies where they cannot be read. Free
 * with overrides_free(). */
struct overrides *overrides_configured(void);

/* With the robots of kvm.bot, and whoever git would commit as; overrides must outlive it. */
struct catalogue_options catalogue_configured(const struct overrides *overrides);

/* catalogue_finish() with all of these, for a list, by so many threads: each topic is of one
 * author, see trust_split(). */
void catalogue_finish_configured(struct catalogue *catalogue, unsigned threads);

/* The same, but that talks may be there from catalogue_wait() on alone. */
void catalogue_begin_configured(struct catalogue *catalogue, unsigned threads);

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
