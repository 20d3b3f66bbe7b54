/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tree/match.h"

#include "inbox/private.h"
#include "tree/diff.h"
#include "text/each.h"
#include "inbox/oid.h"
#include "tree/private.h"

#define DAY (24 * 3600)

/* How long before a commit its posting may have been sent, and after it, where titles differ. */
#define MAX_DAYS_BEFORE 400
#define MAX_DAYS_AFTER 2

/* Postings of one author that are compared with one commit. */
#define MAX_BY_AUTHOR 400

/* Files of his postings that are looked up for one commit: who posts patches every day has some
 * thousands in that time. */
#define MAX_FILES 100000

struct matcher {
	struct tree *tree;
	struct postings *postings;
	struct matcher_options options;
	GString *diff;

	/* Of the commit that is looked at. */
	const struct tree_commit *commit;
	struct sketch *sketches[2]; /* without and with renames */
	bool sketched[2];
	GHashTable *seen;  /* of struct record * */
	GArray *judgments; /* of struct judgment */
};

struct matcher *matcher_new(struct tree *tree, struct postings *postings,
			    const struct matcher_options *options)
{
	struct matcher *matcher = g_new0(struct matcher, 1);

	matcher->tree = tree;
	matcher->postings = postings;
	if (options)
		matcher->options = *options;
	matcher->diff = g_string_new(NULL);
	matcher->seen = g_hash_table_new(NULL, NULL);
	matcher->judgments = g_array_new(FALSE, FALSE, sizeof(struct judgment));
	return matcher;
}

void matcher_free(struct matcher *matcher)
{
	if (!matcher)
		return;
	g_string_free(matcher->diff, TRUE);
	g_hash_table_unref(matcher->seen);
	g_array_unref(matcher->judgments);
	g_free(matcher);
}

static const struct sketch *commit_sketch(struct matcher *matcher, bool renames)
{
	if (!matcher->sketched[renames]) {
		matcher->sketched[renames] = true;
		if (tree_diff(matcher->tree, matcher->commit, renames, matcher->diff))
			matcher->sketches[renames] =
				sketch_new(slice_of(matcher->diff->str, matcher->diff->len));
	}
	return matcher->sketches[renames];
}

static void consider(struct matcher *matcher, struct record *record, bool named)
{
	const struct sketch *mail;
	struct judgment judgment;

	if (!g_hash_table_add(matcher->seen, record))
		return;
	mail = postings_sketch(matcher->postings, record);
	judge(matcher->commit, record, named, commit_sketch(matcher, mail && mail->renames), mail,
	      &judgment);
	g_array_append_val(matcher->judgments, judgment);
}

/* Those of the thread that a cover letter begins which have the commit's title. */
static void consider_named_thread(struct matcher *matcher, const struct record *cover)
{
	const GPtrArray *thread = postings_of_thread(matcher->postings, cover), *records;
	struct pool pool = POOL_INIT;

	records =
		postings_by_title(matcher->postings, tree_title_key(&pool, matcher->commit->title));
	for (guint i = 0; thread && records && i < records->len; i++)
		if (postings_of_thread(matcher->postings, records->pdata[i]) == thread)
			consider(matcher, records->pdata[i], true);
	pool_release(&pool);
}

static void consider_named(struct matcher *matcher)
{
	for (const char **id = matcher->commit->message_ids; *id; id++) {
		const GPtrArray *named = postings_by_id(matcher->postings, *id);

		for (guint i = 0; named && i < named->len; i++) {
			struct record *record = named->pdata[i];

			if (record->kind == RECORD_COVER)
				consider_named_thread(matcher, record);
			else
				consider(matcher, record, true);
		}
	}
}

static void consider_all(struct matcher *matcher, const GPtrArray *records)
{
	for (guint i = 0; records && i < records->len; i++)
		consider(matcher, records->pdata[i], false);
}

static bool may_be_of(const struct tree_commit *commit, const struct record *record)
{
	return record->date >= commit->authored - (int64_t)MAX_DAYS_BEFORE * DAY &&
	       record->date <= commit->committed + (int64_t)MAX_DAYS_AFTER * DAY;
}

