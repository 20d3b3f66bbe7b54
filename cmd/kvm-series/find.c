/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "find.h"

#include <stdio.h>
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include "cli/cli.h"
#include "report/escape.h"

/* How far a reply is followed up to the posting it answers. */
#define MAX_CLIMB 1000

/* Candidates shown where a name fits several topics. */
#define MAX_CANDIDATES 20

static bool on_record(struct record *record, void *data)
{
	catalogue_add(data, record);
	return true;
}

/* Undoes %-escapes in place. */
static void unescape(char *text)
{
	char *out = text;

	for (const char *at = text; *at; at++) {
		if (at[0] == '%' && g_ascii_isxdigit(at[1]) && g_ascii_isxdigit(at[2])) {
			*out++ = (char)(g_ascii_xdigit_value(at[1]) * 16 +
					g_ascii_xdigit_value(at[2]));
			at += 2;
		} else {
			*out++ = *at;
		}
	}
	*out = '\0';
}

/* The Message-ID that a name is or, a URL, ends in; NULL where it is neither. */
static char *message_id_of(const char *name)
{
	char *id = NULL, **parts;

	if (strstr(name, "://")) {
		parts = g_strsplit(strstr(name, "://") + 3, "/", -1);
		for (guint i = 1; parts[0] && parts[i]; i++)
			if (strchr(parts[i], '@') || strstr(parts[i], "%40")) {
				g_free(id);
				id = g_strdup(parts[i]);
			}
		g_strfreev(parts);
		if (id)
			unescape(id);
		return id;
	}
	if (g_str_has_prefix(name, "id:"))
		name += 3;
	if (name[0] == '<' && g_str_has_suffix(name, ">"))
		return g_strndup(name + 1, strlen(name) - 2);
	return strchr(name, '@') && !strstr(name, "@{") ? g_strdup(name) : NULL;
}

static struct record *find_message(const struct catalogue *catalogue, const char *id)
{
	for (guint i = 0; i < catalogue->records->len; i++) {
		struct record *record = catalogue->records->pdata[i];

		if (!strcmp(record->message_id, id))
			return record;
	}
	return NULL;
}

static struct record *find_commit(struct source *source, const struct catalogue *catalogue,
				  const char *name)
{
	unsigned char commit[RECORD_HASH_SIZE];
	struct record *found = NULL;
	unsigned inbox;

	if (!source_resolve(source, name, &inbox, commit))
		return NULL;
	for (guint i = 0; !found && i < catalogue->records->len; i++) {
		struct record *record = catalogue->records->pdata[i];

		if (record->source == inbox && !memcmp(record->commit, commit, RECORD_HASH_SIZE))
			found = record;
	}
	return found;
}

static bool is_posting(const struct record *record)
{
	return record->kind == RECORD_COVER || record->kind == RECORD_PATCH;
}

/* The posting that a mail is, or answers. */
static struct record *climb(const struct catalogue *catalogue, struct record *record)
{
	GHashTable *by_id = g_hash_table_new(g_str_hash, g_str_equal);
	int steps = 0;

	for (guint i = catalogue->records->len; i--;) {
		struct record *other = catalogue->records->pdata[i];

		g_hash_table_insert(by_id, (gpointer)other->message_id, other);
	}
	while (record && !is_posting(record) && steps++ < MAX_CLIMB) {
		struct record *up = g_hash_table_lookup(by_id, record->in_reply_to);
		size_t nr = 0;

		while (record->references[nr])
			nr++;
		while (!up && nr--)
			up = g_hash_table_lookup(by_id, record->references[nr]);
		record = up == record ? NULL : up;
	}
	g_hash_table_unref(by_id);
	return record && is_posting(record) ? record : NULL;
}

static bool has_posting(const struct series *series, const struct record *posting)
{
	return series->cover == posting || g_ptr_array_find(series->patches, posting, NULL);
}

static bool choose_posting(struct found_series *out, const struct record *posting)
{
	for (guint i = 0; i < out->catalogue->topics->len; i++) {
		struct topic *topic = out->catalogue->topics->pdata[i];

		for (guint k = 0; k < topic->series->len; k++)
			if (has_posting(topic->series->pdata[k], posting)) {
				out->topic = topic;
				return true;
			}
	}
	return false;
}

static pcre2_code *compile(const char *pattern)
{
	PCRE2_UCHAR reason[256];
	PCRE2_SIZE offset;
	int code;
	pcre2_code *regex = pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED, PCRE2_UTF,
					  &code, &offset, NULL);

	if (!regex) {
		pcre2_get_error_message(code, reason, sizeof(reason));
		die("bad pattern '%s' at %zu: %s", pattern, (size_t)offset, (const char *)reason);
	}
	return regex;
}

