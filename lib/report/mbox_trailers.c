/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/mbox_trailers.h"

#include "mime/address.h"
#include "patch/interpret.h"
#include "patch/trailer.h"
#include "text/hash.h"
#include "text/pool.h"

struct folding {
	GString *out;	  /* what is added */
	bool begun;	  /* something stands in front of it */
	GHashTable *seen; /* what identity() says of each trailer that is there */
	struct pool pool;
	bool block; /* that ends with trailers, without a line end */
};

/* By the person where it names one, else by the whole value. */
static char *identity(struct folding *folding, const char *key, const char *value)
{
	struct person person = { "", "" };
	g_autofree char *lower = NULL;
	size_t len = strlen(key);

	if ((len > 3 && !g_ascii_strcasecmp(key + len - 3, "-by")) ||
	    !g_ascii_strcasecmp(key, "Cc"))
		address_parse(&folding->pool, slice_str(value), &person);
	if (*person.email) {
		g_autofree char *both = g_strconcat(key, "\n", person.email, NULL);

		lower = g_ascii_strdown(both, -1);
	} else {
		g_autofree char *lower_key = g_ascii_strdown(key, -1);

		lower = g_strconcat(lower_key, "\n", value, NULL);
	}
	return pool_copy(&folding->pool, slice_str(lower));
}

/* "Index: x" would begin a patch. */
static bool is_usable_key(const char *key)
{
	for (const char *at = key; *at; at++)
		if (!g_ascii_isalnum(*at) && (*at != '-' || at == key))
			return false;
	return *key && g_ascii_strcasecmp(key, "Index");
}

/* Of the value, which may be hostile, one line. */
static void add(struct folding *folding, const char *key, const char *value)
{
	char *line = pool_copy_utf8(&folding->pool, slice_trim(slice_str(value)));

	for (char *at = line; *at; at++)
		if ((unsigned char)*at < ' ')
			*at = ' ';
	if (!*line || !is_usable_key(key) ||
	    !g_hash_table_add(folding->seen, identity(folding, key, line)))
		return;
	if (folding->begun)
		g_string_append(folding->out, folding->block ? "\n" : "\n\n");
	folding->begun = folding->block = true;
	g_string_append_printf(folding->out, "%s: %s", key, line);
}

static bool is_linked(const struct trailer_list *there, const char *message_id)
{
	for (size_t i = 0; i < there->nr; i++)
		if (!g_ascii_strcasecmp(there->items[i].key, "Link") &&
		    strstr(there->items[i].value, message_id))
			return true;
	return false;
}

static void add_link(struct folding *folding, const struct trailer_list *there, const char *base,
		     const char *message_id)
{
	g_autofree char *escaped = NULL, *url = NULL;

	if (!base || !*message_id)
		return;
	escaped = g_uri_escape_string(message_id, "@+=$!*,;:&'()", FALSE);
	url = g_strconcat(base, escaped, NULL);
	if (!is_linked(there, message_id) && !is_linked(there, escaped))
		add(folding, "Link", url);
}

void trailers_fold(GString *out, struct slice message, const struct mbox_trailer *trailers,
		   size_t nr, const char *link_base, const char *message_id)
{
	struct folding folding = { .out = g_string_new(NULL) };
	struct interpreted at;
	struct trailer_list there;
	struct slice tail;

	interpret_trailers(message, &at);
	folding.block = at.block.len;
	folding.seen = g_hash_table_new(str_hash, g_str_equal);
	/* What stands in a paragraph of prose is there, too. */
	trailer_parse_patch(&folding.pool, trailer_block(at.message), &there);
	for (size_t i = 0; i < there.nr; i++)
		g_hash_table_add(folding.seen,
				 identity(&folding, there.items[i].key, there.items[i].value));
	folding.begun = at.message.len;
	for (size_t i = 0; i < nr; i++)
		add(&folding, trailers[i].key, trailers[i].value);
	add_link(&folding, &there, link_base, message_id);
	tail = slice_skip(message, at.message.len);
	g_string_append_len(out, at.message.ptr, (gssize)at.message.len);
	g_string_append_len(out, folding.out->str, (gssize)folding.out->len);
	if (folding.out->len && (!tail.len || *tail.ptr != '\n'))
		g_string_append(out, tail.len ? "\n\n" : "\n");
	g_string_append_len(out, tail.ptr, (gssize)tail.len);
	g_string_free(folding.out, TRUE);
	g_hash_table_unref(folding.seen);
	pool_release(&folding.pool);
}
