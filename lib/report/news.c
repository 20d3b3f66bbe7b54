/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/news.h"

#include "text/hash.h"
#include "text/plural.h"
#include "text/each.h"

#define MAX_NAMES 3 /* of who answered; of more it is told how many */

static void begin(GString *out, size_t start)
{
	if (out->len > start)
		g_string_append(out, "; ");
}

static void append_version(GString *out, int version, int revision)
{
	g_string_append_printf(out, "v%d", version);
	if (revision)
		g_string_append_printf(out, ".%d", revision);
}

/* "v2 → v3", "v3 again"; nothing where it is the version that was there. */
static void append_versions(const struct series_row *row, GString *out, size_t start)
{
	const struct topic_past *past = &row->news->past;
	const struct series *latest = row->topic->latest;

	if (past->version != latest->version || past->revision != latest->revision) {
		begin(out, start);
		append_version(out, past->version, past->revision);
		g_string_append(out, " → ");
		append_version(out, latest->version, latest->revision);
	} else if (memcmp(past->leader->commit, latest->leader->commit, RECORD_HASH_SIZE)) {
		begin(out, start);
		append_version(out, latest->version, latest->revision);
		g_string_append(out, past->versions < row->topic->series->len
					     ? " again"
					     : " has another first mail");
	}
}

static void append_number(GString *out, size_t start, const char *what, unsigned before,
			  unsigned now)
{
	if (before == now)
		return;
	begin(out, start);
	g_string_append_printf(out, "%s %u → %u", what, before, now);
}

/* What was merged no mail says, and nothing tells since when: that is no news. */
static void append_state(const struct series_row *row, GString *out, size_t start)
{
	const struct verdict *verdict = &row->verdict;

	if (row->news->past.state == verdict->state || verdict->state == STATE_MERGED)
		return;
	begin(out, start);
	g_string_append_printf(out, "%s → %s: %s", state_name(row->news->past.state),
			       state_name(verdict->state), verdict->reason);
}

static const char *label(const struct person *person)
{
	return *person->name ? person->name : person->email;
}

/* Each once, in the order of answering. */
static GPtrArray *find_names(const GPtrArray *answers)
{
	g_autoptr(GHashTable) known = g_hash_table_new(str_hash, g_str_equal);
	GPtrArray *names = g_ptr_array_new();

	pointers_each (const struct talk_mail, mail, answers) {
		const char *name = label(&mail->record->people->sender);

		if (g_hash_table_add(known, (gpointer)name))
			g_ptr_array_add(names, (gpointer)name);
	}
	return names;
}

static void append_answers(const struct topic_news *news, GString *out, size_t start)
{
	g_autoptr(GPtrArray) names = NULL;

	if (!news->answers->len)
		return;
	begin(out, start);
	g_string_append_printf(out, "%u %s by ", news->answers->len,
			       plural(news->answers->len, "answer", "answers"));
	names = find_names(news->answers);
	for (guint i = 0; i < names->len && i < MAX_NAMES; i++)
		g_string_append_printf(out, "%s%s", i ? ", " : "", (char *)names->pdata[i]);
	if (names->len > MAX_NAMES)
		g_string_append_printf(out, " and %u more", names->len - MAX_NAMES);
}

static void append_tags(const struct series_row *row, GString *out, size_t start)
{
	array_each (const struct new_tag, new_tag, row->news->tags) {
		const struct given_tag *tag = new_tag->tag;
		const char *name = label(&tag->named);

		begin(out, start);
		g_string_append_printf(out, "%s: %s", tag->key, *name ? name : tag->value);
		if (new_tag->patches > 1)
			g_string_append_printf(out, " (%u patches)", new_tag->patches);
	}
}

/* Of the same version, or where nothing else tells what changed. */
static void append_patches(const struct series_row *row, GString *out, size_t start)
{
	const struct topic_past *past = &row->news->past;
	const struct series *latest = row->topic->latest;
	bool same = !memcmp(past->leader->commit, latest->leader->commit, RECORD_HASH_SIZE);

	if (!same && out->len > start)
		return;
	append_number(out, start, "patches", (unsigned)past->present,
		      (unsigned)series_patches(latest));
	append_number(out, start, "of", (unsigned)past->total, (unsigned)latest->total);
	append_number(out, start, "versions", past->versions, row->topic->series->len);
}

/* What no mail tells that is new: versions were found to belong together, or not to. */
static void append_numbers(const struct series_row *row, GString *out, size_t start)
{
	const struct topic_past *past = &row->news->past;
	const struct talk *talk = row->talk;

	append_number(out, start, "replies", past->people, talk->people);
	append_number(out, start, "mails of robots", past->robots, talk->robots);
	append_number(out, start, "reviewed", past->reviewed, talk->reviewed);
	append_number(out, start, "acked", past->acked, talk->acked);
	append_number(out, start, "tested", past->tested, talk->tested);
}

void news_append(const struct series_row *row, GString *out)
{
	const struct topic_news *news = row->news;
	size_t start = out->len;

	if (!news)
		return;
	if (!news->known)
		g_string_append(out, "new");
	if (news->known) {
		append_versions(row, out, start);
		append_state(row, out, start);
	}
	append_answers(news, out, start);
	append_tags(row, out, start);
	if (news->robots) {
		begin(out, start);
		g_string_append_printf(out, "%u %s of robots", news->robots,
				       plural(news->robots, "mail", "mails"));
	}
	if (!news->known)
		return;
	append_patches(row, out, start);
	if (out->len == start)
		append_numbers(row, out, start);
}

static void add_past(JsonBuilder *b, const struct topic_news *news)
{
	const struct topic_past *past = &news->past;

	if (!json_open_optional(b, "was", news->known))
		return;
	json_add_string(b, "message_id", past->leader->message_id);
	json_add_int(b, "version", past->version);
	json_add_int(b, "revision", past->revision);
	json_add_int(b, "versions", past->versions);
	json_add_int(b, "patches", past->present);
	json_add_int(b, "total", past->total);
	json_add_int(b, "replies", past->people);
	json_add_int(b, "robot_replies", past->robots);
	json_add_int(b, "reviewed", past->reviewed);
	json_add_int(b, "acked", past->acked);
	json_add_int(b, "tested", past->tested);
	json_add_string(b, "state", state_name(past->state));
	json_add_string(b, "reason", past->reason ? past->reason : "");
	json_close_object(b);
}

static void add_answer(JsonBuilder *b, const void *row, const void *data)
{
	const struct talk_mail *mail = row;

	(void)data;
	json_add_string(b, "message_id", mail->record->message_id);
	json_add_person(b, "from", &mail->record->people->sender);
}

static void add_tag(JsonBuilder *b, const void *row, const void *data)
{
	const struct new_tag *tag = row;

	(void)data;
	json_add_string(b, "key", tag->tag->key);
	json_add_string(b, "value", tag->tag->value);
	json_add_int(b, "patches", tag->patches);
}

void news_add_json(JsonBuilder *b, const struct series_row *row)
{
	const struct topic_news *news = row->news;
	g_autoptr(GString) text = NULL;

	if (!json_open_optional(b, "news", news))
		return;
	add_past(b, news);
	json_add_pointers(b, "answers", news->answers, add_answer, NULL);
	json_add_int(b, "robot_answers", news->robots);
	json_add_rows(b, "tags", news->tags, add_tag, NULL);
	text = g_string_new(NULL);
	news_append(row, text);
	json_add_string(b, "text", text->str);
	json_close_object(b);
}
