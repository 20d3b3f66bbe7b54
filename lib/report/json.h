/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPORT_JSON_H
#define REPORT_JSON_H

#include <stdint.h>
#include "late/late.h"
#include "record/record.h"
#include "report/sink.h"

/*
 * The objects that every command's JSON is made of; gitkvm-json(5) documents them. Each function
 * adds to what builder has open: a member to an object, or to an array a value, which has no name
 * (NULL).
 */
void json_add_string(JsonBuilder *builder, const char *name, const char *value);
void json_add_int(JsonBuilder *builder, const char *name, int64_t value);
void json_add_bool(JsonBuilder *builder, const char *name, bool value);
void json_add_null(JsonBuilder *builder, const char *name);

/* Opens an object or array in that which is open, and closes it again. */
void json_open_object(JsonBuilder *builder, const char *name);
void json_close_object(JsonBuilder *builder);
void json_open_array(JsonBuilder *builder, const char *name);
void json_close_array(JsonBuilder *builder);

/* An object that may not be there: adds null then, and returns false. */
bool json_open_optional(JsonBuilder *builder, const char *name, bool there);

/* An array of objects, one for each of rows: add() gives its object its members. Without rows
 * (NULL) the array is empty. */
typedef void json_row_fn(JsonBuilder *builder, const void *row, const void *data);
void json_add_rows(JsonBuilder *builder, const char *name, const GArray *rows, json_row_fn *add,
		   const void *data);

/* The same of pointers, which add() gets one by one. */
void json_add_pointers(JsonBuilder *builder, const char *name, const GPtrArray *rows,
		       json_row_fn *add, const void *data);

/* "subject": the whole one, "Re: [PATCH v2 1/3] …" */
void json_add_subject(JsonBuilder *builder, const struct record *record);

/* "commit": "9f86d0…" */
void json_add_commit(JsonBuilder *builder, const char *name, const unsigned char *commit);

/* "author": { "name": …, "email": … } */
void json_add_person(JsonBuilder *builder, const char *name, const struct person *person);

/* A mail as an object. */
void json_add_record(JsonBuilder *builder, const struct record *record);

/*
 * Writes what was built, on one line without a line end, and empties the builder for the next one.
 * What escape_terminal() would show as an escape is written as \u009b, which is the same string.
 */
void json_send(JsonBuilder *builder, const struct sink *sink);

#endif
