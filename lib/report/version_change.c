/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/version_change.h"

#include "series/series.h"
#include "text/plural.h"
#include "text/each.h"

/* The patches of a version; NULL where one is missing or cannot be read. */
static GPtrArray *read_patches(const struct series *series, const struct version_reader *reader)
{
	g_autoptr(GPtrArray) patches = series_pick(series, false);
	GPtrArray *texts = g_ptr_array_new_with_free_func((GDestroyNotify)patch_text_free);

	for (guint i = 0; texts && i < patches->len; i++) {
		struct patch_text *text = NULL;
		struct mail_blob blob;

		if (patches->pdata[i] &&
		    reader->read(patches->pdata[i], &blob, NULL, reader->data)) {
			text = patch_text_new(blob.raw, patches->pdata[i], (int)i + 1, NULL);
			mail_blob_release(&blob);
		}
		if (text)
			g_ptr_array_add(texts, text);
		else
			g_clear_pointer(&texts, g_ptr_array_unref);
	}
	return texts;
}

static bool is_whole(const struct series *series)
{
	return series->total <= VERSION_CHANGE_MAX;
}

struct rangediff *version_rangediff(const struct series *before, const struct series *after,
				    const struct version_reader *reader)
{
	GPtrArray *older, *newer;

	if (!is_whole(before) || !is_whole(after))
		return NULL;
	older = read_patches(before, reader);
	newer = older ? read_patches(after, reader) : NULL;
	if (!newer) {
		g_clear_pointer(&older, g_ptr_array_unref);
		return NULL;
	}
	g_ptr_array_set_free_func(older, NULL);
	g_ptr_array_set_free_func(newer, NULL);
	return rangediff_new(older, newer, NULL, NULL, PAIRING_CREATION_FACTOR);
}

static void no_header(struct slice section, void *data)
{
	(void)section;
	(void)data;
}

static void count_line(char kind, struct slice line, void *data)
{
	struct patch_change *change = data;

	(void)line;
	change->added += kind == '+';
	change->removed += kind == '-';
}

/* All that changed is the message, or who wrote it. */
static bool has_same_diff(const struct pair *pair)
{
	return pair->before->diff_at && pair->after->diff_at &&
	       slice_eq(patch_text_diff(pair->before), patch_text_diff(pair->after));
}

static void add_patch(struct version_change *change, const struct patch_change *one)
{
	change->messages += one->message_only;
	change->same += one->status == PAIR_EQUAL;
	change->changed += one->status == PAIR_CHANGED;
	change->created += one->status == PAIR_CREATED;
	change->dropped += one->status == PAIR_DROPPED;
	change->added += one->added;
	change->removed += one->removed;
	g_array_append_val(change->patches, *one);
}

static void add_pair(struct version_change *change, const struct pair *pair)
{
	static const struct line_diff_options how = { .context = 0 };
	const struct patch_text *named = pair->after ? pair->after : pair->before;
	struct patch_change one = { .status = pair->status,
				    .before = pair->before ? pair->before->number : 0,
				    .after = pair->after ? pair->after->number : 0,
				    .title = g_strdup(named->title) };

	one.message_only = pair->status == PAIR_CHANGED && has_same_diff(pair);
	pair_diff(pair, &how, no_header, count_line, &one);
	add_patch(change, &one);
}

static void clear_change(void *data)
{
	g_free(((struct patch_change *)data)->title);
}

static struct version_change *new_change(const struct series *before)
{
	struct version_change *change = g_new0(struct version_change, 1);

	change->before = before;
	change->patches = g_array_new(FALSE, FALSE, sizeof(struct patch_change));
	g_array_set_clear_func(change->patches, clear_change);
	return change;
}

struct version_change *version_change_new(const struct series *before, const struct series *after,
					  const struct version_reader *reader)
{
	struct rangediff *rangediff = version_rangediff(before, after, reader);
	struct version_change *change;

	if (!rangediff)
		return NULL;
	change = new_change(before);
	for (guint i = 0; i < rangediff->pairs->len; i++)
		add_pair(change, &g_array_index(rangediff->pairs, struct pair, i));
	rangediff_free(rangediff);
	return change;
}

