/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/json_frame.h"

#include <string.h>

static void put(const struct json_frame *frame, const char *text)
{
	sink_write(frame->sink, text, strlen(text));
}

/* Names are ours, and need no escapes. */
static void put_name(const struct json_frame *frame, const char *name)
{
	put(frame, ",\n\"");
	put(frame, name);
	put(frame, "\":");
}

void json_frame_begin(struct json_frame *frame, const struct sink *sink, const char *format,
		      int version)
{
	char number[16];

	*frame = (struct json_frame){ .sink = sink, .builder = late()->json_builder_new() };
	g_snprintf(number, sizeof(number), "%d", version);
	put(frame, "{\"format\":\"");
	put(frame, format);
	put(frame, "\",\"version\":");
	put(frame, number);
}

void json_frame_array(struct json_frame *frame, const char *name)
{
	put_name(frame, name);
	put(frame, "[");
	frame->any = false;
}

void json_frame_item(struct json_frame *frame)
{
	put(frame, frame->any ? ",\n" : "\n");
	json_send(frame->builder, frame->sink);
	frame->any = true;
}

void json_frame_array_end(struct json_frame *frame)
{
	put(frame, "\n]");
}

static void put_row(struct json_frame *frame, const void *row, json_row_fn *add, const void *data)
{
	json_open_object(frame->builder, NULL);
	add(frame->builder, row, data);
	json_close_object(frame->builder);
	json_frame_item(frame);
}

void json_frame_rows(struct json_frame *frame, const char *name, const GArray *rows,
		     json_row_fn *add, const void *data)
{
	json_frame_array(frame, name);
	for (guint i = 0; i < rows->len; i++)
		put_row(frame, rows->data + (size_t)i * g_array_get_element_size((GArray *)rows),
			add, data);
	json_frame_array_end(frame);
}

void json_frame_pointers(struct json_frame *frame, const char *name, const GPtrArray *rows,
			 json_row_fn *add, const void *data)
{
	json_frame_array(frame, name);
	for (guint i = 0; i < rows->len; i++)
		put_row(frame, rows->pdata[i], add, data);
	json_frame_array_end(frame);
}

void json_frame_member(struct json_frame *frame, const char *name)
{
	put_name(frame, name);
	json_send(frame->builder, frame->sink);
}

void json_frame_bool(struct json_frame *frame, const char *name, bool value)
{
	put_name(frame, name);
	put(frame, value ? "true" : "false");
}

void json_frame_end(struct json_frame *frame)
{
	put(frame, "}\n");
	late()->g_object_unref(frame->builder);
}

void json_line_begin(struct json_frame *frame, const struct sink *sink, const char *format,
		     int version)
{
	*frame = (struct json_frame){ .sink = sink, .builder = late()->json_builder_new() };
	json_open_object(frame->builder, NULL);
	json_add_string(frame->builder, "format", format);
	json_add_int(frame->builder, "version", version);
}

void json_line_end(struct json_frame *frame)
{
	json_close_object(frame->builder);
	json_send(frame->builder, frame->sink);
	put(frame, "\n");
	late()->g_object_unref(frame->builder);
}
