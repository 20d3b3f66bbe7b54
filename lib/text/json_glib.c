/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <json-glib/json-glib.h>

#include "text/lazy.h"

/* What is needed of json-glib, for the few runs that write JSON or read b4's (tracking.c). */

#define JSON(result, name, parameters, arguments)                                                  \
	LAZY_FUNCTION("libjson-glib-1.0.so.0", result, name, parameters, arguments)

JSON(JsonBuilder *, json_builder_new, (void), ())
JSON(JsonNode *, json_builder_get_root, (JsonBuilder * builder), (builder))
JSON(void, json_builder_reset, (JsonBuilder * builder), (builder))

JSON(JsonBuilder *, json_builder_begin_array, (JsonBuilder * builder), (builder))
JSON(JsonBuilder *, json_builder_end_array, (JsonBuilder * builder), (builder))
JSON(JsonBuilder *, json_builder_begin_object, (JsonBuilder * builder), (builder))
JSON(JsonBuilder *, json_builder_end_object, (JsonBuilder * builder), (builder))
JSON(JsonBuilder *, json_builder_set_member_name, (JsonBuilder * builder, const gchar *name),
     (builder, name))
JSON(JsonBuilder *, json_builder_add_string_value, (JsonBuilder * builder, const gchar *value),
     (builder, value))
JSON(JsonBuilder *, json_builder_add_int_value, (JsonBuilder * builder, gint64 value),
     (builder, value))
JSON(JsonBuilder *, json_builder_add_double_value, (JsonBuilder * builder, gdouble value),
     (builder, value))
JSON(JsonBuilder *, json_builder_add_boolean_value, (JsonBuilder * builder, gboolean value),
     (builder, value))
JSON(JsonBuilder *, json_builder_add_null_value, (JsonBuilder * builder), (builder))

JSON(JsonGenerator *, json_generator_new, (void), ())
JSON(void, json_generator_set_root, (JsonGenerator * generator, JsonNode *node), (generator, node))
JSON(gchar *, json_generator_to_data, (JsonGenerator * generator, gsize *length),
     (generator, length))
JSON(void, json_node_unref, (JsonNode * node), (node))

JSON(JsonParser *, json_parser_new, (void), ())
JSON(gboolean, json_parser_load_from_data,
     (JsonParser * parser, const gchar *data, gssize length, GError **error),
     (parser, data, length, error))
JSON(JsonNode *, json_parser_get_root, (JsonParser * parser), (parser))
JSON(JsonNodeType, json_node_get_node_type, (JsonNode * node), (node))
JSON(GType, json_node_get_value_type, (JsonNode * node), (node))
JSON(JsonObject *, json_node_get_object, (JsonNode * node), (node))
JSON(JsonArray *, json_node_get_array, (JsonNode * node), (node))
JSON(const gchar *, json_node_get_string, (JsonNode * node), (node))
JSON(JsonNode *, json_object_get_member, (JsonObject * object, const gchar *name), (object, name))
JSON(GList *, json_object_get_members, (JsonObject * object), (object))
JSON(guint, json_array_get_length, (JsonArray * array), (array))
JSON(JsonNode *, json_array_get_element, (JsonArray * array, guint at), (array, at))
