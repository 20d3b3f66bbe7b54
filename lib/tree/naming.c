/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tree/naming.h"

#include "inbox/oid.h"

struct found {
	struct pool *pool;
	GPtrArray *ids; /* NULL: none yet */
	GArray *names;	/* NULL: none yet */
};

/* The digits at the front, up to a full id's. */
static bool take_digits(struct slice *line, struct slice *digits)
{
	size_t len = 0;

	while (len < line->len && g_ascii_isxdigit(line->ptr[len]))
		len++;
	*digits = slice_of(line->ptr, len);
	*line = slice_trim(slice_skip(*line, len));
	return len >= COMMIT_MIN_DIGITS && len <= GIT_OID_HEXSZ;
}

static void add_name(struct found *found, enum commit_naming kind, struct slice digits)
{
	struct commit_name name = { .kind = kind };
	char *copy;

	if (!found->names)
		found->names = g_array_new(FALSE, FALSE, sizeof(struct commit_name));
	if (found->names->len >= COMMIT_MAX_NAMES)
		return;
	copy = pool_copy(found->pool, digits);
	for (char *at = copy; *at; at++)
		*at = g_ascii_tolower(*at);
	name.digits = copy;
	g_array_append_val(found->names, name);
}

/* "%40" is how some write the "@". */
static void unescape(char *text)
{
	char *out = text;

	for (; *text; text++) {
		int high = *text == '%' ? g_ascii_xdigit_value(text[1]) : -1;
		int low = high >= 0 ? g_ascii_xdigit_value(text[2]) : -1;

		if (low >= 0 && (high || low)) {
			*out++ = (char)(high << 4 | low);
			text += 2;
		} else {
			*out++ = *text;
		}
	}
	*out = '\0';
}

static bool holds_at(struct slice part)
{
	return (part.len && memchr(part.ptr, '@', part.len)) ||
	       g_strstr_len(part.ptr, (gssize)part.len, "%40");
}

/* Of a URL the last part with an "@", whatever the site. */
static struct slice part_of_url(struct slice url)
{
	struct slice found = slice_of(NULL, 0);
	const char *start = g_strstr_len(url.ptr, (gssize)url.len, "://");

	url = slice_skip(url, (size_t)(start + 3 - url.ptr));
	while (url.len) {
		const char *slash = memchr(url.ptr, '/', url.len);
		struct slice part = slice_of(url.ptr, slash ? (size_t)(slash - url.ptr) : url.len);

		if (holds_at(part))
			found = part;
		url = slice_skip(url, part.len + 1);
	}
	return found;
}

/* Also of what was escaped in a URL: no mail has another one. */
static bool is_id(const char *text)
{
	return strchr(text, '@') && !strpbrk(text, " \t\n\v\f\r") &&
	       g_utf8_validate(text, -1, NULL);
}

const char *naming_message_id(struct pool *pool, struct slice value)
{
	const char *open, *close;
	size_t len = 0;
	char *id;

	value = slice_trim(value);
	while (len < value.len && !g_ascii_isspace(value.ptr[len]))
		len++;
	open = value.len ? memchr(value.ptr, '<', value.len) : NULL;
	close = open ? memchr(open, '>', (size_t)(value.ptr + value.len - open)) : NULL;
	if (close)
		value = slice_of(open + 1, (size_t)(close - open - 1));
	else
		value.len = len;
	if (g_strstr_len(value.ptr, (gssize)value.len, "://")) {
		value = part_of_url(value);
		if (!value.len)
			return NULL;
		id = pool_copy_utf8(pool, value);
		unescape(id);
	} else {
		id = pool_copy_utf8(pool, slice_trim(value));
	}
	return is_id(id) ? id : NULL;
}

static void read_id(struct found *found, struct slice value)
{
	const char *id = naming_message_id(found->pool, value);

	if (!id)
		return;
	if (!found->ids)
		found->ids = g_ptr_array_new();
	if (found->ids->len >= COMMIT_MAX_NAMES)
		return;
	for (guint i = 0; i < found->ids->len; i++)
		if (!strcmp(found->ids->pdata[i], id))
			return;
	g_ptr_array_add(found->ids, (gpointer)id);
}

static bool read_trailer(struct found *found, struct slice line)
{
	static const char *const keys[] = { "Link:", "Message-ID:", "Closes:", "Patchwork-Link:" };
	struct slice digits;

	for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
		if (slice_take(&line, slice_str(keys[i]))) {
			read_id(found, line);
			return true;
		}
	if (!slice_take(&line, SLICE("Fixes:")))
		return false;
	slice_take(&line, SLICE("commit "));
	if (take_digits(&line, &digits))
		add_name(found, NAMES_FIXED, digits);
	return true;
}

/* "commit 0123… upstream.", "[ Upstream commit 0123… ]" */
static void read_copy(struct found *found, struct slice line)
{
	struct slice digits;
	bool before;

	slice_take(&line, SLICE("("));
	if (slice_take(&line, SLICE("cherry picked from commit ")) ||
	    slice_take(&line, SLICE("cherry-picked from commit ")) ||
	    slice_take(&line, SLICE("backported from commit "))) {
		if (take_digits(&line, &digits))
			add_name(found, NAMES_COPIED, digits);
		return;
	}
	slice_take(&line, SLICE("["));
	before = slice_take(&line, SLICE("upstream "));
	if (slice_take(&line, SLICE("commit ")) && take_digits(&line, &digits) &&
	    (before || slice_istarts(line, SLICE("upstream"))))
		add_name(found, NAMES_COPIED, digits);
}

/* Of all that read_trailer(), read_copy() and read_line() know: few other lines begin so. */
#define FIRST_LETTERS "BbCcFfLlMmPpTtUu(["

static void read_line(struct found *found, struct slice line)
{
	struct slice digits;

	line = slice_trim(line);
	if (!line.len || !strchr(FIRST_LETTERS, *line.ptr) || read_trailer(found, line))
		return;
	if (slice_take(&line, SLICE("This reverts commit "))) {
		if (take_digits(&line, &digits))
			add_name(found, NAMES_REVERTED, digits);
		return;
	}
	read_copy(found, line);
}

static void give_ids(struct found *found, struct naming *out)
{
	guint nr = found->ids ? found->ids->len : 0;

	out->message_ids = pool_alloc(found->pool, (nr + 1) * sizeof(char *));
	if (!found->ids)
		return;
	memcpy(out->message_ids, found->ids->pdata, nr * sizeof(char *));
	g_ptr_array_unref(found->ids);
}

static void give_names(struct found *found, struct naming *out)
{
	struct commit_name *names;

	if (!found->names)
		return;
	names = pool_alloc(found->pool, found->names->len * sizeof(*names));
	memcpy(names, found->names->data, found->names->len * sizeof(*names));
	out->names = names;
	out->nr_names = found->names->len;
	g_array_unref(found->names);
}

void naming_read(struct pool *pool, const char *message, struct naming *out)
{
	struct found found = { .pool = pool };
	struct slice rest = slice_str(message), line;

	*out = (struct naming){ 0 };
	while (slice_next_line(&rest, &line))
		read_line(&found, line);
	give_ids(&found, out);
	give_names(&found, out);
}
