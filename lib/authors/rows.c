/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "authors/private.h"

#include "authors/tally.h"

#define PATH_DEPTH 4

static void add_row(GArray *rows, guint row)
{
	if (row != NOWHERE)
		g_array_append_val(rows, row);
}

static guint domain_row(struct authors *authors, guint person)
{
	struct who *who = who_at(authors, person);
	char domain[EMPLOYER_NAME_SIZE];

	if (who->masked)
		return NOWHERE;
	if (who->domain)
		return who->domain - 1;
	tally_domain(domain, sizeof(domain), keys_get(authors->people, person)->email);
	if (!*domain)
		return NOWHERE;
	who->domain = keys_text(authors->domains, domain) + 1;
	return who->domain - 1;
}

guint authors_employer(struct authors *authors, guint person, int64_t when,
		       enum employer_kind *kind)
{
	char buffer[EMPLOYER_NAME_SIZE];
	struct who *who = who_at(authors, person);
	struct employer employer;
	guint number;

	if (who->employer) {
		*kind = who->employer_kind;
		return who->employer - 1;
	}
	employer = employers_find(authors->options.employers,
				  keys_get(authors->people, person)->email, when, buffer);
	number = keys_text(authors->employers, employer.name);
	*kind = employer.kind;
	if (!employer.dated) {
		who->employer = number + 1;
		who->employer_kind = employer.kind;
	}
	return number;
}

/* The row of a person at a time in a table of persons, domains, or employers. */
static guint ranking_row_of(struct authors *authors, struct ranking *ranking, guint person,
			    int64_t when)
{
	enum employer_kind kind;

	if (who_at(authors, person)->robot)
		return NOWHERE;
	if (ranking->spec.kind == GROUP_EMPLOYER)
		return authors_employer(authors, person, when, &kind);
	return ranking->spec.kind == GROUP_DOMAIN ? domain_row(authors, person) : person;
}

static void add_path_rows(const struct ranking *ranking, const struct record *record, GArray *rows)
{
	for (size_t i = 0; record->posted->diffstat.paths[i]; i++) {
		const char *path = record->posted->diffstat.paths[i], *end = strchr(path, '/');
		g_autofree char *folder = NULL;

		for (int depth = 1; end && depth < PATH_DEPTH && strchr(end + 1, '/'); depth++)
			end = strchr(end + 1, '/');
		folder = end ? g_strndup(path, (gsize)(end - path)) : g_strdup("(top)");
		add_row(rows, keys_text(ranking->tables->own_keys, folder));
	}
}

unsigned ranking_tag_kinds(const struct ranking *ranking)
{
	switch (ranking->spec.kind) {
	case GROUP_REVIEWER:
		return NOTE_REVIEWED;
	case GROUP_TESTER:
		return NOTE_TESTED;
	case GROUP_REPORTER:
		return NOTE_REPORTED;
	default:
		return 0;
	}
}

static bool is_wanted(const struct ranking *ranking, const char *key)
{
	if (ranking->spec.kind == GROUP_TRAILER)
		return !g_ascii_strcasecmp(key, ranking->spec.key);
	return note_tag_kinds(key) & ranking_tag_kinds(ranking);
}

/* Who, or what, the trailers name that were posted with a patch. */
static void add_trailer_rows(struct authors *authors, const struct ranking *ranking,
			     const struct record *record, GArray *rows)
{
	for (size_t i = 0; i < record->trailers.nr; i++) {
		const struct trailer *trailer = &record->trailers.items[i];
		struct person person = trailer->person;
		struct pool pool = POOL_INIT;
		guint row;

		if (!is_wanted(ranking, trailer->key))
			continue;
		if (ranking->tables->own_keys) {
			add_row(rows, keys_text(ranking->tables->own_keys, trailer->value));
			continue;
		}
		if (authors->options.put_right)
			authors->options.put_right(&pool, &person, authors->options.data);
		row = authors_who(authors, &person, KEYS_MENTION);
		add_row(rows, who_at(authors, row)->robot ? NOWHERE : row);
		pool_release(&pool);
	}
}

static void add_tree_row(const struct authors *authors, const struct ranking *ranking,
			 const struct posting *posting, GArray *rows)
{
	const struct topic *topic;

	if (posting->topic == NOWHERE)
		return;
	topic = authors->topics->pdata[posting->topic];
	add_row(rows,
		keys_text(ranking->tables->own_keys, *topic->tree ? topic->tree : "(none named)"));
}

static gint by_number(gconstpointer a, gconstpointer b)
{
	guint na = *(const guint *)a, nb = *(const guint *)b;

	return (na > nb) - (na < nb);
}

/* Leaves each row once: a patch may touch 20,000 files. */
static void make_unique(GArray *rows)
{
	guint kept = 0;

	if (rows->len < 2)
		return;
	g_array_sort(rows, by_number);
	for (guint i = 0; i < rows->len; i++)
		if (!kept || g_array_index(rows, guint, i) != g_array_index(rows, guint, kept - 1))
			g_array_index(rows, guint, kept++) = g_array_index(rows, guint, i);
	g_array_set_size(rows, kept);
}

void ranking_rows(struct authors *authors, struct ranking *ranking, const struct event *event,
		  GArray *rows)
{
	const struct posting *posting =
		event->posting != NOWHERE ? posting_at(authors, event->posting) : NULL;

	g_array_set_size(rows, 0);
	switch (ranking->spec.kind) {
	case GROUP_AUTHOR:
	case GROUP_DOMAIN:
	case GROUP_EMPLOYER:
		add_row(rows, ranking_row_of(authors, ranking, event->author, event->when));
		break;
	case GROUP_SENDER:
		add_row(rows, ranking_row_of(authors, ranking, event->sender, event->when));
		break;
	case GROUP_TREE:
		if (posting)
			add_tree_row(authors, ranking, posting, rows);
		break;
	case GROUP_PATH:
		if (posting)
			add_path_rows(ranking, posting->record, rows);
		break;
	case GROUP_TRAILER:
	case GROUP_REVIEWER:
	case GROUP_TESTER:
	case GROUP_REPORTER:
		/* A patch's trailers are about it, not about what others said of it. */
		if (event->figure <= FIGURE_TOPICS)
			add_trailer_rows(authors, ranking, posting->record, rows);
		break;
	case GROUP_BOT:
		break;
	}
	make_unique(rows);
}
