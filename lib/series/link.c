/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/link.h"

static void add(GArray *links, guint older, guint newer, enum link_evidence evidence,
		int confidence, char *why)
{
	struct found_link link = { older, newer, evidence, confidence, why };

	g_array_append_val(links, link);
}

/* From old to new: the newest series seen so far with the same key is the older version. */
static bool link_by_key(GHashTable *seen, GArray *links, guint i, char *key,
			enum link_evidence evidence, int confidence, const char *why)
{
	guint older = GPOINTER_TO_UINT(g_hash_table_lookup(seen, key));

	g_hash_table_replace(seen, key, GUINT_TO_POINTER(i + 1));
	if (older)
		add(links, older - 1, i, evidence, confidence, g_strdup(why));
	return older;
}

GArray *find_links(const GPtrArray *series, const struct topic_options *options)
{
	GArray *links = g_array_new(FALSE, FALSE, sizeof(struct found_link));
	GHashTable *ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	GHashTable *titles = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = series->len; i--;) {
		const struct record *rec = ((struct series *)series->pdata[i])->leader;

		if (*rec->change_id && !options->withhold_declared &&
		    link_by_key(ids, links, i, g_strdup(rec->change_id), LINK_CHANGE_ID, 100,
				"the same change-id"))
			continue;
		link_by_key(titles, links, i,
			    g_strconcat(rec->author.email, "\n", rec->subject.title, NULL),
			    LINK_TITLE, 90, "the same title and author");
	}
	if (options->obeyed)
		*options->obeyed = 0;
	g_hash_table_unref(ids);
	g_hash_table_unref(titles);
	return links;
}
