/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/given_line.h"

#include "patch/trailer.h"
#include "patch/trailer_value.h"

static size_t blank_length(struct slice s)
{
	static const struct slice blanks[] = { SLICE(" "), SLICE("\t"), SLICE("\302\240") };

	for (size_t i = 0; i < G_N_ELEMENTS(blanks); i++)
		if (slice_starts(s, blanks[i]))
			return blanks[i].len;
	return 0;
}

struct slice given_skip_blanks(struct slice s)
{
	size_t len;

	while ((len = blank_length(s)))
		s = slice_skip(s, len);
	return s;
}

/* Whether a tag may follow: a sentence or clause ends there. */
static bool ends_clause(struct slice before)
{
	before = slice_trim_end(before); /* where it begins does not matter */
	return before.len && strchr(".,:;!)-", before.ptr[before.len - 1]);
}

/* "LGTM. Reviewed-by: …": the first key that ends in -by and stands behind a clause. */
static bool find_inside(struct slice line, struct given_line *out)
{
	struct slice rest = line;
	const char *colon;

	while (rest.len && (colon = memchr(rest.ptr, ':', rest.len))) {
		const char *start = colon;

		while (start > line.ptr && (g_ascii_isalnum(start[-1]) || start[-1] == '-'))
			start--;
		out->before = slice_of(line.ptr, (size_t)(start - line.ptr));
		out->at_start = false;
		out->tag = slice_skip(line, out->before.len);
		if (start > line.ptr && g_ascii_isspace(start[-1]) && ends_clause(out->before) &&
		    trailer_read(out->tag, &out->key, &out->value) &&
		    trailer_kind(out->key) == TRAILER_PERSON && out->key.len > 2)
			/* What holds no address holds none behind a later key either. */
			return given_has_address(out->value);
		rest = slice_skip(rest, (size_t)(colon + 1 - rest.ptr));
	}
	return false;
}

/* What is indented may be a commit that is shown: only what a person says of himself counts there.
 */
static bool may_stand(const struct given_line *found)
{
	enum trailer_kind kind = trailer_kind(found->key);

	return found->at_start ? kind != TRAILER_OTHER
			       : kind == TRAILER_PERSON && !slice_ieq(found->key, SLICE("Cc"));
}

bool given_find(struct slice line, struct given_line *out)
{
	out->tag = given_skip_blanks(line);
	out->before = slice_of(line.ptr, 0);
	out->at_start = out->tag.ptr == line.ptr;
	if (out->tag.len && g_ascii_isalnum(*out->tag.ptr) &&
	    trailer_read(out->tag, &out->key, &out->value) && may_stand(out))
		return true;
	return find_inside(line, out);
}
