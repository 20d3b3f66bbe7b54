/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * usage: accuracy-groups [--verbose] <inbox> [<revision>...]
 *
 * Measures how lib/series groups real mails into series. The titles in a cover letter's shortlog
 * are the truth. Each patch of its series must be there, and each of its titles that was posted (by
 * this sender, of this version and total, within two days, in no series with a cover letter of its
 * own) must be in its series. A shortlog that has not as many titles as the prefix says is of
 * another version: it is counted, but tells nothing. Where one patch bears another title, and that
 * leaves no place free, the author may have changed it: a mistake all the same, counted apart, too,
 * unless the cover letter's diffstat tells that just this patch is of it: the lines that all
 * patches add and remove come out as it says, and do not without this one; or the files are those
 * that it names, and one of them no other patch changes.
 *
 * --verbose prints each mistake.
 */
#include "accuracy.h"
#include "body/body.h"
#include "text/hash.h"

#define POSTED_SECONDS ((int64_t)2 * 24 * 60 * 60)

/* Percent of the words. */
#define SAME_TITLE 70

/* "Ada Lindqvist (3):" -> 3 */
static unsigned author_line(struct slice line)
{
	size_t at = line.len;
	unsigned nr = 0, unit = 1;

	if (line.len < 5 || g_ascii_isspace(line.ptr[0]) || line.ptr[at - 1] != ':' ||
	    line.ptr[at - 2] != ')')
		return 0;
	for (at -= 2; at && g_ascii_isdigit(line.ptr[at - 1]) && unit < 10000; at--, unit *= 10)
		nr += unit * (unsigned)(line.ptr[at - 1] - '0');
	return at > 1 && line.ptr[at - 1] == '(' && line.ptr[at - 2] == ' ' ? nr : 0;
}

static size_t indent_of(struct slice line)
{
	size_t indent = 0;

	while (indent < line.len && g_ascii_isspace(line.ptr[indent]))
		indent++;
	return indent;
}

/* The titles below an author's line, wrapped ones put together. False unless there are nr. */
static bool read_titles(struct slice *text, unsigned nr, GPtrArray *titles)
{
	struct slice line, rest = *text;
	size_t base = 0;
	guint before = titles->len;

	while (slice_next_line(&rest, &line) && slice_trim(line).len &&
	       g_ascii_isspace(line.ptr[0])) {
		size_t indent = indent_of(line);
		char *part = g_strndup(slice_trim(line).ptr, slice_trim(line).len);

		base = base ? base : indent;
		if (indent > base && titles->len > before) {
			char **last = (char **)&titles->pdata[titles->len - 1];
			char *whole = g_strconcat(*last, " ", part, NULL);

			g_free(*last);
			g_free(part);
			*last = whole;
		} else {
			g_ptr_array_add(titles, part);
		}
		*text = rest;
	}
	return titles->len - before == nr;
}

/* The titles that a cover letter lists; NULL where it has no shortlog that adds up. */
static GPtrArray *read_shortlog(struct slice text)
{
	GPtrArray *titles = g_ptr_array_new_with_free_func(g_free);
	struct slice line;
	bool good = true;

	while (good && slice_next_line(&text, &line)) {
		unsigned nr = author_line(line);

		if (nr)
			good = read_titles(&text, nr, titles);
	}
	if (good && titles->len)
		return titles;
	g_ptr_array_unref(titles);
	return NULL;
}

static GPtrArray *shortlog_of(const struct record *cover)
{
	GPtrArray *titles = NULL;
	struct mail_blob blob;
	struct mail mail;
	struct body body;

	if (!inbox_read(inbox, cover->commit, &blob, NULL))
		return NULL;
	if (mail_parse(&mail, blob.raw, NULL) && body_decode(&mail, &body, NULL)) {
		titles = read_shortlog(body.text);
		body_release(&body);
	}
	mail_blob_release(&blob);
	return titles;
}

