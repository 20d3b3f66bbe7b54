/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/covers.h"

#include "text/each.h"
#include "text/hash.h"

#define DAY ((int64_t)24 * 60 * 60)
#define HOUR ((int64_t)60 * 60) /* clocks of one sender differ by less */

/* So many patches make a mail their cover letter; one will do where its subject says [PATCH]. */
#define MIN_PATCHES 2

/* Which of the patches that answer it most are of is a vote: each takes one of another away. */
struct candidate {
	struct record *record;
	const struct record *patch; /* the first one of the series that has most */
	unsigned votes;
	unsigned nr, total; /* patches of that series, and of all */
	bool direct;	    /* one of them answers the mail itself */
};

bool cover_may_be(const struct record *record)
{
	return *record->message_id &&
	       (record->kind == RECORD_OTHER || (record->kind == RECORD_REPLY && !record->reply) ||
		(record->kind == RECORD_PATCH && record->oddities & RECORD_NO_DIFF));
}

static GHashTable *find_candidates(const GPtrArray *records)
{
	GHashTable *candidates = g_hash_table_new_full(str_hash, g_str_equal, NULL, g_free);

	pointers_each (struct record, record, records) {
		struct candidate *candidate;

		if (!cover_may_be(record))
			continue;
		candidate = g_new0(struct candidate, 1);
		candidate->record = record;
		g_hash_table_insert(candidates, (void *)record->message_id, candidate);
	}
	return candidates;
}

static bool same_series(const struct record *a, const struct record *b)
{
	return a->subject.m == b->subject.m && a->subject.version == b->subject.version;
}

/* "[PATCHSET 1/2]" counts cover letters, whatever numbers the patches have. */
static bool is_set(const struct record *record)
{
	static const char word[] = "PATCHSET";

	for (const char *at = record->subject.prefix; *at; at++)
		if (!g_ascii_strncasecmp(at, word, strlen(word)))
			return true;
	return false;
}

/* What a patch answers: the mail itself, or by the patch before it the one that began the thread.
 */
static struct candidate *find_answered(GHashTable *candidates, const struct record *patch)
{
	struct candidate *candidate = g_hash_table_lookup(candidates, patch->in_reply_to);

	return candidate || !*patch->references
		       ? candidate
		       : g_hash_table_lookup(candidates, *patch->references);
}

static struct candidate *answered(GHashTable *candidates, const struct record *patch)
{
	struct candidate *candidate;
	int64_t later;

	if (patch->kind != RECORD_PATCH || patch->subject.n <= 0 || !*patch->in_reply_to ||
	    patch->oddities & RECORD_NO_DIFF)
		return NULL;
	candidate = find_answered(candidates, patch);
	later = candidate ? patch->date - candidate->record->date : 0;
	if (!candidate || later < -HOUR || later > DAY ||
	    !record_same_sender(candidate->record, patch) ||
	    (same_series(candidate->record, patch) && !is_set(candidate->record)))
		return NULL;
	return candidate;
}

static void vote(struct candidate *candidate, const struct record *patch)
{
	if (!candidate->votes)
		candidate->patch = patch;
	if (same_series(candidate->patch, patch))
		candidate->votes++;
	else
		candidate->votes--;
}

static bool comes_before(const struct record *a, const struct record *b)
{
	if (a->subject.n != b->subject.n)
		return a->subject.n < b->subject.n;
	return memcmp(a->commit, b->commit, RECORD_HASH_SIZE) < 0;
}

static void count(struct candidate *candidate, const struct record *patch)
{
	candidate->total++;
	if (!same_series(candidate->patch, patch))
		return;
	candidate->nr++;
	candidate->direct =
		candidate->direct || !strcmp(patch->in_reply_to, candidate->record->message_id);
	if (comes_before(patch, candidate->patch))
		candidate->patch = patch;
}

/* A patch, and what it answers. */
struct answer {
	struct candidate *candidate;
	const struct record *patch;
};

static GArray *find_answers(const GPtrArray *records, GHashTable *candidates)
{
	GArray *answers = g_array_new(FALSE, FALSE, sizeof(struct answer));

	for (guint i = 0; i < records->len && g_hash_table_size(candidates); i++) {
		struct answer answer = { answered(candidates, records->pdata[i]),
					 records->pdata[i] };

		if (answer.candidate)
			g_array_append_val(answers, answer);
	}
	return answers;
}

static void visit_answers(const GArray *answers,
			  void (*visit)(struct candidate *candidate, const struct record *patch))
{
	array_each (const struct answer, answer, answers)
		visit(answer->candidate, answer->patch);
}

/* Takes " v2" off the end of a title; 0 without it. */
static int take_version(struct record *record)
{
	const char *title = record->subject.title, *at = title + strlen(title);
	int version = 0, unit = 1;

	for (; at > title && g_ascii_isdigit(at[-1]) && unit < 1000; unit *= 10)
		version += unit * (*--at - '0');
	if (!version || at < title + 3 || (at[-1] | 0x20) != 'v' || at[-2] != ' ')
		return 0;
	for (at -= 2; at > title && strchr(" ,:;-", at[-1]);)
		at--;
	subject_join(&record->pool, &record->subject);
	record->subject.title = pool_copy(&record->pool, slice_of(title, (size_t)(at - title)));
	return version;
}

static void adopt(const struct candidate *candidate)
{
	struct subject *subject = &candidate->record->subject;
	int version = take_version(candidate->record);

	candidate->record->kind = RECORD_COVER;
	subject->n = 0;
	subject->m = candidate->patch->subject.m;
	version = MAX(version, subject->version);
	subject->version = MAX(version, candidate->patch->subject.version);
	subject->tags =
		pool_copy(&candidate->record->pool, slice_str(candidate->patch->subject.tags));
	subject->flags |= SUBJECT_PATCH;
}

static bool is_cover(const struct candidate *candidate)
{
	unsigned least = candidate->record->kind == RECORD_PATCH ? 1 : MIN_PATCHES;

	return candidate->direct && candidate->nr >= least &&
	       candidate->nr > candidate->total / 2 && candidate->patch->subject.m >= (int)least;
}

void covers_adopt(const GPtrArray *records)
{
	g_autoptr(GHashTable) candidates = find_candidates(records);
	g_autoptr(GArray) answers = find_answers(records, candidates);
	struct candidate *candidate;
	GHashTableIter iter;

	visit_answers(answers, vote);
	visit_answers(answers, count);
	g_hash_table_iter_init(&iter, candidates);
	while (g_hash_table_iter_next(&iter, NULL, (void **)&candidate))
		if (is_cover(candidate))
			adopt(candidate);
}
