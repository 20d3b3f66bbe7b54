/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * usage: index [--segment=<n>] [--threshold=<n>] [--threads=<n>] [--cache=<folder>] [--no-index]
 *		[--hold] [--new]
 *		<verb> <inbox> [<argument>...]
 *
 * The index alone, for measuring and testing it. Verbs:
 *   update, rebuild, check	as git kvm-digest --index=<verb>
 *   state			none, stale or fresh, the number of mails, the path
 *   columns [<revision>...]	seven columns of every record of a range
 *   records [<revision>...]	everything of every record
 *   find <key> <text>...	the records that an index_find() of each gives; with --hold
 *				all in one view of the index, with --new each mail once
 *   paths <pathspec>...	the columns of those of index_find_paths()
 */
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "index/index.h"
#include "inbox/selection.h"
#include "late.h"

static const char *const key_names[] = {
	[INDEX_COMMIT] = "commit",   [INDEX_MESSAGE_ID] = "message-id",
	[INDEX_THREAD] = "thread",   [INDEX_CHANGE_ID] = "change-id",
	[INDEX_TITLE] = "title",     [INDEX_LISTED] = "listed",
	[INDEX_PERSON] = "person",   [INDEX_PATH] = "path",
	[INDEX_TAKER] = "taker",     [INDEX_NAMED] = "named",
	[INDEX_LEADER] = "leader",   [INDEX_MEMBER] = "member",
	[INDEX_SUBJECT] = "subject",
};

static struct index_options options;
static bool no_index, hold, only_new;

static int fail(const GError *error)
{
	fflush(stdout);
	fprintf(stderr, "fatal: %s\n", error->message);
	return 128;
}

static void on_notice(const char *message, void *data)
{
	(void)data;
	fprintf(stderr, "warning: %s\n", message);
}

static void put_commit(const struct record *record)
{
	static const char digits[] = "0123456789abcdef";
	char hex[2 * RECORD_HASH_SIZE];

	for (int i = 0; i < RECORD_HASH_SIZE; i++) {
		hex[2 * i] = digits[record->commit[i] >> 4];
		hex[2 * i + 1] = digits[record->commit[i] & 15];
	}
	fwrite(hex, 1, sizeof(hex), stdout);
}

static void put(const char *text)
{
	putc_unlocked('\t', stdout);
	fputs_unlocked(text, stdout);
}

static void put_number(int64_t number)
{
	char text[32], *at = text + sizeof(text);
	uint64_t rest = number < 0 ? (uint64_t) - (number + 1) + 1 : (uint64_t)number;

	*--at = '\0';
	do {
		*--at = (char)('0' + rest % 10);
	} while (rest /= 10);
	if (number < 0)
		*--at = '-';
	put(at);
}

static bool put_columns(struct record *record, void *data)
{
	(void)data;
	put_commit(record);
	put_number(record->date);
	put(record_kind_name(record->kind));
	put(record->people->author.name);
	put(record->people->author.email);
	put(record->message_id);
	put(record->subject.title);
	putc_unlocked('\n', stdout);
	record_free(record);
	return true;
}

static void put_person(const struct person *person)
{
	put(person->name);
	put(person->email);
}

static void put_subject(const struct subject *subject)
{
	g_autofree char *text = subject_text(subject);

	put(text);
	put(subject->prefix);
	put(subject->title);
	put(subject->tags);
	put(subject->counter);
	put_number(subject->version);
	put_number(subject->revision);
	put_number(subject->n);
	put_number(subject->m);
	put_number(subject->flags);
}

static void put_diffstat(const struct diffstat *diffstat)
{
	put_number(diffstat->files);
	put_number(diffstat->insertions);
	put_number(diffstat->deletions);
	put_number(diffstat->known);
	put_number(diffstat->from_diff);
	put_number((int64_t)diffstat->nr_paths);
	for (size_t i = 0; diffstat->paths[i]; i++)
		put(diffstat->paths[i]);
}

static bool put_record(struct record *record, void *data)
{
	(void)data;
	put_commit(record);
	put_number(record->archived);
	put_number(record->date);
	put_number(record->zone);
	put(record_kind_name(record->kind));
	put_number(record->reply);
	put_number(record->oddities);
	put_subject(&record->subject);
	put(record->message_id);
	put(record->in_reply_to);
	for (size_t i = 0; record->references[i]; i++)
		put(record->references[i]);
	for (size_t i = 0; record->posted->recipients[i]; i++)
		put(record->posted->recipients[i]);
	put_person(&record->people->sender);
	put_person(&record->people->author);
	put_diffstat(&record->posted->diffstat);
	for (size_t i = 0; i < record->trailers.nr; i++) {
		put(record->trailers.items[i].key);
		put(record->trailers.items[i].value);
		put_person(&record->trailers.items[i].person);
	}
	put(record->posted->change_id);
	put(record->posted->base_commit);
	put(record->people->list_id);
	for (size_t i = 0; i < record->nr_links; i++) {
		put_number(record->posted->links[i].version);
		put(record->posted->links[i].message_id);
	}
	putc_unlocked('\n', stdout);
	record_free(record);
	return true;
}

