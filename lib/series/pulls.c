/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/pulls.h"

#include "patch/subject.h"
#include "series/similar.h"
#include "series/table.h"
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
	const char *title, *who;  /* who: "" where it does not say */
	struct title_words words; /* of the title */
};

/* The listings of one pull request. */
struct span {
	guint first, nr;
};

struct pulls {
	struct pool pool;
	struct table by_tail;	/* letters_hash() of title_tail() -> place of a listing */
	struct table by_author; /* the same of his name */
	GHashTable *by_pull;	/* record -> struct span */
	GArray *listings;
};

bool pull_is_patch(const struct record *record)
{
	return record->kind == RECORD_PULL && !record->reply && record->subject.n > 0 &&
	       !record_find_remark(record, REMARK_LISTED);
}

static void add_listing(struct pulls *pulls, const struct record *pull, const char *title,
			const char *who)
{
	uint64_t tail = letters_hash(title_tail(title)), author = letters_hash(who);
	struct listing listing = { .pull = pull, .title = title, .who = who };
	struct span *span = g_hash_table_lookup(pulls->by_pull, pull);

	if (!tail)
		return;
	title_words(title, &listing.words);
	table_add(&pulls->by_tail, tail, pulls->listings->len);
	if (author)
		table_add(&pulls->by_author, author, pulls->listings->len);
	g_array_append_val(pulls->listings, listing);
	if (!span) {
		span = pool_alloc(&pulls->pool, sizeof(*span));
		*span = (struct span){ pulls->listings->len - 1, 0 };
		g_hash_table_insert(pulls->by_pull, (void *)pull, span);
	}
	span->nr++;
}

struct pulls *pulls_read(const GPtrArray *records)
{
	struct pulls *pulls = g_new0(struct pulls, 1);

	table_init(&pulls->by_tail, 0);
	table_init(&pulls->by_author, 0);
	pulls->by_pull = g_hash_table_new(NULL, NULL);
	pulls->listings = g_array_new(FALSE, FALSE, sizeof(struct listing));
	pointers_each (const struct record, record, records) {
		/* The cover letter of patches may ask to pull them, too. */
		if (record->kind != RECORD_PULL && record->kind != RECORD_COVER)
			continue;
		if (pull_is_patch(record))
			add_listing(pulls, record, record->subject.title,
				    record->people->author.name);
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
	table_release(&pulls->by_tail);
	table_release(&pulls->by_author);
	g_hash_table_unref(pulls->by_pull);
	g_array_unref(pulls->listings);
	pool_release(&pulls->pool);
	g_free(pulls);
}

static bool is_by(const struct listing *listing, const struct record *patch)
{
	return *listing->who && (!g_ascii_strcasecmp(listing->who, patch->people->author.name) ||
				 !g_ascii_strcasecmp(listing->who, patch->people->sender.name));
}

static bool is_long(const char *tail)
{
	size_t letters = 0;

	for (; *tail && letters < MIN_TAIL; tail++)
		letters += !slice_is_space(*tail);
	return letters == MIN_TAIL;
}

/* Whether a listing with an equal tail is the patch: by its whole title, or by its author, too. */
static bool is_listed(const struct listing *listing, const struct record *patch, const char *tail)
{
	int64_t age = talk_time(listing->pull) - talk_time(patch);

	if (age <= 0)
		return false;
	if (letters_equal(listing->title, patch->subject.title))
		return !*listing->who || is_by(listing, patch);
	return is_long(tail) && age <= MAX_AGE && is_by(listing, patch);
}

static const struct listing *listing_of(const struct pulls *pulls, const struct table_item *item)
{
	return &g_array_index(pulls->listings, struct listing, item->value);
}

const struct record *pulls_find(const struct pulls *pulls, const struct record *patch)
{
	const char *tail = title_tail(patch->subject.title);
	const struct table_item *item =
		pulls->listings->len ? table_find(&pulls->by_tail, letters_hash(tail)) : NULL;
	const struct record *found = NULL;

	for (unsigned tries = 0; item && tries < MAX_LISTINGS;
	     item = table_next(&pulls->by_tail, item)) {
		const struct listing *listing = listing_of(pulls, item);

		if (!letters_equal(title_tail(listing->title), tail))
			continue;
		if (is_listed(listing, patch, tail) &&
		    (!found || talk_time(listing->pull) < talk_time(found)))
			found = listing->pull;
		tries++;
	}
	return found;
}

bool pulls_have_similar(const struct pulls *pulls, const struct record *pull,
			const struct record *patch)
{
	const struct span *span = g_hash_table_lookup(pulls->by_pull, pull);
	struct title_words words;

	title_words(patch->subject.title, &words);
	for (guint i = 0; span && i < span->nr; i++) {
		const struct listing *listing =
			&g_array_index(pulls->listings, struct listing, span->first + i);

		if (is_by(listing, patch) &&
		    title_similarity(&words, &listing->words) >= MIN_SIMILARITY)
			return true;
	}
	return false;
}

const struct record *pulls_find_retitled(const struct pulls *pulls, const struct record *patch)
{
	const char *author = patch->people->author.name;
	const struct table_item *item = table_find(&pulls->by_author, letters_hash(author));
	struct title_words words;
	const struct record *found = NULL;
	int best = MIN_LONE_SIMILARITY - 1;

	title_words(patch->subject.title, &words);
	for (unsigned tries = 0; item && tries < MAX_OF_AUTHOR;
	     item = table_next(&pulls->by_author, item)) {
		const struct listing *listing = listing_of(pulls, item);
		int64_t age = talk_time(listing->pull) - talk_time(patch);
		int similarity;

		if (!letters_equal(listing->who, author))
			continue;
		tries++;
		if (age <= 0 || age > MAX_LONE_AGE)
			continue;
		similarity = title_similarity(&words, &listing->words);
		if (similarity > best) {
			best = similarity;
			found = listing->pull;
		}
	}
	return found;
}
