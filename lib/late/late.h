/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef LATE_LATE_H
#define LATE_LATE_H

#include <gmime/gmime.h>
#include <json-glib/json-glib.h>
#include <stdbool.h>

/*
 * GMime and json-glib stand on a dozen libraries, take half of the time in which a command starts,
 * and few runs need them: so the commands are not linked with them. They are called by way of a
 * table, late()->json_builder_new(), which is all that an object of ours holds (table.c, late.so
 * beside the commands): that one is linked with them, and loaded by the first call. A function that
 * is missing here is one that the linker does not find.
 */

#define LATE_FUNCTIONS(F)                                                                          \
	F(g_mime_charset_iconv_name)                                                               \
	F(g_mime_content_disposition_get_disposition)                                              \
	F(g_mime_content_disposition_get_parameter)                                                \
	F(g_mime_content_disposition_parse)                                                        \
	F(g_mime_content_type_get_media_subtype)                                                   \
	F(g_mime_content_type_get_media_type)                                                      \
	F(g_mime_content_type_get_parameter)                                                       \
	F(g_mime_content_type_parse)                                                               \
	F(g_mime_filter_basic_new)                                                                 \
	F(g_mime_filter_filter)                                                                    \
	F(g_mime_init)                                                                             \
	F(g_mime_message_get_addresses)                                                            \
	F(g_mime_message_new)                                                                      \
	F(g_mime_message_set_date)                                                                 \
	F(g_mime_message_set_message_id)                                                           \
	F(g_mime_message_set_mime_part)                                                            \
	F(g_mime_message_set_subject)                                                              \
	F(g_mime_multipart_add)                                                                    \
	F(g_mime_multipart_new_with_subtype)                                                       \
	F(g_mime_multipart_set_boundary)                                                           \
	F(g_mime_object_set_header)                                                                \
	F(g_mime_object_to_string)                                                                 \
	F(g_mime_part_set_content_encoding)                                                        \
	F(g_mime_text_part_new_with_subtype)                                                       \
	F(g_mime_text_part_set_charset)                                                            \
	F(g_mime_text_part_set_text)                                                               \
	F(g_mime_utils_header_decode_date)                                                         \
	F(g_object_unref)                                                                          \
	F(internet_address_list_append)                                                            \
	F(internet_address_list_parse)                                                             \
	F(json_array_get_element)                                                                  \
	F(json_array_get_length)                                                                   \
	F(json_builder_add_boolean_value)                                                          \
	F(json_builder_add_int_value)                                                              \
	F(json_builder_add_null_value)                                                             \
	F(json_builder_add_string_value)                                                           \
	F(json_builder_begin_array)                                                                \
	F(json_builder_begin_object)                                                               \
	F(json_builder_end_array)                                                                  \
	F(json_builder_end_object)                                                                 \
	F(json_builder_get_root)                                                                   \
	F(json_builder_new)                                                                        \
	F(json_builder_reset)                                                                      \
	F(json_builder_set_member_name)                                                            \
	F(json_generator_new)                                                                      \
	F(json_generator_set_root)                                                                 \
	F(json_generator_to_data)                                                                  \
	F(json_node_get_array)                                                                     \
	F(json_node_get_node_type)                                                                 \
	F(json_node_get_object)                                                                    \
	F(json_node_get_string)                                                                    \
	F(json_node_get_value_type)                                                                \
	F(json_node_unref)                                                                         \
	F(json_object_get_member)                                                                  \
	F(json_object_get_members)                                                                 \
	F(json_parser_get_root)                                                                    \
	F(json_parser_load_from_data)                                                              \
	F(json_parser_new)

#define LATE_FIELD(name) __typeof__(name) *name;

struct late {
	unsigned sum; /* of the headers here: both sides know the same functions */
	LATE_FUNCTIONS(LATE_FIELD)
};

#undef LATE_FIELD

/* The names of the objects; none where this program holds the tables itself. NULL ends them. */
const char *const *late_parts(void);

/* The table. Where it cannot be loaded what late_place() was given is called. */
const struct late *late(void);

/* Loads this part and the others, which are libgit2 (git.h) and OpenSSL (crypto.h). */
void late_all(void);

/*
 * The folder of the objects, and what tells that one is not usable and does not return. Called
 * before the first thread. folder stays the caller's; programs that hold the tables themselves need
 * none.
 */
void late_place(const char *folder, void (*fail)(const char *file, const char *problem));

#endif