static char *patch_key(const struct record *rec, const char *title)
{
	char *sender = g_ascii_strdown(rec->people->sender.email, -1);
	char *key = g_strdup_printf("%s %d.%d/%d %" PRIx64, sender, rec->subject.version,
				    rec->subject.revision, rec->subject.m, title_hash(title));

	g_free(sender);
	return key;
}

/* Who sent what: key -> patches of series without a cover. */
static GHashTable *index_patches(void)
{
	GHashTable *map = g_hash_table_new_full(str_hash, g_str_equal, g_free,
						(GDestroyNotify)g_ptr_array_unref);

	for (guint i = 0; i < series->len; i++) {
		const struct series *one = series->pdata[i];

		for (guint j = 0; !one->cover && j < one->patches->len; j++) {
			struct record *rec = one->patches->pdata[j];
			char *key = patch_key(rec, rec->subject.title);
			GPtrArray *list = g_hash_table_lookup(map, key);

			if (!list)
				g_hash_table_insert(map, g_strdup(key), list = g_ptr_array_new());
			g_ptr_array_add(list, rec);
			g_free(key);
		}
	}
	return map;
}

static bool was_posted(GHashTable *patches, const struct record *cover, const char *title)
{
	char *key = patch_key(cover, title);
	const GPtrArray *list = g_hash_table_lookup(patches, key);
	bool found = false;

	for (guint i = 0; list && i < list->len; i++) {
		const struct record *rec = list->pdata[i];

		found |= rec->subject.n > 0 && llabs(rec->date - cover->date) < POSTED_SECONDS;
	}
	g_free(key);
	return found;
}

/* People mend a title in one place and forget the other. */
static bool is_title(const char *a, const char *b)
{
	struct title_words wa, wb;

	if (title_hash(a) == title_hash(b))
		return true;
	title_words(a, &wa);
	title_words(b, &wb);
	return title_similarity(&wa, &wb) >= SAME_TITLE;
}

static bool has_title(const GPtrArray *titles, const char *title)
{
	for (guint i = 0; i < titles->len; i++)
		if (is_title(titles->pdata[i], title))
			return true;
	return false;
}

static bool has_patch(const struct series *one, const char *title)
{
	for (guint i = 0; i < one->patches->len; i++) {
		const struct record *rec = one->patches->pdata[i];

		if (rec->subject.n && is_title(rec->subject.title, title))
			return true;
	}
	return false;
}

static unsigned retitled; /* series */
static unsigned told;	  /* of them, where the cover letter's diffstat tells that it is right */

static void mistake(const struct series *one, const char *what, const char *title)
{
	if (verbose)
		printf("%s: %s\n\t%s\n", what, title, label(one));
}

/*
 * Whether one patch bears another title than the cover letter lists: all places are taken, and one
 * title, which was not posted elsewhere, is nobody's.
 */
static bool has_retitled(const struct series *one, const GPtrArray *titles, GHashTable *patches)
{
	unsigned unlisted = 0, unsent = 0;

	for (guint i = 0; i < one->patches->len; i++) {
		const struct record *rec = one->patches->pdata[i];

		unlisted += rec->subject.n && !has_title(titles, rec->subject.title);
	}
	for (guint i = 0; i < titles->len; i++)
		unsent += !has_patch(one, titles->pdata[i]) &&
			  !was_posted(patches, one->cover, titles->pdata[i]);
	return one->patches->len == titles->len && unlisted == 1 && unsent == 1;
}

static int64_t net_lines(const struct record *rec)
{
	return (int64_t)rec->posted->diffstat.insertions - (int64_t)rec->posted->diffstat.deletions;
}

static bool has_path(const struct record *rec, const char *path)
{
	for (size_t i = 0; i < rec->posted->diffstat.nr_paths; i++)
		if (!strcmp(rec->posted->diffstat.paths[i], path))
			return true;
	return false;
}