static bool shares_path(GHashTable *paths, const struct record *record)
{
	for (size_t i = 0; i < record->posted->diffstat.nr_paths; i++)
		if (g_hash_table_contains(paths, record->posted->diffstat.paths[i]))
			return true;
	return false;
}

/*
 * What else the author posted that touches the same files: its title may be another. Most commits
 * have no such, so that no file is read for it before there is one.
 */
static void consider_author(struct matcher *matcher)
{
	const struct tree_commit *commit = matcher->commit;
	const GPtrArray *records = postings_by_author(matcher->postings, &commit->author);
	GHashTable *paths = NULL;
	unsigned nr = 0;
	size_t files = 0;

	for (guint i = 0; records && i < records->len && nr < MAX_BY_AUTHOR && files < MAX_FILES;
	     i++) {
		struct record *record = records->pdata[i];

		if (!may_be_of(commit, record))
			continue;
		if (!paths && !(paths = touched_by(matcher->tree, commit)))
			return;
		files += record->posted->diffstat.nr_paths;
		if (!shares_path(paths, record))
			continue;
		consider(matcher, record, false);
		nr++;
	}
	g_clear_pointer(&paths, g_hash_table_unref);
}

static const struct judgment *best_of(const struct matcher *matcher)
{
	const struct judgment *best = NULL;

	array_each (const struct judgment, judgment, matcher->judgments)
		if (judgment->confidence >= MATCH_MIN_CONFIDENCE &&
		    (!best || judgment_is_better(judgment, best, matcher->commit)))
			best = judgment;
	return best;
}

/* Whether the commit has all of another patch of the series, too. */
static bool is_squashed(struct matcher *matcher, const struct judgment *best)
{
	const GPtrArray *thread = postings_of_thread(matcher->postings, best->record);
	const struct sketch *own = postings_sketch(matcher->postings, best->record);

	if (!judgment_holds_more(best) || !thread || !own)
		return false;
	pointers_each (const struct record, other, thread) {
		const struct sketch *mail;

		if (other == best->record || other->subject.n == best->record->subject.n)
			continue;
		mail = postings_sketch(matcher->postings, other);
		if (mail && judge_holds(commit_sketch(matcher, mail->renames), mail) &&
		    !judge_holds(own, mail))
			return true;
	}
	return false;
}

/* git am makes the mail's date the author's: of any version that is here it would be that one. */
static bool is_later(const struct tree_commit *commit, const struct judgment *best)
{
	const int64_t sent = best->record->date;

	return best->evidence != MATCH_TRAILER && sent > 0 && commit->authored > sent + DAY;
}

static void fill(struct matcher *matcher, const struct judgment *best, struct tree_match *out)
{
	*out = (struct tree_match){ .evidence = MATCH_NONE, .same = -1, .open = "" };
	if (best && is_squashed(matcher, best)) {
		out->open = match_open_reason(0);
	} else if (best) {
		out->record = best->record;
		out->evidence = best->evidence;
		out->confidence = best->confidence;
		out->same = best->same;
		out->as_posted = best->same_patch;
		out->retitled = !best->same_title;
		out->later = is_later(matcher->commit, best);
	} else {
		for (guint i = 0; i < matcher->judgments->len; i++)
			if (g_array_index(matcher->judgments, struct judgment, i).is_part)
				out->open = match_open_reason(1);
	}
}

void match_commit(struct matcher *matcher, const struct tree_commit *commit, struct tree_match *out)
{
	g_autofree char *authored = tree_authored_key(commit->author.email, commit->authored);

	matcher->commit = commit;
	if (!matcher->options.withhold_trailers)
		consider_named(matcher);
	consider_all(matcher, postings_by_title(
				      matcher->postings,
				      tree_title_key((struct pool *)&commit->pool, commit->title)));
	consider_all(matcher, postings_by_authored(matcher->postings, authored));
	if (!best_of(matcher))
		consider_author(matcher);
	fill(matcher, best_of(matcher), out);
	for (int i = 0; i < 2; i++) {
		g_clear_pointer(&matcher->sketches[i], sketch_free);
		matcher->sketched[i] = false;
	}
	g_hash_table_remove_all(matcher->seen);
	g_array_set_size(matcher->judgments, 0);
	matcher->commit = NULL;
}

