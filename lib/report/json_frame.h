/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPORT_JSON_FRAME_H
#define REPORT_JSON_FRAME_H

#include "report/json.h"

/*
 * The object that a command prints, of which no more is in memory than one value. It begins with
 * "format" and "version", and holds arrays, whose elements are a line each, and other members. What
 * is written next is built in builder first.
 */
struct json_frame {
	const struct sink *sink;
	JsonBuilder *builder;
	bool any; /* the open array has an element */
};

/* Raise the version of a format when a member changes its meaning or goes; new ones may come
 * without. sink must outlive the frame. */
void json_frame_begin(struct json_frame *frame, const struct sink *sink, const char *format,
		      int version);

/* An array, its elements, which are what the builder holds, and its end. */
void json_frame_array(struct json_frame *frame, const char *name);
void json_frame_item(struct json_frame *frame);
void json_frame_array_end(struct json_frame *frame);

/* An array of objects, see json_add_rows() and json_add_pointers(). */
void json_frame_rows(struct json_frame *frame, const char *name, const GArray *rows,
		     json_row_fn *add, const void *data);
void json_frame_pointers(struct json_frame *frame, const char *name, const GPtrArray *rows,
			 json_row_fn *add, const void *data);

/* A member that is what the builder holds, or true or false. */
void json_frame_member(struct json_frame *frame, const char *name);
void json_frame_bool(struct json_frame *frame, const char *name, bool value);

/* The end, and that of the frame. */
void json_frame_end(struct json_frame *frame);

/*
 * The same where all of the object is on one line: members are added to the builder between these
 * two, of which the second sends it.
 */
void json_line_begin(struct json_frame *frame, const struct sink *sink, const char *format,
		     int version);
void json_line_end(struct json_frame *frame);

#endif
