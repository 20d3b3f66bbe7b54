/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tree/commit.h"

#include "inbox/objects.h"
#include "inbox/oid.h"

/* What a commit takes beside its own bytes: the title and what it names. */
#define ROOM_FOR_MORE 500

/* Two digits each of hours and minutes. */
static int read_zone(struct slice s)
{
	int sign = s.len && *s.ptr == '-' ? -1 : 1, digits = 0;

	if (s.len < 5)
		return 0;
	for (int i = 1; i < 5; i++) {
		if (!g_ascii_isdigit(s.ptr[i]))
			return 0;
		digits = digits * 10 + (s.ptr[i] - '0');
	}
	return sign * (digits / 100 * 60 + digits % 100);
}

static void read_time(struct slice s, int64_t *time, int *zone)
{
	s = slice_trim(s);
	*time = 0;
	while (s.len && g_ascii_isdigit(*s.ptr)) {
		if (*time < INT64_C(1) << 50)
			*time = *time * 10 + (*s.ptr - '0');
		s = slice_skip(s, 1);
	}
	*zone = read_zone(slice_trim(s));
}

/* "A U Thor <author@example.org> 1700000000 +0000" */
static void read_person(struct pool *pool, struct slice line, struct person *person, int64_t *time,
			int *zone)
{
	const char *open = memchr(line.ptr, '<', line.len),
		   *close = memrchr(line.ptr, '>', line.len);

	*person = (struct person){ .name = "", .email = "" };
	if (!open || !close || close < open)
		return;
	person->name =
		pool_copy_utf8(pool, slice_trim(slice_of(line.ptr, (size_t)(open - line.ptr))));
	person->email =
		pool_copy_utf8(pool, slice_trim(slice_of(open + 1, (size_t)(close - open - 1))));
	read_time(slice_skip(line, (size_t)(close + 1 - line.ptr)), time, zone);
}

static bool take_key(struct slice line, struct slice key, struct slice *value)
{
	if (!slice_starts(line, key))
		return false;
	*value = slice_skip(line, key.len);
	return true;
}

/* All lines up to the empty one; returns the encoding, "" for UTF-8. */
static struct slice read_header(struct slice *rest, struct tree_commit *out)
{
	struct slice line, value, encoding = SLICE("");

	while (slice_next_line(rest, &line) && line.len) {
		if (take_key(line, SLICE("tree "), &value) && value.len == GIT_OID_HEXSZ)
			oid_parse(value.ptr, &out->tree);
		else if (take_key(line, SLICE("parent "), &value) && value.len == GIT_OID_HEXSZ)
			out->nr_parents += out->nr_parents ? 1 : oid_parse(value.ptr, &out->parent);
		else if (take_key(line, SLICE("author "), &value))
			read_person(&out->pool, value, &out->author, &out->authored,
				    &out->authored_zone);
		else if (take_key(line, SLICE("committer "), &value))
			read_person(&out->pool, value, &out->committer, &out->committed,
				    &out->committed_zone);
		else if (take_key(line, SLICE("encoding "), &value))
			encoding = value;
	}
	return encoding;
}

/* Old commits are in the charset that they say; whatever else is no UTF-8 becomes U+FFFD. */
static const char *decode(struct pool *pool, struct slice message, struct slice encoding)
{
	g_autofree char *charset = NULL, *text = NULL;
	gsize len = 0;

	if (!encoding.len || slice_ieq(encoding, SLICE("UTF-8")))
		return pool_copy_utf8(pool, message);
	charset = g_strndup(encoding.ptr, encoding.len);
	text = g_convert(message.ptr, (gssize)message.len, "UTF-8", charset, NULL, &len, NULL);
	return pool_copy_utf8(pool, text ? slice_of(text, len) : message);
}

/* The title is most often one line. */
static void read_title(struct slice *rest, struct tree_commit *out)
{
	struct slice line, next, after;
	g_autoptr(GString) title = NULL;

	while (rest->len && g_ascii_isspace(*rest->ptr))
		*rest = slice_skip(*rest, 1);
	if (!slice_next_line(rest, &line))
		return;
	after = *rest;
	if (!slice_next_line(&after, &next) || !slice_trim(next).len) {
		*rest = after;
		out->title = pool_copy(&out->pool, slice_trim(line));
		return;
	}
	title = g_string_new_len(slice_trim(line).ptr, (gssize)slice_trim(line).len);
	while (slice_next_line(rest, &line) && slice_trim(line).len) {
		line = slice_trim(line);
		g_string_append_c(title, ' ');
		g_string_append_len(title, line.ptr, (gssize)line.len);
	}
	out->title = pool_copy(&out->pool, slice_of(title->str, title->len));
}

bool tree_commit_parse(const git_oid *id, struct slice raw, struct tree_commit *out)
{
	static const struct person nobody = { .name = "", .email = "" };
	struct slice encoding, rest = raw;
	struct naming naming;

	*out = (struct tree_commit){ .id = *id, .author = nobody, .committer = nobody };
	out->title = "";
	pool_expect(&out->pool, raw.len + ROOM_FOR_MORE);
	encoding = read_header(&rest, out);
	rest = slice_str(decode(&out->pool, rest, encoding));
	read_title(&rest, out);
	/* It ends where the copy does. */
	out->message = rest.ptr ? rest.ptr : "";
	naming_read(&out->pool, out->message, &naming);
	out->message_ids = naming.message_ids;
	out->names = naming.names;
	out->nr_names = naming.nr_names;
	return !oid_is_zero(&out->tree);
}

void tree_commit_release(struct tree_commit *commit)
{
	pool_release(&commit->pool);
}

bool commit_name_is(const struct commit_name *name, const git_oid *id)
{
	char hex[GIT_OID_HEXSZ + 1];

	oid_text(hex, sizeof(hex), id);
	return g_str_has_prefix(hex, name->digits);
}
