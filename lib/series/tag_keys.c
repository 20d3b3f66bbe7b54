/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/tag_keys.h"

#include "text/slice.h"

static const struct tag_key {
	struct slice key;
	unsigned flags;
} keys[] = {
	{ SLICE("Reviewed-by"), KEY_REVIEWED | KEY_OWN | KEY_FOLD },
	{ SLICE("Acked-by"), KEY_ACKED | KEY_OWN | KEY_FOLD },
	{ SLICE("Tested-by"), KEY_TESTED | KEY_OWN | KEY_FOLD },
	{ SLICE("Nacked-by"), KEY_NACKED | KEY_OWN },
	{ SLICE("Signed-off-by"), KEY_OWN | KEY_FOLD | KEY_BINDS },
	{ SLICE("Reported-by"), KEY_FOLD | KEY_BUG },
	{ SLICE("Suggested-by"), KEY_FOLD },
	{ SLICE("Co-developed-by"), KEY_FOLD | KEY_BINDS },
	{ SLICE("Reported-and-tested-by"), KEY_TESTED | KEY_OWN | KEY_FOLD },
	{ SLICE("Bisected-by"), KEY_FOLD | KEY_BUG },
	{ SLICE("Fixes"), KEY_FOLD | KEY_BUG | KEY_BINDS },
	{ SLICE("Closes"), KEY_FOLD | KEY_BUG | KEY_BINDS },
	{ SLICE("Link"), KEY_BUG | KEY_BINDS },
	{ SLICE("Cc"), 0 },
};

/* What words make of a key that is not in the table: "Acked-and-merged-by". */
static const struct tag_key key_words[] = {
	{ SLICE("reviewed"), KEY_REVIEWED }, { SLICE("acked"), KEY_ACKED },
	{ SLICE("tested"), KEY_TESTED },     { SLICE("nacked"), KEY_NACKED },
	{ SLICE("signed"), KEY_BINDS },	     { SLICE("developed"), KEY_BINDS },
	{ SLICE("authored"), KEY_BINDS },    { SLICE("written"), KEY_BINDS },
	{ SLICE("merged"), KEY_BINDS },	     { SLICE("committed"), KEY_BINDS },
	{ SLICE("applied"), KEY_BINDS },     { SLICE("picked"), KEY_BINDS },
	{ SLICE("pulled"), KEY_BINDS },	     { SLICE("pushed"), KEY_BINDS },
	{ SLICE("queued"), KEY_BINDS },	     { SLICE("taken"), KEY_BINDS },
};

static const struct tag_key *find_in(const struct tag_key *table, size_t nr, struct slice key)
{
	for (size_t i = 0; i < nr; i++)
		if (slice_ieq(key, table[i].key))
			return &table[i];
	return NULL;
}

static unsigned flags_of_words(struct slice key)
{
	unsigned flags = KEY_OWN | KEY_FOLD;

	while (key.len) {
		const char *dash = memchr(key.ptr, '-', key.len);
		size_t len = dash ? (size_t)(dash - key.ptr) : key.len;
		const struct tag_key *word =
			find_in(key_words, G_N_ELEMENTS(key_words), slice_of(key.ptr, len));

		flags |= word ? word->flags : 0;
		key = slice_skip(key, len + 1);
	}
	return flags & KEY_NACKED ? flags & ~(unsigned)KEY_FOLD : flags;
}

unsigned tag_key_flags(const char *key)
{
	const struct tag_key *known = find_in(keys, G_N_ELEMENTS(keys), slice_str(key));

	return known ? known->flags : flags_of_words(slice_str(key));
}

const char *tag_key_name(const char *written)
{
	const struct tag_key *known = find_in(keys, G_N_ELEMENTS(keys), slice_str(written));

	return known ? known->key.ptr : written;
}
