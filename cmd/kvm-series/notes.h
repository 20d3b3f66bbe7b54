/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef KVM_SERIES_NOTES_H
#define KVM_SERIES_NOTES_H

#include <glib.h>

/* Appends, for -h of the list, which states, fields and formats there are, and the defaults. */
void append_list_notes(GString *out);

#endif
