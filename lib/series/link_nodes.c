/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/link.h"

#include "patch/subject.h"
#include "text/beside.h"
#include "text/each.h"
#include "text/hash.h"
#include "text/integers.h"

#define MIN_BUG_ID 16	   /* digits */
#define WORTH_A_THREAD 500 /* series */

/* "for-6.19", "for-v6.19-rc3": the kernel that is being made, as a number; 0 of what is none. */
static unsigned release_of(const char *tag, size_t len)
{
	unsigned major = 0, minor = 0;
	size_t at = 3;

	if (len < at || g_ascii_strncasecmp(tag, "for", at))
		return 0;
	at += at < len && strchr("-_/", tag[at]);
	at += at < len && (tag[at] | 0x20) == 'v';
	for (; at < len && g_ascii_isdigit(tag[at]) && major < 100; at++)
		major = major * 10 + (unsigned)(tag[at] - '0');
	if (!major || at == len || tag[at++] != '.')
		return 0;
	for (; at < len && g_ascii_isdigit(tag[at]) && minor < 100; at++)
		minor = minor * 10 + (unsigned)(tag[at] - '0');
	return at == len || (len > at + 3 && !g_ascii_strncasecmp(tag + at, "-rc", 3))
		       ? major * RELEASE_MAJOR + minor
		       : 0;
}

static bool tag_is_branch(const char *tag, size_t len)
{
	static const char *const words[] = { "autosel", "manualsel", "stable", "backport" };

	if (release_of(tag, len))
		return false;
	for (size_t i = 0; i + 2 < len; i++)
		if (g_ascii_isdigit(tag[i]) && tag[i + 1] == '.' && g_ascii_isdigit(tag[i + 2]))
			return true;
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		for (size_t at = 0; at + strlen(words[i]) <= len; at++)
			if (!g_ascii_strncasecmp(tag + at, words[i], strlen(words[i])))
				return true;
	return false;
}

bool tags_have_branch(const char *tags)
{
	while (*tags) {
		size_t len = strcspn(tags, " ");

		if (tag_is_branch(tags, len))
			return true;
		tags += len + (tags[len] == ' ');
	}
	return false;
}

bool series_is_for_stable(const struct series *series)
{
	return tags_have_branch(series->leader->subject.tags);
}

bool series_is_stable_copy(const struct series *series)
{
	for (guint i = 0; i < series->patches->len; i++)
		if (!(((struct record *)series->patches->pdata[i])->oddities & RECORD_STABLE_COPY))
			return false;
	return series->patches->len > 0;
}

bool tag_is_status(const char *tag, size_t len)
{
	static const char *const words[] = { "rft",	   "fix",	   "doc",    "rebased",
					     "wip",	   "draft",	   "urgent", "not",
					     "for",	   "merge",	   "poc",    "trivial",
					     "donotmerge", "do-not-merge", "cfp",    "test",
					     "debug",	   "dnm" };

	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		if (strlen(words[i]) == len && !g_ascii_strncasecmp(tag, words[i], len))
			return true;
	return false;
}

/* A sum, so that the order of tags does not matter. */
static WRAPS_AROUND void add_hash(uint64_t *sum, const char *word)
{
	*sum += title_hash(word);
}

static void read_tags(struct node *node, const char *tags)
{
	while (*tags) {
		size_t len = strcspn(tags, " ");
		char word[64];

		g_strlcpy(word, tags, MIN(len + 1, sizeof(word)));
		if (release_of(tags, len))
			node->release = release_of(tags, len);
		else if (tag_is_branch(tags, len))
			add_hash(&node->branch, word);
		else if (len && !tag_is_status(tags, len))
			add_hash(&node->tree, word);
		tags += len + (tags[len] == ' ');
	}
}

static void add_member(struct nodes *nodes, const struct record *rec, guint place)
{
	if (!*rec->message_id)
		return;
	table_add(&nodes->ids, text_hash(rec->message_id), nodes->nr_members);
	nodes->members[nodes->nr_members++] = (struct member){ rec, place };
}

static int by_value(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

/* The titles of its patches, for which there is room from first on. */
static void read_titles(struct nodes *nodes, struct node *node)
{
	uint64_t *titles = nodes->titles + node->first;

	pointers_each (const struct record, rec, node->series->patches) {
		uint64_t title;

		if (!rec->subject.n)
			continue;
		title = title_hash(rec->subject.title);
		/* A second posting of a patch comes right behind the first. */
		if (node->nr && rec->subject.m >= 0 && titles[node->nr - 1] == title)
			continue;
		titles[node->nr++] = title;
	}
	qsort(titles, node->nr, sizeof(*titles), by_value);
}

static void add_members(struct nodes *nodes, guint place)
{
	const struct series *series = nodes->items[place].series;

	pointers_each (const struct record, rec, series->patches)
		add_member(nodes, rec, place);
	if (series->cover)
		add_member(nodes, series->cover, place);
}

const char *series_change_id(const struct series *series)
{
	const char *id = series->leader->posted->change_id;

	for (guint i = 0; !*id && i < series->patches->len && i < 2; i++)
		id = ((const struct record *)series->patches->pdata[i])->posted->change_id;
	return id;
}

/* The hexadecimal id of a bug of syzbot's: "syzbot+<id>@…", "…/bug?extid=<id>"; 0 without one. */
static uint64_t bug_of(const char *value)
{
	static const char *const marks[] = { "syzbot+", "extid=" };
	const char *at = NULL;
	char id[64];
	size_t len = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(marks) && !at; i++)
		if ((at = strstr(value, marks[i])))
			at += strlen(marks[i]);
	for (; at && g_ascii_isxdigit(at[len]) && len + 1 < sizeof(id); len++)
		id[len] = at[len];
	id[len] = '\0';
	return len >= MIN_BUG_ID ? text_hash_folded(id) : 0;
}

