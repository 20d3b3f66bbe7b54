/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "record/tracking.h"

#include <stdlib.h>
#include <zlib.h>

#include "late/late.h"
#include "mime/transfer.h"
#include "mime/limits.h"
#include "record/json_plain.h"

#define MAX_JSON (64u << 10)
#define MAX_BASE64 (64u << 10)

/* Brackets that open, be it in strings: json-glib calls itself at each, and has no bound. */
#define MAX_BRACKETS 1000

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
	g_autoptr(GString) bytes = NULL;

	if (!base64.len || base64.len > MAX_BASE64)
		return NULL;
	bytes = g_string_new(NULL);
	base64_append(bytes, base64);
	return inflate_json(bytes->str, bytes->len, len);
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

static void add_link(struct tracking *tracking, GArray *links, int version, const char *id)
{
	struct record_link link = { version, NULL };

	for (size_t i = 0; i < links->len; i++)
		if (!strcmp(g_array_index(links, struct record_link, i).message_id, id))
			return;
	if (links->len >= MAIL_MAX_LINKS || !*id)
		return;
	link.message_id = pool_copy_utf8(tracking->pool, slice_str(id));
	g_array_append_val(links, link);
}

/* The version that a name of the history is for: "v1"; 0 where it is none before this one. */
static int past_version(const struct tracking *tracking, const char *name)
{
	long version = *name == 'v' ? strtol(name + 1, NULL, 10) : 0;

	return version > 0 && version < tracking->version ? (int)version : 0;
}

/* What the links are added to, those of the text first. */
static GArray *links_begin(const struct tracking *tracking)
{
	GArray *links = g_array_new(FALSE, FALSE, sizeof(struct record_link));

	if (tracking->nr_links)
		g_array_append_vals(links, tracking->links, tracking->nr_links);
	return links;
}

static void links_end(struct tracking *tracking, GArray *links)
{
	size_t size = links->len * sizeof(struct record_link);

	tracking->nr_links = links->len;
	if (links->len) {
		tracking->links = pool_alloc(tracking->pool, size);
		memcpy(tracking->links, links->data, size);
	}
	g_array_unref(links);
}

/* "history": { "v1": [ "<id>", … ], … } */
static void read_history(struct tracking *tracking, JsonObject *history)
{
	GArray *links = links_begin(tracking);
	GList *names = late()->json_object_get_members(history);

	for (GList *name = names; name; name = name->next) {
		JsonNode *node = late()->json_object_get_member(history, name->data);
		int version = past_version(tracking, name->data);

		if (!version || !is_of(JSON_NODE_ARRAY, node))
			continue;
		for (guint i = 0;
		     i < late()->json_array_get_length(late()->json_node_get_array(node)); i++) {
			const char *id = get_string(late()->json_array_get_element(
				late()->json_node_get_array(node), i));

			if (id)
				add_link(tracking, links, version, id);
		}
	}
	g_list_free(names);
	links_end(tracking, links);
}

static void take_change_id(struct tracking *tracking, struct slice change_id)
{
	if (change_id.ptr && !*tracking->change_id)
		tracking->change_id = pool_copy_utf8(tracking->pool, change_id);
}

static bool read_json(struct tracking *tracking, JsonNode *root)
{
	JsonObject *series, *history;

	if (!is_of(JSON_NODE_OBJECT, root))
		return false;
	series = get_object(late()->json_node_get_object(root), "series");
	if (!series)
		return false;
	take_change_id(tracking,
		       slice_str(get_string(late()->json_object_get_member(series, "change-id"))));
	history = get_object(series, "history");
	if (history)
		read_history(tracking, history);
	return true;
}

static void read_plain_ids(struct tracking *tracking, GArray *links, const struct json_item *item)
{
	g_autofree char *name = g_strndup(item->name.ptr + 1, item->name.len - 2);
	int version = past_version(tracking, name);
	struct slice ids = version && *item->value.ptr == '[' ? json_plain_inside(item->value)
							      : slice_of(NULL, 0);
	struct json_item id;

	while (json_plain_next(&ids, &id)) {
		struct slice text = json_plain_string(id.value);
		g_autofree char *copy = text.len ? g_strndup(text.ptr, text.len) : NULL;

		if (copy)
			add_link(tracking, links, version, copy);
	}
}

/* The same of what needs no library to be read. */
static bool read_plain(struct tracking *tracking, struct slice root)
{
	struct slice series, history;
	struct json_item item;
	GArray *links;

	if (*root.ptr != '{')
		return false;
	series = json_plain_member(root, SLICE("series"));
	if (!series.ptr || *series.ptr != '{')
		return false;
	take_change_id(tracking, json_plain_string(json_plain_member(series, SLICE("change-id"))));
	history = json_plain_member(series, SLICE("history"));
	if (!history.ptr || *history.ptr != '{')
		return true;
	links = links_begin(tracking);
	history = json_plain_inside(history);
	while (json_plain_next(&history, &item))
		read_plain_ids(tracking, links, &item);
	links_end(tracking, links);
	return true;
}

static bool is_bounded(struct slice json)
{
	unsigned open = 0;

	for (size_t i = 0; i < json.len && open <= MAX_BRACKETS; i++)
		open += json.ptr[i] == '[' || json.ptr[i] == '{';
	return open <= MAX_BRACKETS;
}

static bool read_any(struct tracking *tracking, struct slice json)
{
	JsonParser *parser;
	struct slice root;
	bool good;

	if (json_plain(json, &root))
		return read_plain(tracking, root);
	if (!is_bounded(json))
		return false;
	parser = late()->json_parser_new();
	good = late()->json_parser_load_from_data(parser, json.ptr, (gssize)json.len, NULL) &&
	       read_json(tracking, late()->json_parser_get_root(parser));
	late()->g_object_unref(parser);
	return good;
}

bool tracking_parse(struct slice field, struct tracking *tracking)
{
	size_t len = 0;
	g_autofree char *json = decode(field, &len);

	return json && read_any(tracking, slice_of(json, len));
}