char *version_change_write(const struct version_change *change)
{
	GString *out = g_string_new(NULL);

	array_each (const struct patch_change, one, change->patches) {
		if (strchr(one->title, '\n')) {
			g_string_truncate(out, 0);
			break;
		}
		g_string_append_printf(out, "%d %d %d %u %u %d %s\n", one->status, one->before,
				       one->after, one->added, one->removed, one->message_only,
				       one->title);
	}
	return g_string_free(out, FALSE);
}

/* A number and the space behind it. */
static bool take_number(const char **text, guint64 most, guint64 *out)
{
	char *end;

	*out = g_ascii_strtoull(*text, &end, 10);
	if (end == *text || *end != ' ' || *out > most)
		return false;
	*text = end + 1;
	return true;
}

static bool read_patch(const char **text, struct patch_change *out)
{
	enum { STATUS, BEFORE, AFTER, ADDED, REMOVED, MESSAGE_ONLY, NUMBERS };
	static const guint64 most[NUMBERS] = {
		127, VERSION_CHANGE_MAX, VERSION_CHANGE_MAX, UINT_MAX / 256, UINT_MAX / 256, 1
	};
	guint64 numbers[NUMBERS];
	const char *end;

	for (int i = 0; i < NUMBERS; i++)
		if (!take_number(text, most[i], &numbers[i]))
			return false;
	end = strchr(*text, '\n');
	if (!end || !*pair_status_name((enum pair_status)numbers[STATUS]))
		return false;
	*out = (struct patch_change){ .status = (enum pair_status)numbers[STATUS],
				      .before = (int)numbers[BEFORE],
				      .after = (int)numbers[AFTER],
				      .added = (unsigned)numbers[ADDED],
				      .removed = (unsigned)numbers[REMOVED],
				      .message_only = numbers[MESSAGE_ONLY],
				      .title = g_strndup(*text, (gsize)(end - *text)) };
	*text = end + 1;
	return true;
}

struct version_change *version_change_read(const char *text, const struct series *before)
{
	struct version_change *change = new_change(before);
	struct patch_change one;

	while (*text && change->patches->len < 2 * VERSION_CHANGE_MAX && read_patch(&text, &one))
		add_patch(change, &one);
	if (*text || !change->patches->len)
		g_clear_pointer(&change, version_change_free);
	return change;
}

void version_change_free(struct version_change *change)
{
	if (!change)
		return;
	g_array_unref(change->patches);
	g_free(change);
}

const struct patch_change *version_change_of(const struct version_change *change, int number)
{
	for (guint i = 0; change && i < change->patches->len; i++) {
		const struct patch_change *one =
			&g_array_index(change->patches, struct patch_change, i);

		if (one->after == number && number)
			return one;
	}
	return NULL;
}

const char *pair_status_name(enum pair_status status)
{
	switch (status) {
	case PAIR_EQUAL:
		return "equal";
	case PAIR_CHANGED:
		return "changed";
	case PAIR_DROPPED:
		return "dropped";
	case PAIR_CREATED:
		return "created";
	}
	return "";
}

static void append_count(GString *out, gsize start, unsigned count, const char *what)
{
	if (count)
		g_string_append_printf(out, "%s%u %s", out->len > start ? ", " : "", count, what);
}

void version_change_append(const struct version_change *change, GString *out)
{
	gsize start = out->len;

	/* The only patch; one that has another in its place is none that was dropped. */
	if (change->patches->len == 2 && change->created == 1 && change->dropped == 1) {
		g_string_append(out, "rewritten");
		return;
	}
	append_count(out, start, change->same,
		     plural(change->same, "patch as before", "patches as before"));
	append_count(out, start, change->changed, "changed");
	if (change->changed && change->messages == change->changed)
		g_string_append(out, plural(change->changed, " (only the message)",
					    " (only the messages)"));
	else if (change->changed)
		g_string_append_printf(out, " (+%u -%u)", change->added, change->removed);
	append_count(out, start, change->created, "new");
	append_count(out, start, change->dropped, "dropped");
}

void patch_change_append(const struct patch_change *change, GString *out)
{
	switch (change->status) {
	case PAIR_EQUAL:
		g_string_append(out, "as before");
		break;
	case PAIR_CHANGED:
		if (change->message_only)
			g_string_append(out, "changed: only the message");
		else
			g_string_append_printf(out, "changed: +%u -%u", change->added,
					       change->removed);
		break;
	case PAIR_DROPPED:
		g_string_append(out, "dropped");
		break;
	case PAIR_CREATED:
		g_string_append(out, "new");
		break;
	}
}
