/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "record/tracking.h"

#include <stdlib.h>
#include <zlib.h>

#include "late/late.h"
#include "mime/base64.h"
#include "mime/limits.h"

#define MAX_JSON (64u << 10)
#define MAX_BASE64 (64u << 10)

/* What follows "b=", or all of a field of b4's first days that has no "v=". */
static struct slice find_base64(struct slice field)
{
	const char *start = field.len ? memmem(field.ptr, field.len, "b=", 2) : NULL;

	if (slice_istarts(field, SLICE("v=")))
		return start ? slice_skip(field, (size_t)(start + 2 - field.ptr)) : slice_of("", 0);
	return field;
}

/* NULL where it is not gzip, or too long. */
static char *inflate_json(const char *bytes, gsize len, size_t *out_len)
{
	z_stream stream = { .next_in = (Bytef *)bytes, .avail_in = (uInt)len };
	char *json = NULL;
	int result;

	if (inflateInit2(&stream, 16 + MAX_WBITS) != Z_OK)
		return NULL;
	json = g_malloc(MAX_JSON);
	stream.next_out = (Bytef *)json;
	stream.avail_out = MAX_JSON;
	result = inflate(&stream, Z_FINISH);
	*out_len = stream.total_out;
	inflateEnd(&stream);
	if (result == Z_STREAM_END)
		return json;
	g_free(json);
	return NULL;
}

static char *decode(struct slice field, size_t *len)
{
	struct slice base64 = find_base64(field);
	GString *bytes;
	char *json;

	if (!base64.len || base64.len > MAX_BASE64)
		return NULL;
	bytes = g_string_new(NULL);
	base64_append(bytes, base64);
	json = inflate_json(bytes->str, bytes->len, len);
	g_string_free(bytes, TRUE);
	return json;
}

static bool is_of(JsonNodeType type, JsonNode *node)
{
	return node && late()->json_node_get_node_type(node) == type;
}

static JsonObject *get_object(JsonObject *object, const char *name)
{
	JsonNode *node = object ? late()->json_object_get_member(object, name) : NULL;

	return is_of(JSON_NODE_OBJECT, node) ? late()->json_node_get_object(node) : NULL;
}

static const char *get_string(JsonNode *node)
{
	return is_of(JSON_NODE_VALUE, node) &&
			       late()->json_node_get_value_type(node) == G_TYPE_STRING
		       ? late()->json_node_get_string(node)
		       : NULL;
}

static void add_link(struct record *record, GArray *links, int version, const char *id)
{
	struct record_link link = { version, NULL };

	for (size_t i = 0; i < links->len; i++)
		if (!strcmp(g_array_index(links, struct record_link, i).message_id, id))
			return;
	if (links->len >= MAIL_MAX_LINKS || !*id)
		return;
	link.message_id = pool_copy_utf8(&record->pool, slice_str(id));
	g_array_append_val(links, link);
}

/* "history": { "v1": [ "<id>", … ], … } */
static void read_history(struct record *record, JsonObject *history)
{
	GArray *links = g_array_new(FALSE, FALSE, sizeof(struct record_link));
	GList *names = late()->json_object_get_members(history);

	if (record->nr_links)
		g_array_append_vals(links, record->links, (guint)record->nr_links);
	for (GList *name = names; name; name = name->next) {
		const char *text = name->data;
		JsonNode *node = late()->json_object_get_member(history, text);
		long version = *text == 'v' ? strtol(text + 1, NULL, 10) : 0;

		if (version <= 0 || version >= record->subject.version ||
		    !is_of(JSON_NODE_ARRAY, node))
			continue;
		for (guint i = 0;
		     i < late()->json_array_get_length(late()->json_node_get_array(node)); i++) {
			const char *id = get_string(late()->json_array_get_element(
				late()->json_node_get_array(node), i));

			if (id)
				add_link(record, links, (int)version, id);
		}
	}
	g_list_free(names);
	record->nr_links = links->len;
	if (links->len) {
		size_t size = links->len * sizeof(struct record_link);

		record->links = pool_alloc(&record->pool, size);
		memcpy(record->links, links->data, size);
	}
	g_array_unref(links);
}

static bool read_json(struct record *record, JsonNode *root)
{
	JsonObject *series, *history;
	const char *change_id;

	if (!is_of(JSON_NODE_OBJECT, root))
		return false;
	series = get_object(late()->json_node_get_object(root), "series");
	if (!series)
		return false;
	change_id = get_string(late()->json_object_get_member(series, "change-id"));
	if (change_id && !*record->change_id)
		record->change_id = pool_copy_utf8(&record->pool, slice_str(change_id));
	history = get_object(series, "history");
	if (history)
		read_history(record, history);
	return true;
}

bool tracking_parse(struct record *record, struct slice field)
{
	size_t len = 0;
	char *json = decode(field, &len);
	JsonParser *parser;
	bool good;

	if (!json)
		return false;
	parser = late()->json_parser_new();
	good = late()->json_parser_load_from_data(parser, json, (gssize)len, NULL) &&
	       read_json(record, late()->json_parser_get_root(parser));
	late()->g_object_unref(parser);
	g_free(json);
	return good;
}