/* How many patches of the series change the file. */
static unsigned count_changes(const struct series *one, const char *path)
{
	unsigned nr = 0;

	for (guint i = 0; i < one->patches->len; i++)
		nr += has_path(one->patches->pdata[i], path);
	return nr;
}

/* Whether the cover letter names the files of all patches and no others, and one is of rec alone.
 */
static bool has_own_file(const struct series *one, const struct record *rec)
{
	bool own = false;

	for (guint i = 0; i < one->patches->len; i++) {
		const struct record *patch = one->patches->pdata[i];

		for (size_t k = 0; k < patch->posted->diffstat.nr_paths; k++)
			if (!has_path(one->cover, patch->posted->diffstat.paths[k]))
				return false;
	}
	for (size_t i = 0; i < one->cover->posted->diffstat.nr_paths; i++) {
		const char *path = one->cover->posted->diffstat.paths[i];
		unsigned nr = count_changes(one, path);

		if (!nr)
			return false;
		own |= nr == 1 && has_path(rec, path);
	}
	return own;
}

/* Whether the cover letter's diffstat tells that the patch is of it. */
static bool is_counted_in(const struct series *one, const struct record *rec)
{
	int64_t lines = net_lines(one->cover);

	if (!one->cover->posted->diffstat.known)
		return false;
	for (guint i = 0; i < one->patches->len; i++)
		lines -= net_lines(one->patches->pdata[i]);
	return (!lines && net_lines(rec)) || has_own_file(one, rec);
}

static bool check_series(const struct series *one, const GPtrArray *titles, GHashTable *patches,
			 struct ratio *members)
{
	struct ratio here = { 0, 0 };
	bool changed = has_retitled(one, titles, patches);

	retitled += changed;
	for (guint i = 0; i < one->patches->len; i++) {
		const struct record *rec = one->patches->pdata[i];
		char *subject;

		if (!rec->subject.n || has_title(titles, rec->subject.title)) {
			here.right += rec->subject.n > 0;
			continue;
		}
		if (changed && is_counted_in(one, rec)) {
			here.right++;
			told++;
			continue;
		}
		here.wrong++;
		subject = subject_text(&rec->subject);
		mistake(one, "not in the shortlog", subject);
		g_free(subject);
	}
	for (guint i = 0; i < titles->len; i++) {
		const char *title = titles->pdata[i];

		if (!has_patch(one, title) && was_posted(patches, one->cover, title)) {
			here.wrong++;
			mistake(one, "in the shortlog alone", title);
		}
	}
	members->right += here.right;
	members->wrong += here.wrong;
	return !here.wrong;
}

static unsigned measure_grouping(struct ratio *whole, struct ratio *members)
{
	unsigned stale = 0;
	GHashTable *patches = index_patches();

	for (guint i = 0; i < series->len; i++) {
		const struct series *one = series->pdata[i];
		GPtrArray *titles = one->cover ? shortlog_of(one->cover) : NULL;

		if (!titles)
			continue;
		if ((int)titles->len != one->total)
			stale++;
		else if (check_series(one, titles, patches, members))
			whole->right++;
		else
			whole->wrong++;
		g_ptr_array_unref(titles);
	}
	g_hash_table_unref(patches);
	return stale;
}

int main(int argc, char **argv)
{
	struct ratio whole = { 0, 0 }, members = { 0, 0 };
	unsigned stale;
	int at = 1, status;

	for (; at < argc && g_str_has_prefix(argv[at], "--"); at++)
		verbose |= !strcmp(argv[at], "--verbose");
	status = read_postings(argc - at, argv + at);
	if (status)
		return status;
	series = series_group(postings);
	stale = measure_grouping(&whole, &members);
	print_ratio("grouping: series", whole);
	print_ratio("grouping: patches", members);
	printf("%-28s %6u\n", "shortlogs of another total", stale);
	printf("%-28s %6u\n", "with one title changed", retitled);
	printf("%-28s %6u\n", "right by the diffstat", told);
	free_postings();
	return 0;
}
