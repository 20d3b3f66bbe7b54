/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "search/touching.h"

#include "search/gather.h"
#include "series/covers.h"

/* One posting in so many mails of the list, or one mail that these lead to: of more, reading all
 * mails is faster. */
#define POSTINGS_IN 128
#define GATHERED_IN 16
#define MIN_POSTINGS 50
#define MAX_POSTINGS 2000
#define MIN_GATHERED 500
#define MAX_GATHERED 20000

struct touching {
	GPtrArray *postings;
	guint most;
};

static bool on_touching(struct record *record, void *data)
{
	struct touching *touching = data;

	if (record_is_posting(record) || cover_may_be(record))
		g_ptr_array_add(touching->postings, record);
	else
		record_free(record);
	return touching->postings->len <= touching->most;
}

bool touching_gather(struct source *source, const struct pathspec *paths,
		     const struct catalogue_options *options, struct catalogue *catalogue)
{
	int64_t mails = source_count_indexed(source);
	guint most = (guint)CLAMP(mails / GATHERED_IN, MIN_GATHERED, MAX_GATHERED);
	struct touching touching = { g_ptr_array_new_with_free_func((GDestroyNotify)record_free),
				     (guint)CLAMP(mails / POSTINGS_IN, MIN_POSTINGS,
						  MAX_POSTINGS) };
	bool good;

	good = source_find_paths(source, paths, on_touching, &touching) &&
	       touching.postings->len <= touching.most &&
	       gather_topics(source, touching.postings, most, options, catalogue);
	if (good)
		catalogue->now = MAX(catalogue->now, source_newest_written(source));
	g_ptr_array_unref(touching.postings);
	return good;
}