static void drop_repeated(GPtrArray *hits)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(inbox_oid_hash, inbox_oid_equal);

	for (guint i = 0; i < hits->len;) {
		const struct tree_hit *hit = hits->pdata[i];

		if (g_hash_table_contains(seen, &hit->commit.id)) {
			g_ptr_array_remove_index(hits, i);
		} else {
			g_hash_table_add(seen, (gpointer)&hit->commit.id);
			i++;
		}
	}
}

void match_candidates(struct matcher *matcher, const struct record *record, GPtrArray *hits)
{
	g_autofree char *authored = tree_authored_key(record->people->author.email, record->date);
	struct pool pool = POOL_INIT;

	if (!matcher->options.withhold_trailers)
		tree_find(matcher->tree, TREE_MESSAGE_ID, record->message_id, hits);
	tree_find(matcher->tree, TREE_AUTHORED, authored, hits);
	tree_find(matcher->tree, TREE_TITLE, tree_title_key(&pool, record->subject.title), hits);
	drop_repeated(hits);
	pool_release(&pool);
}

/* A row: stamp, evidence, confidence, lines that are the same (+ 1), flags, upstream, the
 * Message-ID. */
#define FIXED (8 + 1 + 1 + 1 + 1 + GIT_OID_RAWSZ)
#define AS_POSTED 1u
#define RETITLED 2u
#define LATER 8u
#define OPEN 4u /* and what stands above these bits says why */
#define OPEN_SHIFT 4

bool matched_get(struct tree *tree, int64_t number, uint64_t stamp, struct matched *out)
{
	const unsigned char *bytes;
	struct slice row;
	uint64_t seen;

	*out = (struct matched){ .match.open = "" };
	if (!commits_note(tree->table, number, &row) || row.len < FIXED)
		return false;
	bytes = (const unsigned char *)row.ptr;
	memcpy(&seen, bytes, sizeof(seen));
	if (seen != stamp || bytes[8] > MATCH_NONE || bytes[9] > 100 || bytes[10] > 101)
		return false;
	out->match.evidence = (enum match_evidence)bytes[8];
	out->match.confidence = bytes[9];
	out->match.same = bytes[10] - 1;
	out->match.as_posted = bytes[11] & AS_POSTED;
	out->match.retitled = bytes[11] & RETITLED;
	out->match.later = bytes[11] & LATER;
	if (bytes[11] & OPEN)
		out->match.open = match_open_reason(bytes[11] >> OPEN_SHIFT);
	oid_from_raw(&out->upstream, bytes + 12);
	row = slice_skip(row, FIXED);
	if ((row.len > 0) != (out->match.evidence != MATCH_NONE) ||
	    !g_utf8_validate_len(row.ptr, row.len, NULL))
		return false;
	if (row.len)
		out->message_id = g_strndup(row.ptr, row.len);
	return true;
}

void matched_put(struct tree *tree, int64_t number, uint64_t stamp, const struct tree_match *match,
		 const git_oid *upstream)
{
	const char *id = match->record ? match->record->message_id : "";
	g_autoptr(GByteArray) row = g_byte_array_new();
	guint8 bytes[4] = { (guint8)match->evidence, (guint8)match->confidence,
			    (guint8)(match->same + 1), 0 };

	/* What has no name cannot be kept; a file that could not be read may be there later. */
	if (number < 0 || (match->record && (!*id || match->same < 0)))
		return;
	bytes[3] |= match->as_posted ? AS_POSTED : 0;
	bytes[3] |= match->retitled ? RETITLED : 0;
	bytes[3] |= match->later ? LATER : 0;
	if (*match->open)
		bytes[3] |= (guint8)(OPEN | match_open_number(match->open) << OPEN_SHIFT);
	g_byte_array_append(row, (const guint8 *)&stamp, sizeof(stamp));
	g_byte_array_append(row, bytes, sizeof(bytes));
	g_byte_array_append(row, upstream->id, GIT_OID_RAWSZ);
	g_byte_array_append(row, (const guint8 *)id, (guint)strlen(id));
	commits_put_note(tree->table, number, row);
}

void matched_save(struct tree *tree)
{
	commits_save_notes(tree->table);
}
