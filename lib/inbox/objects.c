/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/objects.h"

#include "patch/reply_words.h"
#include "patch/subject.h"
#include <glib.h>
#include "inbox/error.h"
#include "inbox/oid.h"

#define TREE_LINE 46   /* "tree ", 40 digits, LF */
#define PARENT_LINE 48 /* "parent ", 40 digits, LF */

/* Seconds since the epoch of "committer A B <a@b> 1700000000 +0000". */
static int64_t parse_date(struct slice line)
{
	const char *end = line.ptr + line.len, *p = memrchr(line.ptr, '>', line.len);
	int64_t date = 0;

	if (!p)
		return 0;
	for (p++; p < end && *p == ' '; p++)
		;
	for (; p < end && g_ascii_isdigit(*p); p++) {
		if (date > (INT64_MAX - 9) / 10)
			return 0;
		date = date * 10 + (*p - '0');
	}
	return date <= COMMIT_MAX_DATE ? date : 0;
}

static bool parse_id_line(struct slice s, struct slice key, git_oid *out)
{
	return s.len > key.len + GIT_OID_HEXSZ && slice_starts(s, key) &&
	       s.ptr[key.len + GIT_OID_HEXSZ] == '\n' && oid_parse(s.ptr + key.len, out);
}

/* The lines that every commit begins with; cut off *rest. */
static bool parse_parents(struct commit *commit, struct slice *rest)
{
	git_oid parent;

	if (!parse_id_line(*rest, SLICE("tree "), &commit->tree))
		return false;
	*rest = slice_skip(*rest, TREE_LINE);
	commit->parents = rest->ptr;
	commit->nr_parents = 0;
	while (parse_id_line(*rest, SLICE("parent "), &parent)) {
		*rest = slice_skip(*rest, PARENT_LINE);
		commit->nr_parents++;
	}
	commit->date = 0;
	commit->reply = false;
	return true;
}

bool commit_parse_parents(struct commit *commit, const char *raw, size_t len)
{
	struct slice rest = slice_of(raw, len);

	return parse_parents(commit, &rest);
}

bool commit_parse(struct commit *commit, const char *raw, size_t len)
{
	struct slice rest = slice_of(raw, len), line;

	if (!parse_parents(commit, &rest))
		return false;
	while (slice_next_line(&rest, &line) && line.len)
		if (slice_starts(line, SLICE("committer ")))
			commit->date = parse_date(line);
	commit->reply = slice_next_line(&rest, &line) && reply_word_cut(&line) == SUBJECT_REPLY;
	return true;
}

void commit_parent(const struct commit *commit, size_t i, git_oid *out)
{
	oid_parse(commit->parents + i * PARENT_LINE + strlen("parent "), out);
}

int tree_next(struct slice *rest, struct tree_entry *entry)
{
	const char *space, *nul, *end = rest->ptr + rest->len;

	if (!rest->len)
		return 0;
	space = memchr(rest->ptr, ' ', rest->len);
	nul = space ? memchr(space, '\0', (size_t)(end - space)) : NULL;
	if (!nul || end - nul <= GIT_OID_RAWSZ)
		return -1;
	entry->is_tree = slice_eq(slice_of(rest->ptr, (size_t)(space - rest->ptr)), SLICE("40000"));
	entry->name = slice_of(space + 1, (size_t)(nul - space - 1));
	oid_from_raw(&entry->id, (const unsigned char *)nul + 1);
	*rest = slice_skip(*rest, (size_t)(nul + 1 + GIT_OID_RAWSZ - rest->ptr));
	return 1;
}

/* Finds the file "m"; OBJECT_REMOVED when there is "d" instead, OBJECT_NO_MAIL with neither. */
static enum object_status find_mail(struct slice rest, git_oid *blob)
{
	enum object_status status = OBJECT_NO_MAIL;
	struct tree_entry entry;
	int got;

	while ((got = tree_next(&rest, &entry)) > 0) {
		if (entry.is_tree)
			continue;
		if (slice_eq(entry.name, SLICE("m"))) {
			*blob = entry.id;
			return OBJECT_OK;
		}
		if (slice_eq(entry.name, SLICE("d")))
			status = OBJECT_REMOVED;
	}
	return got < 0 ? OBJECT_CORRUPT : status;
}

void object_find_mail(struct objects *objects, const git_oid *tree, struct mail_place *place)
{
	struct object *object;

	*place = (struct mail_place){ .id = *tree };
	place->status = object_read(objects, tree, GIT_OBJECT_ANY, &object);
	if (place->status != OBJECT_OK)
		return;
	if (object_type(object) == GIT_OBJECT_BLOB) {
		place->mail = object;
		return;
	}
	if (object_type(object) == GIT_OBJECT_TREE)
		place->status =
			find_mail(slice_of(object_data(object), object_size(object)), &place->id);
	else
		place->status = OBJECT_CORRUPT;
	object_free(object);
	if (place->status == OBJECT_OK)
		object_expect(objects, &place->id);
}

enum object_status object_read_mail(struct objects *objects, struct mail_place *place,
				    struct object **out)
{
	if (place->status == OBJECT_OK && !place->mail)
		return object_read(objects, &place->id, GIT_OBJECT_BLOB, out);
	*out = place->mail;
	return place->status;
}

int object_error_code(enum object_status status)
{
	return object_status_is_passing(status) ? INBOX_ERROR_SYSTEM : INBOX_ERROR_READ;
}

char *object_describe(enum object_status status, const git_oid *culprit)
{
	static const char *const what[] = {
		[OBJECT_OK] = "is fine",
		[OBJECT_MISSING] = "is missing",
		[OBJECT_CORRUPT] = "is corrupt",
		[OBJECT_TOO_LARGE] = "is too large",
		[OBJECT_NO_MEMORY] = "needs more memory than there is",
		[OBJECT_NO_ACCESS] = "cannot be read: no more open files, or a bad disk",
		[OBJECT_NO_MAIL] = "holds no mail",
	};
	char hex[GIT_OID_HEXSZ + 1];

	if (status == OBJECT_REMOVED)
		return g_strdup("the mail was taken off the list");
	oid_hex(hex, culprit);
	return g_strdup_printf("object %s %s", hex, what[status]);
}
