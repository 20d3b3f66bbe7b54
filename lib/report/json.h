/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPORT_JSON_H
#define REPORT_JSON_H

#include <stdint.h>
#include "late/late.h"
#include "record/record.h"
#include "report/sink.h"

/*
 * The objects that every command's JSON is made of; gitkvm-json(5) documents them. Each function
 * adds one value or member to what builder has open.
 */
void json_add_string(JsonBuilder *builder, const char *name, const char *value);
void json_add_int(JsonBuilder *builder, const char *name, int64_t value);
void json_add_bool(JsonBuilder *builder, const char *name, bool value);

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
