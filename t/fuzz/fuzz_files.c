/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Files that users write: employers, corrections of topics, mailmaps. The length of the first in 16
 * bits, little-endian, and its bytes, the same of the second, and the third.
 */
#include "fuzz.h"

#include "authors/employers.h"
#include "inbox/inbox.h"
#include "inbox/mailmap.h"
#include "series/overrides.h"

/* 32 bytes of each line of a mailmap that came before */
FUZZ_TOLERATE_LEAKS_OF("libgit2")

static void read_employers(struct slice text)
{
	static const char *const emails[] = { "ada@example.org", "ada@mail.example.org", "ada", "@",
					      "" };
	struct employers *employers = employers_new();
	GError *error = NULL;

	check(employers_add(employers, "file", text.ptr, text.len, &error) == !error);
	if (error)
		check(*error->message);
	g_clear_error(&error);
	for (size_t i = 0; i < G_N_ELEMENTS(emails); i++) {
		char buffer[EMPLOYER_NAME_SIZE];
		struct employer found =
			employers_find(employers, emails[i], (int64_t)text.len * 10000000, buffer);

		check_text(found.name);
		check(found.kind <= EMPLOYER_NONE);
	}
	employers_free(employers);
}

static void read_overrides(struct slice text)
{
	GError *error = NULL;
	struct overrides *overrides = overrides_parse(text, "file", &error);

	check(!overrides == !!error);
	if (error)
		check(*error->message);
	for (guint i = 0; overrides && i < overrides->items->len; i++) {
		const struct override *item = &g_array_index(overrides->items, struct override, i);

		check(g_strv_length(item->message_ids) >= 2 && item->line);
		check(item->same || g_strv_length(item->message_ids) == 2);
	}
	overrides_free(overrides);
	g_clear_error(&error);
}

static void read_mailmap(struct slice text)
{
	char *path = fuzz_file("mailmap", text);
	struct pool pool = POOL_INIT;
	struct person person = { .name = "Ada", .email = "ada@example.org" };
	GError *error = NULL;
	struct mailmap *map;

	map = mailmap_load(NULL, "/", path, NULL, &error);
	check(!map == !!error);
	if (map) {
		mailmap_apply(map, &pool, &person);
		check_text(person.name);
		check_text(person.email);
		mailmap_free(map);
	}
	g_clear_error(&error);
	pool_release(&pool);
	g_free(path);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice rest = slice_of((const char *)data, size), employers, overrides;
	static bool started;

	if (!started)
		started = inbox_library_init(NULL);
	check(started);
	employers = fuzz_take(&rest);
	overrides = fuzz_take(&rest);
	read_employers(employers);
	read_overrides(overrides);
	read_mailmap(rest);
	return 0;
}
