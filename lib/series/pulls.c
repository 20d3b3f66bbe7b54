/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/pulls.h"

#include "patch/subject.h"
#include "series/similar.h"
#include "series/talk.h"
#include "text/each.h"

/* So many pull requests that list one title are looked at: it is a common one then. */
#define MAX_LISTINGS 50

/* A title without its subsystem says enough where it is so long, white space left out. */
#define MIN_TAIL 16

/* A pull request comes so soon, where only a part of the title tells. */
#define MAX_AGE ((int64_t)400 * 24 * 60 * 60)

/* So alike, in percent, are titles of one patch, when others of its series are in the pull request.
 */
#define MIN_SIMILARITY 66

/* So alike they are where nothing else tells, and so soon the pull request comes. */
#define MIN_LONE_SIMILARITY 80
#define MAX_LONE_AGE ((int64_t)150 * 24 * 60 * 60)

/* So many of what one author has in pull requests are looked at, the newest first. */
#define MAX_OF_AUTHOR 400

struct listing {
	const struct record *pull;
	const char *title, *who; /* who: "" where it does not say */
	guint next;		 /* with the same tail, + 1 */
	guint next_of_author;	 /* the same */
};

/* The listings of one pull request. */
struct span {
	guint first, nr;
};

struct pulls {
	struct pool pool;
	GHashTable *by_tail;   /* title_key() of title_tail() -> place of a listing + 1 */
	GHashTable *by_author; /* title_key() of his name -> place of a listing + 1 */
	GHashTable *by_pull;   /* record -> struct span */
	GArray *listings;
};

static void add_listing(struct pulls *pulls, const struct record *pull, const char *title,
			const char *who)
{
	const char *key = title_key(&pulls->pool, title_tail(title));
	const char *author = title_key(&pulls->pool, who);
	struct listing listing = { pull, title, who, 0, 0 };
	struct span *span = g_hash_table_lookup(pulls->by_pull, pull);

	if (!*key)
		return;
	listing.next = GPOINTER_TO_UINT(g_hash_table_lookup(pulls->by_tail, key));
	listing.next_of_author = GPOINTER_TO_UINT(g_hash_table_lookup(pulls->by_author, author));
	g_array_append_val(pulls->listings, listing);
	if (*author)
		g_hash_table_insert(pulls->by_author, (void *)author,
				    GUINT_TO_POINTER(pulls->listings->len));
	g_hash_table_insert(pulls->by_tail, (void *)key, GUINT_TO_POINTER(pulls->listings->len));
	if (!span) {
		span = pool_alloc(&pulls->pool, sizeof(*span));
		span->first = pulls->listings->len - 1;
		g_hash_table_insert(pulls->by_pull, (void *)pull, span);
	}
	span->nr++;
}

struct pulls *pulls_read(const GPtrArray *records)
{
	struct pulls *pulls = g_new0(struct pulls, 1);

	pulls->by_tail = g_hash_table_new(name_hash, g_str_equal);
	pulls->by_author = g_hash_table_new(name_hash, g_str_equal);
	pulls->by_pull = g_hash_table_new(NULL, NULL);
	pulls->listings = g_array_new(FALSE, FALSE, sizeof(struct listing));
	pointers_each (const struct record, record, records) {
		/* The cover letter of patches may ask to pull them, too. */
		if (record->kind != RECORD_PULL && record->kind != RECORD_COVER)
			continue;
		/* Some trees' pull requests bring their patches along. */
		if (record->kind == RECORD_PULL && record->subject.n > 0)
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
	g_hash_table_unref(pulls->by_tail);
	g_hash_table_unref(pulls->by_author);
	g_hash_table_unref(pulls->by_pull);
	g_array_unref(pulls->listings);
	pool_release(&pulls->pool);
	g_free(pulls);
}

static bool is_by(const struct listing *listing, const struct record *patch)
{
	return *listing->who && (!g_ascii_strcasecmp(listing->who, patch->author.name) ||
				 !g_ascii_strcasecmp(listing->who, patch->sender.name));
}

/* Whether a listing with an equal tail is the patch: by its whole title, or by its author, too. */
static bool is_listed(struct pool *pool, const struct listing *listing, const struct record *patch,
		      const char *tail)
{
	int64_t age = talk_time(listing->pull) - talk_time(patch);

	if (age <= 0)
		return false;
	if (!strcmp(title_key(pool, listing->title), title_key(pool, patch->subject.title)))
		return !*listing->who || is_by(listing, patch);
	return strlen(tail) >= MIN_TAIL && age <= MAX_AGE && is_by(listing, patch);
}

const struct record *pulls_find(const struct pulls *pulls, const struct record *patch)
{
	struct pool pool = POOL_INIT;
	const char *tail;
	const struct record *found = NULL;
	guint at;

	if (!pulls->listings->len)
		return NULL;
	tail = title_key(&pool, title_tail(patch->subject.title));
	at = GPOINTER_TO_UINT(g_hash_table_lookup(pulls->by_tail, tail));
	for (unsigned tries = 0; at && tries < MAX_LISTINGS; tries++) {
		const struct listing *listing =
			&g_array_index(pulls->listings, struct listing, at - 1);

		if (is_listed(&pool, listing, patch, tail) &&
		    (!found || talk_time(listing->pull) < talk_time(found)))
			found = listing->pull;
		at = listing->next;
	}
	pool_release(&pool);
	return found;
}

bool pulls_have_similar(const struct pulls *pulls, const struct record *pull,
			const struct record *patch)
{
	const struct span *span = g_hash_table_lookup(pulls->by_pull, pull);
	struct title_words words, listed;

	title_words(patch->subject.title, &words);
	for (guint i = 0; span && i < span->nr; i++) {
		const struct listing *listing =
			&g_array_index(pulls->listings, struct listing, span->first + i);

		if (!is_by(listing, patch))
			continue;
		title_words(listing->title, &listed);
		if (title_similarity(&words, &listed) >= MIN_SIMILARITY)
			return true;
	}
	return false;
}

const struct record *pulls_find_retitled(const struct pulls *pulls, const struct record *patch)
{
	struct pool pool = POOL_INIT;
	struct title_words words, listed;
	const struct record *found = NULL;
	int best = MIN_LONE_SIMILARITY - 1;
	guint at = GPOINTER_TO_UINT(
		g_hash_table_lookup(pulls->by_author, title_key(&pool, patch->author.name)));

	pool_release(&pool);
	title_words(patch->subject.title, &words);
	for (unsigned tries = 0; at && tries < MAX_OF_AUTHOR; tries++) {
		const struct listing *listing =
			&g_array_index(pulls->listings, struct listing, at - 1);
		int64_t age = talk_time(listing->pull) - talk_time(patch);
		int similarity;

		at = listing->next_of_author;
		if (age <= 0 || age > MAX_LONE_AGE)
			continue;
		title_words(listing->title, &listed);
		similarity = title_similarity(&words, &listed);
		if (similarity > best) {
			best = similarity;
			found = listing->pull;
		}
	}
	return found;
}
