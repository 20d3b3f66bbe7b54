/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "authors/tally.h"

#include "authors/keys.h"
#include "reply/robots.h"

struct tally {
	struct keys *keys;
	GArray *counts;	  /* of uint64_t */
	struct pool pool; /* of labels */
	guint nr;	  /* that were counted */
};

struct tally *tally_new(void)
{
	struct tally *tally = g_new0(struct tally, 1);

	tally->keys = keys_new();
	tally->counts = g_array_new(FALSE, TRUE, sizeof(uint64_t));
	return tally;
}

void tally_free(struct tally *tally)
{
	if (!tally)
		return;
	keys_free(tally->keys);
	g_array_unref(tally->counts);
	pool_release(&tally->pool);
	g_free(tally);
}

static void count(struct tally *tally, guint number)
{
	if (number >= tally->counts->len)
		g_array_set_size(tally->counts, number + 1);
	tally->nr += !g_array_index(tally->counts, uint64_t, number)++;
}

void tally_add(struct tally *tally, const char *text)
{
	count(tally, keys_text(tally->keys, text));
}

bool tally_is_robot(const struct person *person, const char *const *bots)
{
	return robot_person(person) || (bots && robot_address(bots, person->email));
}

bool tally_counts(const struct record *record, const char *const *bots)
{
	return record_is_posting(record) && !tally_is_robot(&record->people->author, bots);
}

void tally_domain(char *out, size_t size, const char *email)
{
	const char *at = strrchr(email, '@');
	size_t len = 0;

	for (at = at ? at + 1 : ""; at[len] && len + 1 < size; len++)
		out[len] = g_ascii_tolower(at[len]);
	/* no part of a character stays of what is cut */
	while (len && (at[len] & 0xc0) == 0x80)
		len--;
	out[len] = '\0';
}

static struct tally_found find_author(struct tally *people, struct tally *domains,
				      const struct record *record, const char *const *bots)
{
	bool masked = record_is_masked(record, &record->people->author);
	struct tally_found found = { .counts = tally_counts(record, bots) };
	char domain[256]; /* RFC 1035, 2.3.4: 255 bytes */

	if (!found.counts)
		return found;
	if (*record->people->author.name || *record->people->author.email)
		found.person = keys_merged(people->keys, &record->people->author,
					   masked ? KEYS_NAMED : KEYS_OWN);
	else
		found.person = keys_text(people->keys, "(unknown)");
	tally_domain(domain, sizeof(domain), record->people->author.email);
	found.has_domain = *domain && !masked;
	if (found.has_domain)
		found.domain = keys_text(domains->keys, domain);
	return found;
}

static void count_author(struct tally *people, struct tally *domains,
			 const struct tally_found *found)
{
	if (found->counts)
		count(people, found->person);
	if (found->has_domain)
		count(domains, found->domain);
}

void tally_author(struct tally *people, struct tally *domains, const struct record *record,
		  const char *const *bots)
{
	struct tally_found found = find_author(people, domains, record, bots);

	count_author(people, domains, &found);
}

/* Where it is so, both are counted alike: what comes out of an index shares its texts with the
 * mails around it. */
static bool is_alike(const struct record *a, const struct record *b)
{
	return a->people->author.name == b->people->author.name &&
	       a->people->author.email == b->people->author.email &&
	       a->people->sender.name == b->people->sender.name &&
	       a->people->sender.email == b->people->sender.email &&
	       a->people->list_id == b->people->list_id &&
	       record_is_posting(a) == record_is_posting(b);
}

void tally_next(struct tally_last *last, struct tally *people, struct tally *domains,
		const struct record *record, const char *const *bots)
{
	if (!last->record || !is_alike(record, last->record))
		last->found = find_author(people, domains, record, bots);
	last->record = record;
	count_author(people, domains, &last->found);
}

static gint most_first(gconstpointer a, gconstpointer b)
{
	const struct tally_row *ra = a, *rb = b;

	if (ra->count != rb->count)
		return ra->count < rb->count ? 1 : -1;
	return strcmp(rb->label, ra->label);
}

uint64_t tally_count(const struct tally *tally)
{
	return tally->nr;
}

uint64_t tally_count_in(const struct tally *tally, const struct tally *other,
			const struct tally_row *row)
{
	int found = keys_find_merged(tally->keys, other->keys, row->number);

	return found < 0 || (guint)found >= tally->counts->len
		       ? 0
		       : g_array_index(tally->counts, uint64_t, found);
}

GArray *tally_top(struct tally *tally, unsigned top)
{
	GArray *rows = g_array_sized_new(FALSE, FALSE, sizeof(struct tally_row), tally->nr);

	for (guint i = 0; i < tally->counts->len; i++) {
		struct tally_row row = { .count = g_array_index(tally->counts, uint64_t, i),
					 .number = i };

		if (!row.count) /* merged with another one */
			continue;
		row.label = keys_label(tally->keys, i, &tally->pool);
		g_array_append_val(rows, row);
	}
	g_array_sort(rows, most_first);
	if (top && rows->len > top)
		g_array_set_size(rows, top);
	return rows;
}
