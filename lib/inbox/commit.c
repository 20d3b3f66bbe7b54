/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/commit.h"

#include "inbox/graph.h"
#include "inbox/oid.h"

/* "A B <a@b>" of "author A B <a@b> 1700000000 +0000", as git takes it apart. */
static char *author_of(struct slice line)
{
	const char *open = memchr(line.ptr, '<', line.len), *close;
	struct slice name, email = SLICE("");

	name = slice_trim(slice_of(line.ptr, open ? (size_t)(open - line.ptr) : line.len));
	if (open) {
		email = slice_skip(line, (size_t)(open + 1 - line.ptr));
		close = memchr(email.ptr, '>', email.len);
		email.len = close ? (size_t)(close - email.ptr) : email.len;
	}
	return g_strdup_printf("%.*s <%.*s>", (int)name.len, name.ptr, (int)email.len, email.ptr);
}

char *inbox_commit_author(struct inbox *inbox, const unsigned char *commit, GError **error)
{
	struct slice rest, line;
	struct object *object;
	struct commit parsed;
	char *author = NULL;
	git_oid id;

	oid_from_raw(&id, commit);
	if (!graph_read_commit(inbox, &id, &object, &parsed, error))
		return NULL;
	rest = slice_of(object_data(object), object_size(object));
	while (!author && slice_next_line(&rest, &line) && line.len)
		if (slice_starts(line, SLICE("author ")))
			author = author_of(slice_skip(line, strlen("author ")));
	object_free(object);
	return author ? author : g_strdup(" <>");
}
