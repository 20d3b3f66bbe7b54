/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/json.h"

#include <string.h>
#include "report/escape.h"
#include "report/when.h"

static void add_name(JsonBuilder *builder, const char *name)
{
	if (name)
		late()->json_builder_set_member_name(builder, name);
}

void json_add_string(JsonBuilder *builder, const char *name, const char *value)
{
	add_name(builder, name);
	late()->json_builder_add_string_value(builder, value);
}

void json_add_int(JsonBuilder *builder, const char *name, int64_t value)
{
	add_name(builder, name);
	late()->json_builder_add_int_value(builder, value);
}

void json_add_bool(JsonBuilder *builder, const char *name, bool value)
{
	add_name(builder, name);
	late()->json_builder_add_boolean_value(builder, value);
}

void json_add_null(JsonBuilder *builder, const char *name)
{
	add_name(builder, name);
	late()->json_builder_add_null_value(builder);
}

void json_open_object(JsonBuilder *builder, const char *name)
{
	add_name(builder, name);
	late()->json_builder_begin_object(builder);
}

void json_close_object(JsonBuilder *builder)
{
	late()->json_builder_end_object(builder);
}

bool json_open_optional(JsonBuilder *builder, const char *name, bool there)
{
	if (there)
		json_open_object(builder, name);
	else
		json_add_null(builder, name);
	return there;
}

void json_open_array(JsonBuilder *builder, const char *name)
{
	add_name(builder, name);
	late()->json_builder_begin_array(builder);
}

void json_close_array(JsonBuilder *builder)
{
	late()->json_builder_end_array(builder);
}

void json_add_rows(JsonBuilder *builder, const char *name, const GArray *rows, json_row_fn *add,
		   const void *data)
{
	json_open_array(builder, name);
	for (guint i = 0; rows && i < rows->len; i++) {
		json_open_object(builder, NULL);
		add(builder, rows->data + (size_t)i * g_array_get_element_size((GArray *)rows),
		    data);
		json_close_object(builder);
	}
	json_close_array(builder);
}

void json_add_pointers(JsonBuilder *builder, const char *name, const GPtrArray *rows,
		       json_row_fn *add, const void *data)
{
	json_open_array(builder, name);
	for (guint i = 0; i < rows->len; i++) {
		json_open_object(builder, NULL);
		add(builder, rows->pdata[i], data);
		json_close_object(builder);
	}
	json_close_array(builder);
}

void json_add_commit(JsonBuilder *builder, const char *name, const unsigned char *commit)
{
	char hex[2 * RECORD_HASH_SIZE + 1];

	for (size_t i = 0; i < RECORD_HASH_SIZE; i++)
		g_snprintf(hex + 2 * i, 3, "%02x", commit[i]);
	json_add_string(builder, name, hex);
}

void json_add_person(JsonBuilder *builder, const char *name, const struct person *person)
{
	json_open_object(builder, name);
	json_add_string(builder, "name", person->name);
	json_add_string(builder, "email", person->email);
	json_close_object(builder);
}

static void add_date(JsonBuilder *builder, const char *name, int64_t when, int zone)
{
	char date[WHEN_SIZE];

	when_rfc3339(date, when, zone);
	json_add_string(builder, name, date);
}

static void add_tags(JsonBuilder *builder, const char *tags)
{
	g_auto(GStrv) words = g_strsplit(tags, " ", -1);

	json_open_array(builder, "tags");
	for (char **word = words; *word; word++)
		if (**word)
			json_add_string(builder, NULL, *word);
	json_close_array(builder);
}

static void add_prefix(JsonBuilder *builder, const struct subject *subject)
{
	json_open_object(builder, "prefix");
	json_add_string(builder, "text", subject->prefix);
	add_tags(builder, subject->tags);
	json_add_int(builder, "version", subject->version);
	json_add_int(builder, "revision", subject->revision);
	if (subject->m >= 0) {
		json_add_int(builder, "n", subject->n);
		json_add_int(builder, "m", subject->m);
	}
	json_add_bool(builder, "rfc", subject->flags & SUBJECT_RFC);
	json_add_bool(builder, "resend", subject->flags & SUBJECT_RESEND);
	json_close_object(builder);
}

