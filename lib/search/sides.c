/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "search/sides.h"

#include "search/error.h"
#include "search/find.h"
#include "series/series.h"
#include "inbox/oid.h"
#include "text/integers.h"
#include "tree/diff.h"

/* In the place of a version: what it became in a work repository. */
#define TREE "tree"

static const char *title_of(const struct topic *topic)
{
	return topic->latest->leader->subject.title;
}

static bool choose_range(const struct topic *topic, const char *range, struct sides *out,
			 GError **error)
{
	const char *dots = strstr(range, "..");
	g_autofree char *before = NULL;

	if (dots[2] == '.' || strstr(dots + 2, "..")) {
		g_set_error(error, SEARCH_ERROR, SEARCH_ERROR_UNKNOWN,
			    "'%s' is no range of versions such as v1..v2", range);
		return false;
	}
	out->after = version_find(topic, dots[2] ? dots + 2 : NULL, error);
	if (!out->after)
		return false;
	if (dots == range) {
		out->before = version_before(topic, out->after);
		return true;
	}
	before = g_strndup(range, (gsize)(dots - range));
	out->before = version_find(topic, before, error);
	return out->before;
}

static bool choose_two(const struct topic *topic, const char *one, const char *two,
		       struct sides *out, GError **error)
{
	out->before = version_find(topic, one, error);
	out->after = out->before ? version_find(topic, two, error) : NULL;
	return out->after;
}

bool sides_choose(const struct topic *topic, const char *one, const char *two, struct sides *out,
		  GError **error)
{
	if (two)
		return choose_two(topic, one, two, out, error);
	if (one && strstr(one, "..")) {
		if (!choose_range(topic, one, out, error))
			return false;
	} else {
		out->after = version_find(topic, one, error);
		if (!out->after)
			return false;
		out->before = version_before(topic, out->after);
	}
	if (!out->before)
		g_set_error(error, SEARCH_ERROR, SEARCH_ERROR_MISSING,
			    "there is no version before v%d of '%s'", out->after->version,
			    title_of(topic));
	return out->before;
}

bool sides_ask_tree(const char *one, const char *two)
{
	const char *last = two ? two : one;

	return last && (!strcmp(last, TREE) || (!two && g_str_has_suffix(last, ".." TREE)));
}

char *sides_cut_tree(const char *name, const char **one)
{
	if (*one || !g_str_has_suffix(name, ".." TREE))
		return g_strdup(name);
	*one = ".." TREE;
	return g_strndup(name, strlen(name) - strlen(".." TREE));
}

const struct series *sides_choose_committed(struct merges *merges, const struct topic *topic,
					    const char *one, const char *two, GError **error)
{
	size_t len = two ? strlen(one) : strlen(one) - MIN(strlen(one), strlen(".." TREE));
	g_autofree char *version = g_strndup(one, len);
	const struct series *series = committed_version(merges, topic);

	if (!series)
		g_set_error(error, SEARCH_ERROR, SEARCH_ERROR_MISSING,
			    "no patch of '%s' is in a work repository", title_of(topic));
	else if (*version)
		series = version_find(topic, version, error);
	return series;
}

struct patch_text *sides_read_mail(struct source *source, const struct record *record, int number,
				   GError **error)
{
	struct patch_text *text = NULL;
	struct mail_blob blob;

	if (!record)
		return NULL;
	if (source_read(source, record, &blob, error)) {
		text = patch_text_new(blob.raw, record, number, error);
		mail_blob_release(&blob);
	}
	g_prefix_error(error, "<%s>: ", record->message_id);
	return text;
}

static GPtrArray *give_up(GPtrArray *texts)
{
	g_ptr_array_set_free_func(texts, (GDestroyNotify)patch_text_free);
	g_ptr_array_unref(texts);
	return NULL;
}

GPtrArray *sides_read(struct source *source, const struct series *series, bool any_author,
		      unsigned *missing, unsigned *total, GError **error)
{
	GPtrArray *patches = series_pick(series, any_author), *texts = g_ptr_array_new();

	*missing = 0;
	*total = patches->len;
	for (guint i = 0; texts && i < patches->len; i++) {
		struct patch_text *text =
			sides_read_mail(source, patches->pdata[i], (int)i + 1, error);

		if (text)
			g_ptr_array_add(texts, text);
		else if (patches->pdata[i])
			texts = give_up(texts);
		else
			++*missing;
	}
	g_ptr_array_unref(patches);
	return texts;
}

GPtrArray *sides_read_commits(struct merges *merges, const struct series *series, bool any_author,
			      GError **error)
{
	GPtrArray *patches = series_pick(series, any_author), *texts = g_ptr_array_new();
	GError *problem = NULL;

	for (guint i = 0; texts && i < patches->len; i++) {
		struct patch_text *text = NULL;

		if (patches->pdata[i])
			text = committed_text(merges, patches->pdata[i], (int)i + 1, &problem);
		if (text)
			g_ptr_array_add(texts, text);
		if (problem)
			texts = give_up(texts);
	}
	if (problem)
		g_propagate_error(error, problem);
	g_ptr_array_unref(patches);
	return texts;
}

/* As the mail that git format-patch would make of it. */
static GString *write_mail(const struct tree_commit *commit, const GString *diff)
{
	GString *mail = g_string_new(NULL);
	g_autofree char *name = g_strdup(commit->author.name);

	g_strdelimit(name, "\"<>\\\n\r", ' ');
	g_string_append_printf(mail,
			       "From: \"%s\" <%s>\nSubject: [PATCH] %s\n"
			       "MIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n"
			       "Content-Transfer-Encoding: 8bit\n\n",
			       name, commit->author.email, commit->title);
	g_string_append(mail, commit->message);
	g_string_append_printf(mail, "%s---\n\n", g_str_has_suffix(mail->str, "\n") ? "" : "\n");
	g_string_append_len(mail, diff->str, (gssize)diff->len);
	return mail;
}

static struct patch_text *read_text(const struct merge_commit *made, int number, GError **error)
{
	const struct tree_commit *commit = &made->hit->commit;
	g_autoptr(GString) diff = g_string_new(NULL), mail = NULL;
	struct patch_text *text = NULL;
	struct record *record;

	if (!tree_diff(made->tree, commit, true, diff)) {
		char hex[GIT_OID_HEXSZ + 1];

		g_set_error(error, SEARCH_ERROR, SEARCH_ERROR_MISSING,
			    "the files of commit %s cannot be read",
			    oid_text(hex, sizeof(hex), &commit->id));
		return NULL;
	}
	mail = write_mail(commit, diff);
	record = record_parse(slice_of(mail->str, mail->len), error);
	if (record) {
		memcpy(record->commit, commit->id.id, RECORD_HASH_SIZE);
		text = patch_text_new(slice_of(mail->str, mail->len), record, number, error);
	}
	record_free(record);
	return text;
}

struct patch_text *committed_text(struct merges *merges, const struct record *patch, int number,
				  GError **error)
{
	const struct merge *merge = merges_of(merges, patch);

	return merge ? read_text(&merge->made, number, error) : NULL;
}

const struct series *committed_version(struct merges *merges, const struct topic *topic)
{
	for (guint i = topic->series->len; COUNT_DOWN(i);) {
		const struct series *series = topic->series->pdata[i];

		for (guint k = 0; k < series->patches->len; k++) {
			const struct record *patch = series->patches->pdata[k];
			const struct merge *merge = merges_of(merges, patch);

			if (merge && merge->match.record == patch)
				return series;
		}
	}
	return NULL;
}
