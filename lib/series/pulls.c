/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/state.h"

#include "mail/titlekey.h"

/* So many pull requests that list one title are looked at: it is a common one then. */
#define MAX_LISTINGS 50

struct listing {
	const struct record *pull;
	const char *who; /* "" where it does not say */
	guint next;	 /* of the same title, + 1 */
};

struct pulls {
	struct pool pool;
	GHashTable *by_title; /* title_key() -> place of a listing + 1 */
	GArray *listings;
};

static void add_listing(struct pulls *pulls, const struct record *pull, const char *title,
			const char *who)
{
	const char *key = title_key(&pulls->pool, title);
	struct listing listing = { pull, who, 0 };

	if (!*key)
		return;
	listing.next = GPOINTER_TO_UINT(g_hash_table_lookup(pulls->by_title, key));
	g_array_append_val(pulls->listings, listing);
	g_hash_table_insert(pulls->by_title, (void *)key, GUINT_TO_POINTER(pulls->listings->len));
}

struct pulls *pulls_read(const GPtrArray *records)
{
	struct pulls *pulls = g_new0(struct pulls, 1);

	pulls->by_title = g_hash_table_new(g_str_hash, g_str_equal);
	pulls->listings = g_array_new(FALSE, FALSE, sizeof(struct listing));
	for (guint i = 0; i < records->len; i++) {
		const struct record *record = records->pdata[i];

		if (record->kind != RECORD_PULL)
			continue;
		/* Some trees' pull requests bring their patches along. */
		if (record->subject.n > 0)
			add_listing(pulls, record, record->subject.title, record->author.name);
		for (size_t k = 0; k < record->remarks.nr; k++) {
			const struct record_remark *remark = &record->remarks.items[k];

			if (remark->kind == REMARK_LISTED)
				add_listing(pulls, record, remark->text, remark->who);
		}
	}
	return pulls;
}

void pulls_free(struct pulls *pulls)
{
	if (!pulls)
		return;
	g_hash_table_unref(pulls->by_title);
	g_array_unref(pulls->listings);
	pool_release(&pulls->pool);
	g_free(pulls);
}

static bool is_by(const struct listing *listing, const struct record *patch)
{
	return !*listing->who || !g_ascii_strcasecmp(listing->who, patch->author.name) ||
	       !g_ascii_strcasecmp(listing->who, patch->sender.name);
}

const struct record *pulls_find(const struct pulls *pulls, const struct record *patch)
{
	struct pool pool = POOL_INIT;
	const char *key;
	const struct record *found = NULL;
	guint at;

	if (!g_hash_table_size(pulls->by_title))
		return NULL;
	key = title_key(&pool, patch->subject.title);
	at = GPOINTER_TO_UINT(g_hash_table_lookup(pulls->by_title, key));
	for (unsigned tries = 0; at && tries < MAX_LISTINGS; tries++) {
		const struct listing *listing =
			&g_array_index(pulls->listings, struct listing, at - 1);

		if (talk_time(listing->pull) > talk_time(patch) && is_by(listing, patch) &&
		    (!found || talk_time(listing->pull) < talk_time(found)))
			found = listing->pull;
		at = listing->next;
	}
	pool_release(&pool);
	return found;
}