static bool title_matches(const pcre2_code *regex, pcre2_match_data *match,
			  const struct topic *topic)
{
	const char *title = topic->latest->leader->subject.title;

	return pcre2_match(regex, (PCRE2_SPTR)title, strlen(title), 0, 0, match, NULL) >= 0;
}

static G_NORETURN void die_ambiguous(const char *name, const GPtrArray *topics)
{
	GString *list = g_string_new(NULL);

	for (guint i = 0; i < topics->len && i < MAX_CANDIDATES; i++) {
		const struct record *leader = ((struct topic *)topics->pdata[i])->latest->leader;
		char *line = g_strdup_printf("<%s> %s %s", leader->message_id,
					     leader->subject.prefix, leader->subject.title);

		g_string_append(list, "hint:   ");
		escape_terminal(list, line, strlen(line), ESCAPE_LINE);
		g_string_append_c(list, '\n');
		g_free(line);
	}
	if (topics->len > MAX_CANDIDATES)
		g_string_append_printf(list, "hint:   and %u more\n", topics->len - MAX_CANDIDATES);
	report_error("'%s' fits %u topics", name, topics->len);
	fprintf(stderr, "hint: name one of them by its Message-ID:\n%s", list->str);
	g_string_free(list, TRUE);
	exit(EXIT_FATAL);
}

static bool choose_pattern(struct found_series *out, const char *name)
{
	pcre2_code *regex = compile(name + 2);
	pcre2_match_data *match = pcre2_match_data_create_from_pattern(regex, NULL);
	GPtrArray *topics = g_ptr_array_new();

	for (guint i = 0; i < out->catalogue->topics->len; i++)
		if (title_matches(regex, match, out->catalogue->topics->pdata[i]))
			g_ptr_array_add(topics, out->catalogue->topics->pdata[i]);
	if (topics->len > 1)
		die_ambiguous(name, topics);
	if (topics->len)
		out->topic = topics->pdata[0];
	g_ptr_array_unref(topics);
	pcre2_match_data_free(match);
	pcre2_code_free(regex);
	return out->topic;
}

static void choose_mail(struct source *source, const char *name, struct found_series *out)
{
	char *id = message_id_of(name);
	struct record *record =
		id ? find_message(out->catalogue, id) : find_commit(source, out->catalogue, name);
	struct record *posting;

	if (!record && id)
		die("no mail of the list has the Message-ID '%s'", id);
	if (!record)
		die("'%s' is no Message-ID, URL, commit of the inbox or :/pattern", name);
	posting = climb(out->catalogue, record);
	if (!posting || !choose_posting(out, posting))
		die("'%s' belongs to no series", name);
	g_free(id);
}

static struct overrides *load_overrides(void)
{
	const char *path = config_path("kvm.overrides");
	struct overrides *overrides;
	GError *error = NULL;
	char *text;
	gsize len;

	if (!path)
		return NULL;
	if (!g_file_get_contents(path, &text, &len, &error))
		die("kvm.overrides: %s", error->message);
	overrides = overrides_parse(slice_of(text, len), path, &error);
	if (!overrides)
		die_gerror(error);
	g_free(text);
	return overrides;
}

void finish_catalogue(struct catalogue *catalogue)
{
	struct overrides *overrides = load_overrides();
	struct catalogue_options options = { .overrides = overrides,
					     .talk.bots = config_all("kvm.bot") };

	catalogue_finish(catalogue, &options);
	overrides_free(overrides);
}

void find_series(struct source *source, const char *name, struct found_series *out)
{
	struct source_scan scan = { .record = on_record };

	*out = (struct found_series){ .catalogue = catalogue_new() };
	scan.data = out->catalogue;
	source_scan_all(source, &scan);
	finish_catalogue(out->catalogue);
	if (!g_str_has_prefix(name, ":/"))
		choose_mail(source, name, out);
	else if (!choose_pattern(out, name))
		die("no series has a title that '%s' matches", name + 2);
}

struct series *find_version(const struct topic *topic, const char *version)
{
	char *end;
	long number, revision = 0;

	if (*version == 'v' || *version == 'V')
		version++;
	number = strtol(version, &end, 10);
	if (*end == '.')
		revision = strtol(end + 1, &end, 10);
	if (end == version || *end)
		return NULL;
	for (guint i = topic->series->len; i--;) {
		struct series *series = topic->series->pdata[i];

		if (series->version == number && series->revision == revision)
			return series;
	}
	return NULL;
}