static void add_diffstat(JsonBuilder *builder, const struct record *rec)
{
	const struct diffstat *stat = &rec->posted->diffstat;

	json_open_object(builder, "diffstat");
	json_add_int(builder, "files", stat->files);
	json_add_int(builder, "insertions", stat->insertions);
	json_add_int(builder, "deletions", stat->deletions);
	json_open_array(builder, "paths");
	for (size_t i = 0; i < stat->nr_paths; i++)
		json_add_string(builder, NULL, stat->paths[i]);
	json_close_array(builder);
	if (rec->oddities & RECORD_OTHER_DIFFSTAT)
		json_add_bool(builder, "differs", true);
	json_close_object(builder);
}

void json_add_subject(JsonBuilder *builder, const struct record *record)
{
	g_autofree char *subject = subject_text(&record->subject);

	json_add_string(builder, "subject", subject);
}

void json_add_record(JsonBuilder *builder, const struct record *rec)
{
	json_open_object(builder, NULL);
	json_add_commit(builder, "commit", rec->commit);
	json_add_string(builder, "message_id", rec->message_id);
	json_add_string(builder, "kind", record_kind_name(rec->kind));
	json_add_person(builder, "author", &rec->people->author);
	json_add_person(builder, "sender", &rec->people->sender);
	add_date(builder, "date", rec->date, rec->zone);
	add_date(builder, "archived", rec->archived, 0);
	json_add_subject(builder, rec);
	json_add_string(builder, "title", rec->subject.title);
	if (*rec->in_reply_to)
		json_add_string(builder, "in_reply_to", rec->in_reply_to);
	if (*rec->subject.prefix)
		add_prefix(builder, &rec->subject);
	if (rec->posted->diffstat.known)
		add_diffstat(builder, rec);
	if (*rec->posted->change_id)
		json_add_string(builder, "change_id", rec->posted->change_id);
	if (*rec->posted->base_commit)
		json_add_string(builder, "base_commit", rec->posted->base_commit);
	json_close_object(builder);
}

static void send_escaped(gunichar c, const struct sink *sink)
{
	char escape[16];

	if (c > 0xffff)
		g_snprintf(escape, sizeof(escape), "\\u%04x\\u%04x", 0xd7c0 + (c >> 10),
			   0xdc00 + (c & 0x3ff));
	else
		g_snprintf(escape, sizeof(escape), "\\u%04x", c);
	sink_write(sink, escape, strlen(escape));
}

/* What could steer a terminal can only be in a string, where \u stands for the same. */
static void send_safe(const char *text, size_t len, const struct sink *sink)
{
	const char *end = text + len;

	while (text < end) {
		size_t plain = escape_plain_length(text, (size_t)(end - text), 0);

		if (plain)
			sink_write(sink, text, plain);
		text += plain;
		if (text < end) {
			gunichar c = g_utf8_get_char_validated(text, end - text);

			/* json-glib takes what is no UTF-8 as it comes; its users do not send it.
			 */
			send_escaped(c > 0x10ffff ? 0xfffd : c, sink);
			text = c > 0x10ffff ? text + 1 : g_utf8_next_char(text);
		}
	}
}

void json_send(JsonBuilder *builder, const struct sink *sink)
{
	JsonGenerator *generator = late()->json_generator_new();
	JsonNode *root = late()->json_builder_get_root(builder);
	gsize len;
	g_autofree char *text = NULL;

	late()->json_generator_set_root(generator, root);
	text = late()->json_generator_to_data(generator, &len);
	send_safe(text, len, sink);
	late()->json_node_unref(root);
	late()->g_object_unref(generator);
	late()->json_builder_reset(builder);
}