static int scan(struct inbox *inbox, struct index *index, const char *const *args, size_t nr,
		bool (*print)(struct record *record, void *data))
{
	const struct scan_options scan_options = { .threads = options.threads };
	struct scan_counts counts = { 0 };
	struct record_stream *stream;
	struct stream_item item;
	GError *error = NULL;
	struct range *range = range_parse(inbox, args, nr, &error);

	if (!range)
		return fail(error);
	stream = no_index ? inbox_stream(inbox, range, &scan_options, &error)
			  : index_stream(index, range, &scan_options, &error);
	while (stream && record_stream_next(stream, &item, &error) > 0) {
		scan_counts_take(&counts, &item);
		if (item.record)
			print(item.record, NULL);
		else if (item.reason)
			printf("%s: %s\n", item.commit, item.reason);
		g_free(item.reason);
	}
	record_stream_close(stream);
	range_free(range);
	if (error)
		return fail(error);
	fprintf(stderr,
		"%" PRIu64 " commits, %" PRIu64 " read, %" PRIu64 " removed, %" PRIu64
		" missing, %" PRIu64 " corrupt, %" PRIu64 " unusable\n",
		counts.commits, counts.read, counts.removed, counts.missing, counts.corrupt,
		counts.unusable);
	return 0;
}

static int find(struct index *index, const char *name, const char *const *texts, size_t nr)
{
	unsigned key = 0;
	bool good = true;

	while (key < G_N_ELEMENTS(key_names) && strcmp(key_names[key], name))
		key++;
	if (key == G_N_ELEMENTS(key_names))
		return 129;
	if (hold)
		index_hold(index);
	for (size_t i = 0; good && i < nr; i++)
		good = (only_new ? index_find_new : index_find)(index, key, texts[i], put_record,
								NULL);
	if (hold)
		index_let_go(index);
	return good ? 0 : 1;
}

static int find_paths(struct index *index, const char *const *args, size_t nr)
{
	GError *error = NULL;
	struct pathspec *paths = pathspec_parse(args, nr, 0, "", &error);
	bool good;

	if (!paths)
		return fail(error);
	good = index_find_paths(index, paths, put_columns, NULL);
	pathspec_free(paths);
	return good ? 0 : 1;
}

static int finish(bool (*act)(struct index *index, GError **error), struct index *index)
{
	GError *error = NULL;

	return act(index, &error) ? 0 : fail(error);
}

static int run(const char *verb, struct inbox *inbox, struct index *index, const char *const *args,
	       size_t nr)
{
	static const char *const states[] = { "none", "stale", "fresh" };

	if (!strcmp(verb, "update"))
		return finish(index_update, index);
	if (!strcmp(verb, "rebuild"))
		return finish(index_rebuild, index);
	if (!strcmp(verb, "check"))
		return finish(index_check, index);
	if (!strcmp(verb, "columns"))
		return scan(inbox, index, args, nr, put_columns);
	if (!strcmp(verb, "records"))
		return scan(inbox, index, args, nr, put_record);
	if (!strcmp(verb, "find") && nr >= 2)
		return find(index, args[0], args + 1, nr - 1);
	if (!strcmp(verb, "paths") && nr)
		return find_paths(index, args, nr);
	if (strcmp(verb, "state"))
		return 129;
	printf("%s %" PRId64 " %s\n", states[index_state(index)], index_count(index),
	       index_path(index));
	return 0;
}

static bool read_option(const char *arg)
{
	const char *value = strchr(arg, '=');
	unsigned number = value ? (unsigned)strtoul(value + 1, NULL, 10) : 0;

	if (g_str_has_prefix(arg, "--segment="))
		options.segment = number;
	else if (g_str_has_prefix(arg, "--threshold="))
		options.threshold = number;
	else if (g_str_has_prefix(arg, "--threads="))
		options.threads = number;
	else if (g_str_has_prefix(arg, "--cache="))
		options.cache_dir = value + 1;
	else if (!strcmp(arg, "--no-index"))
		no_index = true;
	else if (!strcmp(arg, "--hold"))
		hold = true;
	else if (!strcmp(arg, "--new"))
		only_new = true;
	else
		return false;
	return true;
}

int main(int argc, char **argv)
{
	static char buffer[1 << 16];
	GError *error = NULL;
	struct inbox *inbox;
	struct index *index;
	int at = 1, status;

	helper_late_start();
	signal(SIGXFSZ, SIG_IGN);
	setvbuf(stdout, buffer, _IOFBF, sizeof(buffer));
	options.notice = on_notice;
	while (at < argc && read_option(argv[at]))
		at++;
	if (argc - at < 2)
		return 129;
	if (!inbox_library_init(&error) || !(inbox = inbox_open(argv[at + 1], NULL, NULL, &error)))
		return fail(error);
	index = index_open(inbox, &options);
	status = run(argv[at], inbox, index, (const char *const *)argv + at + 2,
		     (size_t)(argc - at - 2));
	index_close(index);
	inbox_close(inbox);
	inbox_library_shutdown();
	return status;
}
