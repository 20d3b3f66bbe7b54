/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPORT_MBOX_FIELD_H
#define REPORT_MBOX_FIELD_H

#include <stdint.h>

#include "mime/address.h"

/*
 * Append a header field with its line end. Whatever the text holds, it becomes one field: what is
 * not plain ASCII goes out as encoded words (RFC 2047), folded.
 */

/* prefix, in plain ASCII, then text. */
void mbox_field_text(GString *out, const char *name, const char *prefix, const char *text);

/* A person in the form that git mailinfo reads right. */
void mbox_field_person(GString *out, const char *name, const struct person *person);

/* Seconds since the epoch, minutes east of UTC. */
void mbox_field_date(GString *out, int64_t when, int zone);

/* Persons (struct person) as one field, each on its line; nothing where there is none. */
void mbox_field_persons(GString *out, const char *name, const GArray *persons);

/* "References: <id>", as mbox_field_message_id() has it, each id on a line; nothing without any. */
void mbox_field_ids(GString *out, const char *name, const char *const *ids, size_t nr);

/* Without < and >, white space and what else no id can hold; nothing where nothing is left. */
void mbox_field_message_id(GString *out, const char *id);

#endif