static uint64_t find_bug(const struct record *rec)
{
	uint64_t bug = 0;

	for (size_t i = 0; i < rec->trailers.nr && !bug; i++)
		bug = bug_of(rec->trailers.items[i].value);
	return bug;
}

static void read_leader(struct node *node)
{
	const struct record *rec = node->series->leader;

	node->whole = node->series->cover || rec->subject.m <= 1;
	node->title = node->whole || rec->subject.n == 1 ? title_hash(rec->subject.title) : 0;
	node->tail = node->title ? title_hash(title_tail(rec->subject.title)) : 0;
	title_words(rec->subject.title, &node->words);
	node->author = text_hash_folded(rec->people->author.email);
	node->sender = text_hash_folded(rec->people->sender.email);
	node->bug = find_bug(rec);
	node->change_id = text_hash(series_change_id(node->series));
	/* "John" is many people. */
	node->name = strchr(rec->people->author.name, ' ')
			     ? text_hash_folded(rec->people->author.name)
			     : 0;
	if (*rec->subject.tags)
		read_tags(node, rec->subject.tags);
	/* A copy for an older kernel, though it does not say which. */
	if (!node->branch && rec->oddities & RECORD_BACKPORT)
		node->branch = title_hash("backport");
}

static gint by_date(gconstpointer a, gconstpointer b)
{
	const struct node *na = a, *nb = b;

	if (na->date != nb->date)
		return na->date < nb->date ? -1 : 1;
	/* The list is newest first. */
	return (na->index < nb->index) - (na->index > nb->index);
}

static void read_node(size_t place, void *data)
{
	struct nodes *nodes = data;

	read_leader(&nodes->items[place]);
	read_titles(nodes, &nodes->items[place]);
}

void nodes_init(struct nodes *nodes, const GPtrArray *series, unsigned threads)
{
	guint members = 0;

	*nodes = (struct nodes){ .items = g_new0(struct node, series->len + 1), .nr = series->len };
	for (guint i = 0; i < nodes->nr; i++) {
		nodes->items[i].series = series->pdata[i];
		nodes->items[i].index = i;
		nodes->items[i].date = posting_time(nodes->items[i].series->leader);
	}
	qsort(nodes->items, nodes->nr, sizeof(*nodes->items), by_date);
	for (guint place = 0; place < nodes->nr; place++) {
		nodes->items[place].first = nodes->nr_titles;
		nodes->nr_titles += nodes->items[place].series->patches->len;
		members += nodes->items[place].series->patches->len + 1;
	}
	nodes->titles = g_new0(uint64_t, nodes->nr_titles + 1);
	nodes->members = g_new0(struct member, members + 1);
	table_init(&nodes->ids, members);
	beside_each(nodes->nr < WORTH_A_THREAD ? 1 : threads, nodes->nr, read_node, nodes);
	/* Of mails with one id the oldest is found. */
	for (guint place = nodes->nr; COUNT_DOWN(place);)
		add_members(nodes, place);
	for (guint place = 0; place < nodes->nr; place++) {
		struct node *node = &nodes->items[place];
		const char *parent = node->series->leader->in_reply_to;

		node->below = *parent && nodes_find(nodes, parent) < 0;
	}
}

void nodes_release(struct nodes *nodes)
{
	g_free(nodes->items);
	g_free(nodes->titles);
	g_free(nodes->members);
	table_release(&nodes->ids);
}

int nodes_find(const struct nodes *nodes, const char *message_id)
{
	const struct table_item *item = table_find(&nodes->ids, text_hash(message_id));
	const struct member *member = item ? &nodes->members[item->value] : NULL;

	if (!member || !*message_id || strcmp(member->record->message_id, message_id))
		return -1;
	return (int)member->place;
}

bool nodes_have_common(const struct nodes *nodes, const struct node *a, const struct node *b)
{
	const struct node *fewer = a->nr < b->nr ? a : b, *more = a->nr < b->nr ? b : a;
	const uint64_t *titles = nodes->titles + fewer->first;

	/* One patch may be held against a series of thousands, again and again. */
	for (guint i = 0; i < fewer->nr; i++)
		if (titles[i] && bsearch(&titles[i], nodes->titles + more->first, more->nr,
					 sizeof(*titles), by_value))
			return true;
	return false;
}
