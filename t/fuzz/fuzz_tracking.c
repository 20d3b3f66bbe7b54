/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The JSON of b4's field, with a byte for the posting's version in front: our own reader, where it
 * takes it, finds what json-glib does, which alone reads comments.
 */
#include "fuzz.h"

#include "record/tracking.h"
#include "../unit/made_tracking.h"

static bool parse(struct pool *pool, int version, struct slice json, struct tracking *out)
{
	char *field = made_tracking(json);
	bool good;

	*out = (struct tracking){ .pool = pool, .version = version, .change_id = "" };
	good = tracking_parse(slice_str(field), out);
	g_free(field);
	return good;
}

static void check_tracking(const struct tracking *tracking)
{
	check_text(tracking->change_id);
	for (unsigned i = 0; i < tracking->nr_links; i++) {
		const struct record_link *link = &tracking->links[i];

		check_text(link->message_id);
		check(*link->message_id);
		check(link->version > 0 && link->version < tracking->version);
	}
}

static void check_same(const struct tracking *a, const struct tracking *b)
{
	check(!strcmp(a->change_id, b->change_id) && a->nr_links == b->nr_links);
	for (unsigned i = 0; i < a->nr_links; i++)
		check(a->links[i].version == b->links[i].version &&
		      !strcmp(a->links[i].message_id, b->links[i].message_id));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice json = slice_skip(slice_of((const char *)data, size), size ? 1 : 0);
	struct pool pool = POOL_INIT;
	struct tracking first, second;
	GString *commented = g_string_new("/**/");
	bool good;

	g_string_append_len(commented, json.ptr, (gssize)json.len);
	good = parse(&pool, size ? data[0] : 0, json, &first);
	check_tracking(&first);
	check(parse(&pool, size ? data[0] : 0, slice_of(commented->str, commented->len), &second) ==
	      good);
	check_tracking(&second);
	if (good)
		check_same(&first, &second);
	g_string_free(commented, TRUE);
	pool_release(&pool);
	return 0;
}
