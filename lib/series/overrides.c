/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/overrides.h"

/* Words of one line: enough for any topic, too few to hurt. */
#define MAX_WORDS 1000

static void override_clear(void *data)
{
	g_strfreev(((struct override *)data)->message_ids);
}

static struct slice next_word(struct slice *line)
{
	size_t len = 0;
	struct slice word;

	*line = slice_trim(*line);
	while (len < line->len && !g_ascii_isspace(line->ptr[len]))
		len++;
	word = slice_of(line->ptr, len);
	*line = slice_skip(*line, len);
	return word;
}

static bool add_id(GPtrArray *ids, struct slice word)
{
	if (slice_starts(word, SLICE("<")) && word.ptr[word.len - 1] == '>')
		word = slice_of(word.ptr + 1, word.len - 2);
	if (!word.len || memchr(word.ptr, '\0', word.len) || ids->len >= MAX_WORDS)
		return false;
	g_ptr_array_add(ids, g_strndup(word.ptr, word.len));
	return true;
}

/* A line without its comment; what is wrong with it, or NULL. */
static const char *read_line(struct slice line, struct override *out)
{
	GPtrArray *ids = g_ptr_array_new_with_free_func(g_free);
	struct slice word = next_word(&line);
	const char *wrong = NULL;

	out->same = slice_eq(word, SLICE("same"));
	if (!out->same && !slice_eq(word, SLICE("not-same")))
		wrong = "begins neither with 'same' nor with 'not-same'";
	while (!wrong && (word = next_word(&line)).len && word.ptr[0] != '#')
		if (!add_id(ids, word))
			wrong = "holds what is no Message-ID, or too many";
	if (!wrong && ids->len < 2)
		wrong = "names fewer than two Message-IDs";
	if (!wrong && !out->same && ids->len > 2)
		wrong = "names more than two Message-IDs behind 'not-same'";
	g_ptr_array_add(ids, NULL);
	out->message_ids = (char **)g_ptr_array_free(ids, FALSE);
	return wrong;
}

struct overrides *overrides_parse(struct slice text, const char *name, GError **error)
{
	struct overrides *overrides = g_new0(struct overrides, 1);
	struct slice line;
	const char *wrong;

	overrides->items = g_array_new(FALSE, FALSE, sizeof(struct override));
	g_array_set_clear_func(overrides->items, override_clear);
	for (size_t nr = 1; slice_next_line(&text, &line); nr++) {
		struct override item = { .line = nr };

		line = slice_trim(line);
		if (!line.len || line.ptr[0] == '#')
			continue;
		wrong = read_line(line, &item);
		g_array_append_val(overrides->items, item);
		if (wrong) {
			g_set_error(error, OVERRIDES_ERROR, 0, "line %zu of '%s' %s", nr, name,
				    wrong);
			overrides_free(overrides);
			return NULL;
		}
	}
	return overrides;
}

void overrides_free(struct overrides *overrides)
{
	if (!overrides)
		return;
	g_array_unref(overrides->items);
	g_free(overrides);
}
